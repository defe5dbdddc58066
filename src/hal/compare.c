/*
 * src/hal/compare.c - an access is compared with those that were made before
 *
 * Called for the first access of a context to some bytes at its present clock; the ones after it
 * are dismissed by the inline test in access.c. What matters about a granule is a set of entries
 * (epoch, bytes, kind; entry.c):
 *
 *      met       by an access of another context to the same bytes, one of the two writing:
 *                contention; and a race, if the entry's clock is beyond what the context knows and
 *                not both are interlocked
 *      dropped   those bytes that an access covers of the context's own entries, and of others
 *                that come before it: whoever is in a race with them is in a race with it. A read
 *                does so for reads only, a write that changed nothing for all but other writes.
 *
 * Whether a write changes anything is known after it was made (settle.c): then its races are told.
 * Volatile against volatile is no race, also where it orders nothing (ARM64).
 *
 * In a search an access to a contended granule is a step: others may make theirs first.
 */
#include "entry.h"

/* --- one against another --------------------------------------------------------------------- */

typedef enum { HalpOrdered, HalpOneProcessor, HalpRaces } HALP_RELATION;

static inline BOOLEAN
HalpIsOwn(ULONG Epoch, ULONG Other)
{
    return Epoch >> HALP_CLOCK_BITS == Other >> HALP_CLOCK_BITS;
}

/* Same bytes, one of the two writing. */
static inline BOOLEAN
HalpConflicts(const HALP_ENTRY *Old, const HALP_TOUCH *New)
{
    return (Old->Mask & New->Mask) != 0 && (HalpIsWrite(Old->Kind) || HalpIsWrite(New->Kind));
}

static inline BOOLEAN
HalpMeets(const HALP_ENTRY *Old, const HALP_TOUCH *New)
{
    return HalpConflicts(Old, New) && !HalpIsOwn(Old->Epoch, New->Epoch);
}

/* Does the context of the new access know of the old one? */
static inline BOOLEAN
HalpComesBefore(ULONG Old, ULONG New)
{
    return HalpIsOwn(Old, New) ||
           (Old & HALP_CLOCK) <= HalpOrder->Clocks[New >> HALP_CLOCK_BITS][Old >> HALP_CLOCK_BITS];
}

/* Handlers that run one after the other have their locals at the same place. */
static inline BOOLEAN
HalpIsStack(ULONG64 Address)
{
    return (Address - HALP_KERNEL) >> HALP_WINDOW_BITS == HW_STACKS;
}

static HALP_RELATION
HalpRelation(const HALP_ENTRY *Old, const HALP_TOUCH *New)
{
    if (!HalpConflicts(Old, New) || (HalpIsAtomic(Old->Kind) && HalpIsAtomic(New->Kind))) {
        return HalpOrdered;
    }
    if (!HalpComesBefore(Old->Epoch, New->Epoch)) {
        return HalpRaces;
    }
    return HalpStrict && !HalpStrictlyBefore(Old->Epoch, New->Epoch) &&
                   !(HalpIsOwn(Old->Epoch, New->Epoch) && HalpIsStack(New->Address))
               ? HalpOneProcessor
               : HalpOrdered;
}

VOID
HalpReportAll(const HALP_TOUCH *New, const HALP_ENTRY *Known, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        HALP_RELATION Relation = HalpRelation(&Known[i], New);

        if (Relation != HalpOrdered) {
            HalpReportRace(&Known[i], New, Relation == HalpOneProcessor);
        }
    }
}

/* --- one among the others -------------------------------------------------------------------- */

static inline BOOLEAN
HalpCovers(const HALP_TOUCH *New, const HALP_ENTRY *Old)
{
    if (HalpIsWrite(Old->Kind) && Old->Kind != HALP_SAME &&
        (New->Kind == HALP_SAME || !HalpIsWrite(New->Kind))) {
        return FALSE;
    }
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

/* Entries has room for one more. */
VOID
HalpMerge(PHALP_CELL Cell, const HALP_TOUCH *New, PHALP_ENTRY Entries, ULONG Count)
{
    ULONG Left = 0;

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

static inline BOOLEAN
HalpIsJudged(const HALP_TOUCH *New)
{
    return New->Kind == HalWrite && New->Whole && !hw_weak() &&
           HalpCellByDelta(New->Address) != NULL;
}

static VOID
HalpEnter(PHALP_CELL Cell, const HALP_TOUCH *New)
{
    PHAL_ACCESS Record = HalpRemember(New);
    HALP_ENTRY Entries[HALP_MOST + 1];
    ULONG Count = HalpGather(Cell, Entries);

    for (ULONG i = 0; hw_searched() && i < Count; i++) {
        if (HalpMeets(&Entries[i], New)) {
            HalpNoteMeeting(Cell, Entries[i].Epoch, HalpIsWrite(Entries[i].Kind), New);
        }
    }
    if (Record != NULL && HalpIsJudged(New)) {
        HalpExpect(Cell, New, Entries, Count, Record);
    } else if (Record != NULL) {
        HalpReportAll(New, Entries, Count);
    }
    HalpMerge(Cell, New, Entries, Count);
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

    if (!(Cell->Flags & HALP_CONTENDED) && (HalpRough || !HalpIsContention(Cell, New))) {
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
            if (New->Kind == HalRead && New->Epoch != 0) {
                HalpIntend(New->Epoch, New->Address, New->Pc);
            }
            hw_step(HW_STEP_ACCESS, Key);
            New->Epoch = HalpRough ? 0 : HalpEpochOfAccess();
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

/* access.c dismisses these, too, if it can: not right after a write that is not settled. */
static inline BOOLEAN
HalpIsRepeated(PHALP_CELL Cell, const HALP_TOUCH *New)
{
    return (Cell->Epoch[HALP_WRITER] == New->Epoch &&
            (New->Mask & ~(ULONG)Cell->Mask[HALP_WRITER]) == 0 &&
            (New->Kind == HalWrite || New->Kind == HalRead)) ||
           (New->Kind == HalRead && Cell->Epoch[HALP_READER] == New->Epoch &&
            (New->Mask & ~(ULONG)Cell->Mask[HALP_READER]) == 0);
}

/* Is it a loop? The second read tells; in a search, where all are looked at, each. */
static VOID
HalpRepeat(PHALP_CELL Cell, const HALP_TOUCH *New)
{
    if (Cell->Flags & HALP_ONCE) {
        Cell->Flags &= ~HALP_ONCE;
        HalpRemember(New);
    }
}

VOID
HalpCompare(PHALP_CELL Cell, PHALP_TOUCH New)
{
    if (hw_is_counter(New->Address)) {
        return;
    }
    if (!(hw_searched() && (Cell->Flags & HALP_CONTENDED)) && HalpIsRepeated(Cell, New)) {
        HalpRepeat(Cell, New);
        return;
    }
    if (hw_searched()) {
        HalpStepTo(Cell, New);
    }
    if (HalpRough && HalpIsWrite(New->Kind)) {
        HalpTouchCell(Cell);
        Cell->Written |= New->Mask;
    }
    if (New->Epoch == 0 || HalpOrder->Ignored[New->Epoch >> HALP_CLOCK_BITS]) {
        return;
    }
    HalpTouchCell(Cell);
    HalpOrder->Used[New->Epoch >> HALP_CLOCK_BITS] = TRUE;
    HalpEnter(Cell, New);
    if (!hw_searched()) {
        Cell->Flags &= ~HALP_ONCE;
        Cell->Flags |= New->Kind == HalRead ? HALP_ONCE : 0;
    } else if (Cell->Flags & HALP_CONTENDED) {
        HalpNotePlace(Cell, New);
    }
    if (HalpIsWrite(New->Kind)) {
        Cell->Written |= New->Mask;
    }
}
