/*
 * samples/startio/driver.c - loading, adding a device, opening
 */
#include "startio.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_ADD_DEVICE PrinterAddDevice;
static DRIVER_UNLOAD PrinterUnload;
static DRIVER_DISPATCH PrinterCreateClose;

static UNICODE_STRING PrinterName = RTL_CONSTANT_STRING(L"\\Device\\Printer");
static UNICODE_STRING PrinterLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Printer");

NTSTATUS
PrinterComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, NT_SUCCESS(Status) ? IO_PARALLEL_INCREMENT : IO_NO_INCREMENT);
    return Status;
}

VOID
PrinterFinish(PPRINTER Printer, PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    PrinterComplete(Irp, Status, Information);
    IoReleaseRemoveLock(&Printer->RemoveLock, Irp);
}

static NTSTATUS
PrinterCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return PrinterComplete(Irp, STATUS_SUCCESS, 0);
}

/* --- devices: one printer --------------------------------------------------------------------- */

VOID
PrinterDelete(PPRINTER Printer)
{
    IoDeleteSymbolicLink(&PrinterLink);
    if (Printer->Lower != NULL) {
        IoDetachDevice(Printer->Lower);
    }
    IoDeleteDevice(Printer->Self);
}

static NTSTATUS
PrinterInitialize(PPRINTER Printer)
{
    NTSTATUS Status;

    IoInitializeRemoveLock(&Printer->RemoveLock, 'tnrP', 0, 0);
    KeInitializeSpinLock(&Printer->Lock);
    InitializeListHead(&Printer->Waiting);
    IoInitializeDpcRequest(Printer->Self, PrinterDpcForIsr);
    Status = IoInitializeTimer(Printer->Self, PrinterSecond, Printer);
    if (NT_SUCCESS(Status)) {
        Status = IoCreateSymbolicLink(&PrinterLink, &PrinterName);
    }
    return Status;
}

static NTSTATUS
PrinterAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    PDEVICE_OBJECT Self;
    PPRINTER Printer;
    NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(PRINTER), &PrinterName,
                                     FILE_DEVICE_PRINTER, FILE_DEVICE_SECURE_OPEN, FALSE, &Self);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Printer = Self->DeviceExtension;
    Printer->Self = Self;
    Printer->Pdo = Pdo;
    Status = PrinterInitialize(Printer);
    if (NT_SUCCESS(Status)) {
        Printer->Lower = IoAttachDeviceToDeviceStack(Self, Pdo);
        Status = Printer->Lower == NULL ? STATUS_NO_SUCH_DEVICE : STATUS_SUCCESS;
    }
    if (!NT_SUCCESS(Status)) {
        PrinterDelete(Printer);
        return Status;
    }
    Self->Flags |= DO_BUFFERED_IO | DO_POWER_PAGABLE;
    Self->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
PrinterUnload(PDRIVER_OBJECT DriverObject)
{
    ASSERT(DriverObject->DeviceObject == NULL);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = PrinterUnload;
    DriverObject->DriverStartIo = PrinterStartIo;
    DriverObject->DriverExtension->AddDevice = PrinterAddDevice;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = PrinterCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = PrinterCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = PrinterCleanup;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = PrinterWrite;
    DriverObject->MajorFunction[IRP_MJ_PNP] = PrinterPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = PrinterPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = PrinterSystemControl;
    return STATUS_SUCCESS;
}
