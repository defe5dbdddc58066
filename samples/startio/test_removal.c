/*
 * samples/startio/test_removal.c - the printer goes away, announced or not, with requests waiting
 *
 * Shows: surprise removal at any moment, disabling and enabling, a stop that the driver refuses.
 */
#include "test.h"

static void
ends_all_requests_when_the_printer_is_pulled_out(void **state)
{
    HANDLE printer = open_printer();
    struct request r[4];

    for (int i = 0; i < 4; i++) {
        start_print(&r[i], printer, "0123456789");
    }
    sim_surprise_remove(sim_device("printer", 0));
    for (int i = 0; i < 4; i++) {
        assert_int_equal(finish(&r[i]), STATUS_DEVICE_REMOVED);
    }
    start_print(&r[0], printer, "too late");
    assert_int_equal(finish(&r[0]), STATUS_DEVICE_REMOVED);
    assert_true(CloseHandle(printer));
}

static void
print_until_it_fails(void *unused)
{
    HANDLE printer = CreateFileW(L"\\\\.\\Printer", GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                                 FILE_FLAG_OVERLAPPED, NULL);
    struct request r;

    if (printer == INVALID_HANDLE_VALUE) {
        return; // it came too late
    }
    do {
        start_print(&r, printer, "abc");
    } while (finish(&r) == STATUS_SUCCESS);
    assert_int_equal((NTSTATUS)r.overlapped.Internal, STATUS_DEVICE_REMOVED);
    assert_true(CloseHandle(printer));
}

static void
lets_go_of_busy_threads(void **state)
{
    HANDLE threads[3];

    printer_set_speed(sim_device("printer", 0), 2000);
    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(print_until_it_fails, NULL);
    }
    sim_run_for(20000 + 1000 * (uint64_t)sim_choose(50));
    sim_surprise_remove(sim_device("printer", 0));
    for (int i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
}

static void
is_not_removed_while_it_is_open(void **state)
{
    HANDLE printer = open_printer();
    struct request r;

    assert_int_equal(sim_remove(sim_device("printer", 0)), STATUS_PLUGPLAY_QUERY_VETOED);
    assert_true(CloseHandle(printer));
    assert_nt_success(sim_remove(sim_device("printer", 0)));
    assert_nt_success(sim_enable(sim_device("printer", 0)));
    printer = open_printer();
    start_print(&r, printer, "again");
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_string_equal(paper(), "again");
    assert_true(CloseHandle(printer));
}

static void
does_not_stop_for_other_resources(void **state)
{
    HANDLE printer = open_printer();
    struct request r;

    start_print(&r, printer, "not interrupted");
    assert_false(NT_SUCCESS(sim_restart(sim_device("printer", 0))));
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_string_equal(paper(), "not interrupted");
    assert_true(CloseHandle(printer));
}

SIM_TESTS(SIM_TEST(ends_all_requests_when_the_printer_is_pulled_out, PRINTER, .cpus = 1),
          SIM_TEST(ends_all_requests_when_the_printer_is_pulled_out, PRINTER, .cpus = 2, SEEDS),
          SIM_TEST(ends_all_requests_when_the_printer_is_pulled_out, PRINTER, .cpus = 4, SEEDS),
          SIM_TEST(lets_go_of_busy_threads, PRINTER, .cpus = 1, SEEDS),
          SIM_TEST(lets_go_of_busy_threads, PRINTER, .cpus = 2, SEEDS),
          SIM_TEST(lets_go_of_busy_threads, PRINTER, .cpus = 4, SEEDS),
          SIM_TEST(is_not_removed_while_it_is_open, PRINTER),
          SIM_TEST(does_not_stop_for_other_resources, PRINTER),
          SIM_TEST(lets_go_of_busy_threads, PRINTER, .cpus = 3, SCHEDULES))
