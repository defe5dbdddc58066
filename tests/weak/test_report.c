/*
 * weak/test_report.c - what is said about a failure that needs weakly ordered memory
 */
#include <wdm.h>

#include <sim/test.h>

#include "ke/capture.h"

#include "drivers/litmus_ioctl.h"

enum { SB = 0, MP = 13 }; /* litmus.h */

static struct captured run, again;
static ULONG test;

static void
does_not_happen(void **state)
{
    HANDLE device = sim_open(L"\\\\.\\GLOBALROOT\\Device\\Litmus");
    ULONG happened;
    DWORD bytes;

    assert_true(DeviceIoControl(device, LITMUS_RUN, &test, sizeof test, &happened, sizeof happened,
                                &bytes, NULL));
    assert_int_equal(happened, FALSE);
    assert_true(CloseHandle(device));
}

static struct sim_setup
setup_for(ULONG number, enum sim_strategy strategy, enum sim_memory_model memory)
{
    test = number;
    return (struct sim_setup){.name = "does_not_happen",
                              .driver = "litmus_o0",
                              .cpus = 3,
                              .test = does_not_happen,
                              .explore = strategy,
                              .search = {.memory = memory, .no_races = true}};
}

static void
says_where_it_is_possible(void **state)
{
    struct sim_setup setup = setup_for(SB, SIM_AUTO, SIM_TSO);

    capture_boot(&run, &setup);
    capture_expect(&run, "(possible on x64)");
    capture_expect(&run, "reads an old value of");
    assert_int_equal(sim_last_search().memory, SIM_TSO);

    setup = setup_for(MP, SIM_AUTO, SIM_ARM);
    capture_boot(&run, &setup);
    capture_expect(&run, "(possible on ARM64)");
    capture_expect(&run, "reads an old value of");
    assert_int_equal(sim_last_search().memory, SIM_ARM);
}

/* A failure that any memory shows is not blamed on this one. */
static void
does_not_say_so_without_need(void **state)
{
    struct sim_setup setup = setup_for(MP, SIM_AUTO, SIM_ARM);

    setup.search.no_races = false;
    capture_boot(&run, &setup);
    capture_expect(&run, "DATA_RACE");
    assert_null(strstr(run.text, "possible on"));
    assert_int_equal(sim_last_search().memory, SIM_SC);
}

static void
the_token_repeats_it_exactly(void **state)
{
    static const enum sim_memory_model memories[] = {SIM_TSO, SIM_ARM};

    for (unsigned i = 0; i < sizeof memories / sizeof *memories; i++) {
        struct sim_setup setup = setup_for(SB, SIM_AUTO, memories[i]);

        capture_boot(&run, &setup);
        assert_true(run.result.failed);
        setup.replay = run.token;
        for (unsigned repeat = 0; repeat < 3; repeat++) {
            capture_boot(&again, &setup);
            assert_true(again.result.failed);
            assert_string_equal(again.token, run.token);
            assert_int_equal(sim_last_search().memory, memories[i]);
            assert_int_equal(again.result.trace_hash, run.result.trace_hash);
        }
        setup.search.memory = SIM_SC;
        capture_boot(&again, &setup);
        capture_expect(&again, "the schedule of the token cannot be followed");
        assert_int_equal(sim_last_search().end, SIM_DIVERGED);
    }
}

/* Systematic strategies have no weakly ordered memory; what they would prove is not claimed. */
static void
never_says_that_all_was_tried(void **state)
{
    static const enum sim_strategy strategies[] = {SIM_AUTO, SIM_DPOR, SIM_BOUND};

    for (unsigned i = 0; i < sizeof strategies / sizeof *strategies; i++) {
        struct sim_setup setup = setup_for(SB + 1, strategies[i], SIM_ARM);

        setup.search.schedules = 300;
        capture_boot(&run, &setup);
        assert_false(run.result.failed);
        assert_int_equal(sim_last_search().end, SIM_SPENT);
        assert_int_equal(sim_last_search().schedules, 300);
    }
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_where_it_is_possible),
        cmocka_unit_test(does_not_say_so_without_need),
        cmocka_unit_test(the_token_repeats_it_exactly),
        cmocka_unit_test(never_says_that_all_was_tried),
    };

    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
