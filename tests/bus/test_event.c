/*
 * tests/bus/test_event.c - a model's timers, and how long its work takes
 */
#include "bus_test.h"

struct clockwork {
    unsigned fired[SIM_TIMERS];
    uint64_t last_time;
    unsigned repeat; /* times that timer 0 starts itself again */
};

static void
clockwork_timer(struct sim_device *dev, unsigned n)
{
    struct clockwork *c = sim_device_state(dev);

    assert_false(sim_timer_running(dev, n));
    c->fired[n]++;
    c->last_time = sim_device_time(dev);
    if (n == 0 && c->repeat > 0) {
        c->repeat--;
        sim_timer_start(dev, 0, 100);
    }
}

static const struct sim_device_model clockwork = {.name = "clockwork",
                                                  .vendor = 1,
                                                  .device = 2,
                                                  .state_size = sizeof(struct clockwork),
                                                  .timer = clockwork_timer};
static const struct sim_device_model plain = {.name = "plain", .vendor = 1, .device = 2};

static void
a_timer_fires_once_when_it_is_due(void)
{
    struct sim_device *dev = sim_device_add(&clockwork, -1);
    struct clockwork *c = sim_device_state(dev);
    uint64_t start = hw_time();

    sim_timer_start(dev, 3, 500);
    assert_true(sim_timer_running(dev, 3));
    wait_ns(400);
    assert_int_equal(c->fired[3], 0);
    wait_ns(5000);
    assert_int_equal(c->fired[3], 1);
    assert_int_equal(c->last_time - start, 500);
    assert_false(sim_timer_running(dev, 3));
}

static void
starting_it_again_replaces_its_time(void)
{
    struct sim_device *dev = sim_device_add(&clockwork, -1);
    struct clockwork *c = sim_device_state(dev);
    uint64_t start = hw_time();

    sim_timer_start(dev, 1, 500);
    sim_timer_start(dev, 1, 2000);
    wait_ns(5000);
    assert_int_equal(c->fired[1], 1);
    assert_int_equal(c->last_time - start, 2000);
}

static void
a_stopped_timer_does_not_fire(void)
{
    struct sim_device *dev = sim_device_add(&clockwork, -1);
    struct clockwork *c = sim_device_state(dev);

    sim_timer_start(dev, 2, 500);
    assert_true(sim_timer_stop(dev, 2));
    assert_false(sim_timer_stop(dev, 2));
    wait_ns(5000);
    assert_int_equal(c->fired[2], 0);
}

static void
it_may_start_itself_again(void)
{
    struct sim_device *dev = sim_device_add(&clockwork, -1);
    struct clockwork *c = sim_device_state(dev);
    uint64_t start = hw_time();

    c->repeat = 9;
    sim_timer_start(dev, 0, 100);
    wait_ns(5000);
    assert_int_equal(c->fired[0], 10);
    assert_int_equal(c->last_time - start, 1000);
}

static void
timers_of_a_device_are_independent(void)
{
    struct sim_device *dev = sim_device_add(&clockwork, -1);
    struct clockwork *c = sim_device_state(dev);

    for (unsigned n = 0; n < SIM_TIMERS; n++) {
        sim_timer_start(dev, n, 100 * (n + 1));
    }
    sim_timer_stop(dev, 4);
    wait_ns(5000);
    for (unsigned n = 0; n < SIM_TIMERS; n++) {
        assert_int_equal(c->fired[n], n != 4);
    }
}

static void
a_reset_stops_them(void)
{
    struct sim_device *dev = sim_device_add(&clockwork, -1);
    struct clockwork *c = sim_device_state(dev);

    sim_timer_start(dev, 0, 500);
    sim_device_reset(dev);
    assert_false(sim_timer_running(dev, 0));
    wait_ns(5000);
    assert_int_equal(c->fired[0], 0);
}

static void
a_model_that_ignores_its_timer_is_left_alone(void)
{
    struct sim_device *dev = sim_device_add(&plain, -1);

    sim_timer_start(dev, 0, 10);
    wait_ns(5000);
    assert_false(sim_timer_running(dev, 0));
}

/* --- how long things take --------------------------------------------------------------------- */

static const struct sim_latency some_time = {100, 250, 1000};
static unsigned seen[1001];

static void
it_takes_the_typical_time(void)
{
    struct sim_device *dev = sim_device_add(&plain, -1);

    for (int i = 0; i < 100; i++) {
        assert_int_equal(sim_delay(dev, some_time), 250);
    }
}

static void
draw_many(void)
{
    struct sim_device *dev = sim_device_add(&plain, -1);

    for (int i = 0; i < 1000; i++) {
        uint64_t delay = sim_delay(dev, some_time);

        assert_in_range(delay, 100, 1000);
        seen[delay]++;
    }
    for (int i = 0; i < 10; i++) {
        assert_int_equal(sim_delay(dev, (struct sim_latency){7, 7, 7}), 7);
    }
}

static void
a_random_walk_tries_all_eight_times(void **state)
{
    memset(seen, 0, sizeof seen);
    machine_run(draw_many, HW_RANDOM, 42);
    for (uint64_t delay = 100; delay <= 1000; delay += 150) {
        assert_int_not_equal(seen[delay], 0);
    }
    assert_int_not_equal(seen[250], 0);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        MACHINE_TEST(a_timer_fires_once_when_it_is_due),
        MACHINE_TEST(starting_it_again_replaces_its_time),
        MACHINE_TEST(a_stopped_timer_does_not_fire),
        MACHINE_TEST(it_may_start_itself_again),
        MACHINE_TEST(timers_of_a_device_are_independent),
        MACHINE_TEST(a_reset_stops_them),
        MACHINE_TEST(a_model_that_ignores_its_timer_is_left_alone),
        MACHINE_TEST(it_takes_the_typical_time),
        cmocka_unit_test(a_random_walk_tries_all_eight_times),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
