/*
 * src/ex/caller.c - which driver code called an Ex routine, at the price of a few loads
 *
 * The stack frames are followed outwards from the routine that the gate called, to the first return
 * address in a driver or in the test program: usually the gate's own. What an address is costs too
 * much to ask each time, so recent answers are kept.
 */
#include "exi.h"

#define EXP_DEEPEST 16
#define EXP_ANSWERS 16
#define EXP_FAR 0x10000 /* bytes: frames of one stack lie closer together */

static struct {
    struct {
        PVOID Address;
        BOOLEAN Foreign;
    } Answer[EXP_ANSWERS];
} Exp SIM_STATE;

static inline BOOLEAN
ExpIsForeign(PVOID Address)
{
    ULONG Index = (ULONG)((ULONG_PTR)Address ^ (ULONG_PTR)Address >> 4) % EXP_ANSWERS;

    if (Exp.Answer[Index].Address != Address) {
        HAL_PLACE Place = HalPlace(Address);

        Exp.Answer[Index].Address = Address;
        Exp.Answer[Index].Foreign = Place == HalAtDriver || Place == HalAtProgram;
    }
    return Exp.Answer[Index].Foreign;
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
