/*
 * race/drivers/race_strict.h - the cases of race_strict.c
 */
#ifndef RACE_STRICT_H
#define RACE_STRICT_H

enum {
    STRICT_DISPATCH, /* a thread at DISPATCH_LEVEL and a DPC */
    STRICT_DPCS,     /* two DPCs */
    STRICT_LOCKED,   /* the first, under a lock */
    STRICT_LOCALS,   /* two DPCs with variables of their own */
    STRICT_COUNT
};

/* For RACE_REQUEST.Ordered: neither side, one of them, is bound to the processor. */
enum { STRICT_FREE, STRICT_ONE_BOUND };

#endif
