/*
 * ke/test_event.c - events of both kinds: set, reset, pulsed, and set on the way to a wait
 */
#include "ke_test.h"

static KEVENT Event, Second;
static ULONG Woken;

static int
ready(void **state)
{
    Woken = 0;
    KeInitializeEvent(&Second, SynchronizationEvent, FALSE);
    return NewStory(state);
}

static void
waits(void *unused)
{
    Wait(&Event);
    InterlockedIncrement((PLONG)&Woken);
}

/* Threads that wait for Event already. */
static VOID
StartWaiters(HANDLE *threads, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        threads[i] = sim_thread(waits, NULL);
    }
    sim_run_until_idle();
}

static VOID
ReleaseAll(HANDLE *threads, ULONG Count)
{
    for (ULONG i = 0; i < Count; i++) {
        KeSetEvent(&Event, IO_NO_INCREMENT, FALSE);
        sim_run_until_idle();
    }
    for (ULONG i = 0; i < Count; i++) {
        sim_join(threads[i]);
    }
}

static void
tells_its_state_before(void **state)
{
    KeInitializeEvent(&Event, NotificationEvent, TRUE);
    assert_int_equal(KeReadStateEvent(&Event), 1);
    assert_int_equal(KeResetEvent(&Event), 1);
    assert_int_equal(KeResetEvent(&Event), 0);
    assert_int_equal(KeSetEvent(&Event, 0, FALSE), 0);
    assert_int_equal(KeSetEvent(&Event, 0, FALSE), 1);
    KeClearEvent(&Event);
    assert_int_equal(KeReadStateEvent(&Event), 0);
}

static void
for_notification_wakes_everybody_and_stays_set(void **state)
{
    HANDLE threads[3];

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    StartWaiters(threads, 3);
    KeSetEvent(&Event, 0, FALSE);
    sim_run_until_idle();
    assert_int_equal(Woken, 3);
    assert_int_equal(KeReadStateEvent(&Event), 1);
    ReleaseAll(threads, 3);
}

static void
for_synchronization_wakes_one_and_is_reset(void **state)
{
    HANDLE threads[3];

    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    StartWaiters(threads, 3);
    assert_int_equal(KeSetEvent(&Event, 0, FALSE), 0);
    sim_run_until_idle();
    assert_int_equal(Woken, 1);
    assert_int_equal(KeReadStateEvent(&Event), 0);
    ReleaseAll(threads, 3);
    assert_int_equal(Woken, 3);
}

static void
for_synchronization_set_twice_wakes_one(void **state)
{
    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    KeSetEvent(&Event, 0, FALSE);
    KeSetEvent(&Event, 0, FALSE);
    assert_nt_status(Poll(&Event), STATUS_SUCCESS);
    assert_nt_status(Poll(&Event), STATUS_TIMEOUT);
}

static void
pulsed_wakes_all_who_wait_now(void **state)
{
    HANDLE threads[3];

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    StartWaiters(threads, 3);
    assert_int_equal(KePulseEvent(&Event, 0, FALSE), 0);
    assert_int_equal(KeReadStateEvent(&Event), 0);
    sim_run_until_idle();
    assert_int_equal(Woken, 3);
    ReleaseAll(threads, 3);
}

static void
pulsed_for_synchronization_wakes_one(void **state)
{
    HANDLE threads[2];

    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    StartWaiters(threads, 2);
    KePulseEvent(&Event, 0, FALSE);
    sim_run_until_idle();
    assert_int_equal(Woken, 1);
    ReleaseAll(threads, 2);
}

static void
pulsed_for_nobody_is_lost(void **state)
{
    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    KePulseEvent(&Event, 0, FALSE);
    assert_nt_status(Poll(&Event), STATUS_TIMEOUT);
    KeSetEvent(&Event, 0, FALSE);
    assert_int_equal(KePulseEvent(&Event, 0, FALSE), 1);
    assert_nt_status(Poll(&Event), STATUS_TIMEOUT);
}

/* --- KeSetEvent(..., Wait = TRUE) ------------------------------------------------------------- */

static void
is_more_important(void *unused)
{
    SetOwnPriority(LOW_REALTIME_PRIORITY);
    Wait(&Event);
    Tell("high ");
    KeSetEvent(&Second, 0, FALSE);
}

static void
set_on_the_way_to_a_wait_switches_only_there(void **state)
{
    HANDLE thread;

    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    thread = sim_thread(is_more_important, NULL);
    sim_run_until_idle();
    KeSetEvent(&Event, 0, TRUE);
    Tell("low ");
    assert_nt_status(Wait(&Second), STATUS_SUCCESS);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    assert_story("low high ");
    sim_join(thread);
}

static void
set_without_that_switches_at_once(void **state)
{
    HANDLE thread;

    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    thread = sim_thread(is_more_important, NULL);
    sim_run_until_idle();
    KeSetEvent(&Event, 0, FALSE);
    Tell("low ");
    assert_nt_status(Wait(&Second), STATUS_SUCCESS);
    assert_story("high low ");
    sim_join(thread);
}

static void
set_at_dispatch_level_switches_when_the_irql_drops(void **state)
{
    HANDLE thread;
    KIRQL OldIrql;

    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    thread = sim_thread(is_more_important, NULL);
    sim_run_until_idle();
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    KeSetEvent(&Event, 0, FALSE);
    Tell("dispatch ");
    KeLowerIrql(OldIrql);
    Tell("passive");
    assert_story("dispatch high passive");
    sim_join(thread);
}

static void
may_not_be_set_above_dispatch_level(void **state)
{
    KIRQL OldIrql;

    KeInitializeEvent(&Event, SynchronizationEvent, FALSE);
    KeRaiseIrql(DISPATCH_LEVEL + 1, &OldIrql);
    assert_bugcheck(DRIVER_VIOLATION, KeSetEvent(&Event, 0, FALSE));
}

#define EVENT_TEST(f, ...) SIM_TEST(f, .before = ready, __VA_ARGS__)

SIM_TESTS(EVENT_TEST(tells_its_state_before),
          EVENT_TEST(for_notification_wakes_everybody_and_stays_set),
          EVENT_TEST(for_notification_wakes_everybody_and_stays_set, .cpus = 4,
                     .policy = SIM_RANDOM, .seeds = 5),
          EVENT_TEST(for_synchronization_wakes_one_and_is_reset),
          EVENT_TEST(for_synchronization_wakes_one_and_is_reset, .cpus = 4, .policy = SIM_RANDOM,
                     .seeds = 5),
          EVENT_TEST(for_synchronization_set_twice_wakes_one),
          EVENT_TEST(pulsed_wakes_all_who_wait_now),
          EVENT_TEST(pulsed_for_synchronization_wakes_one), EVENT_TEST(pulsed_for_nobody_is_lost),
          EVENT_TEST(set_on_the_way_to_a_wait_switches_only_there, .cpus = 1),
          EVENT_TEST(set_without_that_switches_at_once, .cpus = 1),
          EVENT_TEST(set_at_dispatch_level_switches_when_the_irql_drops, .cpus = 1),
          EVENT_TEST(may_not_be_set_above_dispatch_level))
