/*
 * src/hal/meet.c - which accesses met at one place in memory during a search, and in which order
 *
 * compare.c tells of each access to a contended granule, and of each earlier one that it meets: of
 * another context, the same bytes, one of the two writing, nothing of that kind in between. What it
 * keeps of the earlier one is its epoch; where in the code that was is kept here, by granule,
 * context and kind. Accesses that were made before the granule was known to be contended are looked
 * up in the history instead.
 *
 * A pair of places is counted in each of its two orders, over all schedules of a search, in two
 * tables of fixed size: nothing is allocated, and a schedule pays for contended granules only.
 *
 * Invariants:
 *   M1. A place is that of the epoch it is asked for, or it is not known.
 *   M2. A pair is left out when its part of the table is full, or one of its places is not known;
 *       none is made up.
 */
#include "meet.h"
#include "shadow.h"

#define HALP_MEETINGS 0x47E000000000

enum { HALP_PLACES = 1 << 12, HALP_PAIRS = 1 << 13, HALP_PROBES = 16 };

typedef struct _HALP_PLACE {
    ULONG64 Cell; /* and bit 0: it wrote */
    ULONG Epoch;
    PVOID Pc;
} HALP_PLACE, *PHALP_PLACE;

typedef struct _HALP_MEETINGS_STORE {
    HALP_PLACE Places[HALP_PLACES];
    HAL_PAIR Pairs[HALP_PAIRS + HALP_PROBES];
} HALP_MEETINGS_STORE;
#define HalpMeetings ((HALP_MEETINGS_STORE *)HALP_MEETINGS)

static struct {
    BOOLEAN On;
} Halp SIM_KEPT;

static inline ULONG
HalpHash(ULONG64 A, ULONG64 B)
{
    return (ULONG)(((A * 0x9E3779B97F4A7C15) ^ B) * 0x9E3779B97F4A7C15 >> 32);
}

/* --- where an epoch's access was made -------------------------------------------------------- */

static inline PHALP_PLACE
HalpPlace(ULONG64 Cell, ULONG Epoch)
{
    return &HalpMeetings->Places[HalpHash(Cell, Epoch >> HALP_CLOCK_BITS) % HALP_PLACES];
}

static inline ULONG64
HalpPlaceKey(const HALP_CELL *Cell, BOOLEAN Wrote)
{
    return (ULONG64)(ULONG_PTR)Cell | Wrote;
}

VOID
HalpNotePlace(const HALP_CELL *Cell, const HALP_TOUCH *Touch)
{
    ULONG64 Key = HalpPlaceKey(Cell, HalpIsWrite(Touch->Kind));

    if (Halp.On) {
        *HalpPlace(Key, Touch->Epoch) =
            (HALP_PLACE){.Cell = Key, .Epoch = Touch->Epoch, .Pc = Touch->Pc};
    }
}

static PVOID
HalpPlaceOf(const HALP_CELL *Cell, ULONG Epoch, BOOLEAN Wrote, const HALP_TOUCH *Touch)
{
    ULONG64 Key = HalpPlaceKey(Cell, Wrote);
    PHALP_PLACE Place = HalpPlace(Key, Epoch);
    const HAL_ACCESS *Access;

    if (Place->Cell == Key && Place->Epoch == Epoch) {
        return Place->Pc;
    }
    Access = HalpFindAccess(Epoch, Touch, Wrote);
    return Access == NULL ? NULL : Access->Frames[0];
}

/* --- pairs ----------------------------------------------------------------------------------- */

static PHAL_PAIR
HalpPair(PVOID Low, PVOID High)
{
    PHAL_PAIR Pair =
        &HalpMeetings
             ->Pairs[HalpHash((ULONG64)(ULONG_PTR)Low, (ULONG64)(ULONG_PTR)High) % HALP_PAIRS];

    for (ULONG i = 0; i < HALP_PROBES; i++, Pair++) {
        if (Pair->Low == NULL) {
            *Pair = (HAL_PAIR){.Low = Low, .High = High};
        }
        if (Pair->Low == Low && Pair->High == High) {
            return Pair;
        }
    }
    return NULL;
}

VOID
HalpNoteMeeting(const HALP_CELL *Cell, ULONG Epoch, BOOLEAN Wrote, const HALP_TOUCH *Touch)
{
    PVOID First, Second = Touch->Pc;
    PHAL_PAIR Pair;

    if (!Halp.On) {
        return;
    }
    First = HalpPlaceOf(Cell, Epoch, Wrote, Touch);
    if (First == NULL || Second == NULL) {
        return;
    }
    Pair = First < Second ? HalpPair(First, Second) : HalpPair(Second, First);
    if (Pair != NULL) {
        Pair->Times[First > Second]++;
    }
}

/* --- a search -------------------------------------------------------------------------------- */

VOID
HalMeetBegin(VOID)
{
    hw_kept(HALP_MEETINGS, sizeof(HALP_MEETINGS_STORE));
    RtlZeroMemory(HalpMeetings, sizeof(HALP_MEETINGS_STORE));
    Halp.On = TRUE;
}

const HAL_PAIR *
HalMeetNext(PULONG Index)
{
    while (*Index < ARRAYSIZE(HalpMeetings->Pairs)) {
        const HAL_PAIR *Pair = &HalpMeetings->Pairs[(*Index)++];

        if (Pair->Low != NULL) {
            return Pair;
        }
    }
    return NULL;
}

ULONG
HalMeetCount(PULONG OneOrder)
{
    const HAL_PAIR *Pair;
    ULONG Count = 0;

    *OneOrder = 0;
    for (ULONG i = 0; (Pair = HalMeetNext(&i)) != NULL;) {
        Count++;
        *OneOrder += Pair->Low != Pair->High && (Pair->Times[0] == 0 || Pair->Times[1] == 0);
    }
    return Count;
}

ULONG
HalSourceLine(const VOID *Address, PSTR Path, SIZE_T Size)
{
    return hw_source(Address, Path, Size);
}
