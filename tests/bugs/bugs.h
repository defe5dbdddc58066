/*
 * tests/bugs/bugs.h - a driver with one defect, its twin without it, and one program for both
 *
 *      BUG("abba", .shows = BUG_AS_BUGCHECK, .codes = {...}, .setup = {.before = opens, ...})
 *
 * is the whole main() of a test program. The program's body ends clean if nothing goes wrong, so a
 * schedule that fails is the driver's fault. The tests:
 *   B1. each of BUG_SEEDS searches finds the defect within BUG_SCHEDULES schedules, and as what it
 *       is (shows, codes); so do searches that do not look for data races;
 *   B2. the schedule of typical times does not show it, or there would be nothing to search for;
 *   B3. a search of the twin finds nothing: it is exhausted, or spends the whole budget; nor do
 *       random schedules on 1 or 4 processors.
 *
 * How many schedules the searches needed goes into <program>.row, for the table that test_table.py
 * makes. How schedules are made is decided here alone.
 */
#ifndef BUGS_H
#define BUGS_H

#ifdef __clang__
#pragma clang attribute push(__attribute__((disable_sanitizer_instrumentation)),                   \
                             apply_to = function)
#endif

#include "ke/capture.h"
#include "row.h"

#include "drivers/public.h"

/* As what a defect shows: any of these. */
enum {
    BUG_AS_BUGCHECK = 1,  /* with one of .codes */
    BUG_AS_DEADLOCK = 2,  /* nothing can ever happen again */
    BUG_AS_LEAK = 4,      /* something is left behind */
    BUG_AS_ASSERTION = 8, /* a program gets a wrong answer, or none */
    BUG_AS_RACE = 16      /* two accesses that nothing orders */
};

struct bug {
    bool frees; /* if no race is seen, freed memory is touched: AddressSanitizer, where it watches,
                   ends the program there */
    unsigned shows;
    uint32_t codes[6];
    const char *below;      /* a driver that is loaded first; NULL: none */
    struct sim_setup setup; /* before, test, device, search.memory ...; search.strategy: AUTO */
};

enum { BUG_SCHEDULES = 20000, BUG_PATH = 128 };

static char bug_driver[BUG_PATH]; /* which is loaded now: that or its twin */
static struct captured bug_run;

/* --- for bodies ------------------------------------------------------------------------------- */

/* A file for one thread, which waits for each request. */
static inline HANDLE
bug_open(const WCHAR *path)
{
    HANDLE file = CreateFileW(path, GENERIC_READ | GENERIC_WRITE,
                              FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);

    assert_ptr_not_equal(file, INVALID_HANDLE_VALUE);
    return file;
}

static inline BOOL
bug_control(HANDLE file, DWORD code, ULONG in, ULONG *out)
{
    ULONG unused;
    DWORD bytes;

    return DeviceIoControl(file, code, &in, sizeof in, out != NULL ? out : &unused, sizeof in,
                           &bytes, NULL);
}

static inline BOOL
bug_write(HANDLE file, ULONG value)
{
    DWORD bytes;

    return WriteFile(file, &value, sizeof value, &bytes, NULL);
}

/* --- the driver in question ------------------------------------------------------------------- */

static inline struct sim_setup
bug_setup(const struct bug *bug, const char *suffix, unsigned cpus)
{
    struct sim_setup setup = bug->setup;

    snprintf(bug_driver, sizeof bug_driver, "%s%s", bug_name, suffix);
    setup.name = bug_name;
    setup.drivers[0] = bug->below != NULL ? bug->below : bug_driver;
    setup.drivers[1] = bug->below != NULL ? bug_driver : NULL;
    setup.driver = bug->setup.device != NULL ? bug_driver : NULL;
    setup.cpus = cpus;
    return setup;
}

static inline struct sim_found
bug_search(struct sim_setup setup, uint64_t seed, uint64_t schedules, bool races)
{
    setup.explore = setup.search.strategy != SIM_NO_SEARCH ? setup.search.strategy : SIM_AUTO;
    setup.search.seed = seed;
    setup.search.schedules = schedules;
    setup.search.no_races = !races;
    capture_boot(&bug_run, &setup);
    return sim_last_search();
}

static inline void
bug_wrong(const char *what, unsigned seed)
{
    fputs(bug_run.text, stderr);
    fail_msg("%s %s (seed %u)", bug_driver, what, seed);
}

/* --- as what it shows ------------------------------------------------------------------------- */

static inline unsigned
bug_shown_as(const struct sim_found *found)
{
    static const struct {
        const char *kind;
        unsigned as;
    } kinds[] = {
        {"DATA_RACE", BUG_AS_RACE},
        {"deadlock", BUG_AS_DEADLOCK},
        {"left behind", BUG_AS_LEAK},
    };

    for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(found->kind, kinds[i].kind) == 0) {
            return kinds[i].as;
        }
    }
    return found->bugcheck != 0 ? BUG_AS_BUGCHECK : BUG_AS_ASSERTION;
}

static inline bool
bug_is_expected(const struct bug *bug, const struct sim_found *found)
{
    unsigned as = bug_shown_as(found), i = 0;

    while (as == BUG_AS_BUGCHECK && bug->codes[i] != found->bugcheck) {
        if (bug->codes[i++] == 0) {
            return false;
        }
    }
    return (as & bug->shows) != 0;
}

/* --- the tests -------------------------------------------------------------------------------- */

static inline void
bug_search_all_seeds(const struct bug *bug, bool races)
{
    for (unsigned seed = 0; seed < BUG_SEEDS; seed++) {
        struct sim_found found =
            bug_search(bug_setup(bug, "", bug->setup.cpus), seed, BUG_SCHEDULES, races);

        if (found.end != SIM_FOUND) {
            bug_wrong("was not found", seed);
        }
        if (!bug_is_expected(bug, &found)) {
            bug_wrong("failed in another way than expected", seed);
        }
        bug_row.firsts[!races][seed] = found.first_failure;
        snprintf(bug_row.kind[!races], sizeof bug_row.kind[0], "%s%s", found.kind,
                 bug->setup.search.strategy == SIM_POS ? " (POS)" : "");
    }
}

static void
each_search_finds_the_defect(void **state)
{
    bug_search_all_seeds(*state, true);
}

static void
so_does_one_that_does_not_look_for_races(void **state)
{
#ifdef SCHEDULES_ARE_FEW
    if (((const struct bug *)*state)->frees) {
        return;
    }
#endif
    bug_search_all_seeds(*state, false);
}

static void
typical_times_do_not(void **state)
{
    for (unsigned cpus = 1; cpus <= 4; cpus *= 2) {
        struct sim_setup setup = bug_setup(*state, "", cpus);

        capture_boot(&bug_run, &setup);
        if (bug_run.result.failed) {
            bug_wrong("fails with typical times", 0);
        }
    }
}

static void
no_schedule_of_the_twin_fails(void **state)
{
    const struct bug *bug = *state;
    struct sim_found found =
        bug_search(bug_setup(bug, "_fixed", bug->setup.cpus), 0, BUG_TWIN_SCHEDULES, true);

    bug_row.twin = found;
    if (bug_run.result.failed || (found.end != SIM_EXHAUSTED && found.end != SIM_SPENT)) {
        bug_wrong("failed", 0);
    }
    assert_true(found.end == SIM_EXHAUSTED || found.schedules >= BUG_TWIN_SCHEDULES);
}

static void
nor_do_random_ones_on_1_or_4_processors(void **state)
{
    for (unsigned cpus = 1; cpus <= 4; cpus += 3) {
        struct sim_setup setup = bug_setup(*state, "_fixed", cpus);

        setup.policy = SIM_RANDOM;
        setup.seeds = BUG_TWIN_SEEDS;
        capture_boot(&bug_run, &setup);
        if (bug_run.result.failed) {
            bug_wrong("failed", (unsigned)bug_run.result.seed);
        }
    }
}

/* In a program that is instrumented, what runs on the host's stack is not. */
#ifdef __clang__
#pragma clang attribute pop
#define BUG_HOST __attribute__((disable_sanitizer_instrumentation))
#else
#define BUG_HOST
#endif

#define BUG(name, ...)                                                                             \
    BUG_HOST int main(int argc, char **argv)                                                       \
    {                                                                                              \
        static const struct bug bug = {__VA_ARGS__};                                               \
        const struct CMUnitTest tests[] = {                                                        \
            cmocka_unit_test_prestate(each_search_finds_the_defect, (void *)&bug),                 \
            cmocka_unit_test_prestate(so_does_one_that_does_not_look_for_races, (void *)&bug),     \
            cmocka_unit_test_prestate(typical_times_do_not, (void *)&bug),                         \
            cmocka_unit_test_prestate(no_schedule_of_the_twin_fails, (void *)&bug),                \
            cmocka_unit_test_prestate(nor_do_random_ones_on_1_or_4_processors, (void *)&bug),      \
        };                                                                                         \
                                                                                                   \
        bug_name = name;                                                                           \
        bug_row.program = argv[0];                                                                 \
        if (argc > 1) {                                                                            \
            cmocka_set_test_filter(argv[1]);                                                       \
        }                                                                                          \
        return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, bug_write_row);   \
    }

#endif
