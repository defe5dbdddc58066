/*
 * src/ex/interlocked8.c - interlocked operations of 8, 16 and 128 bits, of pointers and of single
 * bits
 *
 * For a driver each is one step of the simulated machine, because it comes through a gate, and
 * nothing runs in between here; so plain C does it. The Xxx operations that return the value
 * before the operation are And, Or, Xor, Exchange, ExchangeAdd and CompareExchange.
 */
#include "exi.h"

SHORT
InterlockedAnd16(SHORT volatile *Destination, SHORT Value)
{
    SHORT Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial & Value;
    return Initial;
}

SHORT
InterlockedOr16(SHORT volatile *Destination, SHORT Value)
{
    SHORT Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial | Value;
    return Initial;
}

SHORT
InterlockedXor16(SHORT volatile *Destination, SHORT Value)
{
    SHORT Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial ^ Value;
    return Initial;
}

SHORT
InterlockedIncrement16(SHORT volatile *Addend)
{
    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    return *Addend = (SHORT)((USHORT)*Addend + 1);
}

SHORT
InterlockedDecrement16(SHORT volatile *Addend)
{
    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    return *Addend = (SHORT)((USHORT)*Addend - 1);
}

SHORT
InterlockedExchange16(SHORT volatile *Target, SHORT Value)
{
    SHORT Initial = *Target;

    HAL_DRIVER_ACCESS(Target, sizeof(*Target), HalAtomicWrite);
    *Target = Value;
    return Initial;
}

SHORT
InterlockedCompareExchange16(SHORT volatile *Destination, SHORT ExChange, SHORT Comperand)
{
    SHORT Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    if (Initial == Comperand) {
        *Destination = ExChange;
    }
    return Initial;
}

CHAR
InterlockedAnd8(CHAR volatile *Destination, CHAR Value)
{
    CHAR Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial & Value;
    return Initial;
}

CHAR
InterlockedOr8(CHAR volatile *Destination, CHAR Value)
{
    CHAR Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial | Value;
    return Initial;
}

CHAR
InterlockedXor8(CHAR volatile *Destination, CHAR Value)
{
    CHAR Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    *Destination = Initial ^ Value;
    return Initial;
}

CHAR
InterlockedExchange8(CHAR volatile *Target, CHAR Value)
{
    CHAR Initial = *Target;

    HAL_DRIVER_ACCESS(Target, sizeof(*Target), HalAtomicWrite);
    *Target = Value;
    return Initial;
}

CHAR
InterlockedExchangeAdd8(CHAR volatile *Addend, CHAR Value)
{
    CHAR Initial = *Addend;

    HAL_DRIVER_ACCESS(Addend, sizeof(*Addend), HalAtomicWrite);
    *Addend = (CHAR)((UCHAR)Initial + (UCHAR)Value);
    return Initial;
}

PVOID
InterlockedExchangePointer(PVOID volatile *Target, PVOID Value)
{
    PVOID Initial = *Target;

    HAL_DRIVER_ACCESS(Target, sizeof(*Target), HalAtomicWrite);
    *Target = Value;
    return Initial;
}

PVOID
InterlockedCompareExchangePointer(PVOID volatile *Destination, PVOID ExChange, PVOID Comperand)
{
    PVOID Initial = *Destination;

    HAL_DRIVER_ACCESS(Destination, sizeof(*Destination), HalAtomicWrite);
    if (Initial == Comperand) {
        *Destination = ExChange;
    }
    return Initial;
}

/* The comparand gets what was there; TRUE if that was the comparand. */
BOOLEAN
InterlockedCompareExchange128(LONG64 volatile *Destination, LONG64 ExchangeHigh, LONG64 ExchangeLow,
                              LONG64 *ComparandResult)
{
    LONG64 Low = Destination[0], High = Destination[1];
    BOOLEAN Same = Low == ComparandResult[0] && High == ComparandResult[1];

    HAL_DRIVER_ACCESS(Destination, 2 * sizeof(*Destination), HalAtomicWrite);
    ComparandResult[0] = Low;
    ComparandResult[1] = High;
    if (Same) {
        Destination[0] = ExchangeLow;
        Destination[1] = ExchangeHigh;
    }
    return Same;
}

/* As the processor's instruction with a memory operand: Bit may lie outside of *Base. */
static UCHAR
ExpSetBit(LONG volatile *Base, LONG64 Bit, LONG Set, LONG Flip)
{
    LONG volatile *Word = Base + (Bit >> 5);
    ULONG Mask = 1U << (Bit & 31);
    ULONG Initial = (ULONG)*Word;

    if (Flip) {
        *Word = (LONG)(Initial ^ Mask);
    } else {
        *Word = (LONG)(Set ? Initial | Mask : Initial & ~Mask);
    }
    return (Initial & Mask) != 0;
}

UCHAR
InterlockedBitTestAndSet(LONG volatile *Base, LONG Bit)
{
    HAL_DRIVER_ACCESS((LONG volatile *)Base + (Bit >> 5), sizeof(LONG), HalAtomicWrite);
    return ExpSetBit(Base, Bit, TRUE, FALSE);
}

UCHAR
InterlockedBitTestAndReset(LONG volatile *Base, LONG Bit)
{
    HAL_DRIVER_ACCESS((LONG volatile *)Base + (Bit >> 5), sizeof(LONG), HalAtomicWrite);
    return ExpSetBit(Base, Bit, FALSE, FALSE);
}

UCHAR
InterlockedBitTestAndComplement(LONG volatile *Base, LONG Bit)
{
    HAL_DRIVER_ACCESS((LONG volatile *)Base + (Bit >> 5), sizeof(LONG), HalAtomicWrite);
    return ExpSetBit(Base, Bit, FALSE, TRUE);
}

UCHAR
InterlockedBitTestAndSet64(LONG64 volatile *Base, LONG64 Bit)
{
    HAL_DRIVER_ACCESS((LONG volatile *)Base + (Bit >> 5), sizeof(LONG), HalAtomicWrite);
    return ExpSetBit((LONG volatile *)Base, Bit, TRUE, FALSE);
}

UCHAR
InterlockedBitTestAndReset64(LONG64 volatile *Base, LONG64 Bit)
{
    HAL_DRIVER_ACCESS((LONG volatile *)Base + (Bit >> 5), sizeof(LONG), HalAtomicWrite);
    return ExpSetBit((LONG volatile *)Base, Bit, FALSE, FALSE);
}
