/*
 * core/test_clock.c - events: in which order, at which time, and that cancelled ones do not run
 */
#include "core_test.h"

enum { MANY = 120 };

static uint32_t handle;
static uint64_t due[MANY], ran[MANY];
static unsigned runs;

static void
add(uint64_t delay_ns, char letter)
{
    handle = hw_event_add(delay_ns, note_event, NULL, (uint64_t)letter);
}

/* --- order ------------------------------------------------------------------------------------ */

static void
adds_three(void)
{
    add(300, 'c');
    add(100, 'a');
    add(200, 'b');
    wait_ns(1000);
}

static void
events_run_in_order_of_time(void)
{
    RUN(adds_three);
    assert_string_equal(machine.story, "abc");
}

static void
adds_equals(void)
{
    for (char letter = 'a'; letter <= 'h'; letter++) {
        add(100, letter);
    }
    wait_ns(200);
}

static void
equal_times_run_in_order_of_adding(void)
{
    RUN(adds_equals);
    assert_string_equal(machine.story, "abcdefgh");
}

static void
sees_nothing_before_its_time(void)
{
    add(1000, 'a');
    wait_ns(500);
    note("-");
    wait_ns(500);
}

static void
an_event_does_not_run_early(void)
{
    RUN(sees_nothing_before_its_time);
    assert_string_equal(machine.story, "-a");
}

/* Any times, a third of them cancelled: the heap keeps its order. */
static void
note_time(void *owner, uint64_t i)
{
    assert_int_equal(hw_time(), due[i]);
    ran[runs++] = due[i];
}

static void
adds_many(void)
{
    uint32_t handles[MANY];

    runs = 0;
    for (unsigned i = 0; i < MANY; i++) {
        due[i] = 1 + i * 7919u % 1000;
        handles[i] = hw_event_add(due[i], note_time, NULL, i);
    }
    for (unsigned i = 0; i < MANY; i += 3) {
        assert_true(hw_event_cancel(handles[i]));
    }
    wait_ns(2000);
}

static void
many_events_run_in_order_though_some_are_cancelled(void)
{
    RUN(adds_many);
    assert_int_equal(runs, MANY - (MANY + 2) / 3);
    for (unsigned i = 1; i < runs; i++) {
        assert_true(ran[i - 1] <= ran[i]);
    }
}

/* --- cancelling ------------------------------------------------------------------------------- */

static void
cancels(void)
{
    add(100, 'a');
    assert_true(hw_event_cancel(handle));
    assert_false(hw_event_cancel(handle));
    wait_ns(200);
}

static void
a_cancelled_event_does_not_run(void)
{
    RUN(cancels);
    assert_string_equal(machine.story, "");
}

static void
cancels_too_late(void)
{
    uint32_t first;

    add(100, 'a');
    first = handle;
    wait_ns(200);
    add(100, 'b'); // has the place of the first
    assert_false(hw_event_cancel(first));
    assert_false(hw_event_cancel(0));
    wait_ns(200);
}

static void
the_handle_of_an_event_that_ran_cancels_nothing(void)
{
    RUN(cancels_too_late);
    assert_string_equal(machine.story, "ab");
}

/* --- events about events ---------------------------------------------------------------------- */

static void
add_two_more(void *owner, uint64_t argument)
{
    note("1");
    add(0, '2');
    add(100, '3');
}

static void
adds_an_adder(void)
{
    hw_event_add(100, add_two_more, NULL, 0);
    add(100, 'a');
    wait_ns(500);
}

static void
an_event_may_add_events(void)
{
    RUN(adds_an_adder);
    assert_string_equal(machine.story, "1a23");
}

static void
cancel_handle(void *owner, uint64_t argument)
{
    assert_true(hw_event_cancel(handle));
}

static void
adds_a_canceller(void)
{
    hw_event_add(100, cancel_handle, NULL, 0);
    add(100, 'a');
    wait_ns(500);
}

static void
an_event_may_cancel_another_that_is_due(void)
{
    RUN(adds_a_canceller);
    assert_string_equal(machine.story, "");
}

static void
check_time(void *owner, uint64_t expected)
{
    assert_int_equal(hw_time(), expected);
    note("t");
}

static void
is_late_for_its_events(void)
{
    hw_event_add(1000, check_time, NULL, hw_time() + 1000);
    hw_event_add(1500, check_time, NULL, hw_time() + 1500);
    hw_spend(5000);
    hw_point();
    assert_true(hw_time() >= 5000);
}

static void
an_event_sees_its_own_time_however_late_the_processor_is(void)
{
    RUN(is_late_for_its_events);
    assert_string_equal(machine.story, "tt");
}

static void
next(void *letter)
{
    note(letter);
}

static void
adds_a_call(void)
{
    assert_int_not_equal(hw_call_at(100, next, "x"), 0);
    wait_ns(200);
}

static void
a_call_gets_its_argument(void)
{
    RUN(adds_a_call);
    assert_string_equal(machine.story, "x");
}

static void
leaves_an_event(void)
{
    add(100, 'a');
}

static void
waits(void)
{
    assert_int_equal(hw_time(), 0);
    wait_ns(1000);
}

static void
power_on_forgets_events_and_time(void)
{
    RUN(leaves_an_event);
    RUN(waits);
    assert_string_equal(machine.story, "");
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        CORE_TEST(events_run_in_order_of_time),
        CORE_TEST(equal_times_run_in_order_of_adding),
        CORE_TEST(an_event_does_not_run_early),
        CORE_TEST(many_events_run_in_order_though_some_are_cancelled),
        CORE_TEST(a_cancelled_event_does_not_run),
        CORE_TEST(the_handle_of_an_event_that_ran_cancels_nothing),
        CORE_TEST(an_event_may_add_events),
        CORE_TEST(an_event_may_cancel_another_that_is_due),
        CORE_TEST(an_event_sees_its_own_time_however_late_the_processor_is),
        CORE_TEST(a_call_gets_its_argument),
        CORE_TEST(power_on_forgets_events_and_time),
    };

    return cmocka_run_group_tests_name("core/clock", tests, NULL, NULL);
}
