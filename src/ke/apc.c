/*
 * src/ke/apc.c - asynchronous procedure calls, critical and guarded regions
 *
 * Each thread has a list of kernel and a list of user APCs.
 *
 *      idle --KeInsertQueueApc--> queued --delivery--> idle, and then its kernel routine runs
 *      (APC_LEVEL),
 *           <--KeRemoveQueueApc--                      then its normal routine, if it has one:
 *                                                      kernel: PASSIVE_LEVEL; user: on return to
 *                                                      user mode
 *
 *      kind              delivered when
 *      special kernel    IRQL < APC_LEVEL, not in a guarded region
 *      normal kernel     IRQL < APC_LEVEL, in no region, no other normal kernel APC in progress
 *      user              an alertable wait in user mode, then on the way back to user mode
 *
 * A thread that waits is woken for a kernel APC and goes on waiting after it: in between, a pulse
 * is missed. A user APC ends an alertable wait (in kernel mode without being delivered), the end of
 * its thread any wait in user mode; neither does while kernel APCs are disabled. An alert ends an
 * alertable wait whose mode is not below its own.
 *
 * Invariants:
 *   A1. Inserted is TRUE exactly while the APC is in a list.
 *   A2. It is FALSE before the kernel routine runs: that may free or reuse the APC.
 *   A3. Special kernel APCs stand before normal ones in the list.
 */
#include "ki.h"

VOID
KiInitApcState(KAPC_STATE *State, PKPROCESS Process)
{
    *State = (KAPC_STATE){.Process = Process};
    InitializeListHead(&State->ApcListHead[KernelMode]);
    InitializeListHead(&State->ApcListHead[UserMode]);
}

VOID
KeInitializeApc(PRKAPC Apc, PRKTHREAD Thread, KAPC_ENVIRONMENT Environment,
                PKKERNEL_ROUTINE KernelRoutine, PKRUNDOWN_ROUTINE RundownRoutine,
                PKNORMAL_ROUTINE NormalRoutine, KPROCESSOR_MODE Mode, PVOID Context)
{
    *Apc = (KAPC){.Type = 0x12, .Size = sizeof *Apc, .Thread = Thread,
                  .ApcStateIndex = (CCHAR)(Environment == CurrentApcEnvironment
                                               ? Thread->ApcStateIndex
                                               : Environment),
                  .KernelRoutine = KernelRoutine,
                  .RundownRoutine = RundownRoutine, .NormalRoutine = NormalRoutine,
                  .ApcMode = NormalRoutine != NULL ? Mode : KernelMode,
                  .NormalContext = NormalRoutine != NULL ? Context : NULL};
}

static PKAPC
KiFirstApc(PKTHREAD Thread, KPROCESSOR_MODE Mode)
{
    PLIST_ENTRY Head = &Thread->ApcState.ApcListHead[(ULONG)Mode];

    return IsListEmpty(Head) ? NULL : CONTAINING_RECORD(Head->Flink, KAPC, ApcListEntry);
}

BOOLEAN
KiKernelApcDeliverable(PKTHREAD Thread)
{
    PKAPC Apc = KiFirstApc(Thread, KernelMode);

    if (Apc == NULL || Thread->SpecialApcDisable != 0) {
        return FALSE;
    }
    return Apc->NormalRoutine == NULL ||
           (Thread->KernelApcDisable == 0 && !Thread->ApcState.KernelApcInProgress);
}

/* What disables normal kernel APCs keeps user APCs from ending a wait as well. */
BOOLEAN
KiUserApcsDisabled(PKTHREAD Thread, KIRQL Irql)
{
    return Thread->KernelApcDisable != 0 || Thread->SpecialApcDisable != 0 || Irql >= APC_LEVEL;
}

VOID
KiRequestApc(PKTHREAD Thread, KPRIORITY Increment)
{
    if (!KiKernelApcDeliverable(Thread)) {
        return;
    }
    Thread->ApcState.KernelApcPending = TRUE;
    if (Thread->State == KtRunning) {
        HalRequestSoftwareInterrupt(Thread->NextProcessor, APC_LEVEL);
    } else if (Thread->State == KtWaiting && Thread->WaitIrql < APC_LEVEL) {
        KiUnwaitThread(Thread, STATUS_KERNEL_APC, Increment);
    }
}

static VOID
KiLinkApc(KAPC_STATE *State, PKAPC Apc)
{
    PLIST_ENTRY Head = &State->ApcListHead[(ULONG)Apc->ApcMode], After = Head->Blink;

    if (Apc->ApcMode == KernelMode && Apc->NormalRoutine == NULL) { // by A3
        while (After != Head &&
               CONTAINING_RECORD(After, KAPC, ApcListEntry)->NormalRoutine != NULL) {
            After = After->Blink;
        }
    }
    InsertHeadList(After, &Apc->ApcListEntry);
    Apc->Inserted = TRUE;
}

BOOLEAN
KeInsertQueueApc(PRKAPC Apc, PVOID SystemArgument1, PVOID SystemArgument2, KPRIORITY Increment)
{
    PKTHREAD Thread = Apc->Thread;
    BOOLEAN Here;

    if (Apc->Inserted || Thread->State == KtTerminated || Thread->ApcsRundown) {
        return FALSE;
    }
    Apc->SystemArgument1 = SystemArgument1;
    Apc->SystemArgument2 = SystemArgument2;
    Here = Apc->ApcStateIndex == Thread->ApcStateIndex;
    KiLinkApc(Here ? &Thread->ApcState : &Thread->SavedApcState, Apc);
    HalRelease(HAL_SYNC_KEY(HalSyncObject, Apc));
    HalProbe2(PROBE_APC_QUEUE, Apc, Thread->Id);
    if (!Here) { // for the process that the thread will come back to: it waits until then
        return TRUE;
    }
    if (Apc->ApcMode == KernelMode) {
        KiRequestApc(Thread, Increment);
    } else if (Thread->State == KtWaiting && Thread->Alertable &&
               !KiUserApcsDisabled(Thread, Thread->WaitIrql)) {
        Thread->ApcState.UserApcPending |= Thread->WaitMode == UserMode;
        KiUnwaitThread(Thread, STATUS_USER_APC, Increment);
    }
    return TRUE;
}

BOOLEAN
KeRemoveQueueApc(PKAPC Apc)
{
    if (!Apc->Inserted) {
        return FALSE;
    }
    RemoveEntryList(&Apc->ApcListEntry);
    Apc->Inserted = FALSE;
    return TRUE;
}

/* --- delivery --------------------------------------------------------------------------------- */

static VOID
KiDeliverKernelApc(PKTHREAD Thread, PKAPC Apc)
{
    KAPC Call = *Apc; // by A2, *Apc may be gone once its kernel routine has started

    KeRemoveQueueApc(Apc);
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Apc));
    HalProbe2(PROBE_APC_RUN, Apc, Call.KernelRoutine);
    CALL_DRIVER(Call.KernelRoutine, Apc, &Call.NormalRoutine, &Call.NormalContext,
                &Call.SystemArgument1, &Call.SystemArgument2);
    if (Call.NormalRoutine != NULL) {
        Thread->ApcState.KernelApcInProgress = TRUE;
        HalSetIrql(PASSIVE_LEVEL);
        CALL_DRIVER(Call.NormalRoutine, Call.NormalContext, Call.SystemArgument1,
                    Call.SystemArgument2);
        HalSetIrql(APC_LEVEL);
        Thread->ApcState.KernelApcInProgress = FALSE;
    }
}

static VOID
KiDeliverUserApc(PKTHREAD Thread, PKAPC Apc)
{
    KAPC Call = *Apc;

    KeRemoveQueueApc(Apc);
    Thread->ApcState.UserApcPending = FALSE;
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Apc));
    HalProbe2(PROBE_APC_RUN, Apc, Call.KernelRoutine);
    CALL_DRIVER(Call.KernelRoutine, Apc, &Call.NormalRoutine, &Call.NormalContext,
                &Call.SystemArgument1, &Call.SystemArgument2);
    if (Call.NormalRoutine != NULL) {
        KIRQL Irql = HalGetIrql();
        BOOLEAN InUserMode = Thread->InUserMode;

        HalSetIrql(PASSIVE_LEVEL);
        Thread->InUserMode = TRUE;
        Call.NormalRoutine(Call.NormalContext, Call.SystemArgument1, Call.SystemArgument2);
        Thread->InUserMode = InUserMode;
        HalSetIrql(Irql);
    }
}

VOID
KeDeliverApcs(KPROCESSOR_MODE Mode)
{
    PKTHREAD Thread = KeCurrentThread();
    KIRQL Irql = HalGetIrql();
    KI_SEH Seh = KiSehAside();
    PKAPC Apc;

    HalSetIrql(APC_LEVEL);
    Thread->ApcState.KernelApcPending = FALSE;
    while (KiKernelApcDeliverable(Thread)) {
        KiDeliverKernelApc(Thread, KiFirstApc(Thread, KernelMode));
    }
    while (Mode == UserMode && Thread->ApcState.UserApcPending &&
           (Apc = KiFirstApc(Thread, UserMode)) != NULL) {
        KiDeliverUserApc(Thread, Apc);
        Thread->ApcState.UserApcPending = KiFirstApc(Thread, UserMode) != NULL;
    }
    KiSehBack(Seh);
    HalSetIrql(Irql);
}

VOID
KeForceUserApc(PKTHREAD Thread)
{
    Thread->ApcState.UserApcPending = TRUE;
    if (Thread->State == KtWaiting && Thread->WaitMode == UserMode &&
        !KiUserApcsDisabled(Thread, Thread->WaitIrql)) {
        KiUnwaitThread(Thread, STATUS_USER_APC, 0);
    }
}

/* --- alerts ----------------------------------------------------------------------------------- */

/* One that ends a wait of that mode; it is used up. */
BOOLEAN
KiTakeAlert(PKTHREAD Thread, KPROCESSOR_MODE WaitMode)
{
    HalTouch(Thread->Alerted, FALSE);
    for (ULONG Mode = KernelMode; Mode <= (ULONG)WaitMode; Mode++) {
        if (Thread->Alerted[Mode]) {
            Thread->Alerted[Mode] = FALSE;
            return TRUE;
        }
    }
    return FALSE;
}

VOID
KeAlertThread(PKTHREAD Thread, KPROCESSOR_MODE Mode)
{
    HalTouch(Thread->Alerted, TRUE);
    if (Thread->State == KtWaiting && Thread->Alertable && Mode <= Thread->WaitMode) {
        KiUnwaitThread(Thread, STATUS_ALERTED, 0);
    } else {
        Thread->Alerted[(ULONG)Mode] = TRUE;
    }
}

/* The thread ends: what is still queued is given back through its rundown routine. */
VOID
KiRundownApcs(PKTHREAD Thread)
{
    PKAPC Apc;

    Thread->ApcsRundown = TRUE;
    for (ULONG Mode = KernelMode; Mode <= UserMode; Mode++) {
        while ((Apc = KiFirstApc(Thread, (KPROCESSOR_MODE)Mode)) != NULL) {
            KeRemoveQueueApc(Apc);
            if (Apc->RundownRoutine != NULL) {
                CALL_DRIVER(Apc->RundownRoutine, Apc);
            } else if (Mode == KernelMode) {
                KiDeliverKernelApc(Thread, Apc);
            }
        }
    }
}

/* --- regions ---------------------------------------------------------------------------------- */

VOID
KeEnterCriticalRegion(VOID)
{
    KeCurrentThread()->KernelApcDisable--;
}

VOID
KeLeaveCriticalRegion(VOID)
{
    PKTHREAD Thread = KeCurrentThread();

    if (Thread->KernelApcDisable == 0) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x3E, 0, 0, 0);
    }
    Thread->KernelApcDisable++;
    KiRequestApc(Thread, 0);
}

VOID
KeEnterGuardedRegion(VOID)
{
    KeCurrentThread()->SpecialApcDisable--;
}

VOID
KeLeaveGuardedRegion(VOID)
{
    PKTHREAD Thread = KeCurrentThread();

    if (Thread->SpecialApcDisable == 0) {
        KeRuleViolation("GuardedRegions", (ULONG_PTR)Thread, 0);
    }
    Thread->SpecialApcDisable++;
    KiRequestApc(Thread, 0);
}

BOOLEAN
KeAreApcsDisabled(VOID)
{
    PKTHREAD Thread = KeCurrentThread();

    return Thread->KernelApcDisable != 0 || Thread->SpecialApcDisable != 0;
}

BOOLEAN
KeAreAllApcsDisabled(VOID)
{
    return KeCurrentThread()->SpecialApcDisable != 0 || HalGetIrql() >= APC_LEVEL;
}
