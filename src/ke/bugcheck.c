/*
 * src/ke/bugcheck.c - how a run ends when a driver (or libsim) cannot go on
 *
 *      KeBugCheckEx, KeRuleViolation, KiNotImplemented ...
 *          --> drivers' callbacks (bugcallback.c), for a bug check that Windows has a code for
 *          --> the stop routine, on the stack where it happened: if the end was expected, it jumps
 *          away
 *          --> the report, on the host's stack
 *          --> the machine stops
 *
 * After an expected end the machine is dead: its state is as it was at the bug check, and no gate
 * lets a call through.
 */
#include "ki.h"

enum { KI_FRAMES = 48 };

static struct {
    VOID (*Stop)(ULONG Code, const ULONG_PTR Parameters[4]);
    BOOLEAN Dead, Reporting, CallingBack;
    PVOID Frames[KI_FRAMES];
    ULONG FrameCount, Code;
    ULONG_PTR Parameters[4];
} Ki SIM_STATE;

VOID
KeSetStopRoutine(VOID (*Routine)(ULONG Code, const ULONG_PTR Parameters[4]))
{
    Ki.Stop = Routine;
}

static VOID
KiReportOnHost(PVOID Unused)
{
    UNREFERENCED_PARAMETER(Unused);
    KiPrintReport(Ki.Code, Ki.Parameters, Ki.Frames, Ki.FrameCount);
}

/* What a callback does wrong is a bug check of its own, for which none is called. */
static VOID
KiLetDriversKnow(ULONG Code, const ULONG_PTR Parameters[4])
{
    if (Ki.Dead || Ki.CallingBack || Code >= KE_STOP_NOT_IMPLEMENTED) {
        return;
    }
    Ki.CallingBack = TRUE;
    KiCallBugCheckCallbacks(Code, Parameters);
}

static VOID
KiEnd(ULONG Code, ULONG_PTR A, ULONG_PTR B, ULONG_PTR C, ULONG_PTR D)
{
    const ULONG_PTR Parameters[4] = {A, B, C, D};

    if (!Ki.Dead) {
        HalProbe3(PROBE_BUG_CHECK, Code, A, B);
    }
    KiLetDriversKnow(Code, Parameters);
    Ki.FrameCount = HalBacktrace(Ki.Frames, KI_FRAMES);
    Ki.Dead = TRUE;
    HalWatchGates(TRUE);
    if (Ki.Stop != NULL) {
        Ki.Stop(Code, Parameters);
    }
    if (!Ki.Reporting && !HalIsMute()) {
        Ki.Reporting = TRUE;
        Ki.Code = Code;
        RtlCopyMemory(Ki.Parameters, Parameters, sizeof Parameters);
        HalCallHost(KiReportOnHost, NULL);
    }
    HalStop();
}

VOID
KiCheckAlive(VOID)
{
    if (Ki.Dead && !Ki.Reporting) {
        KiEnd(KE_STOP_DEAD, 0, 0, 0, 0);
    }
}

VOID
KeBugCheckEx(ULONG BugCheckCode, ULONG_PTR BugCheckParameter1, ULONG_PTR BugCheckParameter2,
             ULONG_PTR BugCheckParameter3, ULONG_PTR BugCheckParameter4)
{
    KiEnd(BugCheckCode, BugCheckParameter1, BugCheckParameter2, BugCheckParameter3,
          BugCheckParameter4);
    __builtin_unreachable();
}

VOID
KeBugCheck(ULONG BugCheckCode)
{
    KeBugCheckEx(BugCheckCode, 0, 0, 0, 0);
}

VOID
KeRuleViolation(PCSTR Rule, ULONG_PTR A, ULONG_PTR B)
{
    KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, KI_VIOLATION_RULE, (ULONG_PTR)Rule, A, B);
}

VOID
KiNotImplemented(PCSTR Name, PVOID Caller)
{
    KeBugCheckEx(KE_STOP_NOT_IMPLEMENTED, (ULONG_PTR)Name, (ULONG_PTR)Caller, 0, 0);
}

VOID
KiGateIrqlViolation(PCSTR Name, KIRQL Minimum, KIRQL Maximum, KIRQL Irql, PVOID Caller)
{
    BOOLEAN TooHigh = Irql > Maximum;

    KeReport("%s was called at IRQL %u; it may be called at %u to %u\n", Name, Irql, Minimum,
             Maximum);
    KeReportAddress("  from", Caller);
    KeBugCheckEx(DRIVER_VIOLATION, Minimum == Maximum ? 1 : 2, Irql, TooHigh ? Maximum : Minimum,
                 (ULONG_PTR)Name);
}

/* The innermost frame that belongs to a driver or to the test program. */
PVOID
KeCallerInDriver(VOID)
{
    PVOID Frames[KI_FRAMES];
    ULONG Count = HalBacktrace(Frames, KI_FRAMES);

    for (ULONG i = 0; i < Count; i++) {
        HAL_PLACE Place = HalPlace(Frames[i]);

        if (Place == HalAtDriver || Place == HalAtProgram) {
            return Frames[i];
        }
    }
    return NULL;
}

/* All is lost without a thread that could run: the report lists what each waits for. */
VOID
KeStopStuck(VOID)
{
    for (PKTHREAD Thread = KeNextThread(NULL); Thread != NULL; Thread = KeNextThread(Thread)) {
        if (Thread->State == KtWaiting) {
            KeReport("thread %u waits for %p (reason %u)\n", Thread->Id,
                     Thread->WaitCount > 0 ? Thread->WaitBlockList[0].Object : NULL,
                     Thread->WaitReason);
        }
    }
    KeBugCheckEx(KE_STOP_STUCK, 0, 0, 0, 0);
}

/* Processors that spin for locks of one another: potential deadlock has become one. */
VOID
KiWaitCycle(ULONG Processor)
{
    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        PKPRCB Prcb = KiPrcbOf(i);

        if (Prcb->LocksHeld > 0) {
            KeReport("processor %u holds %u spin locks, the last one %p\n", i, Prcb->LocksHeld,
                     (PVOID)Prcb->LastLock);
        }
    }
    KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1001,
                 (ULONG_PTR)KiPrcbOf(Processor)->LastLock, Processor, 0);
}

/* The list functions of wdm.h found neighbours that do not point at each other. */
VOID
RtlFatalListEntryError(PVOID P1, PVOID P2, PVOID P3)
{
    UNREFERENCED_PARAMETER(P2);
    UNREFERENCED_PARAMETER(P3);
    KeBugCheckEx(KERNEL_SECURITY_CHECK_FAILURE, 3, (ULONG_PTR)P1, 0, 0);
}
