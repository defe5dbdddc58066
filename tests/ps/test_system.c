/*
 * ps/test_system.c - system threads
 */
#include "ps_test.h"

static struct {
    PVOID Context;
    BOOLEAN ApcsDisabled, IsSystem;
    KIRQL Irql;
    HANDLE Process, Thread;
} Seen;

static VOID
LookAround(PVOID Context)
{
    Seen.Context = Context;
    Seen.ApcsDisabled = KeAreApcsDisabled();
    Seen.Irql = KeGetCurrentIrql();
    Seen.IsSystem = PsIsSystemThread(PsGetCurrentThread());
    Seen.Process = PsGetCurrentProcessId();
    Seen.Thread = PsGetCurrentThreadId();
    PsTerminateSystemThread(STATUS_ALERTED);
}

static VOID
Return(PVOID Context)
{
}

static void
run_in_kernel_mode_in_the_system_process(void **state)
{
    assert_nt_status(exit_status(system_thread(LookAround, &Seen)), STATUS_ALERTED);
    assert_ptr_equal(Seen.Context, &Seen);
    assert_true(Seen.ApcsDisabled);
    assert_true(Seen.IsSystem);
    assert_int_equal(Seen.Irql, PASSIVE_LEVEL);
    assert_ptr_equal(Seen.Process, PsGetProcessId(PsInitialSystemProcess));
    assert_ptr_equal(Seen.Process, ULongToHandle(4));
}

static void
may_end_by_returning(void **state)
{
    assert_nt_status(exit_status(system_thread(Return, NULL)), STATUS_SUCCESS);
}

static void
have_a_kernel_handle(void **state)
{
    HANDLE thread = system_thread(Return, NULL);

    assert_true(ObIsKernelHandle(thread));
    assert_nt_status(exit_status(thread), STATUS_SUCCESS);
}

static void
tell_their_ids(void **state)
{
    CLIENT_ID id;
    HANDLE thread;

    assert_nt_success(
        PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NULL, &id, LookAround, NULL));
    assert_nt_status(exit_status(thread), STATUS_ALERTED);
    assert_ptr_equal(id.UniqueThread, Seen.Thread);
    assert_ptr_equal(id.UniqueProcess, Seen.Process);
}

static void
may_run_in_another_process(void **state)
{
    HANDLE thread;

    assert_nt_success(PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, NULL, NtCurrentProcess(),
                                           NULL, LookAround, NULL));
    assert_nt_status(exit_status(thread), STATUS_ALERTED);
    assert_ptr_equal(Seen.Process, PsGetCurrentProcessId());
    assert_ptr_not_equal(Seen.Process, ULongToHandle(4));
}

static void
are_not_permanent_or_exclusive(void **state)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE thread;

    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE | OBJ_PERMANENT, NULL, NULL);
    assert_nt_status(
        PsCreateSystemThread(&thread, THREAD_ALL_ACCESS, &attributes, NULL, NULL, Return, NULL),
        STATUS_INVALID_PARAMETER);
}

static void
are_the_only_ones_that_end_as_such(void **state)
{
    assert_nt_status(PsTerminateSystemThread(STATUS_SUCCESS), STATUS_INVALID_PARAMETER);
}

static VOID
ForgetRegion(PVOID Context)
{
    KeEnterCriticalRegion();
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static void
leave_the_regions_that_they_enter(void **state)
{
    assert_bugcheck(KERNEL_APC_PENDING_DURING_EXIT, {
        system_thread(ForgetRegion, NULL);
        sim_run_until_idle();
    });
    assert_int_equal(sim_bugcheck_parameter(2), 0xFFFF);
}

SIM_TESTS(SIM_TEST(run_in_kernel_mode_in_the_system_process), SIM_TEST(may_end_by_returning),
          SIM_TEST(have_a_kernel_handle), SIM_TEST(tell_their_ids),
          SIM_TEST(may_run_in_another_process), SIM_TEST(are_not_permanent_or_exclusive),
          SIM_TEST(are_the_only_ones_that_end_as_such), SIM_TEST(leave_the_regions_that_they_enter))
