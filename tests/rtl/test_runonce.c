/*
 * rtl/test_runonce.c - one-time initialization, from several threads
 */
#include <ntifs.h>
#include <sim/test.h>

enum { THREADS = 4 };

static RTL_RUN_ONCE once;
static LONG runs, failures_left;
static int data __attribute__((aligned(8)));
static NTSTATUS results[THREADS];
static PVOID contexts[THREADS];

static ULONG NTAPI
initialize(PRTL_RUN_ONCE run_once, PVOID parameter, PVOID *context)
{
    LARGE_INTEGER delay = {.QuadPart = -10000};

    assert_ptr_equal(run_once, &once);
    assert_ptr_equal(parameter, &runs);
    InterlockedIncrement(&runs);
    KeDelayExecutionThread(KernelMode, FALSE, &delay); // the others come meanwhile
    if (InterlockedDecrement(&failures_left) >= 0) {
        return FALSE;
    }
    *context = &data;
    return TRUE;
}

static void
execute(void *argument)
{
    ULONG_PTR n = (ULONG_PTR)argument;

    results[n] = RtlRunOnceExecuteOnce(&once, initialize, &runs, &contexts[n]);
}

static void
execute_in_threads(LONG failures)
{
    HANDLE threads[THREADS];

    runs = 0;
    failures_left = failures;
    RtlRunOnceInitialize(&once);
    for (ULONG_PTR i = 0; i < THREADS; i++) {
        threads[i] = sim_thread(execute, (void *)i);
    }
    for (ULONG i = 0; i < THREADS; i++) {
        sim_join(threads[i]);
    }
}

static void
all_get_what_one_has_initialized(void **state)
{
    execute_in_threads(0);
    assert_int_equal(runs, 1);
    for (ULONG i = 0; i < THREADS; i++) {
        assert_nt_success(results[i]);
        assert_ptr_equal(contexts[i], &data);
    }
}

static void
after_a_failure_another_one_tries(void **state)
{
    ULONG failed = 0;

    execute_in_threads(2);
    assert_int_equal(runs, 3);
    for (ULONG i = 0; i < THREADS; i++) {
        failed += results[i] == STATUS_UNSUCCESSFUL;
        assert_true(results[i] == STATUS_UNSUCCESSFUL || contexts[i] == &data);
    }
    assert_int_equal(failed, 2);
}

static void
the_steps_can_be_taken_one_by_one(void **state)
{
    PVOID context = NULL;

    RtlRunOnceInitialize(&once);
    assert_nt_status(RtlRunOnceBeginInitialize(&once, RTL_RUN_ONCE_CHECK_ONLY, &context),
                     STATUS_UNSUCCESSFUL);
    assert_nt_status(RtlRunOnceBeginInitialize(&once, 0, &context), STATUS_PENDING);
    assert_nt_success(RtlRunOnceComplete(&once, 0, &data));
    assert_nt_success(RtlRunOnceBeginInitialize(&once, RTL_RUN_ONCE_CHECK_ONLY, &context));
    assert_ptr_equal(context, &data);
    assert_nt_success(RtlRunOnceBeginInitialize(&once, 0, &context));
    assert_nt_status(RtlRunOnceComplete(&once, 0, &data), STATUS_UNSUCCESSFUL); // done already
}

static void
several_may_try_and_the_first_one_wins(void **state)
{
    PVOID context = NULL;

    RtlRunOnceInitialize(&once);
    for (ULONG i = 0; i < 2; i++) {
        assert_nt_status(RtlRunOnceBeginInitialize(&once, RTL_RUN_ONCE_ASYNC, &context),
                         STATUS_PENDING);
    }
    assert_nt_status(RtlRunOnceBeginInitialize(&once, 0, &context), STATUS_INVALID_PARAMETER_2);
    assert_nt_status(RtlRunOnceComplete(&once, 0, &data), STATUS_UNSUCCESSFUL);
    assert_nt_success(RtlRunOnceComplete(&once, RTL_RUN_ONCE_ASYNC, &data));
    assert_nt_status(RtlRunOnceComplete(&once, RTL_RUN_ONCE_ASYNC, &results), STATUS_UNSUCCESSFUL);
    assert_nt_success(RtlRunOnceBeginInitialize(&once, RTL_RUN_ONCE_ASYNC, &context));
    assert_ptr_equal(context, &data);
}

static void
bad_flags_and_contexts_are_refused(void **state)
{
    PVOID context;

    RtlRunOnceInitialize(&once);
    assert_nt_status(RtlRunOnceBeginInitialize(&once, 0x80, &context), STATUS_INVALID_PARAMETER_2);
    assert_nt_status(RtlRunOnceBeginInitialize(&once, 0, &context), STATUS_PENDING);
    assert_nt_status(RtlRunOnceComplete(&once, 0, (PVOID)1), STATUS_INVALID_PARAMETER_3);
    assert_nt_status(RtlRunOnceComplete(&once, RTL_RUN_ONCE_INIT_FAILED, &data),
                     STATUS_INVALID_PARAMETER_3);
    assert_nt_success(RtlRunOnceComplete(&once, RTL_RUN_ONCE_INIT_FAILED, NULL));
    assert_nt_status(RtlRunOnceBeginInitialize(&once, 0, &context), STATUS_PENDING); // again
    assert_nt_success(RtlRunOnceComplete(&once, 0, NULL));
}

#define ANY_ORDER .policy = SIM_RANDOM, .cpus = 2, .seeds = 50

SIM_TESTS(SIM_TEST(all_get_what_one_has_initialized, ANY_ORDER),
          SIM_TEST(after_a_failure_another_one_tries, ANY_ORDER),
          SIM_TEST(the_steps_can_be_taken_one_by_one),
          SIM_TEST(several_may_try_and_the_first_one_wins),
          SIM_TEST(bad_flags_and_contexts_are_refused))
