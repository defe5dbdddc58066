/*
 * hal/shadow.h - between access.c, order.c, sync.c, shadow.c and compare.c
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
    HALP_CONTENDED = 1,      /* two contexts met here: kept over schedules */
    HALP_ATOMIC_WRITE = 2,   /* the writer's access was an interlocked one */
    HALP_ATOMIC_READ = 4
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
enum { HALP_WINDOW_BITS = 36, HALP_WINDOWS = 8, HALP_SLOT_BITS = 24, HALP_SLOTS = 4096 };

/* Cell of an address = (address >> 3 << 4) + delta, modulo 2^64; 0: there is none, or it has to be
   looked for. */
typedef struct _HALP_MAP {
    ULONG64 Window[HALP_WINDOWS];
    ULONG64 Module[HALP_SLOTS];
    BOOLEAN Instrumented[HALP_SLOTS]; /* its code has called one of the compiler's callbacks */
} HALP_MAP;
#define HALP_CELLS ((PHALP_CELL)0x474000000000)
#define HalpMap    ((HALP_MAP *)0x475000000000)

PHALP_CELL HalpFindCell(ULONG64 Address); /* NULL: nothing is kept about it */
VOID HalpTouchCell(PHALP_CELL Cell);      /* before it is written for the first time */
ULONG64 HalpName(ULONG64 Address);        /* the granule, under one name for all its mappings */
VOID HalpShadowOpen(VOID);

/* NULL: no delta leads to it. */
static inline PHALP_CELL
HalpCellByDelta(ULONG64 Address)
{
    ULONG64 Window = (Address - HALP_KERNEL) >> HALP_WINDOW_BITS;
    ULONG64 Slot = (Address - HALP_MODULES) >> HALP_SLOT_BITS, Delta = 0;

    if (Window < HALP_WINDOWS) {
        Delta = HalpMap->Window[Window];
    } else if (Slot < HALP_SLOTS) {
        Delta = HalpMap->Module[Slot];
    }
    return Delta == 0 ? NULL : (PHALP_CELL)((Address >> 3 << 4) + Delta);
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
    ULONG Base;    /* clocks up to this one are of earlier schedules */
    ULONG Top;     /* no clock is beyond it */
    ULONG Count;   /* contexts of this schedule */
    ULONG Floor;   /* where clocks begin again when they are used up: the fixture's */
    ULONG Ends;
    ULONG64 Keys[HALP_CONTEXTS];
    ULONG Ended[HALP_CONTEXTS];   /* 0: not; else the how manieth that ended */
    KIRQL Irql[HALP_CONTEXTS];    /* its level pseudo-locks are those up to here */
    BOOLEAN Used[HALP_CONTEXTS];  /* an access was made at its present clock */
    BOOLEAN Ignored[HALP_CONTEXTS]; /* its accesses are in no race: SIM_DATA_RACE */
    ULONG64 Locks[HALP_CONTEXTS];
    ULONG Clocks[HALP_CONTEXTS][HALP_CONTEXTS]; /* what each knows of each */
} HALP_ORDER;
#define HalpOrder ((HALP_ORDER *)0x476000000000)
#define HALP_SYNC_TABLE 0x477000000000 /* sync.c */
#define HALP_LISTS      0x478000000000 /* compare.c */
#define HALP_HISTORY    0x479000000000 /* history.c */

/* Of what runs here; 0: the kernel itself. */
ULONG HalpEpoch(VOID);
/* The same for an access: with the level pseudo-locks that it holds. */
ULONG HalpEpochOfAccess(VOID);
VOID HalpTick(ULONG Context); /* what follows is later than what was released */
VOID HalpLevel(BOOLEAN Acquire, KIRQL Level);
VOID HalpSyncOpen(VOID);
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
extern HALP_WATCH HalpWatch __attribute__((visibility("hidden")));

static inline BOOLEAN
HalpIsPaged(ULONG64 At)
{
    return At - HalpWatch.PoolLow < HalpWatch.PoolSize ||
           At - HalpWatch.PagedLow < HalpWatch.PagedHigh - HalpWatch.PagedLow;
}

/* Is there more to do than to compare the access with others? */
static inline BOOLEAN
HalpIsWatched(ULONG64 At)
{
    return hw_point_due() || At - HalpWatch.PacketLow < HalpWatch.PacketSize ||
           (HalNow.Irql >= DISPATCH_LEVEL && HalpIsPaged(At));
}

VOID HalpCheckAccess(ULONG64 At, ULONG Kind, PVOID Pc);
/* checkuser.c, while accesses are compared */
VOID HalpCheckUser(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc);
VOID HalpCheckCopy(const VOID *To, const VOID *From, SIZE_T Size, PVOID Pc);
VOID HalpAccessSlowly(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc, PVOID *Frame);
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

/* --- compare.c, history.c -------------------------------------------------------------------- */

typedef struct _HALP_TOUCH {
    ULONG64 Address; /* within one granule */
    UCHAR Mask, Kind;
    BOOLEAN InKernel; /* no step may come before it */
    ULONG Epoch;
    PVOID Pc, *Frame;
} HALP_TOUCH, *PHALP_TOUCH;

VOID HalpCompare(PHALP_CELL Cell, PHALP_TOUCH Touch);
VOID HalpListsOpen(VOID);
VOID HalpForgetLists(VOID);
VOID HalpRemember(const HALP_TOUCH *Touch);
VOID HalpReportRace(ULONG Epoch, const HALP_TOUCH *Touch, BOOLEAN OldWrites, BOOLEAN OldAtomic);
/* The access of this epoch that Touch meets; NULL: it is too long ago. */
const HAL_ACCESS *HalpFindAccess(ULONG Epoch, const HALP_TOUCH *Touch, BOOLEAN Wrote);

/* --- meet.c: in a search, of contended granules ---------------------------------------------- */

VOID HalpNotePlace(const HALP_CELL *Cell, const HALP_TOUCH *Touch);
/* Before the access is entered: it meets that of this epoch. */
VOID HalpNoteMeeting(const HALP_CELL *Cell, ULONG Epoch, BOOLEAN Wrote, const HALP_TOUCH *Touch);

static inline BOOLEAN
HalpIsWrite(ULONG Kind)
{
    return Kind == HalWrite || Kind == HalAtomicWrite || Kind == HalFree;
}

static inline BOOLEAN
HalpIsAtomic(ULONG Kind)
{
    return Kind == HalAtomicRead || Kind == HalAtomicWrite;
}

#endif
