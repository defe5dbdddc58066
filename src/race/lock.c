/*
 * src/race/lock.c - locks order what is done under them, and reports say which ones were held
 *
 * All locks tell of themselves by the same two probes: spin locks, queued ones, the cancel spin
 * lock and interrupts' locks, fast and guarded mutexes, push locks, resources, reader-writer spin
 * locks. What a writer did is there for everybody who comes after; what a reader did, for the next
 * writer.
 * (Mutexes are waited for, as other objects: see ke/wait.c.)
 *
 * A set of locks is a word: each lock has a number from the order in which it was first seen. The
 * numbers are used again when there are more locks than bits; a report may then name a wrong one.
 */
#include "racei.h"

enum { RACE_LOCKS = 64 };

static struct {
    ULONG64 Lock[RACE_LOCKS];
    ULONG Next;
} Race SIM_STATE;

static ULONG64
RaceLockBit(ULONG64 Lock)
{
    ULONG Number;

    for (ULONG i = 0; i < RACE_LOCKS; i++) {
        if (Race.Lock[i] == Lock) {
            return 1ull << i;
        }
    }
    Number = Race.Next++ % RACE_LOCKS;
    Race.Lock[Number] = Lock;
    return 1ull << Number;
}

PVOID
RaceLockOf(ULONG64 Locks, ULONG Index)
{
    for (; Index > 0 && Locks != 0; Index--) {
        Locks &= Locks - 1;
    }
    return Locks == 0 ? NULL : (PVOID)(ULONG_PTR)Race.Lock[__builtin_ctzll(Locks)];
}

static VOID
RaceAcquired(HAL_PROBE Probe, ULONG64 Lock, ULONG64 Irql, ULONG64 Shared)
{
    if (!HalOrdered) {
        return;
    }
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Lock));
    if (!Shared) {
        HalAcquire(HAL_SYNC_KEY(HalSyncReaders, Lock));
    }
    HalOrderHold(HalOrderHeld() | RaceLockBit(Lock));
}

static VOID
RaceReleased(HAL_PROBE Probe, ULONG64 Lock, ULONG64 Irql, ULONG64 Shared)
{
    if (!HalOrdered) {
        return;
    }
    HalRelease(HAL_SYNC_KEY(Shared ? HalSyncReaders : HalSyncObject, Lock));
    HalOrderHold(HalOrderHeld() & ~RaceLockBit(Lock));
}

VOID
RaceListenToLocks(VOID)
{
    HalListen(PROBE_LOCK_ACQUIRE, RaceAcquired);
    HalListen(PROBE_LOCK_RELEASE, RaceReleased);
}
