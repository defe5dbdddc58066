/*
 * tests/init/test_wait.c - until idle, for a time, and no longer than the limit
 */
#include <wdm.h>
#include <sim/test.h>

static KDPC Dpc;
static KTIMER Timer;
static ULONG Runs;

static VOID
CountRun(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Runs++;
}

static void
runs_all_that_is_to_be_done_now(void **state)
{
    Runs = 0;
    KeInitializeDpc(&Dpc, CountRun, NULL);
    KeSetTargetProcessorDpc(&Dpc, 1);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    sim_run_until_idle();
    assert_int_equal(Runs, 1);
}

static void
leaves_timers_that_are_due_later(void **state)
{
    LARGE_INTEGER Second = {.QuadPart = -10000000};

    Runs = 0;
    KeInitializeDpc(&Dpc, CountRun, NULL);
    KeInitializeTimer(&Timer);
    KeSetTimer(&Timer, Second, &Dpc);
    sim_run_until_idle();
    assert_int_equal(Runs, 0);
    assert_true(sim_time_ns() < 100000000);
    sim_run_for(1100000000);
    assert_int_equal(Runs, 1);
}

static void
is_exact_to_the_nanosecond(void **state)
{
    static const uint64_t times[] = {1, 999, 12345, 1000000007};

    for (size_t i = 0; i < ARRAYSIZE(times); i++) {
        uint64_t start = sim_time_ns();

        sim_run_for(times[i]);
        assert_in_range(sim_time_ns() - start, times[i], times[i] + 20000);
    }
}

static void
sleep_for_a_day(void **state)
{
    Sleep(24 * 3600 * 1000);
}

static void
sleep_for_a_second(void **state)
{
    Sleep(1000);
}

static void
fails_when_the_limit_is_reached(void **state)
{
    struct sim_setup setup = {.name = "body", .test = sleep_for_a_day};

    assert_true(sim_boot(&setup).failed);
    setup.time_limit_ns = 48 * 3600 * 1000000000ULL;
    assert_false(sim_boot(&setup).failed);
    setup.test = sleep_for_a_second;
    setup.time_limit_ns = 500000000;
    assert_true(sim_boot(&setup).failed);
}

static void
wait_at_dispatch_level(void **state)
{
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
    sim_run_until_idle();
}

static void
refuses_to_wait_at_dispatch_level(void **state)
{
    struct sim_setup setup = {.name = "body", .test = wait_at_dispatch_level};

    assert_true(sim_boot(&setup).failed);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(runs_all_that_is_to_be_done_now),
        SIM_TEST(leaves_timers_that_are_due_later),
        SIM_TEST(is_exact_to_the_nanosecond),
        SIM_TEST(is_exact_to_the_nanosecond, .cpus = 1),
        cmocka_unit_test(fails_when_the_limit_is_reached),
        cmocka_unit_test(refuses_to_wait_at_dispatch_level),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
