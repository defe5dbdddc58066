/*
 * tests/io/drivers/rules_upper.c - a filter above rules_lower, which acts on what it has passed on
 */
#include <ntddk.h>

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\RulesLower");
static PDEVICE_OBJECT Lower;

PDEVICE_OBJECT RulesDevice;

static NTSTATUS
Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoCopyCurrentIrpStackLocationToNext(Irp);
    return IoCallDriver(Lower, Irp);
}

VOID
RulesComplete(PIRP Irp, PDEVICE_OBJECT Unused)
{
    Irp->IoStatus.Status = STATUS_UNSUCCESSFUL;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

VOID
RulesForward(PIRP Irp, PDEVICE_OBJECT Device)
{
    IoCallDriver(Device, Irp);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    IoDetachDevice(Lower);
    IoDeleteDevice(RulesDevice);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status =
        IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &RulesDevice);

    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = Dispatch;
    }
    DriverObject->DriverUnload = Unload;
    if (NT_SUCCESS(Status)) {
        Status = IoAttachDevice(RulesDevice, &Name, &Lower);
    }
    if (NT_SUCCESS(Status)) {
        RulesDevice->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    }
    return Status;
}
