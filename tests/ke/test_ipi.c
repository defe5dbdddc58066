/*
 * ke/test_ipi.c - KeIpiGenericCall, NMIs, bound callbacks
 */
#include "ke_test.h"

static volatile LONG Arrived, Left, Calls;
static ULONG64 Processors;
static ULONG Caller;

/* All of them are inside at one moment: who comes first waits for the last. */
static ULONG_PTR
MeetAll(ULONG_PTR Argument)
{
    assert_int_equal(KeGetCurrentIrql(), IPI_LEVEL);
    assert_int_equal(Left, 0);
    Processors |= 1ull << KeGetCurrentProcessorNumberEx(NULL);
    InterlockedIncrement(&Arrived);
    while (Arrived < (LONG)sim_cpu_count()) {
        YieldProcessor();
    }
    InterlockedIncrement(&Left);
    return Argument + KeGetCurrentProcessorNumberEx(NULL);
}

static void
runs_on_all_processors_at_once(void **state)
{
    Arrived = Left = 0;
    Processors = 0;
    Caller = KeGetCurrentProcessorNumberEx(NULL);
    assert_int_equal(KeIpiGenericCall(MeetAll, 100), 100 + Caller);
    assert_int_equal(Left, sim_cpu_count());
    assert_int_equal(Processors, (1ull << sim_cpu_count()) - 1);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
}

static ULONG_PTR
CountCall(ULONG_PTR Argument)
{
    InterlockedIncrement(&Calls);
    return 0;
}

static VOID
CallTwice(PVOID Unused)
{
    KeIpiGenericCall(CountCall, 0);
    KeIpiGenericCall(CountCall, 0);
}

static void
two_callers_come_one_after_the_other(void **state)
{
    HANDLE Handle;
    PKTHREAD Thread;

    Calls = 0;
    PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, CallTwice, NULL);
    CallTwice(NULL);
    Thread = ThreadOf(Handle);
    ZwClose(Handle);
    Wait(Thread);
    ObDereferenceObject(Thread);
    assert_int_equal(Calls, 4 * sim_cpu_count());
}

static void
interrupts_who_spins_for_a_lock(void **state)
{
    KSPIN_LOCK Lock;
    KIRQL OldIrql;

    Calls = 0;
    KeInitializeSpinLock(&Lock);
    KeAcquireSpinLock(&Lock, &OldIrql);
    KeIpiGenericCall(CountCall, 0);
    KeReleaseSpinLock(&Lock, OldIrql);
    assert_int_equal(Calls, sim_cpu_count());
}

/* --- NMI -------------------------------------------------------------------------------------- */

static BOOLEAN
NmiFirst(PVOID Context, BOOLEAN Handled)
{
    assert_int_equal(KeGetCurrentIrql(), HIGH_LEVEL);
    Tell(Handled ? "1h" : "1-");
    return FALSE;
}

static BOOLEAN
NmiSecond(PVOID Context, BOOLEAN Handled)
{
    Tell(Handled ? "2h" : "2-");
    return *(BOOLEAN *)Context;
}

static void
an_nmi_calls_the_last_registered_first(void **state)
{
    static BOOLEAN Handles = TRUE;
    PVOID First = KeRegisterNmiCallback(NmiFirst, NULL);
    PVOID Second = KeRegisterNmiCallback(NmiSecond, &Handles);

    sim_nmi(KeGetCurrentProcessorNumberEx(NULL));
    sim_run_for(MS);
    assert_story("2-1h");
    assert_nt_status(KeDeregisterNmiCallback(First), STATUS_SUCCESS);
    assert_nt_status(KeDeregisterNmiCallback(First), STATUS_INVALID_HANDLE);
    sim_nmi(0);
    sim_run_for(MS);
    assert_story("2-");
    assert_nt_status(KeDeregisterNmiCallback(Second), STATUS_SUCCESS);
}

static void
an_nmi_that_nobody_handles_is_a_bug_check(void **state)
{
    KeRegisterNmiCallback(NmiFirst, NULL);
    assert_bugcheck(NMI_HARDWARE_FAILURE, sim_nmi(0), sim_run_for(MS));
}

static BOUND_CALLBACK_STATUS
NeverCalled(VOID)
{
    fail();
    return BoundExceptionError;
}

static void
a_bound_callback_is_registered_until_it_is_not(void **state)
{
    PVOID Handle = KeRegisterBoundCallback(NeverCalled);

    assert_non_null(Handle);
    assert_nt_status(KeDeregisterBoundCallback(Handle), STATUS_SUCCESS);
    assert_nt_status(KeDeregisterBoundCallback(Handle), STATUS_INVALID_HANDLE);
}

SIM_TESTS(SIM_TEST(runs_on_all_processors_at_once, .cpus = 1),
          SIM_TEST(runs_on_all_processors_at_once, .cpus = 4),
          SIM_TEST(runs_on_all_processors_at_once, .cpus = 4, .policy = SIM_RANDOM, .seeds = 200),
          SIM_TEST(two_callers_come_one_after_the_other),
          SIM_TEST(two_callers_come_one_after_the_other, .cpus = 3, .policy = SIM_RANDOM,
                   .seeds = 200),
          SIM_TEST(interrupts_who_spins_for_a_lock, .cpus = 2),
          SIM_TEST(an_nmi_calls_the_last_registered_first, .before = NewStory, .cpus = 1),
          SIM_TEST(an_nmi_that_nobody_handles_is_a_bug_check, .before = NewStory),
          SIM_TEST(a_bound_callback_is_registered_until_it_is_not))
