/*
 * tests/bench/engine.c - the search alone, without a kernel: two contexts, 12 accesses
 */
#include "bench.h"

/* libsim's own; how many schedules were made. */
uint64_t sim_bench_search(uint64_t schedules);

static double
run_engine(void)
{
    uint64_t start = bench_ns(), made = sim_bench_search(20000);

    return (double)made * 1e9 / (double)(bench_ns() - start);
}

const struct benchmark schedules_per_second_engine = {.name = "schedules_per_second_engine",
                                                      .unit = "1/s",
                                                      .run = run_engine,
                                                      .without_machine = true};
