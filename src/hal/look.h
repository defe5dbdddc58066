/*
 * hal/look.h - what is looked at between steps, and code that makes none
 */
#ifndef HAL_LOOK_H
#define HAL_LOOK_H

#include "hal.h"

/* Look: somebody else may go on here, or an event has run. HeldUp: what was to go on alone must
   wait; does not return. */
VOID HalSetLookRoutines(VOID (*Look)(BOOLEAN AfterEvent), VOID (*HeldUp)(VOID));
VOID HalLookAtSteps(BOOLEAN On); /* off at boot */
VOID HalLook(VOID);              /* here, too, if it is on and a processor sees what all see */

VOID HalHold(BOOLEAN On); /* this processor goes on alone: nothing is a point or a step */

/* What Routine says. It is no part of the run: no time passes, there is no trace, nothing is
   compared or ordered, nobody gets in. */
BOOLEAN HalBlindly(BOOLEAN (*Routine)(VOID));
static inline BOOLEAN
HalIsBlind(VOID)
{
    return (HalNow.Flags & 64) != 0; // HW_NOW_BLIND
}

#endif
