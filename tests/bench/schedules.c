/*
 * tests/bench/schedules.c - how many schedules a search makes in a second, on the whole kernel
 *
 * The machine has two processors; two system threads of an instrumented driver wait for an event.
 * A schedule is: the machine as the search found it is restored; the test's thread sets the event
 * and waits until all is done; each thread is dispatched, adds one to a variable of both of them
 * three times (12 accesses in conflict), and waits for another event. Who goes next is asked at
 * each of these accesses, and at each call of the kernel.
 *
 *      small    nothing else
 *      medium   160 accesses: the threads work with memory of their own between those
 *      large    16,000 accesses, likewise
 *
 * Races are what the driver is made of, and are not reported; they are looked for.
 */
#include <wdm.h>
#include <sim/explore.h>
#include <sim/test.h>

#include "bench.h"

#define DRIVER "bench_contest"

enum { CONTESTANTS = 2, ROUNDS = 3, SHARED = CONTESTANTS * ROUNDS * 2 };

static void
contest(void *go)
{
    KeSetEvent(go, IO_NO_INCREMENT, FALSE);
}

static double
run(uint64_t schedules, ULONG accesses)
{
    struct sim_search search = {.strategy = SIM_WALK, .schedules = schedules, .no_races = true};
    uint64_t start;

    *(ULONG *)sim_driver_symbol(DRIVER, "ContestRounds") = ROUNDS;
    *(ULONG *)sim_driver_symbol(DRIVER, "ContestOwn") =
        (accesses - SHARED) / (CONTESTANTS * ROUNDS);
    start = bench_ns();
    sim_explore(contest, sim_driver_symbol(DRIVER, "ContestGo"), &search);
    return (double)schedules * 1e9 / (double)(bench_ns() - start);
}

static double
run_small(void)
{
    return run(20000, SHARED);
}

static double
run_medium(void)
{
    return run(10000, 160);
}

static double
run_large(void)
{
    return run(1000, 16000);
}

#define SCHEDULES(size)                                                                            \
    const struct benchmark schedules_per_second_##size = {.name = "schedules_per_second_" #size,   \
                                                          .unit = "1/s",                           \
                                                          .run = run_##size,                       \
                                                          .cpus = 2,                               \
                                                          .drivers = {DRIVER}}

SCHEDULES(small);
SCHEDULES(medium);
SCHEDULES(large);
