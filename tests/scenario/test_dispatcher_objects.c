/*
 * scenario/test_dispatcher_objects.c - events, mutexes and semaphores with three waiters each
 *
 * Defining and using an event object; introduction to mutex objects; semaphore objects.
 */
#define WDK_STRUCTURED_EXCEPTIONS
#include <ntddk.h>
#include <sim/test.h>

#include "schedules.h"

enum { WAITERS = 3 };

static PVOID Object;
static LONG Waiting, Released, Inside;
static HANDLE Threads[WAITERS];

static void
waits(void *unused)
{
    InterlockedIncrement(&Waiting);
    assert_nt_status(KeWaitForSingleObject(Object, Executive, KernelMode, FALSE, NULL),
                     STATUS_SUCCESS);
    InterlockedIncrement(&Released);
}

static void
start_waiters(PVOID object, void (*function)(void *))
{
    Object = object;
    Waiting = Released = 0;
    for (unsigned i = 0; i < WAITERS; i++) {
        Threads[i] = sim_thread(function, NULL);
    }
    sim_run_until_idle();
    assert_int_equal(Waiting, WAITERS);
    assert_int_equal(Released, 0);
}

static void
expect_released(LONG count)
{
    sim_run_until_idle();
    assert_int_equal(Released, count);
}

static void
join_waiters(void)
{
    for (unsigned i = 0; i < WAITERS; i++) {
        sim_join(Threads[i]);
    }
}

/* --- events ----------------------------------------------------------------------------------- */

static KEVENT Event;

static void
a_synchronization_event_releases_one_and_clears(void **state)
{
    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    start_waiters(&Event, waits);
    for (LONG i = 1; i <= WAITERS; i++) {
        assert_int_equal(KeSetEvent(&Event, 0, FALSE), 0);
        expect_released(i);
        assert_int_equal(KeReadStateEvent(&Event), 0);
    }
    assert_int_equal(KeSetEvent(&Event, 0, FALSE), 0);
    assert_int_not_equal(KeSetEvent(&Event, 0, FALSE), 0); // it was set before
    assert_int_not_equal(KeResetEvent(&Event), 0);
    assert_int_equal(KeReadStateEvent(&Event), 0);
    join_waiters();
}

static void
a_notification_event_releases_all_and_stays(void **state)
{
    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    start_waiters(&Event, waits);
    assert_int_equal(KeSetEvent(&Event, 0, FALSE), 0);
    expect_released(WAITERS);
    assert_int_not_equal(KeReadStateEvent(&Event), 0);
    join_waiters();
    KeClearEvent(&Event);
    assert_int_equal(KeReadStateEvent(&Event), 0);
}

static void
setting_and_waiting_are_one_step(void **state)
{
    KEVENT other;

    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    KeInitializeEvent(&other, NotificationEvent, TRUE);
    start_waiters(&Event, waits);
    KeSetEvent(&Event, 0, TRUE);
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL); // nobody comes between
    KeWaitForSingleObject(&other, Executive, KernelMode, FALSE, NULL);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    KeSetEvent(&Event, 0, FALSE);
    KeSetEvent(&Event, 0, FALSE);
    sim_run_until_idle();
    while (Released < WAITERS) {
        KeSetEvent(&Event, 0, FALSE);
        sim_run_until_idle();
    }
    join_waiters();
}

/* --- mutexes ---------------------------------------------------------------------------------- */

static KMUTEX Mutex;

static void
owns_it_twice(void *unused)
{
    InterlockedIncrement(&Waiting);
    KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
    KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
    assert_int_equal(InterlockedIncrement(&Inside), 1);
    assert_true(KeAreApcsDisabled());
    KeStallExecutionProcessor(sim_choose(3));
    assert_int_equal(InterlockedDecrement(&Inside), 0);
    assert_int_equal(KeReleaseMutex(&Mutex, FALSE), -1);
    assert_true(KeAreApcsDisabled());
    KeReleaseMutex(&Mutex, FALSE);
    assert_false(KeAreApcsDisabled());
    InterlockedIncrement(&Released);
}

static void
a_mutex_is_released_as_often_as_it_was_taken(void **state)
{
    KeInitializeMutex(&Mutex, 0);
    KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
    start_waiters(&Mutex, owns_it_twice);
    KeReleaseMutex(&Mutex, FALSE);
    expect_released(WAITERS);
    assert_int_equal(KeReadStateMutex(&Mutex), 1);
    join_waiters();
}

static void
releases_what_it_does_not_own(void *unused)
{
    NTSTATUS status = STATUS_SUCCESS;

    __try {
        KeReleaseMutex(&Mutex, FALSE);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    assert_nt_status(status, STATUS_MUTANT_NOT_OWNED);
}

static void
only_its_owner_releases_a_mutex(void **state)
{
    KeInitializeMutex(&Mutex, 0);
    KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
    sim_join(sim_thread(releases_what_it_does_not_own, NULL));
    assert_int_equal(KeReadStateMutex(&Mutex), 0);
    KeReleaseMutex(&Mutex, FALSE);
}

static void
ends_with_it(void *unused)
{
    KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
}

static void
a_thread_does_not_end_with_a_mutex(void **state)
{
    KeInitializeMutex(&Mutex, 0);
    assert_bugcheck(THREAD_TERMINATE_HELD_MUTEX, sim_join(sim_thread(ends_with_it, NULL)));
}

/* --- semaphores ------------------------------------------------------------------------------- */

static KSEMAPHORE Semaphore;

static void
a_semaphore_releases_as_many_as_it_counts(void **state)
{
    KeInitializeSemaphore(&Semaphore, 0, 5);
    start_waiters(&Semaphore, waits);
    assert_int_equal(KeReleaseSemaphore(&Semaphore, 0, 2, FALSE), 0);
    expect_released(2);
    assert_int_equal(KeReleaseSemaphore(&Semaphore, 0, 3, FALSE), 0);
    expect_released(3);
    assert_int_equal(KeReadStateSemaphore(&Semaphore), 2);
    join_waiters();
}

static void
a_semaphore_does_not_go_over_its_limit(void **state)
{
    NTSTATUS status = STATUS_SUCCESS;

    KeInitializeSemaphore(&Semaphore, 1, 2);
    __try {
        KeReleaseSemaphore(&Semaphore, 0, 2, FALSE);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        status = GetExceptionCode();
    }
    assert_nt_status(status, STATUS_SEMAPHORE_LIMIT_EXCEEDED);
    assert_int_equal(KeReadStateSemaphore(&Semaphore), 1);
}

SIM_TESTS(IN_ALL_SCHEDULES(a_synchronization_event_releases_one_and_clears, NULL),
          IN_ALL_SCHEDULES(a_notification_event_releases_all_and_stays, NULL),
          IN_ALL_SCHEDULES(setting_and_waiting_are_one_step, NULL),
          IN_ALL_SCHEDULES(a_mutex_is_released_as_often_as_it_was_taken, NULL),
          IN_ALL_SCHEDULES(only_its_owner_releases_a_mutex, NULL),
          IN_ALL_SCHEDULES(a_thread_does_not_end_with_a_mutex, NULL),
          IN_ALL_SCHEDULES(a_semaphore_releases_as_many_as_it_counts, NULL),
          IN_ALL_SCHEDULES(a_semaphore_does_not_go_over_its_limit, NULL))
