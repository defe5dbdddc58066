/*
 * bugs/drivers/event_stack.c - a program waits for the next write, but not for long
 *
 * Defect: who waits has the event and the answer on its stack, and returns when its time is over,
 * even when a write has taken its request and is about to answer. The answer goes to a stack that
 * other functions use by then. The twin waits for a request that was taken.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\EventStack"

typedef struct _REQUEST {
    KEVENT Done;
    ULONG Answer;
} REQUEST, *PREQUEST;

static KSPIN_LOCK Lock;
static PREQUEST Waiting; /* under Lock */

static PREQUEST
Exchange(PREQUEST New)
{
    PREQUEST Old;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Old = Waiting;
    Waiting = New;
    KeReleaseSpinLock(&Lock, OldIrql);
    return Old;
}

/* --- waiting ---------------------------------------------------------------------------------- */

static NTSTATUS
WaitForAnswer(PULONG Answer)
{
    LARGE_INTEGER Millisecond;
    REQUEST Request;
    NTSTATUS Status;

    Millisecond.QuadPart = -10000;
    KeInitializeEvent(&Request.Done, NotificationEvent, FALSE);
    Request.Answer = 0;
    Exchange(&Request);
    Status = KeWaitForSingleObject(&Request.Done, Executive, KernelMode, FALSE, &Millisecond);
    if (Status == STATUS_TIMEOUT && Exchange(NULL) == NULL && FIXED) {
        Status = KeWaitForSingleObject(&Request.Done, Executive, KernelMode, FALSE, NULL);
    }
    *Answer = Request.Answer;
    return Status == STATUS_TIMEOUT ? STATUS_IO_TIMEOUT : Status;
}

/* Needs about as much stack as the wait did. */
static ULONG
SumOfTable(VOID)
{
    volatile ULONG Table[EVENT_STACK_ROWS];
    LARGE_INTEGER Millisecond;
    ULONG Sum = 0;

    Millisecond.QuadPart = -10000;
    for (ULONG i = 0; i < EVENT_STACK_ROWS; i++) {
        Table[i] = EVENT_STACK_ROW;
    }
    KeDelayExecutionThread(KernelMode, FALSE, &Millisecond);
    for (ULONG i = 0; i < EVENT_STACK_ROWS; i++) {
        Sum += Table[i];
    }
    return Sum;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG Answer;
    NTSTATUS Status;

    if (!KitHas(Irp, 0, sizeof(ULONG))) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    switch (KitCode(Irp)) {
    case IOCTL_EVENT_STACK_WAIT:
        Status = WaitForAnswer(&Answer);
        return NT_SUCCESS(Status) ? KitAnswer(Irp, Answer) : StoryComplete(Irp, Status, 0);
    case IOCTL_EVENT_STACK_SUM:
        return KitAnswer(Irp, SumOfTable());
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

/* --- answering -------------------------------------------------------------------------------- */

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PREQUEST Request;

    if (KitStack(Irp)->Parameters.Write.Length < sizeof(ULONG)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    Request = Exchange(NULL);
    if (Request != NULL) {
        Request->Answer = *(PULONG)Irp->AssociatedIrp.SystemBuffer;
        KeSetEvent(&Request->Done, IO_NO_INCREMENT, FALSE);
    }
    return StoryComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KeInitializeSpinLock(&Lock);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\EventStack", LINK);
}
