/*
 * scenario/test_racy.c - a lost update is found by chance, and repeated at will
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/racy.h"
#include "ke/capture.h"

enum { SEEDS = 200, ROUNDS = 500, AT_LEAST = 3 };

static struct captured run, again;
static ULONG Counter;
static bool with_lock;

static void
counts(void **state)
{
    HANDLE h = sim_open(L"\\\\.\\Racy");
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    RACY_REQUEST Request = {ROUNDS, with_lock};
    RACY_RESULT Result;

    DeviceIoControl(h, IOCTL_RACY_COUNT, &Request, sizeof Request, &Result, sizeof Result, NULL,
                    &o);
    assert_completes(h, &o, STATUS_SUCCESS);
    Counter = Result.Counter;
    CloseHandle(o.hEvent);
    CloseHandle(h);
    assert_int_equal(Result.Counter, Result.Done);
}

static struct sim_setup
setup(void)
{
    return (struct sim_setup){.name = "counts",
                              .test = counts,
                              .driver = "racy_instrumented",
                              .cpus = 2,
                              .policy = SIM_RANDOM};
}

/* --- finding ---------------------------------------------------------------------------------- */

static unsigned
count_losing_seeds(void)
{
    struct sim_setup one = setup();
    unsigned losing = 0;

    for (one.seed = 0; one.seed < SEEDS; one.seed++) {
        capture_boot(&run, &one);
        losing += run.result.failed;
    }
    return losing;
}

static void
without_the_lock_updates_are_lost(void **state)
{
    unsigned losing;

    with_lock = false;
    losing = count_losing_seeds();
    print_message("%u of %d seeds lose an update\n", losing, SEEDS);
    assert_true(losing >= AT_LEAST);
}

static void
with_the_lock_none_is_lost(void **state)
{
    struct sim_setup all = setup();

    with_lock = true;
    all.seeds = SEEDS;
    assert_false(sim_boot(&all).failed);
}

/* --- repeating -------------------------------------------------------------------------------- */

static void
find_a_losing_run(void)
{
    struct sim_setup all = setup();

    with_lock = false;
    all.seeds = SEEDS;
    capture_boot(&run, &all);
    assert_true(run.result.failed);
}

static void
repeat_it(ULONG Lost)
{
    struct sim_setup repeated = setup();

    repeated.replay = run.token;
    Counter = 0;
    capture_boot(&again, &repeated);
    assert_true(again.result.failed);
    assert_int_equal(again.result.trace_hash, run.result.trace_hash);
    assert_int_equal(again.result.time_ns, run.result.time_ns);
    assert_int_equal(Counter, Lost);
}

static void
the_printed_token_repeats_the_losing_run(void **state)
{
    char printed[4200];

    find_a_losing_run();
    snprintf(printed, sizeof printed, "SIM_REPLAY=%s ", run.token);
    capture_expect(&run, printed);
    repeat_it(Counter);
}

static void
a_token_of_listed_choices_repeats_it_too(void **state)
{
    setenv("SIM_RECORD", "1", 1);
    find_a_losing_run();
    unsetenv("SIM_RECORD");
    assert_non_null(strstr(run.token, ":list:"));
    repeat_it(Counter);
    assert_string_equal(again.token, run.token);
}

static void
the_losing_seed_repeats_it_too(void **state)
{
    struct sim_setup repeated = setup();
    ULONG Lost;

    find_a_losing_run();
    Lost = Counter;
    repeated.seed = run.result.seed;
    capture_boot(&again, &repeated);
    assert_int_equal(again.result.trace_hash, run.result.trace_hash);
    assert_int_equal(Counter, Lost);
}

int
main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_lock_updates_are_lost),
        cmocka_unit_test(with_the_lock_none_is_lost),
        cmocka_unit_test(the_printed_token_repeats_the_losing_run),
        cmocka_unit_test(a_token_of_listed_choices_repeats_it_too),
        cmocka_unit_test(the_losing_seed_repeats_it_too),
    };

    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
