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
 *      search_turn -> c     a step of c: search_touch, search_edge, search_choose ... search_turn
 *
 * A step lasts until the next search_turn, whoever calls it. What it touches counts as touched by
 * the context that was given the turn, on whose behalf ever it happened.
 *
 * To prove that nothing is left to try (SEARCH_EXHAUSTED) a search relies on this:
 *   R1. The program repeats: the same turns and answers give the same steps. (Checked.)
 *   R2. What a step does depends only on keys that it touches and on its own context.
 *   R3. A context that cannot go on is not in `enabled`; what changes that touches the key that
 *   the context waits for, or is told as an edge. A context that is about to acquire a lock that is
 *   held best asks with SEARCH_CALL and the lock as key, and is not enabled. If it is, it tries,
 *   touches the lock (reading) and is blocked: that is sound as well, but makes more schedules.
 *   R4. When a schedule ends, contexts that still wait at a point have announced the key that keeps
 *   them there.
 *
 * What a search keeps lies in host memory at a fixed address: neither a restore nor a boot between
 * two schedules changes it. It allocates nothing.
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
    SEARCH_REPLAY,     /* the schedule in .replay */
    SEARCH_DISCOVERY,  /* preemptions are sparse, and anywhere */
    SEARCH_STARVATION, /* somebody gets no turn for long */
    SEARCH_STRATEGIES
};

/* Why a context is asked to wait for its turn. */
enum search_point {
    SEARCH_CALL,     /* it is about to synchronise, call the kernel, touch a device */
    SEARCH_ACCESS,   /* it is about to touch memory that search_contended() was told of */
    SEARCH_ANYWHERE, /* an access that nothing is known about: search_skip() asked for it */
    SEARCH_BLOCKED   /* it cannot go on: somebody else must */
};

/* A question that is not about turns. The answer 0 is what usually happens. */
enum search_question {
    SEARCH_FREE,  /* all answers are equally good: order, target, latency */
    SEARCH_FAULT, /* an answer other than 0 is a fault, of which a schedule has not many */
    SEARCH_TEST   /* the program asks: every answer is to be tried */
};

struct search_config {
    enum search_strategy strategy;
    uint32_t depth;      /* of PCT; 0: 3 */
    uint32_t bound;      /* preemptions (BOUND); 0: 2 */
    uint32_t faults;     /* answers to SEARCH_FAULT in one schedule that are not 0; 0: 1 */
    uint64_t schedules;  /* budget; 0: 20,000 */
    uint64_t systematic; /* of which DPOR has so many (AUTO); 0: a tenth */
    uint64_t steps;      /* of one schedule: what makes more is endless; 0: 1,000,000 */
    uint64_t seed;
    uint64_t shard, shards; /* of N parts of the random schedules, this one; 0, 0: all */
    uint32_t sample;        /* DISCOVERY: mean of accesses between two preemptions; 0: varies */
    uint32_t max_ms; /* of host time, a safety net: what it cuts short is no result; 0: none */
    const uint32_t *replay; /* a result's trace */
    size_t replay_count;
};

/* One schedule from the beginning: 0 when nothing went wrong, else what did (the same number for
   the same kind of failure at the same place). */
typedef uint32_t search_run_fn(void *owner);

/* A failure's number when a schedule made more steps than .steps. */
#define SEARCH_ENDLESS 0xFFFFFFFFu

enum search_end {
    SEARCH_FAILED,    /* .failure, .trace */
    SEARCH_EXHAUSTED, /* DPOR: every class of schedules was tried; BOUND: every schedule within the
                         bound */
    SEARCH_SPENT,     /* the budget was used up */
    SEARCH_CUT_SHORT, /* max_ms */
    SEARCH_DIVERGED   /* the program did not repeat: .diverged; .failure if it failed before */
};

struct search_result {
    enum search_end end;
    uint32_t failure;
    uint64_t schedules;      /* run, without those of repeating and shrinking */
    uint64_t first_failure;  /* which schedule failed, from 1; 0: none */
    uint64_t pruned;         /* schedules that DPOR stopped early, because equivalents were tried */
    uint64_t restarts;       /* of DPOR and BOUND, because more became contended */
    uint64_t repeats;        /* schedules of repeating, shrinking, finding the point of no return */
    uint64_t steps, longest; /* steps of all schedules, of the longest one */
    uint64_t diverged;       /* record of the trace (or step) at which a repetition differed */
    uint64_t contended;      /* keys */
    uint32_t contexts;       /* the highest one that was enabled, and 1 */
    bool capped;             /* a limit of the engine made the search less than complete */
    uint32_t switches;       /* left after shrinking */
    uint32_t faults;         /* left after shrinking, with other answers that are not 0 */
    uint32_t no_return;      /* record after which the failure can hardly be avoided any more, from
                                1; 0: it happens in any case */
    enum search_strategy found_by;
    const uint32_t *trace; /* of the failure, shrunk: for .replay; until the next search */
    size_t trace_count;
};

/* The whole search, with the failure repeated, shrunk and its point of no return found. */
struct search_result search_run(const struct search_config *config, search_run_fn *run,
                                void *owner);
bool search_is_on(void);
const char *search_strategy_name(enum search_strategy strategy);

/* Is this schedule one of many that are tried while a failure is shrunk? What takes time and may
   only end a schedule in another way, such as a look for races, can be left out of it: what is
   found has to fail in the same way with all of it, or it is shrunk again without rough ones. */
bool search_is_rough(void);

/* --- within a schedule ------------------------------------------------------------------------ */

/* Who makes the next step. enabled: a bit for each context that can; current: who is about to make
   one (or was, if it is blocked). key: what the step is about, if known (0: not); with
   SEARCH_BLOCKED, what it waits for. Never returns a context that is not enabled, but for
   SEARCH_STOP: the rest of this schedule is not wanted, .run is to return 0.
   If nobody is enabled, it is to be called nevertheless: it notes what current waits for. */
enum { SEARCH_STOP = SEARCH_CONTEXTS };
unsigned search_turn(enum search_point point, uintptr_t key, uint64_t enabled, unsigned current);
/* A failure is being repeated, and at this point, not SEARCH_BLOCKED, the context goes on: as
   search_turn and search_skip would say, they need not be asked. */
bool search_goes_on(unsigned current);
/* An answer below n, for the step that is being made. */
unsigned search_choose(enum search_question question, unsigned n);
/* What the step that is being made touches. */
void search_touch(unsigned context, uintptr_t key, bool write);
/* What from did until now comes before what to does next, and cannot come after it. */
void search_edge(unsigned from, unsigned to);
/* The context polls: others first. */
void search_yield(unsigned context);
/* Memory that two contexts have been seen to contend for: from the next schedule on its accesses
   are points. */
void search_contended(uintptr_t key);
/* Is an access to this contended memory a point, in this schedule? (If nobody had said that it is
   contended, this does.) If not, search_turn(SEARCH_ACCESS) changes nothing, and the access counts
   as one that nothing is known about. */
bool search_is_point(uintptr_t key);
/* All of them, in the order in which they became known. The caller marks those it does not know
   yet before each schedule: a replay begins with those of its trace. */
const uintptr_t *search_contended_keys(size_t *count);
/* After so many accesses that nothing is known about, this context asks SEARCH_ANYWHERE; to be
   called by the context that begins, and whenever search_turn has given one the turn. */
#define SEARCH_NEVER UINT32_MAX
uint32_t search_skip(unsigned context);

/* --- the trace -------------------------------------------------------------------------------- */

/* trace[0]: version and number of contended keys, two words each; then records of three words. */
enum search_record_kind {
    SEARCH_SWITCH = 1, /* at its so-manieth point the context lets another go */
    SEARCH_WAIT,       /* the so-manieth time that it is blocked, not the usual one goes on */
    SEARCH_ANSWER,     /* to its so-manieth question */
    SEARCH_FAILS,      /* the same, a fault */
    SEARCH_AFTER       /* having the turn for the so-manieth time, it asks after so many accesses */
};
struct search_record {
    enum search_record_kind kind;
    unsigned context;
    uint32_t at;    /* from 1, in the context's own count of this kind of thing */
    uint32_t value; /* who goes on; the answer; accesses */
};
/* Record i from 0; false behind the last or when the trace is malformed. */
bool search_record(const uint32_t *trace, size_t count, size_t i, struct search_record *record);

#endif
