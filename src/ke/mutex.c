/*
 * src/ke/mutex.c - mutexes, guarded mutexes
 *
 * A mutex belongs to the thread that took it, which may take it again; SignalState is 1 when it is
 * free, 0 when it is owned once, and one less for each further time.
 *
 * Differs from Windows: releasing a mutex that another thread owns, or ending a thread that owns
 * one, is stopped at once (THREAD_TERMINATE_HELD_MUTEX), as Windows does for kernel mutexes.
 */
#include "ki.h"

VOID
KeInitializeMutex(PRKMUTEX Mutex, ULONG Level)
{
    UNREFERENCED_PARAMETER(Level);
    KeInitializeHeader(&Mutex->Header, KiMutant, sizeof *Mutex, 1);
    Mutex->OwnerThread = NULL;
    Mutex->MutantFlags = 0;
    Mutex->ApcDisable = 1;
    InitializeListHead(&Mutex->MutantListEntry);
}

LONG
KeReadStateMutex(PRKMUTEX Mutex)
{
    return Mutex->Header.SignalState;
}

LONG
KeReleaseMutex(PRKMUTEX Mutex, BOOLEAN Wait)
{
    PKTHREAD Thread = KeCurrentThread();
    LONG Previous = Mutex->Header.SignalState;

    if (Mutex->OwnerThread != Thread) {
        ExRaiseStatus(STATUS_MUTANT_NOT_OWNED);
    }
    if (++Mutex->Header.SignalState == 1) {
        RemoveEntryList(&Mutex->MutantListEntry);
        Mutex->OwnerThread = NULL;
        KiWaitTest(&Mutex->Header, MUTANT_INCREMENT);
        if (Mutex->ApcDisable) {
            KeLeaveCriticalRegion();
        }
    }
    if (Wait) {
        KiHoldForWait();
    }
    return Previous;
}

VOID
KiAbandonMutexes(PKTHREAD Thread)
{
    if (!IsListEmpty(&Thread->MutantListHead)) {
        KeBugCheckEx(THREAD_TERMINATE_HELD_MUTEX, (ULONG_PTR)Thread,
                     (ULONG_PTR)CONTAINING_RECORD(Thread->MutantListHead.Flink, KMUTANT,
                                                  MutantListEntry),
                     0, 0);
    }
}

/* --- guarded mutexes: not recursive; all APCs are disabled while one is held ------------------ */

VOID
KeInitializeGuardedMutex(PKGUARDED_MUTEX Mutex)
{
    RtlZeroMemory(Mutex, sizeof *Mutex);
    Mutex->Count = 1;
    KeInitializeEvent(&Mutex->Event, SynchronizationEvent, FALSE);
}

VOID
KeAcquireGuardedMutexUnsafe(PKGUARDED_MUTEX Mutex)
{
    if (Mutex->Owner == KeCurrentThread()) {
        KeRuleViolation("GuardedMutexRecursion", (ULONG_PTR)Mutex, 0);
    }
    while (Mutex->Count == 0) {
        Mutex->Contention++;
        KeWaitForSingleObject(&Mutex->Event, WrGuardedMutex, KernelMode, FALSE, NULL);
    }
    Mutex->Count = 0;
    Mutex->Owner = KeCurrentThread();
    HalProbe2(PROBE_LOCK_ACQUIRE, Mutex, HalGetIrql());
}

VOID
KeReleaseGuardedMutexUnsafe(PKGUARDED_MUTEX Mutex)
{
    if (Mutex->Owner != KeCurrentThread()) {
        KeRuleViolation("GuardedMutexNotOwned", (ULONG_PTR)Mutex, (ULONG_PTR)Mutex->Owner);
    }
    Mutex->Owner = NULL;
    Mutex->Count = 1;
    HalProbe2(PROBE_LOCK_RELEASE, Mutex, HalGetIrql());
    KeSetEvent(&Mutex->Event, EVENT_INCREMENT, FALSE);
}

VOID
KeAcquireGuardedMutex(PKGUARDED_MUTEX Mutex)
{
    KeEnterGuardedRegion();
    KeAcquireGuardedMutexUnsafe(Mutex);
}

VOID
KeReleaseGuardedMutex(PKGUARDED_MUTEX Mutex)
{
    KeReleaseGuardedMutexUnsafe(Mutex);
    KeLeaveGuardedRegion();
}

BOOLEAN
KeTryToAcquireGuardedMutex(PKGUARDED_MUTEX Mutex)
{
    if (Mutex->Count == 0) {
        return FALSE;
    }
    KeEnterGuardedRegion();
    Mutex->Count = 0;
    Mutex->Owner = KeCurrentThread();
    HalProbe2(PROBE_LOCK_ACQUIRE, Mutex, HalGetIrql());
    return TRUE;
}
