/*
 * bugs/drivers/timer_rearm.c - a poll that sets its own timer again until it is stopped or done
 *
 * Defect: the DPC looks whether the poll is stopped and then sets the timer, without a lock. A stop
 * between the two cancels nothing, and frees a timer that is set. In the twin both are one step.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\TimerRearm"

enum { MOST_POLLS = 3 };

typedef struct _POLL {
    KTIMER Timer;
    KDPC Dpc;
    KSPIN_LOCK Lock;
    volatile LONG Stopped;
    ULONG Polls;
} POLL, *PPOLL;

static PPOLL Poll;

static VOID
SetAgain(PPOLL Mine)
{
    LARGE_INTEGER DueTime;

    DueTime.QuadPart = -10000;
    KeSetTimer(&Mine->Timer, DueTime, &Mine->Dpc);
}

static VOID
PollOnce(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PPOLL Mine = Context;

    Mine->Polls++;
    if (FIXED) {
        KeAcquireSpinLockAtDpcLevel(&Mine->Lock);
    }
    if (!Mine->Stopped && Mine->Polls < MOST_POLLS) {
        SetAgain(Mine);
    }
    if (FIXED) {
        KeReleaseSpinLockFromDpcLevel(&Mine->Lock);
    }
}

/* --- starting and stopping -------------------------------------------------------------------- */

static NTSTATUS
Start(VOID)
{
    if (Poll != NULL) {
        return STATUS_DEVICE_BUSY;
    }
    Poll = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof *Poll, KIT_TAG);
    if (Poll == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(Poll, sizeof *Poll);
    KeInitializeSpinLock(&Poll->Lock);
    KeInitializeTimer(&Poll->Timer);
    KeInitializeDpc(&Poll->Dpc, PollOnce, Poll);
    SetAgain(Poll);
    return STATUS_SUCCESS;
}

static VOID
MarkStopped(VOID)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Poll->Lock, &OldIrql);
    InterlockedExchange(&Poll->Stopped, TRUE);
    KeReleaseSpinLock(&Poll->Lock, OldIrql);
}

static NTSTATUS
Stop(VOID)
{
    if (Poll != NULL) {
        MarkStopped();
        KeCancelTimer(&Poll->Timer);
        KeFlushQueuedDpcs();
        ExFreePoolWithTag(Poll, KIT_TAG);
        Poll = NULL;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    switch (KitCode(Irp)) {
    case IOCTL_TIMER_START:
        return StoryComplete(Irp, Start(), 0);
    case IOCTL_TIMER_STOP:
        return StoryComplete(Irp, Stop(), 0);
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    Stop();
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\TimerRearm", LINK);
}
