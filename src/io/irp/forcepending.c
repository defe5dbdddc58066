/*
 * io/irp/forcepending.c - a search makes a driver see STATUS_PENDING: SIM_FAULT_PENDING
 *
 * A driver below completes a packet inside its dispatch routine, as most do; the driver that called
 * IoCallDriver never sees STATUS_PENDING and its completion routine never runs in another thread.
 * In a schedule that wants it, completion stops just before it leaves the lower driver's location,
 * which counts as marked pending, IoCallDriver returns STATUS_PENDING, and the rest of the walk is
 * done by a system thread, or by a DPC if the packet was completed at DISPATCH_LEVEL.
 *
 *      complete.c --IopHoldCompletion--> held --IopGoOn--> complete.c, from the same location
 *
 * Invariants:
 *   H1. The lower driver is judged by what it did (IopLeaveLocation before the mark), the upper one
 *       by what it saw: drivers between, that skipped their location, share the mark.
 *   H2. A held packet is nobody's: its CurrentLocation is that of a complete one, so whoever
 *       touches, sends, completes, frees it breaks a rule.
 *   H3. Only a driver's own call is forced, and only if the packet is completed under it: where
 *       another thread or a DPC completes it, schedules have both outcomes anyway. Not that of the
 *       I/O manager for a program, nor that of IoForwardIrpSynchronously. Packets in a driver's own
 *       memory are not known well enough.
 *
 * Differs from Windows: Driver Verifier (Force Pending I/O Requests) delays completion by a time.
 */
#include "irp.h"
#include "check/check.h"

typedef struct _IOP_HELD {
    union {
        WORK_QUEUE_ITEM Item;
        KDPC Dpc;
    };
    PIOP_IRP Own;
    ULONG Serial;
    CHAR Location;
    CCHAR PriorityBoost;
} IOP_HELD, *PIOP_HELD;

VOID
IopWatchCall(PIOP_WATCHED_CALL Call, const VOID *Code)
{
    HAL_PLACE Place = HalPlace(Code);

    if (Place == HalAtDriver || Place == HalAtProgram) {
        Call->Call.Watched = TRUE;
        Call->Caller = KeCurrentThread();
        Call->InDpc = KeIsExecutingDpc();
    }
}

/* --- later ------------------------------------------------------------------------------------ */

static VOID
IopGoOn(PVOID Context)
{
    IOP_HELD Held = *(PIOP_HELD)Context;
    PIRP Irp = &Held.Own->Irp;

    ExFreeOwn(Context);
    SIM_ASSERT(Held.Own->Serial == Held.Serial);
    Irp->CurrentLocation = Held.Location;
    IopWalkUp(Irp, Held.Own, Held.PriorityBoost);
}

static VOID
IopGoOnInDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    IopGoOn(Context);
}

static VOID
IopQueueHeld(PIOP_HELD Held)
{
    if (HalGetIrql() < DISPATCH_LEVEL) {
        ExInitializeWorkItem(&Held->Item, IopGoOn, Held);
        ExQueueWorkItem(&Held->Item, EX_FAULT_QUEUE);
    } else {
        KeInitializeDpc(&Held->Dpc, IopGoOnInDpc, Held);
        KeInsertQueueDpc(&Held->Dpc, NULL, NULL);
    }
}

/* --- now -------------------------------------------------------------------------------------- */

/* The innermost call that gave somebody the current location, if it may be forced. */
static PIOP_WATCHED_CALL
IopCallToForce(PIOP_IRP Own)
{
    PIOP_CALL Call = Own->Calls;
    PIOP_WATCHED_CALL Watched;

    while (Call != NULL && Call->Index != (ULONG)Own->Irp.CurrentLocation) {
        Call = Call->Outer;
    }
    if (Call == NULL || !Call->Watched) {
        return NULL;
    }
    Watched = CONTAINING_RECORD(Call, IOP_WATCHED_CALL, Call);
    return Watched->Caller == KeCurrentThread() && Watched->InDpc == KeIsExecutingDpc() ? Watched
                                                                                        : NULL;
}

/* H1. */
static VOID
IopForce(PIOP_IRP Own, PIOP_WATCHED_CALL Watched)
{
    PIOP_CALL Call = &Watched->Call;
    PIRP Irp = &Own->Irp;
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    IopLeaveLocation(Irp, Own, Call->Index, (Stack->Control & SL_PENDING_RETURNED) != 0);
    Watched->Forced = TRUE;
    for (PIOP_CALL Outer = Call->Outer; Outer != NULL; Outer = Outer->Outer) {
        Outer->Marked |= Outer->Index == Call->Index;
    }
    Stack->Control |= SL_PENDING_RETURNED;
}

BOOLEAN
IopHoldCompletion(PIOP_IRP Own, CCHAR PriorityBoost)
{
    PIOP_WATCHED_CALL Call = IopCallToForce(Own);
    PIOP_HELD Held;

    HalTouch(&Own->Irp, TRUE); // who cancels it wants to know how far it is
    if (Call == NULL || Own->Irp.StackCount > MAXCHAR - 2 || // no number is left for H2
        HalFails(HalFailPending, 2) == 0) {
        return FALSE;
    }
    Held = ExAllocateOwn(sizeof *Held, IOP_TAG);
    if (Held == NULL) {
        return FALSE;
    }
    HalProbe3(PROBE_FAULT, HalFailPending, Call->Call.Routine, &Own->Irp);
    IopForce(Own, Call);
    *Held = (IOP_HELD){.Own = Own,
                       .Serial = Own->Serial,
                       .Location = Own->Irp.CurrentLocation,
                       .PriorityBoost = PriorityBoost};
    Own->Irp.CurrentLocation = (CHAR)(Own->Irp.StackCount + 2); // H2
    IopQueueHeld(Held);
    return TRUE;
}
