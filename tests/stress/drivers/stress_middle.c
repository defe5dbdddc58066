/*
 * stress/drivers/stress_middle.c - the driver between: copies each request down, sees it come back
 */
#include <ntddk.h>

#include "../stress.h"

static UNICODE_STRING Target = RTL_CONSTANT_STRING(L"\\Device\\Stress");

STRESS_COUNT StressMiddleCount;
static PDEVICE_OBJECT Lower;

static NTSTATUS
StressReturn(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    InterlockedIncrement(Irp->IoStatus.Status == STATUS_CANCELLED ? &StressMiddleCount.Cancelled
                                                                  : &StressMiddleCount.Completed);
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
StressPass(PDEVICE_OBJECT Device, PIRP Irp)
{
    InterlockedIncrement(&StressMiddleCount.Received);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, StressReturn, NULL, TRUE, TRUE, TRUE);
    return IoCallDriver(Lower, Irp);
}

static NTSTATUS
StressOther(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Lower, Irp);
}

static VOID
StressUnload(PDRIVER_OBJECT Driver)
{
    IoDetachDevice(Lower);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status;

    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        Driver->MajorFunction[i] = StressOther;
    }
    Driver->MajorFunction[IRP_MJ_READ] = StressPass;
    Driver->MajorFunction[IRP_MJ_WRITE] = StressPass;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = StressPass;
    Driver->DriverUnload = StressUnload;
    Status = IoCreateDevice(Driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Device->Flags |= DO_DIRECT_IO;
    Status = IoAttachDevice(Device, &Target, &Lower);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(Device);
    }
    return Status;
}
