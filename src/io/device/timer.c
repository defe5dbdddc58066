/*
 * io/device/timer.c - IoInitializeTimer: a routine of each device, called once a second
 *
 * One kernel timer serves all devices; it runs while one of their timers is started. Its DPC calls
 * the routines at DISPATCH_LEVEL with the timers' spin lock held: when IoStopTimer has returned,
 * the routine does not run, and IoStopTimer inside the routine is the deadlock that it is in
 * Windows (SPIN_LOCK_ALREADY_OWNED).
 *
 * Differs from Windows: the second begins when the first timer is started, not with the system.
 */
#include "device.h"
#include "check/check.h"

#define IOP_SECOND_MS 1000

struct _IO_TIMER {
    CSHORT Type;
    BOOLEAN Started;
    LIST_ENTRY Links;
    PIO_TIMER_ROUTINE Routine;
    PVOID Context;
    PDEVICE_OBJECT Device;
};

static struct {
    LIST_ENTRY Timers;
    ULONG Started;
    KSPIN_LOCK Lock;
    KTIMER Second;
    KDPC Dpc;
} Iop SIM_STATE;

static VOID
IopSecondPassed(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    KeAcquireSpinLockAtDpcLevel(&Iop.Lock);
    for (PLIST_ENTRY Entry = Iop.Timers.Flink; Entry != &Iop.Timers; Entry = Entry->Flink) {
        PIO_TIMER Timer = CONTAINING_RECORD(Entry, struct _IO_TIMER, Links);

        if (Timer->Started) {
            CALL_DRIVER(Timer->Routine, Timer->Device, Timer->Context);
        }
    }
    KeReleaseSpinLockFromDpcLevel(&Iop.Lock);
}

VOID
IopInitTimers(VOID)
{
    InitializeListHead(&Iop.Timers);
    KeInitializeSpinLock(&Iop.Lock);
    KeInitializeTimer(&Iop.Second);
    KeInitializeDpc(&Iop.Dpc, IopSecondPassed, NULL);
}

NTSTATUS
IoInitializeTimer(PDEVICE_OBJECT DeviceObject, PIO_TIMER_ROUTINE TimerRoutine, PVOID Context)
{
    PIO_TIMER Timer;
    KIRQL Irql;

    if (DeviceObject->Timer != NULL) {
        IopStop(0x0A, DeviceObject);
    }
    Timer = ExAllocateOwn(sizeof(*Timer), IOP_TAG);
    if (Timer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Timer->Type = IO_TYPE_TIMER;
    Timer->Routine = TimerRoutine;
    Timer->Context = Context;
    Timer->Device = DeviceObject;
    KeAcquireSpinLock(&Iop.Lock, &Irql);
    DeviceObject->Timer = Timer;
    InsertTailList(&Iop.Timers, &Timer->Links);
    KeReleaseSpinLock(&Iop.Lock, Irql);
    return STATUS_SUCCESS;
}

static VOID
IopSetTimer(PIO_TIMER Timer, BOOLEAN Started)
{
    LARGE_INTEGER Due = {.QuadPart = -10000LL * IOP_SECOND_MS};

    if (Timer->Started == Started) {
        return;
    }
    Timer->Started = Started;
    Iop.Started += Started ? 1u : -1u;
    if (Started && Iop.Started == 1) {
        KeSetTimerEx(&Iop.Second, Due, IOP_SECOND_MS, &Iop.Dpc);
    } else if (Iop.Started == 0) {
        KeCancelTimer(&Iop.Second);
    }
}

static VOID
IopSetDeviceTimer(PDEVICE_OBJECT Device, BOOLEAN Started)
{
    KIRQL Irql;

    KeAcquireSpinLock(&Iop.Lock, &Irql);
    IopSetTimer(Device->Timer, Started);
    KeReleaseSpinLock(&Iop.Lock, Irql);
}

VOID
IoStartTimer(PDEVICE_OBJECT DeviceObject)
{
    IopSetDeviceTimer(DeviceObject, TRUE);
}

VOID
IoStopTimer(PDEVICE_OBJECT DeviceObject)
{
    IopSetDeviceTimer(DeviceObject, FALSE);
}

VOID
IopDeleteTimer(PDEVICE_OBJECT Device)
{
    PIO_TIMER Timer = Device->Timer;
    KIRQL Irql;

    if (Timer == NULL) {
        return;
    }
    KeAcquireSpinLock(&Iop.Lock, &Irql);
    IopSetTimer(Timer, FALSE);
    RemoveEntryList(&Timer->Links);
    KeReleaseSpinLock(&Iop.Lock, Irql);
    Device->Timer = NULL;
    ExFreeOwn(Timer);
}
