/*
 * race/test_report.c - a race ends a test with .races, and no other; it is found in a search
 */
#include <wdm.h>

#include <sim/race.h>
#include <sim/test.h>

#include <stdlib.h>

#include "ke/capture.h"

#include "drivers/race_kit_ioctl.h"

static BOOLEAN Ordered;

static void
takes_two_locks(void **state)
{
    HANDLE device = sim_open(L"\\\\.\\GLOBALROOT\\Device\\RaceLocks");
    RACE_REQUEST request = {2, Ordered};
    DWORD bytes;

    assert_true(
        DeviceIoControl(device, RACE_IOCTL, &request, sizeof request, NULL, 0, &bytes, NULL));
    assert_true(CloseHandle(device));
}

static struct captured run;

static bool
fails(bool ordered, bool races, enum sim_strategy explore)
{
    struct sim_setup setup = {.name = "takes_two_locks",
                              .test = takes_two_locks,
                              .cpus = 2,
                              .driver = "race_locks",
                              .races = races,
                              .explore = explore,
                              .search = {.schedules = 50}};

    Ordered = ordered;
    capture_boot(&run, &setup);
    return run.result.failed;
}

static void
a_race_ends_a_test_that_asks(void **state)
{
    assert_false(fails(false, false, SIM_NO_SEARCH));
    assert_true(fails(false, true, SIM_NO_SEARCH));
    assert_false(fails(true, true, SIM_NO_SEARCH));
}

static void
locks_of_a_driver_have_names(void **state)
{
    assert_true(fails(false, true, SIM_NO_SEARCH));
    capture_expect(&run, ", holding 0x48");
    capture_expect(&run, "Locks");
}

static void
a_function_can_be_left_out(void **state)
{
    setenv("SIM_RACE_SUPPRESS", "Nobody,FastThread", 1);
    assert_false(fails(false, true, SIM_NO_SEARCH));
    setenv("SIM_RACE_SUPPRESS", "Nobody", 1);
    assert_true(fails(false, true, SIM_NO_SEARCH));
    unsetenv("SIM_RACE_SUPPRESS");
}

static void
a_search_finds_a_race_in_its_first_schedule(void **state)
{
    assert_true(fails(false, false, SIM_AUTO));
    assert_string_equal(sim_last_search().kind, "DATA_RACE");
    assert_int_equal(sim_last_search().first_failure, 1);
}

static void
a_search_finds_no_race_under_one_lock(void **state)
{
    assert_false(fails(true, false, SIM_SEQUENTIAL));
    assert_false(fails(true, false, SIM_WALK));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_race_ends_a_test_that_asks),
        cmocka_unit_test(locks_of_a_driver_have_names),
        cmocka_unit_test(a_function_can_be_left_out),
        cmocka_unit_test(a_search_finds_a_race_in_its_first_schedule),
        cmocka_unit_test(a_search_finds_no_race_under_one_lock),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
