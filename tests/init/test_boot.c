/*
 * tests/init/test_boot.c - machines that run, fail, are skipped, one after the other in one process
 */
#include <wdm.h>
#include <sim/test.h>

static unsigned Runs;

static void
passes(void **state)
{
    Runs++;
}

static void
fails(void **state)
{
    assert_int_equal(1, 2);
}

static void
is_skipped(void **state)
{
    skip();
}

static void
fails_with_the_third_seed(void **state)
{
    Runs++;
    assert_true(Runs != 3);
}

static struct sim_result
boot(void (*test)(void **))
{
    return sim_boot(&(struct sim_setup){.name = "body", .test = test});
}

static void
runs_the_test(void **state)
{
    Runs = 0;
    assert_false(boot(passes).failed);
    assert_int_equal(Runs, 1);
}

static void
tells_failure_from_skipping(void **state)
{
    assert_true(boot(fails).failed);
    assert_false(boot(fails).skipped);
    assert_true(boot(is_skipped).skipped);
    assert_false(boot(is_skipped).failed);
}

static void
boots_again_after_a_failure(void **state)
{
    for (int i = 0; i < 3; i++) {
        assert_true(boot(fails).failed);
        assert_false(boot(passes).failed);
    }
}

static void
stops_at_the_first_seed_that_fails(void **state)
{
    struct sim_setup setup = {.name = "body",
                              .test = fails_with_the_third_seed,
                              .policy = SIM_RANDOM,
                              .seed = 10,
                              .seeds = 8};
    struct sim_result result;

    Runs = 0;
    result = sim_boot(&setup);
    assert_true(result.failed);
    assert_int_equal(result.seed, 12);
    assert_int_equal(Runs, 3);
}

static void
refuses_more_processors_than_there_can_be(void **state)
{
    struct sim_setup setup = {.name = "body", .test = passes, .cpus = 65};

    assert_true(sim_boot(&setup).failed);
}

/* --- fixtures --------------------------------------------------------------------------------- */

static int
before(void **state)
{
    *state = (void *)(ULONG_PTR)42;
    return 0;
}

static int
after(void **state)
{
    Runs++;
    return (ULONG_PTR)*state == 42 ? 0 : -1;
}

static int
refuse(void **state)
{
    return -1;
}

static void
sees_its_state(void **state)
{
    assert_int_equal((ULONG_PTR)*state, 42);
}

static void
runs_fixtures_around_the_test(void **state)
{
    struct sim_setup setup = {
        .name = "body", .test = sees_its_state, .before = before, .after = after};

    Runs = 0;
    assert_false(sim_boot(&setup).failed);
    assert_int_equal(Runs, 1);
}

static void
fails_when_a_fixture_does(void **state)
{
    struct sim_setup setup = {.name = "body", .test = passes, .before = refuse};

    assert_true(sim_boot(&setup).failed);
    setup = (struct sim_setup){.name = "body", .test = passes, .after = refuse};
    assert_true(sim_boot(&setup).failed);
}

/* --- what a test must not leave behind -------------------------------------------------------- */

static void
stays_at_dispatch_level(void **state)
{
    KIRQL Irql;

    KeRaiseIrql(DISPATCH_LEVEL, &Irql);
}

static void
stays_in_a_critical_region(void **state)
{
    KeEnterCriticalRegion();
}

static void
fails_when_the_thread_is_not_as_it_was(void **state)
{
    assert_true(boot(stays_at_dispatch_level).failed);
    assert_true(boot(stays_in_a_critical_region).failed);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_the_test),
        cmocka_unit_test(tells_failure_from_skipping),
        cmocka_unit_test(boots_again_after_a_failure),
        cmocka_unit_test(stops_at_the_first_seed_that_fails),
        cmocka_unit_test(refuses_more_processors_than_there_can_be),
        cmocka_unit_test(runs_fixtures_around_the_test),
        cmocka_unit_test(fails_when_a_fixture_does),
        cmocka_unit_test(fails_when_the_thread_is_not_as_it_was),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
