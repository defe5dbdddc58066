/*
 * ex/test_init.c - small routines: the previous mode, local time, a driver's runtime
 */
#define POOL_NX_OPTIN 1
#include <ntddk.h>
#include <sim/test.h>

static KPROCESSOR_MODE Mode;

static VOID
notes_its_mode(PVOID unused)
{
    Mode = ExGetPreviousMode();
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static void
system_threads_come_from_kernel_mode(void **state)
{
    HANDLE thread;

    Mode = UserMode;
    assert_nt_success(
        PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, notes_its_mode, NULL));
    ZwClose(thread);
    sim_run_until_idle();
    assert_int_equal(Mode, KernelMode);
}

static void
local_time_and_back_is_the_same(void **state)
{
    LARGE_INTEGER now, local, back;

    KeQuerySystemTime(&now);
    ExSystemTimeToLocalTime(&now, &local);
    ExLocalTimeToSystemTime(&local, &back);
    assert_int_equal(back.QuadPart, now.QuadPart);
}

static void
who_opts_in_gets_pool_that_is_not_executable(void **state)
{
    assert_int_equal(ExDefaultNonPagedPoolType, NonPagedPoolExecute);
    ExInitializeDriverRuntime(0);
    assert_int_equal(ExDefaultNonPagedPoolType, NonPagedPoolExecute);
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
    assert_int_equal(NonPagedPool, NonPagedPoolNx);
    ExFreePool(ExAllocatePoolWithTag(NonPagedPool, 16, 'tseT'));
}

SIM_TESTS(SIM_TEST(system_threads_come_from_kernel_mode), SIM_TEST(local_time_and_back_is_the_same),
          SIM_TEST(who_opts_in_gets_pool_that_is_not_executable))
