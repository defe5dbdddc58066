/*
 * tests/bench/machine.c - contexts, booting, sizes
 */
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include <sim/test.h>

#include "bench.h"

uint64_t
bench_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

/* --- contexts --------------------------------------------------------------------------------- */

/* libsim's own; there and back, so many times. */
void sim_bench_switch(unsigned times);

static double
run_switch(void)
{
    enum { TIMES = 100000 };
    uint64_t start = bench_ns();

    sim_bench_switch(TIMES);
    return (double)(bench_ns() - start) / (2.0 * TIMES);
}

const struct benchmark fiber_switch = {
    .name = "fiber_switch", .unit = "ns", .run = run_switch, .cpus = 1};

/* --- booting ---------------------------------------------------------------------------------- */

static void
nothing(void **state)
{
}

static double
run_boot(void)
{
    enum { TIMES = 20 };
    struct sim_setup setup = {.name = "boot", .test = nothing, .trace_off = true};
    uint64_t start = bench_ns();

    for (int i = 0; i < TIMES; i++) {
        sim_boot(&setup);
    }
    return (double)(bench_ns() - start) / 1000 / TIMES;
}

const struct benchmark boot_shutdown = {
    .name = "boot_shutdown", .unit = "us", .run = run_boot, .without_machine = true};

/* --- sizes ------------------------------------------------------------------------------------ */

void sim_bench_here(void);
double sim_bench_snapshot(const struct sim_setup *setup, unsigned times, uint64_t *bytes);

static void
sleep_a_second(void *unused)
{
    Sleep(1000);
}

/* Three threads that sleep, besides the test's own. */
static void
small_machine(void **state)
{
    HANDLE threads[3];

    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(sleep_a_second, NULL);
    }
    sim_run_until_idle();
    sim_bench_here();
    for (int i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
}

static const struct sim_setup small = {
    .name = "snapshot", .test = small_machine, .trace_off = true, .cpus = 2};

static double
run_bytes(void)
{
    uint64_t bytes;

    sim_bench_snapshot(&small, 1, &bytes);
    return (double)bytes;
}

const struct benchmark snapshot_bytes = {
    .name = "snapshot_bytes", .unit = "bytes", .run = run_bytes, .without_machine = true};

static double
run_restore(void)
{
    enum { TIMES = 1000 };
    uint64_t bytes;

    return sim_bench_snapshot(&small, TIMES, &bytes) / 1000;
}

const struct benchmark snapshot_restore = {
    .name = "snapshot_restore", .unit = "us", .run = run_restore, .without_machine = true};

static double
run_rss(void)
{
    FILE *file = fopen("/proc/self/statm", "r");
    unsigned long long size, resident = 0;

    if (file == NULL || fscanf(file, "%llu %llu", &size, &resident) != 2) {
        return -1;
    }
    fclose(file);
    return (double)resident * (double)sysconf(_SC_PAGESIZE) / (1 << 20);
}

const struct benchmark rss_default_machine = {
    .name = "rss_default_machine", .unit = "MiB", .run = run_rss};
