/*
 * race/drivers/race_waits.c - one waits for the other, and what it waits for is signalled in time
 * (ordered), or before the last access
 */
// INSTRUMENT
#include "race_kit.h"

static KEVENT Events[2];
static KSEMAPHORE Semaphore;
static EX_RUNDOWN_REF Rundown;
static IO_REMOVE_LOCK RemoveLock;
static PDEVICE_OBJECT Device;
static BOOLEAN InTime;

static VOID
Delay(VOID)
{
    LARGE_INTEGER Time = {.QuadPart = -10000 * 20};

    KeDelayExecutionThread(KernelMode, FALSE, &Time);
}

static VOID
Wait(PVOID Object)
{
    KeWaitForSingleObject(Object, Executive, KernelMode, FALSE, NULL);
}

static VOID
Prepare(EVENT_TYPE Type, BOOLEAN Ordered)
{
    KeInitializeEvent(&Events[0], Type, FALSE);
    KeInitializeEvent(&Events[1], Type, FALSE);
    KeInitializeSemaphore(&Semaphore, 0, 10);
    InTime = Ordered;
}

#define SIGNAL_CASE(Name, Type, Signal, Await)                                                     \
    static VOID Name##First(PVOID Context)                                                         \
    {                                                                                              \
        BOOLEAN Early = InTime;                                                                    \
                                                                                                   \
        if (Early) {                                                                               \
            Shared++;                                                                              \
        }                                                                                          \
        Signal;                                                                                    \
        if (!Early) {                                                                              \
            Shared++;                                                                              \
        }                                                                                          \
    }                                                                                              \
    static VOID Name##Second(PVOID Context)                                                        \
    {                                                                                              \
        Await;                                                                                     \
        Shared++;                                                                                  \
    }                                                                                              \
    static VOID Name(BOOLEAN Ordered)                                                              \
    {                                                                                              \
        Prepare(Type, Ordered);                                                                    \
        KitTwo(Name##First, NULL, Name##Second, NULL);                                             \
    }

SIGNAL_CASE(Notification, NotificationEvent, KeSetEvent(&Events[0], 0, FALSE), Wait(&Events[0]))
SIGNAL_CASE(Synchronization, SynchronizationEvent, KeSetEvent(&Events[0], 0, FALSE),
            Wait(&Events[0]))
SIGNAL_CASE(Semaphores, NotificationEvent, KeReleaseSemaphore(&Semaphore, 0, 1, FALSE),
            Wait(&Semaphore))
SIGNAL_CASE(
    Polled, NotificationEvent, KeSetEvent(&Events[0], 0, FALSE),
    while (!KeReadStateEvent(&Events[0])) { Delay(); })

/* --- several objects ------------------------------------------------------------------------- */

static VOID
SetOne(PVOID Context)
{
    if (Context == &Events[1]) {
        Shared++;
    }
    KeSetEvent(Context, 0, FALSE);
}

/* The second event's thread is waited for by who waits for all. */
static VOID
WaitForBoth(PVOID Context)
{
    PVOID Objects[] = {&Events[0], &Events[1]};

    if (InTime) {
        KeWaitForMultipleObjects(2, Objects, WaitAll, Executive, KernelMode, FALSE, NULL, NULL);
    } else {
        Wait(&Events[0]);
    }
    Shared++;
}

static VOID
Several(BOOLEAN Ordered)
{
    PVOID Threads[3];

    Prepare(NotificationEvent, Ordered);
    Threads[0] = KitThread(WaitForBoth, NULL);
    Threads[1] = KitThread(SetOne, &Events[0]);
    Threads[2] = KitThread(SetOne, &Events[1]);
    for (ULONG i = 0; i < ARRAYSIZE(Threads); i++) {
        KitJoin(Threads[i]);
    }
}

/* --- threads and work items ------------------------------------------------------------------ */

static VOID
Increment(PVOID Context)
{
    Shared++;
}

static VOID
Created(BOOLEAN Ordered)
{
    PVOID Thread;

    if (Ordered) {
        Shared++;
    }
    Thread = KitThread(Increment, NULL);
    if (!Ordered) {
        Shared++;
    }
    KitJoin(Thread);
}

static VOID
Joined(BOOLEAN Ordered)
{
    PVOID Thread = KitThread(Increment, NULL);

    if (!Ordered) {
        Shared++;
    }
    KitJoin(Thread);
    Shared++;
}

static VOID
Work(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    Shared++;
    KeSetEvent(&Events[0], 0, FALSE);
}

static VOID
WorkItem(BOOLEAN Ordered)
{
    PIO_WORKITEM Item = IoAllocateWorkItem(Device);

    Prepare(NotificationEvent, Ordered);
    if (Ordered) {
        Shared++;
    }
    IoQueueWorkItem(Item, Work, DelayedWorkQueue, NULL);
    if (!Ordered) {
        Shared++;
    }
    Wait(&Events[0]);
    IoFreeWorkItem(Item);
}

static VOID
WorkAndSet(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    Shared++;
    KeReleaseSemaphore(&Semaphore, 0, 1, FALSE);
}

/* Two items, even if one worker runs both. */
static VOID
TwoItems(BOOLEAN Ordered)
{
    PIO_WORKITEM First = IoAllocateWorkItem(Device), Second = IoAllocateWorkItem(Device);

    Prepare(NotificationEvent, Ordered);
    IoQueueWorkItem(First, WorkAndSet, DelayedWorkQueue, NULL);
    if (Ordered) {
        Wait(&Semaphore);
    }
    IoQueueWorkItem(Second, WorkAndSet, DelayedWorkQueue, NULL);
    if (!Ordered) {
        Wait(&Semaphore);
    }
    Wait(&Semaphore);
    IoFreeWorkItem(First);
    IoFreeWorkItem(Second);
}

/* --- rundown --------------------------------------------------------------------------------- */

#define RUNDOWN_CASE(Name, Begin, Enter, Leave, End)                                               \
    static VOID Name##User(PVOID Context)                                                          \
    {                                                                                              \
        BOOLEAN Early = InTime;                                                                    \
                                                                                                   \
        Enter;                                                                                     \
        KeSetEvent(&Events[0], 0, FALSE);                                                          \
        if (Early) {                                                                               \
            Shared++;                                                                              \
        }                                                                                          \
        Leave;                                                                                     \
        if (!Early) {                                                                              \
            Shared++;                                                                              \
        }                                                                                          \
    }                                                                                              \
    static VOID Name(BOOLEAN Ordered)                                                              \
    {                                                                                              \
        PVOID Thread;                                                                              \
                                                                                                   \
        Prepare(NotificationEvent, Ordered);                                                       \
        Begin;                                                                                     \
        Thread = KitThread(Name##User, NULL);                                                      \
        Wait(&Events[0]);                                                                          \
        End;                                                                                       \
        Shared++;                                                                                  \
        KitJoin(Thread);                                                                           \
    }

RUNDOWN_CASE(RunDown, ExInitializeRundownProtection(&Rundown), ExAcquireRundownProtection(&Rundown),
             ExReleaseRundownProtection(&Rundown), ExWaitForRundownProtectionRelease(&Rundown))
RUNDOWN_CASE(Remove, IoInitializeRemoveLock(&RemoveLock, 'ecaR', 0, 0);
             IoAcquireRemoveLock(&RemoveLock, &Shared), IoAcquireRemoveLock(&RemoveLock, Context),
             IoReleaseRemoveLock(&RemoveLock, Context),
             IoReleaseRemoveLockAndWait(&RemoveLock, &Shared))

RACE_CASE *const RaceCases[] = {Notification, Synchronization, Semaphores, Polled,
                                Several,      Created,         Joined,     WorkItem,
                                TwoItems,     RunDown,         Remove};
const ULONG RaceCaseCount = ARRAYSIZE(RaceCases);

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = KitDriver(DriverObject, L"\\Device\\RaceWaits");

    Device = DriverObject->DeviceObject;
    return Status;
}
