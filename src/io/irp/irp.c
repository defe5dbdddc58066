/*
 * io/irp/irp.c - where IRPs come from and where they go
 *
 * An IRP that the I/O manager allocates stands inside an IOP_IRP (packet.c), which remembers what
 * the packet's own fields do not: what kind of request it is, who allocated, completed and freed
 * it, and which dispatch routines are still running on it.
 *
 *      free --IopAllocateIrp--> fresh --IofCallDriver--> sent --IofCompleteRequest--> complete --+
 *        ^                        |  ^                                                |          |
 *        |                        |  +------------------- IoReuseIrp -----------------+          |
 *        +------ IopFreeOwnIrp ---+---------------------------------------------------------------+
 *
 * Invariants:
 *   P1. Type is IO_TYPE_IRP exactly while the packet is allocated.
 *   P2. AllocationFlags is IOP_OWN_IRP (and IOP_QUOTA_CHARGED) exactly in packets that stand in an
 *       IOP_IRP.
 *   P3. The quota of ChargeQuota is charged to the current process, which is referenced until it is
 *       returned.
 *
 * Differs from Windows: without quota, allocation never fails while there is memory. The device of
 * IoAllocateIrpEx changes nothing.
 */
#include "irp.h"
#include "check/check.h"
#include "system/system.h"

VOID
IopInitIrps(VOID)
{
    IopInitPackets();
}

/* Everything but AllocationFlags. */
static VOID
IopInitIrp(PIRP Irp, USHORT Size, CCHAR StackSize)
{
    RtlZeroMemory(Irp, Size);
    Irp->Type = IO_TYPE_IRP;
    Irp->Size = Size;
    Irp->StackCount = StackSize;
    Irp->CurrentLocation = (CHAR)(StackSize + 1);
    Irp->ApcEnvironment = (CCHAR)KeCurrentThread()->ApcStateIndex;
    InitializeListHead(&Irp->ThreadListEntry);
    Irp->Tail.Overlay.CurrentStackLocation = (PIO_STACK_LOCATION)(Irp + 1) + StackSize;
}

static VOID
IopInitOwn(PIOP_IRP Own)
{
    IopInitIrp(&Own->Irp, IoSizeOfIrp(Own->StackSize), Own->StackSize);
    Own->Irp.AllocationFlags = IOP_OWN_IRP;
    Own->Sent = FALSE;
    Own->Completed = FALSE;
    Own->Calls = NULL;
    RtlZeroMemory(Own->Flow, sizeof(Own->Flow));
    for (ULONG Index = IOP_NEAR_FLOWS + 1; Index <= (ULONG)Own->StackSize; Index++) {
        *IopFlow(Own, Index) = 0;
    }
}

PIOP_IRP
IopAllocateIrp(CCHAR StackSize, IOP_IRP_KIND Kind, PVOID Caller)
{
    PIOP_IRP Own;

    if (StackSize < 0 || (Own = IopTakePacket(StackSize)) == NULL) {
        return NULL;
    }
    Own->Kind = (UCHAR)Kind;
    Own->UserAddresses = FALSE;
    Own->EventReferenced = FALSE;
    Own->SmallBuffer = FALSE;
    Own->HasActivity = FALSE;
    Own->OutputLength = 0;
    Own->File = NULL;
    Own->OnThread = FALSE;
    Own->Detached = FALSE;
    Own->AllocatedBy = Kind == IopSystemIrp ? NULL : Caller; // FileLinks.Flink
    *IopCompletedBy(Own) = NULL;
    IopInitOwn(Own);
    HalProbe3(PROBE_IRP_ALLOCATE, &Own->Irp, StackSize, Caller);
    return Own;
}

VOID
IopFreeOwnIrp(PIOP_IRP Own, PVOID Caller)
{
    SIM_ASSERT(Own->Serial != 0);
    HalProbe2(PROBE_IRP_FREE, &Own->Irp, Caller);
    if (Own->HasActivity) {
        IopForgetActivity(Own);
    }
    Own->FreedBy = Caller;
    IopGivePacket(Own);
}

/* --- quota ------------------------------------------------------------------------------------ */

/* FALSE: the process has used up its quota. */
static BOOLEAN
IopChargeQuota(PIOP_IRP Own)
{
    PEPROCESS Process = PsCurrentProcess();

    if (KeIsExecutingDpc()) {
        KeBugCheckEx(DRIVER_VERIFIER_DETECTED_VIOLATION, 0x10B, (ULONG_PTR)&Own->Irp, 0, 0);
    }
    if (!NT_SUCCESS(PsChargeProcessPoolQuota(Process, NonPagedPool, Own->Irp.Size))) {
        return FALSE;
    }
    ObReferenceObject(Process);
    Own->Charged = Process;
    Own->Irp.AllocationFlags |= IOP_QUOTA_CHARGED;
    return TRUE;
}

static VOID
IopReturnQuota(PIOP_IRP Own)
{
    if ((Own->Irp.AllocationFlags & IOP_QUOTA_CHARGED) != 0) {
        PsReturnPoolQuota(Own->Charged, NonPagedPool, Own->Irp.Size);
        ObDereferenceObject(Own->Charged);
    }
}

static PIRP
IopAllocateForDriver(CCHAR StackSize, BOOLEAN ChargeQuota, PVOID Caller)
{
    PIOP_IRP Own = IopAllocateIrp(StackSize, IopDriverIrp, Caller);

    if (Own != NULL && ChargeQuota && !IopChargeQuota(Own)) {
        IopFreeOwnIrp(Own, NULL);
        return NULL;
    }
    return Own != NULL ? &Own->Irp : NULL;
}

/* --- for drivers ------------------------------------------------------------------------------ */

PIRP
IoAllocateIrp(CCHAR StackSize, BOOLEAN ChargeQuota)
{
    return IopAllocateForDriver(StackSize, ChargeQuota, IOP_CALLER());
}

PIRP
IoAllocateIrpEx(PDEVICE_OBJECT DeviceObject, CCHAR StackSize, BOOLEAN ChargeQuota)
{
    return IopAllocateForDriver(StackSize, ChargeQuota, IOP_CALLER());
}

VOID
IoInitializeIrp(PIRP Irp, USHORT PacketSize, CCHAR StackSize)
{
    if ((Irp->AllocationFlags & IOP_OWN_MASK) == IOP_OWN_IRP && IopIsLiveIrp(Irp)) {
        IopVerifierStop(0x20D, Irp, 0);
    }
    if (PacketSize < IoSizeOfIrp(StackSize)) {
        KeRuleViolation("IoInitializeIrp", (ULONG_PTR)Irp, 0);
    }
    IopInitIrp(Irp, PacketSize, StackSize);
}

/* A driver that was given the packet, or one below it, has not completed it. What lies above all
   locations and yet is there to be freed is held (forcepending.c). */
static BOOLEAN
IopIsInUse(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;

    return Irp->CurrentLocation > Irp->StackCount + 1 ||
           (Irp->CurrentLocation <= Irp->StackCount &&
            (*IopFlow(Own, (ULONG)Irp->CurrentLocation) & IOP_FLOW_CALLED) != 0);
}

VOID
IoReuseIrp(PIRP Irp, NTSTATUS Iostatus)
{
    PIOP_IRP Own = IopOwn(Irp);

    if (Irp->Type != IO_TYPE_IRP) {
        IopStop(0x01, Irp);
    }
    if (Own == NULL) {
        IopInitIrp(Irp, Irp->Size, Irp->StackCount);
    } else if (Own->Kind != IopDriverIrp) {
        IopVerifierStop(0x311, Irp, 0);
    } else if (IopIsInUse(Own)) {
        IopVerifierStop(0x310, Irp, 0);
    } else {
        UCHAR Charged = Irp->AllocationFlags & IOP_QUOTA_CHARGED;

        IopForgetActivity(Own);
        IopInitOwn(Own);
        Irp->AllocationFlags |= Charged;
    }
    Irp->IoStatus.Status = Iostatus;
}

VOID
IoFreeIrp(PIRP Irp)
{
    PIOP_IRP Own;

    if (Irp->Type != IO_TYPE_IRP) {
        IopStop(0x01, Irp);
    }
    if (!IsListEmpty(&Irp->ThreadListEntry)) {
        IopStop(0x02, Irp);
    }
    Own = IopOwn(Irp);
    if (Own == NULL) { // a packet in the driver's own memory cannot be freed here
        IopStop(0x01, Irp);
    }
    if (IopIsInUse(Own)) {
        IopVerifierStop(0x20A, Irp, 0);
    }
    IopReturnQuota(Own);
    IopFreeOwnIrp(Own, IOP_CALLER());
}

/* --- whose it is: lists of threads and files, for cancellation -------------------------------- */

/* A search hears that it matters whether this comes before a cancellation, which looks at all of a
   list; packets that come and go do not matter to each other. */
static VOID
IopTouchLists(PIOP_IRP Own)
{
    HalTouch(&((PETHREAD)Own->Irp.Tail.Overlay.Thread)->IrpList, FALSE);
    if (Own->Kind == IopSystemIrp) {
        HalTouch(&Own->File->IrpList, FALSE);
    }
}

VOID
IopQueueThreadIrp(PIOP_IRP Own)
{
    PETHREAD Thread = PsCurrentThread();

    Own->OnThread = TRUE;
    Own->Irp.Tail.Overlay.Thread = Thread;
    InsertTailList(&Thread->IrpList, &Own->Irp.ThreadListEntry);
    if (Own->Kind == IopSystemIrp) {
        InsertTailList(&Own->File->IrpList, &Own->FileLinks);
    }
    IopTouchLists(Own);
    if (HalIsSearched()) {
        IopMayBeCancelled(Own);
    }
}

VOID
IopDequeueThreadIrp(PIOP_IRP Own)
{
    if (Own->OnThread) {
        IopTouchLists(Own);
        RemoveEntryList(&Own->Irp.ThreadListEntry);
        InitializeListHead(&Own->Irp.ThreadListEntry);
        Own->OnThread = FALSE;
    }
    if (Own->Kind == IopSystemIrp && Own->FileLinks.Flink != NULL) {
        RemoveEntryList(&Own->FileLinks);
        Own->FileLinks.Flink = NULL;
    }
}

/* For a packet of IoAllocateIrp or IoBuildAsynchronousFsdRequest: it ends as one that
   IoBuildSynchronousFsdRequest has built. */
VOID NTAPI
IoQueueThreadIrp(PIRP Irp)
{
    PIOP_IRP Own = IopOwn(Irp);

    if (Own == NULL || Own->OnThread || Own->Sent) {
        IopStop(0x01, Irp);
    }
    Own->Kind = IopThreadedIrp;
    IopQueueThreadIrp(Own);
}
