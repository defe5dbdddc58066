/*
 * tests/bench/simbench.c - what things cost: simbench [name...]
 *
 * Prints name, value and unit, separated by tabs: the median of seven rounds, in host time. A
 * machine is booted for each; its trace is off.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <wdm.h>
#include <sim/test.h>

#include "bench.h"

enum { ROUNDS = 7 };

static const struct benchmark *const benchmarks[] = {
    &fiber_switch,
    &ioctl_null_buffered,
    &read_direct_4k,
    &open_close,
    &irp_pass_3_drivers,
    &irp_pass_8_drivers,
    &irp_alloc_free,
    &irp_bytes,
    &iocp_round_trip,
    &cancel_pended,
    &dpc_insert_to_run,
    &event_ping_pong,
    &timer_set_expire,
    &interrupt_to_dpc_complete,
    &pool_alloc_free,
    &eresource_shared,
    &push_lock,
    &fast_mutex,
    &lookaside,
    &unicode_compare_100,
    &registry_open_query,
    &process_create_exit,
    &handle_create_close,
    &seh_try,
    &seh_raise,
    &boot_shutdown,
    &mem_access_instrumented,
    &access_checked,
    &snapshot_bytes,
    &snapshot_restore,
    &rss_default_machine,
    &stress_irps_per_second,
    &schedules_per_second_engine,
    &schedules_per_second_small,
    &schedules_per_second_medium,
    &schedules_per_second_large,
    &shrink_ms,
};

static const struct benchmark *running;
static double result;

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static void
body(void **state)
{
    double rounds[ROUNDS];

    running->run(); // once for caches and pages
    for (int i = 0; i < ROUNDS; i++) {
        rounds[i] = running->run();
    }
    qsort(rounds, ROUNDS, sizeof rounds[0], compare);
    result = rounds[ROUNDS / 2];
}

static bool
measure(const struct benchmark *b)
{
    struct sim_setup setup = {.name = b->name,
                              .test = body,
                              .trace_off = true,
                              .cpus = b->cpus,
                              .driver = b->driver,
                              .drivers = {b->drivers[0], b->drivers[1], b->drivers[2]},
                              .device = b->device};

    running = b;
    if (b->driver == NULL && b->without_machine) {
        body(NULL);
        return true;
    }
    return !sim_boot(&setup).failed;
}

static bool
is_wanted(const char *name, int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], name) == 0) {
            return true;
        }
    }
    return argc == 1;
}

int
main(int argc, char **argv)
{
    int failures = 0;

    for (size_t i = 0; i < ARRAYSIZE(benchmarks); i++) {
        const struct benchmark *b = benchmarks[i];

        if (!is_wanted(b->name, argc, argv)) {
            continue;
        }
        if (measure(b)) {
            printf("%s\t%.*f\t%s\n", b->name, result < 100 ? 1 : 0, result, b->unit);
        } else {
            fprintf(stderr, "%s failed\n", b->name);
            failures++;
        }
        fflush(stdout);
    }
    return failures != 0;
}
