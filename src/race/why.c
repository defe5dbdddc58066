/*
 * src/race/why.c - why nothing orders two accesses, and what would
 */
#include "racei.h"

static VOID
RaceExplainLocks(const RACE *Race, RACE_PRINT *Print)
{
    ULONG64 Both = Race->First.Locks & Race->Second.Locks;

    CHAR Name[RACE_NAME];

    if (Both != 0) {
        Print("  Both hold %s, but shared, or not for the whole time in between.",
              RaceNameLock(RaceLockOf(Both, 0), Name, sizeof Name));
    } else if (Race->First.Locks != 0 && Race->Second.Locks != 0) {
        Print("  They hold different locks: released by no common lock.");
    } else {
        Print("  Released by no common lock, and neither waits for what the other signals.");
    }
}

/* Handler: a DPC or an interrupt; Other: what it may interrupt, or runs beside. */
static VOID
RaceExplainHandler(const HAL_ACCESS *Handler, const HAL_ACCESS *Other, RACE_PRINT *Print)
{
    KIRQL Level = RaceLevel(Handler);
    BOOLEAN Dpc = Level == DISPATCH_LEVEL;

    if (Other->Irql >= Level && Handler->Processor != Other->Processor) {
        Print("  IRQL %u keeps out the %s of its own processor only; this one runs on processor "
              "%u: use %s.",
              Other->Irql, Dpc ? "DPCs" : "interrupts", Handler->Processor,
              Dpc ? "a spin lock" : "KeSynchronizeExecution or the interrupt's spin lock");
    } else if (Dpc) {
        Print("  The DPC runs at DISPATCH_LEVEL and interrupts IRQL %u, or runs on another "
              "processor meanwhile: use a spin lock.",
              Other->Irql);
    } else {
        Print("  The interrupt (IRQL %u) comes at any time at IRQL %u, and a spin lock does not "
              "keep it out: use KeSynchronizeExecution or KeAcquireInterruptSpinLock.",
              Level, Other->Irql);
    }
}

VOID
RaceExplain(const RACE *Race, RACE_PRINT *Print)
{
    const HAL_ACCESS *First = &Race->First, *Second = &Race->Second;

    RaceExplainLocks(Race, Print);
    if (Race->OneProcessor) {
        Print("  Neither is bound to that processor: use a spin lock.");
    } else if (RaceIsHandler(First) &&
               (!RaceIsHandler(Second) || RaceLevel(First) >= RaceLevel(Second))) {
        RaceExplainHandler(First, Second, Print);
    } else if (RaceIsHandler(Second)) {
        RaceExplainHandler(Second, First, Print);
    } else {
        Print("  Two threads: let both acquire one lock, or one wait for what the other signals.");
    }
    if (Race->Class == RaceWarning) {
        Print("  One access is volatile or interlocked, the other is plain: mark that one, too.");
    } else if (Race->Class == RaceNote) {
        Print("  Harmless in its form: %s.", RaceForm(First, Second));
    }
}
