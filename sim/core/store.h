/*
 * core/store.h - what store.c and stale.c share
 */
#ifndef SIM_STORE_H
#define SIM_STORE_H

#include "cpui.h"

/* What chance says about weakly ordered memory; 0: as if it were not. */
unsigned store_choose(unsigned n);

/* The bytes whose bits are set, of a granule of eight. */
static inline uint64_t
store_mask(uint8_t bytes)
{
    uint64_t bits = (bytes * UINT64_C(0x0101010101010101)) & UINT64_C(0x8040201008040201);
    uint64_t tops = ((bits & UINT64_C(0x7F7F7F7F7F7F7F7F)) + UINT64_C(0x7F7F7F7F7F7F7F7F)) | bits;

    return (tops >> 7 & UINT64_C(0x0101010101010101)) * 0xFF;
}

/* --- stale.c ---------------------------------------------------------------------------------- */

void stale_begin(void);
/* These bytes had the value `before`; now all see what that processor stored. */
void stale_store(unsigned cpu, const uint64_t *at, uint8_t bytes, uint64_t before);
/* The current processor loads them, for which the driver uses `address`. True: it sees a value of
   earlier, until stale_end. */
bool stale_load(uint64_t *at, uint8_t bytes, uintptr_t address, enum hw_access access);
void stale_end(void);
/* What the current processor loads from now on is of now or later. */
void stale_fence(void);

#endif
