/*
 * src/ke/interrupt.c - interrupt objects and their service routines
 *
 * Interrupt objects that share a vector form its chain, in the order of connection.
 *
 *      initialized --KeConnectInterrupt--> connected --KeDisconnectInterrupt--> initialized
 *
 * A level-sensitive vector calls the chain until one routine claims the interrupt. A latched one
 * calls all of them, and again until a whole round claims nothing: an edge that came in between is
 * not lost. A routine runs at its object's SynchronizeIrql and holds its lock.
 *
 * Invariants:
 *   N1. An object is in the chain of its vector exactly while Connected.
 *   N2. After KeDisconnectInterrupt returned, the routine does not run and will not.
 */
#include "ki.h"

enum { KI_VECTORS = 256, KI_STORM = 100000 };

static struct {
    /* First of the vector; the list goes through InterruptListEntry. */
    PKINTERRUPT Chain[KI_VECTORS];
    ULONG Unclaimed;               /* in a row */
} Ki SIM_STATE;

VOID
KeInitializeInterrupt(PKINTERRUPT Interrupt, PKSERVICE_ROUTINE Routine, PVOID Context,
                      PKSPIN_LOCK Lock, ULONG Vector, KIRQL Irql, KIRQL SynchronizeIrql,
                      KINTERRUPT_MODE Mode, BOOLEAN Share, const GROUP_AFFINITY *Processors)
{
    SIM_ASSERT(Vector < KI_VECTORS && Irql == Vector >> 4);
    *Interrupt = (KINTERRUPT){.ServiceRoutine = Routine, .ServiceContext = Context,
                              .Vector = Vector, .Irql = Irql, .SynchronizeIrql = SynchronizeIrql,
                              .Mode = Mode, .ShareVector = Share, .Processors = *Processors,
                              .Active = TRUE};
    InitializeListHead(&Interrupt->InterruptListEntry);
    Interrupt->ActualLock = Lock != NULL ? Lock : &Interrupt->SpinLock;
}

BOOLEAN
KeConnectInterrupt(PKINTERRUPT Interrupt)
{
    PKINTERRUPT First = Ki.Chain[Interrupt->Vector];

    if (Interrupt->Connected) {
        return FALSE;
    }
    if (First == NULL) {
        Ki.Chain[Interrupt->Vector] = Interrupt;
        InitializeListHead(&Interrupt->InterruptListEntry);
    } else if (First->ShareVector && Interrupt->ShareVector && First->Mode == Interrupt->Mode) {
        InsertTailList(&First->InterruptListEntry, &Interrupt->InterruptListEntry);
    } else {
        return FALSE;
    }
    Interrupt->Connected = TRUE;
    HalRelease(HAL_SYNC_KEY(HalSyncObject, Interrupt));
    return TRUE;
}

static PKINTERRUPT
KiNextInterrupt(PKINTERRUPT Interrupt)
{
    return CONTAINING_RECORD(Interrupt->InterruptListEntry.Flink, KINTERRUPT, InterruptListEntry);
}

VOID
KeDisconnectInterrupt(PKINTERRUPT Interrupt)
{
    KIRQL OldIrql;

    if (!Interrupt->Connected) {
        return;
    }
    OldIrql =
        KeAcquireInterruptSpinLock(Interrupt); // by N2: a routine that runs elsewhere ends first
    if (Ki.Chain[Interrupt->Vector] == Interrupt) {
        PKINTERRUPT Next = KiNextInterrupt(Interrupt);

        Ki.Chain[Interrupt->Vector] = Next == Interrupt ? NULL : Next;
    }
    RemoveEntryList(&Interrupt->InterruptListEntry);
    Interrupt->Connected = FALSE;
    KeReleaseInterruptSpinLock(Interrupt, OldIrql);
}

/* --- the lock and critical sections ----------------------------------------------------------- */

KIRQL
KeAcquireInterruptSpinLock(PKINTERRUPT Interrupt)
{
    KIRQL OldIrql = KfRaiseIrql(Interrupt->SynchronizeIrql);

    KeAcquireSpinLockAtDpcLevel(Interrupt->ActualLock);
    return OldIrql;
}

VOID
KeReleaseInterruptSpinLock(PKINTERRUPT Interrupt, KIRQL OldIrql)
{
    KeReleaseSpinLockFromDpcLevel(Interrupt->ActualLock);
    KfLowerIrql(OldIrql);
}

BOOLEAN
KeSynchronizeExecution(PKINTERRUPT Interrupt, PKSYNCHRONIZE_ROUTINE SynchronizeRoutine,
                       PVOID SynchronizeContext)
{
    KIRQL OldIrql = KeAcquireInterruptSpinLock(Interrupt);
    BOOLEAN Result = CALL_DRIVER(SynchronizeRoutine, SynchronizeContext);

    if (HalGetIrql() != Interrupt->SynchronizeIrql) {
        KeBugCheckEx(IRQL_UNEXPECTED_VALUE,
                     (ULONG_PTR)HalGetIrql() << 16 | (ULONG_PTR)Interrupt->SynchronizeIrql << 8,
                     (ULONG_PTR)SynchronizeRoutine, (ULONG_PTR)SynchronizeContext, 0);
    }
    KeReleaseInterruptSpinLock(Interrupt, OldIrql);
    return Result;
}

/* --- delivery --------------------------------------------------------------------------------- */

static BOOLEAN
KiCallService(PKINTERRUPT Interrupt)
{
    KIRQL Irql = HalGetIrql();
    BOOLEAN Claimed;

    HalSetIrql(Interrupt->SynchronizeIrql);
    KeAcquireSpinLockAtDpcLevel(Interrupt->ActualLock);
    if (!Interrupt->Connected) { // it was disconnected while this processor spun
        KeReleaseSpinLockFromDpcLevel(Interrupt->ActualLock);
        HalSetIrql(Irql);
        return FALSE;
    }
    Interrupt->Count++;
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, Interrupt));
    HalAcquire(HAL_SYNC_KEY(HalSyncKernel, HAL_SYNC_DEVICES));
    HalProbe2(PROBE_INTERRUPT_ENTER, Interrupt->Vector, Interrupt);
    if (Interrupt->IsMessage) {
        Claimed = CALL_DRIVER(Interrupt->MessageServiceRoutine, Interrupt,
                              Interrupt->ServiceContext, Interrupt->MessageIndex);
    } else {
        Claimed = CALL_DRIVER(Interrupt->ServiceRoutine, Interrupt, Interrupt->ServiceContext);
    }
    HalProbe2(PROBE_INTERRUPT_LEAVE, Interrupt->Vector, Claimed);
    if (HalGetIrql() != Interrupt->SynchronizeIrql) {
        KeBugCheckEx(IRQL_UNEXPECTED_VALUE,
                     (ULONG_PTR)HalGetIrql() << 16 | (ULONG_PTR)Interrupt->SynchronizeIrql << 8 | 3,
                     (ULONG_PTR)Interrupt->ServiceRoutine, (ULONG_PTR)Interrupt, 0);
    }
    KeReleaseSpinLockFromDpcLevel(Interrupt->ActualLock);
    HalSetIrql(Irql);
    return Claimed;
}

/* The chain's object at a position, or NULL. Looked up anew each time: routines run in between. */
static PKINTERRUPT
KiInterruptAt(ULONG Vector, ULONG Position)
{
    PKINTERRUPT First = Ki.Chain[Vector], Interrupt = First;

    for (ULONG i = 0; i < Position && Interrupt != NULL; i++) {
        Interrupt = KiNextInterrupt(Interrupt) == First ? NULL : KiNextInterrupt(Interrupt);
    }
    return Interrupt;
}

/* One round through the chain; TRUE: somebody claimed the interrupt. */
static BOOLEAN
KiWalkChain(ULONG Vector, BOOLEAN FirstClaimEnds)
{
    PKINTERRUPT Interrupt;
    BOOLEAN Claimed = FALSE;

    for (ULONG i = 0; (Interrupt = KiInterruptAt(Vector, i)) != NULL; i++) {
        if (Interrupt->Active && KiCallService(Interrupt)) {
            Claimed = TRUE;
            if (FirstClaimEnds) {
                break;
            }
        }
    }
    return Claimed;
}

VOID
KiDeviceInterrupt(ULONG Vector)
{
    PKINTERRUPT First = Ki.Chain[Vector];
    BOOLEAN Level = First != NULL && First->Mode == LevelSensitive;
    BOOLEAN Repeat = First != NULL && !Level && First->ShareVector && !First->IsMessage;
    PKSERVICE_ROUTINE Routine = First != NULL ? First->ServiceRoutine : NULL;
    BOOLEAN Claimed = KiWalkChain(Vector, Level);

    while (Claimed && Repeat && KiWalkChain(Vector, FALSE)) {
    }
    Ki.Unclaimed = Claimed ? 0 : Ki.Unclaimed + 1;
    if (Ki.Unclaimed > KI_STORM) {
        KeBugCheckEx(HARDWARE_INTERRUPT_STORM, (ULONG_PTR)Routine, Vector, 0, 0);
    }
}
