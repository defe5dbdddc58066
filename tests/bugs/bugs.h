/*
 * tests/bugs/bugs.h - a driver with one defect, its twin without it, and one program for both
 *
 *      BUG("abba", .shows = BUG_AS_DEADLOCK, .setup = {.before = opens, .test = moves})
 *
 * is the whole main() of a test program. The program's body ends clean if nothing goes wrong, so a
 * schedule that fails is the driver's fault. Three tests:
 *   B1. some schedule shows the defect, and as what it is (shows, codes);
 *   B2. the schedule of typical times does not, or there would be nothing to search for;
 *   B3. no schedule of the twin fails, on 1, 2 or 4 processors.
 *
 * How schedules are made is decided here alone.
 */
#ifndef BUGS_H
#define BUGS_H

#include "ke/capture.h"

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
    unsigned shows;
    uint32_t codes[6];
    const char *below;      /* a driver that is loaded first; NULL: none */
    bool always;            /* typical times show it, too */
    bool weak;              /* only weakly ordered memory or the detection of races shows it */
    struct sim_setup setup; /* before, test, device, ... */
};

enum { BUG_SCHEDULES = 20000, BUG_TWIN_SCHEDULES = 500, BUG_PATH = 128 };

static const char *bug_name;      /* of the corpus' entry */
static char bug_driver[BUG_PATH]; /* which is loaded now: that or its twin */
static struct captured bug_run;
static uint64_t bug_schedules; /* up to the first failure */

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

static inline void
bug_must_pass(const struct sim_setup *setup)
{
    capture_boot(&bug_run, setup);
    if (bug_run.result.failed) {
        fputs(bug_run.text, stderr);
        fail_msg("%s failed on %u processors", bug_driver, setup->cpus);
    }
}

static inline unsigned
bug_shown_as(void)
{
    static const struct {
        const char *text;
        unsigned as;
    } texts[] = {
        {"data race", BUG_AS_RACE},
        {"nothing will happen any more", BUG_AS_DEADLOCK},
        {"left behind", BUG_AS_LEAK},
    };

    for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strstr(bug_run.text, texts[i].text) != NULL) {
            return texts[i].as;
        }
    }
    return bug_run.result.bugcheck != 0 ? BUG_AS_BUGCHECK : BUG_AS_ASSERTION;
}

static inline bool
bug_is_expected(const struct bug *bug)
{
    unsigned as = bug_shown_as();
    unsigned i = 0;

    while (as == BUG_AS_BUGCHECK && bug->codes[i] != bug_run.result.bugcheck) {
        if (bug->codes[i++] == 0) {
            return false;
        }
    }
    return (as & bug->shows) != 0;
}

/* --- the tests -------------------------------------------------------------------------------- */

static void
a_schedule_shows_the_defect(void **state)
{
    const struct bug *bug = *state;
    struct sim_setup setup = bug_setup(bug, "", bug->setup.cpus);

    if (bug->weak) {
        skip();
    }
    setup.policy = SIM_RANDOM;
    setup.seeds = BUG_SCHEDULES;
    capture_boot(&bug_run, &setup);
    if (!bug_run.result.failed) {
        fail_msg("%s: not found in %u schedules", bug_name, BUG_SCHEDULES);
    }
    if (!bug_is_expected(bug) || getenv("SIM_DEBUG") != NULL) {
        fputs(bug_run.text, stderr);
    }
    bug_schedules = bug_run.result.seed + 1;
    print_message("%s: schedule %u\n", bug_name, (unsigned)bug_schedules);
    assert_true(bug_is_expected(bug));
}

static void
typical_times_do_not(void **state)
{
    const struct bug *bug = *state;

    for (unsigned cpus = 1; cpus <= 4 && !bug->always; cpus *= 2) {
        struct sim_setup setup = bug_setup(bug, "", cpus);

        bug_must_pass(&setup);
    }
}

static void
no_schedule_of_the_twin_fails(void **state)
{
    for (unsigned cpus = 1; cpus <= 4; cpus *= 2) {
        struct sim_setup setup = bug_setup(*state, "_fixed", cpus);

        bug_must_pass(&setup);
        setup.policy = SIM_RANDOM;
        setup.seeds = BUG_TWIN_SCHEDULES;
        bug_must_pass(&setup);
    }
}

#define BUG(name, ...)                                                                             \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        static const struct bug bug = {__VA_ARGS__};                                               \
        const struct CMUnitTest tests[] = {                                                        \
            cmocka_unit_test_prestate(a_schedule_shows_the_defect, (void *)&bug),                  \
            cmocka_unit_test_prestate(typical_times_do_not, (void *)&bug),                         \
            cmocka_unit_test_prestate(no_schedule_of_the_twin_fails, (void *)&bug),                \
        };                                                                                         \
                                                                                                   \
        bug_name = name;                                                                           \
        return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);            \
    }

#endif
