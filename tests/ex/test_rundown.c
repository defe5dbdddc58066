/*
 * ex/test_rundown.c - run-down protection
 */
#include <ntddk.h>
#include <sim/test.h>

static EX_RUNDOWN_REF Ref;
static KEVENT RunDown;

static VOID
run_down(PVOID context)
{
    ExWaitForRundownProtectionRelease(&Ref);
    KeSetEvent(&RunDown, 0, FALSE);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static void
start_run_down(void)
{
    HANDLE handle;

    KeInitializeEvent(&RunDown, NotificationEvent, FALSE);
    assert_nt_success(
        PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, run_down, NULL));
    ZwClose(handle);
    sim_run_until_idle();
}

static void
an_unused_object_is_run_down_at_once(void **state)
{
    ExInitializeRundownProtection(&Ref);
    ExWaitForRundownProtectionRelease(&Ref);
    assert_false(ExAcquireRundownProtection(&Ref));
    ExWaitForRundownProtectionRelease(&Ref); // no effect, no error
    ExRundownCompleted(&Ref);
    assert_false(ExAcquireRundownProtection(&Ref));
    ExReInitializeRundownProtection(&Ref);
    assert_true(ExAcquireRundownProtection(&Ref));
    ExReleaseRundownProtection(&Ref);
}

static void
the_run_down_waits_for_the_last_user(void **state)
{
    ExInitializeRundownProtection(&Ref);
    assert_true(ExAcquireRundownProtection(&Ref));
    assert_true(ExAcquireRundownProtectionEx(&Ref, 2));
    start_run_down();
    assert_false(ExAcquireRundownProtection(&Ref));
    ExReleaseRundownProtection(&Ref);
    sim_run_until_idle();
    assert_false(KeReadStateEvent(&RunDown));
    ExReleaseRundownProtectionEx(&Ref, 2);
    sim_run_until_idle();
    assert_true(KeReadStateEvent(&RunDown));
}

static void
the_cache_aware_kind_does_the_same(void **state)
{
    PEX_RUNDOWN_REF_CACHE_AWARE ref = ExAllocateCacheAwareRundownProtection(NonPagedPool, 'tseT');

    assert_true(ExAcquireRundownProtectionCacheAware(ref));
    ExReleaseRundownProtectionCacheAware(ref);
    ExWaitForRundownProtectionReleaseCacheAware(ref);
    assert_false(ExAcquireRundownProtectionCacheAware(ref));
    ExFreeCacheAwareRundownProtection(ref);
}

static void
a_release_too_many_is_found(void **state)
{
    ExInitializeRundownProtection(&Ref);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExReleaseRundownProtection(&Ref));
}

static void
the_cache_aware_kind_is_used_again(void **state)
{
    SIZE_T size = ExSizeOfRundownProtectionCacheAware();
    PEX_RUNDOWN_REF_CACHE_AWARE ref = ExAllocatePool2(POOL_FLAG_NON_PAGED, size, 'tseT');

    ExInitializeRundownProtectionCacheAware(ref, size);
    assert_true(ExAcquireRundownProtectionCacheAwareEx(ref, 2));
    ExReleaseRundownProtectionCacheAwareEx(ref, 2);
    ExWaitForRundownProtectionReleaseCacheAware(ref);
    ExRundownCompletedCacheAware(ref);
    assert_false(ExAcquireRundownProtectionCacheAwareEx(ref, 1));
    ExReInitializeRundownProtectionCacheAware(ref);
    assert_true(ExAcquireRundownProtectionCacheAware(ref));
    ExReleaseRundownProtectionCacheAware(ref);
    ExInitializeRundownProtectionCacheAwareEx(ref, 0);
    ExFreePool(ref);
}

static void
flags_that_are_none_are_0x16c(void **state)
{
    PEX_RUNDOWN_REF_CACHE_AWARE ref = ExAllocateCacheAwareRundownProtection(NonPagedPool, 'tseT');

    assert_bugcheck(INVALID_RUNDOWN_PROTECTION_FLAGS,
                    ExInitializeRundownProtectionCacheAwareEx(ref, 4));
    assert_int_equal(sim_bugcheck_parameter(1), 4);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)ref);
}

/* --- run-down against acquire ----------------------------------------------------------------- */

static volatile BOOLEAN IsGone;

static void
uses_it_while_it_may(void *unused)
{
    for (unsigned i = 0; i < 5 && ExAcquireRundownProtection(&Ref); i++) {
        assert_false(IsGone);
        KeStallExecutionProcessor(sim_choose(3));
        assert_false(IsGone);
        ExReleaseRundownProtection(&Ref);
    }
}

static void
nobody_uses_it_after_the_run_down(void **state)
{
    HANDLE threads[3];

    IsGone = FALSE;
    ExInitializeRundownProtection(&Ref);
    for (unsigned i = 0; i < 3; i++) {
        threads[i] = sim_thread(uses_it_while_it_may, NULL);
    }
    KeStallExecutionProcessor(sim_choose(8));
    ExWaitForRundownProtectionRelease(&Ref);
    IsGone = TRUE;
    for (unsigned i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
}

SIM_TESTS(SIM_TEST(the_cache_aware_kind_is_used_again), SIM_TEST(flags_that_are_none_are_0x16c),
          SIM_TEST(nobody_uses_it_after_the_run_down),
          SIM_TEST(nobody_uses_it_after_the_run_down, .policy = SIM_RANDOM, .seeds = 200,
                   .cpus = 4),
          SIM_TEST(an_unused_object_is_run_down_at_once),
          SIM_TEST(the_run_down_waits_for_the_last_user),
          SIM_TEST(the_cache_aware_kind_does_the_same), SIM_TEST(a_release_too_many_is_found))
