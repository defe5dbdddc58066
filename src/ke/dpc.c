/*
 * src/ke/dpc.c - deferred procedure calls
 *
 * A DPC is a routine that code at any IRQL asks to have called soon, on a chosen processor, at
 * DISPATCH_LEVEL. Each processor has one queue of them (and one of threaded DPCs, threadeddpc.c).
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
 *   D3. Only KiRunDpc calls routines, and never inside another routine of the same queue.
 *   D4. ProcessorHistory is the DPC's number in the order of insertion, while it is queued.
 *
 * Preemption: only inside the routine, where D1 to D3 already hold.
 *
 * Differs from Windows: no request-rate heuristic; a processor that becomes idle keeps the DPCs
 * that wait for its tick; a routine that lowers the IRQL below DISPATCH_LEVEL is stopped in
 * KeLowerIrql, not some time later.
 */
#include "ki.h"

SIM_STATE ULONG64 KiDpcsInserted;

enum { KI_ANY_PROCESSOR = 0 }; /* KDPC.Number is a processor's number plus one */

VOID
KeInitializeDpc(PRKDPC Dpc, PKDEFERRED_ROUTINE DeferredRoutine, PVOID DeferredContext)
{
    *Dpc =
        (KDPC){.Type = KI_DPC_OBJECT, .Importance = MediumImportance, .Number = KI_ANY_PROCESSOR};
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
KiLinkDpc(PKI_DPC_QUEUE Queue, PRKDPC Dpc)
{
    PSINGLE_LIST_ENTRY Entry = &Dpc->DpcListEntry;

    if (Dpc->Importance == HighImportance) {
        Entry->Next = Queue->Head.Next;
        Queue->Head.Next = Entry;
    } else {
        PSINGLE_LIST_ENTRY Last = Queue->Depth == 0 ? &Queue->Head : Queue->Tail;

        Entry->Next = NULL;
        Last->Next = Entry;
    }
    if (Entry->Next == NULL) {
        Queue->Tail = Entry;
    }
    Queue->Depth++;
}

static BOOLEAN
KiDrainsNow(PKPRCB Prcb, KDPC_IMPORTANCE Importance)
{
    if (Prcb->DpcQueue.Depth >= KI_MAXIMUM_DPC_QUEUE_DEPTH ||
        Prcb->CurrentThread == &Prcb->IdleThread) {
        return TRUE;
    }
    return Prcb == KiCurrentPrcb()
               ? Importance != LowImportance
               : Importance == HighImportance || Importance == MediumHighImportance;
}

static VOID
KiRequestDrain(PKPRCB Prcb, PRKDPC Dpc)
{
    if (KiDrainsNow(Prcb, (KDPC_IMPORTANCE)Dpc->Importance)) {
        KiRequestDispatch(Prcb);
    } else {
        KiArmClock(Prcb, (HalTimeNs() / KI_TICK_NS + 1) * KI_TICK_NS);
    }
}

BOOLEAN
KiInsertDpc(PRKDPC Dpc, PVOID Argument1, PVOID Argument2, ULONG Processor)
{
    PKPRCB Prcb = KiPrcbOf(Dpc->Number == KI_ANY_PROCESSOR ? Processor : Dpc->Number - 1u);
    PKI_DPC_QUEUE Queue;

    if (Dpc->DpcData != NULL) {
        return FALSE;
    }
    Queue = Dpc->Type == KI_DPC_OBJECT ? &Prcb->DpcQueue : KiQueueOfDpc(Prcb);
    Dpc->DpcData = Prcb;
    Dpc->SystemArgument1 = Argument1;
    Dpc->SystemArgument2 = Argument2;
    Dpc->ProcessorHistory = ++KiDpcsInserted;
    KiLinkDpc(Queue, Dpc);
    HalTouch(Queue, TRUE);
    KeArmed++;
    HalProbe2(PROBE_DPC_QUEUE, Dpc, Prcb->Number);
    if (Queue == &Prcb->DpcQueue) {
        KiRequestDrain(Prcb, Dpc);
    } else {
        KiWakeDpcThread(Prcb);
    }
    return TRUE;
}

BOOLEAN
KeInsertQueueDpc(PRKDPC Dpc, PVOID SystemArgument1, PVOID SystemArgument2)
{
    HalRelease(HAL_SYNC_KEY(HalSyncObject, Dpc)); // merged with one that is queued, too
    return KiInsertDpc(Dpc, SystemArgument1, SystemArgument2, HalCurrentProcessor());
}

static BOOLEAN
KiUnlinkDpc(PKI_DPC_QUEUE Queue, PRKDPC Dpc)
{
    PSINGLE_LIST_ENTRY Before = &Queue->Head;

    while (Before->Next != NULL && Before->Next != &Dpc->DpcListEntry) {
        Before = Before->Next;
    }
    if (Before->Next == NULL) {
        return FALSE;
    }
    Before->Next = Dpc->DpcListEntry.Next;
    if (Before->Next == NULL) {
        Queue->Tail = Before;
    }
    Queue->Depth--;
    return TRUE;
}

BOOLEAN
KeRemoveQueueDpc(PRKDPC Dpc)
{
    PKPRCB Prcb = Dpc->DpcData;
    BOOLEAN Removed;

    if (Prcb == NULL) {
        return FALSE;
    }
    Removed = KiUnlinkDpc(&Prcb->DpcQueue, Dpc) || KiUnlinkDpc(&Prcb->ThreadedQueue, Dpc);
    SIM_ASSERT(Removed);
    KeArmed--;
    Dpc->DpcData = NULL;
    return TRUE;
}

/* --- running ---------------------------------------------------------------------------------- */

PKDPC
KiTakeDpc(PKI_DPC_QUEUE Queue)
{
    PKDPC Dpc = CONTAINING_RECORD(Queue->Head.Next, KDPC, DpcListEntry);

    Queue->Head.Next = Dpc->DpcListEntry.Next;
    Queue->Depth--;
    KeArmed--;
    return Dpc;
}

/* What a routine left behind. */
static VOID
KiCheckAfterDpc(PKPRCB Prcb, PKDPC Dpc, PKDEFERRED_ROUTINE Routine, KIRQL Irql)
{
    if (HalGetIrql() != Irql) {
        KeBugCheckEx(IRQL_UNEXPECTED_VALUE, (ULONG_PTR)HalGetIrql() << 16 | (ULONG_PTR)Irql << 8,
                     (ULONG_PTR)Dpc, (ULONG_PTR)Routine, 0);
    }
    if (Prcb->LocksHeld != 0) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x1003, (ULONG_PTR)Prcb->LastLock,
                     (ULONG_PTR)Routine, 0);
    }
}

VOID
KiRunDpc(PKPRCB Prcb, PKI_DPC_QUEUE Queue, PKDPC Dpc)
{
    PKDEFERRED_ROUTINE Routine = Dpc->DeferredRoutine; // by D2, *Dpc may be gone when it returns
    KIRQL Irql = HalGetIrql();

    SIM_ASSERT(Dpc->DpcData == Prcb);
    Dpc->DpcData = NULL;
    Queue->Running = Dpc;
    Queue->RunningStamp = Dpc->ProcessorHistory;
    Prcb->Statistics.Dpcs++;
    HalSpend(KI_COST_DPC_NS);
    HalProbe2(PROBE_DPC_RUN, Dpc, Routine);
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Dpc));
    CALL_DRIVER(Routine, Dpc, Dpc->DeferredContext, Dpc->SystemArgument1, Dpc->SystemArgument2);
    HalRelease(HAL_SYNC_KEY(HalSyncRun, Dpc));
    HalRelease(HAL_SYNC_KEY(HalSyncKernel, HAL_SYNC_DPCS));
    HalProbe1(PROBE_DPC_DONE, Dpc);
    Queue->Running = NULL;
    Queue->RunningStamp = MAXULONG64;
    HalTouch(Queue, TRUE);
    KiCheckAfterDpc(Prcb, Dpc, Routine, Irql);
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
    Prcb->HighSinceNs = Prcb->DpcStartNs = HalTimeNs();
    while (Prcb->DpcQueue.Head.Next != NULL) {
        if (Prcb->ClockDueNs > Prcb->DpcStartNs + KI_QUANTUM_TICKS * KI_TICK_NS) {
            KiWatchDpcs(Prcb); // else the clock interrupts soon, and then looks
        }
        KiRunDpc(Prcb, &Prcb->DpcQueue, KiTakeDpc(&Prcb->DpcQueue));
        HalPreemptionPoint();
        if (Prcb->DpcQueue.Head.Next != NULL) {
            Prcb->DpcStartNs = HalTimeNs();
        }
    }
    Prcb->HighSinceNs = MAXULONG64;
    Prcb->FloorIrql = Floor;
    Prcb->DpcRoutineActive = FALSE;
}

LOGICAL
KeIsExecutingDpc(VOID)
{
    return KiCurrentPrcb()->DpcRoutineActive;
}
