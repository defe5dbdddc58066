/*
 * ps/test_exit.c - how threads and processes end
 */
#include "ps_test.h"

static HANDLE Event, Mine;

static void
wait_forever(void *unused)
{
    NtWaitForSingleObject(Event, FALSE, NULL);
    fail_msg("the wait came back");
}

static void
end_myself(void *unused)
{
    NtTerminateThread(NtCurrentThread(), STATUS_ALERTED);
    fail_msg("the thread has ended");
}

static void
make_event(void)
{
    assert_nt_success(NtCreateEvent(&Event, EVENT_ALL_ACCESS, NULL, NotificationEvent, FALSE));
}

static NTSTATUS
status_of(HANDLE thread)
{
    PETHREAD object;
    NTSTATUS status;

    assert_nt_success(
        ObReferenceObjectByHandle(thread, 0, *PsThreadType, KernelMode, (PVOID *)&object, NULL));
    status = PsGetThreadExitStatus(object);
    ObDereferenceObject(object);
    return status;
}

static void
a_thread_ends_itself(void **state)
{
    HANDLE thread = sim_thread(end_myself, NULL);

    NtWaitForSingleObject(thread, FALSE, NULL);
    assert_nt_status(status_of(thread), STATUS_ALERTED);
    NtClose(thread);
}

static void
a_wait_in_user_mode_is_broken_off(void **state)
{
    HANDLE thread;

    make_event();
    thread = sim_thread(wait_forever, NULL);
    sim_run_until_idle();
    assert_nt_status(status_of(thread), STATUS_PENDING);
    assert_nt_success(NtTerminateThread(thread, STATUS_TIMEOUT));
    NtWaitForSingleObject(thread, FALSE, NULL);
    assert_nt_status(status_of(thread), STATUS_TIMEOUT);
    NtClose(thread);
    NtClose(Event);
}

static void
a_thread_may_end_before_it_starts(void **state)
{
    HANDLE thread;

    make_event();
    thread = sim_thread(wait_forever, NULL);
    assert_nt_success(NtTerminateThread(thread, STATUS_TIMEOUT));
    assert_nt_success(NtTerminateThread(thread, STATUS_ALERTED)); /* no matter */
    NtWaitForSingleObject(thread, FALSE, NULL);
    assert_nt_status(status_of(thread), STATUS_TIMEOUT);
    NtClose(thread);
    NtClose(Event);
}

static void
open_and_wait(void *unused)
{
    make_event();
    wait_forever(NULL);
}

static void
a_process_ends_with_all_it_has(void **state)
{
    HANDLE process = sim_process(open_and_wait, NULL);
    PEPROCESS object;

    sim_run_until_idle();
    assert_nt_success(
        ObReferenceObjectByHandle(process, 0, *PsProcessType, KernelMode, (PVOID *)&object, NULL));
    assert_nt_success(NtTerminateProcess(process, STATUS_TIMEOUT));
    assert_nt_status(NtTerminateProcess(process, STATUS_TIMEOUT), STATUS_PROCESS_IS_TERMINATING);
    NtWaitForSingleObject(process, FALSE, NULL);
    assert_nt_status(PsGetProcessExitStatus(object), STATUS_TIMEOUT);
    ObDereferenceObject(object);
    NtClose(process);
}

static void
wait_in_kernel_mode(void *unused)
{
    LARGE_INTEGER time = {.QuadPart = -10000000};

    KeDelayExecutionThread(KernelMode, FALSE, &time);
    NtWaitForSingleObject(Mine, FALSE, NULL); /* here it ends, on its way back to user mode */
    fail_msg("the thread has ended");
}

static void
a_wait_in_kernel_mode_goes_on(void **state)
{
    uint64_t start = sim_time_ns();
    HANDLE thread;

    assert_nt_success(NtCreateEvent(&Mine, EVENT_ALL_ACCESS, NULL, NotificationEvent, TRUE));
    thread = sim_thread(wait_in_kernel_mode, NULL);
    sim_run_until_idle();
    assert_nt_success(NtTerminateThread(thread, STATUS_TIMEOUT));
    NtWaitForSingleObject(thread, FALSE, NULL);
    assert_true(sim_time_ns() - start >= 1000000000);
    NtClose(thread);
    NtClose(Mine);
}

static VOID
Return(PVOID Context)
{
}

static void
a_system_thread_is_not_ended_from_outside(void **state)
{
    HANDLE thread = system_thread(Return, NULL);

    assert_nt_status(NtTerminateProcess(NULL, STATUS_SUCCESS),
                     STATUS_SUCCESS); /* all other threads: none */
    assert_nt_status(exit_status(thread), STATUS_SUCCESS);
}

static VOID
StayForever(PVOID Context)
{
    KEVENT Never;

    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    KeWaitForSingleObject(&Never, Executive, KernelMode, FALSE, NULL);
}

static void
leave_a_thread(void **state)
{
    ZwClose(system_thread(StayForever, NULL));
}

static void
a_thread_that_does_not_end_is_a_leak(void **state)
{
    struct sim_setup setup = {.test = leave_a_thread, .name = "leave_a_thread"};

    assert_true(sim_boot(&setup).failed);
}

SIM_TESTS(SIM_TEST(a_thread_ends_itself), SIM_TEST(a_wait_in_user_mode_is_broken_off),
          SIM_TEST(a_thread_may_end_before_it_starts), SIM_TEST(a_process_ends_with_all_it_has),
          SIM_TEST(a_wait_in_kernel_mode_goes_on),
          SIM_TEST(a_system_thread_is_not_ended_from_outside),
          cmocka_unit_test(a_thread_that_does_not_end_is_a_leak))
