/*
 * src/hal/accessatomic.c - atomic operations of instrumented drivers: the compiler replaces them
 *
 * Each is a place where interrupts and other processors get in, and then one step: nothing runs in
 * between here, so plain C does it. Whatever order was asked for, the operation itself is as on
 * x64. Only a relaxed one orders nothing else.
 */
#include "shadow.h"

typedef unsigned __int128 HALP_UINT128;

enum { HALP_RELAXED = 0, HALP_CONSUME, HALP_ACQUIRE, HALP_RELEASE, HALP_ACQUIRE_RELEASE,
       HALP_SEQUENTIAL_ORDER };

static inline ULONG
HalpOrders(int Order)
{
    return (Order != HALP_RELAXED ? HALP_ORDERS : 0) |
           (Order == HALP_SEQUENTIAL_ORDER ? HALP_SEQUENTIAL : 0);
}

#define HALP_BEFORE(Address, Kind, Orders)                                                         \
    do {                                                                                           \
        hw_spend(HALP_ATOMIC_NS);                                                                  \
        HalpAtomic((Address), sizeof *(Address), (Kind), (Orders),                                 \
                   __builtin_return_address(0), __builtin_frame_address(0));                       \
    } while (0)

#define HALP_FETCH(Bits, Type, Name, Result)                                                       \
    HALP_EXPORT Type __tsan_atomic##Bits##_##Name(volatile Type *Address, Type Value, int Order);  \
    Type __tsan_atomic##Bits##_##Name(volatile Type *Address, Type Value, int Order)               \
    {                                                                                              \
        Type Old;                                                                                  \
                                                                                                   \
        HALP_BEFORE(Address, HalAtomicWrite, HalpOrders(Order) | HALP_UPDATES);                    \
        Old = *Address;                                                                            \
        *Address = (Type)(Result);                                                                 \
        return Old;                                                                                \
    }

#define HALP_COMPARE(Bits, Type, Strength)                                                         \
    HALP_EXPORT int __tsan_atomic##Bits##_compare_exchange_##Strength(                             \
        volatile Type *Address, Type *Expected, Type Value, int Order, int FailOrder);             \
    int __tsan_atomic##Bits##_compare_exchange_##Strength(volatile Type *Address, Type *Expected,  \
                                                          Type Value, int Order, int FailOrder)    \
    {                                                                                              \
        Type Old;                                                                                  \
                                                                                                   \
        HALP_BEFORE(Address, HalAtomicWrite, HalpOrders(Order) | HALP_UPDATES);                    \
        Old = *Address;                                                                            \
        if (Old != *Expected) {                                                                    \
            *Expected = Old;                                                                       \
            return 0;                                                                              \
        }                                                                                          \
        *Address = Value;                                                                          \
        return 1;                                                                                  \
    }

#define HALP_ATOMIC(Bits, Type)                                                                    \
    HALP_EXPORT Type __tsan_atomic##Bits##_load(const volatile Type *Address, int Order);          \
    HALP_EXPORT VOID __tsan_atomic##Bits##_store(volatile Type *Address, Type Value, int Order);   \
    HALP_EXPORT Type __tsan_atomic##Bits##_compare_exchange_val(                                   \
        volatile Type *Address, Type Expected, Type Value, int Order, int FailOrder);              \
    Type __tsan_atomic##Bits##_load(const volatile Type *Address, int Order)                       \
    {                                                                                              \
        HALP_BEFORE(Address, HalAtomicRead, HalpOrders(Order));                                    \
        return *Address;                                                                           \
    }                                                                                              \
    VOID __tsan_atomic##Bits##_store(volatile Type *Address, Type Value, int Order)                \
    {                                                                                              \
        HALP_BEFORE(Address, HalAtomicWrite, HalpOrders(Order));                                   \
        *Address = Value;                                                                          \
    }                                                                                              \
    Type __tsan_atomic##Bits##_compare_exchange_val(volatile Type *Address, Type Expected,         \
                                                    Type Value, int Order, int FailOrder)          \
    {                                                                                              \
        Type Old;                                                                                  \
                                                                                                   \
        HALP_BEFORE(Address, HalAtomicWrite, HalpOrders(Order) | HALP_UPDATES);                    \
        Old = *Address;                                                                            \
        if (Old == Expected) {                                                                     \
            *Address = Value;                                                                      \
        }                                                                                          \
        return Old;                                                                                \
    }                                                                                              \
    HALP_COMPARE(Bits, Type, strong)                                                               \
    HALP_COMPARE(Bits, Type, weak)                                                                 \
    HALP_FETCH(Bits, Type, exchange, Value)                                                        \
    HALP_FETCH(Bits, Type, fetch_add, Old + Value)                                                 \
    HALP_FETCH(Bits, Type, fetch_sub, Old - Value)                                                 \
    HALP_FETCH(Bits, Type, fetch_and, Old &Value)                                                  \
    HALP_FETCH(Bits, Type, fetch_or, Old | Value)                                                  \
    HALP_FETCH(Bits, Type, fetch_xor, Old ^ Value)                                                 \
    HALP_FETCH(Bits, Type, fetch_nand, ~(Old & Value))

HALP_ATOMIC(8, UCHAR)
HALP_ATOMIC(16, USHORT)
HALP_ATOMIC(32, ULONG)
HALP_ATOMIC(64, ULONG64)
HALP_ATOMIC(128, HALP_UINT128)

HALP_EXPORT VOID __tsan_atomic_thread_fence(int Order);
HALP_EXPORT VOID __tsan_atomic_signal_fence(int Order);

/* It orders nothing between contexts, only what one processor's accesses do to memory. For x64 no
   instruction but for a sequentially consistent one; for ARM64 one that orders everything, but for
   an acquiring one. */
VOID
__tsan_atomic_thread_fence(int Order)
{
    hw_spend(HALP_ATOMIC_NS);
    if (hw_point_due()) {
        hw_point();
    }
    if (hw_weak() && (Order == HALP_SEQUENTIAL_ORDER || (hw_now.flags & HW_NOW_ARM))) {
        hw_fence(Order <= HALP_ACQUIRE ? HW_FENCE_LOADS : HW_FENCE_ALL);
    }
}

VOID
__tsan_atomic_signal_fence(int Order)
{
}
