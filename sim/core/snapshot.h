/*
 * core/snapshot.h - between snapshot.c, alive.c, trace.c and power-on
 */
#ifndef SIM_CORE_SNAPSHOT_H
#define SIM_CORE_SNAPSHOT_H

#include "core.h"

/* --- alive.c: how far down the stacks are in use --- */
/* Begins anew, with these stacks and all in the window of stacks. */
void alive_begin(const struct hw_range *stacks, unsigned count);
/* There may be pointers into stacks in this memory. */
void alive_scan(const void *base, size_t size);
/* When all other memory has been scanned: looks in what is in use of the stacks themselves. */
void alive_finish(void);
/* Stack i, and the lowest address in it that is in use; false behind the last. */
bool alive_stack(unsigned i, struct hw_range *stack, char **low);
void alive_end(void);

/* --- trace.c --- */
void trace_returned(uint64_t from); /* a restore took the count of records back from there */

#endif
