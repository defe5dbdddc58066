/*
 * src/ke/spinlock.c - spin locks, plain and queued
 *
 * A lock is 0 when free, else the number of the processor that holds it plus one. A processor that
 * finds it taken gives its turn to others until it is released; it takes interrupts above its IRQL
 * meanwhile. Who gets a released plain lock is chance; queued locks are granted in the order of
 * asking.
 *
 *      free --acquire--> held by a processor --release--> free, and the machine wakes who spins
 *
 * Invariants:
 *   S1. A processor at PASSIVE_LEVEL with nothing running in a handler holds no lock (a leak,
 *   reported).
 *   S2. A queued handle is in Waiting exactly while its owner spins for it.
 *
 * Differs from Windows: acquiring a lock that the same processor holds, or releasing one that it
 * does not hold, is always stopped (SPIN_LOCK_ALREADY_OWNED, SPIN_LOCK_NOT_OWNED), as under Driver
 * Verifier.
 */
#include "ki.h"

static struct {
    KLOCK_QUEUE_HANDLE *FirstWaiting, *LastWaiting; /* linked through LockQueue.Next */
} Ki SIM_STATE;

VOID
KeInitializeSpinLock(PKSPIN_LOCK SpinLock)
{
    *SpinLock = 0;
    HalForgetKey(HAL_SYNC_KEY(HalSyncObject, SpinLock));
}

static VOID
KiTook(PKSPIN_LOCK SpinLock)
{
    PKPRCB Prcb = KiCurrentPrcb();

    *SpinLock = Prcb->Number + 1;
    Prcb->LocksHeld++;
    Prcb->LastLock = SpinLock;
    HalSpend(KI_COST_LOCK_NS);
    HalProbe2(PROBE_LOCK_ACQUIRE, SpinLock, HalGetIrql());
}

static VOID
KiSpin(PKSPIN_LOCK SpinLock)
{
    if (*SpinLock == HalCurrentProcessor() + 1) {
        KeBugCheckEx(SPIN_LOCK_ALREADY_OWNED, (ULONG_PTR)SpinLock, 0, 0, 0);
    }
    HalProbe2(PROBE_LOCK_CONTEND, SpinLock, *SpinLock - 1);
    HalSpinFor(SpinLock, (LONG)*SpinLock - 1);
}

static VOID
KiAcquire(PKSPIN_LOCK SpinLock)
{
    while (*SpinLock != 0) {
        KiSpin(SpinLock);
    }
    KiTook(SpinLock);
}

static VOID
KiRelease(PKSPIN_LOCK SpinLock)
{
    PKPRCB Prcb = KiCurrentPrcb();

    if (*SpinLock != Prcb->Number + 1) {
        KeBugCheckEx(SPIN_LOCK_NOT_OWNED, (ULONG_PTR)SpinLock, 0, 0, 0);
    }
    *SpinLock = 0;
    Prcb->LocksHeld--;
    HalProbe2(PROBE_LOCK_RELEASE, SpinLock, HalGetIrql());
    HalWakeSpinners(SpinLock);
}

/* --- plain ----------------------------------------------------------------------------------- */

KIRQL
KeAcquireSpinLockRaiseToDpc(PKSPIN_LOCK SpinLock)
{
    KIRQL OldIrql = KfRaiseIrql(DISPATCH_LEVEL);

    KiAcquire(SpinLock);
    return OldIrql;
}

VOID
KeAcquireSpinLock(PKSPIN_LOCK SpinLock, PKIRQL OldIrql)
{
    *OldIrql = KeAcquireSpinLockRaiseToDpc(SpinLock);
}

VOID
KeReleaseSpinLock(PKSPIN_LOCK SpinLock, KIRQL NewIrql)
{
    KiRelease(SpinLock);
    KfLowerIrql(NewIrql);
}

VOID
KeAcquireSpinLockAtDpcLevel(PKSPIN_LOCK SpinLock)
{
    KiAcquire(SpinLock);
}

VOID
KeReleaseSpinLockFromDpcLevel(PKSPIN_LOCK SpinLock)
{
    KiRelease(SpinLock);
}

BOOLEAN
KeTryToAcquireSpinLockAtDpcLevel(PKSPIN_LOCK SpinLock)
{
    if (*SpinLock != 0) {
        return FALSE;
    }
    KiTook(SpinLock);
    return TRUE;
}

BOOLEAN
KeTestSpinLock(PKSPIN_LOCK SpinLock)
{
    return *SpinLock == 0;
}

/* In a DPC of either kind: an ordinary one is at DISPATCH_LEVEL already. */
KIRQL
KeAcquireSpinLockForDpc(PKSPIN_LOCK SpinLock)
{
    return KeAcquireSpinLockRaiseToDpc(SpinLock);
}

VOID
KeReleaseSpinLockForDpc(PKSPIN_LOCK SpinLock, KIRQL OldIrql)
{
    KeReleaseSpinLock(SpinLock, OldIrql);
}

/* --- queued ----------------------------------------------------------------------------------- */

static KLOCK_QUEUE_HANDLE *
KiNextHandle(KLOCK_QUEUE_HANDLE *Handle)
{
    return (KLOCK_QUEUE_HANDLE *)(PVOID)Handle->LockQueue.Next;
}

static BOOLEAN
KiIsFirstFor(PKSPIN_LOCK SpinLock, KLOCK_QUEUE_HANDLE *Asking)
{
    KLOCK_QUEUE_HANDLE *Handle = Ki.FirstWaiting;

    while (Handle != NULL && Handle->LockQueue.Lock != SpinLock) {
        Handle = KiNextHandle(Handle);
    }
    return Handle == NULL || Handle == Asking;
}

static VOID
KiEnqueue(KLOCK_QUEUE_HANDLE *Handle)
{
    if (Ki.LastWaiting != NULL) {
        Ki.LastWaiting->LockQueue.Next = &Handle->LockQueue;
    } else {
        Ki.FirstWaiting = Handle;
    }
    Ki.LastWaiting = Handle;
}

static VOID
KiDequeue(KLOCK_QUEUE_HANDLE *Handle)
{
    KLOCK_QUEUE_HANDLE *Before = NULL;

    for (KLOCK_QUEUE_HANDLE *Each = Ki.FirstWaiting; Each != Handle; Each = KiNextHandle(Each)) {
        Before = Each;
    }
    if (Before == NULL) {
        Ki.FirstWaiting = KiNextHandle(Handle);
    } else {
        Before->LockQueue.Next = Handle->LockQueue.Next;
    }
    if (Ki.LastWaiting == Handle) {
        Ki.LastWaiting = Before;
    }
    Handle->LockQueue.Next = NULL;
}

VOID
KeAcquireInStackQueuedSpinLockAtDpcLevel(PKSPIN_LOCK SpinLock, PKLOCK_QUEUE_HANDLE LockHandle)
{
    LockHandle->LockQueue = (KSPIN_LOCK_QUEUE){.Lock = SpinLock};
    if (*SpinLock != 0 || !KiIsFirstFor(SpinLock, LockHandle)) {
        KiEnqueue(LockHandle);
        while (*SpinLock != 0 || !KiIsFirstFor(SpinLock, LockHandle)) {
            KiSpin(SpinLock);
        }
        KiDequeue(LockHandle);
    }
    KiTook(SpinLock);
}

VOID
KeReleaseInStackQueuedSpinLockFromDpcLevel(PKLOCK_QUEUE_HANDLE LockHandle)
{
    KiRelease(LockHandle->LockQueue.Lock);
}

VOID
KeAcquireInStackQueuedSpinLock(PKSPIN_LOCK SpinLock, PKLOCK_QUEUE_HANDLE LockHandle)
{
    KIRQL OldIrql = KfRaiseIrql(DISPATCH_LEVEL);

    KeAcquireInStackQueuedSpinLockAtDpcLevel(SpinLock, LockHandle);
    LockHandle->OldIrql = OldIrql;
}

VOID
KeReleaseInStackQueuedSpinLock(PKLOCK_QUEUE_HANDLE LockHandle)
{
    KeReleaseInStackQueuedSpinLockFromDpcLevel(LockHandle);
    KfLowerIrql(LockHandle->OldIrql);
}

VOID
KeAcquireInStackQueuedSpinLockForDpc(PKSPIN_LOCK SpinLock, PKLOCK_QUEUE_HANDLE LockHandle)
{
    KeAcquireInStackQueuedSpinLock(SpinLock, LockHandle);
}

VOID
KeReleaseInStackQueuedSpinLockForDpc(PKLOCK_QUEUE_HANDLE LockHandle)
{
    KeReleaseInStackQueuedSpinLock(LockHandle);
}
