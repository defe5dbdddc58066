/*
 * samples/edu/demo.h - what a workload measured
 */
#ifndef EDU_DEMO_H
#define EDU_DEMO_H

#include <stdint.h>

enum { KINDS = 3, MOST_SAMPLES = 65536, TRACE_LINES = 40, LINE = 120 };

struct measured {
    uint32_t latency_ns[KINDS][MOST_SAMPLES];
    unsigned count[KINDS];
    uint64_t virtual_ns;                         /* from the first request to the last */
    uint64_t interrupts, dpcs, context_switches; /* of all processors, meanwhile */
    uint64_t busy_ns;                            /* of the busiest processor */
    unsigned cpus, busiest;
    uint64_t host_ns; /* of the whole run, boot and shutdown too */
    uint64_t trace_hash, events;
    char trace[TRACE_LINES][LINE];
};

extern const char *const kind_names[KINDS];

/* Prints it all; sorts the latencies. */
void print_table(struct measured *m);

#endif
