/*
 * stress/stress.h - what the drivers of the stress test and its user threads agree on
 */
#ifndef STRESS_H
#define STRESS_H

#include <devioctl.h>

/* In: a STRESS_ORDER. The same numbers stand in the low half of a read's or write's offset. */
#define IOCTL_STRESS CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* When the lowest driver completes. */
enum { STRESS_NOW, STRESS_BY_DPC, STRESS_BY_TIMER, STRESS_BY_CANCEL, STRESS_WAYS };

#define STRESS_LANES 4 /* of each way: a DPC or timer of its own */

typedef struct _STRESS_ORDER {
    unsigned short Way, Lane;
} STRESS_ORDER;

/* Reads, writes and controls that a driver has seen since it was loaded. */
typedef struct _STRESS_COUNT {
    volatile int Received;
    volatile int Completed; /* with another status than this: */
    volatile int Cancelled;
} STRESS_COUNT;

#endif
