/*
 * ke/test_wait.c - waiting: for one, any or all; how long; in which order; where it is allowed
 */
#include "ke_test.h"

static KEVENT A, B, C, D, Manual;
static KSEMAPHORE Semaphore;
static KMUTEX Mutex;
static KWAIT_BLOCK Blocks[MAXIMUM_WAIT_OBJECTS];

static int
ready(void **state)
{
    KeInitializeEvent(&A, SynchronizationEvent, FALSE);
    KeInitializeEvent(&B, SynchronizationEvent, FALSE);
    KeInitializeEvent(&C, SynchronizationEvent, FALSE);
    KeInitializeEvent(&D, SynchronizationEvent, FALSE);
    KeInitializeEvent(&Manual, NotificationEvent, FALSE);
    KeInitializeSemaphore(&Semaphore, 0, 10);
    KeInitializeMutex(&Mutex, 0);
    return NewStory(state);
}

static VOID
Set(PKEVENT Event)
{
    KeSetEvent(Event, IO_NO_INCREMENT, FALSE);
}

static NTSTATUS
WaitAnyOf(PKEVENT First, PKEVENT Second, PKEVENT Third, PLARGE_INTEGER Timeout)
{
    PVOID Objects[] = {First, Second, Third};

    return KeWaitForMultipleObjects(3, Objects, WaitAny, Executive, KernelMode, FALSE, Timeout,
                                    NULL);
}

static NTSTATUS
WaitAllOf(PVOID First, PVOID Second, PLARGE_INTEGER Timeout)
{
    PVOID Objects[] = {First, Second};

    return KeWaitForMultipleObjects(2, Objects, WaitAll, Executive, KernelMode, FALSE, Timeout,
                                    NULL);
}

/* --- time-outs -------------------------------------------------------------------------------- */

static void
for_a_signalled_object_is_over_at_once(void **state)
{
    uint64_t start = sim_time_ns();

    Set(&Manual);
    assert_nt_status(Wait(&Manual), STATUS_SUCCESS);
    assert_nt_status(Poll(&Manual), STATUS_SUCCESS);
    assert_true(sim_time_ns() < start + MS);
}

static void
with_time_out_zero_only_looks(void **state)
{
    uint64_t start = sim_time_ns();

    assert_nt_status(Poll(&A), STATUS_TIMEOUT);
    assert_true(sim_time_ns() < start + MS);
    Set(&A);
    assert_nt_status(Poll(&A), STATUS_SUCCESS);
    assert_nt_status(Poll(&A), STATUS_TIMEOUT); // it was consumed
}

static void
times_out_at_the_first_tick_after_a_relative_time(void **state)
{
    uint64_t due = sim_time_ns() + 40ull * MS;

    assert_nt_status(WaitMs(&A, 40), STATUS_TIMEOUT);
    assert_true(sim_time_ns() >= due);
    assert_true(sim_time_ns() < due + TICK_NS + MS);
}

static void
times_out_at_an_absolute_time(void **state)
{
    LARGE_INTEGER Due = AtMs(40), Now;

    assert_nt_status(KeWaitForSingleObject(&A, Executive, KernelMode, FALSE, &Due), STATUS_TIMEOUT);
    KeQuerySystemTimePrecise(&Now);
    assert_true(Now.QuadPart >= Due.QuadPart);
    assert_true(Now.QuadPart < Due.QuadPart + (TICK_NS + MS) / 100);
}

static void
until_a_time_that_has_passed_is_over_at_once(void **state)
{
    LARGE_INTEGER Due = AtMs(-1000);
    uint64_t start = sim_time_ns();

    assert_nt_status(KeWaitForSingleObject(&A, Executive, KernelMode, FALSE, &Due), STATUS_TIMEOUT);
    assert_true(sim_time_ns() < start + MS);
}

static void
a_delay_lasts_as_long_as_it_says(void **state)
{
    LARGE_INTEGER Relative = AfterMs(100), Absolute;
    uint64_t start = sim_time_ns();

    assert_nt_status(KeDelayExecutionThread(KernelMode, FALSE, &Relative), STATUS_SUCCESS);
    assert_in_range(sim_time_ns() - start, 100ull * MS, 100ull * MS + TICK_NS + MS);
    Absolute = AtMs(100);
    start = sim_time_ns();
    assert_nt_status(KeDelayExecutionThread(KernelMode, FALSE, &Absolute), STATUS_SUCCESS);
    assert_in_range(sim_time_ns() - start, 99ull * MS, 100ull * MS + TICK_NS + MS);
}

static void
tells_and_gives_way(void *name)
{
    LARGE_INTEGER Nothing = {0};

    for (ULONG i = 0; i < 3; i++) {
        Tell(name);
        KeDelayExecutionThread(KernelMode, FALSE, &Nothing);
    }
}

static void
a_delay_of_nothing_gives_way_to_equals(void **state)
{
    HANDLE thread = sim_thread(tells_and_gives_way, "b");

    tells_and_gives_way("a");
    sim_join(thread);
    assert_story("ababab");
}

static void
sets_a(void *unused)
{
    Set(&A);
}

static void
that_is_satisfied_leaves_no_time_out_behind(void **state)
{
    HANDLE thread = sim_thread(sets_a, NULL);

    assert_nt_status(WaitMs(&A, 50), STATUS_SUCCESS);
    sim_join(thread);
    assert_nt_status(WaitMs(&A, 500), STATUS_TIMEOUT);
}

/* --- order ------------------------------------------------------------------------------------ */

static void
takes_one(void *name)
{
    Wait(&Semaphore);
    Tell(name);
}

static void
waiters_are_served_in_the_order_in_which_they_came(void **state)
{
    HANDLE threads[4];

    for (ULONG i = 0; i < 4; i++) {
        static char names[4][2] = {"1", "2", "3", "4"};

        threads[i] = sim_thread(takes_one, names[i]);
        sim_run_until_idle();
    }
    KeReleaseSemaphore(&Semaphore, 0, 1, FALSE);
    sim_run_until_idle();
    assert_story("1");
    KeReleaseSemaphore(&Semaphore, 0, 3, FALSE);
    for (ULONG i = 0; i < 4; i++) {
        sim_join(threads[i]);
    }
    assert_story("234");
}

/* --- any -------------------------------------------------------------------------------------- */

static void
for_any_says_which(void **state)
{
    Set(&B);
    assert_nt_status(WaitAnyOf(&A, &B, &C, NULL), STATUS_WAIT_1);
    assert_int_equal(KeReadStateEvent(&B), 0);
}

static void
for_any_takes_the_first_and_leaves_the_others(void **state)
{
    Set(&C);
    Set(&B);
    assert_nt_status(WaitAnyOf(&A, &B, &C, NULL), STATUS_WAIT_1);
    assert_int_equal(KeReadStateEvent(&C), 1);
    assert_nt_status(WaitAnyOf(&A, &B, &C, NULL), STATUS_WAIT_2);
}

static void
sets_c(void *unused)
{
    Set(&C);
    Set(&A);
}

static void
for_any_ends_with_the_first_that_comes(void **state)
{
    HANDLE thread = sim_thread(sets_c, NULL);

    assert_nt_status(WaitAnyOf(&A, &B, &C, NULL), STATUS_WAIT_2);
    sim_join(thread);
    assert_int_equal(KeReadStateEvent(&A), 1); // by then nobody waited for it
}

static void
for_any_times_out(void **state)
{
    LARGE_INTEGER Timeout = AfterMs(20);

    assert_nt_status(WaitAnyOf(&A, &B, &C, &Timeout), STATUS_TIMEOUT);
    Set(&A);
    assert_int_equal(KeReadStateEvent(&A), 1); // the wait has left its queue
}

/* --- all -------------------------------------------------------------------------------------- */

static void
waits_for_both(void *unused)
{
    assert_nt_status(WaitAllOf(&A, &B, NULL), STATUS_SUCCESS);
    Tell("both");
}

static void
for_all_takes_all_at_one_moment(void **state)
{
    HANDLE thread = sim_thread(waits_for_both, NULL);

    sim_run_until_idle();
    Set(&A);
    sim_run_until_idle();
    assert_int_equal(KeReadStateEvent(&A), 1);  // not taken: B is missing
    assert_nt_status(Poll(&A), STATUS_SUCCESS); // so another one can have it
    Set(&B);
    sim_run_until_idle();
    assert_story("");
    Set(&A);
    sim_join(thread);
    assert_story("both");
    assert_int_equal(KeReadStateEvent(&A), 0);
    assert_int_equal(KeReadStateEvent(&B), 0);
}

static void
for_all_that_times_out_takes_none(void **state)
{
    LARGE_INTEGER Timeout = AfterMs(20);

    Set(&B);
    assert_nt_status(WaitAllOf(&A, &B, &Timeout), STATUS_TIMEOUT);
    assert_int_equal(KeReadStateEvent(&B), 1);
}

static void
holds_the_mutex_until_told(void *unused)
{
    Wait(&Mutex);
    Wait(&Manual);
    KeReleaseMutex(&Mutex, FALSE);
}

static void
for_all_owns_its_mutex_only_at_the_end(void **state)
{
    LARGE_INTEGER Timeout = AfterMs(20);
    HANDLE thread = sim_thread(holds_the_mutex_until_told, NULL);

    sim_run_until_idle();
    Set(&A);
    assert_nt_status(WaitAllOf(&Mutex, &A, &Timeout), STATUS_TIMEOUT);
    assert_false(KeAreApcsDisabled());
    Set(&Manual);
    assert_nt_status(WaitAllOf(&Mutex, &A, NULL), STATUS_SUCCESS);
    assert_true(KeAreApcsDisabled());
    assert_int_equal(KeReadStateMutex(&Mutex), 0);
    KeReleaseMutex(&Mutex, FALSE);
    sim_join(thread);
}

static void
for_all_may_take_a_mutex_again(void **state)
{
    Wait(&Mutex);
    Set(&A);
    assert_nt_status(WaitAllOf(&Mutex, &A, NULL), STATUS_SUCCESS);
    assert_int_equal(KeReadStateMutex(&Mutex), -1);
    KeReleaseMutex(&Mutex, FALSE);
    KeReleaseMutex(&Mutex, FALSE);
}

/* --- how many --------------------------------------------------------------------------------- */

static void
for_more_than_three_objects_needs_wait_blocks(void **state)
{
    PVOID Objects[] = {&A, &B, &C, &D};

    Set(&D);
    assert_nt_status(
        KeWaitForMultipleObjects(4, Objects, WaitAny, Executive, KernelMode, FALSE, NULL, Blocks),
        STATUS_WAIT_3);
    assert_bugcheck(
        MAXIMUM_WAIT_OBJECTS_EXCEEDED,
        KeWaitForMultipleObjects(4, Objects, WaitAny, Executive, KernelMode, FALSE, NULL, NULL));
}

static void
for_64_objects_is_the_most(void **state)
{
    static KEVENT Events[MAXIMUM_WAIT_OBJECTS];
    PVOID Objects[MAXIMUM_WAIT_OBJECTS + 1];

    for (ULONG i = 0; i < MAXIMUM_WAIT_OBJECTS; i++) {
        KeInitializeEvent(&Events[i], SynchronizationEvent, i == MAXIMUM_WAIT_OBJECTS - 1);
        Objects[i] = &Events[i];
    }
    assert_nt_status(KeWaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS, Objects, WaitAny, Executive,
                                              KernelMode, FALSE, NULL, Blocks),
                     STATUS_WAIT_0 + MAXIMUM_WAIT_OBJECTS - 1);
    assert_bugcheck(MAXIMUM_WAIT_OBJECTS_EXCEEDED,
                    KeWaitForMultipleObjects(MAXIMUM_WAIT_OBJECTS + 1, Objects, WaitAny, Executive,
                                             KernelMode, FALSE, NULL, Blocks));
}

/* --- where ------------------------------------------------------------------------------------ */

static void
at_apc_level_is_allowed(void **state)
{
    KIRQL OldIrql;

    KeRaiseIrql(APC_LEVEL, &OldIrql);
    assert_nt_status(WaitMs(&A, 20), STATUS_TIMEOUT);
    assert_int_equal(KeGetCurrentIrql(), APC_LEVEL);
    KeLowerIrql(OldIrql);
}

static void
at_dispatch_level_may_only_look(void **state)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    Set(&A);
    assert_nt_status(Poll(&A), STATUS_SUCCESS);
    assert_nt_status(Poll(&A), STATUS_TIMEOUT);
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    KeLowerIrql(OldIrql);
}

static void
at_dispatch_level_is_stopped_though_it_would_be_over_at_once(void **state)
{
    KeRaiseIrqlToDpcLevel();
    Set(&A);
    assert_bugcheck(DRIVER_VIOLATION, Wait(&A));
    assert_int_equal(sim_bugcheck_parameter(2), DISPATCH_LEVEL);
}

static void
at_dispatch_level_with_a_time_out_is_stopped(void **state)
{
    KeRaiseIrqlToDpcLevel();
    assert_bugcheck(DRIVER_VIOLATION, WaitMs(&A, 1));
}

/* --- threads and processes as objects --------------------------------------------------------- */

static void
delays(void *unused)
{
    LARGE_INTEGER Interval = AfterMs(50);

    KeDelayExecutionThread(KernelMode, FALSE, &Interval);
    Tell("end ");
}

static void
for_a_thread_is_over_when_it_ends(void **state)
{
    HANDLE handle = sim_thread(delays, NULL);
    PKTHREAD Thread = ThreadOf(handle);

    assert_nt_status(Poll(Thread), STATUS_TIMEOUT);
    assert_nt_status(Wait(Thread), STATUS_SUCCESS);
    assert_story("end ");
    assert_nt_status(Wait(Thread), STATUS_SUCCESS); // it stays signalled
    ObDereferenceObject(Thread);
    sim_join(handle);
}

static void
several_threads_may_wait_for_one_thread(void **state)
{
    HANDLE handle = sim_thread(delays, NULL), others[2];

    others[0] = sim_thread(delays, NULL);
    others[1] = sim_thread(sets_a, NULL);
    sim_join(handle);
    sim_join(others[0]);
    sim_join(others[1]);
    assert_story("end end ");
}

#define WAIT_TEST(f, ...) SIM_TEST(f, .before = ready, __VA_ARGS__)

SIM_TESTS(WAIT_TEST(for_a_signalled_object_is_over_at_once),
          WAIT_TEST(with_time_out_zero_only_looks),
          WAIT_TEST(times_out_at_the_first_tick_after_a_relative_time),
          WAIT_TEST(times_out_at_an_absolute_time),
          WAIT_TEST(until_a_time_that_has_passed_is_over_at_once),
          WAIT_TEST(a_delay_lasts_as_long_as_it_says),
          WAIT_TEST(a_delay_of_nothing_gives_way_to_equals, .cpus = 1),
          WAIT_TEST(that_is_satisfied_leaves_no_time_out_behind),
          WAIT_TEST(waiters_are_served_in_the_order_in_which_they_came, .cpus = 1),
          WAIT_TEST(for_any_says_which), WAIT_TEST(for_any_takes_the_first_and_leaves_the_others),
          WAIT_TEST(for_any_ends_with_the_first_that_comes, .cpus = 1),
          WAIT_TEST(for_any_times_out), WAIT_TEST(for_all_takes_all_at_one_moment, .cpus = 1),
          WAIT_TEST(for_all_takes_all_at_one_moment, .cpus = 4, .policy = SIM_RANDOM, .seeds = 10),
          WAIT_TEST(for_all_that_times_out_takes_none),
          WAIT_TEST(for_all_owns_its_mutex_only_at_the_end),
          WAIT_TEST(for_all_may_take_a_mutex_again),
          WAIT_TEST(for_more_than_three_objects_needs_wait_blocks),
          WAIT_TEST(for_64_objects_is_the_most), WAIT_TEST(at_apc_level_is_allowed),
          WAIT_TEST(at_dispatch_level_may_only_look),
          WAIT_TEST(at_dispatch_level_is_stopped_though_it_would_be_over_at_once),
          WAIT_TEST(at_dispatch_level_with_a_time_out_is_stopped),
          WAIT_TEST(for_a_thread_is_over_when_it_ends),
          WAIT_TEST(several_threads_may_wait_for_one_thread, .cpus = 4))
