/*
 * io/irp/complete.c - IofCompleteRequest: an IRP goes up its stack
 *
 * Completion walks from the location of the driver that completes the packet to the top. At each
 * step the location just left is cleared, its pending mark becomes PendingReturned, and the routine
 * in it (set by the driver above) is called if it asked for this outcome.
 * STATUS_MORE_PROCESSING_REQUIRED stops the walk: the packet belongs to the driver above again,
 * whose next IoCompleteRequest resumes one location higher. Without a routine the pending mark is
 * passed on to the next location.
 *
 *      current location:   n  --routine of n+1 called with DeviceObject of n+1-->  n+1 ... --> top
 *                                      |
 *                                      +-- MORE_PROCESSING_REQUIRED --> stays at n+1, returned
 *
 * Above the top location finish.c takes over, or the packet's master (IopCompleteAssociated).
 * A search may want the walk to stop between two locations, and go on later (forcepending.c).
 *
 * Invariants:
 *   W1. While a routine runs, CurrentLocation is that of the driver that set it; of the creator
 *       without a location it is StackCount + 1, and DeviceObject is NULL.
 *   W2. Nothing of the walk is kept in the packet across a routine: after
 *       STATUS_MORE_PROCESSING_REQUIRED it may be complete, freed or on its way down already.
 *
 * Preemption: inside the routines.
 */
#include "irp.h"
#include "check/check.h"

static VOID
IopCheckOwnCompletion(PIOP_IRP Own, PIRP Irp)
{
    ULONG Index = (ULONG)Irp->CurrentLocation;

    if (Index <= (ULONG)Irp->StackCount && (*IopFlow(Own, Index) & IOP_FLOW_CALLED) != 0) {
        return;
    }
    if (Own->Sent && !Own->Completed &&
        (Own->Kind == IopThreadedIrp || Own->Kind == IopAssociatedIrp)) {
        return; // its creator's routine had stopped the walk at the top
    }
    if (Own->Sent) {
        KeBugCheckEx(MULTIPLE_IRP_COMPLETE_REQUESTS, (ULONG_PTR)Irp, 0, 0, 0);
    }
    KeRuleViolation(Own->Kind == IopDriverIrp ? "IoAllocateComplete" : "IoBuildFsdComplete",
                    (ULONG_PTR)Irp, (ULONG_PTR)Own->AllocatedBy);
}

static VOID
IopCheckCompletion(PIRP Irp, PVOID Caller)
{
    PIOP_IRP Own;

    if (HalGetIrql() > DISPATCH_LEVEL) {
        KeBugCheckEx(DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x0E, HalGetIrql(), (ULONG_PTR)Irp, 0);
    }
    if (Irp->Type != IO_TYPE_IRP || Irp->CurrentLocation > Irp->StackCount + 1 ||
        Irp->CurrentLocation < 1) {
        KeBugCheckEx(MULTIPLE_IRP_COMPLETE_REQUESTS, (ULONG_PTR)Irp, 0, 0, 0);
    }
    Own = IopOwn(Irp);
    if (Own != NULL) {
        IopCheckOwnCompletion(Own, Irp);
    }
    IopCheckActor(Irp, Caller, 0x209);
    if (Irp->CancelRoutine != NULL) {
        KeBugCheckEx(CANCEL_STATE_IN_COMPLETED_IRP, (ULONG_PTR)Irp, (ULONG_PTR)Irp->CancelRoutine,
                     0, 0);
    }
    if (Irp->IoStatus.Status == STATUS_PENDING || (ULONG)Irp->IoStatus.Status == 0xFFFFFFFF) {
        KeBugCheckEx(DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x06,
                     (ULONG_PTR)(LONG_PTR)Irp->IoStatus.Status, (ULONG_PTR)Irp, 0);
    }
}

static BOOLEAN
IopWantsOutcome(PIRP Irp, UCHAR Control)
{
    return (NT_SUCCESS(Irp->IoStatus.Status) && (Control & SL_INVOKE_ON_SUCCESS) != 0) ||
           (!NT_SUCCESS(Irp->IoStatus.Status) && (Control & SL_INVOKE_ON_ERROR) != 0) ||
           (Irp->Cancel && (Control & SL_INVOKE_ON_CANCEL) != 0);
}

static NTSTATUS
IopCallCompletionRoutine(PIRP Irp, PIOP_IRP Own, PIO_COMPLETION_ROUTINE Routine, PVOID Context)
{
    PDEVICE_OBJECT Device = NULL;
    PKTHREAD Thread = KeCurrentThread();
    SHORT ApcDisable = Thread->KernelApcDisable;
    KIRQL Irql = HalGetIrql();
    ULONG Serial = Own != NULL ? Own->Serial : 0;
    NTSTATUS Status;

    if (Irp->CurrentLocation <= Irp->StackCount) { // W1
        Device = Irp->Tail.Overlay.CurrentStackLocation->DeviceObject;
        if (Own != NULL && Irp->PendingReturned) {
            *IopFlow(Own, (ULONG)Irp->CurrentLocation) |= IOP_FLOW_LOWER_PENDING;
        }
    }
    Status = CALL_DRIVER(Routine, Device, Irp, Context);
    HalProbe3(PROBE_IRP_COMPLETION, Irp, Routine, Status);
    if (HalGetIrql() != Irql) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0xFA, (ULONG_PTR)Routine, Irql,
                     HalGetIrql());
    }
    if (Thread->KernelApcDisable != ApcDisable) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0xFB, (ULONG_PTR)Routine,
                     (ULONG_PTR)ApcDisable, (ULONG_PTR)Thread->KernelApcDisable);
    }
    if (Status != STATUS_MORE_PROCESSING_REQUIRED && Own != NULL && Own->Serial != Serial) {
        KeBugCheckEx(MULTIPLE_IRP_COMPLETE_REQUESTS, (ULONG_PTR)Irp, 0, 0, 0); // freed, goes on
    }
    return Status;
}

/* Moves the packet up by one location. FALSE: the driver there keeps it, or it goes on later. */
static BOOLEAN
IopStepUp(PIRP Irp, PIOP_IRP Own, CCHAR PriorityBoost)
{
    PIO_STACK_LOCATION Stack = Irp->Tail.Overlay.CurrentStackLocation;
    ULONG Index = (ULONG)Irp->CurrentLocation;
    UCHAR Control = Stack->Control;
    PIO_COMPLETION_ROUTINE Routine = Stack->CompletionRoutine;
    PVOID Context = Stack->Context;
    BOOLEAN Pending = (Control & SL_PENDING_RETURNED) != 0;

    if (Own != NULL) {
        if (HalIsSearched() && IopHoldCompletion(Own, PriorityBoost)) {
            return FALSE;
        }
        IopLeaveLocation(Irp, Own, Index, Pending);
    }
    RtlZeroMemory(Stack, sizeof(*Stack));
    Irp->PendingReturned = Pending;
    Irp->CurrentLocation++;
    Irp->Tail.Overlay.CurrentStackLocation++;
    if (Routine != NULL && IopWantsOutcome(Irp, Control)) {
        return IopCallCompletionRoutine(Irp, Own, Routine, Context) !=
               STATUS_MORE_PROCESSING_REQUIRED;
    }
    if (Pending && Irp->CurrentLocation <= Irp->StackCount) {
        IoMarkIrpPending(Irp);
    }
    return TRUE;
}

VOID
IopWalkUp(PIRP Irp, PIOP_IRP Own, CCHAR PriorityBoost)
{
    while (Irp->CurrentLocation <= Irp->StackCount) {
        if (!IopStepUp(Irp, Own, PriorityBoost)) {
            return;
        }
    }
    Irp->CurrentLocation++; // "complete", as debuggers see it
    if (Own == NULL) {      // nobody is left who could free it
        KeRuleViolation("IoAllocateForward", (ULONG_PTR)Irp, 0);
    }
    if (Own->Completed) { // by a routine that went on nevertheless
        KeBugCheckEx(MULTIPLE_IRP_COMPLETE_REQUESTS, (ULONG_PTR)Irp, 0, 0, 0);
    }
    IopCompleteOwnIrp(Own, PriorityBoost);
}

VOID FASTCALL
IofCompleteRequest(PIRP Irp, CCHAR PriorityBoost)
{
    PIOP_IRP Own;

    IopCheckCompletion(Irp, IOP_CALLER());
    Own = IopOwn(Irp);
    if (Own != NULL) {
        *IopCompletedBy(Own) = IOP_CALLER();
    }
    HalProbe3(PROBE_IRP_COMPLETE, Irp, Irp->IoStatus.Status, Irp->IoStatus.Information);
    IopWalkUp(Irp, Own, PriorityBoost);
}

/* --- IoSetCompletionRoutineEx: a routine that keeps its driver's image ------------------------ */

typedef struct _IOP_GUARDED_ROUTINE {
    PDEVICE_OBJECT DeviceObject;
    PIO_COMPLETION_ROUTINE Routine;
    PVOID Context;
    UCHAR Control;
} IOP_GUARDED_ROUTINE, *PIOP_GUARDED_ROUTINE;

/* Is called for every outcome, so that it is freed; the driver's routine only for those it named.
   */
static NTSTATUS
IopGuardedCompletion(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    IOP_GUARDED_ROUTINE Guarded = *(PIOP_GUARDED_ROUTINE)Context;
    NTSTATUS Status = STATUS_CONTINUE_COMPLETION;

    ExFreeOwn(Context);
    if (IopWantsOutcome(Irp, Guarded.Control)) {
        Status = CALL_DRIVER(Guarded.Routine, DeviceObject, Irp, Guarded.Context);
    } else if (Irp->PendingReturned && Irp->CurrentLocation <= Irp->StackCount) {
        IoMarkIrpPending(Irp);
    }
    ObDereferenceObject(Guarded.DeviceObject);
    return Status;
}

NTSTATUS
IoSetCompletionRoutineEx(PDEVICE_OBJECT DeviceObject, PIRP Irp,
                         PIO_COMPLETION_ROUTINE CompletionRoutine, PVOID Context,
                         BOOLEAN InvokeOnSuccess, BOOLEAN InvokeOnError, BOOLEAN InvokeOnCancel)
{
    PIOP_GUARDED_ROUTINE Guarded = ExAllocateOwn(sizeof(*Guarded), IOP_TAG);

    if (Guarded == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Guarded->DeviceObject = DeviceObject;
    Guarded->Routine = CompletionRoutine;
    Guarded->Context = Context;
    Guarded->Control = (InvokeOnSuccess ? SL_INVOKE_ON_SUCCESS : 0) |
                       (InvokeOnError ? SL_INVOKE_ON_ERROR : 0) |
                       (InvokeOnCancel ? SL_INVOKE_ON_CANCEL : 0);
    ObReferenceObject(DeviceObject);
    IoSetCompletionRoutine(Irp, IopGuardedCompletion, Guarded, TRUE, TRUE, TRUE);
    return STATUS_SUCCESS;
}
