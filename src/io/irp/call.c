/*
 * io/irp/call.c - IofCallDriver: an IRP goes down one device
 *
 * The packet's current stack location moves down by one, and the driver's dispatch routine is
 * called with it, in the caller's thread and at the caller's IRQL. What the dispatch routine
 * returns is returned. The packet may be complete, freed and used again by then: after the call
 * only the IOP_CALL on this stack may be looked at, which completion fills in when it passes the
 * location (check.c).
 *
 * Preemption: inside the dispatch routine.
 *
 * Differs from Windows: what Driver Verifier's I/O verification looks for in IoCallDriver is always
 * looked for.
 */
#include "irp.h"
#include "check/check.h"
#include "device/device.h"

static VOID
IopCheckCall(PDEVICE_OBJECT Device, PIRP Irp, KIRQL Irql)
{
    if (Irql > DISPATCH_LEVEL) {
        KeBugCheckEx(DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x10, Irql, (ULONG_PTR)Irp, 0);
    }
    if (Irp->Type != IO_TYPE_IRP) {
        IopStop(0x03, Irp);
    }
    if (Device == NULL) {
        IopVerifierStop(0x204, Irp, 0);
    }
    if (Device->Type != IO_TYPE_DEVICE) {
        IopStop(0x04, Device);
    }
    if (Irp->CancelRoutine != NULL) {
        IopVerifierStop(0x203, Irp, 0);
    }
    if (Irp->CurrentLocation <= 1) {
        KeBugCheckEx(NO_MORE_IRP_STACK_LOCATIONS, (ULONG_PTR)Irp, 0, 0, 0);
    }
    if (Irp->CurrentLocation > Irp->StackCount + 1) {
        KeBugCheckEx(INCONSISTENT_IRP, (ULONG_PTR)Irp, 0, 0, 0);
    }
}

/* What a driver may be sent at DISPATCH_LEVEL. */
static BOOLEAN
IopMayBeSentAtDispatch(UCHAR MajorFunction)
{
    return MajorFunction == IRP_MJ_READ || MajorFunction == IRP_MJ_WRITE ||
           MajorFunction == IRP_MJ_DEVICE_CONTROL || MajorFunction == IRP_MJ_POWER ||
           MajorFunction == IRP_MJ_INTERNAL_DEVICE_CONTROL;
}

static PDRIVER_DISPATCH
IopDispatchRoutine(PDEVICE_OBJECT Device, PIRP Irp, PIO_STACK_LOCATION Stack, KIRQL Irql)
{
    PDRIVER_DISPATCH Routine;

    if (Stack->MajorFunction > IRP_MJ_MAXIMUM_FUNCTION) {
        KeBugCheckEx(INCONSISTENT_IRP, (ULONG_PTR)Irp, 0, 0, 0);
    }
    if (Irql >= DISPATCH_LEVEL && !IopMayBeSentAtDispatch(Stack->MajorFunction)) {
        IopVerifierStop(0x23A, Irp, 0);
    }
    Routine = Device->DriverObject->MajorFunction[Stack->MajorFunction];
    if (Routine == NULL) {
        IopVerifierStop(0x21F, Irp, 0);
    }
    return Routine;
}

/* The dispatch routine must leave the thread as it was. */
static VOID
IopCheckThreadState(PDEVICE_OBJECT Device, PDRIVER_DISPATCH Routine, KIRQL Irql, PKTHREAD Thread,
                    SHORT ApcDisable)
{
    if (HalGetIrql() != Irql) {
        KeBugCheckEx(DRIVER_VERIFIER_IOMANAGER_VIOLATION, 0x05, (ULONG_PTR)Device, Irql,
                     HalGetIrql());
    }
    if (Thread->KernelApcDisable != ApcDisable) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0xC5, (ULONG_PTR)Routine,
                     (ULONG_PTR)Thread->KernelApcDisable, (ULONG_PTR)ApcDisable);
    }
}

/* Before the packet goes down. After IoSkipCurrentIrpStackLocation the next location is the
   sender's, else the current one. */
static inline VOID
IopCheckRoute(PIOP_IRP Own, PDEVICE_OBJECT Target, const VOID *Code)
{
    PIO_STACK_LOCATION Current = Own->Irp.Tail.Overlay.CurrentStackLocation, Sender = Current - 1;
    ULONG Index = (ULONG)Own->Irp.CurrentLocation;
    PDEVICE_OBJECT Lower;

    if (!IopHasDriver(Own, Index - 1)) {
        if (!IopHasDriver(Own, Index)) {
            return;
        }
        if (Sender->CompletionRoutine == Current->CompletionRoutine) {
            IopCheckCopy(&Own->Irp, Code);
        }
        Sender = Current;
    }
    Lower = IopDevice(Sender->DeviceObject)->AttachedTo;
    if (Lower != NULL && Lower != Target) {
        IopCheckTarget(&Own->Irp, Lower, Target, Code);
    }
}

/* An exception of a dispatch routine goes to a handler of its caller: the calls between, which lie
   in that part of the stack, have ended. */
VOID
IopAbandonCalls(ULONG_PTR Low, ULONG_PTR High)
{
    for (PIOP_IRP Own = IopNextLiveIrp(NULL); Own != NULL; Own = IopNextLiveIrp(Own)) {
        PIOP_CALL *Link = &Own->Calls;

        while (*Link != NULL) {
            if ((ULONG_PTR)*Link - Low < High - Low) {
                *Link = (*Link)->Outer;
            } else {
                Link = &(*Link)->Outer;
            }
        }
    }
}

/* Call's Outer, Routine and Index are set. */
static inline NTSTATUS
IopMakeCall(PDEVICE_OBJECT Device, PIRP Irp, PIOP_IRP Own, PIOP_CALL Call)
{
    BOOLEAN Signaled = Own->Kind == IopThreadedIrp && Irp->UserEvent != NULL &&
                       Irp->UserEvent->Header.SignalState != 0;
    NTSTATUS Status;

    Own->Sent = TRUE;
    Own->Calls = Call;
    *IopFlow(Own, Call->Index) |= IOP_FLOW_CALLED;
    Status = CALL_DRIVER(Call->Routine, Device, Irp);
    IopCheckDispatchReturn(Irp, Own, Call, Status);
    if (Signaled && Status == STATUS_PENDING) {
        IopVerifierStopAt(0x307, (PVOID)Call->Routine, Irp, 0);
    }
    return Status;
}

static NTSTATUS
IopCallTracked(PDEVICE_OBJECT Device, PIRP Irp, PIOP_IRP Own, PDRIVER_DISPATCH Routine)
{
    IOP_CALL Call = {.Outer = Own->Calls, .Routine = Routine, .Index = (ULONG)Irp->CurrentLocation};

    return IopMakeCall(Device, Irp, Own, &Call);
}

/* In a search, which may want to force STATUS_PENDING. */
static DECLSPEC_NOINLINE NTSTATUS
IopCallWatched(PDEVICE_OBJECT Device, PIRP Irp, PIOP_IRP Own, PDRIVER_DISPATCH Routine,
               const VOID *Code)
{
    IOP_WATCHED_CALL Watched = {
        .Call = {.Outer = Own->Calls, .Routine = Routine, .Index = (ULONG)Irp->CurrentLocation}};
    NTSTATUS Status;

    IopWatchCall(&Watched, Code);
    Status = IopMakeCall(Device, Irp, Own, &Watched.Call);
    return Watched.Forced ? STATUS_PENDING : Status;
}

NTSTATUS FASTCALL
IofCallDriver(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PKTHREAD Thread = KeCurrentThread();
    SHORT ApcDisable = Thread->KernelApcDisable;
    KIRQL Irql = HalGetIrql();
    PIO_STACK_LOCATION Stack;
    PDRIVER_DISPATCH Routine;
    PIOP_IRP Own;
    NTSTATUS Status;

    KeCheckStack(Thread);
    IopCheckCall(DeviceObject, Irp, Irql);
    Own = IopOwn(Irp);
    IopCheckActor(Irp, IOP_CALLER(), 0x205);
    if (Own != NULL) {
        IopCheckRoute(Own, DeviceObject, IOP_CALLER());
    }
    Irp->CurrentLocation--;
    Stack = --Irp->Tail.Overlay.CurrentStackLocation;
    Stack->DeviceObject = DeviceObject;
    Routine = IopDispatchRoutine(DeviceObject, Irp, Stack, Irql);
    HalProbe3(PROBE_IRP_CALL, Irp, DeviceObject, Stack->MajorFunction << 8 | Stack->MinorFunction);
    if (Own == NULL) {
        Status = CALL_DRIVER(Routine, DeviceObject, Irp);
    } else if (HalIsSearched()) {
        Status = IopCallWatched(DeviceObject, Irp, Own, Routine, IOP_CALLER());
    } else {
        Status = IopCallTracked(DeviceObject, Irp, Own, Routine);
    }
    HalProbe3(PROBE_IRP_RETURN, Irp, DeviceObject, Status);
    IopCheckThreadState(DeviceObject, Routine, Irql, Thread, ApcDisable);
    return Status;
}

/* Vista and later: the same as IoCallDriver; what was queued behind a power IRP is not any more. */
NTSTATUS
PoCallDriver(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return IofCallDriver(DeviceObject, Irp);
}
