/*
 * io/irp/finish.c - the end of an IRP: results reach whoever asked
 *
 *      IofCompleteRequest --> IopCompleteOwnIrp
 *          the kernel's own request   event (if pended); the waiting thread frees the packet
 *          associated                 counts down in its master, which completes at 0
 *          driver's (IoAllocateIrp)   must not get here: nobody could free it
 *          threaded, system service   pages unlocked here, the rest in the requestor's context:
 *              system service, not pended:  by IopRunService, when the call has returned
 *              pended, to a port:           by whoever removes it from the port (finishport.c)
 *              otherwise:                   by a special kernel APC of the thread
 *      --> IopFinishIrp
 *
 * What the requestor gets to see (F1 to F4; F5 and F6 are those of finishport.c):
 *   F1. Buffered data is copied out if the status is no error, Information bytes of it.
 *   F2. Status block, event, APC: if the status is no error, or an error after STATUS_PENDING was
 *       returned. A request that fails at once reports by its return value only.
 *   F3. A synchronous file that pended: FinalStatus and the file's event in any case; the waiting
 *       thread takes it from there. Its status block is written by F2's first half only.
 *   F4. The packet leaves the thread's list before anything is signalled.
 *
 * Preemption: none; waiting threads run when the completing driver's call returns.
 */
#include "buffer.h"
#include "irp.h"
#include "check/check.h"
#include "port/port.h"

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
VOID
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
        IopVerifierStopAt(0x312, *IopCompletedBy(Own), Irp, Own->OutputLength);
    }
    if (Length != 0) {
        IopCheckWritten(Own, (ULONG)Length);
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
IopQueueUserApc(PIOP_IRP Own, CCHAR PriorityBoost)
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
    return KeInsertQueueApc(&Irp->Tail.Apc, Irp->UserIosb, NULL, PriorityBoost);
}

VOID
IopStoreStatusBlock(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;

    if (Irp->UserIosb != NULL) {
        IopStore(Own, Irp->UserIosb, &Irp->IoStatus, sizeof(Irp->IoStatus));
    }
}

VOID
IopSignal(PIOP_IRP Own, PFILE_OBJECT File, BOOLEAN Synchronous, CCHAR PriorityBoost)
{
    PIRP Irp = &Own->Irp;

    if (Irp->UserEvent != NULL) {
        KeSetEvent(Irp->UserEvent, PriorityBoost, FALSE);
    }
    if (File != NULL && (Irp->UserEvent == NULL || Synchronous)) {
        IopTouchReports(File, FALSE);
        File->FinalStatus = Irp->IoStatus.Status;
        if (Synchronous || (File->Flags & FO_SKIP_SET_EVENT) == 0) {
            KeSetEvent(&File->Event, PriorityBoost, FALSE);
        }
    }
}

/* F2. TRUE: the packet has become an APC, or a port has it. */
static BOOLEAN
IopReport(PIOP_IRP Own, BOOLEAN Synchronous, CCHAR PriorityBoost)
{
    IopStoreStatusBlock(Own);
    IopSignal(Own, Own->File, Synchronous, PriorityBoost);
    if (IopGoesToPort(Own)) {
        IopQueueToPort(Own);
        return TRUE;
    }
    return IopQueueUserApc(Own, PriorityBoost);
}

VOID
IopDereference(PVOID EventObject, PFILE_OBJECT File)
{
    if (EventObject != NULL) {
        ObDereferenceObject(EventObject);
    }
    if (File != NULL) {
        ObDereferenceObject(File);
    }
}

/* The end, in the requestor's context. */
VOID
IopFinishIrp(PIOP_IRP Own, CCHAR PriorityBoost)
{
    PIRP Irp = &Own->Irp;
    PFILE_OBJECT File = Own->File;
    PVOID EventObject = IopEventObject(Own);
    BOOLEAN Synchronous = File != NULL && (File->Flags & FO_SYNCHRONOUS_IO) != 0;
    BOOLEAN Given = FALSE;

    IopCopyOut(Own);
    IopReleaseBuffers(Own);
    IopDequeueThreadIrp(Own); // F4
    if (!NT_ERROR(Irp->IoStatus.Status) || (Irp->PendingReturned && !Synchronous)) {
        Given = IopReport(Own, Synchronous, PriorityBoost);
    } else if (Irp->PendingReturned) { // F3
        File->FinalStatus = Irp->IoStatus.Status;
        KeSetEvent(&File->Event, PriorityBoost, FALSE);
    }
    if (!Given) {
        IopFreeOwnIrp(Own, NULL);
    }
    IopDereference(EventObject, File);
}

/* --- how the end reaches that context --------------------------------------------------------- */

static VOID
IopFinishApc(PKAPC Apc, PKNORMAL_ROUTINE *NormalRoutine, PVOID *NormalContext,
             PVOID *SystemArgument1, PVOID *SystemArgument2)
{
    IopFinishIrp(CONTAINING_RECORD(Apc, IOP_IRP, Irp.Tail.Apc), (CCHAR)(LONG_PTR)*SystemArgument1);
}

/* The thread gave the packet up (cancelthread.c), or ended: there is nobody to tell. */
static VOID
IopAbandonIrp(PIOP_IRP Own)
{
    PVOID EventObject = IopEventObject(Own);
    PFILE_OBJECT File = Own->File;

    IopReleaseBuffers(Own);
    IopDequeueThreadIrp(Own);
    IopDropDetached(Own);
    IopFreeOwnIrp(Own, NULL);
    IopDereference(EventObject, File);
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

    if (!Own->OnThread) {
        IopAbandonIrp(Own);
        return;
    }
    KeInitializeApc(Apc, &Irp->Tail.Overlay.Thread->Tcb, (UCHAR)Irp->ApcEnvironment, IopFinishApc,
                    IopFinishRundown, NULL, KernelMode, NULL);
    if (!KeInsertQueueApc(Apc, (PVOID)(LONG_PTR)PriorityBoost, NULL, PriorityBoost)) {
        IopAbandonIrp(Own);
    }
}

/* --- which end it is -------------------------------------------------------------------------- */

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

/* A copied parameter of a system service; the APC will lie over the pointer. */
static VOID
IopFreeAuxiliary(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;

    if (Own->Kind == IopSystemIrp && Irp->Tail.Overlay.AuxiliaryBuffer != NULL) {
        ExFreePool(Irp->Tail.Overlay.AuxiliaryBuffer);
        Irp->Tail.Overlay.AuxiliaryBuffer = NULL;
    }
}

static VOID
IopCompleteThreaded(PIOP_IRP Own, CCHAR PriorityBoost)
{
    IopUnlockMdls(&Own->Irp);
    IopFreeAuxiliary(Own);
    Own->Completed = TRUE;
    if (IopMayFinishInPort(Own)) {
        IopFinishInPort(Own, PriorityBoost);
    } else if (Own->Kind != IopSystemIrp || Own->Irp.PendingReturned) {
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
        KeRuleViolation("IoAllocateForward", (ULONG_PTR)&Own->Irp, (ULONG_PTR)IopAllocatedBy(Own));
    case IopAsyncIrp:
        KeRuleViolation("IoBuildFsdForward", (ULONG_PTR)&Own->Irp, (ULONG_PTR)IopAllocatedBy(Own));
    }
}
