/*
 * core/test_intc.c - interrupt lines and messages, and the order in which a processor takes them
 */
#include "core_test.h"

enum { LINE = 7, SOURCE = 3, OTHER_SOURCE = 60 };

static void
route(enum hw_trigger trigger)
{
    static const uint16_t processor_0 = 0;

    hw_line_route(LINE, VECTOR, trigger, &processor_0, 1);
}

static void
drive(bool asserted)
{
    hw_line_assert(LINE, SOURCE, asserted);
}

static void
rise(void)
{
    drive(false);
    drive(true);
}

static void
release_the_third_time(unsigned vector)
{
    if (machine.interrupts[VECTOR] == 3) {
        drive(false);
    }
}

static void
release(unsigned vector)
{
    drive(false);
}

static void
no_longer(void)
{
    assert_false(hw_is_requested(0, VECTOR));
}

/* --- level ------------------------------------------------------------------------------------ */

static void
asserts_a_level(void)
{
    machine.service = release_the_third_time;
    route(HW_LEVEL);
    drive(true);
    wait_ns(2000);
    no_longer();
}

static void
a_level_interrupts_again_until_it_is_released(void)
{
    RUN(asserts_a_level);
    assert_int_equal(machine.interrupts[VECTOR], 3);
}

static void
bounce(unsigned vector)
{
    rise();
    rise();
    drive(false);
}

static void
asserts_and_bounces(void)
{
    machine.service = bounce;
    route(HW_LEVEL);
    drive(true);
    wait_ns(2000);
}

static void
a_level_in_service_is_not_requested_again(void)
{
    RUN(asserts_and_bounces);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
release_one_after_the_other(unsigned vector)
{
    hw_line_assert(LINE, machine.interrupts[VECTOR] == 1 ? SOURCE : OTHER_SOURCE, false);
}

static void
shares_a_level(void)
{
    machine.service = release_one_after_the_other;
    route(HW_LEVEL);
    hw_line_assert(LINE, OTHER_SOURCE, true);
    drive(true);
    wait_ns(2000);
}

static void
a_level_is_asserted_while_any_source_asserts_it(void)
{
    RUN(shares_a_level);
    assert_int_equal(machine.interrupts[VECTOR], 2);
}

static void
masks_a_level(void)
{
    machine.service = release;
    route(HW_LEVEL);
    hw_line_mask(LINE, true);
    drive(true);
    wait_ns(500);
    no_longer();
    hw_line_mask(LINE, false);
    wait_ns(500);
    assert_int_equal(machine.interrupts[VECTOR], 1);
    hw_line_mask(LINE, true);
    drive(true);
    drive(false);
    hw_line_mask(LINE, false);
    wait_ns(500);
}

static void
a_masked_level_interrupts_when_unmasked_if_still_asserted(void)
{
    RUN(masks_a_level);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
ends_another(void)
{
    route(HW_LEVEL);
    hw_now.priority = 15;
    drive(true);
    hw_withdraw(0, VECTOR); // as if it were in service
    hw_end_of_interrupt(VECTOR + 1);
    no_longer();
    hw_end_of_interrupt(VECTOR);
    assert_true(hw_is_requested(0, VECTOR));
}

static void
the_end_of_another_vector_is_not_the_end(void)
{
    RUN(ends_another);
}

/* --- edge ------------------------------------------------------------------------------------- */

static void
rises_and_stays(void)
{
    route(HW_EDGE);
    drive(true);
    wait_ns(2000);
    drive(true);
    wait_ns(2000);
    assert_int_equal(machine.interrupts[VECTOR], 1);
    rise();
    wait_ns(2000);
}

static void
an_edge_interrupts_once_for_each_rise(void)
{
    RUN(rises_and_stays);
    assert_int_equal(machine.interrupts[VECTOR], 2);
}

static void
rises_under_a_high_level(void)
{
    route(HW_EDGE);
    hw_line_assert(LINE, OTHER_SOURCE, true);
    wait_ns(500);
    drive(true);
    wait_ns(500);
}

static void
an_edge_needs_a_line_that_was_low(void)
{
    RUN(rises_under_a_high_level);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
rise_once_more(unsigned vector)
{
    if (machine.interrupts[VECTOR] == 1) {
        rise();
        rise();
    }
}

static void
rises_in_service(void)
{
    machine.service = rise_once_more;
    route(HW_EDGE);
    drive(true);
    wait_ns(2000);
}

static void
edges_in_service_interrupt_once_more(void)
{
    RUN(rises_in_service);
    assert_int_equal(machine.interrupts[VECTOR], 2);
}

static void
masks_an_edge(void)
{
    route(HW_EDGE);
    hw_line_mask(LINE, true);
    rise();
    rise();
    drive(false);
    wait_ns(500);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    hw_line_mask(LINE, false);
    wait_ns(500);
    hw_line_mask(LINE, true);
    hw_line_mask(LINE, false);
    wait_ns(500);
}

static void
masked_edges_wait_and_interrupt_once(void)
{
    RUN(masks_an_edge);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
rises_before_it_has_a_vector(void)
{
    drive(true);
    wait_ns(500);
    route(HW_EDGE);
    wait_ns(500);
}

static void
an_edge_waits_for_its_route(void)
{
    RUN(rises_before_it_has_a_vector);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

/* --- messages --------------------------------------------------------------------------------- */

static void
send(unsigned vector, unsigned cpu)
{
    uint64_t address;
    uint32_t data;

    hw_message_compose(vector, cpu, &address, &data);
    hw_message_write(address, data);
}

static void
sends(void)
{
    send(VECTOR, 0);
    send(HIGHER, 1);
    wait_ns(3000);
}

static void
a_message_arrives_as_its_vector_at_its_processor(void)
{
    RUN(sends, .cpus = 2);
    assert_int_equal(machine.interrupts[VECTOR], 1);
    assert_int_equal(machine.interrupts[HIGHER], 1);
    assert_int_equal(machine.at_cpu[0], 1);
    assert_int_equal(machine.at_cpu[1], 1);
}

static void
sends_nonsense(void)
{
    send(3, 0);
    send(VECTOR, 5);
    wait_ns(3000);
}

static void
messages_to_nobody_and_of_reserved_vectors_are_lost(void)
{
    RUN(sends_nonsense, .cpus = 2);
    assert_int_equal(machine.at_cpu[0] + machine.at_cpu[1], 0);
}

/* --- targets ---------------------------------------------------------------------------------- */

static void
interrupts_often(void)
{
    static const uint16_t all[] = {2, 0, 1};

    hw_line_route(LINE, VECTOR, HW_EDGE, all, 3);
    for (unsigned i = 1; i <= 60; i++) {
        rise();
        while (machine.interrupts[VECTOR] < i) {
            wait_ns(100);
        }
    }
}

static void
in_a_timed_run_the_lowest_target_gets_all(void)
{
    RUN(interrupts_often, .cpus = 3);
    assert_int_equal(machine.at_cpu[0], 60);
}

static void
in_a_random_walk_every_target_gets_some(void)
{
    RUN(interrupts_often, .cpus = 3, .policy = HW_RANDOM, .seed = 1);
    for (unsigned i = 0; i < 3; i++) {
        assert_true(machine.at_cpu[i] >= 5);
    }
}

/* --- a processor and its mask ----------------------------------------------------------------- */

static void
note_vector(unsigned vector)
{
    char text[4];

    snprintf(text, sizeof text, "%02X ", vector);
    note(text);
}

static void
requests_three(void)
{
    machine.service = note_vector;
    hw_now.priority = 15;
    hw_request(0, 0x31);
    hw_request(0, 0x92);
    hw_request(0, 0x91);
    hw_request(0, 0x91); // merges
    hw_point();
    note("| ");
    hw_now.priority = 3;
    hw_point();
    note("| ");
    hw_now.priority = 0;
    hw_point();
}

static void
vectors_above_the_mask_come_highest_first(void)
{
    RUN(requests_three);
    assert_string_equal(machine.story, "| 92 91 | 31 ");
}

static void
nest(unsigned vector)
{
    note_vector(vector);
    if (vector == VECTOR) {
        hw_request(0, VECTOR + 1); // of the same class: waits
        hw_request(0, HIGHER);
        hw_point();
        note("end ");
    }
}

static void
requests_in_service(void)
{
    machine.service = nest;
    hw_request(0, VECTOR);
    hw_point();
}

static void
a_higher_class_interrupts_the_service_of_a_lower_one(void)
{
    RUN(requests_in_service);
    assert_string_equal(machine.story, "51 91 end 52 ");
}

static void
withdraws(void)
{
    hw_now.priority = 15;
    hw_request(0, VECTOR);
    hw_request(0, HIGHER);
    hw_withdraw(0, HIGHER);
    assert_int_equal(hw_now.pending, VECTOR >> 4);
    hw_now.priority = 0;
    hw_point();
}

static void
a_withdrawn_request_does_not_come(void)
{
    RUN(withdraws);
    assert_int_equal(machine.interrupts[HIGHER], 0);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        CORE_TEST(a_level_interrupts_again_until_it_is_released),
        CORE_TEST(a_level_in_service_is_not_requested_again),
        CORE_TEST(a_level_is_asserted_while_any_source_asserts_it),
        CORE_TEST(a_masked_level_interrupts_when_unmasked_if_still_asserted),
        CORE_TEST(the_end_of_another_vector_is_not_the_end),
        CORE_TEST(an_edge_interrupts_once_for_each_rise),
        CORE_TEST(an_edge_needs_a_line_that_was_low),
        CORE_TEST(edges_in_service_interrupt_once_more),
        CORE_TEST(masked_edges_wait_and_interrupt_once),
        CORE_TEST(an_edge_waits_for_its_route),
        CORE_TEST(a_message_arrives_as_its_vector_at_its_processor),
        CORE_TEST(messages_to_nobody_and_of_reserved_vectors_are_lost),
        CORE_TEST(in_a_timed_run_the_lowest_target_gets_all),
        CORE_TEST(in_a_random_walk_every_target_gets_some),
        CORE_TEST(vectors_above_the_mask_come_highest_first),
        CORE_TEST(a_higher_class_interrupts_the_service_of_a_lower_one),
        CORE_TEST(a_withdrawn_request_does_not_come),
    };

    return cmocka_run_group_tests_name("core/intc", tests, NULL, NULL);
}
