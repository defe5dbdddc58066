/*
 * src/rtl/assert.c - what a driver says when it finds itself wrong
 *
 * A failed assertion is an exception, and a bug check if the driver does not handle it. When a
 * filter lets execution continue, it returns.
 */
#include "rtlp.h"

VOID
RtlAssert(PVOID VoidFailedAssertion, PVOID VoidFileName, ULONG LineNumber, PSTR MutableMessage)
{
    KeReport("assertion failed: %s%s%s\n    in %s, line %u\n",
             MutableMessage == NULL ? "" : MutableMessage, MutableMessage == NULL ? "" : ": ",
             (PCSTR)VoidFailedAssertion, (PCSTR)VoidFileName, LineNumber);
    KeRaiseContinuable(STATUS_ASSERTION_FAILURE);
}

/* PAGED_CODE() */
VOID
WdkCheckPagedCode(PCSTR File, ULONG Line)
{
    if (HalGetIrql() > APC_LEVEL) {
        KeReport("PAGED_CODE() at IRQL %u\n    in %s, line %u\n", HalGetIrql(), File, Line);
        KeRuleViolation("PagedCode", HalGetIrql(), Line);
    }
}

VOID
RtlFailFast(ULONG Code)
{
    KeBugCheckEx(KERNEL_SECURITY_CHECK_FAILURE, Code, 0, 0, 0);
}

/* There is no debugger. */

NTSTATUS
KdDisableDebugger(VOID)
{
    return STATUS_DEBUGGER_INACTIVE;
}

NTSTATUS
KdEnableDebugger(VOID)
{
    return STATUS_DEBUGGER_INACTIVE;
}

NTSTATUS
KdChangeOption(KD_OPTION Option, ULONG InBufferBytes, PVOID InBuffer, ULONG OutBufferBytes,
               PVOID OutBuffer, PULONG OutBufferNeeded)
{
    return STATUS_DEBUGGER_INACTIVE;
}

/* The prompt is shown, and nobody answers. */
ULONG
DbgPrompt(PCCH Prompt, PCH Response, ULONG Length)
{
    DbgPrint("%s", Prompt);
    return 0;
}
