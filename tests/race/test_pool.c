/*
 * race/test_pool.c - an access to pool that is not one's own is stopped where it is made
 */
#include <wdm.h>

#include <bugcodes.h>

#include <sim/race.h>
#include <sim/test.h>

#include "drivers/race_kit_ioctl.h"
#include "drivers/race_pool.h"

static void
run(ULONG number)
{
    HANDLE device = sim_open(L"\\\\.\\GLOBALROOT\\Device\\RacePool");
    RACE_REQUEST request = {number, TRUE};
    DWORD bytes;

    DeviceIoControl(device, RACE_IOCTL, &request, sizeof request, NULL, 0, &bytes, NULL);
    CloseHandle(device);
}

static void
a_block_is_there_to_its_last_byte(void **state)
{
    run(RACE_POOL_RIGHT);
    assert_int_equal(sim_races(SIM_RACE_ERROR), 0);
}

static void
a_freed_block_is_not_touched(void **state)
{
    assert_bugcheck(DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, run(RACE_POOL_FREED));
    assert_int_equal(sim_bugcheck_parameter(2), 0); // the read of ++
}

static void
one_byte_beyond_is_too_far(void **state)
{
    assert_bugcheck(DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, run(RACE_POOL_BEYOND));
}

static void
a_copy_reads_no_byte_beyond(void **state)
{
    assert_bugcheck(DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION, run(RACE_POOL_COPY));
}

SIM_TESTS(SIM_TEST(a_block_is_there_to_its_last_byte, .driver = "race_pool", .races = true),
          SIM_TEST(a_freed_block_is_not_touched, .driver = "race_pool", .races = true),
          SIM_TEST(one_byte_beyond_is_too_far, .driver = "race_pool", .races = true),
          SIM_TEST(a_copy_reads_no_byte_beyond, .driver = "race_pool", .races = true))
