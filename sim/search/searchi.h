/*
 * sim/search/searchi.h - what the files of the search share
 *
 * A plan is a strategy: it is asked for a turn or an answer where the usual would do, too. Nothing
 * that a plan returns is trusted to be remembered by it: record.c writes down what was not usual,
 * and the plan `replay` repeats that.
 */
#ifndef SEARCHI_H
#define SEARCHI_H

#include "host.h"
#include "search.h"

/* What a context counts: records are bound to its own counts, so that one can be taken out of a
   trace and the others still mean the same. */
enum count { COUNT_POINTS, COUNT_WAITS, COUNT_QUESTIONS, COUNT_SKIPS, COUNTS };

enum {
    RECORDS_MAX = 1 << 16,
    CHANGES_MAX = 16, /* of PCT: depth - 1 */
    KEYS_MAX = 4096,
    KEY_SLOTS = 4 * KEYS_MAX,
    TRACE_WORDS = 1 + 2 * KEYS_MAX + 3 * RECORDS_MAX,
    STEPS_IN_A_ROW = 1000, /* whoever makes so many is taken to poll */
};

struct record {
    uint8_t kind, context;
    uint16_t point; /* where the turn was asked for: enum search_point */
    uint32_t at, value;
    uint32_t next; /* the following record of this context and count; 0: none, else its index + 1 */
};

/* What a turn is about. */
struct turn {
    enum search_point point;
    unsigned current, usual;
    uintptr_t key;
    uint64_t able; /* enabled, without those that polled and must wait */
};

struct plan {
    enum search_strategy strategy;
    void (*begin)(void); /* before each schedule */
    unsigned (*turn)(const struct turn *turn);
    unsigned (*answer)(enum search_question question, unsigned n);
    void (*touch)(uintptr_t key, bool write);
    void (*edge)(unsigned from, unsigned to);
    bool (*next)(void); /* after each schedule: false when there is none left */
    uint32_t (*skip)(unsigned context);
};

struct search {
    bool on;
    bool rough;     /* shrink.c */
    bool repeating; /* a failure that was found: not counted as search */
    struct search_config config;
    struct search_result result;
    search_run_fn *run;
    void *owner;
    uint64_t deadline_ns;
    uint64_t shrink_ns; /* host time that shrinking took: for bench.c */

    /* turn.c: this schedule */
    const struct plan *plan;
    bool quiet; /* the plan wants to be asked only where a record may be */
    bool stopped, endless, broken, recording;
    uint64_t number; /* of the schedule, from 0 */
    uint64_t steps, alarm, row, steps_max;
    uint64_t enabled;                   /* contexts that were, ever */
    bool polling;                       /* somebody has */
    uint64_t yielded;                   /* who may not go on before another does */
    uint64_t behind[SEARCH_CONTEXTS];   /* before each of these does */
    uint64_t eager[SEARCH_CONTEXTS];    /* who could go on ever since it polled, and has not */
    unsigned stepping;                  /* whose step it is; SEARCH_STOP before the first */
    uintptr_t pending[SEARCH_CONTEXTS]; /* what a context announced and has not done */
    uint32_t at[COUNTS][SEARCH_CONTEXTS];
    uint32_t skip[SEARCH_CONTEXTS];   /* accesses since its turn after which it asks */
    uint32_t passed[SEARCH_CONTEXTS]; /* of them, when it had asked and went on */
    uint32_t questions, faults;       /* asked for faults; answered with one */
    uint32_t most_questions;          /* draw.c: of all schedules */
    uint64_t random;

    bool starting; /* dpor.c, bound.c: nothing is known yet */
    /* pct.c, pos.c */
    uint64_t priority[SEARCH_CONTEXTS], lowest;
    uint32_t depth, changes;
    uint64_t change[CHANGES_MAX];
    /* mix.c, random.c */
    unsigned victim;
    uint64_t famine, famine_end;
    uint32_t sample;
    /* bound.c */
    uint32_t bound, preemptions;
    bool held_back; /* some schedule, by the bound */

    /* record.c */
    uint32_t record_count;
    struct record records[RECORDS_MAX];
    /* replay.c */
    struct record *replay;
    uint32_t replay_count, replay_limit, replay_done;
    uint64_t replay_broken;                       /* record that could not be repeated, from 1 */
    uint32_t due[COUNTS][SEARCH_CONTEXTS];        /* the count at which a record is due */
    uint32_t due_record[COUNTS][SEARCH_CONTEXTS]; /* which */
    struct record loaded[RECORDS_MAX]; /* a trace; in shrink.c, the failure as it was found */
    /* search.c: the failure */
    uint32_t found_count;
    struct record found[RECORDS_MAX];
    /* shrink.c */
    struct record trial[RECORDS_MAX];
    uint64_t repeats_limit;
    const struct record *survey; /* whose neighbours are looked for */
    uint32_t call_before, call_after;
    /* contend.c */
    uint32_t key_count, key_points; /* known; points in this schedule */
    uintptr_t keys[KEYS_MAX];
    uint32_t key_slot[KEY_SLOTS]; /* index + 1 */
    uintptr_t asked_key;          /* the last one, and the answer */
    bool asked_is_point;
    bool key_used[KEYS_MAX];      /* in the failure, as it was last surveyed */
    /* trace.c */
    uint32_t trace[TRACE_WORDS];
};

/* One reservation; pages come into being when they are used. */
#define SEARCH_ADDRESS 0x472000000000
static struct search *const search = (struct search *)SEARCH_ADDRESS;

extern const struct plan plan_sequential, plan_replay, plan_survey, plan_random, plan_discovery,
    plan_starvation, plan_pct, plan_pct_mixed, plan_pos, plan_mix, plan_bound, plan_dpor;

static inline uint64_t
bit_of(unsigned context)
{
    return (uint64_t)1 << context;
}

static inline bool
has(uint64_t set, unsigned context)
{
    return (set >> context & 1) != 0;
}

static inline unsigned
lowest_of(uint64_t set)
{
    return (unsigned)__builtin_ctzll(set);
}

static inline unsigned
size_of(uint64_t set)
{
    return (unsigned)__builtin_popcountll(set);
}

static inline unsigned
nth_of(uint64_t set, unsigned n)
{
    while (n-- > 0) {
        set &= set - 1;
    }
    return lowest_of(set);
}

/* --- draw.c: chance; a schedule's is a function of the seed and of its number ----------------- */
uint64_t draw_mix(uint64_t value);
static inline uint64_t
draw(void)
{
    search->random += 0x9E3779B97F4A7C15u;
    return draw_mix(search->random);
}
static inline unsigned
draw_below(unsigned n)
{
    return (unsigned)(((unsigned __int128)draw() * n) >> 64);
}
static inline unsigned
draw_one_of(uint64_t set)
{
    return nth_of(set, draw_below(size_of(set)));
}
void draw_begin(void);
unsigned draw_answer(enum search_question question, unsigned n);
uint32_t draw_skip(unsigned mean); /* geometric */

/* --- turn.c ----------------------------------------------------------------------------------- */
void turn_begin(const struct plan *plan);

/* --- schedule.c: one schedule from beginning to end ------------------------------------------- */
uint32_t schedule_run(const struct plan *plan);
/* Is the budget used up, or the time? */
bool schedule_none_left(void);

/* --- record.c --------------------------------------------------------------------------------- */
void record_note(enum search_record_kind kind, unsigned context, uint32_t at, uint32_t value,
                 enum search_point point);
enum count record_count_of(unsigned kind);

/* --- replay.c: the records search->replay[0 .. replay_count) ---------------------------------- */
/* Those of `from`, which are not search->records; all of them have been repeated: replay_done. */
void replay_load(struct record *from, uint32_t count);
uint32_t replay_run(struct record *from, uint32_t count);

/* --- contend.c -------------------------------------------------------------------------------- */
void contend_reset(void);
void contend_begin(void); /* of a schedule */
void contend_add(uintptr_t key);
/* The failure is what the last survey repeated. */
void contend_survey_begin(void);
void contend_survey(uintptr_t key);

/* --- drop.c: search->found without some of its records ---------------------------------------- */
typedef bool record_kind(const struct record *);
record_kind record_is_fault, record_is_answer, record_is_turn, record_is_any;
uint32_t drop_count(record_kind *kind); /* how many there are */
/* As many as can go; each, until no single one can go. */
void drop_most(record_kind *kind);
void drop_each(record_kind *kind);
/* To search->trial, without those of that kind from number `from` to `from + chunk`: the count. */
uint32_t drop_to_trial(record_kind *kind, uint32_t from, uint32_t chunk);

/* --- shrink.c, noreturn.c: search->found ------------------------------------------------------ */
/* Repeats search->trial; if it fails in the same way, what was recorded is the failure now. */
bool shrink_fails(uint32_t count);
void shrink_failure(bool (*fails_again)(void)); /* in full; says so in search->result */
uint32_t noreturn_find(void);

/* --- trace.c: records as words ---------------------------------------------------------------- */
size_t trace_write(const struct record *records, uint32_t count);
/* Into search->loaded; false if it is malformed. */
bool trace_read(const uint32_t *words, size_t count, uint32_t *loaded);

#endif
