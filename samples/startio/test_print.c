/*
 * samples/startio/test_print.c - printing, one request at a time, also when the printer misbehaves
 *
 * Shows: a device of the test's own, hardware that lies, a time-out of seconds that takes none.
 */
#include "test.h"

static void
prints(void **state)
{
    HANDLE printer = open_printer();
    struct request r;
    uint64_t start = sim_time_ns();

    start_print(&r, printer, "Hello, world");
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_int_equal(printed(&r), 12);
    assert_string_equal(paper(), "Hello, world");
    assert_in_range(sim_time_ns() - start, 12 * 100000, 2 * 12 * 100000 + 1000000);
    assert_true(WriteFile(printer, "", 0, NULL, &(OVERLAPPED){0}));
    assert_true(CloseHandle(printer));
}

static void
prints_in_the_order_of_arrival(void **state)
{
    HANDLE first = open_printer(), second = open_printer();
    struct request r[3];

    start_print(&r[0], first, "one ");
    start_print(&r[1], second, "two ");
    start_print(&r[2], first, "three");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(finish(&r[i]), STATUS_SUCCESS);
        for (int later = i + 1; later < 3; later++) {
            assert_false(HasOverlappedIoCompleted(&r[later].overlapped));
        }
    }
    assert_string_equal(paper(), "one two three");
    assert_true(CloseHandle(first));
    assert_true(CloseHandle(second));
}

/* --- a printer that misbehaves ---------------------------------------------------------------- */

/* The timer of the driver counts whole seconds: ten of them have begun. */
static void
gives_up_after_ten_seconds(void **state)
{
    HANDLE printer = open_printer();
    struct request stuck, next;
    uint64_t start = sim_time_ns();

    start_print(&stuck, printer, "stuck");
    start_print(&next, printer, "next");
    sim_device_lie(sim_device("printer", 0), SIM_LIE_LOST_INTERRUPTS, 1);
    assert_int_equal(finish(&stuck), STATUS_IO_TIMEOUT);
    assert_in_range((sim_time_ns() - start) / 1000000, 8900, 10100);
    assert_int_equal(finish(&next), STATUS_SUCCESS);
    assert_string_equal(paper() + strlen(paper()) - 4, "next");
    assert_true(CloseHandle(printer));
}

static void
survives_interrupts_without_a_cause(void **state)
{
    HANDLE printer = open_printer();
    struct request r;

    start_print(&r, printer, "0123456789");
    sim_device_lie(sim_device("printer", 0), SIM_LIE_SPURIOUS_INTERRUPTS, 50);
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_string_equal(paper(), "0123456789");
    assert_true(CloseHandle(printer));
}

static void
waits_for_interrupts_that_are_late(void **state)
{
    HANDLE printer = open_printer();
    struct request r;

    sim_device_lie(sim_device("printer", 0), SIM_LIE_LATE_INTERRUPTS, 3000000);
    start_print(&r, printer, "0123456789");
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_string_equal(paper(), "0123456789");
    assert_true(CloseHandle(printer));
}

/* --- many at once ----------------------------------------------------------------------------- */

static void
print_line(void *text)
{
    HANDLE printer = open_printer();

    for (int i = 0; i < 3; i++) {
        struct request r;

        start_print(&r, printer, text);
        assert_int_equal(finish(&r), STATUS_SUCCESS);
    }
    assert_true(CloseHandle(printer));
}

/* Lines are never mixed. */
static void
prints_for_several_threads(void **state)
{
    static char lines[3][5] = {"aaaa", "bbbb", "cccc"};
    HANDLE threads[3];

    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(print_line, lines[i]);
    }
    for (int i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(strlen(paper()), 36);
    for (int i = 0; i < 9; i++) {
        const char *line = paper() + 4 * i;

        assert_true(line[0] == line[1] && line[1] == line[2] && line[2] == line[3]);
    }
}

SIM_TESTS(SIM_TEST(prints, PRINTER, .cpus = 1), SIM_TEST(prints, PRINTER, .cpus = 4, SEEDS),
          SIM_TEST(prints_in_the_order_of_arrival, PRINTER),
          SIM_TEST(prints_in_the_order_of_arrival, PRINTER, .cpus = 2, SEEDS),
          SIM_TEST(gives_up_after_ten_seconds, PRINTER, .cpus = 2),
          SIM_TEST(gives_up_after_ten_seconds, PRINTER, .cpus = 4, SEEDS),
          SIM_TEST(survives_interrupts_without_a_cause, PRINTER, SEEDS),
          SIM_TEST(waits_for_interrupts_that_are_late, PRINTER, SEEDS),
          SIM_TEST(prints_for_several_threads, PRINTER, .cpus = 1, SEEDS),
          SIM_TEST(prints_for_several_threads, PRINTER, .cpus = 2, SEEDS),
          SIM_TEST(prints_for_several_threads, PRINTER, .cpus = 4, SEEDS),
          SIM_TEST(prints_for_several_threads, PRINTER, .cpus = 3, SCHEDULES))
