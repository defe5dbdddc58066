/*
 * samples/cancelq/test_order.c - who gets which reading, and when
 *
 * Shows: the order of completion, time that passes exactly, several threads under many seeds, and
 * that a driver which has nothing to do does nothing.
 */
#include "test.h"

static void
serves_in_the_order_of_arrival(void **state)
{
    HANDLE first = open_meter(), second = open_meter();
    struct reading r[6];

    for (int i = 0; i < 6; i++) {
        start_read(&r[i], i % 2 ? first : second);
    }
    for (ULONG i = 0; i < 6; i++) {
        assert_int_equal(finish(&r[i]), STATUS_SUCCESS);
        assert_int_equal(r[i].value, i);
        for (ULONG later = i + 1; later < 6; later++) {
            assert_false(HasOverlappedIoCompleted(&r[later].overlapped));
        }
    }
    assert_true(CloseHandle(first));
    assert_true(CloseHandle(second));
}

/* A wait of 100 ms ends with a clock tick, and those are 15.625 ms apart. */
static void
takes_a_period_for_each(void **state)
{
    HANDLE meter = open_meter();
    uint64_t start = sim_time_ns();
    struct reading r[10];

    for (int i = 0; i < 10; i++) {
        start_read(&r[i], meter);
    }
    for (int i = 0; i < 10; i++) {
        assert_int_equal(finish(&r[i]), STATUS_SUCCESS);
    }
    assert_in_range((sim_time_ns() - start) / 1000000, 10 * PERIOD_MS - 16, 10 * (PERIOD_MS + 16));
    assert_true(CloseHandle(meter));
}

static void
needs_room_for_a_reading(void **state)
{
    HANDLE meter = open_meter();
    OVERLAPPED o = {0};
    char small[3];

    assert_false(ReadFile(meter, small, sizeof small, NULL, &o));
    assert_int_equal(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    assert_true(CloseHandle(meter));
}

/* Nobody waits: the thread sleeps, too, however much time passes. */
static void
sleeps_while_nobody_waits(void **state)
{
    HANDLE meter = open_meter();
    struct reading r;
    uint64_t switches = 0;

    start_read(&r, meter);
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    Sleep(1000);
    for (unsigned i = 0; i < sim_cpu_count(); i++) {
        switches -= sim_statistics(i).context_switches;
    }
    Sleep(MINUTE_MS);
    for (unsigned i = 0; i < sim_cpu_count(); i++) {
        switches += sim_statistics(i).context_switches;
    }
    assert_true(switches < 10); // polling would be hundreds
    assert_true(CloseHandle(meter));
}

static void
read_three(void *values)
{
    HANDLE meter = open_meter();

    for (int i = 0; i < 3; i++) {
        struct reading r;

        start_read(&r, meter);
        assert_int_equal(finish(&r), STATUS_SUCCESS);
        ((ULONG *)values)[i] = r.value;
    }
    assert_true(CloseHandle(meter));
}

/* Each reading goes to one of them, and to each of them in ascending order. */
static void
gives_each_reading_once(void **state)
{
    ULONG values[3][3];
    HANDLE threads[3];
    unsigned seen = 0;

    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(read_three, values[i]);
    }
    for (int i = 0; i < 3; i++) {
        sim_join(threads[i]);
        assert_true(values[i][0] < values[i][1] && values[i][1] < values[i][2]);
        seen |= 1u << values[i][0] | 1u << values[i][1] | 1u << values[i][2];
    }
    assert_int_equal(seen, 0x1FF);
}

SIM_TESTS(SIM_TEST(serves_in_the_order_of_arrival, METER, .cpus = 1),
          SIM_TEST(serves_in_the_order_of_arrival, METER, .cpus = 4, SEEDS),
          SIM_TEST(takes_a_period_for_each, METER), SIM_TEST(needs_room_for_a_reading, METER),
          SIM_TEST(sleeps_while_nobody_waits, METER),
          SIM_TEST(gives_each_reading_once, METER, .cpus = 1, SEEDS),
          SIM_TEST(gives_each_reading_once, METER, .cpus = 2, SEEDS),
          SIM_TEST(gives_each_reading_once, METER, .cpus = 4, SEEDS),
          SIM_TEST(gives_each_reading_once, METER, .cpus = 3, SCHEDULES))
