/*
 * race/drivers/race_levels.c - threads, DPCs, timers, all processors: before and after, beside
 */
// INSTRUMENT
#include "race_kit.h"

static KDPC Dpc;
static KTIMER Timer;
static KEVENT Done;

static LARGE_INTEGER
Milliseconds(LONGLONG Count)
{
    return (LARGE_INTEGER){.QuadPart = -10000 * Count};
}

static VOID
Delay(LONGLONG Count)
{
    LARGE_INTEGER Time = Milliseconds(Count);

    KeDelayExecutionThread(KernelMode, FALSE, &Time);
}

static VOID
Count(PKDPC Unused, PVOID Context, PVOID A, PVOID B)
{
    Shared++;
    KeSetEvent(&Done, 0, FALSE);
}

static VOID
Prepare(CCHAR Processor)
{
    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    KeInitializeDpc(&Dpc, Count, NULL);
    KeSetTargetProcessorDpc(&Dpc, Processor);
    KeInitializeTimer(&Timer);
    KeSetSystemAffinityThread(1);
}

static VOID
Finish(VOID)
{
    KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
    KeFlushQueuedDpcs();
    KeRevertToUserAffinityThread();
}

/* What comes before the insertion comes before the routine. */
static VOID
DpcQueued(BOOLEAN Ordered)
{
    Prepare(1);
    if (Ordered) {
        Shared++;
    }
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    if (!Ordered) {
        Shared++;
    }
    Finish();
}

/* DISPATCH_LEVEL keeps out the DPCs of this processor, not those of another. */
static VOID
DispatchLevel(BOOLEAN Ordered)
{
    KIRQL Irql;

    Prepare(Ordered ? 0 : 1);
    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    Shared++;
    KeLowerIrql(Irql);
    Finish();
}

/* The DPC comes right after the access: nobody looks in between. */
static VOID
LoweredAtOnce(BOOLEAN Ordered)
{
    Prepare(Ordered ? 0 : 1);
    KfRaiseIrql(DISPATCH_LEVEL);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    Shared++;
    KeLowerIrql(PASSIVE_LEVEL);
    Finish();
}

/* After a DPC of this processor, at the same level or below it. */
static VOID
AfterDpc(BOOLEAN Ordered)
{
    KIRQL Irql;

    Prepare(0);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    if (Ordered) {
        KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    }
    Shared++;
    if (Ordered) {
        KeLowerIrql(Irql);
    }
    Finish();
}

static VOID
TimerSet(BOOLEAN Ordered)
{
    Prepare(1);
    if (Ordered) {
        Shared++;
    }
    KeSetTimer(&Timer, Milliseconds(20), &Dpc);
    if (!Ordered) {
        Shared++;
    }
    Finish();
}

/* KeCancelTimer says FALSE; that orders nothing. KeFlushQueuedDpcs does. */
static VOID
TimerCancelled(BOOLEAN Ordered)
{
    Prepare(1);
    KeSetTimer(&Timer, Milliseconds(20), &Dpc);
    Delay(100);
    KeCancelTimer(&Timer);
    if (Ordered) {
        KeFlushQueuedDpcs();
    }
    Shared++;
    Finish();
}

static VOID
DpcRemoved(BOOLEAN Ordered)
{
    Prepare(1);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    Delay(100);
    if (Ordered) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
    } else {
        KeRemoveQueueDpc(&Dpc);
    }
    Shared++;
    Finish();
}

static VOID
WaitForTimer(PVOID Context)
{
    KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, NULL);
    Shared++;
}

static VOID
TimerWaited(BOOLEAN Ordered)
{
    PVOID Thread;

    KeInitializeTimer(&Timer);
    Thread = KitThread(WaitForTimer, NULL);
    if (Ordered) {
        Shared++;
    }
    KeSetTimer(&Timer, Milliseconds(20), NULL);
    if (!Ordered) {
        Shared++;
    }
    KitJoin(Thread);
}

static KSPIN_LOCK Lock;

static VOID
CountLocked(PKDPC Unused, PVOID Context, PVOID A, PVOID B)
{
    KeAcquireSpinLockAtDpcLevel(&Lock);
    Shared++;
    KeReleaseSpinLockFromDpcLevel(&Lock);
    KeSetEvent(&Done, 0, FALSE);
}

/* A lock that one side takes is none. */
static VOID
LockWithDpc(BOOLEAN Ordered)
{
    KIRQL Irql;

    Prepare(1);
    KeInitializeDpc(&Dpc, CountLocked, NULL);
    KeSetTargetProcessorDpc(&Dpc, 1);
    KeInitializeSpinLock(&Lock);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    if (Ordered) {
        KeAcquireSpinLock(&Lock, &Irql);
    }
    Shared++;
    if (Ordered) {
        KeReleaseSpinLock(&Lock, Irql);
    }
    Finish();
}

/* --- a routine on all processors -------------------------------------------------------------- */

static ULONG_PTR
CountOnTheOther(ULONG_PTR Context)
{
    if (KeGetCurrentProcessorNumberEx(NULL) == 1) {
        Shared++;
    }
    return 0;
}

/* Whoever calls for it comes before the routine on each processor, and after it. */
static VOID
CallAndCount(PVOID Context)
{
    KeSetSystemAffinityThread(1);
    if (Context != NULL) {
        Shared++;
    }
    KeIpiGenericCall(CountOnTheOther, 0);
    Shared++;
}

static VOID
CountOnly(PVOID Context)
{
    Shared++;
}

static VOID
CallAll(BOOLEAN Ordered)
{
    PVOID Thread;

    if (Ordered) {
        KitJoin(KitThread(CallAndCount, &Done));
        return;
    }
    Thread = KitThread(CallAndCount, NULL);
    KitJoin(KitThread(CountOnly, NULL));
    KitJoin(Thread);
}

RACE_CASE *const RaceCases[] = {DpcQueued,      DispatchLevel, LoweredAtOnce, AfterDpc,    TimerSet,
                                TimerCancelled, DpcRemoved,    TimerWaited,   LockWithDpc, CallAll};
const ULONG RaceCaseCount = ARRAYSIZE(RaceCases);

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KitDriver(DriverObject, L"\\Device\\RaceLevels");
}
