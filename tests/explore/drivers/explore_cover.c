/*
 * explore/drivers/explore_cover.c - one request writes a word, another reads it, under a lock
 */
// INSTRUMENT
#include <wdm.h>

static KSPIN_LOCK Lock;
static LONG Word;

static DRIVER_DISPATCH CoverCreateClose, CoverControl;
static DRIVER_UNLOAD CoverUnload;

static NTSTATUS
CoverComplete(PIRP Irp, ULONG_PTR Information)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS
CoverCreateClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    return CoverComplete(Irp, 0);
}

static VOID
CoverWrite(VOID)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Word = 1; // written
    KeReleaseSpinLock(&Lock, OldIrql);
}

static LONG
CoverRead(VOID)
{
    KIRQL OldIrql;
    LONG Value;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Value = Word; // read
    KeReleaseSpinLock(&Lock, OldIrql);
    return Value;
}

/* With room for an answer it reads, without it writes. */
static NTSTATUS
CoverControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    ULONG Room = IoGetCurrentIrpStackLocation(Irp)->Parameters.DeviceIoControl.OutputBufferLength;

    if (Room < sizeof(LONG)) {
        CoverWrite();
        return CoverComplete(Irp, 0);
    }
    *(PLONG)Irp->AssociatedIrp.SystemBuffer = CoverRead();
    return CoverComplete(Irp, sizeof(LONG));
}

static VOID
CoverUnload(PDRIVER_OBJECT Driver)
{
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\ExploreCover");

    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\ExploreCover");
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\ExploreCover");
    PDEVICE_OBJECT Device;
    NTSTATUS Status;

    KeInitializeSpinLock(&Lock);
    Driver->MajorFunction[IRP_MJ_CREATE] = Driver->MajorFunction[IRP_MJ_CLOSE] = CoverCreateClose;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = CoverControl;
    Driver->DriverUnload = CoverUnload;
    Status = IoCreateDevice(Driver, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    return NT_SUCCESS(Status) ? IoCreateSymbolicLink(&Link, &Name) : Status;
}
