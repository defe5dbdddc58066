/*
 * samples/event/test_event.c - an event of the program, set by the driver
 *
 * Shows: virtual time, handles that a driver must refuse, and a program that closes its handles
 * before the driver is done with what they stand for.
 */
#include "test.h"

static BOOL
set_alarm(HANDLE alarm, HANDLE event, ULONG milliseconds)
{
    ALARM_SET set = {.Event = (ULONG_PTR)event, .Milliseconds = milliseconds};
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    BOOL done = DeviceIoControl(alarm, IOCTL_ALARM_SET, &set, sizeof set, NULL, 0, NULL, &o);
    DWORD error = GetLastError();

    assert_true(CloseHandle(o.hEvent));
    SetLastError(error);
    return done;
}

static void
is_set_when_the_time_is_over(void **state)
{
    HANDLE alarm = open_alarm(), event = CreateEventW(NULL, FALSE, FALSE, NULL);
    ULONG start = now_ms();

    assert_true(set_alarm(alarm, event, 3600 * 100)); // six minutes that nobody has to wait for
    assert_int_equal(WaitForSingleObject(event, 3600 * 100 - 2 * TICK_MS), WAIT_TIMEOUT);
    assert_int_equal(WaitForSingleObject(event, MINUTE_MS), WAIT_OBJECT_0);
    assert_in_range(now_ms() - start, 3600 * 100 - TICK_MS, 3600 * 100 + 2 * TICK_MS);
    assert_true(CloseHandle(event));
    assert_true(CloseHandle(alarm));
}

static void
are_set_in_the_order_of_their_times(void **state)
{
    HANDLE alarm = open_alarm(), events[3];

    for (int i = 0; i < 3; i++) {
        events[i] = CreateEventW(NULL, FALSE, FALSE, NULL);
        assert_true(set_alarm(alarm, events[i], 300 - 100 * (ULONG)i));
    }
    for (DWORD i = 0; i < 3; i++) {
        assert_int_equal(WaitForMultipleObjects(3, events, FALSE, MINUTE_MS), 2 - i);
    }
    for (int i = 0; i < 3; i++) {
        assert_true(CloseHandle(events[i]));
    }
    assert_true(CloseHandle(alarm));
}

/* --- handles ---------------------------------------------------------------------------------- */

static void
must_be_events_that_the_caller_may_set(void **state)
{
    HANDLE alarm = open_alarm(), event = CreateEventW(NULL, FALSE, FALSE, NULL), to_wait_for;

    assert_true(DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &to_wait_for,
                                0x00100000 /* SYNCHRONIZE */, FALSE, 0));
    assert_false(set_alarm(alarm, NULL, 1));
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
    assert_false(set_alarm(alarm, (HANDLE)(ULONG_PTR)0x12344, 1));
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
    assert_false(set_alarm(alarm, alarm, 1)); // a file's
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
    assert_false(set_alarm(alarm, to_wait_for, 1));
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    assert_true(set_alarm(alarm, event, 1));
    assert_int_equal(WaitForSingleObject(to_wait_for, MINUTE_MS), WAIT_OBJECT_0);
    assert_true(CloseHandle(to_wait_for));
    assert_true(CloseHandle(event));
    assert_true(CloseHandle(alarm));
}

/* The driver has a reference of its own: the handle may go. */
static void
may_be_closed_before_they_are_set(void **state)
{
    HANDLE alarm = open_alarm(), event = CreateEventW(NULL, FALSE, FALSE, NULL);

    assert_true(set_alarm(alarm, event, 50));
    assert_true(CloseHandle(event));
    Sleep(100);
    assert_true(CloseHandle(alarm));
}

static void
are_forgotten_when_the_device_is_closed(void **state)
{
    HANDLE alarm = open_alarm(), other = open_alarm(), event, kept;

    event = CreateEventW(NULL, FALSE, FALSE, NULL);
    kept = CreateEventW(NULL, FALSE, FALSE, NULL);
    assert_true(set_alarm(alarm, event, 50));
    assert_true(set_alarm(other, kept, 50));
    assert_true(CloseHandle(alarm));
    assert_int_equal(WaitForSingleObject(kept, MINUTE_MS), WAIT_OBJECT_0);
    assert_int_equal(WaitForSingleObject(event, 1000), WAIT_TIMEOUT);
    assert_true(CloseHandle(event));
    assert_true(CloseHandle(kept));
    assert_true(CloseHandle(other));
}

/* Closed around the moment at which the timer is up. */
static void
are_set_or_forgotten_but_never_lost(void **state)
{
    HANDLE events[4];

    for (ULONG i = 0; i < 4; i++) {
        HANDLE alarm = open_alarm();

        events[i] = CreateEventW(NULL, TRUE, FALSE, NULL);
        assert_true(set_alarm(alarm, events[i], 1 + i));
        sim_run_for(1000 * (uint64_t)sim_choose(32000));
        assert_true(CloseHandle(alarm));
    }
    for (int i = 0; i < 4; i++) {
        assert_true(CloseHandle(events[i]));
    }
}

static HANDLE closed_alarm, asked_event;

static void
asks_again_and_again(void *unused)
{
    for (int i = 0; i < 8; i++) {
        if (!set_alarm(closed_alarm, asked_event, MINUTE_MS)) {
            assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
        }
    }
}

/* A call that has begun when the last handle goes reaches the driver after IRP_MJ_CLEANUP. What it
   asks for must be forgotten with IRP_MJ_CLOSE, or the timer would outlive the driver. */
static void
are_forgotten_if_asked_for_while_the_device_is_closed(void **state)
{
    asked_event = CreateEventW(NULL, FALSE, FALSE, NULL);
    for (int i = 0; i < 4; i++) {
        HANDLE thread;

        closed_alarm = open_alarm();
        thread = sim_thread(asks_again_and_again, NULL);
        sim_run_for(100 * (uint64_t)sim_choose(200));
        assert_true(CloseHandle(closed_alarm));
        sim_join(thread);
    }
    assert_true(CloseHandle(asked_event));
}

SIM_TESTS(SIM_TEST(is_set_when_the_time_is_over, ALARM),
          SIM_TEST(are_set_in_the_order_of_their_times, ALARM, .cpus = 1),
          SIM_TEST(are_set_in_the_order_of_their_times, ALARM, .cpus = 4, SEEDS),
          SIM_TEST(must_be_events_that_the_caller_may_set, ALARM),
          SIM_TEST(may_be_closed_before_they_are_set, ALARM),
          SIM_TEST(are_forgotten_when_the_device_is_closed, ALARM),
          SIM_TEST(are_set_or_forgotten_but_never_lost, ALARM, .cpus = 1, SEEDS),
          SIM_TEST(are_set_or_forgotten_but_never_lost, ALARM, .cpus = 2, SEEDS),
          SIM_TEST(are_set_or_forgotten_but_never_lost, ALARM, .cpus = 4, SEEDS),
          SIM_TEST(are_forgotten_if_asked_for_while_the_device_is_closed, ALARM, .cpus = 1, SEEDS),
          SIM_TEST(are_forgotten_if_asked_for_while_the_device_is_closed, ALARM, .cpus = 2, SEEDS),
          SIM_TEST(are_forgotten_if_asked_for_while_the_device_is_closed, ALARM, .cpus = 4, SEEDS),
          SIM_TEST(are_set_or_forgotten_but_never_lost, ALARM, .cpus = 3, SCHEDULES))
