/*
 * samples/edu/pnp.c - starting, stopping, removing; power and WMI are the bus driver's business
 */
#include "edu.h"

static NTSTATUS
EduPassDown(PEDU_DEVICE Device, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Device->Lower, Irp);
}

static NTSTATUS
EduSucceedAndPassDown(PEDU_DEVICE Device, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    return EduPassDown(Device, Irp);
}

/* --- starting and stopping -------------------------------------------------------------------- */

static NTSTATUS
EduStart(PEDU_DEVICE Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_UNSUCCESSFUL;

    if (IoForwardIrpSynchronously(Device->Lower, Irp)) {
        Status = Irp->IoStatus.Status;
    }
    if (NT_SUCCESS(Status)) {
        Status =
            EduStartHardware(Device, Stack->Parameters.StartDevice.AllocatedResourcesTranslated);
    }
    if (NT_SUCCESS(Status)) {
        EduSetState(Device, EduStarted);
    }
    return EduComplete(Irp, Status, 0);
}

/* No new request for the card; the one that it works on ends, if by its time-out. */
static NTSTATUS
EduQueryStop(PEDU_DEVICE Device, PIRP Irp)
{
    EduSetState(Device, EduPaused);
    KeWaitForSingleObject(&Device->Idle, Executive, KernelMode, FALSE, NULL);
    return EduSucceedAndPassDown(Device, Irp);
}

static NTSTATUS
EduCancelStop(PEDU_DEVICE Device, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    if (IoForwardIrpSynchronously(Device->Lower, Irp) && Device->State == EduPaused) {
        EduSetState(Device, EduStarted);
    }
    return EduComplete(Irp, Irp->IoStatus.Status, Irp->IoStatus.Information);
}

static NTSTATUS
EduStop(PEDU_DEVICE Device, PIRP Irp)
{
    EduSetState(Device, EduStopped);
    EduStopHardware(Device);
    return EduSucceedAndPassDown(Device, Irp);
}

/* --- removal ---------------------------------------------------------------------------------- */

/* The card is gone, or will be: nothing that waits for it will ever be done. */
static VOID
EduAbandonCard(PEDU_DEVICE Device)
{
    KIRQL Irql;
    PIRP Irp;

    EduSetState(Device, EduRemoved);
    EduStopHardware(Device);
    KeAcquireSpinLock(&Device->Lock, &Irql);
    Irp = EduReleaseCard(Device);
    KeReleaseSpinLock(&Device->Lock, Irql);
    if (Irp != NULL) {
        EduFinish(Device, Irp, STATUS_DEVICE_REMOVED, 0);
    }
    EduFlushQueue(Device, NULL, STATUS_DEVICE_REMOVED);
}

static NTSTATUS
EduSurpriseRemoval(PEDU_DEVICE Device, PIRP Irp)
{
    EduAbandonCard(Device);
    EduUnlink(Device);
    return EduSucceedAndPassDown(Device, Irp);
}

static NTSTATUS
EduRemove(PEDU_DEVICE Device, PIRP Irp)
{
    NTSTATUS Status;

    EduAbandonCard(Device);
    IoReleaseRemoveLockAndWait(&Device->RemoveLock, Irp);
    Status = EduSucceedAndPassDown(Device, Irp);
    EduDeleteDevice(Device);
    return Status;
}

/* --- dispatch --------------------------------------------------------------------------------- */

static NTSTATUS
EduPnpMinor(PEDU_DEVICE Device, PIRP Irp, UCHAR Minor)
{
    switch (Minor) {
    case IRP_MN_START_DEVICE:
        return EduStart(Device, Irp);
    case IRP_MN_QUERY_STOP_DEVICE:
        return EduQueryStop(Device, Irp);
    case IRP_MN_CANCEL_STOP_DEVICE:
        return EduCancelStop(Device, Irp);
    case IRP_MN_STOP_DEVICE:
        return EduStop(Device, Irp);
    case IRP_MN_SURPRISE_REMOVAL:
        return EduSurpriseRemoval(Device, Irp);
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        return EduSucceedAndPassDown(Device, Irp);
    default:
        return EduPassDown(Device, Irp);
    }
}

NTSTATUS
EduPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEDU_DEVICE Device = DeviceObject->DeviceExtension;
    UCHAR Minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS Status = IoAcquireRemoveLock(&Device->RemoveLock, Irp);

    if (!NT_SUCCESS(Status)) {
        return EduComplete(Irp, Status, 0);
    }
    if (Minor == IRP_MN_REMOVE_DEVICE) {
        return EduRemove(Device, Irp);
    }
    Status = EduPnpMinor(Device, Irp, Minor);
    IoReleaseRemoveLock(&Device->RemoveLock, Irp);
    return Status;
}

NTSTATUS
EduPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEDU_DEVICE Device = DeviceObject->DeviceExtension;
    NTSTATUS Status = IoAcquireRemoveLock(&Device->RemoveLock, Irp);

    PoStartNextPowerIrp(Irp);
    if (!NT_SUCCESS(Status)) {
        return EduComplete(Irp, Status, 0);
    }
    IoSkipCurrentIrpStackLocation(Irp);
    Status = PoCallDriver(Device->Lower, Irp);
    IoReleaseRemoveLock(&Device->RemoveLock, Irp);
    return Status;
}

NTSTATUS
EduSystemControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEDU_DEVICE Device = DeviceObject->DeviceExtension;
    NTSTATUS Status = IoAcquireRemoveLock(&Device->RemoveLock, Irp);

    if (!NT_SUCCESS(Status)) {
        return EduComplete(Irp, Status, 0);
    }
    Status = EduPassDown(Device, Irp);
    IoReleaseRemoveLock(&Device->RemoveLock, Irp);
    return Status;
}
