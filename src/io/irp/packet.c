/*
 * io/irp/packet.c - the memory of IRPs that the I/O manager allocates
 *
 * Packets of one stack size stand side by side in chunks, and never go back to pool: the hot path
 * makes no pool call, and a stale pointer always finds an IOP_IRP that says "free".
 *
 *      chunk:  | IOP_CHUNK | IOP_IRP: header, IRP, stack locations, tail | IOP_IRP ... |
 *
 * Invariants:
 *   K1. Serial is not 0 exactly while the packet is allocated.
 *   K2. A freed packet is used again only after IOP_QUARANTINE others of its size were freed: a
 *       driver that completes it once more meets a free packet, not somebody else's request.
 *   K3. A free packet's IRP and stack locations hold IOP_FREED in every byte. Who wrote to it is
 *       found when it is to be used again, or at the end of the run
 *       (DRIVER_CAUGHT_MODIFYING_FREED_POOL).
 */
#include "irp.h"

#define IOP_QUARANTINE  8
#define IOP_CHUNK_BYTES (4 * PAGE_SIZE)
#define IOP_FREED       0xDDDDDDDDDDDDDDDDull

typedef struct _IOP_CHUNK {
    struct _IOP_CHUNK *Next;
    ULONG Count, Stride;
    DECLSPEC_ALIGN(16) UCHAR Packets[];
} IOP_CHUNK, *PIOP_CHUNK;

static struct {
    PIOP_CHUNK First, Last;
    struct {
        LIST_ENTRY List; /* oldest first */
        ULONG Count;
    } Free[MAXCHAR + 1];
    ULONG Serial;
} Iop SIM_STATE;

VOID
IopInitPackets(VOID)
{
    for (ULONG StackSize = 0; StackSize < RTL_NUMBER_OF(Iop.Free); StackSize++) {
        InitializeListHead(&Iop.Free[StackSize].List);
    }
}

/* --- chunks ----------------------------------------------------------------------------------- */

static ULONG
IopStride(CCHAR StackSize)
{
    ULONG Flows = StackSize > IOP_NEAR_FLOWS ? (ULONG)StackSize - IOP_NEAR_FLOWS : 0;
    ULONG Bytes = FIELD_OFFSET(IOP_IRP, Irp) + IoSizeOfIrp(StackSize) + sizeof(PVOID) + Flows;

    return (Bytes + 15) & ~15u;
}

static PIOP_IRP
IopPacket(PIOP_CHUNK Chunk, ULONG Index)
{
    return (PIOP_IRP)(Chunk->Packets + (SIZE_T)Index * Chunk->Stride);
}

static VOID
IopPutFree(PIOP_IRP Own)
{
    InsertTailList(&Iop.Free[(ULONG)Own->StackSize].List, &Own->FreeLinks);
    Iop.Free[(ULONG)Own->StackSize].Count++;
}

static VOID
IopFillFreed(PIOP_IRP Own)
{
    PULONG64 Words = (PULONG64)&Own->Irp;

    for (ULONG i = 0; i < IoSizeOfIrp(Own->StackSize) / sizeof(*Words); i++) {
        Words[i] = IOP_FREED;
    }
}

static BOOLEAN
IopAddChunk(CCHAR StackSize)
{
    PIOP_CHUNK Chunk = ExAllocateOwn(IOP_CHUNK_BYTES, IOP_TAG_IRP);

    if (Chunk == NULL) {
        return FALSE;
    }
    Chunk->Stride = IopStride(StackSize);
    Chunk->Count = (IOP_CHUNK_BYTES - sizeof(IOP_CHUNK)) / Chunk->Stride;
    for (ULONG i = 0; i < Chunk->Count; i++) {
        PIOP_IRP Own = IopPacket(Chunk, i);

        Own->StackSize = StackSize;
        IopFillFreed(Own);
        IopPutFree(Own);
    }
    if (Iop.Last != NULL) {
        Iop.Last->Next = Chunk;
    } else {
        Iop.First = Chunk;
    }
    Iop.Last = Chunk;
    HalPacketHull((ULONG_PTR)Chunk, (ULONG_PTR)Chunk + IOP_CHUNK_BYTES);
    return TRUE;
}

/* --- taking and giving back ------------------------------------------------------------------- */

static BOOLEAN
IopIsDamaged(PIOP_IRP Own)
{
    PULONG64 Words = (PULONG64)&Own->Irp;
    ULONG64 Damage = 0;

    for (ULONG i = 0; i < IoSizeOfIrp(Own->StackSize) / sizeof(*Words); i++) {
        Damage |= Words[i] ^ IOP_FREED;
    }
    return Damage != 0;
}

/* The first word that somebody wrote to, or NULL. */
static PULONG64
IopFindDamage(PIOP_IRP Own)
{
    PULONG64 Words = (PULONG64)&Own->Irp;

    for (ULONG i = 0; i < IoSizeOfIrp(Own->StackSize) / sizeof(*Words); i++) {
        if (Words[i] != IOP_FREED) {
            return &Words[i];
        }
    }
    return NULL;
}

static VOID
IopCheckFreed(PIOP_IRP Own)
{
    if (IopIsDamaged(Own)) {
        PULONG64 Damage = IopFindDamage(Own);

        KeBugCheckEx(DRIVER_CAUGHT_MODIFYING_FREED_POOL, (ULONG_PTR)&Own->Irp,
                     IoSizeOfIrp(Own->StackSize), (ULONG_PTR)Damage, *Damage);
    }
}

PIOP_IRP
IopTakePacket(CCHAR StackSize)
{
    ULONG Size = (ULONG)StackSize;
    PIOP_IRP Own;

    if (Iop.Free[Size].Count <= IOP_QUARANTINE && !IopAddChunk(StackSize)) {
        return NULL;
    }
    Iop.Free[Size].Count--;
    Own = CONTAINING_RECORD(RemoveHeadList(&Iop.Free[Size].List), IOP_IRP, FreeLinks);
    IopCheckFreed(Own);
    Own->Serial = ++Iop.Serial;
    return Own;
}

VOID
IopGivePacket(PIOP_IRP Own)
{
    Own->Serial = 0;
    IopFillFreed(Own);
    IopPutFree(Own);
}

ULONG
IopLastSerial(VOID)
{
    return Iop.Serial;
}

/* --- finding ---------------------------------------------------------------------------------- */

static PIOP_CHUNK
IopChunkAround(const VOID *Address)
{
    for (PIOP_CHUNK Chunk = Iop.First; Chunk != NULL; Chunk = Chunk->Next) {
        if ((ULONG_PTR)Address - (ULONG_PTR)Chunk->Packets <
            (ULONG_PTR)Chunk->Count * Chunk->Stride) {
            return Chunk;
        }
    }
    return NULL;
}

PIOP_IRP
IopPacketAround(const VOID *Address)
{
    PIOP_CHUNK Chunk = IopChunkAround(Address);

    return Chunk != NULL
               ? IopPacket(Chunk, (ULONG)((PUCHAR)Address - Chunk->Packets) / Chunk->Stride)
               : NULL;
}

PIOP_IRP
IopNextPacket(PIOP_IRP Own)
{
    PIOP_CHUNK Chunk = Own == NULL ? Iop.First : IopChunkAround(Own);

    if (Own == NULL) {
        return Chunk != NULL ? IopPacket(Chunk, 0) : NULL;
    }
    Own = (PIOP_IRP)((PUCHAR)Own + Chunk->Stride);
    if (Own == IopPacket(Chunk, Chunk->Count)) {
        return Chunk->Next != NULL ? IopPacket(Chunk->Next, 0) : NULL;
    }
    return Own;
}

PIOP_IRP
IopNextLiveIrp(PIOP_IRP Own)
{
    do {
        Own = IopNextPacket(Own);
    } while (Own != NULL && Own->Serial == 0);
    return Own;
}

/* Not inlined: a driver's memory may hold anything, also what looks like our flags. */
BOOLEAN
IopIsLiveIrp(const VOID *Address)
{
    PIOP_IRP Own = IopPacketAround(Address);

    return Own != NULL && &Own->Irp == Address && Own->Serial != 0;
}

VOID
IopReportDamagedPackets(VOID (*Report)(PCSTR Format, ...))
{
    for (PIOP_IRP Own = IopNextPacket(NULL); Own != NULL; Own = IopNextPacket(Own)) {
        if (Own->Serial == 0 && IopFindDamage(Own) != NULL) {
            Report("IRP %p was written to (at %p) after it was freed\n", (PVOID)&Own->Irp,
                   (PVOID)IopFindDamage(Own));
        }
    }
}
