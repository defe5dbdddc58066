/*
 * include/sim/explore.h - searches: many schedules of one test, until one of them breaks it
 *
 * A search runs a test again and again from the same moment, each time in another interleaving of
 * its processors, interrupts and timers, with other answers to what hardware and Windows leave
 * open. It ends with a schedule that fails (shrunk to the few switches that matter, with a token
 * that repeats it), with the statement that all schedules were tried, or with what was tried.
 *
 * The whole test, in a table:
 *
 *      SIM_TEST(cancels_while_it_completes, .driver = "mydrv", .explore = SIM_AUTO)
 *
 * Everything is searched from the start of the test until nothing is left to do after it; .before
 * is not. Then the machine is shut down and looked at for leaks, as always. Or a part of a test,
 * from where it stands:
 *
 *      struct sim_found found = sim_explore(two_threads, &context,
 *                                           &(struct sim_search){.strategy = SIM_DPOR});
 *
 *      assert_int_equal(found.end, SIM_EXHAUSTED);
 *
 * Processors change at every call of the kernel that synchronises, at interlocked operations and
 * device registers; in drivers that are compiled with INSTRUMENT (see sim_add_driver) at every
 * access to memory that somebody else touches, too, and such drivers are checked for data races
 * (sim/race.h). What sim_choose() answers is varied, too.
 *
 * Environment variables widen a search without compiling again:
 *
 *      SIM_STRATEGY=name   auto, sequential, walk, pct, pos, bound, dpor, discovery, starvation
 *      SIM_SCHEDULES=n     as .schedules
 *      SIM_SEED=n          as .seed
 *      SIM_SHARD=i/n       this process runs part i (from 0) of n of the random schedules
 *      SIM_RESULTS=folder  a line of JSON for each search, in a file of the process; see simexplore
 *      SIM_COVERAGE=folder which accesses met in which order, for lcov, in a file of this process
 *      SIM_REPLAY=token    the one schedule, with its interleaving line by line
 */
#ifndef SIM_EXPLORE_H
#define SIM_EXPLORE_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum sim_strategy {
    SIM_NO_SEARCH,
    SIM_AUTO,       /* SIM_SEQUENTIAL, then SIM_DPOR within a tenth of the budget, then a mix */
    SIM_SEQUENTIAL, /* one schedule: nobody is interrupted without need */
    SIM_WALK,       /* at each step, any processor */
    SIM_PCT,        /* random priorities that change .depth - 1 times */
    SIM_POS,        /* a random priority for each step, drawn anew for those that conflict */
    SIM_BOUND,      /* all schedules with 0, 1 ... .bound preemptions */
    SIM_DPOR,       /* one schedule of each class of equivalent ones */
    SIM_DISCOVERY,  /* at random places, also at memory that nobody else is known to touch */
    SIM_STARVATION  /* a processor, or time, stands still for a long while */
};

/* What stands behind memory accesses of instrumented drivers. SIM_TSO and SIM_ARM are searched with
   chance alone: what would be SIM_BOUND or SIM_DPOR is SIM_AUTO, and that without SIM_DPOR. */
enum sim_memory_model {
    SIM_SC,  /* each access is seen by all at once */
    SIM_TSO, /* x64: stores wait in a buffer of the processor */
    SIM_ARM  /* ARM64: stores become visible in any order, loads may be stale; volatile accesses
                order nothing */
};

/* What may go wrong in a schedule, besides what a test asks by sim_choose(). */
enum { SIM_FAULT_POOL = 1 /* ExAllocatePool... of a driver finds no memory */ };

/* Zero in a field means its default. */
struct sim_search {
    enum sim_strategy strategy; /* SIM_AUTO; in a table it is .explore that counts */
    uint64_t schedules;         /* budget: 20,000 */
    uint64_t seed;
    unsigned depth;  /* of SIM_PCT: 3 */
    unsigned bound;  /* preemptions, of SIM_BOUND: 2 */
    unsigned kinds;  /* SIM_FAULT_...: faults that are tried */
    unsigned faults; /* in one schedule at most: 1 */
    unsigned sample; /* mean of accesses between two preemptions at memory that nobody else is known
                        to touch, in schedules that look for such: 1,000 */
    unsigned max_ms; /* host time after which the search is cut short, which is no result: none */
    enum sim_memory_model memory;
    bool no_races; /* data races are not looked for */
};

enum sim_end {
    SIM_FOUND,     /* a schedule failed */
    SIM_EXHAUSTED, /* all schedules were tried, up to equivalence */
    SIM_SPENT,     /* the budget was used up, nothing failed */
    SIM_CUT_SHORT, /* max_ms was used up, nothing failed */
    SIM_DIVERGED   /* the test did the same thing in two ways: it depends on something outside */
};

struct sim_found {
    enum sim_end end;
    char kind[48];  /* "DATA_RACE", "IRQL_NOT_LESS_OR_EQUAL", "assertion", "left behind" ... */
    uint32_t bugcheck;
    char where[160]; /* file and line of the test, or function of the driver */
    uint64_t schedules, first_failure, pruned;
    uint64_t steps, longest;     /* points at which somebody else could have gone on */
    enum sim_strategy by;        /* the strategy that found it */
    unsigned switches;           /* of the shrunk schedule */
    unsigned objects, blind;     /* that the loaded drivers are linked from; without INSTRUMENT */
    enum sim_memory_model memory; /* SIM_SC: it fails on any memory */
    double per_second;           /* schedules */
    const char *token;           /* repeats the schedule; until the next search */
    uint64_t pairs, one_order;   /* places in instrumented code whose accesses met; those of them
                                    that met in one order only, though two can be written down */
};

/* Searches what test(context) does from here. On a test's thread at PASSIVE_LEVEL, in user mode;
   afterwards all is as it was before. Leaks are not looked for. */
struct sim_found sim_explore(void (*test)(void *), void *context, const struct sim_search *search);

/* How the last search of this program ended, whichever way it was started. */
struct sim_found sim_last_search(void);

/* A place at which another processor may go on, before what code without instrumentation does next
   to memory that others see. At any IRQL. */
void sim_point(void);

#ifdef __cplusplus
}
#endif

#endif
