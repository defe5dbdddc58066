/*
 * ke/test_mutex.c - mutexes and guarded mutexes: owners, recursion, APCs, mistakes
 */
#include "ke_test.h"

static KMUTEX Mutex;
static KGUARDED_MUTEX Guarded;
static ULONG Inside, Most;

static int
ready(void **state)
{
    KeInitializeMutex(&Mutex, 0);
    KeInitializeGuardedMutex(&Guarded);
    Inside = Most = 0;
    return NewStory(state);
}

static VOID
Enter(VOID)
{
    Inside++;
    Most = Inside > Most ? Inside : Most;
    KeStallExecutionProcessor(5);
    Inside--;
}

static VOID
RunThreads(void (*body)(void *))
{
    HANDLE threads[4];

    for (ULONG i = 0; i < 4; i++) {
        threads[i] = sim_thread(body, NULL);
    }
    for (ULONG i = 0; i < 4; i++) {
        sim_join(threads[i]);
    }
}

/* --- mutexes ---------------------------------------------------------------------------------- */

static void
may_be_taken_again_by_its_owner(void **state)
{
    assert_int_equal(KeReadStateMutex(&Mutex), 1);
    Wait(&Mutex);
    assert_int_equal(KeReadStateMutex(&Mutex), 0);
    Wait(&Mutex);
    assert_int_equal(KeReadStateMutex(&Mutex), -1);
    assert_int_equal(KeReleaseMutex(&Mutex, FALSE), -1); // still owned
    assert_int_equal(KeReleaseMutex(&Mutex, FALSE), 0);  // now free
    assert_int_equal(KeReadStateMutex(&Mutex), 1);
}

static void
enters_ten_times(void *unused)
{
    for (ULONG i = 0; i < 10; i++) {
        Wait(&Mutex);
        Enter();
        KeReleaseMutex(&Mutex, FALSE);
    }
}

static void
excludes_other_threads(void **state)
{
    RunThreads(enters_ten_times);
    assert_int_equal(Most, 1);
}

static void
looks_at_it(void *unused)
{
    assert_nt_status(Poll(&Mutex), STATUS_TIMEOUT);
}

static void
is_not_free_for_others_before_the_last_release(void **state)
{
    Wait(&Mutex);
    Wait(&Mutex);
    KeReleaseMutex(&Mutex, FALSE);
    sim_join(sim_thread(looks_at_it, NULL));
    KeReleaseMutex(&Mutex, FALSE);
}

static void
disables_normal_apcs_while_it_is_owned(void **state)
{
    assert_false(KeAreApcsDisabled());
    Wait(&Mutex);
    assert_true(KeAreApcsDisabled());
    assert_false(KeAreAllApcsDisabled());
    Wait(&Mutex);
    KeReleaseMutex(&Mutex, FALSE);
    assert_true(KeAreApcsDisabled());
    KeReleaseMutex(&Mutex, FALSE);
    assert_false(KeAreApcsDisabled());
}

static void
releases_it(void *unused)
{
    KeReleaseMutex(&Mutex, FALSE);
}

static void
released_by_another_thread_is_an_exception(void **state)
{
    HANDLE thread;

    Wait(&Mutex);
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED,
                    (thread = sim_thread(releases_it, NULL), sim_join(thread)));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_MUTANT_NOT_OWNED);
}

static void
released_without_owner_is_an_exception(void **state)
{
    assert_bugcheck(KMODE_EXCEPTION_NOT_HANDLED, KeReleaseMutex(&Mutex, FALSE));
    assert_int_equal((NTSTATUS)sim_bugcheck_parameter(1), STATUS_MUTANT_NOT_OWNED);
}

static VOID
EndsAsItsOwner(PVOID Unused)
{
    Wait(&Mutex);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static void
held_by_a_thread_that_ends_is_a_bug_check(void **state)
{
    assert_bugcheck(THREAD_TERMINATE_HELD_MUTEX, RunSystemThread(EndsAsItsOwner, NULL));
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)&Mutex);
}

static KEVENT Second;

static void
is_more_important(void *unused)
{
    SetOwnPriority(LOW_REALTIME_PRIORITY);
    Wait(&Mutex);
    Tell("high ");
    KeReleaseMutex(&Mutex, FALSE);
    KeSetEvent(&Second, 0, FALSE);
}

static void
released_on_the_way_to_a_wait_switches_only_there(void **state)
{
    HANDLE thread;

    KeInitializeEvent(&Second, SynchronizationEvent, FALSE);
    Wait(&Mutex);
    thread = sim_thread(is_more_important, NULL);
    sim_run_until_idle();
    KeReleaseMutex(&Mutex, TRUE);
    Tell("low ");
    Wait(&Second);
    assert_story("low high ");
    sim_join(thread);
}

/* --- guarded mutexes -------------------------------------------------------------------------- */

static void
enters_guarded(void *unused)
{
    for (ULONG i = 0; i < 10; i++) {
        KeAcquireGuardedMutex(&Guarded);
        Enter();
        KeReleaseGuardedMutex(&Guarded);
    }
}

static void
guarded_excludes_other_threads(void **state)
{
    RunThreads(enters_guarded);
    assert_int_equal(Most, 1);
}

static void
guarded_disables_all_apcs_and_keeps_the_irql(void **state)
{
    KeAcquireGuardedMutex(&Guarded);
    assert_true(KeAreAllApcsDisabled());
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    KeReleaseGuardedMutex(&Guarded);
    assert_false(KeAreApcsDisabled());
}

static void
tries(void *unused)
{
    assert_false(KeTryToAcquireGuardedMutex(&Guarded));
    assert_false(KeAreApcsDisabled());
}

static void
guarded_try_fails_when_it_is_held(void **state)
{
    assert_true(KeTryToAcquireGuardedMutex(&Guarded));
    assert_true(KeAreAllApcsDisabled());
    sim_join(sim_thread(tries, NULL));
    KeReleaseGuardedMutex(&Guarded);
}

static void
tries_unsafely(void *unused)
{
    assert_false(KeTryToAcquireGuardedMutex(&Guarded));
}

static void
guarded_can_be_had_by_who_has_disabled_apcs(void **state)
{
    KeEnterGuardedRegion();
    KeAcquireGuardedMutexUnsafe(&Guarded);
    sim_join(sim_thread(tries_unsafely, NULL));
    KeReleaseGuardedMutexUnsafe(&Guarded);
    assert_true(KeAreAllApcsDisabled()); // the region is the caller's
    KeLeaveGuardedRegion();
    assert_true(KeTryToAcquireGuardedMutex(&Guarded));
    KeReleaseGuardedMutex(&Guarded);
}

static void
guarded_taken_twice_is_stopped(void **state)
{
    KeAcquireGuardedMutex(&Guarded);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeAcquireGuardedMutex(&Guarded));
}

static void
guarded_released_by_another_is_stopped(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeReleaseGuardedMutex(&Guarded));
}

#define MUTEX_TEST(f, ...) SIM_TEST(f, .before = ready, __VA_ARGS__)

SIM_TESTS(MUTEX_TEST(may_be_taken_again_by_its_owner),
          MUTEX_TEST(excludes_other_threads, .cpus = 4),
          MUTEX_TEST(excludes_other_threads, .cpus = 4, .policy = SIM_RANDOM, .seeds = 5),
          MUTEX_TEST(is_not_free_for_others_before_the_last_release),
          MUTEX_TEST(disables_normal_apcs_while_it_is_owned),
          MUTEX_TEST(released_by_another_thread_is_an_exception),
          MUTEX_TEST(released_without_owner_is_an_exception),
          MUTEX_TEST(held_by_a_thread_that_ends_is_a_bug_check),
          MUTEX_TEST(released_on_the_way_to_a_wait_switches_only_there, .cpus = 1),
          MUTEX_TEST(guarded_excludes_other_threads, .cpus = 4),
          MUTEX_TEST(guarded_excludes_other_threads, .cpus = 4, .policy = SIM_RANDOM, .seeds = 5),
          MUTEX_TEST(guarded_disables_all_apcs_and_keeps_the_irql),
          MUTEX_TEST(guarded_can_be_had_by_who_has_disabled_apcs),
          MUTEX_TEST(guarded_try_fails_when_it_is_held), MUTEX_TEST(guarded_taken_twice_is_stopped),
          MUTEX_TEST(guarded_released_by_another_is_stopped))
