/*
 * src/ke/dpc.c - deferred procedure calls
 *
 * A DPC is a routine that code at any IRQL asks to have called soon, on a chosen processor, at
 * DISPATCH_LEVEL. Each processor has one queue of them.
 *
 *      idle --KeInsertQueueDpc--> queued --KiRetireDpcList--> idle, and then its routine runs
 *           <--KeRemoveQueueDpc--
 *
 * When a queue is drained: at once on the current processor, unless the importance is low; on
 * another one if the importance is medium high or high, or it is idle. Else when the queue is deep
 * enough, or at the processor's next clock tick at the latest.
 *
 * Invariants:
 *   D1. DpcData is the KPRCB whose queue holds the DPC, or NULL if it is idle.
 *   D2. A DPC is idle before its routine starts: the routine may queue it again, or free its
 *       memory.
 *   D3. Only KiRetireDpcList calls routines, and never inside another routine.
 *
 * Preemption: only inside the routine, where D1 to D3 already hold.
 *
 * Differs from Windows: no request-rate heuristic; a processor that becomes idle keeps the DPCs
 * that wait for its tick; a routine that lowers the IRQL below DISPATCH_LEVEL is stopped in
 * KeLowerIrql, not some time later.
 */
#include "ki.h"

enum { KI_ANY_PROCESSOR = 0 }; /* KDPC.Number is a processor's number plus one */

VOID
KeInitializeDpc(PRKDPC Dpc, PKDEFERRED_ROUTINE DeferredRoutine, PVOID DeferredContext)
{
    *Dpc = (KDPC){.Type = 0x13, .Importance = MediumImportance, .Number = KI_ANY_PROCESSOR};
    Dpc->DeferredRoutine = DeferredRoutine;
    Dpc->DeferredContext = DeferredContext;
}

VOID
KeSetImportanceDpc(PRKDPC Dpc, KDPC_IMPORTANCE Importance)
{
    Dpc->Importance = (UCHAR)Importance;
}

NTSTATUS
KeSetTargetProcessorDpcEx(PKDPC Dpc, PPROCESSOR_NUMBER ProcNumber)
{
    ULONG Processor = KeGetProcessorIndexFromNumber(ProcNumber);

    if (Processor == INVALID_PROCESSOR_INDEX) {
        return STATUS_INVALID_PARAMETER;
    }
    Dpc->Number = (USHORT)(Processor + 1);
    return STATUS_SUCCESS;
}

VOID
KeSetTargetProcessorDpc(PRKDPC Dpc, CCHAR Number)
{
    PROCESSOR_NUMBER Target = {.Group = 0, .Number = (UCHAR)Number};

    if (!NT_SUCCESS(KeSetTargetProcessorDpcEx(Dpc, &Target))) {
        KeBugCheckEx(INVALID_AFFINITY_SET, (ULONG_PTR)Dpc, (UCHAR)Number, HalProcessorCount(), 0);
    }
}

static VOID
KiLinkDpc(PKPRCB Prcb, PRKDPC Dpc)
{
    PSINGLE_LIST_ENTRY Entry = &Dpc->DpcListEntry;

    if (Dpc->Importance == HighImportance) {
        Entry->Next = Prcb->DpcHead.Next;
        Prcb->DpcHead.Next = Entry;
    } else {
        PSINGLE_LIST_ENTRY Last = Prcb->DpcDepth == 0 ? &Prcb->DpcHead : Prcb->DpcTail;

        Entry->Next = NULL;
        Last->Next = Entry;
    }
    if (Entry->Next == NULL) {
        Prcb->DpcTail = Entry;
    }
    Prcb->DpcDepth++;
    Prcb->DpcsQueued++;
}

static BOOLEAN
KiDrainsNow(PKPRCB Prcb, KDPC_IMPORTANCE Importance)
{
    if (Prcb->DpcDepth >= KI_MAXIMUM_DPC_QUEUE_DEPTH ||
        Prcb->CurrentThread == &Prcb->IdleThread) {
        return TRUE;
    }
    return Prcb == KiCurrentPrcb() ? Importance != LowImportance
                                   : Importance == HighImportance ||
                                         Importance == MediumHighImportance;
}

BOOLEAN
KiInsertDpc(PRKDPC Dpc, PVOID Argument1, PVOID Argument2, ULONG Processor)
{
    PKPRCB Prcb = KiPrcbOf(Dpc->Number == KI_ANY_PROCESSOR ? Processor : Dpc->Number - 1u);

    if (Dpc->DpcData != NULL) {
        return FALSE;
    }
    Dpc->DpcData = Prcb;
    Dpc->SystemArgument1 = Argument1;
    Dpc->SystemArgument2 = Argument2;
    KiLinkDpc(Prcb, Dpc);
    HalProbe2(PROBE_DPC_QUEUE, Dpc, Prcb->Number);
    if (KiDrainsNow(Prcb, (KDPC_IMPORTANCE)Dpc->Importance)) {
        KiRequestDispatch(Prcb);
    } else {
        KiArmClock(Prcb, (HalTimeNs() / KI_TICK_NS + 1) * KI_TICK_NS);
    }
    return TRUE;
}

BOOLEAN
KeInsertQueueDpc(PRKDPC Dpc, PVOID SystemArgument1, PVOID SystemArgument2)
{
    return KiInsertDpc(Dpc, SystemArgument1, SystemArgument2, HalCurrentProcessor());
}

static VOID
KiUnlinkDpc(PKPRCB Prcb, PRKDPC Dpc)
{
    PSINGLE_LIST_ENTRY Before = &Prcb->DpcHead;

    while (Before->Next != &Dpc->DpcListEntry) {
        SIM_ASSERT(Before->Next != NULL);
        Before = Before->Next;
    }
    Before->Next = Dpc->DpcListEntry.Next;
    if (Before->Next == NULL) {
        Prcb->DpcTail = Before;
    }
    Prcb->DpcDepth--;
}

BOOLEAN
KeRemoveQueueDpc(PRKDPC Dpc)
{
    PKPRCB Prcb = Dpc->DpcData;

    if (Prcb == NULL) {
        return FALSE;
    }
    KiUnlinkDpc(Prcb, Dpc);
    Prcb->DpcsDone++;
    Dpc->DpcData = NULL;
    return TRUE;
}

static VOID
KiRunDpc(PKPRCB Prcb, PKDPC Dpc)
{
    KDPC Call = *Dpc; // by D2, *Dpc may be gone once the routine has started

    SIM_ASSERT(Dpc->DpcData == Prcb);
    Dpc->DpcData = NULL;
    Prcb->RunningDpc = Dpc;
    Prcb->Statistics.Dpcs++;
    HalSpend(KI_COST_DPC_NS);
    HalProbe2(PROBE_DPC_RUN, Dpc, Call.DeferredRoutine);
    CALL_DRIVER(Call.DeferredRoutine, Dpc, Call.DeferredContext, Call.SystemArgument1,
                Call.SystemArgument2);
    HalProbe1(PROBE_DPC_DONE, Dpc);
    Prcb->RunningDpc = NULL;
    Prcb->DpcsDone++;
    if (HalGetIrql() != DISPATCH_LEVEL) {
        KeBugCheckEx(IRQL_UNEXPECTED_VALUE,
                     (ULONG_PTR)HalGetIrql() << 16 | DISPATCH_LEVEL << 8, (ULONG_PTR)Dpc,
                     (ULONG_PTR)Call.DeferredRoutine, 0);
    }
    if (Prcb->LocksHeld != 0) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1003, (ULONG_PTR)Prcb->LastLock,
                     (ULONG_PTR)Call.DeferredRoutine, 0);
    }
}

/* Empties the queue of this processor. Called at DISPATCH_LEVEL, on the processor's DPC stack. */
VOID
KiRetireDpcList(PVOID Context)
{
    PKPRCB Prcb = Context;
    KIRQL Floor = Prcb->FloorIrql;

    SIM_ASSERT(HalGetIrql() == DISPATCH_LEVEL && !Prcb->DpcRoutineActive);
    Prcb->DpcRoutineActive = TRUE;
    Prcb->FloorIrql = DISPATCH_LEVEL;
    while (Prcb->DpcHead.Next != NULL) {
        PKDPC Dpc = CONTAINING_RECORD(Prcb->DpcHead.Next, KDPC, DpcListEntry);

        Prcb->DpcHead.Next = Dpc->DpcListEntry.Next;
        Prcb->DpcDepth--;
        KiRunDpc(Prcb, Dpc);
        HalPreemptionPoint();
    }
    Prcb->FloorIrql = Floor;
    Prcb->DpcRoutineActive = FALSE;
}

LOGICAL
KeIsExecutingDpc(VOID)
{
    return KiCurrentPrcb()->DpcRoutineActive;
}

/* Waits until every DPC that is queued now has run, on all processors. */
VOID
KeFlushQueuedDpcs(VOID)
{
    ULONG64 Goal[HAL_MAXIMUM_PROCESSORS];

    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        Goal[i] = KiPrcbOf(i)->DpcsQueued;
    }
    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        while (KiPrcbOf(i)->DpcsDone < Goal[i]) {
            KiRequestDispatch(KiPrcbOf(i));
            HalYield();
        }
    }
}

BOOLEAN
KeRemoveQueueDpcEx(PRKDPC Dpc, BOOLEAN WaitIfActive)
{
    BOOLEAN Removed = KeRemoveQueueDpc(Dpc);

    for (ULONG i = 0; WaitIfActive && i < HalProcessorCount(); i++) {
        while (KiPrcbOf(i)->RunningDpc == Dpc && KiPrcbOf(i) != KiCurrentPrcb()) {
            HalYield();
        }
    }
    return Removed;
}
