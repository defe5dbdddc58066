/*
 * samples/edu/queue.c - requests that wait, and the one that the card works on
 *
 *      queued --EduStartOne--> current --DPC, time-out, removal: EduReleaseCard--> completed
 *      queued --cancel: EduCsqCompleteCanceled--> completed
 *                              current --cancel: EduCancelCurrent--> completed, the card works on
 *
 * Who takes the cancel routine away from a current request completes it: the DPC, the time-out or
 * the removal if they were first, the cancel routine if it was.
 */
#include "edu.h"

static DRIVER_CANCEL EduCancelCurrent;

/* --- the cancel-safe queue -------------------------------------------------------------------- */

static PEDU_DEVICE
EduOfQueue(PIO_CSQ Queue)
{
    return CONTAINING_RECORD(Queue, EDU_DEVICE, Queue);
}

static VOID NTAPI
EduCsqInsert(PIO_CSQ Queue, PIRP Irp)
{
    InsertTailList(&EduOfQueue(Queue)->QueueHead, &Irp->Tail.Overlay.ListEntry);
}

static VOID NTAPI
EduCsqRemove(PIO_CSQ Queue, PIRP Irp)
{
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

/* PeekContext: only requests of this file; NULL: all. */
static PIRP NTAPI
EduCsqPeekNext(PIO_CSQ Queue, PIRP Irp, PVOID PeekContext)
{
    PLIST_ENTRY Head = &EduOfQueue(Queue)->QueueHead, Entry;

    for (Entry = Irp == NULL ? Head->Flink : Irp->Tail.Overlay.ListEntry.Flink; Entry != Head;
         Entry = Entry->Flink) {
        PIRP Next = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry);

        if (PeekContext == NULL || IoGetCurrentIrpStackLocation(Next)->FileObject == PeekContext) {
            return Next;
        }
    }
    return NULL;
}

static VOID NTAPI
EduCsqAcquireLock(PIO_CSQ Queue, PKIRQL Irql)
{
    KeAcquireSpinLock(&EduOfQueue(Queue)->QueueLock, Irql);
}

static VOID NTAPI
EduCsqReleaseLock(PIO_CSQ Queue, KIRQL Irql)
{
    KeReleaseSpinLock(&EduOfQueue(Queue)->QueueLock, Irql);
}

static VOID NTAPI
EduCsqCompleteCanceled(PIO_CSQ Queue, PIRP Irp)
{
    EduFinish(EduOfQueue(Queue), Irp, STATUS_CANCELLED, 0);
}

NTSTATUS
EduInitializeQueue(PEDU_DEVICE Device)
{
    KeInitializeSpinLock(&Device->Lock);
    KeInitializeSpinLock(&Device->QueueLock);
    InitializeListHead(&Device->QueueHead);
    KeInitializeEvent(&Device->Idle, NotificationEvent, TRUE);
    return IoCsqInitialize(&Device->Queue, EduCsqInsert, EduCsqRemove, EduCsqPeekNext,
                           EduCsqAcquireLock, EduCsqReleaseLock, EduCsqCompleteCanceled);
}

VOID
EduFlushQueue(PEDU_DEVICE Device, PFILE_OBJECT File, NTSTATUS Status)
{
    PIRP Irp;

    while ((Irp = IoCsqRemoveNextIrp(&Device->Queue, File)) != NULL) {
        EduFinish(Device, Irp, Status, 0);
    }
}

/* --- the current request ---------------------------------------------------------------------- */

static VOID NTAPI
EduCancelCurrent(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEDU_DEVICE Device = DeviceObject->DeviceExtension;
    KIRQL Irql;

    IoReleaseCancelSpinLock(Irp->CancelIrql);
    KeAcquireSpinLock(&Device->Lock, &Irql);
    if (Device->Current == Irp) {
        Device->Current = NULL;
    }
    KeReleaseSpinLock(&Device->Lock, Irql);
    EduFinish(Device, Irp, STATUS_CANCELLED, 0);
}

PIRP
EduReleaseCard(PEDU_DEVICE Device)
{
    PIRP Irp = Device->Current;

    KeCancelTimer(&Device->Timer);
    Device->Current = NULL;
    Device->Busy = FALSE;
    KeSetEvent(&Device->Idle, IO_NO_INCREMENT, FALSE);
    return Irp != NULL && IoSetCancelRoutine(Irp, NULL) != NULL ? Irp : NULL;
}

/* Lock held. FALSE: it was cancelled on its way from the queue. */
static BOOLEAN
EduMakeCurrent(PEDU_DEVICE Device, PIRP Irp)
{
    IoSetCancelRoutine(Irp, EduCancelCurrent);
    if (Irp->Cancel && IoSetCancelRoutine(Irp, NULL) != NULL) {
        return FALSE;
    }
    Device->Current = Irp;
    Device->Busy = TRUE;
    KeClearEvent(&Device->Idle);
    return TRUE;
}

/* Lock held. The card may still work on a request that has timed out, or be gone. */
static NTSTATUS
EduBegin(PEDU_DEVICE Device, PIRP Irp)
{
    if (EduCardIsGone(Device)) {
        return STATUS_DEVICE_REMOVED;
    }
    if (EduCardIsWorking(Device)) {
        return STATUS_DEVICE_BUSY;
    }
    if (!EduMakeCurrent(Device, Irp)) {
        return STATUS_CANCELLED;
    }
    EduStartTimer(Device);
    EduProgram(Device, Irp);
    return STATUS_PENDING;
}

/* The next request begins. If it cannot, it is returned, with the status that it ends with. */
static PIRP
EduStartOne(PEDU_DEVICE Device, PNTSTATUS Status)
{
    PIRP Irp = NULL;
    KIRQL Irql;

    KeAcquireSpinLock(&Device->Lock, &Irql);
    if (Device->State == EduStarted && !Device->Busy) {
        Irp = IoCsqRemoveNextIrp(&Device->Queue, NULL);
    }
    if (Irp != NULL) {
        *Status = EduBegin(Device, Irp);
    }
    KeReleaseSpinLock(&Device->Lock, Irql);
    return Irp != NULL && *Status != STATUS_PENDING ? Irp : NULL;
}

BOOLEAN
EduIsRemoved(PEDU_DEVICE Device)
{
    BOOLEAN Removed;
    KIRQL Irql;

    KeAcquireSpinLock(&Device->Lock, &Irql);
    Removed = Device->State == EduRemoved;
    KeReleaseSpinLock(&Device->Lock, Irql);
    return Removed;
}

VOID
EduStartNext(PEDU_DEVICE Device)
{
    NTSTATUS Status = STATUS_SUCCESS;
    PIRP Refused;

    while ((Refused = EduStartOne(Device, &Status)) != NULL) {
        EduFinish(Device, Refused, Status, 0);
    }
    if (EduIsRemoved(Device)) {
        EduFlushQueue(Device, NULL, STATUS_DEVICE_REMOVED);
    }
}

/* The caller holds the remove lock for Irp; from here on whoever completes it gives that back. */
NTSTATUS
EduQueueRequest(PEDU_DEVICE Device, PIRP Irp)
{
    NTSTATUS Status = IoAcquireRemoveLock(&Device->RemoveLock, &Device->Queue);

    if (!NT_SUCCESS(Status)) {
        return EduFinish(Device, Irp, Status, 0);
    }
    IoCsqInsertIrp(&Device->Queue, Irp, NULL);
    EduStartNext(Device);
    IoReleaseRemoveLock(&Device->RemoveLock, &Device->Queue);
    return STATUS_PENDING;
}

VOID
EduSetState(PEDU_DEVICE Device, EDU_STATE State)
{
    KIRQL Irql;

    KeAcquireSpinLock(&Device->Lock, &Irql);
    Device->State = State;
    KeReleaseSpinLock(&Device->Lock, Irql);
    if (State == EduStarted) {
        EduStartNext(Device);
    }
}
