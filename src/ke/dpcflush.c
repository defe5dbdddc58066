/*
 * src/ke/dpcflush.c - waiting for DPCs: for all that are queued, and for one that runs
 *
 * Each insertion has a number. What was queued when a flush began has a lower one than what comes
 * later: the flush is over when no queue holds, and no processor runs, a DPC that is not younger.
 */
#include "ki.h"

static BOOLEAN
KiHoldsSince(const KI_DPC_QUEUE *Queue, ULONG64 Stamp)
{
    HalTouch(Queue, FALSE);
    for (PSINGLE_LIST_ENTRY Entry = Queue->Head.Next; Entry != NULL; Entry = Entry->Next) {
        if (CONTAINING_RECORD(Entry, KDPC, DpcListEntry)->ProcessorHistory <= Stamp) {
            return TRUE;
        }
    }
    return Queue->Running != NULL && Queue->RunningStamp <= Stamp;
}

/* Waits until every DPC that is queued now has run, on all processors. */
VOID
KeFlushQueuedDpcs(VOID)
{
    ULONG64 Stamp = KiDpcsInserted;

    for (ULONG i = 0; i < HalProcessorCount(); i++) {
        PKPRCB Prcb = KiPrcbOf(i);

        while (KiHoldsSince(&Prcb->DpcQueue, Stamp)) {
            KiRequestDispatch(Prcb);
            HalYield();
        }
        while (KiHoldsSince(&Prcb->ThreadedQueue, Stamp)) {
            HalYield();
        }
    }
    HalAcquire(HAL_SYNC_KEY(HalSyncKernel, HAL_SYNC_DPCS));
}

/* On another processor; a routine that asks for its own DPC does not wait for itself. */
static BOOLEAN
KiRunsElsewhere(PKPRCB Prcb, PRKDPC Dpc)
{
    PKPRCB Own = KiCurrentPrcb();

    return (Prcb->DpcQueue.Running == Dpc && Prcb != Own) ||
           (Prcb->ThreadedQueue.Running == Dpc && Prcb->DpcThread != Own->CurrentThread);
}

BOOLEAN
KeRemoveQueueDpcEx(PRKDPC Dpc, BOOLEAN WaitIfActive)
{
    BOOLEAN Removed = KeRemoveQueueDpc(Dpc);

    for (ULONG i = 0; WaitIfActive && i < HalProcessorCount(); i++) {
        while (KiRunsElsewhere(KiPrcbOf(i), Dpc)) {
            HalYield();
        }
    }
    if (WaitIfActive) {
        HalAcquire(HAL_SYNC_KEY(HalSyncRun, Dpc));
    }
    return Removed;
}
