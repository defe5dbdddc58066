/*
 * samples/startio/test_cancel.c - cancelling what waits, what is about to start, what is printed
 *
 * Shows: the race that StartIo's comparison with CurrentIrp is there for, found by seeds.
 */
#include "test.h"

static void
cancels_a_request_that_waits(void **state)
{
    HANDLE printer = open_printer();
    struct request r[3];

    start_print(&r[0], printer, "one ");
    start_print(&r[1], printer, "two ");
    start_print(&r[2], printer, "three");
    assert_true(CancelIoEx(printer, &r[1].overlapped));
    assert_int_equal(finish(&r[1]), STATUS_CANCELLED);
    assert_int_equal(printed(&r[1]), 0);
    assert_int_equal(finish(&r[0]), STATUS_SUCCESS);
    assert_int_equal(finish(&r[2]), STATUS_SUCCESS);
    assert_string_equal(paper(), "one three");
    assert_true(CloseHandle(printer));
}

/* It has no cancel routine any more. The driver looks whether it is cancelled after each character,
   so it ends soon, and says how much is printed. */
static void
cancels_the_request_that_is_printed(void **state)
{
    HANDLE printer = open_printer();
    struct request r;

    start_print(&r, printer, "0123456789");
    sim_run_for(350000); // the fourth character
    CancelIoEx(printer, &r.overlapped);
    assert_int_equal(finish(&r), STATUS_CANCELLED);
    assert_int_equal(printed(&r), 4);
    assert_string_equal(paper(), "0123");
    assert_true(CloseHandle(printer));
}

static void
cancels_all_when_the_handle_is_closed(void **state)
{
    HANDLE closed = open_printer(), open = open_printer();
    struct request mine[3], other;

    start_print(&mine[0], closed, "0123456789");
    start_print(&mine[1], closed, "mine");
    start_print(&other, open, "other");
    start_print(&mine[2], closed, "mine");
    assert_true(CloseHandle(closed));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(finish(&mine[i]), STATUS_CANCELLED);
    }
    assert_int_equal(finish(&other), STATUS_SUCCESS);
    assert_string_equal(paper() + printed(&mine[0]), "other");
    assert_true(CloseHandle(open));
}

/* --- at any moment ---------------------------------------------------------------------------- */

struct canceller {
    HANDLE printer;
    struct request *request;
};

static void
cancel(void *argument)
{
    struct canceller *c = argument;

    CancelIoEx(c->printer, &c->request->overlapped);
}

/* The next request becomes current while it is cancelled. Each ends once, nothing of a cancelled
   one is printed that it does not own up to, and the queue goes on. */
static void
cancels_while_the_request_becomes_current(void **state)
{
    HANDLE printer = open_printer();
    size_t expected = 0;

    printer_set_speed(sim_device("printer", 0), 2000);
    for (int i = 0; i < 4; i++) {
        struct request r[3];
        struct canceller c = {printer, &r[1]};
        HANDLE thread = NULL;

        for (int k = 0; k < 3; k++) {
            start_print(&r[k], printer, "x");
            if (k == 1) {
                thread = sim_thread(cancel, &c);
            }
        }
        for (int k = 0; k < 3; k++) {
            NTSTATUS status = finish(&r[k]);

            assert_true(status == STATUS_SUCCESS || (k == 1 && status == STATUS_CANCELLED));
            assert_int_equal(printed(&r[k]), status == STATUS_SUCCESS ? 1 : 0);
            expected += printed(&r[k]);
        }
        sim_join(thread);
    }
    assert_int_equal(strlen(paper()), expected);
    assert_true(CloseHandle(printer));
}

static void
print_and_close(void *unused)
{
    HANDLE printer = open_printer();
    struct request r[2];

    start_print(&r[0], printer, "ab");
    start_print(&r[1], printer, "cd");
    sim_run_for(1000 * (uint64_t)sim_choose(20));
    assert_true(CloseHandle(printer));
    for (int i = 0; i < 2; i++) {
        NTSTATUS status = finish(&r[i]);

        assert_true(status == STATUS_SUCCESS || status == STATUS_CANCELLED);
    }
}

static void
closes_while_others_print(void **state)
{
    HANDLE threads[3];

    printer_set_speed(sim_device("printer", 0), 2000);
    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(print_and_close, NULL);
    }
    for (int i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
}

SIM_TESTS(SIM_TEST(cancels_a_request_that_waits, PRINTER),
          SIM_TEST(cancels_a_request_that_waits, PRINTER, .cpus = 4, SEEDS),
          SIM_TEST(cancels_the_request_that_is_printed, PRINTER),
          SIM_TEST(cancels_all_when_the_handle_is_closed, PRINTER),
          SIM_TEST(cancels_all_when_the_handle_is_closed, PRINTER, .cpus = 2, SEEDS),
          SIM_TEST(cancels_while_the_request_becomes_current, PRINTER, .cpus = 1, SEEDS),
          SIM_TEST(cancels_while_the_request_becomes_current, PRINTER, .cpus = 2, SEEDS),
          SIM_TEST(cancels_while_the_request_becomes_current, PRINTER, .cpus = 4, SEEDS),
          SIM_TEST(closes_while_others_print, PRINTER, .cpus = 1, SEEDS),
          SIM_TEST(closes_while_others_print, PRINTER, .cpus = 2, SEEDS),
          SIM_TEST(closes_while_others_print, PRINTER, .cpus = 4, SEEDS),
          SIM_TEST(cancels_while_the_request_becomes_current, PRINTER, .cpus = 3, SCHEDULES),
          SIM_TEST(closes_while_others_print, PRINTER, .cpus = 3, SCHEDULES))
