/*
 * weak/test_litmus.c - what memory allows comes about in some schedule, what it forbids in none
 *
 * TIMEOUT 300
 */
#include <wdm.h>

#include <sim/test.h>

#include "drivers/litmus_ioctl.h"

enum { ALLOWED = 20000, FORBIDDEN = 1500 };

static const char *const models[] = {"SC", "TSO", "ARM"};
static HANDLE device;

static int
opens(void **state)
{
    device = sim_open(L"\\\\.\\GLOBALROOT\\Device\\Litmus");
    return 0;
}

static int
closes(void **state)
{
    return !CloseHandle(device);
}

static void
does_not_happen(void *number)
{
    ULONG test = *(ULONG *)number, happened;
    DWORD bytes;

    assert_true(DeviceIoControl(device, LITMUS_RUN, &test, sizeof test, &happened, sizeof happened,
                                &bytes, NULL));
    assert_int_equal(happened, FALSE);
}

static struct sim_found
look_for(ULONG test, enum sim_memory_model memory, uint64_t schedules)
{
    return sim_explore(
        does_not_happen, &test,
        &(struct sim_search){
            .strategy = SIM_AUTO, .memory = memory, .schedules = schedules, .no_races = true});
}

static bool
next_test(ULONG test, LITMUS_ABOUT *about)
{
    DWORD bytes;

    return DeviceIoControl(device, LITMUS_NAME, &test, sizeof test, about, sizeof *about, &bytes,
                           NULL);
}

static void
try_all(enum sim_memory_model memory)
{
    LITMUS_ABOUT about;

    for (ULONG test = 0; next_test(test, &about); test++) {
        bool allowed = about.Allowed >> memory & 1;
        struct sim_found found = look_for(test, memory, allowed ? ALLOWED : FORBIDDEN);

        print_message("%-4s %-32s %s %u\n", models[memory], about.Name,
                      allowed ? "allowed, schedule" : "forbidden, tried",
                      (unsigned)(allowed ? found.first_failure : found.schedules));
        if ((found.end == SIM_FOUND) != allowed) {
            fail_msg("%s with %s", about.Name, models[memory]);
        }
        if (allowed) {
            assert_int_equal(found.memory, memory);
        }
    }
}

static void
all_see_stores_at_once(void **state)
{
    try_all(SIM_SC);
}

static void
stores_wait_in_order(void **state)
{
    try_all(SIM_TSO);
}

static void
stores_wait_and_loads_are_stale(void **state)
{
    try_all(SIM_ARM);
}

#define LITMUS_TEST(Name, Driver)                                                                  \
    SIM_TEST(Name, .driver = Driver, .cpus = 5, .before = opens, .after = closes)

SIM_TESTS(LITMUS_TEST(all_see_stores_at_once, "litmus_o0"),
          LITMUS_TEST(all_see_stores_at_once, "litmus_o2"),
          LITMUS_TEST(stores_wait_in_order, "litmus_o0"),
          LITMUS_TEST(stores_wait_in_order, "litmus_o2"),
          LITMUS_TEST(stores_wait_and_loads_are_stale, "litmus_o0"),
          LITMUS_TEST(stores_wait_and_loads_are_stale, "litmus_o2"))
