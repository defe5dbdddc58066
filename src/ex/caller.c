/*
 * src/ex/caller.c - which driver code called an Ex routine, at the price of a few loads
 *
 * The stack frames are followed outwards from the routine that the gate called, to the first return
 * address in a driver or in the test program: usually the gate's own. What an address is costs too
 * much to ask each time, so recent answers are kept.
 */
#include "exi.h"

#define EXP_DEEPEST 16
#define EXP_ANSWERS 128 /* a power of two: few of them share a place */
#define EXP_FAR 0x10000 /* bytes: frames of one stack lie closer together */

static struct {
    ULONG64 Answer[EXP_ANSWERS]; /* an address, times two, plus one if it is foreign */
} Exp SIM_STATE;

static ULONG64
ExpAnswer(PVOID Address)
{
    HAL_PLACE Place = HalPlace(Address);

    return (ULONG64)(ULONG_PTR)Address << 1 | (Place == HalAtDriver || Place == HalAtProgram);
}

static inline BOOLEAN
ExpIsForeign(PVOID Address)
{
    PULONG64 Known = &Exp.Answer[(ULONG_PTR)Address * 0x9E3779B97F4A7C15ULL >> 57];

    C_ASSERT(EXP_ANSWERS == 1 << (64 - 57));
    if (*Known >> 1 != (ULONG_PTR)Address) {
        *Known = ExpAnswer(Address);
    }
    return *Known & 1;
}

EXP_UNCHECKED PVOID
ExpCaller(PVOID Frame)
{
    PVOID *Here = Frame, First = Here[1];

    for (ULONG Depth = 0; Depth < EXP_DEEPEST; Depth++) {
        PVOID *Outer = Here[0];

        if (ExpIsForeign(Here[1])) {
            return Here[1];
        }
        if (Outer <= Here || (ULONG_PTR)Outer - (ULONG_PTR)Here > EXP_FAR ||
            (ULONG_PTR)Outer % sizeof(PVOID) != 0) {
            break;
        }
        Here = Outer;
    }
    return First;
}

EXP_UNCHECKED PVOID
ExCaller(PVOID Frame)
{
    return ExpCaller(Frame);
}
