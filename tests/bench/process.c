/*
 * tests/bench/process.c - processes
 */
#include <wdm.h>
#include <sim/test.h>

#include "bench.h"

enum { TIMES = 2000 };

static void
end_at_once(void *unused)
{
}

/* A process with one thread, which ends, until it is known to have ended. */
static double
run_process(void)
{
    uint64_t start = bench_ns();

    for (int i = 0; i < TIMES; i++) {
        sim_join(sim_process(end_at_once, NULL));
    }
    return (double)(bench_ns() - start) / TIMES;
}

const struct benchmark process_create_exit = {
    .name = "process_create_exit", .unit = "ns", .run = run_process, .cpus = 1};
