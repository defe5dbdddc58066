/*
 * src/hal/order.c - contexts, and what each knows of the others: vector clocks
 *
 * A context is what does one thing after the other: a thread; the DPCs of a processor; the service
 * routines of one level of a processor. What orders two contexts is a key that one releases and the
 * other acquires (sync.c); then the second knows what the first did until then. Two accesses of
 * which neither context knew the other's are in a race.
 *
 * Besides, an IRQL orders: code at level n of a processor holds the pseudo-locks of that processor
 * and the levels from DISPATCH_LEVEL to n. A handler holds only its own level's and those
 * it raised to: it interrupted code that may be anywhere. So DISPATCH_LEVEL excludes the DPCs of
 * this processor, not those of another nor a service routine. They are acquired and released
 * when somebody looks: at an access at another IRQL than the last, at an interrupt, at a switch.
 *
 *      unknown --first access or edge--> known --handler, switch: another context--> unknown
 *                                          --it ended--> free for another context, the oldest first
 *
 * Invariants:
 *   O1. HalNow.Epoch is the context's number and clock, or does not count: 0, or its clock is not
 *       above Base. Then it is looked up again; so a restored machine needs nothing.
 *   O2. HalpOrder->Clocks[i][i] is context i's clock; no other context knows more of i.
 *   O3. HalNow.EpochIrql is the IRQL up to which the context holds pseudo-locks.
 *
 * Differs from Windows: more than 62 contexts at once share one, and what is between those of them
 * is not found.
 */
#include "entry.h"

enum { HALP_DEEPEST = 16, HALP_SHARED = HALP_CONTEXTS - 1, HALP_NOBODY = 0 };

BOOLEAN HalOrdered SIM_STATE;
BOOLEAN HalpRough SIM_KEPT;

static struct {
    UCHAR Depth[HAL_MAXIMUM_PROCESSORS];
    KIRQL Level[HAL_MAXIMUM_PROCESSORS][HALP_DEEPEST]; /* of the handlers, one upon the other */
} Halp SIM_STATE;

/* --- the context that runs here -------------------------------------------------------------- */

static inline KIRQL
HalpHandlerLevel(VOID)
{
    UCHAR Depth = Halp.Depth[HalNow.Processor];

    return Depth == 0 ? 0 : Halp.Level[HalNow.Processor][Depth - 1];
}

static ULONG64
HalpContextKey(VOID)
{
    if (Halp.Depth[HalNow.Processor] == 0) {
        return HalNow.ThreadId;
    }
    if (HalpHandlerLevel() == 0) {
        return HALP_NOBODY;
    }
    return HAL_HANDLER | (ULONG64)HalNow.Processor << 8 | HalpHandlerLevel();
}

static inline BOOLEAN
HalpIsKnown(ULONG Epoch)
{
    ULONG Context = Epoch >> HALP_CLOCK_BITS;

    return Epoch != 0 && (Epoch & HALP_CLOCK) > HalpOrder->Base && Context < HalpOrder->Count &&
           (Epoch & HALP_CLOCK) == HalpOrder->Clocks[Context][Context];
}

static ULONG
HalpOldestEnded(VOID)
{
    ULONG Oldest = HALP_SHARED;

    for (ULONG i = 0; i < HALP_SHARED; i++) {
        if (HalpOrder->Ended[i] != 0 &&
            (Oldest == HALP_SHARED || HalpOrder->Ended[i] < HalpOrder->Ended[Oldest])) {
            Oldest = i;
        }
    }
    return Oldest;
}

/* It knows all that was done before this schedule and, in a number that is used again, what the
   context before it did. */
static ULONG
HalpNewContext(ULONG64 Key)
{
    ULONG New = HalpOrder->Count < HALP_SHARED ? HalpOrder->Count : HalpOldestEnded();
    PULONG Clocks = HalpOrder->Clocks[New];
    ULONG Own = HalpOrder->Base;

    if (New < HalpOrder->Count) {
        Own = Clocks[New];
    } else {
        HalpOrder->Count = New + 1;
        for (ULONG i = 0; i < New; i++) {
            HalpOrder->Clocks[i][New] = HalpOrder->Base;
        }
    }
    for (ULONG i = 0; i < HALP_CONTEXTS; i++) {
        Clocks[i] = HalpOrder->Base;
    }
    Clocks[New] = Own;
    HalpOrder->Keys[New] = Key;
    HalpOrder->Ended[New] = 0;
    HalpOrder->Irql[New] = Key & HAL_HANDLER ? HalpHandlerLevel() - 1 : PASSIVE_LEVEL;
    HalpOrder->Used[New] = TRUE;
    HalpOrder->Locks[New] = 0;
    HalpOrder->Ignored[New] = FALSE;
    HalpTick(New);
    if (HalpStrict) {
        HalpStrictNewContext(New);
    }
    return New;
}

static ULONG
HalpContext(ULONG64 Key)
{
    for (ULONG i = 0; i < HalpOrder->Count; i++) {
        if (HalpOrder->Keys[i] == Key && HalpOrder->Ended[i] == 0) {
            return i;
        }
    }
    return MAXULONG;
}

static inline VOID
HalpSetEpoch(ULONG Context)
{
    HalNow.Epoch = Context << HALP_CLOCK_BITS | HalpOrder->Clocks[Context][Context];
    HalNow.EpochIrql = HalpOrder->Irql[Context];
}

VOID
HalpTick(ULONG Context)
{
    PULONG Clock = &HalpOrder->Clocks[Context][Context];

    if (!HalpOrder->Used[Context]) {
        return;
    }
    HalpOrder->Used[Context] = FALSE;
    *Clock += 1;
    if (*Clock > HalpOrder->Top) {
        HalpOrder->Top = *Clock;
        HalOrdered = *Clock < HALP_CLOCK;
    }
}

static VOID
HalpLookUp(VOID)
{
    ULONG64 Key = HalpContextKey();
    ULONG Context;

    if (Key == HALP_NOBODY) {
        HalNow.Epoch = 0;
        return;
    }
    Context = HalpContext(Key);
    if (Context == MAXULONG) {
        Context = HalpNewContext(Key);
        if (!(Key & HAL_HANDLER)) {
            HalpSetEpoch(Context);
            HalpAcquireMarked(HAL_SYNC_KEY(HalSyncThread, Key));
        }
    }
    HalpSetEpoch(Context);
}

/* FALSE: what runs here has done nothing that counts. */
static BOOLEAN
HalpHasContext(VOID)
{
    ULONG64 Key = HalpContextKey();
    ULONG Context;

    if (HalpIsKnown(HalNow.Epoch)) {
        return TRUE;
    }
    Context = Key == HALP_NOBODY ? MAXULONG : HalpContext(Key);
    if (Context == MAXULONG) {
        return FALSE;
    }
    HalpSetEpoch(Context);
    return TRUE;
}

/* --- level pseudo-locks ---------------------------------------------------------------------- */

static VOID
HalpLower(ULONG Context, KIRQL Irql)
{
    KIRQL Held = HalpOrder->Irql[Context];

    for (KIRQL Level = Held; Level > Irql && Level >= DISPATCH_LEVEL; Level--) {
        HalpLevel(FALSE, Level);
    }
    if (Held > Irql) {
        HalpOrder->Irql[Context] = Irql;
        HalpTick(Context);
        HalpSetEpoch(Context);
    }
}

static VOID
HalpRaise(ULONG Context, KIRQL Irql)
{
    for (KIRQL Level = HalpOrder->Irql[Context] + 1; Level <= Irql; Level++) {
        if (Level >= DISPATCH_LEVEL) {
            HalpLevel(TRUE, Level);
        }
    }
    HalpOrder->Irql[Context] = Irql;
    HalNow.EpochIrql = Irql;
}

ULONG
HalpEpoch(VOID)
{
    HalpSettle();
    if (!HalpIsKnown(HalNow.Epoch)) {
        HalpLookUp();
    }
    if (HalNow.Epoch != 0 && HalNow.Irql < HalNow.EpochIrql) {
        HalpLower(HalNow.Epoch >> HALP_CLOCK_BITS, HalNow.Irql);
    }
    return HalNow.Epoch;
}

ULONG
HalpEpochOfAccess(VOID)
{
    if (HalpEpoch() != 0 && HalNow.Irql > HalNow.EpochIrql) {
        HalpRaise(HalNow.Epoch >> HALP_CLOCK_BITS, HalNow.Irql);
    }
    return HalNow.Epoch;
}

/* --- from one context to another ------------------------------------------------------------- */

/* DPCs come one after the other in one handler. A service routine's handler begins with it, and
   knows by now what was done for it. */
VOID
HalOrderBeginRun(BOOLEAN Bound)
{
    ULONG Context;

    if (!HalOrdered || !HalpStrict || HalpEpoch() == 0) {
        return;
    }
    Context = HalNow.Epoch >> HALP_CLOCK_BITS;
    if (HalpHandlerLevel() == DISPATCH_LEVEL) {
        HalpStrictNewRun(Context);
        HalpSetEpoch(Context);
    }
    HalpStrictBind(Context, Bound);
}

VOID
HalOrderEnter(KIRQL Level)
{
    PUCHAR Depth = &Halp.Depth[HalNow.Processor];

    HalpSettle();
    if (Level > 0 && HalpHasContext()) {
        HalpLower(HalNow.Epoch >> HALP_CLOCK_BITS, Level - 1);
    }
    SIM_ASSERT(*Depth < HALP_DEEPEST);
    Halp.Level[HalNow.Processor][(*Depth)++] = Level;
    HalNow.Epoch = 0;
    if (Level > 0 && HalpHasContext()) {
        HalpOrder->Irql[HalNow.Epoch >> HALP_CLOCK_BITS] = HalNow.EpochIrql = Level - 1;
        if (HalpStrict) {
            HalpStrictNewRun(HalNow.Epoch >> HALP_CLOCK_BITS);
            HalpSetEpoch(HalNow.Epoch >> HALP_CLOCK_BITS);
        }
    }
}

VOID
HalOrderLeave(VOID)
{
    HalpSettle();
    if (Halp.Depth[HalNow.Processor] == 0) { // it began before accesses were compared
        return;
    }
    if (HalpHasContext()) {
        HalpLower(HalNow.Epoch >> HALP_CLOCK_BITS, HalpHandlerLevel() - 1);
    }
    Halp.Depth[HalNow.Processor]--;
    HalNow.Epoch = 0;
}

VOID
HalOrderSwitch(VOID)
{
    HalpSettle();
    if (HalpHasContext()) {
        HalpLower(HalNow.Epoch >> HALP_CLOCK_BITS, APC_LEVEL);
    }
    HalNow.Epoch = 0;
}

VOID
HalpNewRun(VOID)
{
    SIM_ASSERT(Halp.Depth[HalNow.Processor] == 0);
    HalOrderSwitch();
    HalOrderForget(HalNow.ThreadId);
}

VOID
HalOrderForget(ULONG ThreadId)
{
    ULONG Context = HalpContext(ThreadId);

    if (Context != MAXULONG && Context != HALP_SHARED) {
        HalpOrder->Ended[Context] = ++HalpOrder->Ends;
    }
}

VOID
HalOrderHold(ULONG64 Locks)
{
    if (HalpEpoch() != 0) {
        HalpOrder->Locks[HalNow.Epoch >> HALP_CLOCK_BITS] = Locks;
    }
}

ULONG64
HalOrderHeld(VOID)
{
    return HalpEpoch() == 0 ? 0 : HalpOrder->Locks[HalNow.Epoch >> HALP_CLOCK_BITS];
}

VOID
HalOrderIgnore(BOOLEAN Ignore)
{
    if (HalOrdered && HalpEpoch() != 0) {
        HalpOrder->Ignored[HalNow.Epoch >> HALP_CLOCK_BITS] = Ignore;
    }
}

/* --- schedules ------------------------------------------------------------------------------- */

VOID
HalOrderBegin(VOID)
{
    HalpShadowOpen();
    HalpSyncOpen();
    HalpListsOpen();
    HalpStrictOpen();
    HalShadowClear();
    HalOrderRestart();
    HalOrdered = TRUE;
}

VOID
HalOrderEnd(VOID)
{
    HalOrdered = FALSE;
    HalpDismiss();
}

VOID
HalOrderFixture(VOID)
{
    HalpOrder->Floor = HalpOrder->Top;
    HalShadowForget();
    HalOrderRestart();
}

VOID
HalOrderRestart(VOID)
{
    enum { ENOUGH = HALP_CLOCK / 2 }; // clocks that are left for the longest schedule

    if (HalpOrder->Top > ENOUGH) {
        HalShadowForget();
        HalpForgetHistory();
        HalpOrder->Top = HalpOrder->Floor;
    }
    HalpDismiss();
    HalpOrder->Base = ++HalpOrder->Top;
    HalpOrder->Count = 0;
    HalpOrder->Ends = 0;
    HalpRough = HalpIsRough();
    HalNow.Epoch = 0;
    HalpForgetLists();
}
