/*
 * explore/drivers/pending_passed.c - all ways in which a driver may rightly pass a request on
 *
 * By the value of the read's byte offset. It has no defect.
 */
// INSTRUMENT
#include "upper.h"

static NTSTATUS
Signals(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    if (Irp->PendingReturned) {
        KeSetEvent(Context, IO_NO_INCREMENT, FALSE);
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
Passes(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
Skips(PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Lower, Irp);
}

static NTSTATUS
Copies(PIRP Irp, PIO_COMPLETION_ROUTINE Routine)
{
    IoCopyCurrentIrpStackLocationToNext(Irp);
    if (Routine != NULL) {
        IoSetCompletionRoutine(Irp, Routine, NULL, TRUE, TRUE, TRUE);
    }
    return IoCallDriver(Lower, Irp);
}

/* Only if it has to. */
static NTSTATUS
Waits(PIRP Irp)
{
    KEVENT Done;

    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, Signals, &Done, TRUE, TRUE, TRUE);
    if (IoCallDriver(Lower, Irp) == STATUS_PENDING) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
    }
    return StoryComplete(Irp, Irp->IoStatus.Status, Irp->IoStatus.Information);
}

/* What it returns was decided before. */
static NTSTATUS
Pends(PIRP Irp)
{
    IoMarkIrpPending(Irp);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoCallDriver(Lower, Irp);
    return STATUS_PENDING;
}

static NTSTATUS
AtDispatchLevel(PIRP Irp)
{
    KIRQL OldIrql;
    NTSTATUS Status;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    Status = Copies(Irp, Passes);
    KeLowerIrql(OldIrql);
    return Status;
}

static NTSTATUS
Forwards(PIRP Irp)
{
    IoForwardIrpSynchronously(Lower, Irp);
    return StoryComplete(Irp, Irp->IoStatus.Status, Irp->IoStatus.Information);
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    switch (IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.ByteOffset.QuadPart) {
    case 0:
        return Skips(Irp);
    case 1:
        return Copies(Irp, NULL);
    case 2:
        return Copies(Irp, Passes);
    case 3:
        return Waits(Irp);
    case 4:
        return Pends(Irp);
    case 5:
        return AtDispatchLevel(Irp);
    default:
        return Forwards(Irp);
    }
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return UpperAttach(DriverObject, Read);
}
