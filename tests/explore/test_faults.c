/*
 * explore/test_faults.c - what goes wrong in a schedule because the search wants it. TIMEOUT 60
 */
#include <stdlib.h>

#include <sim/device.h>
#include <sim/edu.h>
#include <sim/test.h>

#include <wdm.h>

#include "../bugs/drivers/public.h"
#include "ke/capture.h"

enum { ANSWER = 42, FORCED_WAYS = 6 }; /* of pending_passed, which has one more */

static struct captured run;
static HANDLE file;
static OVERLAPPED request;
static ULONG value, way;

static struct sim_found
search(struct sim_setup setup)
{
    setup.name = "faults";
    capture_boot(&run, &setup);
    assert_int_equal(run.result.failed, sim_last_search().end == SIM_FOUND);
    return sim_last_search();
}

static void
assert_clean(struct sim_found found)
{
    if (found.end != SIM_EXHAUSTED && found.end != SIM_SPENT) {
        print_error("%s", run.text);
    }
    assert_true(found.end == SIM_EXHAUSTED || found.end == SIM_SPENT);
}

static void
assert_found(struct sim_found found, const char *kind)
{
    if (found.end != SIM_FOUND || (kind != NULL && strcmp(found.kind, kind) != 0)) {
        print_error("%s", run.text);
    }
    assert_int_equal(found.end, SIM_FOUND);
    if (kind != NULL) {
        assert_string_equal(found.kind, kind);
    }
}

/* The token alone does. */
static void
repeat(struct sim_setup setup)
{
    static char token[4096];
    struct sim_found found = sim_last_search();
    char kind[sizeof found.kind];

    snprintf(token, sizeof token, "%s", found.token);
    memcpy(kind, found.kind, sizeof kind);
    setup.search.kinds = 0;
    setup.replay = token;
    assert_found(search(setup), kind);
}

static void
repeat_fault(struct sim_setup setup)
{
    repeat(setup);
    capture_expect(&run, "fault: ");
}

/* --- STATUS_PENDING --------------------------------------------------------------------------- */

static int
opens(void **state)
{
    file = CreateFileW(L"\\\\.\\FaultLower", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_ptr_not_equal(file, INVALID_HANDLE_VALUE);
    return 0;
}

static void
reads(void **state)
{
    OVERLAPPED at = {.Offset = way};
    DWORD bytes;

    value = 0;
    assert_true(ReadFile(file, &value, sizeof value, &bytes, &at));
    assert_int_equal(value, ANSWER);
}

static struct sim_setup
above_lower(const char *driver, unsigned kinds)
{
    return (struct sim_setup){.drivers = {"fault_lower", driver},
                              .before = opens,
                              .test = reads,
                              .explore = SIM_AUTO,
                              .search.kinds = kinds,
                              .search.schedules = 1000};
}

/* Only with the fault, and not without the defect. */
static void
check_pending(const char *driver, const char *fixed, const char *kind)
{
    struct sim_setup setup = above_lower(driver, 0);

    assert_clean(search(setup));
    setup.search.kinds = SIM_FAULT_PENDING;
    assert_found(search(setup), kind);
    capture_expect(&run, "fault: STATUS_PENDING is forced");
    repeat_fault(setup);
    assert_clean(search(above_lower(fixed, SIM_FAULT_PENDING)));
}

static void
finds_who_ignores_pending(void **state)
{
    check_pending("pending_ignored", "pending_ignored_fixed", NULL);
}

static void
finds_who_does_not_pass_on_the_mark(void **state)
{
    check_pending("pending_unmarked", "pending_unmarked_fixed",
                  "DRIVER_VERIFIER_IOMANAGER_VIOLATION");
}

static void
finds_who_frees_a_packet_that_is_pending(void **state)
{
    check_pending("pending_freed", "pending_freed_fixed", "DRIVER_VERIFIER_IOMANAGER_VIOLATION");
}

static int
opens_port(void **state)
{
    file = CreateFileW(L"\\\\.\\BugsPort", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    assert_ptr_not_equal(file, INVALID_HANDLE_VALUE);
    return 0;
}

static void
reads_nothing(void **state)
{
    DWORD bytes;

    assert_true(ReadFile(file, NULL, 0, &bytes, NULL));
}

/* A packet whose completion is held is nobody's. */
static void
finds_who_looks_at_a_packet_that_is_pending(void **state)
{
    struct sim_setup setup = {.drivers = {"bugs_port", "irp_after_call"},
                              .before = opens_port,
                              .test = reads_nothing,
                              .explore = SIM_DPOR};

    assert_clean(search(setup));
    setup.search.kinds = SIM_FAULT_PENDING;
    assert_found(search(setup), "DRIVER_VERIFIER_DETECTED_VIOLATION");
    capture_expect(&run, "IrpNotOwned");
    setup.drivers[1] = "irp_after_call_fixed";
    assert_clean(search(setup));
}

/* As many schedules as without, or more. */
static uint64_t
schedules_of(struct sim_setup setup, unsigned kinds)
{
    struct sim_found found;

    setup.explore = SIM_DPOR;
    setup.search.kinds = kinds;
    found = search(setup);
    assert_clean(found);
    assert_int_equal(found.end, SIM_EXHAUSTED);
    return found.schedules - found.pruned;
}

static void
accepts_all_right_ways_to_pass_a_request_on(void **state)
{
    for (way = 0; way <= FORCED_WAYS; way++) {
        struct sim_setup setup = above_lower("pending_passed", 0);
        uint64_t plain = schedules_of(setup, 0);
        uint64_t forced = schedules_of(setup, SIM_FAULT_PENDING);

        if (way < FORCED_WAYS) {
            assert_true(forced > plain);
        } else { /* the I/O manager's own call */
            assert_int_equal(forced, plain);
        }
    }
    way = 0;
}

static void
accepts_them_one_above_the_other(void **state)
{
    for (way = 0; way <= FORCED_WAYS; way++) {
        struct sim_setup setup = above_lower("pending_unmarked_fixed", SIM_FAULT_PENDING);

        setup.drivers[2] = "pending_passed";
        setup.search.faults = 2;
        assert_clean(search(setup));
    }
    way = 0;
}

static void
leaves_a_programs_own_request_alone(void **state)
{
    struct sim_setup setup = above_lower(NULL, 0);

    assert_int_equal(schedules_of(setup, 0), schedules_of(setup, SIM_FAULT_PENDING));
}

/* --- cancelling ------------------------------------------------------------------------------- */

static HANDLE writer;

static int
opens_both(void **state)
{
    file = sim_open(L"\\\\.\\CancelCompletion");
    writer = CreateFileW(L"\\\\.\\CancelCompletion", GENERIC_WRITE,
                         FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
    return 0;
}

static void
reads_and_writes(void)
{
    ULONG seven = 7;
    DWORD bytes;

    request = (OVERLAPPED){0};
    ReadFile(file, &value, sizeof value, NULL, &request);
    assert_true(WriteFile(writer, &seven, sizeof seven, &bytes, NULL));
    CancelIoEx(file, NULL); /* cancelled before it waited, it was not there for the write */
}

static void
completes_or_is_cancelled(void **state)
{
    reads_and_writes();
    assert_completes(file, &request, STATUS_SUCCESS, STATUS_CANCELLED);
}

static void
is_never_cancelled(void **state)
{
    reads_and_writes();
    assert_completes(file, &request, STATUS_SUCCESS);
}

static struct sim_setup
cancelled(const char *driver, void (*test)(void **), unsigned kinds)
{
    return (struct sim_setup){.driver = driver,
                              .before = opens_both,
                              .test = test,
                              .explore = SIM_AUTO,
                              .search.kinds = kinds,
                              .search.schedules = 5000};
}

static void
finds_who_completes_what_is_cancelled(void **state)
{
    static const unsigned kinds = SIM_FAULT_CANCEL;
    struct sim_setup setup = cancelled("cancel_completion", completes_or_is_cancelled, 0);

    assert_clean(search(setup));
    setup.search.kinds = kinds;
    assert_found(search(setup), NULL);
    capture_expect(&run, "fault: the request is cancelled");
    repeat_fault(setup);
    assert_clean(search(cancelled("cancel_completion_fixed", completes_or_is_cancelled, kinds)));
}

/* Its status says so; and it takes the fault. */
static void
a_request_ends_as_cancelled(void **state)
{
    struct sim_setup setup = cancelled("cancel_completion_fixed", is_never_cancelled, 0);

    assert_clean(search(setup));
    setup.search.kinds = SIM_FAULT_CANCEL;
    assert_found(search(setup), "test");
    repeat_fault(setup);
}

/* --- pulling out ------------------------------------------------------------------------------ */

static int
opens_card(void **state)
{
    file = sim_open(L"\\\\.\\SurpriseCompletion");
    return 0;
}

static void
computes_or_is_gone(void **state)
{
    request = (OVERLAPPED){0};
    if (WriteFile(file, &value, sizeof value, NULL, &request) ||
        GetLastError() == ERROR_IO_PENDING) {
        assert_completes(file, &request, STATUS_SUCCESS, STATUS_DEVICE_REMOVED);
    }
    CloseHandle(file);
}

static void
computes(void **state)
{
    request = (OVERLAPPED){0};
    WriteFile(file, &value, sizeof value, NULL, &request);
    assert_completes(file, &request, STATUS_SUCCESS);
    CloseHandle(file);
}

static struct sim_setup
with_card(const char *driver, void (*test)(void **), unsigned kinds)
{
    return (struct sim_setup){.driver = driver,
                              .device = &sim_edu,
                              .before = opens_card,
                              .test = test,
                              .cpus = 3,
                              .explore = SIM_AUTO,
                              .search.kinds = kinds,
                              .search.schedules = 5000};
}

static void
finds_who_completes_twice_when_pulled_out(void **state)
{
    struct sim_setup setup = with_card("surprise_completion", computes_or_is_gone, 0);

    assert_clean(search(setup));
    setup.search.kinds = SIM_FAULT_REMOVE;
    assert_found(search(setup), NULL);
    capture_expect(&run, "is pulled out");
    repeat_fault(setup);
}

static void
accepts_who_does_it_right(void **state)
{
    struct sim_setup setup = with_card("surprise_completion_fixed", computes_or_is_gone,
                                       SIM_FAULT_REMOVE | SIM_FAULT_CANCEL | SIM_FAULT_PENDING);

    assert_clean(search(setup));
    setup.search.faults = 2;
    assert_clean(search(setup));
}

static void
a_device_is_pulled_out(void **state)
{
    struct sim_setup setup = with_card("surprise_completion_fixed", computes, 0);

    assert_clean(search(setup));
    setup.search.kinds = SIM_FAULT_REMOVE;
    assert_found(search(setup), "test");
    repeat_fault(setup);
}

/* --- what hardware and Windows leave open ----------------------------------------------------- */

static void
takes_its_typical_time(void **state)
{
    static const struct sim_latency some_time = {100, 250, 1000};

    assert_int_equal(sim_delay(sim_device("edu", 0), some_time), 250);
}

static void
takes_any_time(void **state)
{
    static const struct sim_latency some_time = {100, 250, 1000};

    sim_delay(sim_device("edu", 0), some_time);
}

static void
a_device_takes_all_its_times(void **state)
{
    struct sim_setup setup = {
        .test = takes_its_typical_time, .device = &sim_edu, .explore = SIM_AUTO};
    struct sim_found found;

    assert_found(search(setup), "assertion");
    repeat(setup);
    setup.test = takes_any_time;
    setup.explore = SIM_DPOR;
    found = search(setup);
    assert_int_equal(found.end, SIM_EXHAUSTED);
    assert_true(found.schedules >= 8);
}

enum { MS_100NS = 10000, TOLERANCE_MS = 100 };

static KTIMER coalescable, plain;
static KDPC first_dpc, second_dpc;
static unsigned expired, first_place;

static VOID
expires(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    expired++;
    if (Context != NULL) {
        *(unsigned *)Context = expired;
    }
}

static void
timers_expire_in_order(void **state)
{
    KeInitializeTimer(&coalescable);
    KeInitializeTimer(&plain);
    KeInitializeDpc(&first_dpc, expires, &first_place);
    KeInitializeDpc(&second_dpc, expires, NULL);
    KeSetCoalescableTimer(&coalescable, (LARGE_INTEGER){.QuadPart = -16 * MS_100NS}, 0,
                          TOLERANCE_MS, &first_dpc);
    KeSetTimer(&plain, (LARGE_INTEGER){.QuadPart = -40 * MS_100NS}, &second_dpc);
    sim_run_for(1000000000);
    assert_int_equal(expired, 2);
    assert_int_equal(first_place, 1);
}

static void
timers_that_may_be_late_are(void **state)
{
    struct sim_setup setup = {.test = timers_expire_in_order, .explore = SIM_AUTO};

    assert_found(search(setup), "assertion");
    repeat(setup);
}

static int
opens_interrupts(void **state)
{
    file = CreateFileW(L"\\\\.\\IsrDpc", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    return 0;
}

/* On which processor the last device interrupt was since then. */
static unsigned long
interrupted_since(uint64_t record)
{
    unsigned long cpu = MAXULONG;
    char line[160];

    for (; sim_trace_line(record, line, sizeof line); record++) {
        if (strstr(line, "INTERRUPT_ENTER") != NULL) {
            cpu = strtoul(strstr(line, "cpu") + 3, NULL, 10);
        }
    }
    return cpu;
}

static void
interrupts_the_first_processor(void **state)
{
    uint64_t before = sim_trace_count();
    ULONG cause = 1, unused;
    DWORD bytes;

    assert_true(DeviceIoControl(file, IOCTL_CARD_RAISE, &cause, sizeof cause, &unused,
                                sizeof unused, &bytes, NULL));
    sim_run_until_idle();
    assert_int_equal(interrupted_since(before), 0);
}

static void
a_device_interrupts_any_processor(void **state)
{
    struct sim_setup setup = {.driver = "isr_dpc_fixed",
                              .device = &sim_edu,
                              .before = opens_interrupts,
                              .test = interrupts_the_first_processor,
                              .explore = SIM_AUTO};

    assert_found(search(setup), "assertion");
    repeat(setup);
}

static HANDLE files[2];
static ULONG last; /* who is not to write last */

static int
opens_registers(void **state)
{
    for (unsigned i = 0; i < 2; i++) {
        files[i] = CreateFileW(L"\\\\.\\FaultCard", GENERIC_READ, FILE_SHARE_READ, NULL,
                               OPEN_EXISTING, 0, NULL);
    }
    return 0;
}

static void
writes_its_number(void *number)
{
    ULONG value = (ULONG)(ULONG_PTR)number;
    DWORD bytes;

    assert_true(
        DeviceIoControl(files[value], 0x222000, &value, sizeof value, NULL, 0, &bytes, NULL));
}

static void
one_of_them_does_not_write_last(void **state)
{
    HANDLE other = sim_thread(writes_its_number, (void *)1);
    ULONG answer;
    DWORD bytes;

    writes_its_number((void *)0);
    sim_join(other);
    assert_true(DeviceIoControl(files[0], 0x222000, NULL, 0, &answer, sizeof answer, &bytes, NULL));
    assert_int_not_equal(answer, ~last);
}

/* What is there depends on who wrote last: both may. */
static void
a_register_is_written_in_any_order(void **state)
{
    struct sim_setup setup = {.driver = "fault_card",
                              .device = &sim_edu,
                              .before = opens_registers,
                              .test = one_of_them_does_not_write_last,
                              .cpus = 3,
                              .explore = SIM_DPOR};

    for (last = 0; last < 2; last++) {
        assert_found(search(setup), "assertion");
    }
}

/* --- asking for them -------------------------------------------------------------------------- */

static void
allocates(void **state)
{
    PVOID block = ExAllocatePoolWithTag(NonPagedPoolNx, 100, 'tseT');

    assert_non_null(block);
    ExFreePoolWithTag(block, 'tseT');
}

/* Cut off, it would be another schedule's, or none's. */
static void
a_damaged_token_is_no_success(void **state)
{
    struct sim_setup setup = {
        .name = "faults", .test = allocates, .explore = SIM_DPOR, .search.kinds = SIM_FAULT_POOL};
    char token[256];

    assert_found(search(setup), "assertion");
    snprintf(token, sizeof token, "%s", sim_last_search().token);
    token[strlen(token) - 1] = 0;
    setup.replay = token;
    capture_boot(&run, &setup);
    assert_true(run.result.failed);
}

static struct sim_found
search_with(const char *faults, struct sim_setup setup)
{
    struct sim_found found;

    setenv("SIM_FAULTS", faults, 1);
    found = search(setup);
    unsetenv("SIM_FAULTS");
    return found;
}

static void
the_environment_asks_for_more(void **state)
{
    struct sim_setup setup = {.test = allocates, .explore = SIM_DPOR};

    assert_clean(search(setup));
    assert_clean(search_with("cancel,remove", setup));
    assert_found(search_with("cancel,pool", setup), "assertion");
    capture_expect(&run, "fault: allocation of 100 bytes 'Test' fails");
    capture_expect(&run, ":search+pool+cancel:");
    repeat_fault(setup);
}

static void
is_unlucky_besides(void **state)
{
    for (unsigned i = 0; i < 10; i++) {
        PVOID block = ExAllocatePoolWithTag(NonPagedPoolNx, 100, 'tseT');

        if (block != NULL) {
            ExFreePoolWithTag(block, 'tseT');
        }
    }
    assert_int_equal(sim_choose(2), 0);
}

static void
a_fault_that_does_not_matter_is_dropped(void **state)
{
    struct sim_setup setup = {
        .test = is_unlucky_besides, .explore = SIM_WALK, .search.kinds = SIM_FAULT_POOL};

    for (setup.search.seed = 0; setup.search.seed < 10; setup.search.seed++) {
        assert_found(search(setup), "assertion");
        assert_null(strstr(run.text, "fault:"));
    }
}

static void
a_word_that_makes_no_sense_is_named(void **state)
{
    struct sim_setup setup = {.name = "faults", .test = allocates};

    setenv("SIM_FAULTS", "pool,pendin", 1);
    capture_boot(&run, &setup);
    unsetenv("SIM_FAULTS");
    assert_true(run.result.failed);
    capture_expect(&run, "\"pendin\" is no fault");
}

SIM_TESTS(cmocka_unit_test(finds_who_ignores_pending),
          cmocka_unit_test(finds_who_does_not_pass_on_the_mark),
          cmocka_unit_test(finds_who_frees_a_packet_that_is_pending),
          cmocka_unit_test(finds_who_looks_at_a_packet_that_is_pending),
          cmocka_unit_test(accepts_all_right_ways_to_pass_a_request_on),
          cmocka_unit_test(accepts_them_one_above_the_other),
          cmocka_unit_test(leaves_a_programs_own_request_alone),
          cmocka_unit_test(finds_who_completes_what_is_cancelled),
          cmocka_unit_test(a_request_ends_as_cancelled),
          cmocka_unit_test(finds_who_completes_twice_when_pulled_out),
          cmocka_unit_test(accepts_who_does_it_right), cmocka_unit_test(a_device_is_pulled_out),
          cmocka_unit_test(a_device_takes_all_its_times),
          cmocka_unit_test(timers_that_may_be_late_are),
          cmocka_unit_test(a_device_interrupts_any_processor),
          cmocka_unit_test(a_register_is_written_in_any_order),
          cmocka_unit_test(the_environment_asks_for_more),
          cmocka_unit_test(a_damaged_token_is_no_success),
          cmocka_unit_test(a_fault_that_does_not_matter_is_dropped),
          cmocka_unit_test(a_word_that_makes_no_sense_is_named))
