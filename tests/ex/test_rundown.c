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

SIM_TESTS(SIM_TEST(an_unused_object_is_run_down_at_once),
          SIM_TEST(the_run_down_waits_for_the_last_user),
          SIM_TEST(the_cache_aware_kind_does_the_same), SIM_TEST(a_release_too_many_is_found))
