/*
 * scenario/drivers/cancel_startio.c - reads that wait for StartIo with a cancel routine
 *
 * The cancel routine stays set while the read is the current one. Then it only lets go of the lock:
 * StartIo or the DPC sees Irp->Cancel, under that lock, and ends the read.
 */
// INSTRUMENT
#include "story.h"

#include "cancel_startio.h"

#define LINK L"\\DosDevices\\CancelStartIo"

STARTIO_STORY Story;

static KTIMER Timer;
static KDPC TimerDpc, Dpc;

/* Takes the cancel routine away; TRUE: the read was cancelled. */
static BOOLEAN
EndCancelling(PIRP Irp)
{
    BOOLEAN IsCancelled;
    KIRQL CancelIrql;

    IoAcquireCancelSpinLock(&CancelIrql);
    IsCancelled = Irp->Cancel;
    IoSetCancelRoutine(Irp, NULL);
    IoReleaseCancelSpinLock(CancelIrql);
    return IsCancelled;
}

static BOOLEAN
IsCancelled(PIRP Irp)
{
    BOOLEAN Result;
    KIRQL CancelIrql;

    IoAcquireCancelSpinLock(&CancelIrql);
    Result = Irp->Cancel;
    if (Result) {
        IoSetCancelRoutine(Irp, NULL);
    }
    IoReleaseCancelSpinLock(CancelIrql);
    return Result;
}

static VOID
Finish(PDEVICE_OBJECT DeviceObject, PIRP Irp, NTSTATUS Status)
{
    Story.Active--;
    IoStartNextPacket(DeviceObject, TRUE);
    StoryComplete(Irp, Status, 0);
}

static VOID
Done(PKDPC Self, PVOID DeviceObject, PVOID Argument1, PVOID Argument2)
{
    PIRP Irp = ((PDEVICE_OBJECT)DeviceObject)->CurrentIrp;
    BOOLEAN IsCancelled = EndCancelling(Irp);

    Story.SeenByDpc += IsCancelled;
    Finish(DeviceObject, Irp, IsCancelled ? STATUS_CANCELLED : STATUS_SUCCESS);
}

static VOID
StartIo(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    LARGE_INTEGER Due = {.QuadPart = -10000};

    Story.Started++;
    Story.TooManyActive += Story.Active++ != 0;
    Story.StartIrql = KeGetCurrentIrql();
    if (IsCancelled(Irp)) {
        Story.SeenByStartIo++;
        Finish(DeviceObject, Irp, STATUS_CANCELLED);
    } else if (Story.TakesTime) {
        KeSetTimer(&Timer, Due, &TimerDpc);
    } else {
        KeInsertQueueDpc(&Dpc, NULL, NULL);
    }
}

/* --- cancelling ------------------------------------------------------------------------------- */

static VOID
TakeOutAnyone(PDEVICE_OBJECT DeviceObject, KIRQL CancelIrql)
{
    PKDEVICE_QUEUE_ENTRY Entry = KeRemoveDeviceQueue(&DeviceObject->DeviceQueue);
    PIRP Irp = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.DeviceQueueEntry);

    IoSetCancelRoutine(Irp, NULL);
    IoReleaseCancelSpinLock(CancelIrql);
    StoryComplete(Irp, STATUS_CANCELLED, 0);
}

static VOID
CancelRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    Story.CancelIrql = KeGetCurrentIrql();
    if (Story.Mistake == StartIoKeepsLock) {
        return;
    }
    if (Irp == DeviceObject->CurrentIrp) {
        Story.CancelledCurrent++;
        IoReleaseCancelSpinLock(Irp->CancelIrql);
    } else if (Story.Mistake == StartIoWrongEntry) {
        TakeOutAnyone(DeviceObject, Irp->CancelIrql);
    } else if (KeRemoveEntryDeviceQueue(&DeviceObject->DeviceQueue,
                                        &Irp->Tail.Overlay.DeviceQueueEntry)) {
        Story.CancelledQueued++;
        IoReleaseCancelSpinLock(Irp->CancelIrql);
        StoryComplete(Irp, STATUS_CANCELLED, 0);
    } else {
        IoReleaseCancelSpinLock(Irp->CancelIrql);
    }
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    IoStartPacket(DeviceObject, Irp, NULL, CancelRead);
    return STATUS_PENDING;
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

static VOID
InitializeUrgentDpc(PKDPC Object, PDEVICE_OBJECT DeviceObject)
{
    KeInitializeDpc(Object, Done, DeviceObject);
    KeSetImportanceDpc(Object, HighImportance);
    KeSetTargetProcessorDpc(Object, (CCHAR)(KeQueryActiveProcessorCount(NULL) - 1));
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = StoryDevice(DriverObject, L"\\Device\\CancelStartIo", LINK, 0, &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    KeInitializeTimer(&Timer);
    InitializeUrgentDpc(&TimerDpc, Device);
    InitializeUrgentDpc(&Dpc, Device);
    DriverObject->DriverStartIo = StartIo;
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    return STATUS_SUCCESS;
}
