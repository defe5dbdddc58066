/*
 * tests/bench/stress.c - the stress test's load, by the second
 */
#include "bench.h"
#include "stress/load.h"

enum { VOLLEYS = 100 };

static double
run_stress(void)
{
    uint64_t start = bench_ns();
    unsigned sent = 0;

    stress_run(1, VOLLEYS);
    start = bench_ns() - start;
    for (unsigned i = 0; i < STRESS_THREADS; i++) {
        sent += stress_threads[i].sent;
    }
    return sent * 1e9 / (double)start;
}

const struct benchmark stress_irps_per_second = {
    .name = "stress_irps_per_second",
    .unit = "/s",
    .run = run_stress,
    .cpus = 4,
    .driver = "stress_bottom",
    .drivers = {"stress_middle", "stress_top", "stress_visitor"}};
