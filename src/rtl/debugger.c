/*
 * src/rtl/debugger.c - is a kernel debugger there, and what is a breakpoint?
 *
 *      none (the default)  DbgBreakPoint raises STATUS_BREAKPOINT; nobody handles it: a bug check
 *      one, by the setup   it is told of the breakpoint (the line is with what drivers print) and
 *                          goes on
 *
 * Differs from Windows: the debugger never stops, and asks nothing; it is for drivers that break on
 * purpose. KdDisableDebugger and KdChangeOption find none.
 */
#include "rtlp.h"

static struct {
    BOOLEAN Enabled, NotPresent;
} Rtl SIM_STATE;

/* The pointers are what drivers see. */
PBOOLEAN KdDebuggerEnabled __attribute__((section(".data.rel.ro"))) = &Rtl.Enabled;
PBOOLEAN KdDebuggerNotPresent __attribute__((section(".data.rel.ro"))) = &Rtl.NotPresent;

VOID
RtlSetDebugger(BOOLEAN Present)
{
    Rtl.Enabled = Present;
    Rtl.NotPresent = !Present;
}

BOOLEAN
KdRefreshDebuggerNotPresent(VOID)
{
    return Rtl.NotPresent;
}

VOID
DbgBreakPoint(VOID)
{
    if (Rtl.NotPresent) {
        KeRaiseContinuable(STATUS_BREAKPOINT);
    } else {
        DbgPrintEx(DPFLTR_DEFAULT_ID, DPFLTR_INFO_LEVEL, "breakpoint\n");
    }
}

VOID
DbgBreakPointWithStatus(ULONG Status)
{
    if (Rtl.NotPresent) {
        KeReport("DbgBreakPointWithStatus(%u)\n", Status);
        KeRaiseContinuable(STATUS_BREAKPOINT);
    } else {
        DbgPrintEx(DPFLTR_DEFAULT_ID, DPFLTR_INFO_LEVEL, "breakpoint, status %u\n", Status);
    }
}
