/*
 * hal/shadow.h - between access.c, order.c, sync.c, shadow.c, compare.c and those next to them
 *
 * All of this lies in host memory at fixed addresses: it is no part of the simulated machine, a
 * boot and a restore leave it as it is.
 */
#ifndef HAL_SHADOW_H
#define HAL_SHADOW_H

#include "check.h"

#include "machine.h"

/* --- shadow.c: a cell for each granule of eight bytes ---------------------------------------- */

enum { HALP_WRITER, HALP_READER };
enum {
    HALP_CONTENDED = 1,    /* two contexts met here: kept over schedules */
    HALP_ATOMIC_WRITE = 2, /* the writer's access was an interlocked one */
    HALP_ATOMIC_READ = 4,
    HALP_WATCHED = 8,    /* somebody wants to see each access: HalpWatch */
    HALP_ONCE = 16,      /* not in a search: the reader's next access is looked at, too */
    HALP_UNSETTLED = 32, /* the writer has written, or is about to: settle.c */
    HALP_LOOKED_AT = HALP_CONTENDED | HALP_WATCHED | HALP_ONCE |
                     HALP_UNSETTLED /* the inline test dismisses none */
};

/* The last writer and the last reader with the bytes that each touched, and what is less usual in a
   list. An epoch is a context's number (8 bits) and its clock (24 bits); 0: nobody. */
typedef struct _HALP_CELL {
    ULONG Epoch[2];
    UCHAR Mask[2];
    UCHAR Flags;
    UCHAR Written; /* bytes that were written since the block was allocated */
    ULONG More;    /* list of others that still matter; see compare.c */
} HALP_CELL, *PHALP_CELL;

#define HALP_KERNEL  0x400000000000 /* the windows of the machine, and how they are laid out */
#define HALP_MODULES 0x480000000000
enum {
    HALP_WINDOW_BITS = 36,
    HALP_WINDOWS = 8,
    HALP_SLOT_BITS = 24,
    HALP_SLOTS = 4096,
    HALP_MODULE_SLOT = HALP_MODULES >> HALP_SLOT_BITS
};

/* Cell of an address = (address >> 3 << 4) + delta, modulo 2^64; 0: there is none, or it has to be
   looked for. */
typedef struct _HALP_MAP {
    /* Of 16 MiB each, from address 0 on. One too many: the bound is then no bit mask, and the test
       of it one instruction. */
    ULONG64 Delta[HALP_MODULE_SLOT + HALP_SLOTS + 1];
    BOOLEAN Instrumented[HALP_SLOTS]; /* its code has called one of the compiler's callbacks */
} HALP_MAP;
#define HALP_CELLS ((PHALP_CELL)0x474000000000)
#define HalpMap    ((HALP_MAP *)0x475000000000)

PHALP_CELL HalpFindCell(ULONG64 Address); /* NULL: nothing is kept about it */
VOID HalpTouchCell(PHALP_CELL Cell);      /* before it is written for the first time */
ULONG64 HalpName(ULONG64 Address);        /* the granule, under one name for all its mappings */
VOID HalpShadowOpen(VOID);

static inline ULONG64
HalpDelta(ULONG64 Address)
{
    ULONG64 Slot = Address >> HALP_SLOT_BITS;

    return __builtin_expect(Slot < ARRAYSIZE(HalpMap->Delta), 1) ? HalpMap->Delta[Slot] : 0;
}

static inline PHALP_CELL
HalpCellAt(ULONG64 Address, ULONG64 Delta)
{
    return (PHALP_CELL)((Address >> 3 << 4) + Delta);
}

/* NULL: no delta leads to it. */
static inline PHALP_CELL
HalpCellByDelta(ULONG64 Address)
{
    ULONG64 Delta = HalpDelta(Address);

    return Delta == 0 ? NULL : HalpCellAt(Address, Delta);
}

static inline PHALP_CELL
HalpCell(ULONG64 Address)
{
    PHALP_CELL Cell = HalpCellByDelta(Address);

    return Cell != NULL ? Cell : HalpFindCell(Address);
}

static inline BOOLEAN
HalpIsInstrumented(PVOID Pc)
{
    ULONG64 Slot = ((ULONG64)(ULONG_PTR)Pc - HALP_MODULES) >> HALP_SLOT_BITS;

    return Slot < HALP_SLOTS && HalpMap->Instrumented[Slot];
}

/* --- order.c: contexts and their clocks ------------------------------------------------------ */

enum { HALP_CONTEXTS = 64, HALP_CLOCK_BITS = 24, HALP_CLOCK = (1 << HALP_CLOCK_BITS) - 1 };

typedef struct _HALP_ORDER {
    ULONG Base;  /* clocks up to this one are of earlier schedules */
    ULONG Top;   /* no clock is beyond it */
    ULONG Count; /* contexts of this schedule */
    ULONG Floor; /* where clocks begin again when they are used up: the fixture's */
    ULONG Ends;
    ULONG64 Keys[HALP_CONTEXTS];
    ULONG Ended[HALP_CONTEXTS];     /* 0: not; else the how manieth that ended */
    KIRQL Irql[HALP_CONTEXTS];      /* its level pseudo-locks are those up to here */
    BOOLEAN Used[HALP_CONTEXTS];    /* an access was made at its present clock */
    BOOLEAN Ignored[HALP_CONTEXTS]; /* its accesses are in no race: SIM_DATA_RACE */
    ULONG64 Locks[HALP_CONTEXTS];
    ULONG Clocks[HALP_CONTEXTS][HALP_CONTEXTS]; /* what each knows of each */
} HALP_ORDER;
#define HalpOrder ((HALP_ORDER *)0x476000000000)
enum { HALP_SYNC_BITS = 13, HALP_SYNCS = 1 << HALP_SYNC_BITS };
#define HALP_SYNC_TABLE 0x477000000000 /* sync.c */
#define HALP_LISTS      0x478000000000 /* compare.c */
#define HALP_HISTORY    0x479000000000 /* history.c */

/* This schedule: steps are made at contended accesses, but nothing is compared. */
extern SIM_HIDDEN BOOLEAN HalpRough;
BOOLEAN HalpIsRough(VOID); /* step.c: does the search want this schedule to be? */
/* Of what runs here; 0: the kernel itself. */
ULONG HalpEpoch(VOID);
/* The same for an access: with the level pseudo-locks that it holds. */
ULONG HalpEpochOfAccess(VOID);
VOID HalpTick(ULONG Context); /* what follows is later than what was released */
VOID HalpLevel(BOOLEAN Acquire, KIRQL Level);
VOID HalpSyncOpen(VOID);

/* --- strict.c: the same without what one processor orders, if somebody asks for that ---------- */

extern SIM_HIDDEN BOOLEAN HalpStrict;
VOID HalpStrictOpen(VOID);
VOID HalpStrictNewContext(ULONG Context);
VOID HalpStrictNewRun(ULONG Context);
VOID HalpStrictBind(ULONG Context, BOOLEAN Bound);
BOOLEAN HalpStrictIsBound(ULONG Context);
BOOLEAN HalpStrictlyBefore(ULONG Old, ULONG New);
/* Slot: of a key in the table of sync.c. */
VOID HalpStrictNewKey(ULONG Slot);
VOID HalpStrictRelease(ULONG Slot, ULONG Context);
VOID HalpStrictAcquire(ULONG Slot, ULONG Context);
VOID HalpStrictPass(ULONG From, ULONG To);

/* HalAcquire, HalRelease for a driver's atomic access: what that does to memory, weak.c knows. */
VOID HalpAcquireMarked(ULONG64 Key);
VOID HalpReleaseMarked(ULONG64 Key);

/* --- check.c, access*.c: an access of a driver ----------------------------------------------- */

#define HALP_EXPORT __attribute__((visibility("default")))
enum { HALP_ACCESS_NS = 1, HALP_ATOMIC_NS = 10 };

/* Addresses of which somebody wants to see each access: of IRPs always, of pageable memory (paged
   pool, and the hull of what else is) at DISPATCH_LEVEL and above. */
typedef struct _HALP_WATCH {
    ULONG64 PacketLow, PacketSize;
    ULONG64 PoolLow, PoolSize, PagedLow, PagedHigh;
    VOID (*CheckPacket)(const VOID *Address, ULONG Kind, PVOID Pc);
    VOID (*CheckPaged)(const VOID *Address, ULONG Kind, PVOID Pc);
    VOID (*CheckPool)(const VOID *Address, ULONG Kind, PVOID Pc);
    HAL_USER_CHECK *CheckUser;
    HAL_COPY_CHECK *CheckCopy;
} HALP_WATCH;
extern SIM_HIDDEN HALP_WATCH HalpWatch;

static inline BOOLEAN
HalpIsPaged(ULONG64 At)
{
    return At - HalpWatch.PoolLow < HalpWatch.PoolSize ||
           At - HalpWatch.PagedLow < HalpWatch.PagedHigh - HalpWatch.PagedLow;
}

static inline BOOLEAN
HalpIsPacket(ULONG64 At)
{
    return At - HalpWatch.PacketLow < HalpWatch.PacketSize;
}

/* Does somebody want to see it? */
static inline BOOLEAN
HalpIsShown(ULONG64 At)
{
    return HalpIsPacket(At) || (HalNow.Irql >= DISPATCH_LEVEL && HalpIsPaged(At));
}

/* Is there more to do than to compare the access with others? */
static inline BOOLEAN
HalpIsWatched(ULONG64 At)
{
    return hw_point_due() || HalpIsShown(At);
}

VOID HalpCheckAccess(ULONG64 At, ULONG Kind, PVOID Pc);
/* checkuser.c, while accesses are compared */
VOID HalpCheckUser(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc);
VOID HalpCheckCopy(const VOID *To, const VOID *From, SIZE_T Size, PVOID Pc);
VOID HalpAccessSlowly(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc, PVOID *Frame);
VOID HalpRangeSlowly(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc, PVOID *Frame);
/* Interlocked and volatile ones. */
enum {
    HALP_ORDERS = 1,    /* what it reads was written before */
    HALP_UPDATES = 2,   /* it reads and writes */
    HALP_SEQUENTIAL = 4 /* it is in one order with all others that are */
};
VOID HalpAtomic(const volatile VOID *Address, SIZE_T Size, ULONG Kind, ULONG Orders, PVOID Pc,
                PVOID *Frame);

/* --- weak.c: in a search that is not HW_SC, after the step ----------------------------------- */

VOID HalpWeakAccess(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc);
VOID HalpWeakAtomic(ULONG64 At, SIZE_T Size, ULONG Kind, ULONG Orders, PVOID Pc);

/* --- compare.c, entry.c, settle.c, history.c ------------------------------------------------- */

typedef struct _HALP_TOUCH {
    ULONG64 Address; /* within one granule */
    UCHAR Mask, Kind;
    BOOLEAN InKernel; /* no step may come before it */
    BOOLEAN Whole;    /* the driver's own, plain, one aligned word */
    ULONG Epoch;
    PVOID Pc, *Frame;
} HALP_TOUCH, *PHALP_TOUCH;

VOID HalpCompare(PHALP_CELL Cell, PHALP_TOUCH Touch);
VOID HalpListsOpen(VOID);
VOID HalpForgetLists(VOID);

/* The write that the driver has made meanwhile, if there is one that has not been looked at. */
extern SIM_HIDDEN BOOLEAN HalpUnsettled;
VOID HalpSettleNow(VOID);
static inline VOID
HalpSettle(VOID)
{
    if (HalpUnsettled) {
        HalpSettleNow();
    }
}

VOID HalpForgetHistory(VOID);
PHAL_ACCESS HalpRemember(const HALP_TOUCH *Touch);
/* The context is about to read, or does so again. */
VOID HalpIntend(ULONG Epoch, ULONG64 Address, PVOID Pc);
typedef struct _HALP_ENTRY HALP_ENTRY, *PHALP_ENTRY;
/* Of an earlier access and the one that the context of Touch made last. */
VOID HalpReportRace(const HALP_ENTRY *Old, const HALP_TOUCH *Touch, BOOLEAN OneProcessor);
/* The access of this epoch that Touch meets; NULL: it is too long ago. */
const HAL_ACCESS *HalpFindAccess(ULONG Epoch, const HALP_TOUCH *Touch, BOOLEAN Wrote);

/* --- meet.c: in a search, of contended granules ---------------------------------------------- */

VOID HalpNotePlace(const HALP_CELL *Cell, const HALP_TOUCH *Touch);
/* Before the access is entered: it meets that of this epoch. */
VOID HalpNoteMeeting(const HALP_CELL *Cell, ULONG Epoch, BOOLEAN Wrote, const HALP_TOUCH *Touch);

enum { HALP_SAME = HalFree + 1 }; /* a write that changed nothing, as a kind of entry */

static inline BOOLEAN
HalpIsWrite(ULONG Kind)
{
    return Kind == HalWrite || Kind == HalAtomicWrite || Kind == HalFree || Kind == HALP_SAME;
}

static inline BOOLEAN
HalpIsAtomic(ULONG Kind)
{
    return Kind == HalAtomicRead || Kind == HalAtomicWrite;
}

#endif
