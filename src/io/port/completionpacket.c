/*
 * io/port/completionpacket.c - the packets of a completion port
 *
 * A packet is the IRP itself, by its Tail.Overlay.ListEntry, with the file's key in Tail; or a mini
 * packet, for one that no IRP stands for (PostQueuedCompletionStatus, fast I/O). The PacketType
 * that follows the list entry in both says which.
 *
 *      IRP:   IopQueueToPort --> in the port --IopTakePacketApart: finished if it was not--> freed
 *      mini:  IopPostPacket  --> in the port --IopTakePacketApart--> freed
 *                                           --the port is run down--> freed unheard
 *
 * Completing an IRP to a port allocates nothing, so it cannot fail.
 *
 * Invariants:
 *   C1. A packet in a port has neither file nor event: their references are gone.
 *   C2. It is Detached exactly if its requestor's memory does not have its results yet (finish.c,
 *       F5).
 */
#include "port.h"
#include "irp/irp.h"

#define IOP_TAG_MINI 0x506D6349 /* "IcmP" */

enum { IopPacketIrp, IopPacketMini };

typedef struct _IOP_MINI_PACKET {
    LIST_ENTRY ListEntry;
    ULONG PacketType;
    FILE_IO_COMPLETION_INFORMATION Contents;
} IOP_MINI_PACKET, *PIOP_MINI_PACKET;

C_ASSERT(FIELD_OFFSET(IRP, Tail.Overlay.PacketType) - FIELD_OFFSET(IRP, Tail.Overlay.ListEntry) ==
         FIELD_OFFSET(IOP_MINI_PACKET, PacketType));

/* NULL: it is an IRP. */
static PIOP_MINI_PACKET
IopMiniPacket(PLIST_ENTRY Entry)
{
    PIOP_MINI_PACKET Mini = CONTAINING_RECORD(Entry, IOP_MINI_PACKET, ListEntry);

    return Mini->PacketType == IopPacketMini ? Mini : NULL;
}

static PIOP_IRP
IopIrpPacket(PLIST_ENTRY Entry)
{
    return CONTAINING_RECORD(Entry, IOP_IRP, Irp.Tail.Overlay.ListEntry);
}

/* --- in --------------------------------------------------------------------------------------- */

/* A request without context keeps its end to itself. */
BOOLEAN
IopHasPort(PIOP_IRP Own)
{
    if (Own->Kind != IopSystemIrp) {
        return FALSE;
    }
    IopTouchReports(Own->File, FALSE);
    return Own->File->CompletionContext != NULL &&
           Own->Irp.Overlay.AsynchronousParameters.UserApcRoutine == NULL &&
           Own->Irp.Overlay.AsynchronousParameters.UserApcContext != NULL;
}

/* One that succeeded at once may have told its caller enough. */
BOOLEAN
IopGoesToPort(PIOP_IRP Own)
{
    return IopHasPort(Own) && ((Own->File->Flags & FO_SKIP_COMPLETION_PORT) == 0 ||
                               Own->Irp.PendingReturned || !NT_SUCCESS(Own->Irp.IoStatus.Status));
}

VOID
IopQueueToPort(PIOP_IRP Own)
{
    PIO_COMPLETION_CONTEXT Binding = Own->File->CompletionContext;
    PIRP Irp = &Own->Irp;

    Own->File = NULL; // C1
    Own->EventReferenced = FALSE;
    Irp->UserEvent = NULL;
    Irp->Tail.CompletionKey = Binding->Key;
    Irp->Tail.Overlay.PacketType = IopPacketIrp;
    KeInsertQueue(Binding->Port, &Irp->Tail.Overlay.ListEntry);
}

NTSTATUS
IopPostPacket(PKQUEUE Port, PVOID Key, PVOID ApcContext, const IO_STATUS_BLOCK *Iosb)
{
    PIOP_MINI_PACKET Mini = ExAllocateOwn(sizeof *Mini, IOP_TAG_MINI);

    if (Mini == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Mini->PacketType = IopPacketMini;
    Mini->Contents = (FILE_IO_COMPLETION_INFORMATION){
        .KeyContext = Key, .ApcContext = ApcContext, .IoStatusBlock = *Iosb};
    KeInsertQueue(Port, &Mini->ListEntry);
    return STATUS_SUCCESS;
}

NTSTATUS
IopPostFastResult(PFILE_OBJECT File, PVOID ApcContext, const IO_STATUS_BLOCK *Iosb)
{
    PIO_COMPLETION_CONTEXT Binding = File->CompletionContext;

    IopTouchReports(File, FALSE);
    if (Binding == NULL || ApcContext == NULL || NT_ERROR(Iosb->Status) ||
        ((File->Flags & FO_SKIP_COMPLETION_PORT) != 0 && NT_SUCCESS(Iosb->Status))) {
        return STATUS_SUCCESS;
    }
    return IopPostPacket(Binding->Port, Binding->Key, ApcContext, Iosb);
}

/* --- out -------------------------------------------------------------------------------------- */

static VOID
IopTakeIrpApart(PIOP_IRP Own, PFILE_IO_COMPLETION_INFORMATION Contents)
{
    PIRP Irp = &Own->Irp;

    if (Own->Detached) { // C2
        IopFinishDetached(Own);
    }
    *Contents = (FILE_IO_COMPLETION_INFORMATION){
        .KeyContext = Irp->Tail.CompletionKey,
        .ApcContext = Irp->Overlay.AsynchronousParameters.UserApcContext,
        .IoStatusBlock = Irp->IoStatus};
    IopFreeOwnIrp(Own, NULL);
}

VOID
IopTakePacketApart(PLIST_ENTRY Entry, PFILE_IO_COMPLETION_INFORMATION Contents)
{
    PIOP_MINI_PACKET Mini = IopMiniPacket(Entry);

    if (Mini == NULL) {
        IopTakeIrpApart(IopIrpPacket(Entry), Contents);
        return;
    }
    *Contents = Mini->Contents;
    ExFreeOwn(Mini);
}

/* --- unheard ---------------------------------------------------------------------------------- */

static VOID
IopFreeCompletionPacket(PLIST_ENTRY Entry)
{
    PIOP_MINI_PACKET Mini = IopMiniPacket(Entry);
    PIOP_IRP Own = IopIrpPacket(Entry);

    if (Mini != NULL) {
        ExFreeOwn(Mini);
        return;
    }
    IopReleaseBuffers(Own);
    IopDropDetached(Own);
    IopFreeOwnIrp(Own, NULL);
}

VOID
IopFreeCompletionPackets(PLIST_ENTRY First)
{
    while (First != NULL) {
        PLIST_ENTRY Next = First->Flink != First ? First->Flink : NULL;

        RemoveEntryList(First);
        IopFreeCompletionPacket(First);
        First = Next;
    }
}
