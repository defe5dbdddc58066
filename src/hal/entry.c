/*
 * src/hal/entry.c - the entries of a granule: two in its cell, the others in a list
 *
 * The last writer and the last reader stand in the cell, where access.c looks inline. Others
 * (several readers, writers of different bytes) are in a list of blocks, as many as there are: no
 * race is missed, and none is reported that is not there.
 *
 * A write that changed nothing (HALP_SAME) is always in the list: the same context's next write of
 * those bytes is looked at again.
 */
#include "entry.h"

enum { HALP_BLOCK = 5, HALP_BLOCKS = 1 << 18 };

typedef struct _HALP_BLOCK {
    PHALP_CELL Owner; /* the list is the cell's, and of this schedule, when these two say so */
    ULONG Base, Next, Count;
    HALP_ENTRY Entries[HALP_BLOCK];
} HALP_BLOCK_T, *PHALP_BLOCK;

typedef struct _HALP_BLOCK_STORE {
    ULONG Used;
    HALP_BLOCK_T Blocks[HALP_BLOCKS];
} HALP_BLOCK_STORE;
#define HalpStore ((HALP_BLOCK_STORE *)HALP_LISTS)

VOID
HalpListsOpen(VOID)
{
    hw_kept(HALP_LISTS, sizeof(HALP_BLOCK_STORE));
}

VOID
HalpForgetLists(VOID)
{
    HalpStore->Used = 1; // 0 ends a list
}

static PHALP_BLOCK
HalpBlock(PHALP_CELL Cell, ULONG Index)
{
    PHALP_BLOCK Block = &HalpStore->Blocks[Index];

    return Index != 0 && Index < HalpStore->Used && Block->Owner == Cell &&
                   Block->Base == HalpOrder->Base
               ? Block
               : NULL;
}

static inline BOOLEAN
HalpCounts(ULONG Epoch)
{
    return (Epoch & HALP_CLOCK) > HalpOrder->Base;
}

ULONG
HalpGather(PHALP_CELL Cell, PHALP_ENTRY Entries)
{
    ULONG Count = 0;

    if (HalpCounts(Cell->Epoch[HALP_WRITER])) {
        Entries[Count++] =
            (HALP_ENTRY){Cell->Epoch[HALP_WRITER], Cell->Mask[HALP_WRITER],
                         Cell->Flags & HALP_ATOMIC_WRITE ? HalAtomicWrite : HalWrite};
    }
    if (HalpCounts(Cell->Epoch[HALP_READER])) {
        Entries[Count++] = (HALP_ENTRY){Cell->Epoch[HALP_READER], Cell->Mask[HALP_READER],
                                        Cell->Flags & HALP_ATOMIC_READ ? HalAtomicRead : HalRead};
    }
    for (PHALP_BLOCK Block = HalpBlock(Cell, Cell->More); Block != NULL;
         Block = HalpBlock(Cell, Block->Next)) {
        for (ULONG i = 0; i < Block->Count && Count < HALP_MOST; i++) {
            Entries[Count++] = Block->Entries[i];
        }
    }
    return Count;
}

/* One more entry into the list, whose first block has room or gets a new one before it. */
static VOID
HalpAddToList(PHALP_CELL Cell, const HALP_ENTRY *Entry)
{
    PHALP_BLOCK Block = HalpBlock(Cell, Cell->More);

    if (Block == NULL || Block->Count == HALP_BLOCK) {
        ULONG Next = Block == NULL ? 0 : Cell->More;

        if (HalpStore->Used == HALP_BLOCKS) {
            return; // so many: nobody will miss it
        }
        Cell->More = HalpStore->Used++;
        Block = &HalpStore->Blocks[Cell->More];
        *Block = (HALP_BLOCK_T){.Owner = Cell, .Base = HalpOrder->Base, .Next = Next};
    }
    Block->Entries[Block->Count++] = *Entry;
}

/* The last of each kind has its place in the cell: it is the newest. */
VOID
HalpScatter(PHALP_CELL Cell, const HALP_ENTRY *Entries, ULONG Count)
{
    BOOLEAN Placed[2] = {FALSE, FALSE};

    Cell->Flags &= ~(HALP_ATOMIC_WRITE | HALP_ATOMIC_READ);
    Cell->Epoch[HALP_WRITER] = Cell->Epoch[HALP_READER] = 0;
    Cell->Mask[HALP_WRITER] = Cell->Mask[HALP_READER] = 0;
    for (PHALP_BLOCK Block = HalpBlock(Cell, Cell->More); Block != NULL;
         Block = HalpBlock(Cell, Block->Next)) {
        Block->Count = 0; // its blocks stay its own
    }
    for (ULONG i = Count; i-- > 0;) {
        ULONG Place = HalpIsWrite(Entries[i].Kind) ? HALP_WRITER : HALP_READER;

        if (Placed[Place] || Entries[i].Kind == HALP_SAME) {
            HalpAddToList(Cell, &Entries[i]);
            continue;
        }
        Placed[Place] = TRUE;
        Cell->Epoch[Place] = Entries[i].Epoch;
        Cell->Mask[Place] = Entries[i].Mask;
        if (HalpIsAtomic(Entries[i].Kind)) {
            Cell->Flags |= Place == HALP_WRITER ? HALP_ATOMIC_WRITE : HALP_ATOMIC_READ;
        }
    }
}
