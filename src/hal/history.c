/*
 * src/hal/history.c - what was accessed last by each context, with stacks: for reports of races
 *
 * The first access of a context to some bytes at one of its clocks is remembered in the context's
 * ring. When a later access turns out to be in a race with it, it is looked up by clock and
 * address; if the ring has gone round since, the report has to do without.
 *
 * A stack is followed by its frame pointers, which drivers and libsim are both built with.
 */
#include "shadow.h"

enum { HALP_RING = 2048, HALP_FAR = 0x10000 };

typedef struct _HALP_RINGS {
    ULONG Count[HALP_CONTEXTS];
    HAL_ACCESS Ring[HALP_CONTEXTS][HALP_RING];
} HALP_RINGS;
#define HalpRings ((HALP_RINGS *)HALP_HISTORY)

static struct {
    VOID (*Report)(const HAL_ACCESS *First, const HAL_ACCESS *Second);
} Halp SIM_STATE;

VOID
HalSetRaceRoutine(VOID (*Routine)(const HAL_ACCESS *First, const HAL_ACCESS *Second))
{
    hw_kept(HALP_HISTORY, sizeof(HALP_RINGS));
    Halp.Report = Routine;
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
    HalpFrames(Access->Frames, Touch->Pc, Touch->Frame);
}

VOID
HalpRemember(const HALP_TOUCH *Touch)
{
    ULONG Context = Touch->Epoch >> HALP_CLOCK_BITS;

    if (Halp.Report != NULL) {
        HalpDescribe(&HalpRings->Ring[Context][HalpRings->Count[Context]++ % HALP_RING], Touch);
    }
}

static BOOLEAN
HalpIsIt(const HAL_ACCESS *Access, ULONG Epoch, const HALP_TOUCH *Touch, BOOLEAN Wrote)
{
    ULONG64 First = (Touch->Address & ~(ULONG64)7) + (ULONG)__builtin_ctz(Touch->Mask);
    ULONG64 Last = (Touch->Address & ~(ULONG64)7) + 31 - (ULONG)__builtin_clz(Touch->Mask);

    return Access->Clock == (Epoch & HALP_CLOCK) && HalpIsWrite(Access->Kind) == Wrote &&
           Access->Address <= Last && First < Access->Address + Access->Size;
}

/* NULL: the ring has gone round since. */
const HAL_ACCESS *
HalpFindAccess(ULONG Epoch, const HALP_TOUCH *Touch, BOOLEAN Wrote)
{
    ULONG Context = Epoch >> HALP_CLOCK_BITS;
    ULONG Count = Halp.Report == NULL ? 0 : HalpRings->Count[Context];

    for (ULONG i = 1; i <= HALP_RING && i <= Count; i++) {
        const HAL_ACCESS *Access = &HalpRings->Ring[Context][(Count - i) % HALP_RING];

        if (HalpIsIt(Access, Epoch, Touch, Wrote)) {
            return Access;
        }
    }
    return NULL;
}

VOID
HalpReportRace(ULONG Epoch, const HALP_TOUCH *Touch, BOOLEAN Wrote, BOOLEAN Atomic)
{
    const HAL_ACCESS *Found = HalpFindAccess(Epoch, Touch, Wrote);
    HAL_ACCESS First = {.Address = Touch->Address,
                        .Context = HalpOrder->Keys[Epoch >> HALP_CLOCK_BITS],
                        .Clock = Epoch & HALP_CLOCK};
    HAL_ACCESS Second;

    if (Halp.Report == NULL) {
        return;
    }
    First.Kind = Atomic ? (Wrote ? HalAtomicWrite : HalAtomicRead) : (Wrote ? HalWrite : HalRead);
    if (Found != NULL) {
        First = *Found;
    }
    HalpDescribe(&Second, Touch);
    Halp.Report(&First, &Second);
}
