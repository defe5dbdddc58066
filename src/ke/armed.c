/*
 * src/ke/armed.c - timers that are set and DPCs that are queued must not lie in memory that goes
 *
 * Who frees such memory has forgotten KeCancelTimer or KeFlushQueuedDpcs: sooner or later the
 * kernel would follow a list into what is something else by then.
 *
 * Invariants:
 *   A1. KeArmed is the number of timers set (threads' time-outs apart) and of DPCs queued.
 *
 * Differs from Windows: the check is always on, not only with Driver Verifier. An image that goes
 * with a timer is noticed when that expires (DRIVER_UNLOADED_WITHOUT_CANCELLING_...).
 */
#include "ki.h"

SIM_STATE ULONG KeArmed;

enum { KI_FOUND_TIMER, KI_FOUND_DPC }; /* TIMER_OR_DPC_INVALID's first parameter */

static PKDPC
KiFindDpcIn(PKI_DPC_QUEUE Queue, const VOID *Base, SIZE_T Bytes)
{
    PSINGLE_LIST_ENTRY Entry = Queue->Head.Next;

    while (Entry != NULL && (SIZE_T)((PUCHAR)Entry - (PUCHAR)Base) >= Bytes) {
        Entry = Entry->Next;
    }
    return Entry == NULL ? NULL : CONTAINING_RECORD(Entry, KDPC, DpcListEntry);
}

static PKDPC
KiFindDpc(const VOID *Base, SIZE_T Bytes)
{
    PKDPC Dpc = NULL;

    for (ULONG i = 0; i < HalProcessorCount() && Dpc == NULL; i++) {
        Dpc = KiFindDpcIn(&KiPrcbOf(i)->DpcQueue, Base, Bytes);
        if (Dpc == NULL) {
            Dpc = KiFindDpcIn(&KiPrcbOf(i)->ThreadedQueue, Base, Bytes);
        }
    }
    return Dpc;
}

static VOID
KiStopIfFound(ULONG Kind, const VOID *Object, const VOID *Base, SIZE_T Bytes)
{
    if (Object != NULL) {
        KeBugCheckEx(TIMER_OR_DPC_INVALID, Kind, (ULONG_PTR)Object, (ULONG_PTR)Base,
                     (ULONG_PTR)Base + Bytes);
    }
}

VOID
KeCheckArmed(const VOID *Base, SIZE_T Bytes)
{
    KiStopIfFound(KI_FOUND_TIMER, KiFindTimer(Base, Bytes), Base, Bytes);
    KiStopIfFound(KI_FOUND_DPC, KiFindDpc(Base, Bytes), Base, Bytes);
}
