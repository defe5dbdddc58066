/*
 * samples/event/test_wait.c - a request that the driver keeps until the time is over
 *
 * Shows: several requests of one handle in flight, the order in which they end, and three who want
 * to end the same one: the timer, CancelIoEx, and CloseHandle.
 */
#include "test.h"

struct wait {
    OVERLAPPED overlapped;
    ULONG milliseconds;
};

static void
start_wait(struct wait *w, HANDLE alarm, ULONG milliseconds)
{
    *w = (struct wait){.milliseconds = milliseconds};
    w->overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    assert_false(DeviceIoControl(alarm, IOCTL_ALARM_WAIT, &w->milliseconds, sizeof w->milliseconds,
                                 NULL, 0, NULL, &w->overlapped));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

static NTSTATUS
finish(struct wait *w)
{
    assert_int_equal(WaitForSingleObject(w->overlapped.hEvent, 60 * MINUTE_MS), WAIT_OBJECT_0);
    assert_true(CloseHandle(w->overlapped.hEvent));
    return (NTSTATUS)w->overlapped.Internal;
}

static void
ends_when_the_time_is_over(void **state)
{
    HANDLE alarm = open_alarm();
    ULONG start = now_ms();
    struct wait w;

    start_wait(&w, alarm, 10 * MINUTE_MS);
    assert_int_equal(finish(&w), STATUS_SUCCESS);
    assert_int_equal(w.overlapped.InternalHigh, 0);
    assert_in_range(now_ms() - start, 10 * MINUTE_MS - TICK_MS, 10 * MINUTE_MS + 2 * TICK_MS);
    assert_true(CloseHandle(alarm));
}

static void
ends_in_the_order_of_the_times(void **state)
{
    HANDLE alarm = open_alarm();
    struct wait w[3];

    start_wait(&w[0], alarm, 300);
    start_wait(&w[1], alarm, 100);
    start_wait(&w[2], alarm, 200);
    assert_int_equal(finish(&w[1]), STATUS_SUCCESS);
    assert_false(HasOverlappedIoCompleted(&w[2].overlapped));
    assert_int_equal(finish(&w[2]), STATUS_SUCCESS);
    assert_false(HasOverlappedIoCompleted(&w[0].overlapped));
    assert_int_equal(finish(&w[0]), STATUS_SUCCESS);
    assert_true(CloseHandle(alarm));
}

static void
needs_exactly_a_number(void **state)
{
    HANDLE alarm = open_alarm();
    OVERLAPPED o = {0};
    ULONG number[2] = {1, 1};

    assert_false(DeviceIoControl(alarm, IOCTL_ALARM_WAIT, number, 3, NULL, 0, NULL, &o));
    assert_int_equal(GetLastError(), ERROR_BAD_LENGTH);
    assert_false(DeviceIoControl(alarm, IOCTL_ALARM_WAIT, number, 8, NULL, 0, NULL, &o));
    assert_int_equal(GetLastError(), ERROR_BAD_LENGTH);
    assert_true(CloseHandle(alarm));
}

static void
can_be_cancelled(void **state)
{
    HANDLE alarm = open_alarm();
    struct wait w[2];

    start_wait(&w[0], alarm, MINUTE_MS);
    start_wait(&w[1], alarm, 100);
    assert_true(CancelIoEx(alarm, &w[0].overlapped));
    assert_int_equal(finish(&w[0]), STATUS_CANCELLED);
    assert_int_equal(finish(&w[1]), STATUS_SUCCESS);
    assert_true(CloseHandle(alarm));
}

static void
is_cancelled_when_the_handle_is_closed(void **state)
{
    HANDLE closed = open_alarm(), open = open_alarm();
    struct wait w[2], other;

    start_wait(&w[0], closed, MINUTE_MS);
    start_wait(&w[1], closed, 2 * MINUTE_MS);
    start_wait(&other, open, 100);
    assert_true(CloseHandle(closed));
    assert_int_equal(finish(&w[0]), STATUS_CANCELLED);
    assert_int_equal(finish(&w[1]), STATUS_CANCELLED);
    assert_int_equal(finish(&other), STATUS_SUCCESS);
    assert_true(CloseHandle(open));
}

/* --- all at once ------------------------------------------------------------------------------ */

struct canceller {
    HANDLE alarm;
    struct wait *wait;
    uint64_t delay_ns;
};

static void
cancel_later(void *argument)
{
    struct canceller *c = argument;

    sim_run_for(c->delay_ns);
    CancelIoEx(c->alarm, &c->wait->overlapped);
}

static void
ends_once_whoever_ends_it(void **state)
{
    for (int i = 0; i < 3; i++) {
        HANDLE alarm = open_alarm(), thread;
        struct wait w;
        struct canceller c = {alarm, &w, 1000 * (uint64_t)sim_choose(32000)};
        NTSTATUS status;

        start_wait(&w, alarm, 10);
        thread = sim_thread(cancel_later, &c);
        sim_run_for(1000 * (uint64_t)sim_choose(32000));
        assert_true(CloseHandle(alarm));
        status = finish(&w);
        assert_true(status == STATUS_SUCCESS || status == STATUS_CANCELLED);
        sim_join(thread);
    }
}

/* The cancel routine is on its way, and the file is closed before it comes. */
static void
is_cancelled_and_closed_at_the_same_time(void **state)
{
    for (int i = 0; i < 8; i++) {
        HANDLE alarm = open_alarm(), thread;
        struct wait w;
        struct canceller c = {alarm, &w, 0};

        start_wait(&w, alarm, MINUTE_MS);
        thread = sim_thread(cancel_later, &c);
        sim_run_for(500 * (uint64_t)sim_choose(40));
        assert_true(CloseHandle(alarm));
        assert_int_equal(finish(&w), STATUS_CANCELLED);
        sim_join(thread);
    }
}

static HANDLE closed_alarm;

/* Each is ended by the driver, or was never begun. */
static void
waits_until_it_is_closed(void *unused)
{
    BOOL asked = TRUE;

    while (asked) {
        struct wait w = {.milliseconds = 20};
        NTSTATUS status;

        w.overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
        asked = DeviceIoControl(closed_alarm, IOCTL_ALARM_WAIT, &w.milliseconds,
                                sizeof w.milliseconds, NULL, 0, NULL, &w.overlapped) ||
                GetLastError() == ERROR_IO_PENDING;
        if (asked) {
            status = finish(&w);
            assert_true(status == STATUS_SUCCESS || status == STATUS_CANCELLED);
        } else {
            assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
            assert_true(CloseHandle(w.overlapped.hEvent));
        }
    }
}

static void
ends_if_asked_for_while_the_handle_is_closed(void **state)
{
    for (int i = 0; i < 4; i++) {
        HANDLE thread;

        closed_alarm = open_alarm();
        thread = sim_thread(waits_until_it_is_closed, NULL);
        sim_run_for(100 * (uint64_t)sim_choose(200));
        assert_true(CloseHandle(closed_alarm));
        sim_join(thread);
    }
}

SIM_TESTS(SIM_TEST(ends_when_the_time_is_over, ALARM),
          SIM_TEST(ends_in_the_order_of_the_times, ALARM, .cpus = 1),
          SIM_TEST(ends_in_the_order_of_the_times, ALARM, .cpus = 4, SEEDS),
          SIM_TEST(needs_exactly_a_number, ALARM), SIM_TEST(can_be_cancelled, ALARM),
          SIM_TEST(can_be_cancelled, ALARM, .cpus = 4, SEEDS),
          SIM_TEST(is_cancelled_when_the_handle_is_closed, ALARM, .cpus = 2, SEEDS),
          SIM_TEST(ends_once_whoever_ends_it, ALARM, .cpus = 1, SEEDS),
          SIM_TEST(ends_once_whoever_ends_it, ALARM, .cpus = 2, SEEDS),
          SIM_TEST(ends_once_whoever_ends_it, ALARM, .cpus = 4, SEEDS),
          SIM_TEST(is_cancelled_and_closed_at_the_same_time, ALARM, .cpus = 2, SEEDS),
          SIM_TEST(is_cancelled_and_closed_at_the_same_time, ALARM, .cpus = 4, SEEDS),
          SIM_TEST(ends_if_asked_for_while_the_handle_is_closed, ALARM, .cpus = 2, SEEDS),
          SIM_TEST(ends_if_asked_for_while_the_handle_is_closed, ALARM, .cpus = 4, SEEDS),
          SIM_TEST(ends_once_whoever_ends_it, ALARM, .cpus = 3, SCHEDULES),
          SIM_TEST(is_cancelled_and_closed_at_the_same_time, ALARM, .cpus = 3, SCHEDULES))
