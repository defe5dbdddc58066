/*
 * ke/drivers/later/later.c - a device whose reads complete later
 *
 * A read takes as many milliseconds as its offset says. Each byte that was read is 0x5A.
 */
#include <wdm.h>

enum { FILL = 0x5A };

#define TAG 'retL'

typedef struct _PENDING {
    KTIMER Timer;
    KDPC Dpc;
    PIRP Irp;
} PENDING, *PPENDING;

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Later");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Later");

DRIVER_INITIALIZE DriverEntry;
static KDEFERRED_ROUTINE CompleteLater;

static VOID
CompleteLater(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PPENDING Pending = Context;
    PIRP Irp = Pending->Irp;
    ULONG Length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;

    ExFreePoolWithTag(Pending, TAG);
    RtlFillMemory(Irp->AssociatedIrp.SystemBuffer, Length, FILL);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = Length;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

static NTSTATUS
LaterRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    LARGE_INTEGER Ms = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.ByteOffset, Due;
    PPENDING Pending = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof *Pending, TAG);

    if (Pending == NULL) {
        Irp->IoStatus.Status = STATUS_INSUFFICIENT_RESOURCES;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    KeInitializeTimer(&Pending->Timer);
    KeInitializeDpc(&Pending->Dpc, CompleteLater, Pending);
    Pending->Irp = Irp;
    IoMarkIrpPending(Irp);
    Due.QuadPart = -10000 * Ms.QuadPart;
    KeSetTimer(&Pending->Timer, Due, &Pending->Dpc);
    return STATUS_PENDING;
}

static NTSTATUS
LaterSucceed(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID
LaterUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT DeviceObject;
    NTSTATUS Status =
        IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &DeviceObject);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(DeviceObject);
        return Status;
    }
    DeviceObject->Flags |= DO_BUFFERED_IO;
    DriverObject->DriverUnload = LaterUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = LaterSucceed;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = LaterSucceed;
    DriverObject->MajorFunction[IRP_MJ_READ] = LaterRead;
    return STATUS_SUCCESS;
}
