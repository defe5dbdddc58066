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

/* Windows raises STATUS_SEMAPHORE_LIMIT_EXCEEDED; a driver that does not catch it stops so. */
LONG
KeReleaseSemaphore(PRKSEMAPHORE Semaphore, KPRIORITY Increment, LONG Adjustment, BOOLEAN Wait)
{
    LONG Previous = Semaphore->Header.SignalState;

    if (Adjustment <= 0 || Adjustment > Semaphore->Limit - Previous) {
        KeBugCheckEx(KMODE_EXCEPTION_NOT_HANDLED,
                     (ULONG_PTR)(LONG_PTR)STATUS_SEMAPHORE_LIMIT_EXCEEDED,
                     (ULONG_PTR)KeCallerInDriver(), (ULONG_PTR)Semaphore, 0);
    }
    Semaphore->Header.SignalState += Adjustment;
    KiWaitTest(&Semaphore->Header, Increment);
    if (Wait) {
        KiHoldForWait();
    }
    return Previous;
}
