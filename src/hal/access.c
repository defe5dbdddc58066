/*
 * src/hal/access.c - what the compiler inserts into an instrumented driver
 *
 * A driver that is built with -fsanitize=thread calls one of these before each access to memory.
 * libsim has no other runtime of that kind: an access is one step of the processor, a place where
 * interrupts and other processors get in. Atomic operations are replaced by the calls: they
 * do the operation here, after the same point.
 *
 * The plain callbacks come before the access and do not learn the value; accesses to memory that
 * only the function itself knows (its locals) come too, where the compiler cannot tell.
 */
#include "hal.h"

#include "machine.h"

enum { ACCESS_NS = 1, ATOMIC_NS = 10 };

#define HALP_EXPORT __attribute__((visibility("default")))

static struct {
    VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc);
    ULONG64 Low, High; /* the hull */
    ULONG64 PagedLow, PagedSize;
} HalpPaged SIM_STATE;

VOID
HalSetPagedCheck(VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc))
{
    HalpPaged.Check = Check;
    HalpPaged.PagedLow = (ULONG64)(ULONG_PTR)HalWindowBase(HalPaged);
    HalpPaged.PagedSize = HalWindowSize(HalPaged);
}

VOID
HalPagedHull(ULONG64 Low, ULONG64 High)
{
    if (HalpPaged.High == 0 || Low < HalpPaged.Low) {
        HalpPaged.Low = Low;
    }
    if (High > HalpPaged.High) {
        HalpPaged.High = High;
    }
}

static struct {
    VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc);
    ULONG64 Low, Size; /* the hull; 0: nothing is in it */
} HalpPackets SIM_STATE;

VOID
HalSetPacketCheck(VOID (*Check)(const VOID *Address, ULONG Kind, PVOID Pc))
{
    HalpPackets.Check = Check;
}

VOID
HalPacketHull(ULONG64 Low, ULONG64 High)
{
    ULONG64 OldHigh = HalpPackets.Low + HalpPackets.Size;

    if (HalpPackets.Size != 0) {
        Low = HalpPackets.Low < Low ? HalpPackets.Low : Low;
        High = OldHigh > High ? OldHigh : High;
    }
    HalpPackets.Low = Low;
    HalpPackets.Size = High - Low;
}

/* Pageable memory at a raised IRQL, and IRPs: at that very access. */
static inline VOID
HalpCheck(const VOID *Address, ULONG Kind, PVOID Pc)
{
    ULONG64 At = (ULONG64)(ULONG_PTR)Address;

    if (At - HalpPackets.Low < HalpPackets.Size) {
        HalpPackets.Check(Address, Kind, Pc);
    }
    if (HalNow.Irql >= DISPATCH_LEVEL && (At - HalpPaged.PagedLow < HalpPaged.PagedSize ||
                                          At - HalpPaged.Low < HalpPaged.High - HalpPaged.Low)) {
        HalpPaged.Check(Address, Kind, Pc);
    }
}

static inline VOID
HalpStep(ULONG Nanoseconds)
{
    hw_spend(Nanoseconds);
    if (hw_point_due()) {
        hw_point();
    }
}

static DECLSPEC_NOINLINE VOID
HalpAccessSlowly(const VOID *Address, ULONG Kind, PVOID Pc)
{
    if (hw_point_due()) {
        hw_point();
    }
    HalpCheck(Address, Kind, Pc);
}

/* An access with nothing to look at costs no stack frame. */
static inline VOID
HalpAccess(const VOID *Address, ULONG Kind, PVOID Pc)
{
    hw_spend(ACCESS_NS);
    if (hw_point_due() || HalNow.Irql >= DISPATCH_LEVEL ||
        (ULONG64)(ULONG_PTR)Address - HalpPackets.Low < HalpPackets.Size) {
        HalpAccessSlowly(Address, Kind, Pc);
    }
}

#define HALP_ACCESS(Name, Kind)                                                                    \
    HALP_EXPORT VOID Name(PVOID Address);                                                          \
    VOID Name(PVOID Address)                                                                       \
    {                                                                                              \
        HalpAccess(Address, Kind, __builtin_return_address(0));                                    \
    }

#define HALP_UNALIGNED(Prefix, Kind)                                                               \
    HALP_ACCESS(Prefix##2, Kind)                                                                   \
    HALP_ACCESS(Prefix##4, Kind)                                                                   \
    HALP_ACCESS(Prefix##8, Kind)                                                                   \
    HALP_ACCESS(Prefix##16, Kind)

#define HALP_SIZES(Prefix, Kind)                                                                   \
    HALP_ACCESS(Prefix##1, Kind)                                                                   \
    HALP_UNALIGNED(Prefix, Kind)

enum { HALP_READ, HALP_WRITE, HALP_EXECUTE = 8 };

HALP_SIZES(__tsan_read, HALP_READ)
HALP_SIZES(__tsan_write, HALP_WRITE)
HALP_SIZES(__tsan_volatile_read, HALP_READ)
HALP_SIZES(__tsan_volatile_write, HALP_WRITE)
HALP_SIZES(__tsan_read_write, HALP_WRITE)
HALP_UNALIGNED(__tsan_unaligned_read, HALP_READ)
HALP_UNALIGNED(__tsan_unaligned_write, HALP_WRITE)
HALP_UNALIGNED(__tsan_unaligned_volatile_read, HALP_READ)
HALP_UNALIGNED(__tsan_unaligned_volatile_write, HALP_WRITE)
HALP_UNALIGNED(__tsan_unaligned_read_write, HALP_WRITE)
HALP_ACCESS(__tsan_vptr_read, HALP_READ)

/* Caller: where the function that has begun will return to. */
HALP_EXPORT VOID __tsan_func_entry(PVOID Caller);

VOID
__tsan_func_entry(PVOID Caller)
{
    HalpAccess(__builtin_return_address(0), HALP_EXECUTE, Caller);
}

HALP_EXPORT VOID __tsan_vptr_update(PVOID *Address, PVOID Value);
HALP_EXPORT VOID __tsan_func_exit(VOID);
HALP_EXPORT VOID __tsan_init(VOID);
HALP_EXPORT VOID __tsan_read_range(PVOID Address, SIZE_T Size);
HALP_EXPORT VOID __tsan_write_range(PVOID Address, SIZE_T Size);
HALP_EXPORT PVOID __tsan_memcpy(PVOID To, const VOID *From, SIZE_T Size);
HALP_EXPORT PVOID __tsan_memmove(PVOID To, const VOID *From, SIZE_T Size);
HALP_EXPORT PVOID __tsan_memset(PVOID To, int Value, SIZE_T Size);

VOID
__tsan_init(VOID)
{
}

VOID
__tsan_func_exit(VOID)
{
}

VOID
__tsan_vptr_update(PVOID *Address, PVOID Value)
{
    HalpStep(ACCESS_NS);
}

VOID
__tsan_read_range(PVOID Address, SIZE_T Size)
{
    HalpAccess(Address, HALP_READ, __builtin_return_address(0));
}

VOID
__tsan_write_range(PVOID Address, SIZE_T Size)
{
    HalpAccess(Address, HALP_WRITE, __builtin_return_address(0));
}

/* The memory functions copy in steps of a word: another processor can see a structure half
   written. */
enum { HALP_CHUNK = 8 };

static SIZE_T
HalpChunk(SIZE_T Left)
{
    HalpStep(ACCESS_NS);
    return Left < HALP_CHUNK ? Left : HALP_CHUNK;
}

PVOID
__tsan_memcpy(PVOID To, const VOID *From, SIZE_T Size)
{
    HalpCheck(From, HALP_READ, __builtin_return_address(0));
    HalpCheck(To, HALP_WRITE, __builtin_return_address(0));
    for (SIZE_T Done = 0, Now; Done < Size; Done += Now) {
        Now = HalpChunk(Size - Done);
        RtlMoveMemory((PUCHAR)To + Done, (const UCHAR *)From + Done, Now); // memmove calls it, too
    }
    return To;
}

PVOID
__tsan_memmove(PVOID To, const VOID *From, SIZE_T Size)
{
    if ((ULONG_PTR)To - (ULONG_PTR)From >= Size) {
        return __tsan_memcpy(To, From, Size);
    }
    for (SIZE_T Left = Size, Now; Left > 0; Left -= Now) {
        Now = HalpChunk(Left);
        RtlMoveMemory((PUCHAR)To + Left - Now, (const UCHAR *)From + Left - Now, Now);
    }
    return To;
}

PVOID
__tsan_memset(PVOID To, int Value, SIZE_T Size)
{
    HalpCheck(To, HALP_WRITE, __builtin_return_address(0));
    for (SIZE_T Done = 0, Now; Done < Size; Done += Now) {
        Now = HalpChunk(Size - Done);
        RtlFillMemory((PUCHAR)To + Done, Now, Value);
    }
    return To;
}

/* --- atomic operations ------------------------------------------------------------------------ */

#define HALP_EXCHANGE_LIKE(Bits, Type, Name, Builtin)                                              \
    HALP_EXPORT Type __tsan_atomic##Bits##_##Name(volatile Type *Address, Type Value, int Order);  \
    Type __tsan_atomic##Bits##_##Name(volatile Type *Address, Type Value, int Order)               \
    {                                                                                              \
        HalpStep(ATOMIC_NS);                                                                       \
        HalpCheck((PVOID)Address, HALP_WRITE, __builtin_return_address(0));                        \
        return Builtin(Address, Value, __ATOMIC_SEQ_CST);                                          \
    }

#define HALP_ATOMIC(Bits, Type)                                                                    \
    HALP_EXPORT Type __tsan_atomic##Bits##_load(const volatile Type *Address, int Order);          \
    HALP_EXPORT VOID __tsan_atomic##Bits##_store(volatile Type *Address, Type Value, int Order);   \
    HALP_EXPORT int __tsan_atomic##Bits##_compare_exchange_strong(                                 \
        volatile Type *Address, Type *Expected, Type Value, int Order, int FailOrder);             \
    HALP_EXPORT int __tsan_atomic##Bits##_compare_exchange_weak(                                   \
        volatile Type *Address, Type *Expected, Type Value, int Order, int FailOrder);             \
    HALP_EXPORT Type __tsan_atomic##Bits##_compare_exchange_val(                                   \
        volatile Type *Address, Type Expected, Type Value, int Order, int FailOrder);              \
    Type __tsan_atomic##Bits##_load(const volatile Type *Address, int Order)                       \
    {                                                                                              \
        HalpStep(ACCESS_NS);                                                                       \
        HalpCheck((PVOID)Address, HALP_READ, __builtin_return_address(0));                         \
        return __atomic_load_n(Address, __ATOMIC_SEQ_CST);                                         \
    }                                                                                              \
    VOID __tsan_atomic##Bits##_store(volatile Type *Address, Type Value, int Order)                \
    {                                                                                              \
        HalpStep(ATOMIC_NS);                                                                       \
        HalpCheck((PVOID)Address, HALP_WRITE, __builtin_return_address(0));                        \
        __atomic_store_n(Address, Value, __ATOMIC_SEQ_CST);                                        \
    }                                                                                              \
    int __tsan_atomic##Bits##_compare_exchange_strong(volatile Type *Address, Type *Expected,      \
                                                      Type Value, int Order, int FailOrder)        \
    {                                                                                              \
        HalpStep(ATOMIC_NS);                                                                       \
        HalpCheck((PVOID)Address, HALP_WRITE, __builtin_return_address(0));                        \
        return __atomic_compare_exchange_n(Address, Expected, Value, 0, __ATOMIC_SEQ_CST,          \
                                           __ATOMIC_SEQ_CST);                                      \
    }                                                                                              \
    int __tsan_atomic##Bits##_compare_exchange_weak(volatile Type *Address, Type *Expected,        \
                                                    Type Value, int Order, int FailOrder)          \
    {                                                                                              \
        return __tsan_atomic##Bits##_compare_exchange_strong(Address, Expected, Value, Order,      \
                                                             FailOrder);                           \
    }                                                                                              \
    Type __tsan_atomic##Bits##_compare_exchange_val(volatile Type *Address, Type Expected,         \
                                                    Type Value, int Order, int FailOrder)          \
    {                                                                                              \
        __tsan_atomic##Bits##_compare_exchange_strong(Address, &Expected, Value, Order,            \
                                                      FailOrder);                                  \
        return Expected;                                                                           \
    }                                                                                              \
    HALP_EXCHANGE_LIKE(Bits, Type, exchange, __atomic_exchange_n)                                  \
    HALP_EXCHANGE_LIKE(Bits, Type, fetch_add, __atomic_fetch_add)                                  \
    HALP_EXCHANGE_LIKE(Bits, Type, fetch_sub, __atomic_fetch_sub)                                  \
    HALP_EXCHANGE_LIKE(Bits, Type, fetch_and, __atomic_fetch_and)                                  \
    HALP_EXCHANGE_LIKE(Bits, Type, fetch_or, __atomic_fetch_or)                                    \
    HALP_EXCHANGE_LIKE(Bits, Type, fetch_xor, __atomic_fetch_xor)                                  \
    HALP_EXCHANGE_LIKE(Bits, Type, fetch_nand, __atomic_fetch_nand)

HALP_ATOMIC(8, UCHAR)
HALP_ATOMIC(16, USHORT)
HALP_ATOMIC(32, ULONG)
HALP_ATOMIC(64, ULONG64)

HALP_EXPORT VOID __tsan_atomic_thread_fence(int Order);
HALP_EXPORT VOID __tsan_atomic_signal_fence(int Order);

VOID
__tsan_atomic_thread_fence(int Order)
{
    HalpStep(ATOMIC_NS);
}

VOID
__tsan_atomic_signal_fence(int Order)
{
}
