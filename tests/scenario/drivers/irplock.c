/*
 * scenario/drivers/irplock.c - requests that are cancelled when they take too long
 *
 * The lock of the cheat sheet: whoever comes second, the canceller at its end or the completion
 * routine, finishes the IRP.
 */
#include "story.h"

#include "irplock.h"

#define LINK L"\\DosDevices\\Irplock"

enum { CANCELABLE, CANCEL_STARTED, CANCEL_COMPLETE, COMPLETED };

IRPLOCK_STORY Story;

static PFILE_OBJECT File;
static PDEVICE_OBJECT Lower;
static PIRP PendingIrp;
static LONG PendingLock;
static KEVENT PendingEnded;

/* --- with a time limit ------------------------------------------------------------------------ */

static NTSTATUS
TimedCompletion(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Lock)
{
    Story.Completions++;
    if (InterlockedExchange(Lock, COMPLETED) == CANCEL_STARTED) {
        return STATUS_MORE_PROCESSING_REQUIRED;
    }
    return STATUS_CONTINUE_COMPLETION;
}

static VOID
CancelTimed(PIRP Irp, PLONG Lock)
{
    if (InterlockedExchange(Lock, CANCEL_STARTED) != CANCELABLE) {
        Story.Path = LockCompletedCancelStarted;
        return;
    }
    IoCancelIrp(Irp);
    if (InterlockedExchange(Lock, CANCEL_COMPLETE) == COMPLETED) {
        Story.Path = LockCancelStartedCompletedComplete;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
    } else {
        Story.Path = LockCancelStartedCompleteCompleted;
    }
}

static LONGLONG
DueTime(ULONG Milliseconds)
{
    return Story.AsOnThePage ? -10000 * Milliseconds : -10000 * (LONGLONG)Milliseconds;
}

static NTSTATUS
WaitOrCancel(PIRP Irp, PLONG Lock, PKEVENT Event)
{
    LARGE_INTEGER Due = {.QuadPart = DueTime(Story.Milliseconds)};
    NTSTATUS Status = KeWaitForSingleObject(Event, Executive, KernelMode, FALSE, &Due);

    Story.Path = LockCompleted;
    if (Status == STATUS_TIMEOUT) {
        CancelTimed(Irp, Lock);
        KeWaitForSingleObject(Event, Executive, KernelMode, FALSE, NULL);
    }
    return Status;
}

static NTSTATUS
SendWithTimeout(VOID)
{
    LONG Lock = CANCELABLE;
    IO_STATUS_BLOCK Iosb;
    NTSTATUS Status;
    KEVENT Event;
    PIRP Irp;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    Irp = IoBuildDeviceIoControlRequest(IOCTL_WAIT, Lower, NULL, 0, NULL, 0, FALSE, &Event, &Iosb);
    if (Irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IoSetCompletionRoutine(Irp, TimedCompletion, &Lock, TRUE, TRUE, TRUE);
    Status = IoCallDriver(Lower, Irp);
    if (Status == STATUS_PENDING) {
        Status = WaitOrCancel(Irp, &Lock, &Event);
        Story.TargetStatus = Iosb.Status;
        Status = Status == STATUS_TIMEOUT ? Status : Iosb.Status;
    }
    return Status;
}

/* --- cancelled from another thread ------------------------------------------------------------ */

static VOID
EndPending(PIRP Irp)
{
    IoFreeIrp(Irp);
    PendingIrp = NULL;
    KeSetEvent(&PendingEnded, IO_NO_INCREMENT, FALSE);
}

static NTSTATUS
PendingCompletion(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    LONG Before;

    Story.Completions++;
    Story.TargetStatus = Irp->IoStatus.Status;
    Before = InterlockedExchange(&PendingLock, COMPLETED);
    if (Before == CANCEL_STARTED) {
        return STATUS_MORE_PROCESSING_REQUIRED;
    }
    EndPending(Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
StartPending(VOID)
{
    static UCHAR Buffer[16];
    LARGE_INTEGER Offset = {.QuadPart = 0};
    PIRP Irp;

    KeWaitForSingleObject(&PendingEnded, Executive, KernelMode, FALSE, NULL);
    Irp = IoBuildAsynchronousFsdRequest(IRP_MJ_READ, Lower, Buffer, sizeof(Buffer), &Offset, NULL);
    if (Irp == NULL) {
        KeSetEvent(&PendingEnded, IO_NO_INCREMENT, FALSE);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Story.Path = LockCompleted;
    PendingIrp = Irp;
    PendingLock = CANCELABLE;
    IoSetCompletionRoutine(Irp, PendingCompletion, NULL, TRUE, TRUE, TRUE);
    IoCallDriver(Lower, Irp);
    return STATUS_SUCCESS;
}

static NTSTATUS
CancelPending(VOID)
{
    if (InterlockedExchange(&PendingLock, CANCEL_STARTED) != CANCELABLE) {
        Story.Path = LockCompletedCancelStarted;
        return STATUS_SUCCESS;
    }
    IoCancelIrp(PendingIrp);
    if (InterlockedExchange(&PendingLock, CANCEL_COMPLETE) == COMPLETED) {
        Story.Path = LockCancelStartedCompletedComplete;
        EndPending(PendingIrp);
    } else {
        Story.Path = LockCancelStartedCompleteCompleted;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
WaitPending(VOID)
{
    KeWaitForSingleObject(&PendingEnded, Executive, KernelMode, FALSE, NULL);
    KeSetEvent(&PendingEnded, IO_NO_INCREMENT, FALSE);
    return STATUS_SUCCESS;
}

/* --- the driver ------------------------------------------------------------------------------- */

static NTSTATUS
LockControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    switch (IoGetCurrentIrpStackLocation(Irp)->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_WITH_TIMEOUT:
        return StoryComplete(Irp, SendWithTimeout(), 0);
    case IOCTL_START:
        return StoryComplete(Irp, StartPending(), 0);
    case IOCTL_CANCEL:
        return StoryComplete(Irp, CancelPending(), 0);
    default:
        return StoryComplete(Irp, WaitPending(), 0);
    }
}

static VOID
LockUnload(PDRIVER_OBJECT DriverObject)
{
    ObDereferenceObject(File);
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\SlowTarget");
    PDEVICE_OBJECT Device;
    NTSTATUS Status = IoGetDeviceObjectPointer(&Name, FILE_READ_DATA, &File, &Lower);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = StoryDevice(DriverObject, L"\\Device\\Irplock", LINK, 0, &Device);
    if (!NT_SUCCESS(Status)) {
        ObDereferenceObject(File);
        return Status;
    }
    KeInitializeEvent(&PendingEnded, SynchronizationEvent, TRUE);
    DriverObject->DriverUnload = LockUnload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, LockControl);
    return STATUS_SUCCESS;
}
