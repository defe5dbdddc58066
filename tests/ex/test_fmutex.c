/*
 * ex/test_fmutex.c - fast mutexes: who owns one, at which IRQL, and who may let go of it
 */
#include <ntddk.h>
#include <sim/test.h>

static FAST_MUTEX Mutex;
static ULONG Inside, MostInside, Total;

static void
the_owner_runs_at_apc_level(void **state)
{
    ExInitializeFastMutex(&Mutex);
    ExAcquireFastMutex(&Mutex);
    assert_int_equal(KeGetCurrentIrql(), APC_LEVEL);
    ExReleaseFastMutex(&Mutex);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
}

static void
the_irql_comes_back_also_from_apc_level(void **state)
{
    KIRQL irql;

    ExInitializeFastMutex(&Mutex);
    KeRaiseIrql(APC_LEVEL, &irql);
    ExAcquireFastMutex(&Mutex);
    ExReleaseFastMutex(&Mutex);
    assert_int_equal(KeGetCurrentIrql(), APC_LEVEL);
    KeLowerIrql(irql);
}

static void
a_try_takes_only_a_free_one(void **state)
{
    ExInitializeFastMutex(&Mutex);
    assert_true(ExTryToAcquireFastMutex(&Mutex));
    assert_int_equal(KeGetCurrentIrql(), APC_LEVEL);
    assert_false(ExTryToAcquireFastMutex(&Mutex));
    assert_int_equal(KeGetCurrentIrql(), APC_LEVEL);
    ExReleaseFastMutex(&Mutex);
}

static VOID
enter_and_leave(PVOID context)
{
    LARGE_INTEGER delay = {.QuadPart = -10};

    for (ULONG i = 0; i < 20; i++) {
        ExAcquireFastMutex(&Mutex);
        Inside++;
        MostInside = max(MostInside, Inside);
        KeDelayExecutionThread(KernelMode, FALSE, &delay);
        Inside--;
        Total++;
        ExReleaseFastMutex(&Mutex);
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static PVOID
start(PKSTART_ROUTINE routine)
{
    PVOID thread;
    HANDLE handle;

    assert_nt_success(
        PsCreateSystemThread(&handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, routine, NULL));
    assert_nt_success(
        ObReferenceObjectByHandle(handle, SYNCHRONIZE, NULL, KernelMode, &thread, NULL));
    ZwClose(handle);
    return thread;
}

static void
one_thread_at_a_time_is_inside(void **state)
{
    PVOID threads[4];

    Inside = MostInside = Total = 0;
    ExInitializeFastMutex(&Mutex);
    for (ULONG i = 0; i < 4; i++) {
        threads[i] = start(enter_and_leave);
    }
    for (ULONG i = 0; i < 4; i++) {
        KeWaitForSingleObject(threads[i], Executive, KernelMode, FALSE, NULL);
        ObDereferenceObject(threads[i]);
    }
    assert_int_equal(MostInside, 1);
    assert_int_equal(Total, 80);
}

static void
the_unsafe_variant_wants_a_critical_region(void **state)
{
    ExInitializeFastMutex(&Mutex);
    KeEnterCriticalRegion();
    ExAcquireFastMutexUnsafe(&Mutex);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    ExReleaseFastMutexUnsafe(&Mutex);
    KeLeaveCriticalRegion();
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExAcquireFastMutexUnsafe(&Mutex));
    assert_int_equal(sim_bugcheck_parameter(1), 0x39);
}

static void
it_is_not_recursive(void **state)
{
    ExInitializeFastMutex(&Mutex);
    ExAcquireFastMutex(&Mutex);
    assert_bugcheck(MUTEX_ALREADY_OWNED, ExAcquireFastMutex(&Mutex));
    assert_int_equal(sim_bugcheck_parameter(1), (uintptr_t)&Mutex);
}

static void
only_the_owner_releases_it(void **state)
{
    KIRQL irql;

    ExInitializeFastMutex(&Mutex);
    KeRaiseIrql(APC_LEVEL, &irql);
    assert_bugcheck(KERNEL_AUTO_BOOST_INVALID_LOCK_RELEASE, ExReleaseFastMutex(&Mutex));
}

SIM_TESTS(SIM_TEST(the_owner_runs_at_apc_level), SIM_TEST(the_irql_comes_back_also_from_apc_level),
          SIM_TEST(a_try_takes_only_a_free_one), SIM_TEST(one_thread_at_a_time_is_inside),
          SIM_TEST(one_thread_at_a_time_is_inside, .cpus = 4),
          SIM_TEST(the_unsafe_variant_wants_a_critical_region), SIM_TEST(it_is_not_recursive),
          SIM_TEST(only_the_owner_releases_it))
