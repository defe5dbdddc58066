/*
 * ke/test_apc.c - regions, and what APCs there are for those who never queue one: I/O that ends
 *
 * A read that is pending ends with a special kernel APC, in which its data and status reach the
 * program, and with the program's own APC, if it gave one.
 */
#include "ke_test.h"
#include <ntifs.h>

enum { FILL = 0x5A, READ_MS = 20, LONG_MS = 100 };

static UCHAR Buffer[16];
static OVERLAPPED Overlapped;
static HANDLE Device;
static KEVENT Never;

/* --- regions ---------------------------------------------------------------------------------- */

static void
critical_regions_nest_and_disable_normal_apcs(void **state)
{
    KeEnterCriticalRegion();
    KeEnterCriticalRegion();
    KeLeaveCriticalRegion();
    assert_true(KeAreApcsDisabled());
    assert_false(KeAreAllApcsDisabled());
    KeLeaveCriticalRegion();
    assert_false(KeAreApcsDisabled());
}

static void
guarded_regions_nest_and_disable_all_apcs(void **state)
{
    KeEnterGuardedRegion();
    KeEnterGuardedRegion();
    KeLeaveGuardedRegion();
    assert_true(KeAreApcsDisabled());
    assert_true(KeAreAllApcsDisabled());
    KeLeaveGuardedRegion();
    assert_false(KeAreApcsDisabled());
    assert_false(KeAreAllApcsDisabled());
}

static void
apc_level_disables_all_apcs(void **state)
{
    KIRQL OldIrql;

    KeRaiseIrql(APC_LEVEL, &OldIrql);
    assert_true(KeAreAllApcsDisabled());
    KeLowerIrql(OldIrql);
    assert_false(KeAreAllApcsDisabled());
}

static void
leaving_a_critical_region_that_was_not_entered_is_stopped(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeLeaveCriticalRegion());
    assert_int_equal(sim_bugcheck_parameter(1), 0x3E);
}

static void
leaving_a_guarded_region_that_was_not_entered_is_stopped(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeLeaveGuardedRegion());
}

/* --- I/O that ends ---------------------------------------------------------------------------- */

static int
start_reading(void **state)
{
    RtlZeroMemory(Buffer, sizeof Buffer);
    Overlapped = (OVERLAPPED){.Offset = READ_MS};
    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    Device = sim_open(L"\\\\.\\Later");
    assert_false(ReadFile(Device, Buffer, sizeof Buffer, NULL, &Overlapped));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
    return NewStory(state);
}

static BOOLEAN
HasEnded(VOID)
{
    BOOLEAN Ended = HasOverlappedIoCompleted(&Overlapped);

    assert_int_equal(Buffer[sizeof Buffer - 1], Ended ? FILL : 0);
    return Ended;
}

static int
close_device(void **state)
{
    assert_true(CloseHandle(Device));
    return 0;
}

static void
looks_meanwhile(void *unused)
{
    LARGE_INTEGER Interval = AfterMs(LONG_MS / 2);

    assert_false(HasEnded());
    KeDelayExecutionThread(KernelMode, FALSE, &Interval);
    assert_true(HasEnded());
    Tell("meanwhile");
}

static void
come_while_the_thread_waits_for_something_else(void **state)
{
    HANDLE thread = sim_thread(looks_meanwhile, NULL);
    uint64_t start = sim_time_ns();

    assert_nt_status(WaitMs(&Never, LONG_MS), STATUS_TIMEOUT);
    assert_in_range(sim_time_ns() - start, LONG_MS * MS, LONG_MS * MS + TICK_NS + MS);
    assert_story("meanwhile");
    sim_join(thread);
}

static void
come_into_running_code(void **state)
{
    KeStallExecutionProcessor(LONG_MS * 1000);
    assert_true(HasEnded());
}

static void
come_into_a_critical_region_if_special(void **state)
{
    KeEnterCriticalRegion();
    KeStallExecutionProcessor(LONG_MS * 1000);
    assert_true(HasEnded());
    KeLeaveCriticalRegion();
}

static void
wait_for_the_end_of_a_guarded_region(void **state)
{
    KeEnterGuardedRegion();
    KeStallExecutionProcessor(LONG_MS * 1000);
    assert_nt_status(WaitMs(&Never, LONG_MS), STATUS_TIMEOUT);
    assert_false(HasEnded());
    KeLeaveGuardedRegion();
    assert_true(HasEnded());
}

static void
wait_for_the_irql_to_drop(void **state)
{
    KIRQL OldIrql;

    KeRaiseIrql(APC_LEVEL, &OldIrql);
    KeStallExecutionProcessor(LONG_MS * 1000);
    assert_nt_status(WaitMs(&Never, LONG_MS), STATUS_TIMEOUT);
    assert_false(HasEnded());
    KeLowerIrql(OldIrql);
    assert_true(HasEnded());
}

/* --- the program's own APCs ------------------------------------------------------------------- */

static IO_STATUS_BLOCK IoStatus;

static VOID
TellEnd(PVOID Context, PIO_STATUS_BLOCK Status, ULONG Reserved)
{
    assert_ptr_equal(Context, &Device);
    assert_int_equal(Status->Information, sizeof Buffer);
    Tell("apc ");
}

static int
start_reading_with_an_apc(void **state)
{
    LARGE_INTEGER Offset = {.QuadPart = READ_MS};

    RtlZeroMemory(Buffer, sizeof Buffer);
    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    Device = sim_open(L"\\\\.\\Later");
    assert_nt_status(
        NtReadFile(Device, NULL, TellEnd, &Device, &IoStatus, Buffer, sizeof Buffer, &Offset, NULL),
        STATUS_PENDING);
    return NewStory(state);
}

static void
of_the_program_come_in_an_alertable_wait_only(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);

    assert_int_equal(WaitForSingleObjectEx(event, LONG_MS, FALSE), WAIT_TIMEOUT);
    assert_story("");
    assert_int_equal(WaitForSingleObjectEx(event, LONG_MS, TRUE), WAIT_IO_COMPLETION);
    assert_story("apc ");
    assert_int_equal(WaitForSingleObjectEx(event, LONG_MS, TRUE), WAIT_TIMEOUT);
    CloseHandle(event);
}

static void
of_the_program_end_the_wait_in_which_they_come(void **state)
{
    uint64_t start = sim_time_ns();

    assert_int_equal(SleepEx(INFINITE, TRUE), WAIT_IO_COMPLETION);
    assert_true(sim_time_ns() - start < LONG_MS * (uint64_t)MS);
    assert_story("apc ");
}

#define LATER_TEST(f, start)                                                                       \
    SIM_TEST(f, .cpus = 1, .driver = "later", .before = start, .after = close_device)

SIM_TESTS(SIM_TEST(critical_regions_nest_and_disable_normal_apcs),
          SIM_TEST(guarded_regions_nest_and_disable_all_apcs),
          SIM_TEST(apc_level_disables_all_apcs),
          SIM_TEST(leaving_a_critical_region_that_was_not_entered_is_stopped),
          SIM_TEST(leaving_a_guarded_region_that_was_not_entered_is_stopped),
          LATER_TEST(come_while_the_thread_waits_for_something_else, start_reading),
          LATER_TEST(come_into_running_code, start_reading),
          LATER_TEST(come_into_a_critical_region_if_special, start_reading),
          LATER_TEST(wait_for_the_end_of_a_guarded_region, start_reading),
          LATER_TEST(wait_for_the_irql_to_drop, start_reading),
          LATER_TEST(of_the_program_come_in_an_alertable_wait_only, start_reading_with_an_apc),
          LATER_TEST(of_the_program_end_the_wait_in_which_they_come, start_reading_with_an_apc))
