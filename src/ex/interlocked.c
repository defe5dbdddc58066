/*
 * src/ex/interlocked.c - interlocked operations of 32 and 64 bits
 *
 * For a driver each is one step of the simulated machine, because it comes through a gate, and
 * nothing runs in between here; so plain C does it. The Xxx operations that return the value
 * before the operation are And, Or, Xor, Exchange, ExchangeAdd and CompareExchange.
 */
#include "exi.h"

LONG
InterlockedAnd(LONG volatile *Destination, LONG Value)
{
    LONG Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial & Value;
    return Initial;
}

LONG
InterlockedOr(LONG volatile *Destination, LONG Value)
{
    LONG Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial | Value;
    return Initial;
}

LONG
InterlockedXor(LONG volatile *Destination, LONG Value)
{
    LONG Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial ^ Value;
    return Initial;
}

LONG
InterlockedIncrement(LONG volatile *Addend)
{
    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    return *Addend = (LONG)((ULONG)*Addend + 1);
}

LONG
InterlockedDecrement(LONG volatile *Addend)
{
    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    return *Addend = (LONG)((ULONG)*Addend - 1);
}

LONG
InterlockedExchange(LONG volatile *Target, LONG Value)
{
    LONG Initial = *Target;

    HAL_DRIVER_ACCESS(Target, sizeof(*Target), HalAtomicWrite);
    *Target = Value;
    return Initial;
}

LONG
InterlockedExchangeAdd(LONG volatile *Addend, LONG Value)
{
    LONG Initial = *Addend;

    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    *Addend = (LONG)((ULONG)Initial + (ULONG)Value);
    return Initial;
}

LONG
InterlockedAdd(LONG volatile *Addend, LONG Value)
{
    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    return *Addend = (LONG)((ULONG)*Addend + (ULONG)Value);
}

LONG
InterlockedCompareExchange(LONG volatile *Destination, LONG ExChange, LONG Comperand)
{
    LONG Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    if (Initial == Comperand) {
        *Destination = ExChange;
    }
    return Initial;
}

LONG64
InterlockedAnd64(LONG64 volatile *Destination, LONG64 Value)
{
    LONG64 Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial & Value;
    return Initial;
}

LONG64
InterlockedOr64(LONG64 volatile *Destination, LONG64 Value)
{
    LONG64 Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial | Value;
    return Initial;
}

LONG64
InterlockedXor64(LONG64 volatile *Destination, LONG64 Value)
{
    LONG64 Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial ^ Value;
    return Initial;
}

LONG64
InterlockedIncrement64(LONG64 volatile *Addend)
{
    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    return *Addend = (LONG64)((ULONG64)*Addend + 1);
}

LONG64
InterlockedDecrement64(LONG64 volatile *Addend)
{
    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    return *Addend = (LONG64)((ULONG64)*Addend - 1);
}

LONG64
InterlockedExchange64(LONG64 volatile *Target, LONG64 Value)
{
    LONG64 Initial = *Target;

    HAL_DRIVER_ACCESS(Target, sizeof(*Target), HalAtomicWrite);
    *Target = Value;
    return Initial;
}

LONG64
InterlockedExchangeAdd64(LONG64 volatile *Addend, LONG64 Value)
{
    LONG64 Initial = *Addend;

    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    *Addend = (LONG64)((ULONG64)Initial + (ULONG64)Value);
    return Initial;
}

LONG64
InterlockedAdd64(LONG64 volatile *Addend, LONG64 Value)
{
    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    return *Addend = (LONG64)((ULONG64)*Addend + (ULONG64)Value);
}

LONG64
InterlockedCompareExchange64(LONG64 volatile *Destination, LONG64 ExChange, LONG64 Comperand)
{
    LONG64 Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    if (Initial == Comperand) {
        *Destination = ExChange;
    }
    return Initial;
}
