/*
 * io/finish.c - the end of an IRP: results reach whoever asked
 *
 *      IofCompleteRequest --> IopCompleteOwnIrp
 *          the kernel's own request   event (if pended); the waiting thread frees the packet
 *          associated                 counts down in its master, which completes at 0
 *          driver's (IoAllocateIrp)   must not get here: nobody could free it
 *          threaded, system service   pages unlocked here, the rest in the requestor's context:
 *              system service, not pended:  by IopRunService, when the call has returned
 *              otherwise:                   by a special kernel APC of the thread
 *      --> IopFinishIrp
 *
 * What the requestor gets to see (F1 to F4):
 *   F1. Buffered data is copied out if the status is no error, Information bytes of it.
 *   F2. Status block, event, APC: if the status is no error, or an error after STATUS_PENDING was
 *       returned. A request that fails at once reports by its return value only.
 *   F3. A synchronous file that pended: FinalStatus and the file's event in any case; the waiting
 *       thread takes it from there. Its status block is written by F2's first half only.
 *   F4. The packet leaves the thread's list before anything is signalled.
 *
 * Preemption: none; waiting threads run when the completing driver's call returns.
 */
#include "iop.h"

/* --- buffers ---------------------------------------------------------------------------------- */

static VOID
IopUnlockMdls(PIRP Irp)
{
    for (PMDL Mdl = Irp->MdlAddress; Mdl != NULL; Mdl = Mdl->Next) {
        if ((Mdl->MdlFlags & MDL_PAGES_LOCKED) != 0) {
            MmUnlockPages(Mdl);
        }
    }
}

VOID
IopReleaseBuffers(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;

    if ((Irp->Flags & IRP_DEALLOCATE_BUFFER) != 0) {
        IopReturnSystemBuffer(Own);
        Irp->Flags &= ~(ULONG)IRP_DEALLOCATE_BUFFER;
    }
    while (Irp->MdlAddress != NULL) {
        PMDL Mdl = Irp->MdlAddress;

        Irp->MdlAddress = Mdl->Next;
        IoFreeMdl(Mdl);
    }
}

static NTSTATUS
IopStore(PIOP_IRP Own, PVOID To, const VOID *From, SIZE_T Length)
{
    if (Own->UserAddresses) {
        return MmCopyToUser(To, From, Length);
    }
    RtlCopyMemory(To, From, Length);
    return STATUS_SUCCESS;
}

/* F1. */
static VOID
IopCopyOut(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;
    ULONG_PTR Length = Irp->IoStatus.Information;
    NTSTATUS Status;

    if ((Irp->Flags & IRP_BUFFERED_IO) == 0 || (Irp->Flags & IRP_INPUT_OPERATION) == 0 ||
        NT_ERROR(Irp->IoStatus.Status) || Irp->IoStatus.Status == STATUS_VERIFY_REQUIRED) {
        return;
    }
    if (Length > Own->OutputLength) {
        IopVerifierStopAt(0x312, Own->CompletedBy, Irp, Own->OutputLength);
    }
    if (Length != 0) {
        Status = IopStore(Own, Irp->UserBuffer, Irp->AssociatedIrp.SystemBuffer, Length);
        if (!NT_SUCCESS(Status)) {
            Irp->IoStatus.Status = Status;
        }
    }
}

/* --- signals ---------------------------------------------------------------------------------- */

/* A user or kernel APC routine has the packet's APC; the packet is freed when that is delivered. */
static VOID
IopUserApcTaken(PKAPC Apc, PKNORMAL_ROUTINE *NormalRoutine, PVOID *NormalContext,
                PVOID *SystemArgument1, PVOID *SystemArgument2)
{
    IopFreeOwnIrp(CONTAINING_RECORD(Apc, IOP_IRP, Irp.Tail.Apc), NULL);
}

static VOID
IopUserApcRundown(PKAPC Apc)
{
    IopFreeOwnIrp(CONTAINING_RECORD(Apc, IOP_IRP, Irp.Tail.Apc), NULL);
}

static BOOLEAN
IopQueueUserApc(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;
    PVOID Routine = (PVOID)Irp->Overlay.AsynchronousParameters.UserApcRoutine;
    PVOID Context = Irp->Overlay.AsynchronousParameters.UserApcContext;

    if (Routine == NULL || Own->Kind != IopSystemIrp) {
        return FALSE;
    }
    KeInitializeApc(&Irp->Tail.Apc, KeCurrentThread(), KeCurrentThread()->ApcStateIndex,
                    IopUserApcTaken, IopUserApcRundown, Routine,
                    Own->UserAddresses ? UserMode : KernelMode, Context);
    return KeInsertQueueApc(&Irp->Tail.Apc, Irp->UserIosb, NULL, IO_NO_INCREMENT);
}

/* F2. TRUE: the packet has become an APC. */
static BOOLEAN
IopReport(PIOP_IRP Own, BOOLEAN Synchronous)
{
    PIRP Irp = &Own->Irp;

    if (Irp->UserIosb != NULL) {
        IopStore(Own, Irp->UserIosb, &Irp->IoStatus, sizeof(Irp->IoStatus));
    }
    if (Irp->UserEvent != NULL) {
        KeSetEvent(Irp->UserEvent, IO_NO_INCREMENT, FALSE);
    }
    if (Own->File != NULL && (Irp->UserEvent == NULL || Synchronous)) {
        Own->File->FinalStatus = Irp->IoStatus.Status;
        KeSetEvent(&Own->File->Event, IO_NO_INCREMENT, FALSE);
    }
    return IopQueueUserApc(Own);
}

/* The end, in the requestor's context. */
VOID
IopFinishIrp(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;
    PFILE_OBJECT File = Own->File;
    PVOID EventObject = Own->EventObject;
    BOOLEAN Synchronous = File != NULL && (File->Flags & FO_SYNCHRONOUS_IO) != 0;
    BOOLEAN IsApc = FALSE;

    IopCopyOut(Own);
    IopReleaseBuffers(Own);
    IopDequeueThreadIrp(Own); // F4
    if (!NT_ERROR(Irp->IoStatus.Status) || (Irp->PendingReturned && !Synchronous)) {
        IsApc = IopReport(Own, Synchronous);
    } else if (Irp->PendingReturned) { // F3
        File->FinalStatus = Irp->IoStatus.Status;
        KeSetEvent(&File->Event, IO_NO_INCREMENT, FALSE);
    }
    if (!IsApc) {
        IopFreeOwnIrp(Own, NULL);
    }
    if (EventObject != NULL) {
        ObDereferenceObject(EventObject);
    }
    if (File != NULL) {
        ObDereferenceObject(File);
    }
}

/* --- how the end reaches that context --------------------------------------------------------- */

static VOID
IopFinishApc(PKAPC Apc, PKNORMAL_ROUTINE *NormalRoutine, PVOID *NormalContext,
             PVOID *SystemArgument1, PVOID *SystemArgument2)
{
    IopFinishIrp(CONTAINING_RECORD(Apc, IOP_IRP, Irp.Tail.Apc));
}

/* The thread gave the packet up (cancel.c), or ended: there is nobody to tell. */
static VOID
IopAbandonIrp(PIOP_IRP Own)
{
    PVOID EventObject = Own->EventObject;
    PFILE_OBJECT File = Own->File;

    IopReleaseBuffers(Own);
    IopDequeueThreadIrp(Own);
    IopFreeOwnIrp(Own, NULL);
    if (EventObject != NULL) {
        ObDereferenceObject(EventObject);
    }
    if (File != NULL) {
        ObDereferenceObject(File);
    }
}

static VOID
IopFinishRundown(PKAPC Apc)
{
    IopAbandonIrp(CONTAINING_RECORD(Apc, IOP_IRP, Irp.Tail.Apc));
}

static VOID
IopFinishInThread(PIOP_IRP Own, CCHAR PriorityBoost)
{
    PIRP Irp = &Own->Irp;
    PKAPC Apc = &Irp->Tail.Apc;

    if (Own->Thread == NULL) {
        IopAbandonIrp(Own);
        return;
    }
    KeInitializeApc(Apc, &Own->Thread->Tcb, (UCHAR)Irp->ApcEnvironment, IopFinishApc,
                    IopFinishRundown, NULL, KernelMode, NULL);
    if (!KeInsertQueueApc(Apc, NULL, NULL, PriorityBoost)) {
        IopAbandonIrp(Own);
    }
}

static VOID
IopCompleteAssociated(PIOP_IRP Own, CCHAR PriorityBoost)
{
    PIRP Master = Own->Irp.AssociatedIrp.MasterIrp;

    Own->Irp.Flags &= ~(ULONG)IRP_DEALLOCATE_BUFFER; // the union holds the master
    IopReleaseBuffers(Own);
    IopFreeOwnIrp(Own, NULL);
    if (InterlockedDecrement(&Master->AssociatedIrp.IrpCount) == 0) {
        IofCompleteRequest(Master, PriorityBoost);
    }
}

static VOID
IopCompleteThreaded(PIOP_IRP Own, CCHAR PriorityBoost)
{
    IopUnlockMdls(&Own->Irp);
    Own->Completed = TRUE;
    if (Own->Kind != IopSystemIrp || Own->Irp.PendingReturned) {
        IopFinishInThread(Own, PriorityBoost);
    }
}

VOID
IopCompleteOwnIrp(PIOP_IRP Own, CCHAR PriorityBoost)
{
    switch ((IOP_IRP_KIND)Own->Kind) {
    case IopRequestIrp:
        Own->Completed = TRUE;
        if (Own->Irp.PendingReturned) {
            KeSetEvent(Own->Irp.UserEvent, PriorityBoost, FALSE);
        }
        break;
    case IopAssociatedIrp:
        IopCompleteAssociated(Own, PriorityBoost);
        break;
    case IopThreadedIrp:
    case IopSystemIrp:
        IopCompleteThreaded(Own, PriorityBoost);
        break;
    case IopDriverIrp:
        KeRuleViolation("IoAllocateForward", (ULONG_PTR)&Own->Irp, (ULONG_PTR)Own->AllocatedBy);
    case IopAsyncIrp:
        KeRuleViolation("IoBuildFsdForward", (ULONG_PTR)&Own->Irp, (ULONG_PTR)Own->AllocatedBy);
    }
}
