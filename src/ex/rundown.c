/*
 * src/ex/rundown.c - run-down protection: an object goes away when nobody uses it any more
 *
 *      in use by n (Count 2n) --ExWaitForRundownProtectionRelease--> running down (Count odd: the
 *          address of the waiter's block, plus 1) --last release--> run down (Count 1)
 *          --ExReInitializeRundownProtection--> in use by 0
 *
 * Invariants:
 *   R1. Count is odd from the moment the run-down begins: from then on nobody gets protection.
 *   R2. While a waiter's block is in Count, it lies on the stack of a thread that waits.
 */
#include "exi.h"

#define EXP_RUNNING_DOWN 1
#define EXP_ONE 2

typedef struct _EXP_RUNDOWN_WAIT {
    ULONG_PTR Users;
    KEVENT Event; /* Users became 0 */
} EXP_RUNDOWN_WAIT;

VOID
ExInitializeRundownProtection(PEX_RUNDOWN_REF RunRef)
{
    RunRef->Count = 0;
}

VOID
ExReInitializeRundownProtection(PEX_RUNDOWN_REF RunRef)
{
    if (RunRef->Count != EXP_RUNNING_DOWN) {
        KeRuleViolation("RundownNotCompleted", (ULONG_PTR)RunRef, RunRef->Count);
    }
    HalRelease(HAL_SYNC_KEY(HalSyncObject, RunRef));
    RunRef->Count = 0;
}

VOID
ExRundownCompleted(PEX_RUNDOWN_REF RunRef)
{
    RunRef->Count = EXP_RUNNING_DOWN;
}

BOOLEAN
ExAcquireRundownProtectionEx(PEX_RUNDOWN_REF RunRef, ULONG Count)
{
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, RunRef));
    if (RunRef->Count & EXP_RUNNING_DOWN) {
        return FALSE;
    }
    RunRef->Count += (ULONG_PTR)Count * EXP_ONE;
    return TRUE;
}

BOOLEAN
ExAcquireRundownProtection(PEX_RUNDOWN_REF RunRef)
{
    return ExAcquireRundownProtectionEx(RunRef, 1);
}

static VOID
ExpReleaseWaiter(EXP_RUNDOWN_WAIT *Wait, ULONG Count, PEX_RUNDOWN_REF RunRef)
{
    if (Wait == NULL || Wait->Users < Count) {
        KeRuleViolation("RundownNotHeld", (ULONG_PTR)RunRef, Count);
    }
    Wait->Users -= Count;
    if (Wait->Users == 0) {
        KeSetEvent(&Wait->Event, IO_NO_INCREMENT, FALSE);
    }
}

VOID
ExReleaseRundownProtectionEx(PEX_RUNDOWN_REF RunRef, ULONG Count)
{
    HalRelease(HAL_SYNC_KEY(HalSyncRun, RunRef));
    if (RunRef->Count & EXP_RUNNING_DOWN) {
        ExpReleaseWaiter((EXP_RUNDOWN_WAIT *)(RunRef->Count & ~(ULONG_PTR)EXP_RUNNING_DOWN), Count,
                         RunRef);
        return;
    }
    if (RunRef->Count < (ULONG_PTR)Count * EXP_ONE) {
        KeRuleViolation("RundownNotHeld", (ULONG_PTR)RunRef, Count);
    }
    RunRef->Count -= (ULONG_PTR)Count * EXP_ONE;
}

VOID
ExReleaseRundownProtection(PEX_RUNDOWN_REF RunRef)
{
    ExReleaseRundownProtectionEx(RunRef, 1);
}

VOID
ExWaitForRundownProtectionRelease(PEX_RUNDOWN_REF RunRef)
{
    EXP_RUNDOWN_WAIT Wait = {.Users = RunRef->Count / EXP_ONE};

    if (RunRef->Count == EXP_RUNNING_DOWN || RunRef->Count == 0) {
        RunRef->Count = EXP_RUNNING_DOWN;
        HalAcquire(HAL_SYNC_KEY(HalSyncRun, RunRef));
        return;
    }
    if (RunRef->Count & EXP_RUNNING_DOWN) {
        KeRuleViolation("RundownWaitedForTwice", (ULONG_PTR)RunRef, 0);
    }
    KeInitializeEvent(&Wait.Event, SynchronizationEvent, FALSE);
    RunRef->Count = (ULONG_PTR)&Wait | EXP_RUNNING_DOWN;
    KeWaitForSingleObject(&Wait.Event, WrRundown, KernelMode, FALSE, NULL);
    HalAcquire(HAL_SYNC_KEY(HalSyncRun, RunRef));
    RunRef->Count = EXP_RUNNING_DOWN;
}
