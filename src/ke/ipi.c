/*
 * src/ke/ipi.c - KeIpiGenericCall: one routine on all processors at the same time
 *
 *      caller:   waits until no other call is under way --> interrupts the others --> barrier -->
 *                the routine, at IPI_LEVEL --> waits until the others have done --> returns
 *      others:   interrupt --> barrier --> the routine, at IPI_LEVEL --> done
 *
 * Invariants:
 *   I1. No processor begins the routine before all have arrived.
 *   I2. Who waits for another call to end is at its own IRQL: it takes part in that call.
 */
#include "ki.h"

static struct {
    PKIPI_BROADCAST_WORKER Routine;
    ULONG_PTR Argument;
    ULONG Members, Arrived, Done;
    BOOLEAN Busy;
} Ki SIM_STATE;

/* What changes while it is waited for is told by HalWakeSpinners. */
static VOID
KiAwait(const volatile ULONG *Count)
{
    while (*Count < Ki.Members) {
        HalSpinFor(Count, -1);
    }
}

static VOID
KiCountUp(volatile ULONG *Count)
{
    *Count = *Count + 1;
    HalWakeSpinners(Count);
}

static ULONG_PTR
KiMeetAndRun(VOID)
{
    ULONG_PTR Result;

    KiCountUp(&Ki.Arrived);
    KiAwait(&Ki.Arrived);
    Result = CALL_DRIVER(Ki.Routine, Ki.Argument);
    if (HalGetIrql() != IPI_LEVEL) {
        KeBugCheckEx(IRQL_UNEXPECTED_VALUE, (ULONG_PTR)HalGetIrql() << 16 | IPI_LEVEL << 8,
                     (ULONG_PTR)Ki.Routine, Ki.Argument, 0);
    }
    return Result;
}

VOID
KiIpiInterrupt(VOID)
{
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, &Ki.Arrived));
    KiMeetAndRun();
    HalRelease(HAL_SYNC_KEY(HalSyncObject, &Ki.Done));
    KiCountUp(&Ki.Done);
}

static VOID
KiInterruptOthers(VOID)
{
    for (ULONG i = 0; i < Ki.Members; i++) {
        if (i != HalCurrentProcessor()) {
            HalRequestVector(i, HAL_IPI_VECTOR);
        }
    }
}

ULONG_PTR
KeIpiGenericCall(PKIPI_BROADCAST_WORKER BroadcastFunction, ULONG_PTR Context)
{
    PKPRCB Prcb;
    KIRQL OldIrql, Floor;
    ULONG_PTR Result;

    while (Ki.Busy) { // I2
        HalSpinFor(&Ki.Busy, -1);
    }
    Ki.Busy = TRUE;
    Ki.Routine = BroadcastFunction;
    Ki.Argument = Context;
    Ki.Members = HalProcessorCount();
    Ki.Arrived = 0;
    Ki.Done = 1; // its own
    OldIrql = KfRaiseIrql(IPI_LEVEL);
    Prcb = KiCurrentPrcb();
    Floor = Prcb->FloorIrql;
    Prcb->FloorIrql = IPI_LEVEL;
    HalRelease(HAL_SYNC_KEY(HalSyncObject, &Ki.Arrived));
    KiInterruptOthers();
    Result = KiMeetAndRun();
    KiAwait(&Ki.Done);
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, &Ki.Done));
    Prcb->FloorIrql = Floor;
    Ki.Busy = FALSE;
    HalWakeSpinners(&Ki.Busy);
    HalSetIrql(OldIrql);
    return Result;
}
