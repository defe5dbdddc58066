/*
 * scenario/drivers/user_context.c - touches a program's address here, there and elsewhere
 *
 * Using neither buffered nor direct I/O: such an address means something in the context of the
 * process that gave it only, and may fault at any time.
 */
#include <ntifs.h>

#include "story.h"

#include "user_context.h"

#define LINK L"\\DosDevices\\UserContext"

BOOLEAN Unguarded;
UCHAR Seen;

static volatile UCHAR *Kept;
static PEPROCESS Owner;
static PMDL Mdl;
static PIO_WORKITEM Item;
static KEVENT Touched;
static NTSTATUS Result;

static NTSTATUS
Touch(volatile UCHAR *Address)
{
    if (Unguarded) {
        Seen = *Address;
        return STATUS_SUCCESS;
    }
    __try {
        Seen = *Address;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

static VOID
TouchInWorker(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    Result = Touch(Context);
    KeSetEvent(&Touched, IO_NO_INCREMENT, FALSE);
}

static NTSTATUS
LetWorkerTouch(volatile UCHAR *Address)
{
    IoQueueWorkItem(Item, TouchInWorker, DelayedWorkQueue, (PVOID)Address);
    KeWaitForSingleObject(&Touched, Executive, KernelMode, FALSE, NULL);
    return Result;
}

static NTSTATUS
TouchAttached(VOID)
{
    KAPC_STATE Saved;
    NTSTATUS Status;

    KeStackAttachProcess((PRKPROCESS)Owner, &Saved);
    Status = Touch(Kept);
    KeUnstackDetachProcess(&Saved);
    return Status;
}

static NTSTATUS
TouchByMdl(VOID)
{
    PUCHAR Address = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority);

    return Address != NULL ? LetWorkerTouch(Address) : STATUS_INSUFFICIENT_RESOURCES;
}

static VOID
Forget(VOID)
{
    if (Mdl != NULL) {
        MmUnlockPages(Mdl);
        IoFreeMdl(Mdl);
        Mdl = NULL;
    }
}

static NTSTATUS
Keep(PVOID Address, ULONG Length)
{
    Forget();
    Kept = Address;
    Owner = PsGetCurrentProcess();
    if (Length < 2) {
        return STATUS_SUCCESS;
    }
    Mdl = IoAllocateMdl(Address, Length, FALSE, FALSE, NULL);
    __try {
        MmProbeAndLockPages(Mdl, UserMode, IoReadAccess);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        IoFreeMdl(Mdl);
        Mdl = NULL;
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_KEEP:
        return StoryComplete(Irp,
                             Keep(Stack->Parameters.DeviceIoControl.Type3InputBuffer,
                                  Stack->Parameters.DeviceIoControl.InputBufferLength),
                             0);
    case IOCTL_TOUCH:
        return StoryComplete(Irp, Touch(Kept), 0);
    case IOCTL_TOUCH_IN_WORKER:
        return StoryComplete(Irp, LetWorkerTouch(Kept), 0);
    case IOCTL_TOUCH_ATTACHED:
        return StoryComplete(Irp, TouchAttached(), 0);
    case IOCTL_TOUCH_BY_MDL:
        return StoryComplete(Irp, TouchByMdl(), 0);
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static NTSTATUS
Cleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (Owner == PsGetCurrentProcess()) {
        Forget();
    }
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    IoFreeWorkItem(Item);
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status;

    KeInitializeEvent(&Touched, SynchronizationEvent, FALSE);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    StoryDispatch(DriverObject, IRP_MJ_CLEANUP, Cleanup);
    Status = StoryDevice(DriverObject, L"\\Device\\UserContext", LINK, 0, &Device);
    if (NT_SUCCESS(Status)) {
        Item = IoAllocateWorkItem(Device);
    }
    return Status;
}
