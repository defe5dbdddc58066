/*
 * tests/pnp/drivers/filter.h - a filter driver that passes everything on
 */
#include <ntddk.h>

PDEVICE_OBJECT FilterDevice;
ULONG FilterAdds;

#define LOWER(device) (*(PDEVICE_OBJECT *)(device)->DeviceExtension)

static NTSTATUS
Pass(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(LOWER(Device), Irp);
}

static NTSTATUS
Pnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    UCHAR Minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    PDEVICE_OBJECT Lower = LOWER(Device);
    NTSTATUS Status = Pass(Device, Irp);

    if (Minor == IRP_MN_REMOVE_DEVICE) {
        IoDetachDevice(Lower);
        IoDeleteDevice(Device);
        FilterDevice = NULL;
    }
    return Status;
}

static NTSTATUS
AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(PDEVICE_OBJECT), NULL,
                                     FILE_DEVICE_UNKNOWN, 0, FALSE, &FilterDevice);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    FilterAdds++;
    LOWER(FilterDevice) = IoAttachDeviceToDeviceStack(FilterDevice, Pdo);
    FilterDevice->Characteristics = LOWER(FilterDevice)->Characteristics;
    FilterDevice->Flags |=
        LOWER(FilterDevice)->Flags & (DO_BUFFERED_IO | DO_DIRECT_IO | DO_POWER_PAGABLE);
    FilterDevice->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = Pass;
    }
    DriverObject->MajorFunction[IRP_MJ_PNP] = Pnp;
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
