/*
 * src/hal/look.c - what is looked at between steps, and code that makes none
 *
 *      held    the processor goes on alone: its calls of the kernel and accesses are still seen,
 *              traced and compared, but at none of them does anybody get in
 *      blind   held, and nobody sees it: for code that looks at the machine from outside
 *
 * Both end on the processor where they began: nobody else has run in between.
 */
#include "look.h"

#include "machine.h"

_Static_assert(HW_NOW_BLIND == 64, "HalIsBlind looks at this bit");

VOID
HalLookAtSteps(BOOLEAN On)
{
    hw_look(On);
}

VOID
HalHold(BOOLEAN On)
{
    hw_hold(On);
}

BOOLEAN
HalBlindly(BOOLEAN (*Routine)(VOID))
{
    ULONG Flags = hw_now.flags;
    ULONG64 Time = hw_time();
    BOOLEAN Ordered = HalOrdered, Result;

    hw_now.flags = HW_NOW_HELD | HW_NOW_BLIND;
    HalOrdered = FALSE;
    Result = Routine();
    HalOrdered = Ordered;
    hw_now.flags = Flags;
    hw_now.left += (INT64)(hw_time() - Time);
    return Result;
}
