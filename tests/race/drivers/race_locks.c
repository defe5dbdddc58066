/*
 * race/drivers/race_locks.c - two threads under one lock, or each under its own
 */
// INSTRUMENT
#include "race_kit.h"

typedef struct _LOCK {
    KSPIN_LOCK Spin;
    FAST_MUTEX Fast;
    KGUARDED_MUTEX Guarded;
    KMUTEX Mutex;
    KSEMAPHORE Semaphore;
    KEVENT Event;
    EX_PUSH_LOCK Push;
    ERESOURCE Resource;
    EX_SPIN_LOCK ReaderWriter;
} LOCK, *PLOCK;

static LOCK Locks[2];
static LONG Threads;

/* Each on its own processor: on one, DISPATCH_LEVEL is a lock. */
static VOID
ChooseProcessor(VOID)
{
    KeSetSystemAffinityThread(1ull << (InterlockedIncrement(&Threads) & 1));
}

static VOID
Prepare(PLOCK Lock)
{
    KeInitializeSpinLock(&Lock->Spin);
    ExInitializeFastMutex(&Lock->Fast);
    KeInitializeGuardedMutex(&Lock->Guarded);
    KeInitializeMutex(&Lock->Mutex, 0);
    KeInitializeSemaphore(&Lock->Semaphore, 1, 1);
    KeInitializeEvent(&Lock->Event, SynchronizationEvent, TRUE);
    ExInitializePushLock(&Lock->Push);
    ExInitializeResourceLite(&Lock->Resource);
    Lock->ReaderWriter = 0;
}

static VOID
Finish(VOID)
{
    ExDeleteResourceLite(&Locks[0].Resource);
    ExDeleteResourceLite(&Locks[1].Resource);
}

static VOID
RunBoth(PKSTART_ROUTINE Routine, BOOLEAN Ordered)
{
    Prepare(&Locks[0]);
    Prepare(&Locks[1]);
    KitTwo(Routine, &Locks[0], Routine, &Locks[Ordered ? 0 : 1]);
    Finish();
}

#define LOCK_CASE(Name, Declare, Acquire, Release)                                                 \
    static VOID Name##Thread(PVOID Context)                                                        \
    {                                                                                              \
        PLOCK Lock = Context;                                                                      \
        Declare;                                                                                   \
                                                                                                   \
        ChooseProcessor();                                                                         \
        Acquire;                                                                                   \
        Shared++;                                                                                  \
        Release;                                                                                   \
    }                                                                                              \
    static VOID Name(BOOLEAN Ordered)                                                              \
    {                                                                                              \
        RunBoth(Name##Thread, Ordered);                                                            \
    }

#define WAIT(Object) KeWaitForSingleObject((Object), Executive, KernelMode, FALSE, NULL)

LOCK_CASE(Spin, KIRQL Irql, KeAcquireSpinLock(&Lock->Spin, &Irql),
          KeReleaseSpinLock(&Lock->Spin, Irql))
LOCK_CASE(Queued, KLOCK_QUEUE_HANDLE Handle, KeAcquireInStackQueuedSpinLock(&Lock->Spin, &Handle),
          KeReleaseInStackQueuedSpinLock(&Handle))
LOCK_CASE(Fast, (void)0, ExAcquireFastMutex(&Lock->Fast), ExReleaseFastMutex(&Lock->Fast))
LOCK_CASE(Guarded, (void)0, KeAcquireGuardedMutex(&Lock->Guarded),
          KeReleaseGuardedMutex(&Lock->Guarded))
LOCK_CASE(Mutex, (void)0, WAIT(&Lock->Mutex), KeReleaseMutex(&Lock->Mutex, FALSE))
LOCK_CASE(Semaphore, (void)0, WAIT(&Lock->Semaphore),
          KeReleaseSemaphore(&Lock->Semaphore, 0, 1, FALSE))
LOCK_CASE(Event, (void)0, WAIT(&Lock->Event), KeSetEvent(&Lock->Event, 0, FALSE))
LOCK_CASE(Push, KeEnterCriticalRegion(), ExAcquirePushLockExclusive(&Lock->Push),
          ExReleasePushLockExclusive(&Lock->Push);
          KeLeaveCriticalRegion())
LOCK_CASE(Resource, KeEnterCriticalRegion(), ExAcquireResourceExclusiveLite(&Lock->Resource, TRUE),
          ExReleaseResourceLite(&Lock->Resource);
          KeLeaveCriticalRegion())
LOCK_CASE(ReaderWriter, KIRQL Irql, Irql = ExAcquireSpinLockExclusive(&Lock->ReaderWriter),
          ExReleaseSpinLockExclusive(&Lock->ReaderWriter, Irql))

/* --- readers: one lock, and it is how it is held that counts --------------------------------- */

static BOOLEAN WriterShares;

#define READER_CASE(Name, Declare, Share, Unshare, Exclude, Unexclude)                             \
    static VOID Name##Reader(PVOID Context)                                                        \
    {                                                                                              \
        Declare;                                                                                   \
        ChooseProcessor();                                                                         \
        Share;                                                                                     \
        (void)*(volatile LONG *)&Shared;                                                           \
        Unshare;                                                                                   \
    }                                                                                              \
    static VOID Name##Writer(PVOID Context)                                                        \
    {                                                                                              \
        Declare;                                                                                   \
        ChooseProcessor();                                                                         \
        if (WriterShares) {                                                                        \
            Share;                                                                                 \
            Shared++;                                                                              \
            Unshare;                                                                               \
        } else {                                                                                   \
            Exclude;                                                                               \
            Shared++;                                                                              \
            Unexclude;                                                                             \
        }                                                                                          \
    }                                                                                              \
    static VOID Name(BOOLEAN Ordered)                                                              \
    {                                                                                              \
        Prepare(&Locks[0]);                                                                        \
        Prepare(&Locks[1]);                                                                        \
        WriterShares = !Ordered;                                                                   \
        KitTwo(Name##Writer, NULL, Name##Writer, NULL);                                            \
        KitTwo(Name##Reader, NULL, Name##Writer, NULL);                                            \
        Finish();                                                                                  \
    }

READER_CASE(SharedResource, KeEnterCriticalRegion(),
            ExAcquireResourceSharedLite(&Locks[0].Resource, TRUE),
            ExReleaseResourceLite(&Locks[0].Resource);
            KeLeaveCriticalRegion(), ExAcquireResourceExclusiveLite(&Locks[0].Resource, TRUE),
            ExReleaseResourceLite(&Locks[0].Resource);
            KeLeaveCriticalRegion())
READER_CASE(SharedPush, KeEnterCriticalRegion(), ExAcquirePushLockShared(&Locks[0].Push),
            ExReleasePushLockShared(&Locks[0].Push);
            KeLeaveCriticalRegion(), ExAcquirePushLockExclusive(&Locks[0].Push),
            ExReleasePushLockExclusive(&Locks[0].Push);
            KeLeaveCriticalRegion())
READER_CASE(SharedSpin, KIRQL Irql, Irql = ExAcquireSpinLockShared(&Locks[0].ReaderWriter),
            ExReleaseSpinLockShared(&Locks[0].ReaderWriter, Irql),
            Irql = ExAcquireSpinLockExclusive(&Locks[0].ReaderWriter),
            ExReleaseSpinLockExclusive(&Locks[0].ReaderWriter, Irql))

RACE_CASE *const RaceCases[] = {Spin,           Queued,     Fast,      Guarded,  Mutex,
                                Semaphore,      Event,      Push,      Resource, ReaderWriter,
                                SharedResource, SharedPush, SharedSpin};
const ULONG RaceCaseCount = ARRAYSIZE(RaceCases);

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    return KitDriver(DriverObject, L"\\Device\\RaceLocks");
}
