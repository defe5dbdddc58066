/*
 * src/ex/pushlock.c - push locks: shared or exclusive, as small as a pointer
 *
 *      free (0) --> shared (number of owners) or exclusive (the thread), while nobody waits
 *               --> contended: the address of the first waiter's block, which has the state
 *
 * Whoever releases a contended lock makes the first waiter its owner, and with one that shares all
 * those behind it up to the next that does not. A block lies on its thread's stack: before the
 * first one goes, the state moves to the next.
 *
 * Invariants:
 *   P1. The low bits of the lock say which of the four states it is in.
 *   P2. A contended lock is owned.
 *
 * Differs from Windows: waiters are served in order. What hangs there for certain, taking a lock
 * that the thread has exclusively, is stopped at once; so is a caller whose APCs are not disabled.
 * A release of a share does not look whose it is.
 */
#include "exi.h"

#define EXP_STATE     3
#define EXP_SHARED    1
#define EXP_EXCLUSIVE 2
#define EXP_CONTENDED 3
#define EXP_SHARE     4 /* one owner more */

typedef struct _EXP_PUSH_WAIT {
    struct _EXP_PUSH_WAIT *Next;
    ULONG_PTR Owned; /* in the first: what the lock's value would be if nobody waited */
    PKTHREAD Thread;
    BOOLEAN Exclusive;
    KEVENT Event;
} EXP_PUSH_WAIT;

static EXP_PUSH_WAIT *
ExpFirstWaiter(EX_PUSH_LOCK Lock)
{
    return (Lock & EXP_STATE) == EXP_CONTENDED ? (EXP_PUSH_WAIT *)(Lock & ~(ULONG_PTR)EXP_STATE)
                                               : NULL;
}

static ULONG_PTR
ExpOwned(EX_PUSH_LOCK Lock)
{
    return ExpFirstWaiter(Lock) == NULL ? Lock : ExpFirstWaiter(Lock)->Owned;
}

static ULONG_PTR
ExpOwnedBy(PKTHREAD Thread)
{
    return (ULONG_PTR)Thread | EXP_EXCLUSIVE;
}

static ULONG_PTR
ExpWithShare(ULONG_PTR Owned)
{
    return (Owned | EXP_SHARED) + EXP_SHARE;
}

static VOID
ExpSet(PEX_PUSH_LOCK Lock, EXP_PUSH_WAIT *First, ULONG_PTR Owned)
{
    if (First == NULL) {
        *Lock = Owned;
        return;
    }
    First->Owned = Owned;
    *Lock = (ULONG_PTR)First | EXP_CONTENDED;
}

/* --- rules ------------------------------------------------------------------------------------ */

static VOID
ExpCheckPushLock(PEX_PUSH_LOCK Lock, ULONG Flags)
{
    if (HalGetIrql() > APC_LEVEL) {
        KeBugCheckEx(KERNEL_AUTO_BOOST_LOCK_ACQUISITION_WITH_RAISED_IRQL,
                     (ULONG_PTR)KeCurrentThread(), (ULONG_PTR)Lock, HalGetIrql(), 0);
    }
    if (!ExpAreApcsDisabled()) {
        KeRuleViolation("WithinCriticalRegion", (ULONG_PTR)Lock, 0);
    }
    if (Flags != EX_DEFAULT_PUSH_LOCK_FLAGS) {
        KiNotImplemented("Flags of push locks", EXP_CALLER());
    }
}

static DECLSPEC_NORETURN VOID
ExpNotOwned(PEX_PUSH_LOCK Lock)
{
    KeBugCheckEx(KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, (ULONG_PTR)KeCurrentThread(),
                 (ULONG_PTR)Lock, 0, 0);
}

/* --- acquiring -------------------------------------------------------------------------------- */

static VOID
ExpPushWait(PEX_PUSH_LOCK Lock, BOOLEAN Exclusive)
{
    EXP_PUSH_WAIT Wait = {.Thread = KeCurrentThread(), .Exclusive = Exclusive};
    EXP_PUSH_WAIT *Last = ExpFirstWaiter(*Lock);

    if (ExpOwned(*Lock) == ExpOwnedBy(Wait.Thread)) {
        KeRuleViolation("PushLockRecursion", (ULONG_PTR)Lock, (ULONG_PTR)Wait.Thread);
    }
    KeInitializeEvent(&Wait.Event, SynchronizationEvent, FALSE);
    if (Last == NULL) {
        ExpSet(Lock, &Wait, *Lock);
    } else {
        while (Last->Next != NULL) {
            Last = Last->Next;
        }
        Last->Next = &Wait;
    }
    HalProbe2(PROBE_LOCK_CONTEND, Lock, -1);
    KeWaitForSingleObject(&Wait.Event, WrPushLock, KernelMode, FALSE, NULL);
}

VOID
ExInitializePushLock(PEX_PUSH_LOCK PushLock)
{
    *PushLock = 0;
}

VOID
ExAcquirePushLockExclusiveEx(PEX_PUSH_LOCK PushLock, ULONG Flags)
{
    ExpCheckPushLock(PushLock, Flags);
    if (*PushLock == 0) {
        *PushLock = ExpOwnedBy(KeCurrentThread());
    } else {
        ExpPushWait(PushLock, TRUE);
    }
    HalProbe3(PROBE_LOCK_ACQUIRE, PushLock, HalGetIrql(), FALSE);
}

VOID
ExAcquirePushLockSharedEx(PEX_PUSH_LOCK PushLock, ULONG Flags)
{
    ExpCheckPushLock(PushLock, Flags);
    if (*PushLock == 0 || (*PushLock & EXP_STATE) == EXP_SHARED) {
        *PushLock = ExpWithShare(*PushLock);
    } else {
        ExpPushWait(PushLock, FALSE);
    }
    HalProbe3(PROBE_LOCK_ACQUIRE, PushLock, HalGetIrql(), TRUE);
}

/* --- releasing -------------------------------------------------------------------------------- */

static EXP_PUSH_WAIT *
ExpWakeFirst(EXP_PUSH_WAIT *First)
{
    EXP_PUSH_WAIT *Next = First->Next;

    KeSetEvent(&First->Event, IO_NO_INCREMENT, FALSE);
    return Next;
}

/* Nobody owns it any more. */
static VOID
ExpPassOn(PEX_PUSH_LOCK Lock)
{
    EXP_PUSH_WAIT *First = ExpFirstWaiter(*Lock);
    ULONG_PTR Owned = 0;

    if (First != NULL && First->Exclusive) {
        Owned = ExpOwnedBy(First->Thread);
        First = ExpWakeFirst(First);
    } else {
        while (First != NULL && !First->Exclusive) {
            Owned = ExpWithShare(Owned);
            First = ExpWakeFirst(First);
        }
    }
    ExpSet(Lock, First, Owned);
}

VOID
ExReleasePushLockExclusiveEx(PEX_PUSH_LOCK PushLock, ULONG Flags)
{
    ExpCheckPushLock(PushLock, Flags);
    if (ExpOwned(*PushLock) != ExpOwnedBy(KeCurrentThread())) {
        ExpNotOwned(PushLock);
    }
    HalProbe3(PROBE_LOCK_RELEASE, PushLock, HalGetIrql(), FALSE);
    ExpPassOn(PushLock);
}

VOID
ExReleasePushLockSharedEx(PEX_PUSH_LOCK PushLock, ULONG Flags)
{
    ULONG_PTR Owned = ExpOwned(*PushLock);

    ExpCheckPushLock(PushLock, Flags);
    if ((Owned & EXP_STATE) != EXP_SHARED) {
        ExpNotOwned(PushLock);
    }
    HalProbe3(PROBE_LOCK_RELEASE, PushLock, HalGetIrql(), TRUE);
    if (Owned != ExpWithShare(0)) {
        ExpSet(PushLock, ExpFirstWaiter(*PushLock), Owned - EXP_SHARE);
    } else {
        ExpPassOn(PushLock);
    }
}
