/*
 * src/ex/rwspin.c - reader-writer spin locks
 *
 * The lock's value: 0 when free; the number of readers; or, for a writer, the top bit and the
 * number of the processor that holds it plus one. The bit below the top is set while a writer
 * waits: it keeps new readers out, so that writers are not starved.
 *
 * Differs from Windows: taking a lock exclusively twice on one processor, or releasing what is
 * not held, is always stopped (SPIN_LOCK_ALREADY_OWNED, SPIN_LOCK_NOT_OWNED). A processor that
 * takes a lock shared again while a writer waits does deadlock, in both.
 */
#include "exi.h"

#define EXP_WRITER 0x80000000U
#define EXP_WRITER_WAITS 0x40000000U
#define EXP_COUNT 0x3FFFFFFFU

static struct {
    LONG Held; /* locks and shares of locks */
} Exp SIM_STATE;

static LONG
ExpOwner(ULONG Value)
{
    return Value & EXP_WRITER ? (LONG)(Value & EXP_COUNT) - 1 : -1;
}

static ULONG
ExpMine(VOID)
{
    return EXP_WRITER | (HalCurrentProcessor() + 1);
}

static VOID
ExpTook(PEX_SPIN_LOCK Lock, BOOLEAN Shared)
{
    Exp.Held++;
    HalProbe3(PROBE_LOCK_ACQUIRE, Lock, HalGetIrql(), Shared);
}

static VOID
ExpSpin(PEX_SPIN_LOCK Lock)
{
    ULONG Value = (ULONG)*Lock;

    if ((Value & ~EXP_WRITER_WAITS) == ExpMine()) {
        KeBugCheckEx(SPIN_LOCK_ALREADY_OWNED, (ULONG_PTR)Lock, 0, 0, 0);
    }
    HalProbe2(PROBE_LOCK_CONTEND, Lock, ExpOwner(Value));
    HalSpinFor(Lock, ExpOwner(Value));
}

static VOID
ExpReleased(PEX_SPIN_LOCK Lock, BOOLEAN Shared)
{
    Exp.Held--;
    HalProbe3(PROBE_LOCK_RELEASE, Lock, HalGetIrql(), Shared);
    HalWakeSpinners(Lock);
}

VOID
ExAcquireSpinLockExclusiveAtDpcLevel(PEX_SPIN_LOCK SpinLock)
{
    while (((ULONG)*SpinLock & ~EXP_WRITER_WAITS) != 0) {
        *SpinLock = (LONG)((ULONG)*SpinLock | EXP_WRITER_WAITS);
        ExpSpin(SpinLock);
    }
    *SpinLock = (LONG)ExpMine();
    ExpTook(SpinLock, FALSE);
}

VOID
ExAcquireSpinLockSharedAtDpcLevel(PEX_SPIN_LOCK SpinLock)
{
    while (((ULONG)*SpinLock & (EXP_WRITER | EXP_WRITER_WAITS)) != 0) {
        ExpSpin(SpinLock);
    }
    ++*SpinLock;
    ExpTook(SpinLock, TRUE);
}

VOID
ExReleaseSpinLockExclusiveFromDpcLevel(PEX_SPIN_LOCK SpinLock)
{
    if (((ULONG)*SpinLock & ~EXP_WRITER_WAITS) != ExpMine()) {
        KeBugCheckEx(SPIN_LOCK_NOT_OWNED, (ULONG_PTR)SpinLock, 0, 0, 0);
    }
    *SpinLock = 0; // a waiting writer says so again
    ExpReleased(SpinLock, FALSE);
}

VOID
ExReleaseSpinLockSharedFromDpcLevel(PEX_SPIN_LOCK SpinLock)
{
    if (((ULONG)*SpinLock & EXP_WRITER) != 0 || ((ULONG)*SpinLock & EXP_COUNT) == 0) {
        KeBugCheckEx(SPIN_LOCK_NOT_OWNED, (ULONG_PTR)SpinLock, 0, 0, 0);
    }
    --*SpinLock;
    ExpReleased(SpinLock, TRUE);
}

KIRQL
ExAcquireSpinLockExclusive(PEX_SPIN_LOCK SpinLock)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    ExAcquireSpinLockExclusiveAtDpcLevel(SpinLock);
    return OldIrql;
}

KIRQL
ExAcquireSpinLockShared(PEX_SPIN_LOCK SpinLock)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    ExAcquireSpinLockSharedAtDpcLevel(SpinLock);
    return OldIrql;
}

VOID
ExReleaseSpinLockExclusive(PEX_SPIN_LOCK SpinLock, KIRQL OldIrql)
{
    ExReleaseSpinLockExclusiveFromDpcLevel(SpinLock);
    KeLowerIrql(OldIrql);
}

VOID
ExReleaseSpinLockShared(PEX_SPIN_LOCK SpinLock, KIRQL OldIrql)
{
    ExReleaseSpinLockSharedFromDpcLevel(SpinLock);
    KeLowerIrql(OldIrql);
}

/* The only reader becomes the writer. */
LOGICAL
ExTryConvertSharedSpinLockExclusive(PEX_SPIN_LOCK SpinLock)
{
    if (((ULONG)*SpinLock & ~EXP_WRITER_WAITS) != 1) {
        return FALSE;
    }
    *SpinLock = (LONG)(ExpMine() | ((ULONG)*SpinLock & EXP_WRITER_WAITS));
    HalAcquire(HAL_SYNC_KEY(HalSyncReaders, SpinLock));
    return TRUE;
}

static VOID
ExpReportHeld(VOID (*Report)(PCSTR Format, ...))
{
    if (Exp.Held != 0) {
        Report("%d reader-writer spin locks are still held\n", Exp.Held);
    }
}

VOID
ExpInitReaderWriterLocks(VOID)
{
    KeAddLeakRoutine(ExpReportHeld);
}
