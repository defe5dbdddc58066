/*
 * scenario/drivers/waits_and_apcs.c - waits for an event that nobody sets, and what comes meanwhile
 *
 * Waits and APCs: WaitMode and Alertable say what may end a wait. A request that is completed
 * queues a kernel APC to the thread that made it, and a user APC if that thread gave a routine.
 */
#include "story.h"

#include "waits_and_apcs.h"

#define LINK L"\\DosDevices\\WaitsAndApcs"

NTSTATUS Result; /* of the last wait */

static KEVENT Event;
static KSPIN_LOCK Lock;
static PIRP Pending; /* NULL: none */

/* --- a request that is pending ---------------------------------------------------------------- */

static VOID
CancelPending(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    KIRQL OldIrql;

    IoReleaseCancelSpinLock(Irp->CancelIrql);
    KeAcquireSpinLock(&Lock, &OldIrql);
    Pending = Pending == Irp ? NULL : Pending;
    KeReleaseSpinLock(&Lock, OldIrql);
    StoryComplete(Irp, STATUS_CANCELLED, 0);
}

static NTSTATUS
Pend(PIRP Irp)
{
    BOOLEAN IsCancelled;
    KIRQL OldIrql;

    IoMarkIrpPending(Irp);
    KeAcquireSpinLock(&Lock, &OldIrql);
    IoSetCancelRoutine(Irp, CancelPending);
    IsCancelled = Irp->Cancel && IoSetCancelRoutine(Irp, NULL) != NULL;
    Pending = IsCancelled ? NULL : Irp;
    KeReleaseSpinLock(&Lock, OldIrql);
    if (IsCancelled) {
        StoryComplete(Irp, STATUS_CANCELLED, 0);
    }
    return STATUS_PENDING;
}

/* Once it is cancelled, it is its cancel routine's. */
static VOID
CompletePending(VOID)
{
    KIRQL OldIrql;
    PIRP Irp;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Irp = Pending;
    Pending = NULL;
    if (Irp != NULL && IoSetCancelRoutine(Irp, NULL) == NULL) {
        Irp = NULL;
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    if (Irp != NULL) {
        StoryComplete(Irp, STATUS_SUCCESS, 0);
    }
}

/* On one processor the waiting thread cannot run in between. */
static VOID
CompleteAndPulse(VOID)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    CompletePending();
    KePulseEvent(&Event, IO_NO_INCREMENT, FALSE);
    KeLowerIrql(OldIrql);
}

/* --- the wait --------------------------------------------------------------------------------- */

static NTSTATUS
WaitForIt(const WAIT_HOW *How)
{
    LARGE_INTEGER Timeout = {.QuadPart = -10000LL * How->TimeoutMs};

    return KeWaitForSingleObject(&Event, Executive, How->Mode, How->Alertable, &Timeout);
}

static VOID
Wait(const WAIT_HOW *How)
{
    switch (How->Region) {
    case InNoRegion:
        Result = WaitForIt(How);
        break;
    case InCriticalRegion:
        KeEnterCriticalRegion();
        Result = WaitForIt(How);
        KeLeaveCriticalRegion();
        break;
    case InGuardedRegion:
        KeEnterGuardedRegion();
        Result = WaitForIt(How);
        KeLeaveGuardedRegion();
        break;
    }
}

/* --- the device ------------------------------------------------------------------------------- */

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    switch (IoGetCurrentIrpStackLocation(Irp)->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_PEND:
        return Pend(Irp);
    case IOCTL_WAIT:
        Wait(Irp->AssociatedIrp.SystemBuffer);
        break;
    case IOCTL_COMPLETE:
        CompletePending();
        break;
    case IOCTL_PULSE:
        KePulseEvent(&Event, IO_NO_INCREMENT, FALSE);
        break;
    case IOCTL_COMPLETE_AND_PULSE:
        CompleteAndPulse();
        break;
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;

    KeInitializeSpinLock(&Lock);
    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return StoryDevice(DriverObject, L"\\Device\\WaitsAndApcs", LINK, 0, &Device);
}
