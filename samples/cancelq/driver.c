/*
 * samples/cancelq/driver.c - loading and unloading, dispatch
 */
#include "cancelq.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD MeterUnload;
static DRIVER_DISPATCH MeterCreateClose, MeterRead, MeterCleanup;

static UNICODE_STRING MeterName = RTL_CONSTANT_STRING(L"\\Device\\Meter");
static UNICODE_STRING MeterLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Meter");

VOID
MeterComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

/* --- dispatch --------------------------------------------------------------------------------- */

static NTSTATUS
MeterCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    MeterComplete(Irp, STATUS_SUCCESS, 0);
    return STATUS_SUCCESS;
}

/* IoCsqInsertIrp marks the request pending. Once it is in the queue it may be completed any time:
   here it is not touched again. */
static NTSTATUS
MeterRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PMETER Meter = DeviceObject->DeviceExtension;

    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length < sizeof(ULONG)) {
        MeterComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
        return STATUS_BUFFER_TOO_SMALL;
    }
    IoCsqInsertIrp(&Meter->Queue, Irp, NULL);
    KeSetEvent(&Meter->Arrived, IO_NO_INCREMENT, FALSE);
    return STATUS_PENDING;
}

/* The last handle of a file is closed: its requests are not waited for any more. They keep the file
   object, so without this it would not be closed before the last of them is done. */
static NTSTATUS
MeterCleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFILE_OBJECT File = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    PIRP Abandoned;

    while ((Abandoned = MeterTakeRequest(DeviceObject->DeviceExtension, File)) != NULL) {
        MeterComplete(Abandoned, STATUS_CANCELLED, 0);
    }
    MeterComplete(Irp, STATUS_SUCCESS, 0);
    return STATUS_SUCCESS;
}

/* --- loading and unloading -------------------------------------------------------------------- */

/* No file is open, so nothing is queued. The thread runs code of this driver: it ends first. */
static VOID
MeterUnload(PDRIVER_OBJECT DriverObject)
{
    PMETER Meter = DriverObject->DeviceObject->DeviceExtension;

    IoDeleteSymbolicLink(&MeterLink);
    MeterStopThread(Meter);
    ASSERT(IsListEmpty(&Meter->Head));
    IoDeleteDevice(DriverObject->DeviceObject);
}

static NTSTATUS
MeterInitialize(PMETER Meter)
{
    NTSTATUS Status = MeterInitializeQueue(Meter);

    if (NT_SUCCESS(Status)) {
        Status = MeterStartThread(Meter);
    }
    return Status;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT DeviceObject;
    NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(METER), &MeterName, FILE_DEVICE_UNKNOWN,
                                     FILE_DEVICE_SECURE_OPEN, FALSE, &DeviceObject);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    DeviceObject->Flags |= DO_BUFFERED_IO;
    DriverObject->DriverUnload = MeterUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = MeterCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = MeterCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = MeterCleanup;
    DriverObject->MajorFunction[IRP_MJ_READ] = MeterRead;
    Status = MeterInitialize(DeviceObject->DeviceExtension);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(DeviceObject);
        return Status;
    }
    Status = IoCreateSymbolicLink(&MeterLink, &MeterName);
    if (!NT_SUCCESS(Status)) {
        MeterStopThread(DeviceObject->DeviceExtension);
        IoDeleteDevice(DeviceObject);
    }
    return Status;
}
