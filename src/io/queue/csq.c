/*
 * io/queue/csq.c - cancel-safe queues: the driver's queue, the library's cancel logic
 *
 *      IoCsqInsertIrp --lock--> in the driver's queue, pending, with our cancel routine --unlock-->
 *          by IoCsqRemove(Next)Irp   our routine taken back under the lock: the driver's again
 *          by IoCancelIrp            our routine was taken, IopCsqCancel: removed under the lock,
 *                                    then CsqCompleteCanceledIrp without it
 *
 * A packet in the queue whose cancel routine is gone is being cancelled: removers pass it over. Its
 * DriverContext[3] leads to the queue, through the caller's IO_CSQ_IRP_CONTEXT if there is one.
 *
 * A packet that is refused by CsqInsertIrpEx is not marked pending and stays the caller's.
 */
#include "iop.h"

#define IOP_CSQ_CONTEXT IO_TYPE_CSQ_IRP_CONTEXT
#define IOP_CSQ         IO_TYPE_CSQ
#define IOP_CSQ_EX      IO_TYPE_CSQ_EX

NTSTATUS
IoCsqInitialize(PIO_CSQ Csq, PIO_CSQ_INSERT_IRP CsqInsertIrp, PIO_CSQ_REMOVE_IRP CsqRemoveIrp,
                PIO_CSQ_PEEK_NEXT_IRP CsqPeekNextIrp, PIO_CSQ_ACQUIRE_LOCK CsqAcquireLock,
                PIO_CSQ_RELEASE_LOCK CsqReleaseLock,
                PIO_CSQ_COMPLETE_CANCELED_IRP CsqCompleteCanceledIrp)
{
    *Csq = (IO_CSQ){.Type = IOP_CSQ,
                    .CsqInsertIrp = CsqInsertIrp,
                    .CsqRemoveIrp = CsqRemoveIrp,
                    .CsqPeekNextIrp = CsqPeekNextIrp,
                    .CsqAcquireLock = CsqAcquireLock,
                    .CsqReleaseLock = CsqReleaseLock,
                    .CsqCompleteCanceledIrp = CsqCompleteCanceledIrp};
    return STATUS_SUCCESS;
}

NTSTATUS
IoCsqInitializeEx(PIO_CSQ Csq, PIO_CSQ_INSERT_IRP_EX CsqInsertIrp, PIO_CSQ_REMOVE_IRP CsqRemoveIrp,
                  PIO_CSQ_PEEK_NEXT_IRP CsqPeekNextIrp, PIO_CSQ_ACQUIRE_LOCK CsqAcquireLock,
                  PIO_CSQ_RELEASE_LOCK CsqReleaseLock,
                  PIO_CSQ_COMPLETE_CANCELED_IRP CsqCompleteCanceledIrp)
{
    IoCsqInitialize(Csq, (PIO_CSQ_INSERT_IRP)(PVOID)CsqInsertIrp, CsqRemoveIrp, CsqPeekNextIrp,
                    CsqAcquireLock, CsqReleaseLock, CsqCompleteCanceledIrp);
    Csq->Type = IOP_CSQ_EX;
    return STATUS_SUCCESS;
}

/* --- what ties a packet to its queue ---------------------------------------------------------- */

static PIO_CSQ
IopQueueOf(PIRP Irp)
{
    PIO_CSQ_IRP_CONTEXT Context = Irp->Tail.Overlay.DriverContext[3];

    return Context->Type == IOP_CSQ_CONTEXT ? Context->Csq : (PIO_CSQ)Context;
}

static VOID
IopTie(PIO_CSQ Csq, PIRP Irp, PIO_CSQ_IRP_CONTEXT Context)
{
    if (Context == NULL) {
        Irp->Tail.Overlay.DriverContext[3] = Csq;
        return;
    }
    Context->Type = IOP_CSQ_CONTEXT;
    Context->Irp = Irp;
    Context->Csq = Csq;
    Irp->Tail.Overlay.DriverContext[3] = Context;
}

static VOID
IopUntie(PIRP Irp)
{
    PIO_CSQ_IRP_CONTEXT Context = Irp->Tail.Overlay.DriverContext[3];

    if (Context != NULL && Context->Type == IOP_CSQ_CONTEXT) {
        Context->Irp = NULL;
    }
    Irp->Tail.Overlay.DriverContext[3] = NULL;
}

static VOID
IopTakeOut(PIO_CSQ Csq, PIRP Irp)
{
    CALL_DRIVER(Csq->CsqRemoveIrp, Csq, Irp);
    IopUntie(Irp);
}

static VOID
IopCsqCancel(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_CSQ Csq = IopQueueOf(Irp);
    KIRQL Irql;

    IoReleaseCancelSpinLock(Irp->CancelIrql);
    CALL_DRIVER(Csq->CsqAcquireLock, Csq, &Irql);
    IopTakeOut(Csq, Irp);
    CALL_DRIVER(Csq->CsqReleaseLock, Csq, Irql);
    CALL_DRIVER(Csq->CsqCompleteCanceledIrp, Csq, Irp);
}

/* --- inserting -------------------------------------------------------------------------------- */

static NTSTATUS
IopCallInsert(PIO_CSQ Csq, PIRP Irp, PVOID InsertContext)
{
    if (Csq->Type == IOP_CSQ_EX) {
        return CALL_DRIVER((PIO_CSQ_INSERT_IRP_EX)(PVOID)Csq->CsqInsertIrp, Csq, Irp,
                           InsertContext);
    }
    CALL_DRIVER(Csq->CsqInsertIrp, Csq, Irp);
    return STATUS_SUCCESS;
}

static VOID
IopCompleteCanceled(PIO_CSQ Csq, PIRP Irp, KIRQL Irql)
{
    CALL_DRIVER(Csq->CsqReleaseLock, Csq, Irql);
    CALL_DRIVER(Csq->CsqCompleteCanceledIrp, Csq, Irp);
}

NTSTATUS
IoCsqInsertIrpEx(PIO_CSQ Csq, PIRP Irp, PIO_CSQ_IRP_CONTEXT Context, PVOID InsertContext)
{
    NTSTATUS Status;
    KIRQL Irql;

    IopTie(Csq, Irp, Context);
    CALL_DRIVER(Csq->CsqAcquireLock, Csq, &Irql);
    if (Irp->Cancel) { // before it had our routine: not inserted at all
        IoMarkIrpPending(Irp);
        IopUntie(Irp);
        IopCompleteCanceled(Csq, Irp, Irql);
        return STATUS_SUCCESS;
    }
    Status = IopCallInsert(Csq, Irp, InsertContext);
    if (!NT_SUCCESS(Status)) {
        IopUntie(Irp);
        CALL_DRIVER(Csq->CsqReleaseLock, Csq, Irql);
        return Status;
    }
    IoMarkIrpPending(Irp);
    (VOID)IoSetCancelRoutine(Irp, IopCsqCancel);
    if (Irp->Cancel && IoSetCancelRoutine(Irp, NULL) != NULL) { // during the driver's insertion
        IopTakeOut(Csq, Irp);
        IopCompleteCanceled(Csq, Irp, Irql);
        return Status;
    }
    CALL_DRIVER(Csq->CsqReleaseLock, Csq, Irql);
    return Status;
}

VOID
IoCsqInsertIrp(PIO_CSQ Csq, PIRP Irp, PIO_CSQ_IRP_CONTEXT Context)
{
    IoCsqInsertIrpEx(Csq, Irp, Context, NULL);
}

/* --- removing --------------------------------------------------------------------------------- */

PIRP
IoCsqRemoveNextIrp(PIO_CSQ Csq, PVOID PeekContext)
{
    PIRP Irp;
    KIRQL Irql;

    CALL_DRIVER(Csq->CsqAcquireLock, Csq, &Irql);
    Irp = CALL_DRIVER(Csq->CsqPeekNextIrp, Csq, NULL, PeekContext);
    while (Irp != NULL && IoSetCancelRoutine(Irp, NULL) == NULL) {
        Irp = CALL_DRIVER(Csq->CsqPeekNextIrp, Csq, Irp, PeekContext);
    }
    if (Irp != NULL) {
        IopTakeOut(Csq, Irp);
    }
    CALL_DRIVER(Csq->CsqReleaseLock, Csq, Irql);
    return Irp;
}

PIRP
IoCsqRemoveIrp(PIO_CSQ Csq, PIO_CSQ_IRP_CONTEXT Context)
{
    PIRP Irp;
    KIRQL Irql;

    CALL_DRIVER(Csq->CsqAcquireLock, Csq, &Irql);
    Irp = Context->Irp;
    if (Irp != NULL && IoSetCancelRoutine(Irp, NULL) == NULL) {
        Irp = NULL;
    }
    if (Irp != NULL) {
        IopTakeOut(Csq, Irp);
    }
    CALL_DRIVER(Csq->CsqReleaseLock, Csq, Irql);
    return Irp;
}
