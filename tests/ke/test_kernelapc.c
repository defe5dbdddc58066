/*
 * ke/test_kernelapc.c - kernel APCs that a driver queues itself: special and normal ones
 *
 * No header of the WDK declares the calls; drivers that use them do it themselves.
 */
#include "ke_test.h"
#include <ntifs.h>

typedef VOID NORMAL_ROUTINE(PVOID Context, PVOID Argument1, PVOID Argument2);
typedef VOID KERNEL_ROUTINE(PKAPC Apc, NORMAL_ROUTINE **Normal, PVOID *Context, PVOID *Argument1,
                            PVOID *Argument2);

VOID KeInitializeApc(PKAPC Apc, PKTHREAD Thread, INT Environment, KERNEL_ROUTINE *Kernel,
                     VOID (*Rundown)(PKAPC Apc), NORMAL_ROUTINE *Normal, KPROCESSOR_MODE Mode,
                     PVOID Context);
BOOLEAN KeInsertQueueApc(PKAPC Apc, PVOID Argument1, PVOID Argument2, KPRIORITY Increment);
BOOLEAN KeRemoveQueueApc(PKAPC Apc);

static KAPC Special, Normal, Second;
static KEVENT Never;

static int
begin(void **state)
{
    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    return NewStory(state);
}

static VOID
SpecialRuns(PKAPC Apc, NORMAL_ROUTINE **Routine, PVOID *Context, PVOID *Argument1, PVOID *Argument2)
{
    assert_int_equal(KeGetCurrentIrql(), APC_LEVEL);
    Tell("special ");
}

static VOID
NormalBegins(PKAPC Apc, NORMAL_ROUTINE **Routine, PVOID *Context, PVOID *Argument1,
             PVOID *Argument2)
{
    assert_int_equal(KeGetCurrentIrql(), APC_LEVEL);
}

static VOID
NormalRuns(PVOID Context, PVOID Argument1, PVOID Argument2)
{
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    assert_ptr_equal(Argument1, &Never);
    Tell(Context);
}

static VOID
QueuesTheOthers(PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Tell("begins ");
    assert_true(KeInsertQueueApc(&Second, &Never, NULL, 0));
    assert_true(KeInsertQueueApc(&Special, NULL, NULL, 0));
    Tell("ends ");
}

static VOID
MakeApcs(PKTHREAD Thread, NORMAL_ROUTINE *First)
{
    KeInitializeApc(&Special, Thread, 0, SpecialRuns, NULL, NULL, KernelMode, NULL);
    KeInitializeApc(&Normal, Thread, 0, NormalBegins, NULL, First, KernelMode, "normal ");
    KeInitializeApc(&Second, Thread, 0, NormalBegins, NULL, NormalRuns, KernelMode, "second ");
}

static void
run_at_once_where_nothing_disables_them(void **state)
{
    MakeApcs(KeGetCurrentThread(), NormalRuns);
    assert_true(KeInsertQueueApc(&Normal, &Never, NULL, 0));
    assert_story("normal ");
    assert_true(KeInsertQueueApc(&Special, NULL, NULL, 0));
    assert_story("special ");
}

static void
run_special_ones_first_when_the_irql_drops(void **state)
{
    KIRQL OldIrql;

    MakeApcs(KeGetCurrentThread(), NormalRuns);
    KeRaiseIrql(APC_LEVEL, &OldIrql);
    assert_true(KeInsertQueueApc(&Normal, &Never, NULL, 0));
    assert_false(KeInsertQueueApc(&Normal, &Never, NULL, 0)); // it is queued
    assert_true(KeInsertQueueApc(&Second, &Never, NULL, 0));
    assert_true(KeInsertQueueApc(&Special, NULL, NULL, 0));
    assert_story("");
    KeLowerIrql(OldIrql);
    assert_story("special normal second ");
}

static void
in_a_critical_region_only_special_ones_run(void **state)
{
    MakeApcs(KeGetCurrentThread(), NormalRuns);
    KeEnterCriticalRegion();
    KeEnterCriticalRegion();
    assert_true(KeInsertQueueApc(&Normal, &Never, NULL, 0));
    assert_true(KeInsertQueueApc(&Special, NULL, NULL, 0));
    assert_story("special ");
    assert_nt_status(WaitMs(&Never, 10), STATUS_TIMEOUT);
    KeLeaveCriticalRegion();
    assert_story("");
    KeLeaveCriticalRegion();
    assert_story("normal ");
}

static void
in_a_guarded_region_none_runs(void **state)
{
    MakeApcs(KeGetCurrentThread(), NormalRuns);
    KeEnterGuardedRegion();
    assert_true(KeInsertQueueApc(&Normal, &Never, NULL, 0));
    assert_true(KeInsertQueueApc(&Special, NULL, NULL, 0));
    assert_story("");
    KeLeaveGuardedRegion();
    assert_story("special normal ");
}

static void
a_normal_one_is_interrupted_by_special_ones_only(void **state)
{
    MakeApcs(KeGetCurrentThread(), QueuesTheOthers);
    assert_true(KeInsertQueueApc(&Normal, NULL, NULL, 0));
    assert_story("begins special ends second ");
}

static void
what_is_removed_does_not_run(void **state)
{
    KIRQL OldIrql;

    MakeApcs(KeGetCurrentThread(), NormalRuns);
    assert_false(KeRemoveQueueApc(&Normal));
    KeRaiseIrql(APC_LEVEL, &OldIrql);
    assert_true(KeInsertQueueApc(&Normal, &Never, NULL, 0));
    assert_true(KeRemoveQueueApc(&Normal));
    KeLowerIrql(OldIrql);
    assert_story("");
}

static void
waits(void *thread)
{
    *(PKTHREAD *)thread = KeGetCurrentThread();
    assert_nt_status(WaitMs(&Never, 1000), STATUS_TIMEOUT);
    Tell("waited ");
}

static void
comes_into_a_wait_that_goes_on(void **state)
{
    LARGE_INTEGER Interval = AfterMs(10);
    PKTHREAD Thread = NULL;
    HANDLE waiter;

    waiter = sim_thread(waits, &Thread);
    KeDelayExecutionThread(KernelMode, FALSE, &Interval);
    MakeApcs(Thread, NormalRuns);
    assert_true(KeInsertQueueApc(&Normal, &Never, NULL, 0));
    KeDelayExecutionThread(KernelMode, FALSE, &Interval);
    assert_story("normal ");
    sim_join(waiter);
    assert_story("waited ");
}

SIM_TESTS(SIM_TEST(run_at_once_where_nothing_disables_them, .before = begin),
          SIM_TEST(run_special_ones_first_when_the_irql_drops, .before = begin),
          SIM_TEST(in_a_critical_region_only_special_ones_run, .before = begin),
          SIM_TEST(in_a_guarded_region_none_runs, .before = begin),
          SIM_TEST(a_normal_one_is_interrupted_by_special_ones_only, .before = begin),
          SIM_TEST(what_is_removed_does_not_run, .before = begin),
          SIM_TEST(comes_into_a_wait_that_goes_on, .before = begin))
