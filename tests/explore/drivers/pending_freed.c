/*
 * explore/drivers/pending_freed.c - a read becomes a request of the driver's own to the one below
 *
 * Defect: the packet is freed when IoCallDriver has returned, whatever it returned.
 */
// INSTRUMENT
// TWINS
#include "upper.h"

static NTSTATUS
Completed(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    if (Irp->PendingReturned) {
        KeSetEvent(Context, IO_NO_INCREMENT, FALSE);
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
Send(PIRP Own, PULONG Answer)
{
    KEVENT Done;
    NTSTATUS Status;

    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    Own->AssociatedIrp.SystemBuffer = Answer;
    IoGetNextIrpStackLocation(Own)->MajorFunction = IRP_MJ_READ;
    IoSetCompletionRoutine(Own, Completed, &Done, TRUE, TRUE, TRUE);
    Status = IoCallDriver(Lower, Own);
    if (FIXED && Status == STATUS_PENDING) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
        Status = Own->IoStatus.Status;
    }
    IoFreeIrp(Own);
    return Status;
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIRP Own = IoAllocateIrp(Lower->StackSize, FALSE);

    if (Own == NULL) {
        return StoryComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    return StoryComplete(Irp, Send(Own, Irp->AssociatedIrp.SystemBuffer), sizeof(ULONG));
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return UpperAttach(DriverObject, Read);
}
