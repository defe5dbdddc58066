/*
 * race/drivers/race_gone.h - the cases of race_gone.c
 */
#ifndef RACE_GONE_H
#define RACE_GONE_H

enum {
    GONE_CONTIGUOUS, /* MmFreeContiguousMemory */
    GONE_POOL,       /* ExFreePool, of many pages */
    GONE_PAGED_OUT,  /* KeRaiseIrql, of paged pool with .force_irql_checking */
    GONE_STACK,      /* KeExpandKernelStackAndCallout returns */
    GONE_COUNT
};

#endif
