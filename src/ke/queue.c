/*
 * ke/queue.c - queues: entries for a set of threads, of which only so many shall run
 *
 * A thread that removes from a queue belongs to it from then on, until it removes from another one,
 * ends, or the queue is run down. The queue counts those of its threads that are not waiting for
 * anything; while MaximumCount of them run, entries stay in the queue.
 *
 *      KeInsertQueue --a thread waits here, fewer than MaximumCount run--> handed to that thread
 *                    --otherwise--> in the list --KeRemoveQueue--------------> taken by the caller
 *                                               --a thread blocks elsewhere--> handed to a waiter
 *
 * Entries go out in the order of the list; of the threads that wait, the last to come is the first
 * to get one: its stack and its data are still in the caches.
 *
 * Invariants:
 *   Q1. CurrentCount is the number of threads in ThreadListHead that are not Waiting. It exceeds
 *       MaximumCount for a while when a thread that blocked elsewhere runs again.
 *   Q2. SignalState is the number of entries in the list.
 *   Q3. While there are entries and threads wait to remove one, MaximumCount threads run.
 *   Q4. In the header's list, those who wait to remove (WaitDequeue) stand before those who wait
 *       for the queue as for any object (by the handle of a completion port), the last comer first.
 *   Q5. An entry that is handed over is in the thread's QueueEntry from that moment.
 *
 * Preemption: none but the wait.
 *
 * Differs from Windows: a thread that a kernel APC takes out of its wait comes back as the last
 * comer. Running a queue down that threads wait for, which Microsoft's documentation forbids, ends
 * their waits with STATUS_ABANDONED.
 */
#include "ki.h"

VOID
KeInitializeQueue(PRKQUEUE Queue, ULONG Count)
{
    KeInitializeHeader(&Queue->Header, KiQueue, sizeof *Queue, 0);
    InitializeListHead(&Queue->EntryListHead);
    InitializeListHead(&Queue->ThreadListHead);
    Queue->CurrentCount = 0;
    Queue->MaximumCount = Count != 0 ? Count : HalProcessorCount();
}

LONG
KeReadStateQueue(PRKQUEUE Queue)
{
    return Queue->Header.SignalState;
}

/* --- entries to threads ----------------------------------------------------------------------- */

static PLIST_ENTRY
KiPopEntry(PKQUEUE Queue)
{
    SIM_ASSERT(Queue->Header.SignalState > 0);
    Queue->Header.SignalState--;
    return RemoveHeadList(&Queue->EntryListHead);
}

/* The one to be served next, by Q4; NULL: nobody waits to remove. */
static PKTHREAD
KiFirstRemover(PKQUEUE Queue)
{
    PLIST_ENTRY Head = &Queue->Header.WaitListHead;
    PKWAIT_BLOCK Block = CONTAINING_RECORD(Head->Flink, KWAIT_BLOCK, WaitListEntry);

    return IsListEmpty(Head) || Block->WaitType != WaitDequeue ? NULL : Block->Thread;
}

static VOID
KiHandOver(PKTHREAD Thread, PLIST_ENTRY Entry)
{
    Thread->QueueEntry = Entry;
    KiUnwaitThread(Thread, STATUS_SUCCESS, 0);
}

/* One of the queue's threads runs no longer: another one may. */
static VOID
KiActivateQueue(PKQUEUE Queue)
{
    PKTHREAD Thread = KiFirstRemover(Queue);

    if (Thread != NULL && Queue->Header.SignalState > 0 &&
        Queue->CurrentCount < Queue->MaximumCount) {
        KiHandOver(Thread, KiPopEntry(Queue));
    }
}

VOID
KiQueueThreadBlocks(PKTHREAD Thread)
{
    Thread->Queue->CurrentCount--;
    KiActivateQueue(Thread->Queue);
}

VOID
KiQueueThreadRuns(PKTHREAD Thread)
{
    Thread->Queue->CurrentCount++;
}

/* The current thread, which counts itself. */
BOOLEAN
KiTakeEntry(PKTHREAD Thread)
{
    PKQUEUE Queue = Thread->Queue;

    if (Queue->Header.SignalState == 0 || Queue->CurrentCount > Queue->MaximumCount) {
        return FALSE;
    }
    Thread->QueueEntry = KiPopEntry(Queue);
    return TRUE;
}

/* --- threads that belong to a queue ----------------------------------------------------------- */

VOID
KiLeaveQueue(PKTHREAD Thread)
{
    if (Thread->Queue != NULL) {
        RemoveEntryList(&Thread->QueueListEntry);
        KiQueueThreadBlocks(Thread);
        Thread->Queue = NULL;
    }
}

static VOID
KiJoinQueue(PKTHREAD Thread, PKQUEUE Queue)
{
    if (Thread->Queue != Queue) {
        KiLeaveQueue(Thread);
        Thread->Queue = Queue;
        InsertTailList(&Queue->ThreadListHead, &Thread->QueueListEntry);
        KiQueueThreadRuns(Thread);
    }
}

/* --- inserting -------------------------------------------------------------------------------- */

static LONG
KiInsertEntry(PKQUEUE Queue, PLIST_ENTRY Entry, BOOLEAN AtHead)
{
    LONG Before = Queue->Header.SignalState;
    PKTHREAD Thread = KiFirstRemover(Queue);

    SIM_ASSERT(Queue->Header.Type == KiQueue);
    HalRelease(HAL_SYNC_KEY(HalSyncObject, Entry));
    if (Thread != NULL && Queue->CurrentCount < Queue->MaximumCount) {
        SIM_ASSERT(Before == 0); // by Q3
        KiHandOver(Thread, Entry);
        return Before;
    }
    if (AtHead) {
        InsertHeadList(&Queue->EntryListHead, Entry);
    } else {
        InsertTailList(&Queue->EntryListHead, Entry);
    }
    Queue->Header.SignalState++;
    KiWaitTest(&Queue->Header, 0);
    return Before;
}

LONG
KeInsertQueue(PRKQUEUE Queue, PLIST_ENTRY Entry)
{
    return KiInsertEntry(Queue, Entry, FALSE);
}

LONG
KeInsertHeadQueue(PRKQUEUE Queue, PLIST_ENTRY Entry)
{
    return KiInsertEntry(Queue, Entry, TRUE);
}

/* --- removing --------------------------------------------------------------------------------- */

NTSTATUS
KeRemoveQueueEntries(PKQUEUE Queue, KPROCESSOR_MODE WaitMode, BOOLEAN Alertable,
                     PLARGE_INTEGER Timeout, PLIST_ENTRY *Entries, ULONG Count, PULONG Removed)
{
    PKTHREAD Thread = KeCurrentThread();
    NTSTATUS Status;

    *Removed = 0;
    KiJoinQueue(Thread, Queue);
    Status = KiWaitForEntry(Queue, WaitMode, Alertable, Timeout);
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Entries[(*Removed)++] = Thread->QueueEntry;
    while (*Removed < Count && Queue->Header.SignalState > 0) {
        Entries[(*Removed)++] = KiPopEntry(Queue);
    }
    for (ULONG i = 0; i < *Removed; i++) {
        HalAcquire(HAL_SYNC_KEY(HalSyncObject, Entries[i]));
    }
    return STATUS_SUCCESS;
}

PLIST_ENTRY
KeRemoveQueue(PRKQUEUE Queue, KPROCESSOR_MODE WaitMode, PLARGE_INTEGER Timeout)
{
    PLIST_ENTRY Entry;
    ULONG Removed;
    NTSTATUS Status = KeRemoveQueueEntries(Queue, WaitMode, FALSE, Timeout, &Entry, 1, &Removed);

    return Status == STATUS_SUCCESS ? Entry : (PLIST_ENTRY)(LONG_PTR)Status;
}

/* Returns the entries as a ring without head, or NULL. */
PLIST_ENTRY
KeRundownQueue(PRKQUEUE Queue)
{
    PLIST_ENTRY First = IsListEmpty(&Queue->EntryListHead) ? NULL : Queue->EntryListHead.Flink;
    PKTHREAD Waiter;

    RemoveEntryList(&Queue->EntryListHead);
    InitializeListHead(&Queue->EntryListHead);
    Queue->Header.SignalState = 0;
    while (!IsListEmpty(&Queue->ThreadListHead)) {
        PLIST_ENTRY Link = RemoveHeadList(&Queue->ThreadListHead);

        CONTAINING_RECORD(Link, KTHREAD, QueueListEntry)->Queue = NULL;
    }
    Queue->CurrentCount = 0;
    while ((Waiter = KiFirstRemover(Queue)) != NULL) {
        KiUnwaitThread(Waiter, STATUS_ABANDONED, 0);
    }
    return First;
}
