/*
 * core/test_cpu.c - processors: whose turn it is, idling, spinning, stalling, and their clocks
 */
#include "core_test.h"

enum { STEPS = 40, SLACK_NS = 200, IPI_NS = 500, HOUR_S = 3600 };

static uint64_t clocks[HW_CPU_MAX], times[4];
static unsigned steps[HW_CPU_MAX];
static int key, other_key;

static void
start(void)
{
    memset(clocks, 0, sizeof clocks);
    memset(steps, 0, sizeof steps);
    memset(times, 0, sizeof times);
}

static void
spend(uint32_t ns)
{
    hw_spend(ns);
    hw_point();
    clocks[hw_now.cpu] = hw_time();
}

/* --- timed turns ------------------------------------------------------------------------------ */

static void
steps_of(uint32_t ns)
{
    unsigned own = hw_now.cpu;

    for (unsigned i = 0; i < STEPS; i++) {
        spend(ns);
        steps[own]++;
        for (unsigned other = 0; other < hw_cpu_count(); other++) {
            if (steps[other] < STEPS) { // it has its turn before others are this far ahead
                assert_true(hw_time() <= clocks[other] + 1000 + SLACK_NS);
            }
        }
    }
}

static void
steps_of_1000(void)
{
    steps_of(1000);
    while (steps[1] < STEPS || steps[2] < STEPS) {
        spend(1000);
    }
}

static void
steps_of_300(void)
{
    steps_of(300);
}

static void
the_earliest_clock_goes_next(void)
{
    start();
    machine.body[1] = steps_of_300;
    machine.body[2] = steps_of_300;
    RUN(steps_of_1000, .cpus = 3);
    for (unsigned i = 0; i < 3; i++) {
        assert_int_equal(steps[i], STEPS);
    }
}

static void
polls(void)
{
    while (key == 0) {
        hw_yield();
    }
    note("saw");
}

static void
sets_after_a_while(void)
{
    spend(20000);
    note("set ");
    key = 1;
    spend(0);
}

static void
a_polling_loop_ends(void)
{
    key = 0;
    machine.body[1] = sets_after_a_while;
    RUN(polls, .cpus = 2);
    assert_string_equal(machine.story, "set saw");
}

/* --- interleaved turns ------------------------------------------------------------------------ */

static void
notes_steps(void)
{
    char text[2] = {(char)('0' + hw_now.cpu)};

    for (unsigned i = 0; i < STEPS; i++) {
        note(text);
        spend(50);
    }
    steps[hw_now.cpu] = STEPS;
}

static void
notes_steps_to_the_end(void)
{
    notes_steps();
    while (steps[1] < STEPS || steps[2] < STEPS || steps[3] < STEPS) {
        spend(50);
    }
}

static void
random_walk(uint64_t seed, char *story)
{
    start();
    memset(&machine, 0, sizeof machine);
    for (unsigned i = 1; i < 4; i++) {
        machine.body[i] = notes_steps;
    }
    RUN(notes_steps_to_the_end, .cpus = 4, .policy = HW_RANDOM, .seed = seed);
    memcpy(story, machine.story, sizeof machine.story);
}

static void
a_random_walk_interleaves_as_its_seed_says(void)
{
    char first[sizeof machine.story], second[sizeof machine.story];

    random_walk(1, first);
    random_walk(1, second);
    assert_string_equal(first, second);
    assert_int_equal(strlen(first), 4 * STEPS);
    random_walk(2, second);
    assert_string_not_equal(first, second);
}

/* --- idling ----------------------------------------------------------------------------------- */

static void
request_vector(void *owner, uint64_t vector)
{
    hw_request(0, (unsigned)vector);
}

static void
idles_for_an_hour(void)
{
    uint64_t hour_ns = UINT64_C(1000000000) * HOUR_S;

    hw_event_add(hour_ns, request_vector, NULL, VECTOR);
    hw_idle();
    assert_int_equal(hw_time(), hour_ns);
    hw_point();
    assert_int_equal(machine.interrupts[VECTOR], 1);
    assert_int_equal(machine.interrupt_ns, hour_ns);
}

static void
when_all_are_idle_time_jumps_to_the_next_event(void)
{
    RUN(idles_for_an_hour, .cpus = 4);
}

static void
idles_with_a_mask(void)
{
    hw_now.priority = VECTOR >> 4;
    hw_event_add(1000, request_vector, NULL, VECTOR);
    hw_event_add(2000, request_vector, NULL, HIGHER);
    hw_idle();
    assert_int_equal(hw_time(), 2000);
    hw_now.priority = 15;
}

static void
a_masked_vector_does_not_end_idling(void)
{
    RUN(idles_with_a_mask);
}

static void
sends_an_ipi(void)
{
    spend(5000);
    times[0] = hw_time();
    hw_request(1, VECTOR);
    wait_ns(2000);
}

static void
an_idle_processor_wakes_for_an_ipi_a_moment_later(void)
{
    RUN(sends_an_ipi, .cpus = 2);
    assert_int_equal(machine.at_cpu[1], 1);
    assert_true(machine.interrupt_ns >= times[0] + IPI_NS);
    assert_true(machine.interrupt_ns <= times[0] + IPI_NS + SLACK_NS);
}

static void
wants_quiet(void)
{
    hw_want_quiet();
    hw_event_add(1000, request_vector, NULL, VECTOR);
    spend(100);
    assert_int_equal(machine.quiet, 0);
    hw_idle();
    assert_int_equal(machine.quiet, 1);
}

static void
quiet_is_told_once_before_time_jumps(void)
{
    RUN(wants_quiet, .cpus = 2);
    assert_int_equal(machine.quiet, 1);
}

static void
idles_for_ever(void)
{
    hw_idle();
    fail();
}

static void
without_any_event_the_machine_is_stuck(void)
{
    RUN(idles_for_ever, .cpus = 2);
    assert_int_equal(machine.stuck, 1);
}

/* --- spinning --------------------------------------------------------------------------------- */

static void
spins(void)
{
    hw_spin(&key, 0);
    times[1] = hw_time();
    note("spun ");
}

static void
wakes_after_a_while(void)
{
    spend(5000);
    hw_wake(&other_key);
    spend(5000);
    note("wake ");
    times[0] = hw_time();
    hw_wake(&key);
    wait_ns(2000);
}

static void
a_spinning_processor_goes_on_when_it_is_woken(void)
{
    start();
    machine.body[1] = spins;
    RUN(wakes_after_a_while, .cpus = 2);
    assert_string_equal(machine.story, "wake spun ");
    assert_true(times[1] >= times[0]);
}

static void
note_service(unsigned vector)
{
    note("interrupt ");
}

static void
interrupts_the_spinner(void)
{
    machine.service = note_service;
    spend(5000);
    hw_request(1, VECTOR);
    wait_ns(2000);
}

static void
a_spinning_processor_takes_interrupts_and_looks_again(void)
{
    machine.body[1] = spins;
    RUN(interrupts_the_spinner, .cpus = 2);
    assert_string_equal(machine.story, "interrupt spun ");
}

static void
spins_masked(void)
{
    hw_now.priority = 15;
    spins();
}

static void
a_masked_vector_does_not_end_spinning(void)
{
    machine.body[1] = spins_masked;
    RUN(interrupts_the_spinner, .cpus = 2);
    assert_string_equal(machine.story, "");
}

static void
spins_for_1(void)
{
    hw_spin(&key, 1);
    fail();
}

static void
spins_for_2(void)
{
    spend(1000);
    hw_spin(&other_key, 2);
    fail();
}

static void
a_ring_of_spinning_processors_is_told(void)
{
    machine.body[1] = spins_for_2;
    machine.body[2] = spins; // for processor 0
    RUN(spins_for_1, .cpus = 3);
    assert_int_equal(machine.cycles, 1);
}

static void
spins_for_nobody(void)
{
    hw_spin(&key, -1);
    note("spun ");
}

static void
spins_for_one_that_waits_for_nobody(void)
{
    hw_event_add(10000, request_vector, NULL, VECTOR);
    hw_spin(&other_key, 1);
}

static void
a_chain_without_a_ring_is_no_deadlock(void)
{
    machine.body[1] = spins_for_nobody;
    RUN(spins_for_one_that_waits_for_nobody, .cpus = 2);
    assert_int_equal(machine.cycles, 0);
}

/* --- stalling --------------------------------------------------------------------------------- */

static void
stalls(void)
{
    hw_event_add(300, request_vector, NULL, VECTOR);
    hw_stall(1000);
    times[0] = hw_time();
}

static void
an_interrupt_comes_in_the_midst_of_a_stall(void)
{
    RUN(stalls);
    assert_in_range(machine.interrupt_ns, 300, 302);
    assert_in_range(times[0], 1000 + INTERRUPT_NS, 1000 + INTERRUPT_NS + 2);
}

static void
stalls_masked(void)
{
    hw_now.priority = VECTOR >> 4;
    stalls();
}

static void
a_masked_interrupt_waits_for_the_end_of_the_stall(void)
{
    RUN(stalls_masked);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    assert_in_range(times[0], 1000, 1001);
}

static void
counts_until_stopped(void)
{
    for (;;) {
        spend(100);
        steps[hw_now.cpu]++;
    }
}

static void
stalls_long(void)
{
    hw_stall(10000);
}

static void
others_run_on_while_a_processor_stalls(void)
{
    start();
    machine.body[1] = counts_until_stopped;
    RUN(stalls_long, .cpus = 2);
    assert_in_range(steps[1], 95, 105);
}

/* --- a processor's clock interrupt ------------------------------------------------------------ */

static void
arms(void)
{
    hw_clock_arm(0, 1000, VECTOR);
    hw_clock_arm(0, 3000, VECTOR); // replaces
    wait_ns(2000);
    assert_int_equal(machine.interrupts[VECTOR], 0);
    wait_ns(2000);
    assert_int_equal(machine.interrupts[VECTOR], 1);
    assert_in_range(machine.interrupt_ns, 3000, 3002);
    hw_clock_arm(0, 5000, VECTOR);
    hw_clock_arm(0, UINT64_MAX, VECTOR);
    wait_ns(5000);
}

static void
a_clock_interrupts_once_at_the_last_time_set(void)
{
    RUN(arms);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

static void
arms_in_the_past(void)
{
    spend(5000);
    hw_clock_arm(0, 1000, VECTOR);
    wait_ns(100);
}

static void
a_clock_set_to_the_past_interrupts_at_once(void)
{
    RUN(arms_in_the_past);
    assert_int_equal(machine.interrupts[VECTOR], 1);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        CORE_TEST(the_earliest_clock_goes_next),
        CORE_TEST(a_polling_loop_ends),
        CORE_TEST(a_random_walk_interleaves_as_its_seed_says),
        CORE_TEST(when_all_are_idle_time_jumps_to_the_next_event),
        CORE_TEST(a_masked_vector_does_not_end_idling),
        CORE_TEST(an_idle_processor_wakes_for_an_ipi_a_moment_later),
        CORE_TEST(quiet_is_told_once_before_time_jumps),
        CORE_TEST(without_any_event_the_machine_is_stuck),
        CORE_TEST(a_spinning_processor_goes_on_when_it_is_woken),
        CORE_TEST(a_spinning_processor_takes_interrupts_and_looks_again),
        CORE_TEST(a_masked_vector_does_not_end_spinning),
        CORE_TEST(a_ring_of_spinning_processors_is_told),
        CORE_TEST(a_chain_without_a_ring_is_no_deadlock),
        CORE_TEST(an_interrupt_comes_in_the_midst_of_a_stall),
        CORE_TEST(a_masked_interrupt_waits_for_the_end_of_the_stall),
        CORE_TEST(others_run_on_while_a_processor_stalls),
        CORE_TEST(a_clock_interrupts_once_at_the_last_time_set),
        CORE_TEST(a_clock_set_to_the_past_interrupts_at_once),
    };

    return cmocka_run_group_tests_name("core/cpu", tests, NULL, NULL);
}
