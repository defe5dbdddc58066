/*
 * scenario/test_unchecked_buffers.c - programs give a driver sizes and addresses that it must check
 *
 * Failure to check the size of buffers; failure to initialize output buffers; failure to validate
 * variable-length buffers; errors in direct I/O; errors in referencing user-space addresses. Each
 * with the page's mistake, which must be reported, and in the right way, which must give an
 * NTSTATUS.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/unchecked_buffers.h"
#include "schedules.h"

static HANDLE File;
static ULONG OverrunsMet;
static DWORD Returned;

static int
set_up(void **state)
{
    File = CreateFileW(L"\\\\.\\Unchecked", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0,
                       NULL);
    return File == INVALID_HANDLE_VALUE ? -1 : 0;
}

static int
tear_down(void **state)
{
    CloseHandle(File);
    return 0;
}

static DWORD
ask(BOOLEAN Checks, ULONG Code, PVOID In, ULONG InLength, PVOID Out, ULONG OutLength)
{
    *(PBOOLEAN)sim_driver_symbol("unchecked_buffers", "Checks") = Checks;
    return DeviceIoControl(File, Code, In, InLength, Out, OutLength, &Returned, NULL)
               ? ERROR_SUCCESS
               : GetLastError();
}

/* --- sizes ------------------------------------------------------------------------------------ */

static void
an_input_that_is_too_small_is_read_beyond_its_end(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, ask(FALSE, IOCTL_NEW_ADDRESS, NULL, 0, NULL, 0));
}

static void
an_output_that_is_too_small_is_written_beyond_its_end(void **state)
{
    static ULONG Items[ITEMS];

    assert_bugcheck(DRIVER_VERIFIER_IOMANAGER_VIOLATION,
                    ask(FALSE, IOCTL_GET_INFO, NULL, 0, Items, 4));
    assert_int_equal(sim_bugcheck_parameter(1), 0x312);
}

static void
checked_sizes_give_a_status(void **state)
{
    NEW_ADDRESS New = {.Address = 5};
    ULONG Items[ITEMS];

    assert_int_equal(ask(TRUE, IOCTL_NEW_ADDRESS, NULL, 0, NULL, 0), ERROR_INSUFFICIENT_BUFFER);
    assert_int_equal(ask(TRUE, IOCTL_NEW_ADDRESS, &New, 7, NULL, 0), ERROR_INSUFFICIENT_BUFFER);
    assert_int_equal(ask(TRUE, IOCTL_NEW_ADDRESS, &New, sizeof New, NULL, 0), ERROR_SUCCESS);
    assert_int_equal(*(PULONG)sim_driver_symbol("unchecked_buffers", "Address"), 5);
    assert_int_equal(ask(TRUE, IOCTL_GET_INFO, NULL, 0, Items, sizeof Items - 1),
                     ERROR_INSUFFICIENT_BUFFER);
    assert_int_equal(ask(TRUE, IOCTL_GET_INFO, NULL, 0, Items, sizeof Items), ERROR_SUCCESS);
    assert_int_equal(Returned, sizeof Items);
    assert_int_equal(Items[ITEMS - 1], ITEMS - 1);
}

static void
an_output_that_is_filled_in_part_is_reported(void **state)
{
    CHAR Name[NAME_ROOM];

    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    ask(FALSE, IOCTL_GET_NAME, NULL, 0, Name, sizeof Name));
    assert_string_equal((const char *)sim_bugcheck_parameter(2), "OutputNotInitialized");
}

static void
an_output_that_was_zeroed_first_is_not(void **state)
{
    CHAR Name[NAME_ROOM];

    assert_int_equal(ask(TRUE, IOCTL_GET_NAME, NULL, 0, Name, sizeof Name), ERROR_SUCCESS);
    assert_string_equal(Name, "unchecked");
    assert_int_equal(Name[NAME_ROOM - 1], 0);
}

/* --- sums that overflow ----------------------------------------------------------------------- */

static void
a_length_near_4_gb_passes_a_sum(void **state)
{
    WAIT_FOR_BUFFER Wait = {.NameLength = 0xFFFFFFF8};

    assert_bugcheck(PAGE_FAULT_IN_NONPAGED_AREA,
                    ask(FALSE, IOCTL_WAIT_FOR, &Wait, sizeof Wait, NULL, 0));
}

static void
a_count_of_0x80000000_passes_a_product(void **state)
{
    SET_VALUE Set = {.NumEntries = 0x80000000};

    assert_bugcheck(PAGE_FAULT_IN_NONPAGED_AREA,
                    ask(FALSE, IOCTL_SET_VALUE, &Set, sizeof Set, NULL, 0));
}

static void
differences_and_quotients_do_not_overflow(void **state)
{
    WAIT_FOR_BUFFER Wait = {.NameLength = 0xFFFFFFF8};
    SET_VALUE Set = {.NumEntries = 0x80000000};

    assert_int_equal(ask(TRUE, IOCTL_WAIT_FOR, &Wait, sizeof Wait, NULL, 0),
                     ERROR_INVALID_PARAMETER);
    assert_int_equal(ask(TRUE, IOCTL_SET_VALUE, &Set, sizeof Set, NULL, 0),
                     ERROR_INSUFFICIENT_BUFFER);
    Wait.NameLength = sizeof(WCHAR);
    Set.NumEntries = 1;
    assert_int_equal(ask(TRUE, IOCTL_WAIT_FOR, &Wait, sizeof Wait, NULL, 0), ERROR_SUCCESS);
    assert_int_equal(ask(TRUE, IOCTL_SET_VALUE, &Set, sizeof Set, NULL, 0), ERROR_SUCCESS);
}

/* --- direct I/O ------------------------------------------------------------------------------- */

static void
a_buffer_without_bytes_has_no_mdl(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, ask(FALSE, IOCTL_DIRECT, NULL, 0, NULL, 0));
}

static void
a_missing_mdl_can_be_seen(void **state)
{
    UCHAR Out[5] = "xxxx";

    assert_int_equal(ask(TRUE, IOCTL_DIRECT, NULL, 0, NULL, 0), ERROR_INVALID_PARAMETER);
    assert_int_equal(ask(TRUE, IOCTL_DIRECT, NULL, 0, Out, 3), ERROR_SUCCESS);
    assert_memory_equal(Out, "\0\0\0x", 4);
}

static FETCH_BUFFER Shared;

static void
changes_the_length(void *unused)
{
    for (ULONG i = 0; i < 20; i++) {
        Shared.Length = i % 2 != 0 ? FETCH_BYTES : 0x10000;
        KeStallExecutionProcessor(sim_choose(2));
    }
}

static ULONG
fetch_while_it_changes(BOOLEAN Checks)
{
    HANDLE thread;

    Shared.Length = FETCH_BYTES;
    thread = sim_thread(changes_the_length, NULL);
    for (ULONG i = 0; i < 10; i++) {
        ask(Checks, IOCTL_FETCH, NULL, 0, &Shared, sizeof Shared);
    }
    sim_join(thread);
    return *(PULONG)sim_driver_symbol("unchecked_buffers", "Overruns");
}

static void
a_length_that_is_fetched_twice_changes_between(void **state)
{
    OverrunsMet += fetch_while_it_changes(FALSE);
}

static void
it_was_met(void)
{
    print_message("%u times the second fetch gave another length\n", OverrunsMet);
    assert_true(OverrunsMet != 0);
}

static void
a_length_that_is_fetched_once_does_not(void **state)
{
    assert_int_equal(fetch_while_it_changes(TRUE), 0);
}

/* --- the program's addresses ------------------------------------------------------------------ */

static void
a_bad_address_ends_the_system(void **state)
{
    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION, ask(FALSE, IOCTL_NEITHER, (PVOID)0x1000, 8, NULL, 0));
}

static void
a_bad_address_in_a_buffer_does_too(void **state)
{
    PVOID Target = (PVOID)0x1000;

    assert_bugcheck(SYSTEM_SERVICE_EXCEPTION,
                    ask(FALSE, IOCTL_EMBEDDED, &Target, sizeof Target, NULL, 0));
}

static VOID
ask_both(PVOID Target, DWORD Expected)
{
    assert_int_equal(ask(TRUE, IOCTL_NEITHER, Target, 8, NULL, 0), Expected);
    assert_int_equal(ask(TRUE, IOCTL_EMBEDDED, &Target, sizeof Target, NULL, 0), Expected);
}

static void
a_probed_address_gives_a_status(void **state)
{
    ULONG_PTR Number[2] = {0};

    ask_both((PVOID)0x1000, ERROR_NOACCESS);
    ask_both(NULL, ERROR_NOACCESS);
    ask_both((PUCHAR)Number + 4, ERROR_NOACCESS); // STATUS_DATATYPE_MISALIGNMENT
    ask_both(Number, ERROR_SUCCESS);
    assert_int_equal(Number[0], 77);
}

#define BUFFERS_IN(function, check)                                                                \
    IN_ALL_SCHEDULES(function, check, .driver = "unchecked_buffers", .before = set_up,             \
                     .after = tear_down)

SIM_TESTS(BUFFERS_IN(an_input_that_is_too_small_is_read_beyond_its_end, NULL),
          BUFFERS_IN(an_output_that_is_too_small_is_written_beyond_its_end, NULL),
          BUFFERS_IN(checked_sizes_give_a_status, NULL),
          BUFFERS_IN(an_output_that_is_filled_in_part_is_reported, NULL),
          BUFFERS_IN(an_output_that_was_zeroed_first_is_not, NULL),
          BUFFERS_IN(a_length_near_4_gb_passes_a_sum, NULL),
          BUFFERS_IN(a_count_of_0x80000000_passes_a_product, NULL),
          BUFFERS_IN(differences_and_quotients_do_not_overflow, NULL),
          BUFFERS_IN(a_buffer_without_bytes_has_no_mdl, NULL),
          BUFFERS_IN(a_missing_mdl_can_be_seen, NULL),
          BUFFERS_IN(a_length_that_is_fetched_twice_changes_between, it_was_met),
          BUFFERS_IN(a_length_that_is_fetched_once_does_not, NULL),
          BUFFERS_IN(a_bad_address_ends_the_system, NULL),
          BUFFERS_IN(a_bad_address_in_a_buffer_does_too, NULL),
          BUFFERS_IN(a_probed_address_gives_a_status, NULL))
