/*
 * io/irp/cancelfault.c - a search cancels a program's request: SIM_FAULT_CANCEL
 *
 * When a request of user mode is about to be sent, the search says whether it will be cancelled in
 * this schedule. If so, a system thread does what another thread of the program would do with
 * NtCancelIoFileEx, at any point from now on: the search orders it. It finds the request as that
 * would, under the cancel spin lock; one that is complete by then, or has been cancelled otherwise,
 * it leaves alone.
 *
 * Differs from Windows: the cancel routine runs in a thread of the system process.
 */
#include "irp.h"

typedef struct _IOP_CANCELLATION {
    WORK_QUEUE_ITEM Item;
    PIOP_IRP Own;
    ULONG Serial;
} IOP_CANCELLATION, *PIOP_CANCELLATION;

static VOID
IopCancelByFault(PVOID Context)
{
    IOP_CANCELLATION Cancellation = *(PIOP_CANCELLATION)Context;
    PIOP_IRP Own = Cancellation.Own;
    KIRQL Irql;

    ExFreeOwn(Context);
    IoAcquireCancelSpinLock(&Irql);
    if (Own->Serial != Cancellation.Serial || Own->Completed || Own->Irp.Cancel) {
        HalTouch(&Own->Irp, FALSE);
        IoReleaseCancelSpinLock(Irql);
        return;
    }
    HalProbe3(PROBE_FAULT, HalFailCancel, 0, &Own->Irp);
    IopCancelLocked(&Own->Irp, Irql);
}

VOID
IopMayBeCancelled(PIOP_IRP Own)
{
    PIOP_CANCELLATION Cancellation;

    if (Own->Irp.RequestorMode == KernelMode || HalFails(HalFailCancel, 2) == 0) {
        return;
    }
    Cancellation = ExAllocateOwn(sizeof *Cancellation, IOP_TAG);
    if (Cancellation == NULL) {
        return;
    }
    Cancellation->Own = Own;
    Cancellation->Serial = Own->Serial;
    ExInitializeWorkItem(&Cancellation->Item, IopCancelByFault, Cancellation);
    ExQueueWorkItem(&Cancellation->Item, EX_FAULT_QUEUE);
}
