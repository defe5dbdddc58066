/*
 * tests/bench/shrink.c - from a schedule that fails to the few switches that matter
 *
 * Two system threads add one to a variable 200 times each; which of 800 accesses comes next is
 * drawn by lot: some 400 switches, none of which matters. In the middle each looks whether
 * something is taken, and takes it. Sooner or later a schedule has two owners. What is measured
 * begins there: repeating it, leaving out switches until nothing more can go, repeating the rest.
 */
#include <wdm.h>
#include <sim/explore.h>
#include <sim/test.h>

#include "bench.h"

#define DRIVER "bench_contest"

enum { ROUNDS = 200, SWITCHES_LEFT = 4 };

/* libsim's own: how long that took in the last search. */
double sim_bench_shrink_ms(void);

static void
adds(void *go)
{
    KeSetEvent(go, IO_NO_INCREMENT, FALSE);
    sim_run_until_idle();
    assert_int_equal(*(LONG *)sim_driver_symbol(DRIVER, "ContestOwners"), 1);
}

static double
run_shrink(void)
{
    struct sim_search search = {.strategy = SIM_WALK, .no_races = true};
    struct sim_found found;

    *(ULONG *)sim_driver_symbol(DRIVER, "ContestRounds") = ROUNDS;
    *(BOOLEAN *)sim_driver_symbol(DRIVER, "ContestOwner") = TRUE;
    found = sim_explore(adds, sim_driver_symbol(DRIVER, "ContestGo"), &search);
    assert_int_equal(found.end, SIM_FOUND);
    assert_in_range(found.switches, 1, SWITCHES_LEFT);
    return sim_bench_shrink_ms();
}

const struct benchmark shrink_ms = {
    .name = "shrink_ms", .unit = "ms", .run = run_shrink, .cpus = 2, .drivers = {DRIVER}};
