/*
 * src/ke/wait.c - waiting for dispatcher objects
 *
 * Each object has a list of wait blocks; each waiting thread has one block for each object.
 *
 *      Running --KiWait: not satisfied--> Waiting --KiWaitTest, time-out, APC, alert--> Ready
 *
 * Invariants:
 *   W1. A thread's blocks are in their objects' lists exactly while its state is Waiting.
 *   W2. An object is consumed for a thread (an event reset, a count taken, a mutex owned) at the
 *   moment
 *       when the wait is satisfied, by whoever satisfies it: nobody can come between.
 *   W3. WaitAll consumes all of its objects at one moment, or none.
 *
 * Waiters are served in the order in which they came.
 */
#include "ki.h"

VOID
KeInitializeHeader(DISPATCHER_HEADER *Header, UCHAR Type, ULONG Bytes, LONG State)
{
    Header->Lock = 0;
    Header->Type = Type;
    Header->Size = (UCHAR)(Bytes / sizeof(LONG));
    Header->SignalState = State;
    InitializeListHead(&Header->WaitListHead);
    HalForgetKey(HAL_SYNC_KEY(HalSyncObject, Header));
}

/* --- consuming -------------------------------------------------------------------------------- */

static BOOLEAN
KiIsSignalled(const DISPATCHER_HEADER *Header, PKTHREAD Thread)
{
    if (Header->Type == KiMutant) {
        return Header->SignalState > 0 || ((const KMUTANT *)Header)->OwnerThread == Thread;
    }
    return Header->SignalState > 0;
}

/* Before anything is taken; only its owner finds a mutex so low. */
static VOID
KiCheckMutantLimit(const DISPATCHER_HEADER *Header)
{
    if (Header->Type == KiMutant && Header->SignalState == (LONG)MINLONG) {
        ExRaiseStatus(STATUS_MUTANT_LIMIT_EXCEEDED);
    }
}

static VOID
KiTakeMutant(PKMUTANT Mutant, PKTHREAD Thread)
{
    if (--Mutant->Header.SignalState == 0) {
        Mutant->OwnerThread = Thread;
        Thread->KernelApcDisable = (SHORT)(Thread->KernelApcDisable - Mutant->ApcDisable);
        InsertTailList(&Thread->MutantListHead, &Mutant->MutantListEntry);
    }
}

/* STATUS_ABANDONED when a mutex came from a thread that ended, else STATUS_SUCCESS. */
static NTSTATUS
KiConsume(DISPATCHER_HEADER *Header, PKTHREAD Thread)
{
    HalReleaseTo(HAL_SYNC_KEY(HalSyncObject, Header), HAL_SYNC_KEY(HalSyncWait, Thread));
    switch (Header->Type) {
    case KiEventSynchronization:
    case KiTimerSynchronization:
        Header->SignalState = 0;
        break;
    case KiSemaphore:
        Header->SignalState--;
        break;
    case KiMutant:
        KiTakeMutant((PKMUTANT)Header, Thread);
        if (((PKMUTANT)Header)->Abandoned) {
            ((PKMUTANT)Header)->Abandoned = 0;
            return STATUS_ABANDONED_WAIT_0;
        }
        break;
    default:
        break;
    }
    return STATUS_WAIT_0;
}

/* --- waking ----------------------------------------------------------------------------------- */

VOID
KiUnwaitThread(PKTHREAD Thread, LONG_PTR Status, KPRIORITY Increment)
{
    PKWAIT_BLOCK Block = Thread->WaitBlockList;

    SIM_ASSERT(Thread->State == KtWaiting);
    if (Thread->Alertable) { // an alert may come too late
        HalTouch(Thread->Alerted, TRUE);
    }
    for (ULONG i = 0; i < Thread->WaitCount; i++) {
        RemoveEntryList(&Block[i].WaitListEntry);
    }
    KiDisarmThreadTimer(Thread);
    if (Thread->Queue != NULL) {
        KiQueueThreadRuns(Thread);
    }
    Thread->WaitStatus = Status;
    if (Thread->Starved) {
        KiEndStarvation(Thread);
    }
    KiBoostThread(Thread, Increment);
    Thread->QuantumLeft = TRUE;
    KiReadyThread(Thread);
}

static BOOLEAN
KiAllSignalled(PKTHREAD Thread, const KWAIT_BLOCK *Block, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        if (!KiIsSignalled(Block[i].Object, Thread)) {
            return FALSE;
        }
    }
    return TRUE;
}

static NTSTATUS
KiConsumeAll(PKTHREAD Thread, const KWAIT_BLOCK *Block, ULONG Count)
{
    NTSTATUS Status = STATUS_WAIT_0;

    for (ULONG i = 0; i < Count; i++) {
        if (KiConsume(Block[i].Object, Thread) != STATUS_WAIT_0) {
            Status = STATUS_ABANDONED_WAIT_0;
        }
    }
    return Status;
}

/* Wakes who can be satisfied, in order, while the object stays signalled. */
VOID
KiWaitTest(DISPATCHER_HEADER *Header, KPRIORITY Increment)
{
    PLIST_ENTRY Entry = Header->WaitListHead.Flink;

    HalRelease(HAL_SYNC_KEY(HalSyncObject, Header));
    HalProbe2(PROBE_SIGNAL, Header, Header->SignalState);
    while (Entry != &Header->WaitListHead && Header->SignalState > 0) {
        PKWAIT_BLOCK Block = CONTAINING_RECORD(Entry, KWAIT_BLOCK, WaitListEntry);
        PKTHREAD Thread = Block->Thread;

        if (Block->WaitType == WaitAny) {
            NTSTATUS Status = KiConsume(Header, Thread);

            KiUnwaitThread(Thread, Status + Block->WaitKey, Increment);
            Entry = Header->WaitListHead.Flink;
        } else if (Block->WaitType == WaitAll &&
                   KiAllSignalled(Thread, Thread->WaitBlockList, Thread->WaitCount)) {
            NTSTATUS Status = KiConsumeAll(Thread, Thread->WaitBlockList, Thread->WaitCount);

            KiUnwaitThread(Thread, Status, Increment);
            Entry = Header->WaitListHead.Flink;
        } else {
            Entry = Entry->Flink;
        }
    }
}

VOID
KeSignalObject(DISPATCHER_HEADER *Header, LONG State, KPRIORITY Increment)
{
    Header->SignalState = State;
    KiWaitTest(Header, Increment);
}

/* Wait = TRUE of KeSetEvent and others: no thread switch until the wait that follows at once. */
VOID
KiHoldForWait(VOID)
{
    PKTHREAD Thread = KeCurrentThread();

    Thread->WaitNext = TRUE;
    Thread->WaitIrql = HalGetIrql();
    HalSetIrql(DISPATCH_LEVEL);
}

/* --- waiting ---------------------------------------------------------------------------------- */

typedef struct {
    PKTHREAD Thread;
    PKWAIT_BLOCK Block;
    ULONG Count;
    WAIT_TYPE Type;
    KPROCESSOR_MODE Mode;
    BOOLEAN Alertable, HasTimeout, Poll, Absolute;
    ULONG64 Due; /* interrupt time */
} KI_WAIT;

static VOID
KiCheckWaitAllowed(const KI_WAIT *Wait, KIRQL Irql)
{
    PKPRCB Prcb = KiCurrentPrcb();

    KeCheckStack(Wait->Thread);
    if (Wait->Poll && Irql <= DISPATCH_LEVEL) {
        return;
    }
    if (Prcb->DpcRoutineActive || Prcb->InterruptNesting > 0 || KiInThreadedDpc(Prcb)) {
        KeBugCheckEx(ATTEMPTED_SWITCH_FROM_DPC, (ULONG_PTR)Wait->Thread, 0,
                     (ULONG_PTR)Wait->Thread->StackBase, 0);
    }
    if (Irql > APC_LEVEL) {
        KiGateIrqlViolation("KeWaitFor...Object", PASSIVE_LEVEL,
                            Wait->Poll ? DISPATCH_LEVEL : APC_LEVEL, Irql, KeCallerInDriver());
    }
}

/* TRUE: the wait is over without waiting, *Status says how. */
static BOOLEAN
KiSatisfiedNow(const KI_WAIT *Wait, PNTSTATUS Status)
{
    if (Wait->Type == WaitDequeue) {
        *Status = STATUS_SUCCESS;
        return KiTakeEntry(Wait->Thread);
    }
    if (Wait->Type == WaitAll) {
        if (KiAllSignalled(Wait->Thread, Wait->Block, Wait->Count)) {
            for (ULONG i = 0; i < Wait->Count; i++) {
                KiCheckMutantLimit(Wait->Block[i].Object);
            }
            *Status = KiConsumeAll(Wait->Thread, Wait->Block, Wait->Count);
            return TRUE;
        }
        return FALSE;
    }
    for (ULONG i = 0; i < Wait->Count; i++) {
        if (KiIsSignalled(Wait->Block[i].Object, Wait->Thread)) {
            KiCheckMutantLimit(Wait->Block[i].Object);
            *Status = KiConsume(Wait->Block[i].Object, Wait->Thread) + (NTSTATUS)i;
            return TRUE;
        }
    }
    return FALSE;
}

/* An alert or a user APC ends an alertable wait before it begins. */
static BOOLEAN
KiInterruptedNow(const KI_WAIT *Wait, PNTSTATUS Status)
{
    PKTHREAD Thread = Wait->Thread;
    BOOLEAN HasUserApc = !IsListEmpty(&Thread->ApcState.ApcListHead[UserMode]);

    if (Wait->Alertable && KiTakeAlert(Thread, Wait->Mode)) {
        *Status = STATUS_ALERTED;
        return TRUE;
    }
    if (KiUserApcsDisabled(Thread, HalGetIrql())) {
        return FALSE;
    }
    if ((Wait->Alertable && HasUserApc) ||
        (Wait->Mode == UserMode && Thread->ApcState.UserApcPending)) {
        Thread->ApcState.UserApcPending |= Wait->Mode == UserMode;
        *Status = STATUS_USER_APC;
        return TRUE;
    }
    return FALSE;
}

static VOID
KiEnqueueWait(const KI_WAIT *Wait)
{
    PKTHREAD Thread = Wait->Thread;

    for (ULONG i = 0; i < Wait->Count; i++) {
        DISPATCHER_HEADER *Header = Wait->Block[i].Object;

        if (Wait->Type == WaitDequeue) { // queue.c, Q4
            InsertHeadList(&Header->WaitListHead, &Wait->Block[i].WaitListEntry);
        } else {
            InsertTailList(&Header->WaitListHead, &Wait->Block[i].WaitListEntry);
        }
    }
    Thread->WaitBlockList = Wait->Block;
    Thread->WaitCount = Wait->Count;
    Thread->WaitMode = Wait->Mode;
    Thread->Alertable = Wait->Alertable;
    Thread->State = KtWaiting;
    if (Wait->HasTimeout) {
        KiArmThreadTimer(Thread, Wait->Due, Wait->Absolute);
    }
    if (Thread->Queue != NULL) {
        KiQueueThreadBlocks(Thread);
    }
}

/* A search hears of all objects that the wait looks at; of those that are signalled by SIGNAL. */
static VOID
KiTouchObjects(const KI_WAIT *Wait)
{
    for (ULONG i = 0; i < Wait->Count; i++) {
        HalTouch(Wait->Block[i].Object, TRUE);
    }
}

static NTSTATUS
KiWait(KI_WAIT *Wait)
{
    PKTHREAD Thread = Wait->Thread;
    KIRQL Irql = Thread->WaitNext ? Thread->WaitIrql : HalGetIrql();
    NTSTATUS Status;

    KiCheckWaitAllowed(Wait, Irql);
    Thread->WaitNext = FALSE;
    HalSetIrql(Irql);
    for (;;) {
        if (Irql < APC_LEVEL && KiKernelApcDeliverable(Thread)) {
            KeDeliverApcs(KernelMode);
        }
        if (HalIsSearched()) {
            KiTouchObjects(Wait);
        }
        if (KiSatisfiedNow(Wait, &Status)) {
            HalAcquire(HAL_SYNC_KEY(HalSyncWait, Thread));
            return Status;
        }
        if (KiInterruptedNow(Wait, &Status)) {
            return Status;
        }
        if (Wait->Poll || (Wait->HasTimeout && Wait->Due <= KiInterruptTimePrecise())) {
            return STATUS_TIMEOUT;
        }
        HalProbe2(PROBE_WAIT, Wait->Count > 0 ? Wait->Block[0].Object : NULL, Wait->Count);
        Thread->WaitIrql = Irql;
        KiEnqueueWait(Wait);
        HalSetIrql(DISPATCH_LEVEL);
        KiSwapThread();
        HalSetIrql(Irql);
        Status = (NTSTATUS)Thread->WaitStatus;
        HalAcquire(HAL_SYNC_KEY(HalSyncWait, Thread));
        HalProbe2(PROBE_WAIT_DONE, Thread->Id, (ULONG)Status);
        if (Status != STATUS_KERNEL_APC) {
            return Status;
        }
    }
}

static VOID
KiSetTimeout(KI_WAIT *Wait, PLARGE_INTEGER Timeout)
{
    Wait->HasTimeout = Timeout != NULL;
    if (Timeout != NULL) {
        Wait->Poll = Timeout->QuadPart == 0;
        Wait->Due = KiDueTime(Timeout, &Wait->Absolute);
    }
}

static VOID
KiSetBlock(PKWAIT_BLOCK Block, PKTHREAD Thread, PVOID Object, ULONG Key, WAIT_TYPE Type)
{
    *Block = (KWAIT_BLOCK){.Thread = Thread, .Object = Object, .WaitKey = (USHORT)Key,
                           .WaitType = (UCHAR)Type};
}

NTSTATUS
KeWaitForSingleObject(PVOID Object, KWAIT_REASON WaitReason, KPROCESSOR_MODE WaitMode,
                      BOOLEAN Alertable, PLARGE_INTEGER Timeout)
{
    PKTHREAD Thread = KeCurrentThread();
    KI_WAIT Wait = {.Thread = Thread, .Block = Thread->WaitBlock, .Count = 1, .Type = WaitAny,
                    .Mode = WaitMode, .Alertable = Alertable};

    KiSetTimeout(&Wait, Timeout);
    KiSetBlock(&Thread->WaitBlock[0], Thread, Object, 0, WaitAny);
    Thread->WaitReason = (UCHAR)WaitReason;
    return KiWait(&Wait);
}

NTSTATUS
KiWaitForEntry(PKQUEUE Queue, KPROCESSOR_MODE WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Timeout)
{
    PKTHREAD Thread = KeCurrentThread();
    KI_WAIT Wait = {.Thread = Thread, .Block = Thread->WaitBlock, .Count = 1, .Type = WaitDequeue,
                    .Mode = WaitMode, .Alertable = Alertable};

    KiSetTimeout(&Wait, Timeout);
    KiSetBlock(&Thread->WaitBlock[0], Thread, Queue, 0, WaitDequeue);
    Thread->WaitReason = WrQueue;
    return KiWait(&Wait);
}

NTSTATUS
KeWaitForMultipleObjects(ULONG Count, PVOID Object[], WAIT_TYPE WaitType, KWAIT_REASON WaitReason,
                         KPROCESSOR_MODE WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Timeout,
                         PKWAIT_BLOCK WaitBlockArray)
{
    PKTHREAD Thread = KeCurrentThread();
    KI_WAIT Wait = {.Thread = Thread, .Count = Count, .Type = WaitType, .Mode = WaitMode,
                    .Alertable = Alertable};

    if (Count > (WaitBlockArray != NULL ? MAXIMUM_WAIT_OBJECTS : THREAD_WAIT_OBJECTS)) {
        KeBugCheckEx(MAXIMUM_WAIT_OBJECTS_EXCEEDED, Count, (ULONG_PTR)WaitBlockArray, 0, 0);
    }
    Wait.Block = WaitBlockArray != NULL ? WaitBlockArray : Thread->WaitBlock;
    for (ULONG i = 0; i < Count; i++) {
        KiSetBlock(&Wait.Block[i], Thread, Object[i], i, WaitType);
    }
    KiSetTimeout(&Wait, Timeout);
    Thread->WaitReason = (UCHAR)WaitReason;
    return KiWait(&Wait);
}

NTSTATUS
KeDelayExecutionThread(KPROCESSOR_MODE WaitMode, BOOLEAN Alertable, PLARGE_INTEGER Interval)
{
    PKTHREAD Thread = KeCurrentThread();
    KI_WAIT Wait = {.Thread = Thread, .Block = Thread->WaitBlock, .Type = WaitAny,
                    .Mode = WaitMode, .Alertable = Alertable};
    NTSTATUS Status;

    KiSetTimeout(&Wait, Interval);
    Wait.Poll = FALSE;
    Thread->WaitReason = DelayExecution;
    if (Interval->QuadPart == 0 && HalGetIrql() < DISPATCH_LEVEL) {
        KiYieldThread();
        HalYield(); // and other processors
    }
    Status = KiWait(&Wait);
    return Status == STATUS_TIMEOUT ? STATUS_SUCCESS : Status;
}
