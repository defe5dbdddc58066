/*
 * ke/test_semaphore.c - semaphores count, up to their limit
 */
#include "ke_test.h"

static KSEMAPHORE Semaphore;
static LONG Taken;

static void
counts_down_and_up(void **state)
{
    KeInitializeSemaphore(&Semaphore, 2, 5);
    assert_int_equal(KeReadStateSemaphore(&Semaphore), 2);
    assert_nt_status(Poll(&Semaphore), STATUS_SUCCESS);
    assert_nt_status(Poll(&Semaphore), STATUS_SUCCESS);
    assert_nt_status(Poll(&Semaphore), STATUS_TIMEOUT);
    assert_int_equal(KeReleaseSemaphore(&Semaphore, 0, 3, FALSE), 0);
    assert_int_equal(KeReleaseSemaphore(&Semaphore, 0, 2, FALSE), 3);
    assert_int_equal(KeReadStateSemaphore(&Semaphore), 5);
}

static void
takes_one(void *unused)
{
    Wait(&Semaphore);
    InterlockedIncrement(&Taken);
}

static void
wakes_as_many_as_it_counts(void **state)
{
    HANDLE threads[4];

    Taken = 0;
    KeInitializeSemaphore(&Semaphore, 0, 4);
    for (ULONG i = 0; i < 4; i++) {
        threads[i] = sim_thread(takes_one, NULL);
    }
    sim_run_until_idle();
    KeReleaseSemaphore(&Semaphore, 0, 3, FALSE);
    sim_run_until_idle();
    assert_int_equal(Taken, 3);
    assert_int_equal(KeReadStateSemaphore(&Semaphore), 0);
    KeReleaseSemaphore(&Semaphore, 0, 2, FALSE);
    for (ULONG i = 0; i < 4; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(KeReadStateSemaphore(&Semaphore), 1);
}

static void
beyond_the_limit_is_an_exception(void **state)
{
    KeInitializeSemaphore(&Semaphore, 4, 5);
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, KeReleaseSemaphore(&Semaphore, 0, 2, FALSE));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_SEMAPHORE_LIMIT_EXCEEDED);
}

SIM_TESTS(SIM_TEST(counts_down_and_up), SIM_TEST(wakes_as_many_as_it_counts),
          SIM_TEST(wakes_as_many_as_it_counts, .cpus = 4, .policy = SIM_RANDOM, .seeds = 5),
          SIM_TEST(beyond_the_limit_is_an_exception))
