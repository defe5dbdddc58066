/*
 * io/irp.c - where IRPs come from and where they go
 *
 * An IRP that the I/O manager allocates stands inside an IOP_IRP, which remembers what the packet's
 * own fields do not: what kind of request it is, who allocated, completed and freed it, and for
 * each stack location which dispatch routines are still running on it.
 *
 *      free --IopAllocateIrp--> fresh --IofCallDriver--> sent --IofCompleteRequest--> complete --+
 *        ^                        |  ^                                                |          |
 *        |                        |  +------------------- IoReuseIrp -----------------+          |
 *        +------ IopFreeOwnIrp ---+---------------------------------------------------------------+
 *
 * Free packets are kept in a list for each stack size and never go back to pool, so the hot path
 * makes no pool call and a stale pointer always finds an IOP_IRP that says "free".
 *
 * Invariants:
 *   P1. Type is IO_TYPE_IRP and Serial is not 0 exactly while the packet is allocated.
 *   P2. A freed packet is used again only after IOP_QUARANTINE others of its size were freed: a
 *   driver
 *       that completes it once more meets a free packet, not somebody else's request.
 *   P3. AllocationFlags is IOP_OWN_IRP exactly in packets that stand in an IOP_IRP.
 *
 * Differs from Windows: no quota is charged; allocation never fails while there is memory.
 */
#include "iop.h"

#define IOP_QUARANTINE 8

static struct {
    LIST_ENTRY Live; /* in the order of allocation */
    struct {
        LIST_ENTRY List; /* oldest first */
        ULONG Count;
    } Free[MAXCHAR + 1];
    ULONG64 Serial;
} Iop SIM_STATE;

VOID
IopInitIrps(VOID)
{
    InitializeListHead(&Iop.Live);
    for (ULONG StackSize = 0; StackSize < RTL_NUMBER_OF(Iop.Free); StackSize++) {
        InitializeListHead(&Iop.Free[StackSize].List);
    }
}

static SIZE_T
IopOwnSize(CCHAR StackSize)
{
    return FIELD_OFFSET(IOP_IRP, Irp) + IoSizeOfIrp(StackSize) +
           (StackSize + 1) * sizeof(IOP_LOCATION) + sizeof(ULONG64) + IOP_SMALL + IOP_GUARD;
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
    RtlZeroMemory(Own->Locations, (Own->StackSize + 1) * sizeof(IOP_LOCATION));
}

static PIOP_IRP
IopTakeFree(CCHAR StackSize)
{
    PIOP_IRP Own;

    if (Iop.Free[(ULONG)StackSize].Count > IOP_QUARANTINE) {
        Iop.Free[(ULONG)StackSize].Count--;
        Own = CONTAINING_RECORD(RemoveHeadList(&Iop.Free[(ULONG)StackSize].List), IOP_IRP, Links);
        IopCheckReturnedBuffer(Own);
        return Own;
    }
    Own = ExAllocateOwn(IopOwnSize(StackSize), IOP_TAG_IRP);
    if (Own != NULL) {
        Own->StackSize = StackSize;
        Own->Locations = (PIOP_LOCATION)((PUCHAR)&Own->Irp + IoSizeOfIrp(StackSize));
        Own->Small = (PUCHAR)(((ULONG_PTR)(Own->Locations + StackSize + 1) + 15) & ~(ULONG_PTR)15);
    }
    return Own;
}

PIOP_IRP
IopAllocateIrp(CCHAR StackSize, IOP_IRP_KIND Kind, PVOID Caller)
{
    PIOP_IRP Own;

    if (StackSize < 0 || (Own = IopTakeFree(StackSize)) == NULL) {
        return NULL;
    }
    Own->Serial = ++Iop.Serial;
    Own->Kind = (UCHAR)Kind;
    Own->UserAddresses = FALSE;
    Own->OutputLength = 0;
    Own->File = NULL;
    Own->EventObject = NULL;
    Own->Thread = NULL;
    Own->AllocatedBy = Caller;
    Own->CompletedBy = NULL;
    Own->FreedBy = NULL;
    IopInitOwn(Own);
    InsertTailList(&Iop.Live, &Own->Links);
    HalProbe2(PROBE_IRP_ALLOCATE, &Own->Irp, StackSize);
    return Own;
}

VOID
IopFreeOwnIrp(PIOP_IRP Own, PVOID Caller)
{
    SIM_ASSERT(Own->Serial != 0);
    HalProbe1(PROBE_IRP_FREE, &Own->Irp);
    Own->Serial = 0;
    Own->FreedBy = Caller;
    Own->Irp.Type = 0;
    RemoveEntryList(&Own->Links);
    InsertTailList(&Iop.Free[(ULONG)Own->StackSize].List, &Own->Links);
    Iop.Free[(ULONG)Own->StackSize].Count++;
}

PIRP
IoAllocateIrp(CCHAR StackSize, BOOLEAN ChargeQuota)
{
    PIOP_IRP Own = IopAllocateIrp(StackSize, IopDriverIrp, IOP_CALLER());

    return Own != NULL ? &Own->Irp : NULL;
}

PIRP
IoAllocateIrpEx(PDEVICE_OBJECT DeviceObject, CCHAR StackSize, BOOLEAN ChargeQuota)
{
    PIOP_IRP Own = IopAllocateIrp(StackSize, IopDriverIrp, IOP_CALLER());

    return Own != NULL ? &Own->Irp : NULL;
}

/* Not inlined: a driver's memory may hold anything, also what looks like our flags. */
BOOLEAN
IopIsLiveIrp(const VOID *Address)
{
    for (PIOP_IRP Own = IopNextLiveIrp(NULL); Own != NULL; Own = IopNextLiveIrp(Own)) {
        if (&Own->Irp == Address) {
            return TRUE;
        }
    }
    return FALSE;
}

VOID
IoInitializeIrp(PIRP Irp, USHORT PacketSize, CCHAR StackSize)
{
    if (Irp->AllocationFlags == IOP_OWN_IRP && IopIsLiveIrp(Irp)) {
        IopVerifierStop(0x20D, Irp, 0);
    }
    if (PacketSize < IoSizeOfIrp(StackSize)) {
        KeRuleViolation("IoInitializeIrp", (ULONG_PTR)Irp, 0);
    }
    IopInitIrp(Irp, PacketSize, StackSize);
}

/* A driver that was given the packet, or one below it, has not completed it. */
static BOOLEAN
IopIsInUse(PIOP_IRP Own)
{
    PIRP Irp = &Own->Irp;

    return Irp->CurrentLocation <= Irp->StackCount &&
           (Own->Locations[(ULONG)Irp->CurrentLocation].Flow & IOP_FLOW_CALLED) != 0;
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
        IopInitOwn(Own);
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
    IopFreeOwnIrp(Own, IOP_CALLER());
}

PIOP_IRP
IopNextLiveIrp(PIOP_IRP Own)
{
    PLIST_ENTRY Next = Own == NULL ? Iop.Live.Flink : Own->Links.Flink;

    return Next != &Iop.Live ? CONTAINING_RECORD(Next, IOP_IRP, Links) : NULL;
}

PIOP_IRP
IopFindFreeIrp(ULONG_PTR Address)
{
    for (ULONG StackSize = 0; StackSize < RTL_NUMBER_OF(Iop.Free); StackSize++) {
        PLIST_ENTRY Head = &Iop.Free[StackSize].List;

        for (PLIST_ENTRY Entry = Head->Flink; Entry != Head; Entry = Entry->Flink) {
            PIOP_IRP Own = CONTAINING_RECORD(Entry, IOP_IRP, Links);

            if ((ULONG_PTR)&Own->Irp == Address) {
                return Own;
            }
        }
    }
    return NULL;
}

/* --- the thread's list: what is cancelled when it ends ---------------------------------------- */

VOID
IopQueueThreadIrp(PIOP_IRP Own)
{
    PETHREAD Thread = PsCurrentThread();

    Own->Thread = Thread;
    Own->Irp.Tail.Overlay.Thread = Thread;
    InsertTailList(&Thread->IrpList, &Own->Irp.ThreadListEntry);
}

VOID
IopDequeueThreadIrp(PIOP_IRP Own)
{
    if (Own->Thread != NULL) {
        RemoveEntryList(&Own->Irp.ThreadListEntry);
        InitializeListHead(&Own->Irp.ThreadListEntry);
        Own->Thread = NULL;
    }
}
