/*
 * samples/filter/test_log.c - what goes through the filter, and that nothing of it is changed
 *
 * Shows: a stack with a filter as an INF file would make it, the requests that the PnP manager
 * sends, removal with requests in flight.
 */
#include "test.h"

static void
assert_entry(const FILTER_ENTRY *e, UCHAR what, UCHAR major, LONG status)
{
    assert_int_equal(e->What, what);
    assert_int_equal(e->MajorFunction, major);
    assert_int_equal(e->Status, status);
}

static void
sees_how_the_device_is_started(void **state)
{
    static FILTER_ENTRY entries[256];
    size_t count = read_log(entries, ARRAYSIZE(entries)), starts = 0;

    for (size_t i = 0; i < count; i++) {
        assert_int_equal(entries[i].Number, i); // none is missing
        starts += entries[i].MajorFunction == IRP_MJ_PNP &&
                  entries[i].MinorFunction == IRP_MN_START_DEVICE;
    }
    assert_int_equal(starts, 1);
}

static void
logs_a_request_on_its_way_down_and_up(void **state)
{
    HANDLE printer = sim_open(L"\\\\.\\Printer");
    FILTER_ENTRY e[16];

    empty_log();
    assert_int_equal(print(printer, "abc"), STATUS_SUCCESS);
    assert_false(DeviceIoControl(printer, CTL_CODE(FILE_DEVICE_PRINTER, 0x900, 0, 0), NULL, 0, NULL,
                                 0, NULL, &(OVERLAPPED){0}));
    assert_true(CloseHandle(printer));
    assert_int_equal(read_log(e, ARRAYSIZE(e)), 8);
    assert_entry(&e[0], FILTER_DOWN, IRP_MJ_WRITE, STATUS_PENDING);
    assert_entry(&e[1], FILTER_UP, IRP_MJ_WRITE, STATUS_SUCCESS);
    assert_entry(&e[2], FILTER_DOWN, IRP_MJ_DEVICE_CONTROL, STATUS_PENDING);
    assert_int_equal(e[2].ControlCode, CTL_CODE(FILE_DEVICE_PRINTER, 0x900, 0, 0));
    assert_entry(&e[3], FILTER_UP, IRP_MJ_DEVICE_CONTROL, STATUS_INVALID_DEVICE_REQUEST);
    assert_entry(&e[4], FILTER_DOWN, IRP_MJ_CLEANUP, STATUS_PENDING);
    assert_entry(&e[5], FILTER_UP, IRP_MJ_CLEANUP, STATUS_SUCCESS);
    assert_entry(&e[6], FILTER_DOWN, IRP_MJ_CLOSE, STATUS_PENDING);
    assert_entry(&e[7], FILTER_UP, IRP_MJ_CLOSE, STATUS_SUCCESS);
}

static void
changes_nothing_of_what_it_passes(void **state)
{
    HANDLE printer = sim_open(L"\\\\.\\Printer");
    struct request r[3];

    for (int i = 0; i < 3; i++) {
        start_print(&r[i], printer, "line ");
    }
    CancelIoEx(printer, &r[1].overlapped);
    assert_int_equal(finish(&r[0]), STATUS_SUCCESS);
    assert_int_equal(finish(&r[1]), STATUS_CANCELLED);
    assert_int_equal(finish(&r[2]), STATUS_SUCCESS);
    assert_int_equal(r[2].overlapped.InternalHigh, 5);
    assert_string_equal(printer_paper(sim_device("printer", 0)), "line line ");
    assert_true(CloseHandle(printer));
}

static void
loses_the_oldest_entries(void **state)
{
    static FILTER_ENTRY entries[300];
    HANDLE printer = sim_open(L"\\\\.\\Printer");

    empty_log();
    for (int i = 0; i < 200; i++) {
        assert_true(WriteFile(printer, "", 0, NULL, &(OVERLAPPED){0}));
    }
    assert_int_equal(read_log(entries, ARRAYSIZE(entries)), 256);
    assert_int_equal(entries[255].Number, entries[0].Number + 255);
    assert_entry(&entries[255], FILTER_UP, IRP_MJ_WRITE, STATUS_SUCCESS);
    assert_true(CloseHandle(printer));
}

/* --- removal ---------------------------------------------------------------------------------- */

static void
goes_with_its_device(void **state)
{
    assert_nt_success(sim_remove(sim_device("printer", 0)));
    assert_int_equal(CreateFileW(L"\\\\.\\Filter", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL),
                     INVALID_HANDLE_VALUE);
    assert_int_equal(GetLastError(), ERROR_FILE_NOT_FOUND);
    assert_nt_success(sim_enable(sim_device("printer", 0)));
    sees_how_the_device_is_started(state);
}

static void
print_until_it_fails(void *unused)
{
    HANDLE printer = CreateFileW(L"\\\\.\\Printer", GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                                 FILE_FLAG_OVERLAPPED, NULL);

    if (printer == INVALID_HANDLE_VALUE) {
        return; // it came too late
    }
    while (print(printer, "ab") == STATUS_SUCCESS) {
    }
    assert_true(CloseHandle(printer));
}

/* The remove lock waits for what is below, and only for that. */
static void
survives_surprise_removal(void **state)
{
    HANDLE threads[2];

    printer_set_speed(sim_device("printer", 0), 2000);
    for (int i = 0; i < 2; i++) {
        threads[i] = sim_thread(print_until_it_fails, NULL);
    }
    sim_run_for(20000 + 1000 * (uint64_t)sim_choose(50));
    sim_surprise_remove(sim_device("printer", 0));
    for (int i = 0; i < 2; i++) {
        sim_join(threads[i]);
    }
}

SIM_TESTS(SIM_TEST(sees_how_the_device_is_started, FILTERED),
          SIM_TEST(logs_a_request_on_its_way_down_and_up, FILTERED, .cpus = 1),
          SIM_TEST(changes_nothing_of_what_it_passes, FILTERED, .cpus = 2, SEEDS),
          SIM_TEST(loses_the_oldest_entries, FILTERED), SIM_TEST(goes_with_its_device, FILTERED),
          SIM_TEST(survives_surprise_removal, FILTERED, .cpus = 1, SEEDS),
          SIM_TEST(survives_surprise_removal, FILTERED, .cpus = 2, SEEDS),
          SIM_TEST(survives_surprise_removal, FILTERED, .cpus = 4, SEEDS),
          SIM_TEST(survives_surprise_removal, FILTERED, .cpus = 3, SCHEDULES))
