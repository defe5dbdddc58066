/*
 * mm/test_space.c - each process has its own memory
 */
#include "mm_test.h"

static PUCHAR First, Second;

static void
allocate_second(void *unused)
{
    Second = user_memory(PAGE_SIZE, PAGE_READWRITE);
    Second[0] = 2;
    sim_run_for(1000000);
    assert_int_equal(Second[0], 2);
}

static void
is_at_addresses_of_its_own(void **state)
{
    HANDLE process;

    First = user_memory(PAGE_SIZE, PAGE_READWRITE);
    First[0] = 1;
    process = sim_process(allocate_second, NULL);
    sim_run_for(500000);
    assert_ptr_not_equal(First, Second);
    assert_int_equal(First[0], 1);
    assert_false(MmIsAddressValid(Second)); /* not here */
    assert_true(MmIsAddressValid(First));
    sim_join(process);
}

static VOID
Touch(PVOID Memory)
{
    ((volatile UCHAR *)Memory)[0] = 1;
}

static void
cannot_be_touched_by_the_system_process(void **state)
{
    HANDLE process = sim_process(allocate_second, NULL);

    sim_run_for(500000);
    assert_bugcheck(SYSTEM_THREAD_EXCEPTION_NOT_HANDLED, {
        HANDLE thread;

        PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Touch, Second);
        sim_join(process);
    });
}

SIM_TESTS(SIM_TEST(is_at_addresses_of_its_own), SIM_TEST(cannot_be_touched_by_the_system_process))
