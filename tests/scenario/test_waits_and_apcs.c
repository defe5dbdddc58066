/*
 * scenario/test_waits_and_apcs.c - what ends a wait, and what is delivered after it
 *
 * Waits and APCs: a thread waits in a driver, alertable or not, in user or kernel mode, and a user
 * APC, its own end, an alert or a kernel APC comes before or while it waits.
 */
#include <ntifs.h>
#include <sim/test.h>

#include "drivers/waits_and_apcs.h"
#include "schedules.h"

enum { WHILE_WAITING_MS = 20, TIMEOUT_MS = 100, WAYS = 4 };

/* The four ways to wait: bit 0 is Alertable, bit 1 the mode. */
static const struct {
    KPROCESSOR_MODE mode;
    BOOLEAN alertable;
} Way[WAYS] = {{KernelMode, FALSE}, {KernelMode, TRUE}, {UserMode, FALSE}, {UserMode, TRUE}};

static HANDLE File;
static KEVENT Ready;
static PNTSTATUS Result;
static WAIT_HOW How;
static PIO_APC_ROUTINE Routine; /* of the pending request */
static ULONG Delivered, DeliveredAtExit;
static ULONG PulsesSeen, PulsesMissed;

static NTSTATUS
control(ULONG Code, PIO_APC_ROUTINE Apc, PVOID In, ULONG Length)
{
    static IO_STATUS_BLOCK Iosb;

    return NtDeviceIoControlFile(File, NULL, Apc, NULL, &Iosb, Code, In, Length, NULL, 0);
}

static VOID
ask(ULONG Code)
{
    assert_nt_success(control(Code, NULL, NULL, 0));
}

static int
set_up(void **state)
{
    KeInitializeEvent(&Ready, SynchronizationEvent, FALSE);
    Result = sim_driver_symbol("waits_and_apcs", "Result");
    Routine = NULL;
    File = sim_open(L"\\\\.\\WaitsAndApcs");
    return 0;
}

static int
tear_down(void **state)
{
    CloseHandle(File);
    return 0;
}

/* --- the thread that waits -------------------------------------------------------------------- */

static VOID NTAPI
delivered(PVOID Context, PIO_STATUS_BLOCK Iosb, ULONG Reserved)
{
    Delivered++;
}

static VOID
take_what_was_not_delivered(VOID)
{
    LARGE_INTEGER Nothing = {.QuadPart = 0};

    NtDelayExecution(TRUE, &Nothing);
}

static void
waits(void *unused)
{
    static IO_STATUS_BLOCK Iosb;

    assert_nt_status(
        NtDeviceIoControlFile(File, NULL, Routine, NULL, &Iosb, IOCTL_PEND, NULL, 0, NULL, 0),
        STATUS_PENDING);
    KeSetEvent(&Ready, IO_NO_INCREMENT, FALSE);
    assert_nt_success(control(IOCTL_WAIT, NULL, &How, sizeof How));
    DeliveredAtExit = Delivered;
    take_what_was_not_delivered();
}

static HANDLE
start(ULONG way, WAIT_REGION Region)
{
    HANDLE thread;

    How = (WAIT_HOW){Way[way].mode, Way[way].alertable, Region, TIMEOUT_MS};
    Delivered = DeliveredAtExit = 0;
    *Result = STATUS_PENDING;
    thread = sim_thread(waits, NULL);
    KeWaitForSingleObject(&Ready, Executive, KernelMode, FALSE, NULL);
    return thread;
}

static VOID
until_it_waits(VOID)
{
    LARGE_INTEGER Time = {.QuadPart = -10000LL * WHILE_WAITING_MS};

    KeDelayExecutionThread(KernelMode, FALSE, &Time);
}

/* It waits already, or is about to. */
static VOID
for_some_time(VOID)
{
    unsigned choice = sim_choose(5);

    if (choice == 0) {
        until_it_waits();
    } else {
        KeStallExecutionProcessor(choice - 1);
    }
}

/* --- what ends it ----------------------------------------------------------------------------- */

static VOID
user_apc(ULONG way, WAIT_REGION Region, NTSTATUS Expected, ULONG AtExit)
{
    HANDLE thread;

    Routine = delivered;
    thread = start(way, Region);
    for_some_time();
    ask(IOCTL_COMPLETE);
    sim_join(thread);
    assert_nt_status(*Result, Expected);
    assert_int_equal(DeliveredAtExit, AtExit);
    assert_int_equal(Delivered, 1);
}

static void
a_user_apc_ends_an_alertable_wait_and_is_delivered_if_that_is_in_user_mode(void **state)
{
    user_apc(0, InNoRegion, STATUS_TIMEOUT, 0);
    user_apc(1, InNoRegion, STATUS_USER_APC, 0);
    user_apc(2, InNoRegion, STATUS_TIMEOUT, 0);
    user_apc(3, InNoRegion, STATUS_USER_APC, 1);
}

static VOID
termination(ULONG way, WAIT_REGION Region, NTSTATUS Expected)
{
    HANDLE thread = start(way, Region);

    for_some_time();
    assert_nt_success(NtTerminateThread(thread, STATUS_SUCCESS));
    sim_join(thread);
    assert_nt_status(*Result, Expected);
}

static void
the_end_of_the_thread_ends_all_but_what_is_neither_alertable_nor_in_user_mode(void **state)
{
    termination(0, InNoRegion, STATUS_TIMEOUT);
    termination(1, InNoRegion, STATUS_USER_APC);
    termination(2, InNoRegion, STATUS_USER_APC);
    termination(3, InNoRegion, STATUS_USER_APC);
}

static void
with_kernel_apcs_disabled_neither_does(void **state)
{
    for (ULONG way = 0; way < WAYS; way++) {
        user_apc(way, InCriticalRegion, STATUS_TIMEOUT, 0);
        user_apc(way, InGuardedRegion, STATUS_TIMEOUT, 0);
        Routine = NULL;
        termination(way, InCriticalRegion, STATUS_TIMEOUT);
        termination(way, InGuardedRegion, STATUS_TIMEOUT);
    }
}

static void
an_alert_ends_an_alertable_wait(void **state)
{
    for (ULONG way = 0; way < WAYS; way++) {
        HANDLE thread = start(way, InNoRegion);

        for_some_time();
        sim_alert(thread);
        ask(IOCTL_COMPLETE);
        sim_join(thread);
        assert_nt_status(*Result, Way[way].alertable ? STATUS_ALERTED : STATUS_TIMEOUT);
    }
}

/* --- kernel APCs ------------------------------------------------------------------------------ */

static void
a_kernel_apc_ends_no_wait(void **state)
{
    for (ULONG way = 0; way < WAYS; way++) {
        HANDLE thread = start(way, InNoRegion);

        for_some_time();
        ask(IOCTL_COMPLETE);
        sim_join(thread);
        assert_nt_status(*Result, STATUS_TIMEOUT);
    }
}

static void
a_pulse_ends_a_wait(void **state)
{
    HANDLE thread = start(3, InNoRegion);

    until_it_waits();
    ask(IOCTL_PULSE);
    ask(IOCTL_COMPLETE);
    sim_join(thread);
    assert_nt_status(*Result, STATUS_SUCCESS);
}

static void
a_pulse_during_a_kernel_apc_is_missed(void **state)
{
    for (ULONG way = 0; way < WAYS; way++) {
        HANDLE thread = start(way, InNoRegion);

        until_it_waits();
        ask(IOCTL_COMPLETE_AND_PULSE);
        sim_join(thread);
        if (sim_cpu_count() == 1) {
            assert_nt_status(*Result, STATUS_TIMEOUT);
        }
        PulsesMissed += *Result == STATUS_TIMEOUT;
        PulsesSeen += *Result == STATUS_SUCCESS;
    }
}

static void
some_came_after_the_apc(void)
{
    print_message("%u pulses were missed, %u were seen\n", PulsesMissed, PulsesSeen);
    assert_true(PulsesMissed != 0);
    assert_true(PulsesSeen != 0);
}

#define WAITS(function, check)                                                                     \
    IN_ALL_SCHEDULES(function, check, .driver = "waits_and_apcs", .before = set_up,                \
                     .after = tear_down)

SIM_TESTS(WAITS(a_user_apc_ends_an_alertable_wait_and_is_delivered_if_that_is_in_user_mode, NULL),
          WAITS(the_end_of_the_thread_ends_all_but_what_is_neither_alertable_nor_in_user_mode,
                NULL),
          WAITS(with_kernel_apcs_disabled_neither_does, NULL),
          WAITS(an_alert_ends_an_alertable_wait, NULL), WAITS(a_kernel_apc_ends_no_wait, NULL),
          WAITS(a_pulse_ends_a_wait, NULL),
          WAITS(a_pulse_during_a_kernel_apc_is_missed, some_came_after_the_apc))
