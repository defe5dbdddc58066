/*
 * explore/drivers/fault_lower.c - answers each request at once, below the pending_* drivers
 */
// INSTRUMENT
#include "lower.h"

static NTSTATUS
LowerAnswer(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (Irp->AssociatedIrp.SystemBuffer == NULL) {
        return StoryComplete(Irp, STATUS_SUCCESS, 0);
    }
    *(PULONG)Irp->AssociatedIrp.SystemBuffer = LOWER_ANSWER;
    return StoryComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
}

static VOID
LowerUnload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LOWER_LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = StoryDevice(DriverObject, LOWER_NAME, LOWER_LINK, 0, &Device);

    if (NT_SUCCESS(Status)) {
        Device->Flags |= DO_BUFFERED_IO;
    }
    DriverObject->DriverUnload = LowerUnload;
    StoryDispatch(DriverObject, IRP_MJ_READ, LowerAnswer);
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = LowerAnswer;
    return Status;
}
