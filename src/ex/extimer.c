/*
 * ex/extimer.c - timers that the system allocates: ExAllocateTimer and what belongs to it
 *
 *      idle --ExSetTimer--> set --expires--> DPC queued --> callback (DISPATCH_LEVEL) --> idle
 *           <--ExCancelTimer--
 *
 *      any --ExDeleteTimer--> disabled: cannot be set or cancelled any more
 *          nothing under way                     gone at once
 *          Cancel: what was set is taken back    gone, when no callback is queued or runs;
 *                                                Wait: before ExDeleteTimer returns
 *          not Cancel: it expires once more      gone after that callback
 *      gone: the delete callback was called, the object does not exist
 *
 * Invariants:
 *   X1. The object exists while the timer is set, its DPC is queued, or a callback runs.
 *   X2. Who takes the last of these away from a disabled timer deletes it; if somebody waits, he
 *       does.
 *
 * Preemption: in the two callbacks, and while ExDeleteTimer waits.
 *
 * Differs from Windows: wrong parameters are a violation of the rule that has the routine's name;
 * Windows' bug check for them is not documented.
 */
#include "exi.h"

#define EXP_TIMER_TAG 'mTxE'

struct _EX_TIMER {
    KE_TIMER Timer; /* first: it is waited for */
    KDPC Dpc;
    PEXT_CALLBACK Callback;
    PVOID Context;
    ULONG Attributes;
    ULONG Callbacks; /* that run */
    BOOLEAN Disabled, Waited;
    EXT_DELETE_PARAMETERS Delete;
    KEVENT Idle; /* for who waits in ExDeleteTimer */
};

static BOOLEAN
ExpTimerIsBusy(PEX_TIMER Timer)
{
    return Timer->Timer.Timer.Header.Inserted || Timer->Dpc.DpcData != NULL || Timer->Callbacks > 0;
}

static VOID
ExpDeleteTimer(PEX_TIMER Timer)
{
    EXT_DELETE_PARAMETERS Delete = Timer->Delete;

    ExFreeOwn(Timer);
    if (Delete.DeleteCallback != NULL) {
        CALL_DRIVER(Delete.DeleteCallback, Delete.DeleteContext);
    }
}

static VOID
ExpTimerDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PEX_TIMER Timer = Context;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(Argument1);
    UNREFERENCED_PARAMETER(Argument2);
    Timer->Callbacks++;
    if (Timer->Callback != NULL) {
        CALL_DRIVER(Timer->Callback, Timer, Timer->Context);
    }
    Timer->Callbacks--;
    if (!Timer->Disabled || ExpTimerIsBusy(Timer)) {
        return;
    }
    if (Timer->Waited) {
        KeSetEvent(&Timer->Idle, 0, FALSE);
    } else {
        ExpDeleteTimer(Timer);
    }
}

static DECLSPEC_NORETURN VOID
ExpWrongTimerCall(PCSTR Routine, PEX_TIMER Timer, ULONG64 Value)
{
    KeRuleViolation(Routine, (ULONG_PTR)Timer, Value);
}

PEX_TIMER
ExAllocateTimer(PEXT_CALLBACK Callback, PVOID CallbackContext, ULONG Attributes)
{
    ULONG Exclusive = EX_TIMER_HIGH_RESOLUTION | EX_TIMER_NO_WAKE;
    PEX_TIMER Timer;

    if ((Attributes & Exclusive) == Exclusive ||
        (Attributes & ~(Exclusive | EX_TIMER_NOTIFICATION)) != 0) {
        ExpWrongTimerCall("ExAllocateTimer", NULL, Attributes);
    }
    Timer = ExAllocateOwn(sizeof *Timer, EXP_TIMER_TAG);
    if (Timer == NULL) {
        return NULL;
    }
    KeInitializeTimerEx(&Timer->Timer.Timer, (Attributes & EX_TIMER_NOTIFICATION) != 0
                                                 ? NotificationTimer
                                                 : SynchronizationTimer);
    KeInitializeDpc(&Timer->Dpc, ExpTimerDpc, Timer);
    KeInitializeEvent(&Timer->Idle, NotificationEvent, FALSE);
    Timer->Callback = Callback;
    Timer->Context = CallbackContext;
    Timer->Attributes = Attributes;
    return Timer;
}

static KE_TIMER_KIND
ExpTimerKind(const struct _EX_TIMER *Timer)
{
    return (Timer->Attributes & EX_TIMER_HIGH_RESOLUTION) != 0 ? KeTimerHighResolution
           : (Timer->Attributes & EX_TIMER_NO_WAKE) != 0       ? KeTimerNoWake
                                                               : KeTimerOrdinary;
}

/* EX_TIMER_UNLIMITED_TOLERANCE is -1; no other negative one is right. */
static ULONG64
ExpTolerance(PEX_TIMER Timer, PEXT_SET_PARAMETERS Parameters)
{
    LONGLONG Tolerance = Parameters != NULL ? Parameters->NoWakeTolerance : 0;

    if (Tolerance < EX_TIMER_UNLIMITED_TOLERANCE) {
        ExpWrongTimerCall("ExSetTimer", Timer, (ULONG64)Tolerance);
    }
    return (ULONG64)Tolerance;
}

BOOLEAN
ExSetTimer(PEX_TIMER Timer, LONGLONG DueTime, LONGLONG Period, PEXT_SET_PARAMETERS Parameters)
{
    LARGE_INTEGER Due = {.QuadPart = DueTime};
    KE_TIMER_KIND Kind = ExpTimerKind(Timer);

    if (Period < 0 || Period > MAXLONG || (Kind == KeTimerHighResolution && DueTime >= 0)) {
        ExpWrongTimerCall("ExSetTimer", Timer, (ULONG64)(Period != 0 ? Period : DueTime));
    }
    if (Timer->Disabled) {
        return FALSE;
    }
    return KeSetTimerOfKind(&Timer->Timer, Due, (ULONG)Period, Kind,
                            ExpTolerance(Timer, Parameters), &Timer->Dpc);
}

BOOLEAN
ExCancelTimer(PEX_TIMER Timer, PVOID Parameters)
{
    if (Parameters != NULL) {
        ExpWrongTimerCall("ExCancelTimer", Timer, (ULONG_PTR)Parameters);
    }
    return Timer->Disabled ? FALSE : KeCancelTimer(&Timer->Timer.Timer);
}

/* --- deletion --------------------------------------------------------------------------------- */

static VOID
ExpAwaitTimer(PEX_TIMER Timer)
{
    Timer->Waited = TRUE;
    KeWaitForSingleObject(&Timer->Idle, Executive, KernelMode, FALSE, NULL);
}

static VOID
ExpCheckDelete(PEX_TIMER Timer, BOOLEAN Cancel, BOOLEAN Wait)
{
    if (Wait && !Cancel) {
        ExpWrongTimerCall("ExDeleteTimer", Timer, Wait);
    }
    if (Wait && HalGetIrql() > APC_LEVEL) {
        KiGateIrqlViolation("ExDeleteTimer", PASSIVE_LEVEL, APC_LEVEL, HalGetIrql(),
                            KeCallerInDriver());
    }
}

BOOLEAN
ExDeleteTimer(PEX_TIMER Timer, BOOLEAN Cancel, BOOLEAN Wait, PEXT_DELETE_PARAMETERS Parameters)
{
    BOOLEAN Cancelled;

    ExpCheckDelete(Timer, Cancel, Wait);
    if (Timer->Disabled) {
        return FALSE;
    }
    Timer->Disabled = TRUE;
    if (Parameters != NULL) {
        Timer->Delete = *Parameters;
    }
    Cancelled = Cancel && KeCancelTimer(&Timer->Timer.Timer);
    Timer->Timer.Timer.Period = 0; // at most once more
    if (!ExpTimerIsBusy(Timer)) {
        ExpDeleteTimer(Timer);
    } else if (Wait) {
        ExpAwaitTimer(Timer);
        ExpDeleteTimer(Timer);
    }
    return Cancelled;
}

/* --- the clock -------------------------------------------------------------------------------- */

ULONG
ExSetTimerResolution(ULONG DesiredTime, BOOLEAN SetResolution)
{
    return KeRequestClockResolution(DesiredTime, SetResolution);
}

VOID
ExQueryTimerResolution(PULONG MaximumTime, PULONG MinimumTime, PULONG CurrentTime)
{
    *MaximumTime = HAL_TICK_100NS;
    *MinimumTime = KE_FINEST_100NS;
    *CurrentTime = KeClockResolution();
}
