/*
 * io/check/check.c - the rules of a dispatch routine, and how their violation is reported
 *
 * Each IofCallDriver in progress has an IOP_CALL on its stack, linked to the IRP. When completion
 * passes a stack location, it notes in all its IOP_CALLs whether the location was marked
 * pending and with which status the driver let go of the packet, and unlinks them. So when a
 * dispatch routine returns there are two cases:
 *
 *   left      the packet is gone; the IOP_CALL says how:
 *                 marked pending <=> STATUS_PENDING was returned                       (C1)
 *                 otherwise the packet's status was returned                           (C2)
 *   not left  the packet is still there, owned by this driver or one below:
 *                 STATUS_PENDING was returned                                          (C3)
 *                 and it is marked, or a driver below is to complete it. Then it must be marked at
 *                 the latest when completion passes the location, by the driver's completion
 *                 routine (if PendingReturned) or, without a routine, by IofCompleteRequest. (C4)
 *
 * Violations are DRIVER_VERIFIER_IOMANAGER_VIOLATION with the kind that Driver Verifier documents:
 * C1 0x23D and 0x23E, C2 0x224, C3 0x226, C4 0x228 (the routine forgot) or 0x23D (nobody did
 * anything).
 */
#include "check.h"
#include "irp/irp.h"

/* The kinds below 0x200 name an object; those above, the code at fault and the packet. */
VOID
IopStop(ULONG Kind, const VOID *Object)
{
    KeBugCheckEx(DRIVER_VERIFIER_IOMANAGER_VIOLATION, Kind, (ULONG_PTR)Object, 0, 0);
}

VOID
IopVerifierStopAt(ULONG Kind, const VOID *Code, const VOID *Object, ULONG_PTR P4)
{
    KeBugCheckEx(DRIVER_VERIFIER_IOMANAGER_VIOLATION, Kind, (ULONG_PTR)Code, (ULONG_PTR)Object, P4);
}

VOID
IopVerifierStop(ULONG Kind, const VOID *Object, ULONG_PTR P4)
{
    IopVerifierStopAt(Kind, KeCallerInDriver(), Object, P4);
}

static PVOID
IopDispatchOf(PIRP Irp, ULONG Index)
{
    PIO_STACK_LOCATION Stack = (PIO_STACK_LOCATION)(Irp + 1) + (Index - 1);

    return Stack->DeviceObject != NULL
               ? (PVOID)Stack->DeviceObject->DriverObject->MajorFunction[Stack->MajorFunction]
               : NULL;
}

static VOID
IopUnlinkCall(PIOP_IRP Own, PIOP_CALL Call)
{
    PIOP_CALL *Link = &Own->Calls;

    while (*Link != Call) {
        Link = &(*Link)->Outer;
    }
    *Link = Call->Outer;
}

static VOID
IopCheckReturnAfterLeaving(PIRP Irp, PIOP_CALL Call, NTSTATUS Status)
{
    if (Status == STATUS_PENDING && !Call->Marked) {
        IopVerifierStopAt(Call->LowerPending ? 0x228 : 0x23D, Call->Routine, Irp, 0);
    }
    if (Status != STATUS_PENDING && Call->Marked) {
        IopVerifierStopAt(0x23E, Call->Routine, Irp, (ULONG_PTR)(LONG_PTR)Status);
    }
    if (Status != STATUS_PENDING && Status != Call->Status) {
        IopVerifierStopAt(0x224, Call->Routine, Irp, (ULONG_PTR)(LONG_PTR)Call->Status);
    }
}

static VOID
IopCheckReturnBeforeLeaving(PIRP Irp, PIOP_IRP Own, ULONG Index, NTSTATUS Status)
{
    PIO_STACK_LOCATION Stack = (PIO_STACK_LOCATION)(Irp + 1) + (Index - 1);
    BOOLEAN Marked = (Stack->Control & SL_PENDING_RETURNED) != 0;

    if (Status != STATUS_PENDING) {
        IopVerifierStopAt(Marked ? 0x23E : 0x226, IopDispatchOf(Irp, Index), Irp, 0);
    }
    if (!Marked) {
        *IopFlow(Own, Index) |= IOP_FLOW_RETURNED_PENDING;
    }
}

VOID
IopCheckDispatchReturn(PIRP Irp, PIOP_IRP Own, PIOP_CALL Call, NTSTATUS Status)
{
    if ((ULONG)Status == 0xFFFFFFFF) {
        IopVerifierStopAt(0x225, Call->Routine, Irp, 0);
    }
    if (Call->Left) {
        IopCheckReturnAfterLeaving(Irp, Call, Status);
    } else {
        IopUnlinkCall(Own, Call);
        IopCheckReturnBeforeLeaving(Irp, Own, Call->Index, Status);
    }
}

/* Completion passes location Index: the driver whose it is has nothing to do with the packet any
   more. Its calls are the innermost ones, but for those that began after it (an IRP that came back
   and went down again). */
VOID
IopLeaveLocation(PIRP Irp, PIOP_IRP Own, ULONG Index, BOOLEAN Marked)
{
    PUCHAR Flow = IopFlow(Own, Index);
    BOOLEAN LowerPending = (*Flow & IOP_FLOW_LOWER_PENDING) != 0;
    PIOP_CALL *Link = &Own->Calls, Call;

    if ((*Flow & IOP_FLOW_RETURNED_PENDING) != 0 && !Marked) {
        IopVerifierStopAt(LowerPending ? 0x228 : 0x23D, IopDispatchOf(Irp, Index), Irp, 0);
    }
    while ((Call = *Link) != NULL) {
        if (Call->Index != Index) {
            Link = &Call->Outer;
            continue;
        }
        *Link = Call->Outer;
        Call->Left = TRUE;
        Call->Marked = Marked;
        Call->LowerPending = LowerPending;
        Call->Status = Irp->IoStatus.Status;
    }
    *Flow = 0;
}
