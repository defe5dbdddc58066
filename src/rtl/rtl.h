/*
 * src/rtl/rtl.h - strings, formats, lists, times: beyond wdm.h
 */
#ifndef RTL_H
#define RTL_H

#include "ex.h"

/* The one formatter: Windows' format language (%I64x, %wZ, %ws, %S, %lx is 32 bits, %p).
   Stores at most Size - 1 characters and a terminator (nothing when Size is 0). Returns the length
   that the whole text has, or -1 for a format that it does not know: %n, floating point. */
LONG RtlFormat(PSTR Buffer, SIZE_T Size, PCSTR Format, __builtin_va_list Arguments);
LONG RtlFormatWide(PWSTR Buffer, SIZE_T Characters, PCWSTR Format, __builtin_va_list Arguments);
/* The same with arguments of its own. */
LONG RtlFormatText(PSTR Buffer, SIZE_T Size, PCSTR Format, ...);

/* At boot: a kernel debugger is there, and goes on at each breakpoint. */
VOID RtlSetDebugger(BOOLEAN Present);
VOID RtlInitSystem(VOID); /* what reports say about debug output */

/* Which DbgPrintEx levels of a component are shown on the terminal: bit n for level n. At first
   errors only, of all components, as in Windows; MAXULONG for ComponentId: what holds for all. */
VOID RtlSetDebugMask(ULONG ComponentId, ULONG Mask);

/* The lines that drivers printed last, shown or not, of which a few are kept; 0 is the oldest one.
   NULL: no such line. */
PCSTR RtlDebugLine(ULONG Index);

#endif
