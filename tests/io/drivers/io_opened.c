/*
 * tests/io/drivers/io_opened.c - a legacy driver that counts its open files
 */
#include <ntddk.h>

ULONG OpenedUnloads, OpenedAtUnload;
static LONG Open;
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Kit");

static NTSTATUS
Count(PDEVICE_OBJECT Device, PIRP Irp)
{
    if (IoGetCurrentIrpStackLocation(Irp)->MajorFunction == IRP_MJ_CREATE) {
        InterlockedIncrement(&Open);
    } else {
        InterlockedDecrement(&Open);
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    OpenedUnloads++;
    OpenedAtUnload = Open;
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Opened");
    PDEVICE_OBJECT Device;

    DriverObject->MajorFunction[IRP_MJ_CREATE] = Count;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Count;
    DriverObject->DriverUnload = Unload;
    IoCreateSymbolicLink(&Link, &Name);
    return IoCreateDevice(DriverObject, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
}
