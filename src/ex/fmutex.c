/*
 * src/ex/fmutex.c - fast mutexes
 *
 *      free (Count 1) --acquire--> owned (Count 0) --release--> free, and one waiter tries again
 *
 * The owner runs at APC_LEVEL, where no APC reaches it; the unsafe variants leave that to their
 * caller, who is at APC_LEVEL already or in a critical region. Not recursive.
 *
 * Invariants:
 *   M1. Count is 0 exactly while Owner is a thread.
 *
 * Differs from Windows: Count does not go below 0 while threads wait. Taking a mutex twice
 * (MUTEX_ALREADY_OWNED) or releasing another thread's
 * (KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE) is always stopped.
 */
#include "exi.h"

VOID
ExInitializeFastMutex(PFAST_MUTEX FastMutex)
{
    FastMutex->Count = FM_LOCK_BIT;
    FastMutex->Owner = NULL;
    FastMutex->Contention = 0;
    FastMutex->OldIrql = 0;
    KeInitializeEvent(&FastMutex->Event, SynchronizationEvent, FALSE);
}

static VOID
ExpViolation(ULONG_PTR Kind, ULONG_PTR Parameter3, PFAST_MUTEX Mutex)
{
    KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, Kind, HalGetIrql(), Parameter3,
                 (ULONG_PTR)Mutex);
}

static BOOLEAN
ExpTake(PFAST_MUTEX Mutex)
{
    if (Mutex->Count == 0) {
        return FALSE;
    }
    Mutex->Count = 0;
    Mutex->Owner = KeCurrentThread();
    HalProbe2(PROBE_LOCK_ACQUIRE, Mutex, HalGetIrql());
    return TRUE;
}

static VOID
ExpAcquire(PFAST_MUTEX Mutex)
{
    if (Mutex->Owner == KeCurrentThread()) {
        KeBugCheckEx(MUTEX_ALREADY_OWNED, (ULONG_PTR)Mutex, (ULONG_PTR)Mutex->Owner, 0, 0);
    }
    while (!ExpTake(Mutex)) {
        Mutex->Contention++;
        KeWaitForSingleObject(&Mutex->Event, WrFastMutex, KernelMode, FALSE, NULL);
    }
}

static VOID
ExpRelease(PFAST_MUTEX Mutex)
{
    if (Mutex->Owner != KeCurrentThread()) {
        KeBugCheckEx(KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, (ULONG_PTR)KeCurrentThread(),
                     (ULONG_PTR)Mutex, (ULONG_PTR)Mutex->Owner, 0);
    }
    Mutex->Owner = NULL;
    Mutex->Count = FM_LOCK_BIT;
    HalProbe2(PROBE_LOCK_RELEASE, Mutex, HalGetIrql());
    KeSetEvent(&Mutex->Event, EVENT_INCREMENT, FALSE);
}

VOID
ExAcquireFastMutex(PFAST_MUTEX FastMutex)
{
    KIRQL OldIrql;

    if (HalGetIrql() > APC_LEVEL) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x33, HalGetIrql(), (ULONG_PTR)FastMutex,
                     0);
    }
    KeRaiseIrql(APC_LEVEL, &OldIrql);
    ExpAcquire(FastMutex);
    FastMutex->OldIrql = OldIrql;
}

BOOLEAN
ExTryToAcquireFastMutex(PFAST_MUTEX FastMutex)
{
    KIRQL OldIrql;

    if (FastMutex->Count == 0) {
        return FALSE;
    }
    KeRaiseIrql(APC_LEVEL, &OldIrql);
    ExpTake(FastMutex);
    FastMutex->OldIrql = OldIrql;
    return TRUE;
}

VOID
ExReleaseFastMutex(PFAST_MUTEX FastMutex)
{
    KIRQL OldIrql = (KIRQL)FastMutex->OldIrql;

    if (HalGetIrql() != APC_LEVEL) {
        ExpViolation(0x34, (ULONG_PTR)KeCurrentThread()->KernelApcDisable, FastMutex);
    }
    ExpRelease(FastMutex);
    KeLowerIrql(OldIrql);
}

/* The caller has seen to it that no kernel APC runs here. */
static VOID
ExpCheckUnsafe(ULONG_PTR Kind, PFAST_MUTEX Mutex)
{
    PKTHREAD Thread = KeCurrentThread();

    if (HalGetIrql() != APC_LEVEL && Thread->KernelApcDisable == 0 &&
        Thread->SpecialApcDisable == 0) {
        ExpViolation(Kind, (ULONG_PTR)Thread->KernelApcDisable, Mutex);
    }
}

VOID
ExAcquireFastMutexUnsafe(PFAST_MUTEX FastMutex)
{
    ExpCheckUnsafe(0x39, FastMutex);
    ExpAcquire(FastMutex);
}

VOID
ExReleaseFastMutexUnsafe(PFAST_MUTEX FastMutex)
{
    ExpCheckUnsafe(0x3A, FastMutex);
    ExpRelease(FastMutex);
}
