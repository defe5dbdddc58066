/*
 * samples/filter/test_veto.c - requests that the filter does not let through
 *
 * Shows: errors that a test can produce at will in a stack of unmodified drivers.
 */
#include "test.h"

static HANDLE
open_printer(void)
{
    return CreateFileW(L"\\\\.\\Printer", GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                       FILE_FLAG_OVERLAPPED, NULL);
}

static void
vetoes_opens(void **state)
{
    HANDLE open = open_printer();

    assert_true(open != INVALID_HANDLE_VALUE);
    assert_int_equal(set_rule(IRP_MJ_CREATE, STATUS_ACCESS_DENIED), ERROR_SUCCESS);
    assert_true(open_printer() == INVALID_HANDLE_VALUE);
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    assert_int_equal(print(open, "still open"), STATUS_SUCCESS);
    assert_int_equal(set_rule(IRP_MJ_CREATE, STATUS_SUCCESS), ERROR_SUCCESS);
    assert_true(CloseHandle(open));
    open = open_printer();
    assert_true(open != INVALID_HANDLE_VALUE);
    assert_true(CloseHandle(open));
}

static void
vetoes_writes_and_says_so(void **state)
{
    HANDLE printer = open_printer();
    FILTER_ENTRY e[4];

    assert_int_equal(set_rule(IRP_MJ_WRITE, STATUS_MEDIA_WRITE_PROTECTED), ERROR_SUCCESS);
    empty_log();
    assert_int_equal(print(printer, "abc"), STATUS_MEDIA_WRITE_PROTECTED);
    assert_int_equal(read_log(e, ARRAYSIZE(e)), 2);
    assert_int_equal(e[1].What, FILTER_VETO);
    assert_int_equal(e[1].Status, STATUS_MEDIA_WRITE_PROTECTED);
    assert_string_equal(printer_paper(sim_device("printer", 0)), "");
    assert_true(CloseHandle(printer));
}

/* To fail these would break the stack. */
static void
never_vetoes_closing_pnp_or_power(void **state)
{
    static const ULONG majors[] = {IRP_MJ_CLOSE, IRP_MJ_CLEANUP, IRP_MJ_PNP, IRP_MJ_POWER, 1000};

    for (size_t i = 0; i < ARRAYSIZE(majors); i++) {
        assert_int_equal(set_rule(majors[i], STATUS_ACCESS_DENIED), ERROR_INVALID_PARAMETER);
    }
    assert_int_equal(set_rule(IRP_MJ_WRITE, STATUS_PENDING), ERROR_INVALID_PARAMETER);
    assert_int_equal(set_rule(IRP_MJ_WRITE, -1), ERROR_INVALID_PARAMETER);
    assert_int_equal(set_rule(IRP_MJ_WRITE, STATUS_BUFFER_OVERFLOW), ERROR_INVALID_PARAMETER);
}

static void
change_the_rule(void *unused)
{
    for (int i = 0; i < 5; i++) {
        set_rule(IRP_MJ_WRITE, i % 2 ? STATUS_SUCCESS : STATUS_DEVICE_BUSY);
    }
}

/* Each request is either printed or vetoed. */
static void
changes_its_rule_at_any_moment(void **state)
{
    HANDLE printer = open_printer(), thread = sim_thread(change_the_rule, NULL);
    size_t printed = 0;

    printer_set_speed(sim_device("printer", 0), 2000);
    for (int i = 0; i < 10; i++) {
        NTSTATUS status = print(printer, "x");

        assert_true(status == STATUS_SUCCESS || status == STATUS_DEVICE_BUSY);
        printed += status == STATUS_SUCCESS;
    }
    sim_join(thread);
    assert_int_equal(strlen(printer_paper(sim_device("printer", 0))), printed);
    assert_true(CloseHandle(printer));
}

SIM_TESTS(SIM_TEST(vetoes_opens, FILTERED), SIM_TEST(vetoes_writes_and_says_so, FILTERED),
          SIM_TEST(never_vetoes_closing_pnp_or_power, FILTERED),
          SIM_TEST(changes_its_rule_at_any_moment, FILTERED, .cpus = 1, SEEDS),
          SIM_TEST(changes_its_rule_at_any_moment, FILTERED, .cpus = 2, SEEDS),
          SIM_TEST(changes_its_rule_at_any_moment, FILTERED, .cpus = 4, SEEDS),
          SIM_TEST(changes_its_rule_at_any_moment, FILTERED, .cpus = 3, SCHEDULES))
