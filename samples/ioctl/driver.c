/*
 * samples/ioctl/driver.c - loading and unloading, opening and closing
 */
#include "ioctl.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD NoteUnload;
static DRIVER_DISPATCH NoteCreate, NoteClose, NoteCleanup;

static UNICODE_STRING NoteName = RTL_CONSTANT_STRING(L"\\Device\\Note");
static UNICODE_STRING NoteLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Note");

NTSTATUS
NoteComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* --- opening and closing ---------------------------------------------------------------------- */

/* Nonpaged, because it holds a mutex. */
static NTSTATUS
NoteCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PNOTE Note = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof *Note, NOTE_TAG);

    if (Note == NULL) {
        return NoteComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    ExInitializeFastMutex(&Note->Mutex);
    Note->Length = 0;
    IoGetCurrentIrpStackLocation(Irp)->FileObject->FsContext = Note;
    return NoteComplete(Irp, STATUS_SUCCESS, 0);
}

/* All handles are closed, but requests of the file may still be on their way. */
static NTSTATUS
NoteCleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return NoteComplete(Irp, STATUS_SUCCESS, 0);
}

/* Now they are not. */
static NTSTATUS
NoteClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ExFreePoolWithTag(IoGetCurrentIrpStackLocation(Irp)->FileObject->FsContext, NOTE_TAG);
    return NoteComplete(Irp, STATUS_SUCCESS, 0);
}

/* --- loading and unloading -------------------------------------------------------------------- */

static VOID
NoteUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&NoteLink);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT DeviceObject;
    NTSTATUS Status = IoCreateDevice(DriverObject, 0, &NoteName, FILE_DEVICE_UNKNOWN,
                                     FILE_DEVICE_SECURE_OPEN, FALSE, &DeviceObject);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    DriverObject->DriverUnload = NoteUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = NoteCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = NoteClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = NoteCleanup;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = NoteControl;
    Status = IoCreateSymbolicLink(&NoteLink, &NoteName);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(DeviceObject);
    }
    return Status;
}
