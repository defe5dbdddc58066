/*
 * src/hal/strict.c - what would be ordered if nothing had happened to run on one processor
 *
 * On request only (HalOrderStrictly). Beside each vector of clocks there is a second one, for which
 * the pseudo-locks of levels do not exist, and a handler's routine knows nothing of what was done
 * by those that ran before it at this level of this processor: the next one could run on another.
 * Two accesses that the first vector orders and the second does not are a race that was avoided by
 * the choice of a processor.
 *
 *      HalRelease --> key --HalAcquire-->      both vectors
 *      level pseudo-lock                       the first only
 *      another routine of a handler begins     the second is empty again
 *
 * Nobody chose for what is bound: a thread or DPC that may run on one processor, an interrupt that
 * comes to one, the clock and what all processors do. So where there is one processor, all are
 * bound.
 *
 * What a routine releases counts as released by the ones before it on the same level, too: rather a
 * race too few.
 */
#include "shadow.h"

#define HALP_STRICT 0x47F000000000

typedef struct _HALP_STRICT_STORE {
    ULONG Clocks[HALP_CONTEXTS][HALP_CONTEXTS];
    ULONG Began[HALP_CONTEXTS]; /* the context's clock when its present routine began; 0: thread */
    BOOLEAN Bound[HALP_CONTEXTS];
    ULONG Keys[HALP_SYNCS][HALP_CONTEXTS];
} HALP_STRICT_STORE;
#define HalpStore ((HALP_STRICT_STORE *)HALP_STRICT)

BOOLEAN HalpStrict SIM_STATE;

static struct {
    BOOLEAN (*IsBound)(VOID);
} Halp SIM_STATE;

VOID
HalOrderStrictly(BOOLEAN (*IsBound)(VOID))
{
    Halp.IsBound = IsBound;
}

VOID
HalpStrictOpen(VOID)
{
    HalpStrict = Halp.IsBound != NULL;
    if (HalpStrict) {
        hw_kept(HALP_STRICT, sizeof(HALP_STRICT_STORE));
    }
}

static VOID
HalpKnowNothing(PULONG Clocks)
{
    for (ULONG i = 0; i < HALP_CONTEXTS; i++) {
        Clocks[i] = HalpOrder->Base;
    }
}

static VOID
HalpJoin(PULONG To, const ULONG *From)
{
    for (ULONG i = 0; i < HALP_CONTEXTS; i++) {
        To[i] = From[i] > To[i] ? From[i] : To[i];
    }
}

/* --- contexts -------------------------------------------------------------------------------- */

static inline BOOLEAN
HalpIsHandler(ULONG Context)
{
    return (HalpOrder->Keys[Context] & HAL_HANDLER) != 0;
}

VOID
HalpStrictNewContext(ULONG Context)
{
    HalpKnowNothing(HalpStore->Clocks[Context]);
    HalpStore->Began[Context] = HalpIsHandler(Context) ? HalpOrder->Clocks[Context][Context] : 0;
    HalpStore->Bound[Context] = FALSE;
}

VOID
HalpStrictNewRun(ULONG Context)
{
    HalpTick(Context);
    HalpStrictNewContext(Context);
}

VOID
HalpStrictBind(ULONG Context, BOOLEAN Bound)
{
    HalpStore->Bound[Context] = Bound;
}

BOOLEAN
HalpStrictIsBound(ULONG Context)
{
    if (!HalpIsHandler(Context)) {
        return Halp.IsBound();
    }
    return HalpStore->Bound[Context] || (HalpOrder->Keys[Context] & 0xFF) >= CLOCK_LEVEL;
}

BOOLEAN
HalpStrictlyBefore(ULONG Old, ULONG New)
{
    ULONG Earlier = Old >> HALP_CLOCK_BITS, Later = New >> HALP_CLOCK_BITS;
    ULONG Clock = Old & HALP_CLOCK;

    return (Earlier == Later && Clock >= HalpStore->Began[Later]) ||
           Clock <= HalpStore->Clocks[Later][Earlier];
}

/* --- keys ------------------------------------------------------------------------------------ */

VOID
HalpStrictNewKey(ULONG Slot)
{
    HalpKnowNothing(HalpStore->Keys[Slot]);
}

/* As in sync.c: its own accesses up to now. */
VOID
HalpStrictRelease(ULONG Slot, ULONG Context)
{
    PULONG Own = &HalpStore->Keys[Slot][Context];
    ULONG Clock = HalpOrder->Clocks[Context][Context] - !HalpOrder->Used[Context];

    HalpJoin(HalpStore->Keys[Slot], HalpStore->Clocks[Context]);
    *Own = Clock > *Own ? Clock : *Own;
}

VOID
HalpStrictAcquire(ULONG Slot, ULONG Context)
{
    HalpJoin(HalpStore->Clocks[Context], HalpStore->Keys[Slot]);
}

VOID
HalpStrictPass(ULONG From, ULONG To)
{
    HalpJoin(HalpStore->Keys[To], HalpStore->Keys[From]);
}
