/*
 * src/wmi/wmi.h - event tracing: what init may use
 */
#ifndef WMI_H
#define WMI_H

#include "po.h"

VOID WmiInitSystem(VOID);

/* --- text.c: what was traced, as text --------------------------------------------------------- */

/* Text of the event with this number (C of a TRACE_EVENT or TRACE_MESSAGE record); NULL: it is no
   longer kept. */
PCSTR WmiTraceText(ULONG64 Number);

/* --- session.c: what is recorded -------------------------------------------------------------- */

/* From now on, events of this provider (NULL: of each that registers later, too) are recorded up to
   this level and with one of these keywords; level 0: none. Calls back into drivers: at
   PASSIVE_LEVEL. */
VOID WmiEnableProvider(LPCGUID Provider, UCHAR Level, ULONG64 Keywords);

#endif
