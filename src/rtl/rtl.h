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

VOID RtlInitSystem(VOID); /* what the registry would say about debug output */

/* Which DbgPrintEx levels of a component are shown: bit n for level n. Every component starts with
   what Windows' WIN2000 mask says: errors. MAXULONG for Component: that mask, which all share. */
VOID RtlSetDebugMask(ULONG ComponentId, ULONG Mask);

/* The last complete lines that drivers printed, shown or not, oldest first; index 0 is the oldest
   that is kept. NULL: no such line. */
PCSTR RtlDebugLine(ULONG Index);

/* Where the drivers' debug output goes instead of the terminal; NULL: back to it. */
VOID RtlSetDebugRoutine(VOID (*Routine)(PCSTR Text, ULONG Length));

#endif
