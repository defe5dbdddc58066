/*
 * explore/drivers/pending_unmarked.c - a filter with a completion routine
 *
 * Defect: the routine does not pass on that the driver below has pended the request.
 */
// INSTRUMENT
// TWINS
#include "upper.h"

static NTSTATUS
Completed(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    if (FIXED && Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, Completed, NULL, TRUE, TRUE, TRUE);
    return IoCallDriver(Lower, Irp);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    UpperDetach(DriverObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    return UpperAttach(DriverObject, Unload);
}
