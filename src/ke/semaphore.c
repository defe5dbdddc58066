/*
 * src/ke/semaphore.c - semaphores
 */
#include "ki.h"

VOID
KeInitializeSemaphore(PRKSEMAPHORE Semaphore, LONG Count, LONG Limit)
{
    KeInitializeHeader(&Semaphore->Header, KiSemaphore, sizeof *Semaphore, Count);
    Semaphore->Limit = Limit;
}

LONG
KeReadStateSemaphore(PRKSEMAPHORE Semaphore)
{
    return Semaphore->Header.SignalState;
}

LONG
KeReleaseSemaphore(PRKSEMAPHORE Semaphore, KPRIORITY Increment, LONG Adjustment, BOOLEAN Wait)
{
    LONG Previous = Semaphore->Header.SignalState;

    if (Adjustment <= 0 || Adjustment > Semaphore->Limit - Previous) {
        ExRaiseStatus(STATUS_SEMAPHORE_LIMIT_EXCEEDED);
    }
    Semaphore->Header.SignalState += Adjustment;
    KiWaitTest(&Semaphore->Header, Increment);
    if (Wait) {
        KiHoldForWait();
    }
    return Previous;
}
