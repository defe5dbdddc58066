/*
 * tests/explore/equivalence.h - programs whose outcomes by chance DPOR has met, too
 */
#ifndef TESTS_EXPLORE_EQUIVALENCE_H
#define TESTS_EXPLORE_EQUIVALENCE_H

#include <sim/race.h>
#include <sim/test.h>

#include <sys/mman.h>

#include "scenario/schedules.h"

/* Of so many programs, those that there is time for. */
#ifdef SCHEDULES_ARE_FEW
#define PROGRAMS_OF(n) (((n) + 5) / 6)
#else
#define PROGRAMS_OF(n) (n)
#endif

/* Where the program is not instrumented, a search sees interlocked operations only. */
#if __has_feature(thread_sanitizer)
#define LOAD(word)         (*(word))
#define STORE(word, value) (*(word) = (value))
#else
#define LOAD(word)         InterlockedOr((word), 0)
#define STORE(word, value) InterlockedExchange((word), (value))
#endif

enum { THREADS = 2, STEPS = 2, OUTCOMES = 256 };

/* In memory that a search does not restore. */
static struct outcomes {
    unsigned count;
    UINT64 hash[OUTCOMES];
} *outcomes;

/* A linear congruential generator (Numerical Recipes). */
static unsigned
draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1664525 + 1013904223;
    return (*seed >> 16) % below;
}

static bool
is_among(const struct outcomes *outcomes, UINT64 hash)
{
    for (unsigned i = 0; i < outcomes->count; i++) {
        if (outcomes->hash[i] == hash) {
            return true;
        }
    }
    return false;
}

/* What each step has read. Not instrumented: what this does differs from schedule to schedule. */
__attribute__((no_sanitize("thread"))) static void
note_outcome(LONG (*seen)(unsigned step))
{
    UINT64 hash = 14695981039346656037u;

    for (unsigned i = 0; i < THREADS * STEPS; i++) {
        hash = (hash ^ (ULONG)seen(i)) * 1099511628211u;
    }
    if (!is_among(outcomes, hash) && outcomes->count < OUTCOMES) {
        outcomes->hash[outcomes->count++] = hash;
    }
}

static enum sim_end
search(void (*run)(void *), enum sim_strategy strategy, uint64_t schedules, struct outcomes *seen)
{
    const struct sim_search how = {.strategy = strategy, .schedules = schedules, .no_races = true};

    outcomes = seen;
    outcomes->count = 0;
    return sim_explore(run, NULL, &how).end;
}

/* False: there was more than the budget. */
static bool
compare(void (*run)(void *), uint64_t budget)
{
    static const enum sim_strategy chance[] = {SIM_WALK, SIM_POS, SIM_PCT, SIM_STARVATION};
    struct outcomes *all =
        mmap(NULL, 2 * sizeof *all, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    bool exhausted = search(run, SIM_DPOR, budget, &all[0]) == SIM_EXHAUSTED;

    assert_true(all[0].count < OUTCOMES);
    for (unsigned i = 0; exhausted && i < sizeof chance / sizeof *chance; i++) {
        search(run, chance[i], 300, &all[1]);
        for (unsigned j = 0; j < all[1].count; j++) {
            assert_true(is_among(&all[0], all[1].hash[j]));
        }
    }
    munmap(all, 2 * sizeof *all);
    return exhausted;
}

#endif
