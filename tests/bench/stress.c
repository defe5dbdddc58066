/*
 * tests/bench/stress.c - the IRPs of the stress test's load, by the second
 */
#include "bench.h"
#include "stress/load.h"

enum { VOLLEYS = 100 };

static double
run_stress(void)
{
    const volatile LONG *inner = sim_driver_symbol("stress_top", "StressInnerCount");
    uint64_t start = bench_ns();
    unsigned irps = (unsigned)-*inner;

    stress_run(1, VOLLEYS);
    start = bench_ns() - start;
    irps += (unsigned)*inner;
    for (unsigned i = 0; i < STRESS_THREADS; i++) {
        irps += stress_threads[i].sent + 3 * stress_threads[i].opened; // CREATE, CLEANUP, CLOSE
    }
    return irps * 1e9 / (double)start;
}

const struct benchmark stress_irps_per_second = {
    .name = "stress_irps_per_second",
    .unit = "/s",
    .run = run_stress,
    .cpus = 4,
    .driver = "stress_bottom",
    .drivers = {"stress_middle", "stress_top", "stress_visitor"}};
