/*
 * bugs/drivers/timer_unload.c - a watchdog's timer, which the driver cancels when it is unloaded
 *
 * Defect: KeCancelTimer takes the timer out of its queue and no more. Its DPC may be queued, or
 * run on another processor, while Unload frees what it uses and the image goes. The twin waits for
 * it with KeFlushQueuedDpcs.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\TimerUnload"

enum { BARKS = 4 };

typedef struct _WATCHDOG {
    KTIMER Timer;
    KDPC Dpc;
    ULONG Barks;
    ULONG64 When[BARKS]; /* the last ones, latest first */
} WATCHDOG, *PWATCHDOG;

static PWATCHDOG Watchdog;

static VOID
Bark(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PWATCHDOG Mine = Context;

    for (ULONG i = BARKS - 1; i > 0; i--) {
        Mine->When[i] = Mine->When[i - 1];
    }
    Mine->When[0] = KeQueryInterruptTime();
    Mine->Barks++;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    LARGE_INTEGER DueTime;

    if (KitCode(Irp) != IOCTL_TIMER_START) {
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    DueTime.QuadPart = -10000;
    KeSetTimer(&Watchdog->Timer, DueTime, &Watchdog->Dpc);
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    KeCancelTimer(&Watchdog->Timer);
    if (FIXED) {
        KeFlushQueuedDpcs();
    }
    ExFreePoolWithTag(Watchdog, KIT_TAG);
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status;

    Watchdog = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof *Watchdog, KIT_TAG);
    if (Watchdog == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(Watchdog, sizeof *Watchdog);
    KeInitializeTimer(&Watchdog->Timer);
    KeInitializeDpc(&Watchdog->Dpc, Bark, Watchdog);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    Status = KitDevice(DriverObject, L"\\Device\\TimerUnload", LINK);
    if (!NT_SUCCESS(Status)) {
        ExFreePoolWithTag(Watchdog, KIT_TAG);
    }
    return Status;
}
