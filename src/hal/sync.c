/*
 * src/hal/sync.c - the keys by which contexts hand on what they know
 *
 * A key is an object's address with a word on which of its uses is meant. What was released under
 * it is a vector of clocks; who acquires the key knows at least that much from then on. A mutex has
 * one key, an object with readers two: they release one that only writers acquire.
 *
 *      absent --HalRelease--> known --HalOrderRestart--> absent (Base says so)
 *
 * The table is never full: when it would be, all that was done so far counts as ordered.
 */
#include "shadow.h"

enum {
    HALP_ADDRESS_BITS = 48, /* of a key; above, its HAL_SYNC */
    HALP_SYNCS_USED = HALP_SYNCS / 4 * 3
};

typedef struct _HALP_SYNC {
    ULONG64 Key;
    ULONG Base;     /* of the schedule in which it was released */
    ULONG Contexts; /* so many clocks are there, the others are Base */
    ULONG Clocks[HALP_CONTEXTS];
} HALP_SYNC, *PHALP_SYNC;

typedef struct _HALP_SYNC_STORE {
    ULONG Used, Base;
    HALP_SYNC Table[HALP_SYNCS];
} HALP_SYNC_STORE;
#define HalpSyncs ((HALP_SYNC_STORE *)HALP_SYNC_TABLE)

VOID
HalpSyncOpen(VOID)
{
    hw_kept(HALP_SYNC_TABLE, sizeof(HALP_SYNC_STORE));
}

/* Where the key is, or the place where it can be put. */
static PHALP_SYNC
HalpFindSync(ULONG64 Key)
{
    ULONG i = (ULONG)(Key * 0x9E3779B97F4A7C15 >> (64 - HALP_SYNC_BITS));

    while (HalpSyncs->Table[i].Key != Key && HalpSyncs->Table[i].Base == HalpOrder->Base &&
           HalpSyncs->Table[i].Key != 0) {
        i = (i + 1) % HALP_SYNCS;
    }
    return &HalpSyncs->Table[i];
}

static inline BOOLEAN
HalpIsReleased(PHALP_SYNC Sync, ULONG64 Key)
{
    return Sync->Key == Key && Sync->Base == HalpOrder->Base;
}

static VOID
HalpJoin(PULONG To, const ULONG *From, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        To[i] = From[i] > To[i] ? From[i] : To[i];
    }
}

static inline ULONG
HalpSlot(PHALP_SYNC Sync)
{
    return (ULONG)(Sync - HalpSyncs->Table);
}

static PHALP_SYNC
HalpMakeSync(ULONG64 Key)
{
    PHALP_SYNC Sync;

    if (HalpSyncs->Base != HalpOrder->Base) {
        HalpSyncs->Base = HalpOrder->Base;
        HalpSyncs->Used = 0;
    } else if (HalpSyncs->Used >= HALP_SYNCS_USED) {
        HalOrderRestart();
        HalpSyncs->Base = HalpOrder->Base;
        HalpSyncs->Used = 0;
    }
    Sync = HalpFindSync(Key);
    if (!HalpIsReleased(Sync, Key)) {
        Sync->Key = Key;
        Sync->Base = HalpOrder->Base;
        Sync->Contexts = 0;
        HalpSyncs->Used++;
        if (HalpStrict) {
            HalpStrictNewKey(HalpSlot(Sync));
        }
    }
    return Sync;
}

static VOID
HalpReleaseInto(PHALP_SYNC Sync, const ULONG *Clocks, ULONG Count)
{
    for (; Sync->Contexts < Count; Sync->Contexts++) {
        Sync->Clocks[Sync->Contexts] = Sync->Base;
    }
    HalpJoin(Sync->Clocks, Clocks, Count);
}

/* What the context knows, and of itself what it accessed: at its present clock perhaps nothing
   yet, and what it will access is not released. */
static VOID
HalpReleaseContext(PHALP_SYNC Sync, ULONG Context)
{
    PULONG Clocks = HalpOrder->Clocks[Context], Own = &Clocks[Context];
    ULONG Unused = !HalpOrder->Used[Context];

    *Own -= Unused;
    HalpReleaseInto(Sync, Clocks, HalpOrder->Count);
    *Own += Unused;
}

static VOID
HalpAcquireFrom(ULONG64 Key, ULONG Context)
{
    PHALP_SYNC Sync = HalpFindSync(Key);

    if (HalpIsReleased(Sync, Key)) {
        HalpJoin(HalpOrder->Clocks[Context], Sync->Clocks, Sync->Contexts);
        if (HalpStrict) {
            HalpStrictAcquire(HalpSlot(Sync), Context);
        }
    }
}

/* In a search, steps that use one object depend on each other. */
static VOID
HalpTouchKey(ULONG64 Key)
{
    HAL_SYNC Kind = (HAL_SYNC)(Key >> HALP_ADDRESS_BITS);

    if (hw_searched() && (Kind == HalSyncObject || Kind == HalSyncReaders || Kind == HalSyncRun ||
                          Kind == HalSyncIrp)) {
        hw_touch((PVOID)(ULONG_PTR)(Key & (((ULONG64)1 << HALP_ADDRESS_BITS) - 1)), true);
    }
}

VOID
HalpReleaseMarked(ULONG64 Key)
{
    PHALP_SYNC Sync;
    ULONG Context;

    if (HalpEpoch() == 0) {
        return;
    }
    HalpTouchKey(Key);
    Sync = HalpMakeSync(Key);
    Context = HalpEpoch() >> HALP_CLOCK_BITS; // anew: the table may have been emptied
    HalpReleaseContext(Sync, Context);
    if (HalpStrict) {
        HalpStrictRelease(HalpSlot(Sync), Context);
    }
    HalpTick(Context);
    HalNow.Epoch = Context << HALP_CLOCK_BITS | HalpOrder->Clocks[Context][Context];
}

VOID
HalpAcquireMarked(ULONG64 Key)
{
    if (HalpEpoch() != 0) {
        HalpTouchKey(Key);
        HalpAcquireFrom(Key, HalNow.Epoch >> HALP_CLOCK_BITS);
    }
}

/* What the kernel orders, it orders in memory, too. */
VOID
HalpRelease(ULONG64 Key)
{
    HalOrderMemory(TRUE);
    HalpReleaseMarked(Key);
}

VOID
HalpAcquire(ULONG64 Key)
{
    HalOrderMemory(TRUE);
    HalpAcquireMarked(Key);
}

VOID
HalpReleaseTo(ULONG64 From, ULONG64 To)
{
    PHALP_SYNC Sync = HalpMakeSync(To), Source = HalpFindSync(From);

    if (HalpIsReleased(Source, From)) {
        HalpReleaseInto(Sync, Source->Clocks, Source->Contexts);
        if (HalpStrict) {
            HalpStrictPass(HalpSlot(Source), HalpSlot(Sync));
        }
    }
}

VOID
HalpForgetKey(ULONG64 Key)
{
    PHALP_SYNC Sync = HalpFindSync(Key);

    if (HalpIsReleased(Sync, Key)) {
        Sync->Contexts = 0;
        if (HalpStrict) {
            HalpStrictNewKey(HalpSlot(Sync));
        }
    }
}

/* The pseudo-lock of this processor's level, for the context that is known to run here. */
VOID
HalpLevel(BOOLEAN Acquire, KIRQL Level)
{
    ULONG64 Key = HAL_SYNC_KEY(HalSyncLevel, (ULONG64)HalNow.Processor << 8 | Level);
    ULONG Context = HalNow.Epoch >> HALP_CLOCK_BITS;

    if (Acquire) {
        HalpAcquireFrom(Key, Context);
    } else {
        HalpReleaseContext(HalpMakeSync(Key), Context);
    }
}
