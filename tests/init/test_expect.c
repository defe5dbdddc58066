/*
 * tests/init/test_expect.c - bug checks that a test expects, and those that it does not
 */
#include <wdm.h>
#include <sim/test.h>

static KDPC Dpc;

static VOID
CrashInDpc(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    KeBugCheckEx(0xE0000001, 1, 2, 3, 4);
}

static void
goes_on_after_the_bug_check(void **state)
{
    int local = 5;

    assert_bugcheck(0xE0000001, KeBugCheckEx(0xE0000001, 1, 2, 3, 4));
    assert_int_equal(local, 5);
    assert_int_equal(sim_bugcheck_parameter(1), 1);
    assert_int_equal(sim_bugcheck_parameter(4), 4);
}

static void
comes_back_from_a_dpc(void **state)
{
    KeInitializeDpc(&Dpc, CrashInDpc, NULL);
    assert_bugcheck(0xE0000001, KeInsertQueueDpc(&Dpc, NULL, NULL));
}

static void
comes_back_from_another_processor(void **state)
{
    KeInitializeDpc(&Dpc, CrashInDpc, NULL);
    KeSetTargetProcessorDpc(&Dpc, 1);
    assert_bugcheck(0xE0000001, KeInsertQueueDpc(&Dpc, NULL, NULL); sim_run_until_idle());
}

static void
crash(void *unused)
{
    KeBugCheckEx(0xE0000001, 1, 2, 3, 4);
}

static void
comes_back_from_another_thread(void **state)
{
    assert_bugcheck(0xE0000001, sim_join(sim_thread(crash, NULL)));
}

/* --- runs that fail --------------------------------------------------------------------------- */

static void
expects_another_code(void **state)
{
    assert_bugcheck(0xE0000002, KeBugCheckEx(0xE0000001, 1, 2, 3, 4));
}

static void
expects_one_that_does_not_come(void **state)
{
    assert_bugcheck(0xE0000001, KeGetCurrentIrql());
}

static void
does_not_expect_one(void **state)
{
    KeBugCheckEx(0xE0000003, 1, 2, 3, 4);
}

static void
uses_the_kernel_after_it(void **state)
{
    assert_bugcheck(0xE0000001, KeBugCheckEx(0xE0000001, 1, 2, 3, 4));
    KeInsertQueueDpc(&Dpc, NULL, NULL);
}

static void
uses_user_mode_after_it(void **state)
{
    assert_bugcheck(0xE0000001, KeBugCheckEx(0xE0000001, 1, 2, 3, 4));
    CreateEventW(NULL, TRUE, FALSE, NULL);
}

static void
expects_a_second_one(void **state)
{
    assert_bugcheck(0xE0000001, KeBugCheckEx(0xE0000001, 1, 2, 3, 4));
    assert_bugcheck(0xE0000001, KeBugCheckEx(0xE0000001, 1, 2, 3, 4));
}

static struct sim_result
boot(void (*test)(void **))
{
    return sim_boot(&(struct sim_setup){.name = "body", .test = test});
}

static void
fails_unless_the_bug_check_is_the_expected_one(void **state)
{
    assert_true(boot(expects_another_code).failed);
    assert_true(boot(expects_one_that_does_not_come).failed);
}

static void
fails_and_tells_the_code_of_an_unexpected_one(void **state)
{
    struct sim_result result = boot(does_not_expect_one);

    assert_true(result.failed);
    assert_int_equal(result.bugcheck, 0xE0000003);
}

static void
fails_when_a_crashed_machine_is_used(void **state)
{
    assert_true(boot(uses_the_kernel_after_it).failed);
    assert_true(boot(uses_user_mode_after_it).failed);
    assert_true(boot(expects_a_second_one).failed);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(goes_on_after_the_bug_check),
        SIM_TEST(comes_back_from_a_dpc),
        SIM_TEST(comes_back_from_another_processor),
        SIM_TEST(comes_back_from_another_thread),
        cmocka_unit_test(fails_unless_the_bug_check_is_the_expected_one),
        cmocka_unit_test(fails_and_tells_the_code_of_an_unexpected_one),
        cmocka_unit_test(fails_when_a_crashed_machine_is_used),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
