/*
 * tests/scenario/schedules.h - one story under many schedules
 *
 *      IN_ALL_SCHEDULES(body, check, .driver = "d")
 *
 * is an entry of the table of tests. The body runs on a fresh machine with 1, 2 and 4 processors,
 * each time once as typical times have it and then once for each of SCHEDULES seeds. At last check
 * runs, on the host's stack (NULL: there is none): it asserts that the schedules which matter were
 * among them. The bodies count those in variables of the program, which outlive a machine.
 *
 * With SIM_SEED, SIM_REPLAY or SIM_CPUS only what they name is run, and check is not.
 */
#ifndef SCHEDULES_H
#define SCHEDULES_H

#include <sim/test.h>

#include <stdlib.h>

/* ASan takes ten times as long, and looks for something else: there check does not run, either. */
#if defined(__SANITIZE_ADDRESS__)
#define SCHEDULES_ARE_FEW
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SCHEDULES_ARE_FEW
#endif
#endif

#ifdef SCHEDULES_ARE_FEW
enum { SCHEDULES = 30 };
#else
enum { SCHEDULES = 200 };
#endif

struct story {
    struct sim_setup setup;
    void (*check)(void);
};

static inline void
schedules_run(void **state)
{
    static const unsigned cpus[] = {1, 2, 4};
    const struct story *story = *state;
    struct sim_setup setup = story->setup;
    struct sim_result result;

    for (unsigned i = 0; i < sizeof cpus / sizeof *cpus; i++) {
        setup.cpus = cpus[i];
        setup.policy = SIM_TIMED;
        setup.seeds = 0;
        result = sim_boot(&setup);
        assert_false(result.failed);
        setup.policy = SIM_RANDOM;
        setup.seeds = SCHEDULES;
        assert_false(sim_boot(&setup).failed);
    }
    if (story->check != NULL && SCHEDULES >= 200 && !result.skipped && !getenv("SIM_SEED") &&
        !getenv("SIM_CPUS")) {
        story->check();
    }
}

#define IN_ALL_SCHEDULES(function, met, ...)                                                       \
    {                                                                                              \
        .name = #function, .test_func = schedules_run, .initial_state = (void *)&(struct story)    \
        {                                                                                          \
            .check = (met), .setup = {.name = #function, .test = (function), __VA_ARGS__ }         \
        }                                                                                          \
    }

#endif
