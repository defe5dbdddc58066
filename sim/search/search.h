/*
 * sim/search/search.h - which of several contexts goes next: strategies, and what they have learnt
 *
 * A search runs one program again and again from the same beginning, each time in another order.
 * It knows contexts (processors, and time itself, which brings interrupts), steps and keys
 * (addresses), and nothing else: whoever executes the program asks search_turn() before each step
 * which context makes it, tells search_touch() what the step concerned, and search_edge() when it
 * let another context go on. Two steps of different contexts that touch one key, one of them
 * writing, depend on each other; only the order of such steps matters.
 *
 * What a search keeps lives in host memory, outside of what is restored between two schedules.
 */
#ifndef SEARCH_H
#define SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SEARCH_CONTEXTS = 64 };

enum search_strategy {
    SEARCH_AUTO,       /* sequential, then DPOR within a budget, then a mix */
    SEARCH_SEQUENTIAL, /* one schedule: nobody is interrupted without need */
    SEARCH_RANDOM,     /* any context, at each step */
    SEARCH_PCT,        /* random priorities, depth - 1 changes of them */
    SEARCH_POS,        /* a priority for each step, drawn anew where steps depend */
    SEARCH_BOUND,      /* all schedules of 0, 1, ... bound preemptions */
    SEARCH_DPOR,       /* one schedule of each class of equivalent ones */
    SEARCH_REPLAY      /* the schedule in .replay */
};

/* Why a context is asked to wait for its turn. */
enum search_point {
    SEARCH_CALL,     /* it is about to synchronise, call the kernel, touch a device */
    SEARCH_ACCESS,   /* it is about to touch memory that is known to be contended */
    SEARCH_ANYWHERE, /* an access that nothing is known about: discovery */
    SEARCH_BLOCKED   /* it cannot go on: somebody else must */
};

/* A question that is not about turns, under the bound on faults. */
enum search_question {
    SEARCH_FREE,  /* all answers are equally good: order, target, latency */
    SEARCH_FAULT, /* an answer other than 0 is a fault */
    SEARCH_TEST   /* the program asks: every answer is to be tried */
};

struct search_config {
    enum search_strategy strategy;
    uint32_t depth;     /* of PCT; 0: 3 */
    uint32_t bound;     /* preemptions (BOUND); 0: 2 */
    uint32_t faults;    /* at most so many in one schedule; 0: 1 when fault kinds are asked at all */
    uint64_t schedules; /* budget; 0: 20,000 */
    uint64_t seed;
    uint64_t shard, shards; /* of N parts of the random schedules, this one; 0, 0: all */
    uint32_t sample;    /* mean of accesses between two SEARCH_ANYWHERE preemptions; 0: none */
    uint32_t max_ms;    /* of host time, a safety net: what it cuts short is no result; 0: none */
    const uint32_t *replay;
    size_t replay_count;
};

/* One schedule from the beginning: 0 when nothing went wrong, else what did (the same number for
   the same kind of failure at the same place). */
typedef uint32_t search_run_fn(void *owner);

enum search_end {
    SEARCH_FAILED,    /* .failure, .trace */
    SEARCH_EXHAUSTED, /* every class of schedules was tried */
    SEARCH_SPENT,     /* the budget was used up */
    SEARCH_CUT_SHORT, /* max_ms */
    SEARCH_DIVERGED   /* the program did not repeat: .diverged */
};

struct search_result {
    enum search_end end;
    uint32_t failure;
    uint64_t schedules;      /* run, without those of shrinking */
    uint64_t first_failure;  /* which schedule failed, from 1; 0: none */
    uint64_t pruned;         /* schedules that DPOR stopped early, because equivalents were tried */
    uint64_t steps, longest; /* points of all schedules, of the longest one */
    uint64_t diverged;       /* record of the trace at which a repetition went another way */
    uint32_t switches;       /* left after shrinking */
    uint32_t no_return;      /* record after which the failure can hardly be avoided any more */
    enum search_strategy found_by;
    const uint32_t *trace; /* of the failure, shrunk: for .replay; until the next search */
    size_t trace_count;
};

/* The whole search, with the failure repeated, shrunk and its point of no return found. */
struct search_result search_run(const struct search_config *config, search_run_fn *run,
                                void *owner);
bool search_is_on(void);

/* --- within a schedule ------------------------------------------------------------------------ */

/* Who makes the next step. enabled: a bit for each context that can; current: who is about to make
   one (or was, if it is blocked). key: what the step is about, if known (0: not). Never returns a
   context that is not enabled, but for SEARCH_STOP: the rest of this schedule has been tried. */
enum { SEARCH_STOP = SEARCH_CONTEXTS };
unsigned search_turn(enum search_point point, uintptr_t key, uint64_t enabled, unsigned current);
/* An answer below n. */
unsigned search_choose(enum search_question question, unsigned n);
/* What the step that context makes touches. */
void search_touch(unsigned context, uintptr_t key, bool write);
/* What from did until now comes before what to does next. */
void search_edge(unsigned from, unsigned to);
/* The context polls: others first. */
void search_yield(unsigned context);
/* Memory that two contexts have been seen to contend for: from now on its accesses are points. */
void search_contended(uintptr_t key);

#endif
