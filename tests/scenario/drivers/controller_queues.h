/*
 * scenario/drivers/controller_queues.h - three units behind one controller
 */
#ifndef CONTROLLER_QUEUES_H
#define CONTROLLER_QUEUES_H

enum { UNITS = 3 };

typedef struct _CONTROLLER_STORY {
    BOOLEAN TakesTime; /* the controller answers at the next tick of the clock, not at once */
    ULONG Started, Active, TooManyActive;
    ULONG Waited;           /* reads that a unit's own queue held */
    ULONG StartedOf[UNITS]; /* reads of the unit; their offsets count up */
    ULONG WrongOrder;
    ULONG LongestWait[UNITS]; /* starts of others between a unit's turn and the start */
} CONTROLLER_STORY, *PCONTROLLER_STORY;

#endif
