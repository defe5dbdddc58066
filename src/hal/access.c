/*
 * src/hal/access.c - what the compiler inserts before each plain access of an instrumented driver
 *
 * A driver that is built with -fsanitize=thread calls one of these before each access to memory.
 * libsim has no other runtime of that kind: an access is one step of the processor, a place where
 * interrupts and other processors get in. The callbacks do not learn the value; accesses to
 * memory that only the function itself knows (its locals) come too, where the compiler cannot tell.
 *
 * Volatile accesses are marked ones: as with Microsoft's compiler for x64, a volatile read acquires
 * and a volatile write releases; as with the one for ARM64, they order nothing (a search says which
 * memory). What is larger than a processor's word is no marked access.
 */
#include "shadow.h"

#define HALP_INLINE       static inline __attribute__((always_inline))
#define HALP_RARELY(Test) __builtin_expect((Test), 0)

HALP_INLINE BOOLEAN
HalpIsPagedHere(ULONG64 At)
{
    return HALP_RARELY(HalNow.Irql >= DISPATCH_LEVEL) && HalpIsPaged(At);
}

/* The running context has touched these bytes at its present clock, in the same way or by writing,
   and nobody wants to see each of its accesses. */
HALP_INLINE BOOLEAN
HalpIsRepeated(ULONG64 At, SIZE_T Size, ULONG Kind)
{
    ULONG64 Delta = HalpDelta(At);
    PHALP_CELL Cell = HalpCellAt(At, Delta);
    ULONG Bytes = (ULONG)((1u << Size) - 1) << (At & 7), Epoch = HalNow.Epoch;

    if (HALP_RARELY(Delta == 0) || HALP_RARELY(HalNow.Irql != HalNow.EpochIrql) ||
        HALP_RARELY(Cell->Flags & HALP_LOOKED_AT) || HalpIsPagedHere(At)) {
        return FALSE;
    }
    if (Kind == HalRead && Cell->Epoch[HALP_READER] == Epoch &&
        (Bytes & ~(ULONG)Cell->Mask[HALP_READER]) == 0) {
        return TRUE;
    }
    if (HALP_RARELY(Cell->Epoch[HALP_WRITER] != Epoch) ||
        HALP_RARELY(Bytes & ~(ULONG)Cell->Mask[HALP_WRITER])) {
        return FALSE;
    }
    __asm__ volatile(""); // so that it has a return of its own: a jump to one would take longer
    return TRUE;
}

/* Written so that what is usual is one line of instructions without a jump. */
HALP_INLINE BOOLEAN
HalpIsPlain(ULONG64 At, SIZE_T Size, ULONG Kind)
{
    if (HALP_RARELY(hw_now.left < 0) || HALP_RARELY(hw_now.pending > hw_now.priority)) {
        return FALSE;
    }
    if (HALP_RARELY(HalOrdered)) {
        return Size <= 8 && HalpIsRepeated(At, Size, Kind);
    }
    return !HALP_RARELY(HalpIsPacket(At)) && !HalpIsPagedHere(At);
}

static DECLSPEC_NOINLINE VOID
HalpAccessWithFrame(ULONG64 At, PVOID Pc, SIZE_T Size, ULONG Kind)
{
    HalpAccessSlowly(At, Size, Kind, Pc, __builtin_frame_address(0));
}

/* An access with nothing to look at costs no stack frame. */
HALP_INLINE VOID
HalpAccess(const VOID *Address, SIZE_T Size, ULONG Kind, PVOID Pc)
{
    ULONG64 At = (ULONG64)(ULONG_PTR)Address;

    hw_spend(HALP_ACCESS_NS);
    if (HALP_RARELY(!HalpIsPlain(At, Size, Kind))) {
        HalpAccessWithFrame(At, Pc, Size, Kind);
    }
}

static inline VOID
HalpVolatile(const VOID *Address, SIZE_T Size, ULONG Kind, PVOID Pc)
{
    ULONG64 At = (ULONG64)(ULONG_PTR)Address;

    hw_spend(HALP_ACCESS_NS);
    if (Size > 8 || (HalOrdered && (At & (Size - 1)) != 0)) {
        HalpAccessSlowly(At, Size, Kind == HalAtomicWrite ? HalWrite : HalRead, Pc,
                         __builtin_frame_address(0));
    } else if (HalpIsWatched(At) || HalOrdered) {
        HalpAtomic(Address, Size, Kind, hw_now.flags & HW_NOW_ARM ? 0 : HALP_ORDERS, Pc,
                   __builtin_frame_address(0));
    }
}

#define HALP_ONE(Name, Size, How, Kind)                                                            \
    HALP_EXPORT VOID Name(PVOID Address);                                                          \
    VOID Name(PVOID Address)                                                                       \
    {                                                                                              \
        How(Address, Size, Kind, __builtin_return_address(0));                                     \
    }

#define HALP_UNALIGNED(Prefix, How, Kind)                                                          \
    HALP_ONE(Prefix##2, 2, How, Kind)                                                              \
    HALP_ONE(Prefix##4, 4, How, Kind)                                                              \
    HALP_ONE(Prefix##8, 8, How, Kind)                                                              \
    HALP_ONE(Prefix##16, 16, How, Kind)

#define HALP_SIZES(Prefix, How, Kind)                                                              \
    HALP_ONE(Prefix##1, 1, How, Kind)                                                              \
    HALP_UNALIGNED(Prefix, How, Kind)

HALP_SIZES(__tsan_read, HalpAccess, HalRead)
HALP_SIZES(__tsan_write, HalpAccess, HalWrite)
HALP_SIZES(__tsan_read_write, HalpAccess, HalWrite)
HALP_UNALIGNED(__tsan_unaligned_read, HalpAccess, HalRead)
HALP_UNALIGNED(__tsan_unaligned_write, HalpAccess, HalWrite)
HALP_UNALIGNED(__tsan_unaligned_read_write, HalpAccess, HalWrite)
HALP_SIZES(__tsan_volatile_read, HalpVolatile, HalAtomicRead)
HALP_SIZES(__tsan_volatile_write, HalpVolatile, HalAtomicWrite)
HALP_UNALIGNED(__tsan_unaligned_volatile_read, HalpVolatile, HalAtomicRead)
HALP_UNALIGNED(__tsan_unaligned_volatile_write, HalpVolatile, HalAtomicWrite)

/* C++: the pointer to an object's virtual functions. */
HALP_ONE(__tsan_vptr_read, sizeof(PVOID), HalpAccess, HalRead)

HALP_EXPORT VOID __tsan_vptr_update(PVOID *Address, PVOID Value);

VOID
__tsan_vptr_update(PVOID *Address, PVOID Value)
{
    HalpAccess(Address, sizeof(PVOID), HalWrite, __builtin_return_address(0));
}
