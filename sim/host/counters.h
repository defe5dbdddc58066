/*
 * host/counters.h - between counters.c and countersfile.c
 */
#ifndef HOST_COUNTERS_H
#define HOST_COUNTERS_H

#include "host.h"

struct counted_function {
    uint32_t numbers[3]; /* who it is */
    uint32_t count;
    uint64_t *counters, *sums;
};

struct counted_file {
    struct counted_file *next;
    const char *path; /* the driver's own, which stays mapped */
    uint32_t version, checksum;
    unsigned count, room;
    struct counted_function *functions;
};

/* countersfile.c: adds the sums to the file. */
void counters_write_file(const struct counted_file *file);

#endif
