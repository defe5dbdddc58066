/*
 * hal/meet.h - which accesses met at one place in memory during a search, and in which order
 */
#ifndef HAL_MEET_H
#define HAL_MEET_H

#include "hal.h"

/* Two places in the code (return addresses) whose accesses, in different contexts, touched the same
   bytes one after the other, one of them writing. Times: Low's came first; High's did. */
typedef struct _HAL_PAIR {
    PVOID Low, High; /* by address; the same: two contexts ran the same code */
    ULONG64 Times[2];
} HAL_PAIR, *PHAL_PAIR;

VOID HalMeetBegin(VOID); /* none is known, those of the schedules that follow are added up */
/* From Index on, in no order that means something; NULL: no more. */
const HAL_PAIR *HalMeetNext(PULONG Index);
/* How many pairs; those of them that two orders are possible of and one was seen. */
ULONG HalMeetCount(PULONG OneOrder);

/* The path of the source file, and the line; 0: not known. On the host's stack only. */
ULONG HalSourceLine(const VOID *Address, PSTR Path, SIZE_T Size);

#endif
