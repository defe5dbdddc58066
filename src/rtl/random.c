/*
 * src/rtl/random.c - pseudo-random numbers from the caller's seed
 *
 * A Lehmer generator, multiplier 48271, modulus 2^31 - 1: the same seed gives the same numbers.
 *
 * Differs from Windows: the numbers are others, and no hidden state makes calls influence one
 * another.
 */
#include "rtlp.h"

#define RTLP_MODULUS 0x7FFFFFFFULL

ULONG
RtlRandomEx(PULONG Seed)
{
    ULONG64 Value = *Seed % RTLP_MODULUS;

    Value = (Value == 0 ? 1 : Value) * 48271 % RTLP_MODULUS;
    *Seed = (ULONG)Value;
    return (ULONG)Value - 1;
}

ULONG
RtlRandom(PULONG Seed)
{
    return RtlRandomEx(Seed);
}
