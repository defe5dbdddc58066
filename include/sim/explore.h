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
 * Everything is searched from the start of the test until nothing is left to do after it. .before
 * runs once: each schedule begins with what it left, and ends with .after. Then the machine is shut
 * down and looked at for leaks, as always. Or a part of a test, from where it stands:
 *
 *      struct sim_found found = sim_explore(two_threads, &context,
 *                                           &(struct sim_search){.strategy = SIM_DPOR});
 *
 *      assert_int_equal(found.end, SIM_EXHAUSTED);
 *
 * Processors change at every call of the kernel that synchronises, at interlocked operations and
 * device registers; in drivers that are compiled with INSTRUMENT (see sim_add_driver) at every
 * access to memory that somebody else touches, too, and such drivers are checked for data races
 * (sim/race.h). What sim_choose() answers is varied, too. An assertion of CMocka's that fails, in
 * whatever thread, DPC or service routine, ends its schedule with file and line.
 *
 * Environment variables widen a search without compiling again:
 *
 *      SIM_STRATEGY=name   auto, sequential, walk, pct, pos, bound, dpor, discovery, starvation
 *      SIM_SCHEDULES=n     as .schedules
 *      SIM_SEED=n          as .seed
 *      SIM_FAULTS=a,b      pool, pending, cancel, remove: besides those of .kinds
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

/* What may go wrong in a schedule, besides what a test asks by sim_choose(); by SIM_FAULTS, too.
   What happens "at some point" does so on an idle processor, or else when all threads wait: a
   machine with one processor more than the test has threads shows all there is to see. */
enum sim_fault {
    SIM_FAULT_POOL = 1,    /* ExAllocatePool... of a driver finds no memory */
    SIM_FAULT_PENDING = 2, /* IoCallDriver of a driver returns STATUS_PENDING, though the driver
                              below completed the request at once; that goes on at some later
                              point, in a DPC if it was completed at DISPATCH_LEVEL */
    SIM_FAULT_CANCEL = 4,  /* a program's request is cancelled at some point after it was sent */
    SIM_FAULT_REMOVE = 8   /* a device is pulled out, as by sim_surprise_remove(), at some point */
};

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
    bool affinity_strict; /* that two contexts ran on one processor orders nothing, unless one of
                             them may run on no other (sim/race.h); also for a run with .races */
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
    char kind[64];  /* "DATA_RACE", "IRQL_NOT_LESS_OR_EQUAL", "assertion", "left behind" ... */
    uint32_t bugcheck;
    char where[160]; /* file and line of the test, or function of the driver */
    uint64_t schedules, first_failure, pruned;
    uint64_t steps, longest;     /* points at which somebody else could have gone on */
    enum sim_strategy by;        /* the strategy that found it */
    unsigned switches, faults;   /* of the shrunk schedule; faults: and answers of sim_choose() and
                                    hardware that are not the usual ones */
    unsigned objects, blind;     /* that the loaded drivers are linked from; without INSTRUMENT */
    enum sim_memory_model memory; /* SIM_SC: it fails on any memory */
    bool shared;                 /* threads waited for a processor: with more processors (.cpus)
                                    there is less to try */
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

/* --- the test's own steps --------------------------------------------------------------------- */

/* A place at which another processor may go on, before what code without instrumentation does next
   to memory that others see. name: a literal, for the report. At any IRQL. */
void sim_point(const char *name);

/* No place in between is one: whatever is called or touched there, no other processor goes on, no
   interrupt comes. All of it is one step. What must wait there fails the test by its name. Sections
   nest; each ends on the thread, DPC or service routine that began it. At any IRQL. */
void sim_atomic_begin(void);
void sim_atomic_end(void);

/*
 * A condition that holds from now on, wherever somebody else may go on. If it does not, the run, or
 * the schedule, ends there: "invariant", with the name of the function, the processor and the place
 * that it had come to. At any IRQL.
 *
 *      static bool
 *      is_counted(void *queue)
 *      {
 *          const QUEUE *q = queue;
 *
 *          return !KeTestSpinLock(&q->Lock) || q->Count == length(&q->Entries);
 *      }
 *      ...
 *      sim_invariant(is_counted, queue);
 *
 * In a search it is looked at after each step, else at each call of the kernel and wherever an
 * interrupt or another processor gets in; and after each event of a device or timer. So it is to
 * be true even inside of what a lock protects; KeTestSpinLock() says TRUE of a lock that is free.
 * It must not wait, or change anything; what it calls is no step and costs no time. It runs
 * wherever the machine is just then, at that IRQL: context is memory that is there everywhere (the
 * program's variables, nonpaged pool, a driver's data), while the condition is.
 *
 * It is forgotten when the test function, or what sim_explore() was given, returns; one that
 * .before states: when .after begins, else at shutdown. Up to 16. It makes every step depend on
 * every other, so that SIM_DPOR tries all orders, and comes to an end in very small tests only.
 */
#define sim_invariant(holds, context)                                                              \
    sim_invariant_at((holds), (context), #holds, __FILE__, __LINE__)
void sim_invariant_at(bool (*holds)(void *context), void *context, const char *name,
                      const char *file, int line);

#ifdef __cplusplus
}
#endif

#endif
