/*
 * scenario/drivers/cancel_driver_queue.c - a queue of reads under the driver's own spin lock
 */
// INSTRUMENT
#include "story.h"

#include "cancel_driver_queue.h"

#define LINK L"\\DosDevices\\CancelQueue"

QUEUE_STORY Story;

static LIST_ENTRY Queue;
static KSPIN_LOCK Lock;

static VOID
NoteCancel(VOID)
{
    LONG Now = InterlockedIncrement(&Story.CancelsNow), Most = Story.MostCancels;

    while (Now > Most) {
        Most = InterlockedCompareExchange(&Story.MostCancels, Now, Most);
    }
}

static VOID
CancelRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    KIRQL OldIrql;

    IoReleaseCancelSpinLock(Irp->CancelIrql);
    NoteCancel();
    KeAcquireSpinLock(&Lock, &OldIrql);
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
    KeStallExecutionProcessor(Story.StallUs);
    Story.Cancelled++;
    KeReleaseSpinLock(&Lock, OldIrql);
    InterlockedDecrement(&Story.CancelsNow);
    StoryComplete(Irp, STATUS_CANCELLED, 0);
}

static NTSTATUS
QueueRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    BOOLEAN IsMine = FALSE;
    KIRQL OldIrql;

    KeStallExecutionProcessor(Story.StallUs);
    KeAcquireSpinLock(&Lock, &OldIrql);
    Story.Queued++;
    IoMarkIrpPending(Irp);
    InsertTailList(&Queue, &Irp->Tail.Overlay.ListEntry);
    IoSetCancelRoutine(Irp, CancelRead);
    KeStallExecutionProcessor(Story.StallUs);
    if (Irp->Cancel) {
        IsMine = IoSetCancelRoutine(Irp, NULL) != NULL;
        if (IsMine) {
            RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
        }
        Story.CancelledBefore += IsMine;
        Story.CancelledDuring += !IsMine;
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    if (IsMine) {
        StoryComplete(Irp, STATUS_CANCELLED, 0);
    }
    return STATUS_PENDING;
}

/* The cancel routine will find the entry where the mistake left it, or pointing to itself. */
static VOID
Skip(PIRP Irp)
{
    Story.Skipped++;
    if (Story.Mistake != MistakeNoReinitialize) {
        InitializeListHead(&Irp->Tail.Overlay.ListEntry);
    }
}

static BOOLEAN
TakeBack(PIRP Irp)
{
    if (Story.Mistake == MistakeKeepsRoutine) {
        return TRUE;
    }
    return IoSetCancelRoutine(Irp, NULL) != NULL || Story.Mistake == MistakeIgnoresNull;
}

static PIRP
Dequeue(VOID)
{
    PIRP Irp = NULL;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    while (Irp == NULL && !IsListEmpty(&Queue)) {
        Irp = CONTAINING_RECORD(RemoveHeadList(&Queue), IRP, Tail.Overlay.ListEntry);
        KeStallExecutionProcessor(Story.StallUs);
        if (!TakeBack(Irp)) {
            Skip(Irp);
            Irp = NULL;
        }
    }
    Story.Dequeued += Irp != NULL;
    KeReleaseSpinLock(&Lock, OldIrql);
    return Irp;
}

static NTSTATUS
DequeueRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIRP Read = Dequeue();

    if (Read != NULL) {
        StoryComplete(Read, STATUS_SUCCESS, 0);
    }
    return StoryComplete(Irp, Read != NULL ? STATUS_SUCCESS : STATUS_NO_MORE_ENTRIES, 0);
}

static VOID
QueueUnload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;

    InitializeListHead(&Queue);
    KeInitializeSpinLock(&Lock);
    DriverObject->DriverUnload = QueueUnload;
    StoryDispatch(DriverObject, IRP_MJ_READ, QueueRead);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, DequeueRead);
    return StoryDevice(DriverObject, L"\\Device\\CancelQueue", LINK, 0, &Device);
}
