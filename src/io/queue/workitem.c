/*
 * io/queue/workitem.c - work items of drivers: a routine called at PASSIVE_LEVEL in a worker thread
 *
 *      free --IoAllocateWorkItem--> idle --IoQueueWorkItem--> queued --worker--> idle, and then its
 *           <----IoFreeWorkItem----                                              routine runs
 *
 * From queueing until its routine has returned, the item holds a reference to the device (or
 * driver) object: neither the device's memory nor the driver's image goes away meanwhile.
 */
#include "queue.h"

struct _IO_WORKITEM {
    WORK_QUEUE_ITEM Item;
    PVOID IoObject;
    PIO_WORKITEM_ROUTINE Routine; /* or, if IsEx, a PIO_WORKITEM_ROUTINE_EX */
    PVOID Context;
    BOOLEAN IsEx, Queued, Allocated;
    BOOLEAN HasActivity;
    GUID Activity; /* of the thread that queued it */
    PVOID Caller;
    LIST_ENTRY Links; /* of the allocated ones */
};

static struct {
    LIST_ENTRY Allocated;
} Iop SIM_STATE;

VOID
IopInitWorkItems(VOID)
{
    InitializeListHead(&Iop.Allocated);
}

ULONG
IoSizeofWorkItem(VOID)
{
    return sizeof(struct _IO_WORKITEM);
}

VOID
IoInitializeWorkItem(PVOID IoObject, PIO_WORKITEM IoWorkItem)
{
    RtlZeroMemory(IoWorkItem, sizeof(*IoWorkItem));
    IoWorkItem->IoObject = IoObject;
}

static VOID
IopRequireIdle(PIO_WORKITEM Item)
{
    if (Item->Queued) {
        KeBugCheckEx(WORKER_INVALID, 2, (ULONG_PTR)Item, (ULONG_PTR)Item->Routine, 0);
    }
}

VOID
IoUninitializeWorkItem(PIO_WORKITEM IoWorkItem)
{
    IopRequireIdle(IoWorkItem);
}

PIO_WORKITEM
IoAllocateWorkItem(PDEVICE_OBJECT DeviceObject)
{
    PIO_WORKITEM Item = ExAllocateOwn(sizeof(*Item), IOP_TAG);

    if (Item != NULL) {
        Item->IoObject = DeviceObject;
        Item->Allocated = TRUE;
        Item->Caller = IOP_CALLER();
        InsertTailList(&Iop.Allocated, &Item->Links);
    }
    return Item;
}

VOID
IoFreeWorkItem(PIO_WORKITEM IoWorkItem)
{
    IopRequireIdle(IoWorkItem);
    RemoveEntryList(&IoWorkItem->Links);
    ExFreeOwn(IoWorkItem);
}

/* The item is idle before its routine runs, which may queue it again or free it. */
static VOID
IopRunWorkItem(PVOID Parameter)
{
    PIO_WORKITEM Item = Parameter;
    struct _IO_WORKITEM Call = *Item;

    Item->Queued = FALSE;
    if (Call.HasActivity) {
        IoSetActivityIdThread(&Call.Activity);
    }
    if (Call.IsEx) {
        CALL_DRIVER((PIO_WORKITEM_ROUTINE_EX)(PVOID)Call.Routine, Call.IoObject, Call.Context,
                    Item);
    } else {
        CALL_DRIVER(Call.Routine, Call.IoObject, Call.Context);
    }
    IoClearActivityIdThread(NULL);
    ExCheckWorkerState((PVOID)Call.Routine, Call.Context, Item);
    ObDereferenceObject(Call.IoObject);
}

static VOID
IopQueueItem(PIO_WORKITEM Item, PIO_WORKITEM_ROUTINE Routine, WORK_QUEUE_TYPE QueueType,
             PVOID Context, BOOLEAN IsEx)
{
    LPCGUID Activity = IoGetActivityIdThread();

    if (Item->Queued) {
        KeBugCheckEx(WORKER_INVALID, 1, (ULONG_PTR)Item, (ULONG_PTR)QueueType, 0);
    }
    Item->Routine = Routine;
    Item->Context = Context;
    Item->IsEx = IsEx;
    Item->HasActivity = Activity != NULL;
    Item->Activity = Activity != NULL ? *Activity : (GUID){0};
    Item->Queued = TRUE;
    ObReferenceObject(Item->IoObject);
    ExInitializeWorkItem(&Item->Item, IopRunWorkItem, Item);
    ExQueueWorkItem(&Item->Item, QueueType);
}

VOID
IoQueueWorkItem(PIO_WORKITEM IoWorkItem, PIO_WORKITEM_ROUTINE WorkerRoutine,
                WORK_QUEUE_TYPE QueueType, PVOID Context)
{
    IopQueueItem(IoWorkItem, WorkerRoutine, QueueType, Context, FALSE);
}

VOID
IoQueueWorkItemEx(PIO_WORKITEM IoWorkItem, PIO_WORKITEM_ROUTINE_EX WorkerRoutine,
                  WORK_QUEUE_TYPE QueueType, PVOID Context)
{
    IopQueueItem(IoWorkItem, (PIO_WORKITEM_ROUTINE)(PVOID)WorkerRoutine, QueueType, Context, TRUE);
}

/* FALSE: it is queued already. */
BOOLEAN
IoTryQueueWorkItem(PIO_WORKITEM IoWorkItem, PIO_WORKITEM_ROUTINE_EX WorkerRoutine,
                   WORK_QUEUE_TYPE QueueType, PVOID Context)
{
    if (IoWorkItem->Queued) {
        return FALSE;
    }
    IoQueueWorkItemEx(IoWorkItem, WorkerRoutine, QueueType, Context);
    return TRUE;
}

VOID
IopReportWorkItems(VOID (*Report)(PCSTR Format, ...))
{
    for (PLIST_ENTRY Entry = Iop.Allocated.Flink; Entry != &Iop.Allocated; Entry = Entry->Flink) {
        PIO_WORKITEM Item = CONTAINING_RECORD(Entry, struct _IO_WORKITEM, Links);

        Report("work item %p was not freed\n", (PVOID)Item);
        KeReportAddress("    allocated by", Item->Caller);
    }
}
