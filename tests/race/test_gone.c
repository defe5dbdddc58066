/*
 * race/test_gone.c - what was written last may be gone when it is looked at: race detection copes
 */
#include <ntddk.h>

#include <sim/test.h>

#include "drivers/race_gone.h"
#include "drivers/race_kit_ioctl.h"

static void
run(ULONG number)
{
    RACE_REQUEST request = {.Case = number};
    HANDLE device = sim_open(L"\\\\.\\GLOBALROOT\\Device\\RaceGone");
    DWORD bytes;

    assert_true(
        DeviceIoControl(device, RACE_IOCTL, &request, sizeof request, NULL, 0, &bytes, NULL));
    assert_true(CloseHandle(device));
}

static void
with_its_driver(void **state)
{
}

static void
with_contiguous_memory(void **state)
{
    run(GONE_CONTIGUOUS);
}

static void
with_pool(void **state)
{
    run(GONE_POOL);
}

static void
with_what_is_paged_out(void **state)
{
    run(GONE_PAGED_OUT);
}

static void
with_a_stack(void **state)
{
    run(GONE_STACK);
}

#define GONE .driver = "race_gone", .races = true, .force_irql_checking = true

SIM_TESTS(SIM_TEST(with_its_driver, GONE), SIM_TEST(with_contiguous_memory, GONE),
          SIM_TEST(with_pool, GONE), SIM_TEST(with_what_is_paged_out, GONE),
          SIM_TEST(with_a_stack, GONE))
