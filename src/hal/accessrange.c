/*
 * src/hal/accessrange.c - what the compiler inserts besides single accesses: functions, ranges,
 * copies
 *
 * The memory functions copy in steps of a word: another processor can see a structure half written.
 */
#include "shadow.h"

enum { HALP_CHUNK = 8 };

HALP_EXPORT VOID __tsan_init(VOID);
HALP_EXPORT VOID __tsan_func_entry(PVOID Caller);
HALP_EXPORT VOID __tsan_func_exit(VOID);
HALP_EXPORT VOID __tsan_ignore_thread_begin(VOID);
HALP_EXPORT VOID __tsan_ignore_thread_end(VOID);
HALP_EXPORT VOID __tsan_read_range(PVOID Address, SIZE_T Size);
HALP_EXPORT VOID __tsan_write_range(PVOID Address, SIZE_T Size);
HALP_EXPORT PVOID __tsan_memcpy(PVOID To, const VOID *From, SIZE_T Size);
HALP_EXPORT PVOID __tsan_memmove(PVOID To, const VOID *From, SIZE_T Size);
HALP_EXPORT PVOID __tsan_memset(PVOID To, int Value, SIZE_T Size);

VOID
__tsan_init(VOID)
{
}

/* Caller: where the function that has begun will return to. */
VOID
__tsan_func_entry(PVOID Caller)
{
    ULONG64 At = (ULONG64)(ULONG_PTR)__builtin_return_address(0);

    hw_spend(HALP_ACCESS_NS);
    if (HalOrdered && At - HALP_MODULES < (ULONG64)HALP_SLOTS << HALP_SLOT_BITS) {
        HalpMap->Instrumented[(At - HALP_MODULES) >> HALP_SLOT_BITS] = TRUE;
    }
    if (HalpIsWatched(At)) {
        if (hw_point_due()) {
            hw_point();
        }
        HalpCheckAccess(At, HalExecute, Caller);
    }
}

/* The caller may be the kernel. */
VOID
__tsan_func_exit(VOID)
{
    if (hw_weak()) {
        hw_returns();
    }
}

/* SIM_DATA_RACE */
VOID
__tsan_ignore_thread_begin(VOID)
{
    HalOrderIgnore(TRUE);
}

VOID
__tsan_ignore_thread_end(VOID)
{
    HalOrderIgnore(FALSE);
}

static VOID
HalpRange(const VOID *Address, SIZE_T Size, ULONG Kind, PVOID Pc, PVOID *Frame)
{
    hw_spend(HALP_ACCESS_NS);
    if (HalOrdered || HalpIsWatched((ULONG64)(ULONG_PTR)Address)) {
        HalpRangeSlowly((ULONG64)(ULONG_PTR)Address, Size, Kind, Pc, Frame);
    }
}

VOID
__tsan_read_range(PVOID Address, SIZE_T Size)
{
    HalpRange(Address, Size, HalRead, __builtin_return_address(0), __builtin_frame_address(0));
}

VOID
__tsan_write_range(PVOID Address, SIZE_T Size)
{
    HalpRange(Address, Size, HalWrite, __builtin_return_address(0), __builtin_frame_address(0));
}

/* --- the memory functions -------------------------------------------------------------------- */

static inline SIZE_T
HalpChunk(SIZE_T Left)
{
    return Left < HALP_CHUNK ? Left : HALP_CHUNK;
}

static inline VOID
HalpCopies(PVOID To, const VOID *From, SIZE_T Size, PVOID Pc)
{
    if (HalOrdered) {
        HalpCheckCopy(To, From, Size, Pc);
    }
}

static VOID
HalpCopy(PVOID To, const VOID *From, SIZE_T Size, PVOID Pc, PVOID *Frame)
{
    HalpRange(From, Size, HalRead, Pc, Frame);
    HalpRange(To, Size, HalWrite, Pc, Frame);
    RtlMoveMemory(To, From, Size); // memmove calls it, too
}

PVOID
__tsan_memcpy(PVOID To, const VOID *From, SIZE_T Size)
{
    HalpCopies(To, From, Size, __builtin_return_address(0));
    for (SIZE_T Done = 0, Now; Done < Size; Done += Now) {
        Now = HalpChunk(Size - Done);
        HalpCopy((PUCHAR)To + Done, (const UCHAR *)From + Done, Now, __builtin_return_address(0),
                 __builtin_frame_address(0));
    }
    return To;
}

PVOID
__tsan_memmove(PVOID To, const VOID *From, SIZE_T Size)
{
    BOOLEAN Backwards = (ULONG_PTR)To - (ULONG_PTR)From < Size;

    HalpCopies(To, From, Size, __builtin_return_address(0));
    for (SIZE_T Done = 0, Now; Done < Size; Done += Now) {
        SIZE_T At = Done;

        Now = HalpChunk(Size - Done);
        if (Backwards) {
            At = Size - Done - Now;
        }
        HalpCopy((PUCHAR)To + At, (const UCHAR *)From + At, Now, __builtin_return_address(0),
                 __builtin_frame_address(0));
    }
    return To;
}

PVOID
__tsan_memset(PVOID To, int Value, SIZE_T Size)
{
    for (SIZE_T Done = 0, Now; Done < Size; Done += Now) {
        Now = HalpChunk(Size - Done);
        HalpRange((PUCHAR)To + Done, Now, HalWrite, __builtin_return_address(0),
                  __builtin_frame_address(0));
        RtlFillMemory((PUCHAR)To + Done, Now, Value);
    }
    return To;
}
