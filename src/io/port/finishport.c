/*
 * io/port/finishport.c - the end of an IRP whose file has a completion port
 *
 *   F5. A request of a file with a completion port that pended: its status block and its data are
 *       the requestor's when its packet is removed from the port. With an event of its own it is
 *       finished before the event is set, while its thread is there. One that did not pend is
 *       finished at once, so that the call can return what it did.
 *   F6. A packet that is Detached refers to its thread, which may have ended.
 *
 *      IopFinishInPort, when it completes --> in the port --> IopFinishDetached, in the context of
 *      whoever removes it there
 *
 * Preemption: none.
 */
#include "port.h"
#include "irp/irp.h"

VOID
IopDropDetached(PIOP_IRP Own)
{
    if (Own->Detached) {
        Own->Detached = FALSE;
        ObDereferenceObject(Own->Irp.Tail.Overlay.Thread);
    }
}

/* In any context, at DISPATCH_LEVEL or below. */
VOID
IopFinishInPort(PIOP_IRP Own, CCHAR PriorityBoost)
{
    PVOID EventObject = IopEventObject(Own);
    PFILE_OBJECT File = Own->File;

    if (!Own->Detached) {
        ObReferenceObject(Own->Irp.Tail.Overlay.Thread);
        Own->Detached = TRUE;
    }
    IopDequeueThreadIrp(Own);
    IopSignal(Own, File, FALSE, PriorityBoost);
    IopQueueToPort(Own);
    IopDereference(EventObject, File);
}

VOID
IopFinishDetached(PIOP_IRP Own)
{
    PEPROCESS Process = IoThreadToProcess(Own->Irp.Tail.Overlay.Thread);
    BOOLEAN Elsewhere = Process != PsCurrentProcess();
    KAPC_STATE Saved;

    if (Process->ObjectTable != NULL) { // or it has ended, and its memory is gone
        if (Elsewhere) {
            KeStackAttachProcess(&Process->Pcb, &Saved);
        }
        IopCopyOut(Own);
        IopStoreStatusBlock(Own);
        if (Elsewhere) {
            KeUnstackDetachProcess(&Saved);
        }
    }
    IopReleaseBuffers(Own);
    IopDropDetached(Own);
}

BOOLEAN
IopMayFinishInPort(PIOP_IRP Own)
{
    return Own->Kind == IopSystemIrp && Own->Irp.PendingReturned &&
           (Own->Irp.UserEvent == NULL || !Own->OnThread) && IopGoesToPort(Own);
}
