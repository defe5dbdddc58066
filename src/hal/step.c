/*
 * src/hal/step.c - steps of a search, in the kernel's words
 */
#include "hal.h"

#include "machine.h"

_Static_assert(HW_NOW_SEARCHED == 2, "HalIsSearched looks at this bit");

VOID
HalSearch(BOOLEAN On)
{
    hw_search(On);
}

VOID
HalStep(HAL_STEP Kind, const volatile VOID *Key)
{
    static const enum hw_step Kinds[] = {[HalStepCall] = HW_STEP_CALL,
                                         [HalStepAccess] = HW_STEP_ACCESS,
                                         [HalStepAnywhere] = HW_STEP_ANYWHERE};

    hw_step(Kinds[Kind], Key);
}

VOID
HalTouch(const volatile VOID *Key, BOOLEAN Write)
{
    hw_touch(Key, Write);
}

VOID
HalContended(const volatile VOID *Key)
{
    hw_contended(Key);
}
