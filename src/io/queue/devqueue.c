/*
 * io/queue/devqueue.c - device queues: KDEVICE_QUEUE
 *
 *      not busy --insert (FALSE: the caller starts its entry)--> busy and empty
 *               <------------------ remove (NULL) --------------
 *      busy     --insert (TRUE: queued)--> one entry more --remove--> one entry less
 *
 * An entry that is started was never in the list. Removing from a queue that is not busy is
 * DEVICE_QUEUE_NOT_BUSY.
 *
 * Invariants:
 *   Q1. A queue that is not busy is empty.
 *   Q2. Inserted is TRUE exactly in the entries that are in a list.
 *   Q3. Entries with keys are in ascending order, equal ones in the order of insertion.
 */
#include "iop.h"

VOID
KeInitializeDeviceQueue(PKDEVICE_QUEUE DeviceQueue)
{
    DeviceQueue->Type = 0x14; // DeviceQueueObject
    DeviceQueue->Size = sizeof(*DeviceQueue);
    InitializeListHead(&DeviceQueue->DeviceListHead);
    KeInitializeSpinLock(&DeviceQueue->Lock);
    DeviceQueue->Busy = FALSE;
}

static BOOLEAN
IopInsertBefore(PKDEVICE_QUEUE Queue, PKDEVICE_QUEUE_ENTRY Entry, PLIST_ENTRY Next)
{
    HalRelease(HAL_SYNC_KEY(HalSyncObject, Entry));
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Queue));
    if (!Queue->Busy) {
        Queue->Busy = TRUE;
        Entry->Inserted = FALSE;
        return FALSE;
    }
    Entry->Inserted = TRUE;
    InsertTailList(Next, &Entry->DeviceListEntry);
    return TRUE;
}

BOOLEAN
KeInsertDeviceQueue(PKDEVICE_QUEUE DeviceQueue, PKDEVICE_QUEUE_ENTRY DeviceQueueEntry)
{
    return IopInsertBefore(DeviceQueue, DeviceQueueEntry, &DeviceQueue->DeviceListHead);
}

/* The first entry whose key is greater than Key, or the list's head. */
static PLIST_ENTRY
IopAfterKey(PKDEVICE_QUEUE Queue, ULONG Key)
{
    PLIST_ENTRY Next = Queue->DeviceListHead.Flink;

    while (Next != &Queue->DeviceListHead &&
           CONTAINING_RECORD(Next, KDEVICE_QUEUE_ENTRY, DeviceListEntry)->SortKey <= Key) {
        Next = Next->Flink;
    }
    return Next;
}

BOOLEAN
KeInsertByKeyDeviceQueue(PKDEVICE_QUEUE DeviceQueue, PKDEVICE_QUEUE_ENTRY DeviceQueueEntry,
                         ULONG SortKey)
{
    DeviceQueueEntry->SortKey = SortKey;
    return IopInsertBefore(DeviceQueue, DeviceQueueEntry, IopAfterKey(DeviceQueue, SortKey));
}

static PKDEVICE_QUEUE_ENTRY
IopTakeEntry(PLIST_ENTRY Link)
{
    PKDEVICE_QUEUE_ENTRY Entry = CONTAINING_RECORD(Link, KDEVICE_QUEUE_ENTRY, DeviceListEntry);

    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Entry));
    RemoveEntryList(Link);
    Entry->Inserted = FALSE;
    return Entry;
}

static VOID
IopRequireBusy(PKDEVICE_QUEUE Queue)
{
    if (!Queue->Busy) {
        KeBugCheckEx(DEVICE_QUEUE_NOT_BUSY,
                     (ULONG_PTR)CONTAINING_RECORD(Queue, DEVICE_OBJECT, DeviceQueue),
                     (ULONG_PTR)Queue, 0, 0);
    }
}

PKDEVICE_QUEUE_ENTRY
KeRemoveDeviceQueue(PKDEVICE_QUEUE DeviceQueue)
{
    IopRequireBusy(DeviceQueue);
    if (IsListEmpty(&DeviceQueue->DeviceListHead)) {
        DeviceQueue->Busy = FALSE;
        HalRelease(HAL_SYNC_KEY(HalSyncObject, DeviceQueue)); // whoever makes it busy comes after
        return NULL;
    }
    return IopTakeEntry(DeviceQueue->DeviceListHead.Flink);
}

/* The first with this key or a greater one; else the first of all. */
PKDEVICE_QUEUE_ENTRY
KeRemoveByKeyDeviceQueue(PKDEVICE_QUEUE DeviceQueue, ULONG SortKey)
{
    PLIST_ENTRY Next;

    IopRequireBusy(DeviceQueue);
    if (IsListEmpty(&DeviceQueue->DeviceListHead)) {
        DeviceQueue->Busy = FALSE;
        HalRelease(HAL_SYNC_KEY(HalSyncObject, DeviceQueue)); // whoever makes it busy comes after
        return NULL;
    }
    Next = SortKey != 0 ? IopAfterKey(DeviceQueue, SortKey - 1) : DeviceQueue->DeviceListHead.Flink;
    if (Next == &DeviceQueue->DeviceListHead) {
        Next = Next->Flink;
    }
    return IopTakeEntry(Next);
}

PKDEVICE_QUEUE_ENTRY
KeRemoveByKeyDeviceQueueIfBusy(PKDEVICE_QUEUE DeviceQueue, ULONG SortKey)
{
    return DeviceQueue->Busy ? KeRemoveByKeyDeviceQueue(DeviceQueue, SortKey) : NULL;
}

BOOLEAN
KeRemoveEntryDeviceQueue(PKDEVICE_QUEUE DeviceQueue, PKDEVICE_QUEUE_ENTRY DeviceQueueEntry)
{
    if (!DeviceQueueEntry->Inserted) {
        return FALSE;
    }
    IopTakeEntry(&DeviceQueueEntry->DeviceListEntry);
    return TRUE;
}
