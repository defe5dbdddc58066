/*
 * core/test_look.c - code that makes no steps, and who hears of each place where others get in
 */
#include "core_test.h"

static int key;

static void
notes(unsigned vector)
{
    note("i");
}

/* --- held ------------------------------------------------------------------------------------- */

static void
is_held(void)
{
    hw_hold(true);
    hw_request(0, VECTOR);
    hw_event_add(100, note_event, NULL, 'e');
    hw_point();
    hw_stall(1000);
    hw_point();
    note("-");
    hw_hold(false);
    hw_point();
}

static void
nothing_comes_before_the_end(void)
{
    machine.service = notes;
    RUN(is_held);
    assert_string_equal(machine.story, "-ie");
}

static void
waits_by_spinning(void)
{
    hw_hold(true);
    hw_spin(&key, -1);
}

static void
waits_by_yielding(void)
{
    hw_hold(true);
    hw_yield();
}

static void
waits_by_running_another(void)
{
    static struct hw_context own, other;

    hw_hold(true);
    hw_cpu_run(&own, &other);
}

static void
a_wait_is_refused(void)
{
    RUN(waits_by_spinning);
    RUN(waits_by_yielding);
    RUN(waits_by_running_another);
    assert_string_equal(machine.story, "!!!");
}

static void
another_is_not_held(void)
{
    hw_request(0, VECTOR);
    hw_point();
}

static void
the_next_machine_is_not_held(void)
{
    machine.service = notes;
    RUN(waits_by_yielding);
    RUN(another_is_not_held);
    assert_string_equal(machine.story, "!i");
}

/* --- looked at -------------------------------------------------------------------------------- */

static void
is_looked_at(void)
{
    hw_look(true);
    hw_point(); // nobody gets in
    note("-");
    hw_request(0, VECTOR);
    hw_point();
    note("-");
    hw_event_add(100, note_event, NULL, 'e');
    hw_stall(200);
    hw_look(false);
    hw_request(0, VECTOR);
    hw_point();
}

static void
it_is_heard_before_an_interrupt_and_after_an_event(void)
{
    machine.service = notes; // during which the slice ends
    RUN(is_looked_at);
    assert_string_equal(machine.story, "-LiL-LeEi");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CORE_TEST(nothing_comes_before_the_end),
        CORE_TEST(a_wait_is_refused),
        CORE_TEST(the_next_machine_is_not_held),
        CORE_TEST(it_is_heard_before_an_interrupt_and_after_an_event),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
