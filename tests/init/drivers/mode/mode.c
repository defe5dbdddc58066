/*
 * tests/init/drivers/mode/mode.c - tells what it sees of its caller
 *
 * \\.\Mode: IOCTL_MODE_TELL returns struct mode, IOCTL_MODE_CLOSE closes a handle of the caller's.
 */
#include <ntifs.h>

#include "mode.h"

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Mode");
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\Mode");

static ULONG
ModeTell(struct mode *Mode)
{
    Mode->PreviousMode = ExGetPreviousMode();
    Mode->RemainingStack = (ULONG)IoGetRemainingStackSize();
    Mode->Process = PsGetCurrentProcessId();
    Mode->Local = &Mode;
    return sizeof *Mode;
}

static NTSTATUS
ModeControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_SUCCESS;
    ULONG Bytes = 0;

    switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_MODE_TELL:
        Bytes = ModeTell(Irp->AssociatedIrp.SystemBuffer);
        break;
    case IOCTL_MODE_CLOSE:
        Status = NtClose(*(PHANDLE)Irp->AssociatedIrp.SystemBuffer);
        break;
    }
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Bytes;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
ModeOpen(PDEVICE_OBJECT Device, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static VOID
ModeUnload(PDRIVER_OBJECT Driver)
{
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = IoCreateDevice(Driver, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Driver->DriverUnload = ModeUnload;
    Driver->MajorFunction[IRP_MJ_CREATE] = ModeOpen;
    Driver->MajorFunction[IRP_MJ_CLOSE] = ModeOpen;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = ModeControl;
    return IoCreateSymbolicLink(&Link, &Name);
}
