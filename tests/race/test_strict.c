/*
 * race/test_strict.c - what is ordered only because it happened to run on one processor
 */
#include <ntddk.h>

#include <sim/race.h>
#include <sim/test.h>

#include "ke/capture.h"

#include "drivers/race_kit_ioctl.h"
#include "drivers/race_strict.h"

static RACE_REQUEST Request;

static void
run_case(void **state)
{
    HANDLE device = sim_open(L"\\\\.\\GLOBALROOT\\Device\\RaceStrict");
    DWORD bytes;

    assert_true(
        DeviceIoControl(device, RACE_IOCTL, &Request, sizeof Request, NULL, 0, &bytes, NULL));
    assert_true(CloseHandle(device));
}

static unsigned
races(void (*watch)(void), ULONG number, ULONG variant)
{
    Request = (RACE_REQUEST){number, variant};
    watch();
    run_case(NULL);
    return sim_races(SIM_RACE_ERROR);
}

static void
a_processor_orders(void **state)
{
    for (ULONG i = 0; i < STRICT_COUNT; i++) {
        assert_int_equal(races(sim_races_watch, i, STRICT_FREE), 0);
    }
}

static void
strictly_none_does(void **state)
{
    assert_true(races(sim_races_watch_strictly, STRICT_DISPATCH, STRICT_FREE) > 0);
    assert_true(races(sim_races_watch_strictly, STRICT_DPCS, STRICT_FREE) > 0);
}

static void
unless_one_of_the_two_is_bound_to_it(void **state)
{
    assert_int_equal(races(sim_races_watch_strictly, STRICT_DISPATCH, STRICT_ONE_BOUND), 0);
    assert_int_equal(races(sim_races_watch_strictly, STRICT_DPCS, STRICT_ONE_BOUND), 0);
}

static void
a_thread_is_by_its_affinity(void **state)
{
    KeSetSystemAffinityThread(1);
    assert_int_equal(races(sim_races_watch_strictly, STRICT_DISPATCH, STRICT_FREE), 0);
    assert_true(races(sim_races_watch_strictly, STRICT_DPCS, STRICT_FREE) > 0);
    KeRevertToUserAffinityThread();
}

static void
a_lock_orders(void **state)
{
    assert_int_equal(races(sim_races_watch_strictly, STRICT_LOCKED, STRICT_FREE), 0);
}

static void
of_two_handlers_each_has_its_own_variables(void **state)
{
    assert_int_equal(races(sim_races_watch_strictly, STRICT_LOCALS, STRICT_FREE), 0);
}

/* --- the option ------------------------------------------------------------------------------- */

static struct captured run;

static bool
fails(ULONG number, bool strict, enum sim_strategy explore)
{
    struct sim_setup setup = {.name = "run_case",
                              .test = run_case,
                              .cpus = 2,
                              .driver = "race_strict",
                              .races = true,
                              .explore = explore,
                              .search = {.schedules = 200, .affinity_strict = strict}};

    Request = (RACE_REQUEST){number, STRICT_FREE};
    capture_boot(&run, &setup);
    return run.result.failed;
}

static void
is_an_option_of_searches_and_of_races(void **state)
{
    static const enum sim_strategy how[] = {SIM_NO_SEARCH, SIM_SEQUENTIAL};

    for (unsigned i = 0; i < ARRAYSIZE(how); i++) {
        assert_false(fails(STRICT_DISPATCH, false, how[i]));
        assert_true(fails(STRICT_DISPATCH, true, how[i]));
        capture_expect(&run, "were ordered only because both ran on processor");
        assert_false(fails(STRICT_LOCKED, true, how[i]));
    }
}

static void
each_schedule_judges_alone(void **state)
{
    assert_false(fails(STRICT_LOCKED, true, SIM_WALK));
}

#define OF_RACE_STRICT(test) SIM_TEST(test, .driver = "race_strict", .cpus = 2)

SIM_TESTS(OF_RACE_STRICT(a_processor_orders), OF_RACE_STRICT(strictly_none_does),
          OF_RACE_STRICT(unless_one_of_the_two_is_bound_to_it),
          OF_RACE_STRICT(a_thread_is_by_its_affinity), OF_RACE_STRICT(a_lock_orders),
          OF_RACE_STRICT(of_two_handlers_each_has_its_own_variables),
          cmocka_unit_test(is_an_option_of_searches_and_of_races),
          cmocka_unit_test(each_schedule_judges_alone))
