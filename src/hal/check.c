/*
 * src/hal/check.c - an access of an instrumented driver that has to be looked at
 *
 * access.c decides inline that there is nothing to do: no interrupt or turn is due, the address is
 * in no hull that somebody asked to be shown, the same context has made the same access at its
 * present clock. Everything else comes here: first the preemption point, then who asked, then the
 * cells of all granules that the access lies in.
 *
 * The kernel's memory functions and interlocked operations, called by an instrumented driver, are
 * accesses of the driver.
 */
#include "shadow.h"

HALP_WATCH HalpWatch SIM_STATE;

VOID
HalSetPagedCheck(VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc))
{
    HalpWatch.CheckPaged = Check;
    HalpWatch.PoolLow = (ULONG64)(ULONG_PTR)HalWindowBase(HalPaged);
    HalpWatch.PoolSize = HalWindowSize(HalPaged);
}

VOID
HalSetPoolCheck(VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc))
{
    HalpWatch.CheckPool = Check;
}

VOID
HalPagedHull(ULONG64 Low, ULONG64 High)
{
    if (HalpWatch.PagedHigh == 0 || Low < HalpWatch.PagedLow) {
        HalpWatch.PagedLow = Low;
    }
    if (High > HalpWatch.PagedHigh) {
        HalpWatch.PagedHigh = High;
    }
}

VOID
HalSetPacketCheck(VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc))
{
    HalpWatch.CheckPacket = Check;
}

VOID
HalPacketHull(ULONG64 Low, ULONG64 High)
{
    ULONG64 NewLow = Low, NewSize = High - Low;
    ULONG64 OldHigh = HalpWatch.PacketLow + HalpWatch.PacketSize;

    if (HalpWatch.PacketSize != 0) {
        Low = HalpWatch.PacketLow < Low ? HalpWatch.PacketLow : Low;
        High = OldHigh > High ? OldHigh : High;
    }
    HalpWatch.PacketLow = Low;
    HalpWatch.PacketSize = High - Low;
    HalShadowAllocate((PVOID)(ULONG_PTR)NewLow, NewSize); // their cells say so from now on
}

/* Pageable memory at a raised IRQL, and IRPs: at that very access. */
VOID
HalpCheckAccess(ULONG64 At, ULONG Kind, PVOID Pc)
{
    if (hw_now.flags & HW_NOW_BLIND) {
        return;
    }
    if (At - HalpWatch.PacketLow < HalpWatch.PacketSize) {
        HalpWatch.CheckPacket((PVOID)(ULONG_PTR)At, Kind, Pc);
    }
    if (HalNow.Irql >= DISPATCH_LEVEL && HalpIsPaged(At)) {
        HalpWatch.CheckPaged((PVOID)(ULONG_PTR)At, Kind, Pc);
    }
}

/* While accesses are compared: is there a block of pool, has a program's memory been probed? */
static VOID
HalpCheckMemory(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc)
{
    ULONG64 Window = (At - HALP_KERNEL) >> HALP_WINDOW_BITS;

    if ((Window == HW_NONPAGED || Window == HW_PAGED) && HalpWatch.CheckPool != NULL) {
        HalpWatch.CheckPool((PVOID)(ULONG_PTR)At, HalpIsWrite(Kind), Pc);
        if (Size > 1) {
            HalpWatch.CheckPool((PVOID)(ULONG_PTR)(At + Size - 1), HalpIsWrite(Kind), Pc);
        }
    } else if (Window >= HALP_WINDOWS) {
        HalpCheckUser(At, Size, HalpIsWrite(Kind), Pc);
    }
}

/* --- cells ----------------------------------------------------------------------------------- */

/* What it was in another schedule does not count. */
static VOID
HalpNoteWatched(PHALP_CELL Cell, ULONG64 At)
{
    ULONG Watched = HalpIsPacket(At) ? HALP_WATCHED : 0;

    if ((Cell->Flags & HALP_WATCHED) != Watched) {
        HalpTouchCell(Cell);
        Cell->Flags = (UCHAR)((Cell->Flags & ~HALP_WATCHED) | Watched);
    }
}

static VOID
HalpGranule(ULONG64 At, ULONG Size, ULONG Kind, BOOLEAN InKernel, BOOLEAN Whole, PVOID Pc,
            PVOID *Frame)
{
    PHALP_CELL Cell = HalpCell(At);
    HALP_TOUCH Touch = {.Address = At,
                        .Mask = (UCHAR)(((1u << Size) - 1) << (At & 7)),
                        .Kind = (UCHAR)Kind,
                        .InKernel = InKernel,
                        .Whole = Whole,
                        .Pc = Pc,
                        .Frame = Frame};

    if (Cell != NULL) {
        HalpNoteWatched(Cell, At);
        Touch.Epoch = HalpRough ? 0 : HalpEpochOfAccess();
        HalpCompare(Cell, &Touch);
    }
}

static VOID
HalpGranules(ULONG64 At, SIZE_T Size, ULONG Kind, BOOLEAN InKernel, PVOID Pc, PVOID *Frame)
{
    while (Size > 0) {
        ULONG Here = 8 - (ULONG)(At & 7);

        Here = Here < Size ? Here : (ULONG)Size;
        HalpGranule(At, Here, Kind, InKernel, FALSE, Pc, Frame);
        At += Here;
        Size -= Here;
    }
}

/* Others may get in now, before the access. */
static VOID
HalpComesTo(ULONG64 At, ULONG Kind, PVOID Pc)
{
    HalpSettle();
    if (hw_point_due()) {
        if (HalOrdered && Kind == HalRead && HalpEpoch() != 0) {
            HalpIntend(HalNow.Epoch, At, Pc);
        }
        hw_point();
    }
    HalpCheckAccess(At, HalpIsWrite(Kind), Pc);
}

DECLSPEC_NOINLINE VOID
HalpAccessSlowly(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc, PVOID *Frame)
{
    if (Size > 8 || (At & (Size - 1)) != 0) {
        HalpRangeSlowly(At, Size, Kind, Pc, Frame);
        return;
    }
    HalpComesTo(At, Kind, Pc);
    if (HalOrdered) {
        HalpCheckMemory(At, Size, Kind, Pc);
        HalpGranule(At, (ULONG)Size, Kind, FALSE, TRUE, Pc, Frame);
        if (hw_weak()) {
            HalpWeakAccess(At, Size, Kind, Pc);
        }
    }
}

/* What is no word of the processor's, or not one alone. */
VOID
HalpRangeSlowly(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc, PVOID *Frame)
{
    HalpComesTo(At, Kind, Pc);
    if (HalOrdered) {
        HalpCheckMemory(At, Size, Kind, Pc);
        HalpGranules(At, Size, Kind, FALSE, Pc, Frame);
        if (hw_weak()) {
            HalpWeakAccess(At, Size, Kind, Pc);
        }
    }
}

/* Interlocked, or marked as such: it orders what the address's users do. */
static VOID
HalpOrderBy(ULONG64 At, SIZE_T Size, ULONG Kind, ULONG Orders, PVOID Pc, PVOID *Frame)
{
    if (Orders & HALP_ORDERS) {
        HalpAcquireMarked(HAL_SYNC_KEY(HalSyncObject, At));
    }
    HalpGranules(At, Size, Kind, FALSE, Pc, Frame);
    if ((Orders & HALP_ORDERS) && Kind == HalAtomicWrite) {
        HalpReleaseMarked(HAL_SYNC_KEY(HalSyncObject, At));
    }
    if (hw_searched()) {
        hw_touch((PVOID)(ULONG_PTR)HalpName(At), Kind == HalAtomicWrite);
    }
    if (hw_weak()) {
        HalpWeakAtomic(At, Size, Kind, Orders, Pc);
    }
}

VOID
HalpAtomic(const volatile VOID *Address, SIZE_T Size, ULONG Kind, ULONG Orders, PVOID Pc,
           PVOID *Frame)
{
    ULONG64 At = (ULONG64)(ULONG_PTR)Address;

    HalpSettle();
    if (hw_searched()) {
        hw_step(HW_STEP_CALL, (PVOID)(ULONG_PTR)HalpName(At));
        HalProbe3(PROBE_ACCESS, At, Kind == HalAtomicWrite, Pc);
    } else if (hw_point_due()) {
        hw_point();
    }
    HalpCheckAccess(At, Kind == HalAtomicWrite, Pc);
    if (HalOrdered) {
        HalpCheckMemory(At, Size, Kind, Pc);
        HalpOrderBy(At, Size, Kind, Orders, Pc, Frame);
    }
}

/* Frame: the one that returns to the driver. An interlocked operation orders, whoever does it. */
VOID
HalDriverAccess(const volatile VOID *Address, SIZE_T Size, HAL_ACCESS_KIND Kind, PVOID Frame)
{
    PVOID *Gate = Frame, Pc = Gate[1];
    ULONG64 At = (ULONG64)(ULONG_PTR)Address;
    BOOLEAN Seen = HalpIsInstrumented(Pc);

    HalpSettle();
    if (Seen) {
        HalpCheckAccess(At, HalpIsWrite(Kind), Pc);
        HalpCheckMemory(At, Size, Kind, Pc);
    }
    if (HalpIsAtomic(Kind)) {
        HalpOrderBy(At, Size, Kind, HALP_ORDERS | HALP_UPDATES, Pc, Gate);
    } else if (Seen) {
        HalpGranules(At, Size, Kind, TRUE, Pc, Gate);
        if (hw_weak()) {
            HalpWeakAtomic(At, Size, Kind, HALP_UPDATES, Pc);
        }
    }
}

/* The block is gone: what was done to it must have come before. Then nothing is known of it. */
VOID
HalShadowFree(const VOID *Address, SIZE_T Size, PVOID Pc)
{
    if (HalOrdered) {
        HalpSettle();
        HalpGranules((ULONG64)(ULONG_PTR)Address, Size, HalFree, TRUE, Pc, NULL);
        HalShadowAllocate(Address, Size);
    }
}
