/*
 * src/hal/weak.c - accesses of instrumented drivers, for a search with weakly ordered memory
 *
 * After its step an access to contended memory is told to the machine, which lets stores wait and
 * loads be stale (sim/core/store.c, stale.c). Contended counts what is known when the schedule
 * begins: so a repetition is told the same.
 *
 *      plain, volatile for ARM64, NoFence     HW_LOAD, HW_STORE
 *      volatile for x64, acquire, release     HW_LOAD_ACQUIRE, HW_STORE_RELEASE
 *      interlocked                            HW_FENCE_ALL, HW_UPDATE
 *      sequentially consistent: stores        as interlocked ones
 *      sequentially consistent: loads         HW_FENCE_LOADS, HW_LOAD_ACQUIRE
 *
 * What the kernel does with memory on behalf of the driver counts as interlocked.
 *
 * Differs from Windows: on ARM64 an interlocked operation of which a driver wants no order
 * (InterlockedIncrementNoFence) orders less than here.
 */
#include "shadow.h"

enum { HALP_GRANULE = 8 };

static BOOLEAN
HalpIsWeak(ULONG64 At)
{
    PHALP_CELL Cell = HalpCell(At);

    return Cell != NULL && (Cell->Flags & HALP_CONTENDED) && search_is_point(HalpName(At));
}

/* A load of more than one granule is of the present. */
static VOID
HalpTellAccess(ULONG64 At, SIZE_T Size, enum hw_access Access, PVOID Pc)
{
    if (Access == HW_LOAD && (At & (HALP_GRANULE - 1)) + Size > HALP_GRANULE) {
        Access = HW_LOAD_NEW;
    }
    while (Size > 0) {
        ULONG Inside = (ULONG)(At & (HALP_GRANULE - 1)), Here = HALP_GRANULE - Inside;

        Here = Here < Size ? Here : (ULONG)Size;
        if (HalpIsWeak(At) && hw_access((PVOID)(ULONG_PTR)(At - Inside),
                                        (UCHAR)(((1u << Here) - 1) << Inside), Access)) {
            HalProbe3(PROBE_ACCESS_OLD, At, 0, Pc);
        }
        At += Here;
        Size -= Here;
    }
}

VOID
HalpWeakAccess(ULONG64 At, SIZE_T Size, ULONG Kind, PVOID Pc)
{
    hw_loaded();
    HalpTellAccess(At, Size, HalpIsWrite(Kind) ? HW_STORE : HW_LOAD, Pc);
}

VOID
HalpWeakAtomic(ULONG64 At, SIZE_T Size, ULONG Kind, ULONG Orders, PVOID Pc)
{
    BOOLEAN Writes = Kind == HalAtomicWrite;

    hw_loaded();
    if ((Orders & HALP_UPDATES) || (Writes && (Orders & HALP_SEQUENTIAL))) {
        hw_fence(HW_FENCE_ALL);
        HalpTellAccess(At, Size, HW_UPDATE, Pc);
        return;
    }
    if (Orders & HALP_SEQUENTIAL) {
        hw_fence(HW_FENCE_LOADS);
    }
    if (Orders & HALP_ORDERS) {
        HalpTellAccess(At, Size, Writes ? HW_STORE_RELEASE : HW_LOAD_ACQUIRE, Pc);
    } else {
        HalpTellAccess(At, Size, Writes ? HW_STORE : HW_LOAD, Pc);
    }
}

VOID
HalpOrderMemory(BOOLEAN Fence)
{
    hw_loaded();
    if (Fence) {
        hw_fence(HW_FENCE_ALL);
    }
}

ULONG
HalWeakEffects(VOID)
{
    return hw_weak_effects();
}
