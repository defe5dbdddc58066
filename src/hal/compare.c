/*
 * src/hal/compare.c - an access is compared with those that were made before
 *
 * Called for the first access of a context to some bytes at its present clock; the ones after it
 * are dismissed by the inline test in access.c. What matters about a granule is a set of entries
 * (epoch, bytes, kind):
 *
 *      met       by an access of another context to the same bytes, one of the two writing:
 *                contention; and a race, if the entry's clock is beyond what the context knows and
 *                not both are interlocked
 *      dropped   those bytes that an access covers of the context's own entries, and of others
 *                that come before it: whoever is in a race with them is in a race with it. A read
 *                does so for reads only.
 *
 * Usually one writer and one reader are left, and they stand in the cell. Others (several readers,
 * writers of different bytes) are in a list of blocks, as many as there are: no race is missed, and
 * none is reported that is not there.
 *
 * In a search an access to a contended granule is a step: others may make theirs first.
 */
#include "shadow.h"

enum { HALP_BLOCK = 5, HALP_BLOCKS = 1 << 18, HALP_MOST = 128 };

typedef struct _HALP_ENTRY {
    ULONG Epoch;
    UCHAR Mask, Kind;
} HALP_ENTRY, *PHALP_ENTRY;

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

/* --- the entries of a cell ------------------------------------------------------------------- */

static inline BOOLEAN
HalpCounts(ULONG Epoch)
{
    return (Epoch & HALP_CLOCK) > HalpOrder->Base;
}

static ULONG
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
static VOID
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

        if (Placed[Place]) {
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

/* --- one against another --------------------------------------------------------------------- */

static inline BOOLEAN
HalpIsOwn(ULONG Epoch, ULONG Other)
{
    return Epoch >> HALP_CLOCK_BITS == Other >> HALP_CLOCK_BITS;
}

static inline BOOLEAN
HalpMeets(const HALP_ENTRY *Old, const HALP_TOUCH *New)
{
    return (Old->Mask & New->Mask) != 0 && !HalpIsOwn(Old->Epoch, New->Epoch) &&
           (HalpIsWrite(Old->Kind) || HalpIsWrite(New->Kind));
}

/* Does the context of the new access know of the old one? */
static inline BOOLEAN
HalpComesBefore(ULONG Old, ULONG New)
{
    return HalpIsOwn(Old, New) ||
           (Old & HALP_CLOCK) <= HalpOrder->Clocks[New >> HALP_CLOCK_BITS][Old >> HALP_CLOCK_BITS];
}

static VOID
HalpMeet(const HALP_CELL *Cell, const HALP_ENTRY *Old, const HALP_TOUCH *New)
{
    if (hw_searched()) {
        HalpNoteMeeting(Cell, Old->Epoch, HalpIsWrite(Old->Kind), New);
    }
    if (!HalpComesBefore(Old->Epoch, New->Epoch) &&
        !(HalpIsAtomic(Old->Kind) && HalpIsAtomic(New->Kind))) {
        HalpReportRace(Old->Epoch, New, HalpIsWrite(Old->Kind), HalpIsAtomic(Old->Kind));
    }
}

static inline BOOLEAN
HalpCovers(const HALP_TOUCH *New, const HALP_ENTRY *Old)
{
    return (HalpIsWrite(New->Kind) || !HalpIsWrite(Old->Kind)) &&
           (HalpComesBefore(Old->Epoch, New->Epoch) || HalpMeets(Old, New));
}

/* The entry of the new access, with what the same context did at this clock to other bytes. */
static VOID
HalpPut(PHALP_ENTRY Entries, ULONG *Count, const HALP_TOUCH *New)
{
    HALP_ENTRY Entry = {New->Epoch, New->Mask, New->Kind == HalFree ? HalWrite : New->Kind};
    ULONG Left = 0;

    for (ULONG i = 0; i < *Count; i++) {
        if (Entries[i].Epoch == Entry.Epoch && Entries[i].Kind == Entry.Kind) {
            Entry.Mask |= Entries[i].Mask;
        } else {
            Entries[Left++] = Entries[i];
        }
    }
    Entries[Left++] = Entry;
    *Count = Left;
}

static VOID
HalpEnter(PHALP_CELL Cell, const HALP_TOUCH *New)
{
    HALP_ENTRY Entries[HALP_MOST + 1];
    ULONG Count = HalpGather(Cell, Entries), Left = 0;

    for (ULONG i = 0; i < Count; i++) {
        if (HalpMeets(&Entries[i], New)) {
            HalpMeet(Cell, &Entries[i], New);
        }
    }
    for (ULONG i = 0; i < Count; i++) {
        if (HalpCovers(New, &Entries[i])) {
            Entries[i].Mask &= ~New->Mask;
        }
        if (Entries[i].Mask != 0) {
            Entries[Left++] = Entries[i];
        }
    }
    HalpPut(Entries, &Left, New);
    HalpScatter(Cell, Entries, Left);
}

/* --- contention ------------------------------------------------------------------------------ */

static BOOLEAN
HalpIsContention(PHALP_CELL Cell, const HALP_TOUCH *New)
{
    HALP_ENTRY Entries[HALP_MOST];
    ULONG Count = HalpGather(Cell, Entries);

    for (ULONG i = 0; i < Count; i++) {
        if (HalpMeets(&Entries[i], New)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* In a search. The step may be long: the epoch is another one after it. */
static VOID
HalpStepTo(PHALP_CELL Cell, PHALP_TOUCH New)
{
    PVOID Key;

    if (!(Cell->Flags & HALP_CONTENDED) && !HalpIsContention(Cell, New)) {
        return;
    }
    Key = (PVOID)(ULONG_PTR)HalpName(New->Address);
    if (!(Cell->Flags & HALP_CONTENDED)) {
        HalpTouchCell(Cell);
        Cell->Flags |= HALP_CONTENDED;
        hw_contended(Key);
    }
    if (!HalpIsAtomic(New->Kind)) { // those are steps as calls
        if (!New->InKernel) {
            hw_step(HW_STEP_ACCESS, Key);
            New->Epoch = HalpEpochOfAccess();
            HalProbe3(PROBE_ACCESS, New->Address, HalpIsWrite(New->Kind), New->Pc);
        }
        hw_touch(Key, HalpIsWrite(New->Kind));
    }
}

VOID
HalMarkContended(const volatile VOID *Key)
{
    PHALP_CELL Cell = HalpCell((ULONG64)(ULONG_PTR)Key);

    if (Cell != NULL) {
        HalpTouchCell(Cell);
        Cell->Flags |= HALP_CONTENDED;
    }
}

VOID
HalpCompare(PHALP_CELL Cell, PHALP_TOUCH New)
{
    if (hw_is_counter(New->Address)) {
        return;
    }
    if (hw_searched()) {
        HalpStepTo(Cell, New);
    }
    if (New->Epoch == 0 || HalpOrder->Ignored[New->Epoch >> HALP_CLOCK_BITS]) {
        return;
    }
    HalpTouchCell(Cell);
    HalpEnter(Cell, New);
    if ((Cell->Flags & HALP_CONTENDED) && hw_searched()) {
        HalpNotePlace(Cell, New);
    }
    if (HalpIsWrite(New->Kind)) {
        Cell->Written |= New->Mask;
    }
    HalpOrder->Used[New->Epoch >> HALP_CLOCK_BITS] = TRUE;
    HalpRemember(New);
}
