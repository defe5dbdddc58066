/*
 * ps/test_queryprocess.c - what is known about processes and threads
 */
#include "ps_test.h"

static void
tells_who_it_is(void **state)
{
    PROCESS_BASIC_INFORMATION basic;
    ULONG length = 0, buffer[64];
    PUNICODE_STRING name = (PVOID)buffer;

    assert_nt_success(ZwQueryInformationProcess(ZwCurrentProcess(), ProcessBasicInformation, &basic,
                                                sizeof basic, &length));
    assert_int_equal(length, sizeof basic);
    assert_int_equal(basic.UniqueProcessId, (ULONG_PTR)PsGetCurrentProcessId());
    assert_nt_status(basic.ExitStatus, STATUS_PENDING);
    assert_nt_status(NtQueryInformationProcess(ZwCurrentProcess(), ProcessBasicInformation, &basic,
                                               sizeof basic - 1, &length),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_status(
        ZwQueryInformationProcess(ZwCurrentProcess(), ProcessImageFileName, NULL, 0, &length),
        STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_success(ZwQueryInformationProcess(ZwCurrentProcess(), ProcessImageFileName, buffer,
                                                sizeof buffer, &length));
    assert_int_equal(length, sizeof *name + name->MaximumLength);
    assert_nt_status(ZwQueryInformationProcess(ZwCurrentProcess(), MaxProcessInfoClass, buffer,
                                               sizeof buffer, NULL),
                     STATUS_INVALID_INFO_CLASS);
}

static void
counts_its_handles(void **state)
{
    ULONG before, after;
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);

    assert_nt_success(ZwQueryInformationProcess(ZwCurrentProcess(), ProcessHandleCount, &before,
                                                sizeof before, NULL));
    CloseHandle(event);
    assert_nt_success(ZwQueryInformationProcess(ZwCurrentProcess(), ProcessHandleCount, &after,
                                                sizeof after, NULL));
    assert_int_equal(after, before - 1);
}

static VOID
Spin(PVOID Context)
{
    KeStallExecutionProcessor(50);
}

static void
adds_up_what_its_threads_ran(void **state)
{
    ULONG64 stamp, before = PsQueryTotalCycleTimeProcess(PsInitialSystemProcess, &stamp), after;

    assert_nt_success(exit_status(system_thread(Spin, NULL)));
    after = PsQueryTotalCycleTimeProcess(PsInitialSystemProcess, &stamp);
    assert_true(after >= before + 50000);
    assert_true(stamp >= 50000);
}

static void
nothing(void *unused)
{
}

static void
has_a_key_that_no_other_has(void **state)
{
    HANDLE process = sim_process(nothing, NULL);
    PEPROCESS object;

    assert_nt_success(
        ObReferenceObjectByHandle(process, 0, NULL, KernelMode, (PVOID *)&object, NULL));
    assert_int_not_equal(PsGetProcessStartKey(object), PsGetProcessStartKey(PsGetCurrentProcess()));
    assert_int_equal(PsGetProcessStartKey(object), PsGetProcessStartKey(object));
    sim_join(process);
    ObDereferenceObject(object);
    assert_int_equal(PsGetProcessExitTime().QuadPart, 0);
    assert_true(PsGetThreadCreateTime(PsGetCurrentThread()) > 0);
    assert_null(PsGetCurrentThreadTeb());
}

static void
sleep_long(void *unused)
{
    Sleep(10000);
}

static void
is_ended_by_its_handle(void **state)
{
    HANDLE process = sim_process(sleep_long, NULL);
    PEPROCESS object;

    assert_nt_success(
        ObReferenceObjectByHandle(process, 0, NULL, KernelMode, (PVOID *)&object, NULL));
    assert_nt_success(ZwTerminateProcess(process, STATUS_CANCELLED));
    sim_join(process);
    assert_nt_status(PsGetProcessExitStatus(object), STATUS_CANCELLED);
    ObDereferenceObject(object);
}

/* --- threads ---------------------------------------------------------------------------------- */

static NTSTATUS
set(THREADINFOCLASS class, LONG value)
{
    return ZwSetInformationThread(ZwCurrentThread(), class, &value, sizeof value);
}

static void
takes_priorities_in_their_range(void **state)
{
    KPRIORITY old = KeQueryPriorityThread(KeGetCurrentThread());

    assert_nt_status(set(ThreadPriority, LOW_PRIORITY), STATUS_INVALID_PARAMETER);
    assert_nt_status(set(ThreadPriority, HIGH_PRIORITY + 1), STATUS_INVALID_PARAMETER);
    assert_nt_success(set(ThreadPriority, 12));
    assert_int_equal(KeQueryPriorityThread(KeGetCurrentThread()), 12);
    assert_nt_success(set(ThreadPriority, old));
    assert_nt_success(set(ThreadBasePriority, 0));
    assert_nt_success(set(ThreadPagePriority, 5));
    assert_nt_status(set(ThreadPagePriority, 6), STATUS_INVALID_PARAMETER);
    assert_nt_status(set(MaxThreadInfoClass, 1), STATUS_INVALID_INFO_CLASS);
    assert_nt_status(NtSetInformationThread(ZwCurrentThread(), ThreadPriority, &old, 1),
                     STATUS_INFO_LENGTH_MISMATCH);
}

typedef struct _THREAD_BASIC { // no header of the WDK has it, or the call
    NTSTATUS exit_status;
    PVOID teb;
    CLIENT_ID client_id;
    KAFFINITY affinity;
    KPRIORITY priority, base_priority;
} THREAD_BASIC;

NTSTATUS ZwQueryInformationThread(HANDLE Thread, THREADINFOCLASS Class, PVOID Information,
                                  ULONG Length, PULONG ReturnLength);

static void
tells_about_a_thread(void **state)
{
    THREAD_BASIC basic;
    ULONG length = 0, number = 9;

    assert_nt_success(ZwQueryInformationThread(NtCurrentThread(), ThreadBasicInformation, &basic,
                                               sizeof basic, &length));
    assert_int_equal(length, sizeof basic);
    assert_nt_status(basic.exit_status, STATUS_PENDING);
    assert_ptr_equal(basic.client_id.UniqueThread, PsGetCurrentThreadId());
    assert_int_equal(basic.priority, KeQueryPriorityThread(KeGetCurrentThread()));
    assert_nt_success(ZwQueryInformationThread(NtCurrentThread(), ThreadIsIoPending, &number,
                                               sizeof number, NULL));
    assert_int_equal(number, 0);
    assert_nt_success(ZwQueryInformationThread(NtCurrentThread(), ThreadIsTerminated, &number,
                                               sizeof number, NULL));
    assert_int_equal(number, 0);
    assert_nt_status(
        ZwQueryInformationThread(NtCurrentThread(), ThreadBasicInformation, &basic, 1, &length),
        STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_status(ZwQueryInformationThread(NtCurrentThread(), MaxThreadInfoClass, &number,
                                              sizeof number, NULL),
                     STATUS_INVALID_INFO_CLASS);
}

SIM_TESTS(SIM_TEST(tells_about_a_thread), SIM_TEST(tells_who_it_is), SIM_TEST(counts_its_handles),
          SIM_TEST(adds_up_what_its_threads_ran), SIM_TEST(has_a_key_that_no_other_has),
          SIM_TEST(is_ended_by_its_handle), SIM_TEST(takes_priorities_in_their_range))
