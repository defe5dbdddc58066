/*
 * ex/test_poolquota.c - pool that the current process is charged for
 */
#define WDK_STRUCTURED_EXCEPTIONS
#include <ntifs.h>
#include <sim/test.h>

#define TAG 'tseT'

static void
what_is_freed_may_be_charged_again(void **state)
{
    PVOID block;

    sim_pool_quota(1000);
    for (unsigned i = 0; i < 3; i++) {
        block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_USE_QUOTA, 600, TAG);
        assert_non_null(block);
        assert_null(ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_USE_QUOTA, 600, TAG));
        ExFreePool(block);
    }
    block = ExAllocatePool2(POOL_FLAG_NON_PAGED, 6000, TAG); // nobody is charged
    assert_non_null(block);
    ExFreePool(block);
}

static void
a_large_block_is_charged_alike(void **state)
{
    PVOID block;

    sim_pool_quota(20000);
    block = ExAllocatePoolQuotaZero(NonPagedPoolNx, 15000, TAG);
    assert_null(ExAllocatePoolQuotaUninitialized(NonPagedPoolNx | POOL_QUOTA_FAIL_INSTEAD_OF_RAISE,
                                                 15000, TAG));
    ExFreePoolWithTag(block, TAG);
    block = ExAllocatePoolWithQuota(NonPagedPoolNx, 15000);
    ExFreePool(block);
}

static NTSTATUS
raised_by_quota(SIZE_T bytes)
{
    __try {
        ExFreePool(ExAllocatePoolWithQuotaTag(NonPagedPoolNx, bytes, TAG));
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

static void
the_older_routines_raise(void **state)
{
    sim_pool_quota(1000);
    assert_nt_status(raised_by_quota(500), STATUS_SUCCESS);
    assert_nt_status(raised_by_quota(1001), STATUS_QUOTA_EXCEEDED);
    assert_nt_status(raised_by_quota(1000), STATUS_SUCCESS);
}

static PVOID Block;

static VOID
frees_it(PVOID unused)
{
    ExFreePool(Block);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static void
who_paid_gets_it_back_whoever_frees_it(void **state)
{
    HANDLE thread;

    sim_pool_quota(1000);
    Block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_USE_QUOTA, 900, TAG);
    assert_nt_success(
        PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, frees_it, NULL));
    ZwClose(thread);
    sim_run_until_idle();
    Block = ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_USE_QUOTA, 900, TAG);
    assert_non_null(Block);
    ExFreePool(Block);
}

static VOID
charges_somebody(PKDPC dpc, PVOID context, PVOID argument1, PVOID argument2)
{
    ExAllocatePool2(POOL_FLAG_NON_PAGED | POOL_FLAG_USE_QUOTA, 16, TAG);
}

static void
a_dpc_has_nobody_to_charge(void **state)
{
    static KDPC dpc;

    KeInitializeDpc(&dpc, charges_somebody, NULL);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeInsertQueueDpc(&dpc, NULL, NULL));
    assert_int_equal(sim_bugcheck_parameter(1), 0x10B);
}

SIM_TESTS(SIM_TEST(what_is_freed_may_be_charged_again), SIM_TEST(a_large_block_is_charged_alike),
          SIM_TEST(the_older_routines_raise), SIM_TEST(who_paid_gets_it_back_whoever_frees_it),
          SIM_TEST(a_dpc_has_nobody_to_charge, .cpus = 1))
