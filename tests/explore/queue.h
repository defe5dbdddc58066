/*
 * tests/explore/queue.h - what tests know of the driver explore_queue
 */
#ifndef EXPLORE_QUEUE_H
#define EXPLORE_QUEUE_H

typedef struct _QUEUE {
    KSPIN_LOCK Lock;
    LONG Entries, Count;
    volatile LONG *Paged; /* in paged pool */
} QUEUE;

enum {
    QUEUE_PUT = 0x222000,
    QUEUE_PUT_IN_TWO_STEPS = 0x222004,
    QUEUE_CALL = 0x222008 /* the input: the address of a function, for DISPATCH_LEVEL */
};

#endif
