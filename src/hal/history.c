/*
 * src/hal/history.c - what was accessed last by each context, with stacks: for reports of races
 *
 * The first access of a context to some bytes at one of its clocks is remembered in the context's
 * ring. When a later access turns out to be in a race with it, it is looked up by clock and
 * address; if the ring has gone round since, the report has to do without.
 *
 * A stack is followed by its frame pointers, which drivers and libsim are both built with.
 *
 * A loop that waits: all of the context's reads of the bytes, as far as the writer knows nothing of
 * them, are at one place, there is more than one (one that it is about to make counts), and it
 * wrote nothing in between.
 */
#include "entry.h"

enum { HALP_RING = 2048, HALP_FAR = 0x10000 };

typedef struct _HALP_RINGS {
    ULONG Count[HALP_CONTEXTS];
    HAL_ACCESS Ring[HALP_CONTEXTS][HALP_RING];
    struct {
        ULONG64 Address;
        PVOID Pc;
        ULONG Clock;
    } Next[HALP_CONTEXTS]; /* the read that it is about to make, or dismissed inline */
} HALP_RINGS;
#define HalpRings ((HALP_RINGS *)HALP_HISTORY)

static struct {
    HAL_RACE_ROUTINE *Report;
} Halp SIM_STATE;

VOID
HalSetRaceRoutine(HAL_RACE_ROUTINE *Routine)
{
    hw_kept(HALP_HISTORY, sizeof(HALP_RINGS));
    Halp.Report = Routine;
    HalpForgetHistory();
}

/* Clocks begin again. */
VOID
HalpForgetHistory(VOID)
{
    if (Halp.Report != NULL) {
        RtlZeroMemory(HalpRings->Count, sizeof HalpRings->Count);
        RtlZeroMemory(HalpRings->Next, sizeof HalpRings->Next);
    }
}

static VOID
HalpFrames(PVOID *Frames, PVOID Pc, PVOID *Frame)
{
    ULONG Count = 0;

    Frames[Count++] = Pc;
    while (Frame != NULL && Count < HAL_ACCESS_FRAMES) {
        PVOID *Outer = Frame[0];

        if (Frame[1] != Pc) { // the callback's own frame
            Frames[Count++] = Frame[1];
        }
        if (Outer <= Frame || (ULONG_PTR)Outer - (ULONG_PTR)Frame > HALP_FAR ||
            (ULONG_PTR)Outer % sizeof(PVOID) != 0) {
            break;
        }
        Frame = Outer;
    }
    for (; Count < HAL_ACCESS_FRAMES; Count++) {
        Frames[Count] = NULL;
    }
}

static UCHAR
HalpForm(const HALP_TOUCH *Touch, ULONG Context)
{
    return (UCHAR)((Touch->Whole ? HAL_WHOLE : 0) |
                   (HalpStrict && HalpStrictIsBound(Context) ? HAL_BOUND : 0));
}

static VOID
HalpDescribe(PHAL_ACCESS Access, const HALP_TOUCH *Touch)
{
    ULONG Context = Touch->Epoch >> HALP_CLOCK_BITS;

    Access->Address = (Touch->Address & ~(ULONG64)7) + (ULONG)__builtin_ctz(Touch->Mask);
    Access->Context = HalpOrder->Keys[Context];
    Access->Locks = HalpOrder->Locks[Context];
    Access->Clock = Touch->Epoch & HALP_CLOCK;
    Access->Kind = Touch->Kind;
    Access->Size = (UCHAR)__builtin_popcount(Touch->Mask);
    Access->Processor = (UCHAR)HalNow.Processor;
    Access->Irql = HalNow.Irql;
    Access->Form = HalpForm(Touch, Context);
    HalpFrames(Access->Frames, Touch->Pc, Touch->Frame);
}

/* How manieth back in the context's ring; 1: the last. */
static inline PHAL_ACCESS
HalpBack(ULONG Context, ULONG i)
{
    return &HalpRings->Ring[Context][(HalpRings->Count[Context] - i) % HALP_RING];
}

static inline ULONG
HalpKept(ULONG Context)
{
    ULONG Count = Halp.Report == NULL ? 0 : HalpRings->Count[Context];

    return Count < HALP_RING ? Count : HALP_RING;
}

/* NULL: nobody wants to know. */
PHAL_ACCESS
HalpRemember(const HALP_TOUCH *Touch)
{
    ULONG Context = Touch->Epoch >> HALP_CLOCK_BITS;

    if (Halp.Report == NULL) {
        return NULL;
    }
    HalpRings->Count[Context]++;
    HalpRings->Next[Context].Pc = NULL;
    HalpDescribe(HalpBack(Context, 1), Touch);
    return HalpBack(Context, 1);
}

VOID
HalpIntend(ULONG Epoch, ULONG64 Address, PVOID Pc)
{
    ULONG Context = Epoch >> HALP_CLOCK_BITS;

    if (Halp.Report != NULL) {
        HalpRings->Next[Context].Address = Address;
        HalpRings->Next[Context].Pc = Pc;
        HalpRings->Next[Context].Clock = Epoch & HALP_CLOCK;
    }
}

/* --- an access of the past ------------------------------------------------------------------- */

static inline BOOLEAN
HalpOverlaps(const HAL_ACCESS *Access, const HALP_TOUCH *Touch)
{
    ULONG64 First = (Touch->Address & ~(ULONG64)7) + (ULONG)__builtin_ctz(Touch->Mask);
    ULONG64 Last = (Touch->Address & ~(ULONG64)7) + 31 - (ULONG)__builtin_clz(Touch->Mask);

    return Access->Address <= Last && First < Access->Address + Access->Size;
}

/* NULL: the ring has gone round since. */
const HAL_ACCESS *
HalpFindAccess(ULONG Epoch, const HALP_TOUCH *Touch, BOOLEAN Wrote)
{
    ULONG Context = Epoch >> HALP_CLOCK_BITS;

    for (ULONG i = 1; i <= HalpKept(Context); i++) {
        const HAL_ACCESS *Access = HalpBack(Context, i);

        if (Access->Clock == (Epoch & HALP_CLOCK) && HalpIsWrite(Access->Kind) == Wrote &&
            HalpOverlaps(Access, Touch)) {
            return Access;
        }
    }
    return NULL;
}

/* Known: up to which clock of the reader's the writer knows of it. */
static BOOLEAN
HalpPolls(ULONG Context, const HAL_ACCESS *Read, const HALP_TOUCH *Touch, ULONG Known)
{
    BOOLEAN Wrote = FALSE;
    ULONG Times = HalpRings->Next[Context].Clock > Known &&
                  HalpRings->Next[Context].Pc == Read->Frames[0] &&
                  HalpRings->Next[Context].Address == Read->Address;

    for (ULONG i = 1; i <= HalpKept(Context); i++) {
        const HAL_ACCESS *Access = HalpBack(Context, i);

        if (Access->Clock <= Known) {
            break;
        }
        if (HalpIsWrite(Access->Kind)) {
            Wrote = Times > 0;
        } else if (HalpOverlaps(Access, Touch)) {
            if (Wrote || Access->Frames[0] != Read->Frames[0] || Access->Kind != HalRead) {
                return FALSE;
            }
            Times++;
        }
    }
    return Times > 1;
}

/* --- races ----------------------------------------------------------------------------------- */

static HAL_ACCESS
HalpFirst(const HALP_ENTRY *Old, const HALP_TOUCH *Touch)
{
    BOOLEAN Wrote = HalpIsWrite(Old->Kind);
    const HAL_ACCESS *Found = HalpFindAccess(Old->Epoch, Touch, Wrote);

    if (Found != NULL) {
        return *Found;
    }
    return (HAL_ACCESS){.Address = Touch->Address,
                        .Context = HalpOrder->Keys[Old->Epoch >> HALP_CLOCK_BITS],
                        .Clock = Old->Epoch & HALP_CLOCK,
                        .Kind = Old->Kind == HALP_SAME ? HalWrite : Old->Kind,
                        .Form = Old->Kind == HALP_SAME ? HAL_SAME : 0};
}

static VOID
HalpMarkPolls(PHAL_ACCESS Read, ULONG Reader, ULONG Writer, const HALP_TOUCH *Touch)
{
    if (Read->Kind == HalRead && Read->Frames[0] != NULL &&
        HalpPolls(Reader, Read, Touch, HalpOrder->Clocks[Writer][Reader])) {
        Read->Form |= HAL_POLLS;
    }
}

VOID
HalpReportRace(const HALP_ENTRY *Old, const HALP_TOUCH *Touch, BOOLEAN OneProcessor)
{
    ULONG Earlier = Old->Epoch >> HALP_CLOCK_BITS, Later = Touch->Epoch >> HALP_CLOCK_BITS;
    HAL_ACCESS First = HalpFirst(Old, Touch), Second = *HalpBack(Later, 1);

    if (OneProcessor && (First.Frames[0] == NULL || First.Processor != Second.Processor ||
                         ((First.Form | Second.Form) & HAL_BOUND))) {
        return;
    }
    HalpMarkPolls(&First, Earlier, Later, Touch);
    HalpMarkPolls(&Second, Later, Earlier, Touch);
    Halp.Report(&First, &Second, OneProcessor);
}
