/*
 * src/ex/worker.c - work items and the system worker threads that run them
 *
 *      idle --ExQueueWorkItem--> queued --a worker thread--> idle, and then its routine runs
 *
 * Each type of queue has its threads, of its priority; CustomPriorityWorkQueue is 32 types. There
 * are none at first: whenever a queue has more items than idle threads, the manager thread makes
 * one more for it, up to EXP_MOST_WORKERS, so that an item that waits for another item does not
 * wait for ever.
 *
 * Invariants:
 *   W1. An item's List.Flink is NULL while it is not queued; before its routine starts it is so
 *       again: the routine may queue it, or free the memory that it is in.
 *   W2. Queue->Pending is the number of items in its list and the count of its semaphore.
 *
 * Preemption: in a worker thread, while it waits and inside the routine.
 *
 * Differs from Windows: threads are made faster and never end.
 */
#include "exi.h"

#define EXP_MOST_WORKERS     32 /* of one queue */
#define EXP_MOST_THREADS     512
#define EXP_QUEUES           (MaximumWorkQueue + 32) /* types, then custom priorities */
#define EXP_MANAGER_PRIORITY 16

typedef struct _EXP_QUEUE {
    LIST_ENTRY Items;
    KSEMAPHORE Semaphore;
    ULONG Pending, Idle, Workers;
} EXP_QUEUE, *PEXP_QUEUE;

typedef NTSTATUS EXP_CREATE_THREAD(VOID (*Start)(PVOID), PVOID Context, KPRIORITY Priority);

static struct {
    EXP_QUEUE Queue[EXP_QUEUES];
    EXP_CREATE_THREAD *CreateThread;
    KEVENT ManagerEvent;
    BOOLEAN ManagerRuns;
    ULONG Pending; /* in all queues */
    ULONG Threads;
    PKTHREAD Thread[EXP_MOST_THREADS];
} Exp SIM_STATE;
SIM_STATE_PART(Exp.Thread, Exp.Threads);

static const SCHAR ExpPriority[MaximumWorkQueue] = {
    [CriticalWorkQueue] = 13,      [DelayedWorkQueue] = 12,   [HyperCriticalWorkQueue] = 15,
    [NormalWorkQueue] = 8,         [BackgroundWorkQueue] = 7, [RealTimeWorkQueue] = 18,
    [SuperCriticalWorkQueue] = 14,
};

static KPRIORITY
ExpPriorityOf(ULONG Queue)
{
    return Queue < MaximumWorkQueue ? ExpPriority[Queue] : (KPRIORITY)(Queue - MaximumWorkQueue);
}

static DECLSPEC_NORETURN VOID
ExpInvalid(ULONG_PTR Kind, PWORK_QUEUE_ITEM Item, ULONG_PTR Queue)
{
    KeBugCheckEx(WORKER_INVALID, Kind, (ULONG_PTR)Item, Queue, 0);
}

/* --- threads ---------------------------------------------------------------------------------- */

VOID
ExCheckWorkerState(PVOID Routine, PVOID Parameter, PVOID Item)
{
    PKTHREAD Thread = KeCurrentThread();

    if (HalGetIrql() != PASSIVE_LEVEL) {
        KeBugCheckEx(WORKER_THREAD_RETURNED_AT_BAD_IRQL, (ULONG_PTR)Routine, HalGetIrql(),
                     (ULONG_PTR)Parameter, (ULONG_PTR)Item);
    }
    if (Thread->SpecialApcDisable != 0) {
        KeBugCheckEx(APC_INDEX_MISMATCH, (ULONG_PTR)Routine, Thread->ApcStateIndex,
                     (ULONG_PTR)(LONG_PTR)Thread->SpecialApcDisable << 16, 1);
    }
    if (!IsListEmpty(&Thread->MutantListHead)) {
        KeBugCheckEx(SYSTEM_EXIT_OWNED_MUTEX, (ULONG_PTR)Routine, (ULONG_PTR)Parameter,
                     (ULONG_PTR)Item, 0);
    }
}

/* Items that no thread is waiting for: the queue needs one more. */
static BOOLEAN
ExpIsShort(const EXP_QUEUE *Queue)
{
    return Queue->Pending > Queue->Idle && Queue->Workers < EXP_MOST_WORKERS;
}

static VOID
ExpWantWorker(const EXP_QUEUE *Queue)
{
    if (ExpIsShort(Queue) && Exp.ManagerRuns) {
        KeSetEvent(&Exp.ManagerEvent, IO_NO_INCREMENT, FALSE);
    }
}

static VOID
ExpRunNext(PEXP_QUEUE Queue)
{
    PWORK_QUEUE_ITEM Item = CONTAINING_RECORD(RemoveHeadList(&Queue->Items), WORK_QUEUE_ITEM, List);
    PWORKER_THREAD_ROUTINE Routine = Item->WorkerRoutine;
    PVOID Parameter = Item->Parameter;
    SHORT ApcDisable = KeCurrentThread()->KernelApcDisable;

    Queue->Pending--;
    Exp.Pending--;
    ExpWatchContents(-1);
    Item->List.Flink = NULL;
    ExpWantWorker(Queue); // this one may wait for an item behind it
    HalNewRun();
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Item));
    HalProbe2(PROBE_WORK_RUN, Item, Routine);
    CALL_DRIVER(Routine, Parameter);
    ExCheckWorkerState((PVOID)(ULONG_PTR)Routine, Parameter, Item);
    if (KeCurrentThread()->KernelApcDisable != ApcDisable) {
        KeBugCheckEx(APC_INDEX_MISMATCH, (ULONG_PTR)Routine, KeCurrentThread()->ApcStateIndex,
                     (ULONG_PTR)(LONG_PTR)KeCurrentThread()->KernelApcDisable, 1);
    }
}

static VOID
ExpWorkerThread(PVOID Context)
{
    PEXP_QUEUE Queue = Context;

    SIM_ASSERT(Exp.Threads < EXP_MOST_THREADS);
    Exp.Thread[Exp.Threads++] = KeCurrentThread();
    Queue->Workers++;
    for (;;) {
        Queue->Idle++;
        KeWaitForSingleObject(&Queue->Semaphore, WrQueue, KernelMode, FALSE, NULL);
        Queue->Idle--;
        ExpRunNext(Queue);
    }
}

static VOID
ExpManagerThread(PVOID Context)
{
    Exp.ManagerRuns = TRUE;
    for (;;) {
        for (ULONG i = 0; i < EXP_QUEUES; i++) {
            if (ExpIsShort(&Exp.Queue[i]) &&
                !NT_SUCCESS(Exp.CreateThread(ExpWorkerThread, &Exp.Queue[i], ExpPriorityOf(i)))) {
                SIM_ASSERT(Exp.Queue[i].Workers != 0); // no memory: one thread must do
            }
        }
        KeWaitForSingleObject(&Exp.ManagerEvent, WrQueue, KernelMode, FALSE, NULL);
    }
}

BOOLEAN
ExIsWorkerThread(VOID)
{
    for (ULONG i = 0; i < Exp.Threads; i++) {
        if (Exp.Thread[i] == KeCurrentThread()) {
            return TRUE;
        }
    }
    return FALSE;
}

/* --- items ------------------------------------------------------------------------------------ */

/* NULL: there is no such queue. A thread of priority 0 is no worker's. */
static PEXP_QUEUE
ExpQueueOf(ULONG Type)
{
    if (Type < MaximumWorkQueue) {
        return &Exp.Queue[Type];
    }
    if (Type > CustomPriorityWorkQueue && Type < CustomPriorityWorkQueue + 32) {
        return &Exp.Queue[MaximumWorkQueue + Type - CustomPriorityWorkQueue];
    }
    return NULL;
}

VOID
ExQueueWorkItem(PWORK_QUEUE_ITEM WorkItem, WORK_QUEUE_TYPE QueueType)
{
    PEXP_QUEUE Queue;

    Queue = ExpQueueOf(QueueType);
    if (Queue == NULL) {
        ExpInvalid(6, WorkItem, QueueType);
    }
    if (WorkItem->List.Flink != NULL) {
        ExpInvalid(1, WorkItem, QueueType);
    }
    if (WorkItem->WorkerRoutine == NULL) {
        ExpInvalid(7, WorkItem, QueueType);
    }
    InsertTailList(&Queue->Items, &WorkItem->List);
    Queue->Pending++;
    Exp.Pending++;
    ExpWatchContents(1);
    HalRelease(HAL_SYNC_KEY(HalSyncObject, WorkItem));
    HalProbe2(PROBE_WORK_QUEUE, WorkItem, QueueType);
    HalEnterHandler(0); // this item alone comes after what the caller did
    KeReleaseSemaphore(&Queue->Semaphore, IO_NO_INCREMENT, 1, FALSE);
    ExpWantWorker(Queue);
    HalLeaveHandler();
}

VOID
ExpCheckWorkInBlock(const VOID *Block, SIZE_T Bytes)
{
    for (ULONG i = 0; Exp.Pending != 0 && i < EXP_QUEUES; i++) {
        PEXP_QUEUE Queue = &Exp.Queue[i];

        for (PLIST_ENTRY Entry = Queue->Items.Flink; Entry != &Queue->Items; Entry = Entry->Flink) {
            if ((SIZE_T)((PUCHAR)Entry - (PUCHAR)Block) < Bytes) {
                KeBugCheckEx(WORKER_INVALID, 0, (ULONG_PTR)Entry, (ULONG_PTR)Block,
                             (ULONG_PTR)Block + Bytes);
            }
        }
    }
}

static VOID
ExpReportQueued(VOID (*Report)(PCSTR Format, ...))
{
    for (ULONG i = 0; i < EXP_QUEUES; i++) {
        if (Exp.Queue[i].Pending != 0) {
            Report("%u work items are still queued (for threads of priority %d)\n",
                   Exp.Queue[i].Pending, ExpPriorityOf(i));
        }
    }
}

/* --- life ------------------------------------------------------------------------------------- */

VOID
ExpInitWorkQueues(VOID)
{
    for (ULONG i = 0; i < EXP_QUEUES; i++) {
        InitializeListHead(&Exp.Queue[i].Items);
        KeInitializeSemaphore(&Exp.Queue[i].Semaphore, 0, MAXLONG);
    }
    KeInitializeEvent(&Exp.ManagerEvent, SynchronizationEvent, FALSE);
    KeAddLeakRoutine(ExpReportQueued);
}

VOID
ExInitWorkers(EXP_CREATE_THREAD *CreateThread)
{
    NTSTATUS Status;

    Exp.CreateThread = CreateThread;
    Status = CreateThread(ExpManagerThread, NULL, EXP_MANAGER_PRIORITY);
    SIM_ASSERT(NT_SUCCESS(Status));
}
