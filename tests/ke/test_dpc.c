/*
 * ke/test_dpc.c - when, where and how often a DPC routine runs
 */
#include <wdm.h>
#include <sim/test.h>

static KDPC Dpc, Second;
static ULONG Runs, RanOn, Order;
static PVOID FirstArgument;

static VOID
CountRun(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Runs++;
    RanOn = KeGetCurrentProcessorNumber();
    FirstArgument = Argument1;
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
}

static VOID
NoteOrder(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Order = Order * 10 + (ULONG)(ULONG_PTR)Context;
}

static VOID
QueueItselfOnce(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    if (++Runs == 1) {
        assert_true(KeInsertQueueDpc(Self, NULL, NULL));
    }
}

static VOID
LowerIrql(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    KeLowerIrql(PASSIVE_LEVEL);
}

static VOID
WaitForever(PKDPC Unused, PVOID Event, PVOID Argument1, PVOID Argument2)
{
    KeWaitForSingleObject(Event, Executive, KernelMode, FALSE, NULL);
}

static void
reset(PKDEFERRED_ROUTINE routine, PVOID context)
{
    Runs = Order = 0;
    RanOn = 99;
    KeInitializeDpc(&Dpc, routine, context);
}

static void
runs_when_the_irql_drops_and_not_before(void **state)
{
    KIRQL OldIrql;

    reset(CountRun, NULL);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    assert_true(KeInsertQueueDpc(&Dpc, (PVOID)1, NULL));
    assert_false(KeInsertQueueDpc(&Dpc, (PVOID)2, NULL)); // queued already: merged
    assert_int_equal(Runs, 0);
    KeLowerIrql(APC_LEVEL);
    assert_int_equal(Runs, 1);
    assert_ptr_equal(FirstArgument, (PVOID)1);
    KeLowerIrql(OldIrql);
}

static void
runs_at_once_below_dispatch_level(void **state)
{
    reset(CountRun, NULL);
    assert_true(KeInsertQueueDpc(&Dpc, NULL, NULL));
    assert_int_equal(Runs, 1);
    assert_true(KeInsertQueueDpc(&Dpc, NULL, NULL));
    assert_int_equal(Runs, 2);
}

static void
of_high_importance_goes_to_the_head(void **state)
{
    KIRQL OldIrql;

    reset(NoteOrder, (PVOID)1);
    KeInitializeDpc(&Second, NoteOrder, (PVOID)2);
    KeSetImportanceDpc(&Second, HighImportance);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    KeInsertQueueDpc(&Second, NULL, NULL);
    KeLowerIrql(OldIrql);
    assert_int_equal(Order, 21);
}

static void
of_low_importance_waits_for_the_clock_tick(void **state)
{
    reset(CountRun, NULL);
    KeSetImportanceDpc(&Dpc, LowImportance);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    assert_int_equal(Runs, 0);
    KeStallExecutionProcessor(16000);
    assert_int_equal(Runs, 1);
}

static void
is_idle_before_its_routine_starts(void **state)
{
    reset(QueueItselfOnce, NULL);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    assert_int_equal(Runs, 2);
}

static void
removed_does_not_run(void **state)
{
    KIRQL OldIrql;

    reset(CountRun, NULL);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    assert_true(KeRemoveQueueDpc(&Dpc));
    assert_false(KeRemoveQueueDpc(&Dpc));
    KeLowerIrql(OldIrql);
    assert_int_equal(Runs, 0);
}

static void
runs_on_the_processor_it_targets(void **state)
{
    reset(CountRun, NULL);
    KeSetTargetProcessorDpc(&Dpc, 1);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    sim_run_until_idle();
    assert_int_equal(Runs, 1);
    assert_int_equal(RanOn, 1);
}

static void
has_run_when_the_queues_are_flushed(void **state)
{
    reset(CountRun, NULL);
    KeSetTargetProcessorDpc(&Dpc, (CCHAR)(sim_cpu_count() - 1));
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    KeFlushQueuedDpcs();
    assert_int_equal(Runs, 1);
}

static VOID
StallLong(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    assert_true(KeIsExecutingDpc());
    KeStallExecutionProcessor(100);
    Runs++;
}

static void
removed_while_it_runs_is_waited_for_if_asked(void **state)
{
    reset(StallLong, NULL);
    KeSetSystemAffinityThread(1);
    KeSetTargetProcessorDpc(&Dpc, 1);
    KeSetImportanceDpc(&Dpc, HighImportance);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    KeStallExecutionProcessor(50);
    assert_false(KeRemoveQueueDpcEx(&Dpc, FALSE));
    assert_int_equal(Runs, 0);
    assert_false(KeRemoveQueueDpcEx(&Dpc, TRUE));
    assert_int_equal(Runs, 1);
    KeRevertToUserAffinityThread();
}

static void
several_run_in_the_order_of_queueing(void **state)
{
    KIRQL OldIrql;

    reset(NoteOrder, (PVOID)1);
    KeInitializeDpc(&Second, NoteOrder, (PVOID)2);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    KeInsertQueueDpc(&Second, NULL, NULL);
    assert_true(KeRemoveQueueDpc(&Dpc));
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    KeLowerIrql(OldIrql);
    assert_int_equal(Order, 21);
}

static VOID
LeaveLocked(PKDPC Unused, PVOID SpinLock, PVOID Argument1, PVOID Argument2)
{
    KeAcquireSpinLockAtDpcLevel(SpinLock);
}

static void
may_not_keep_a_spin_lock(void **state)
{
    static KSPIN_LOCK Lock;

    KeInitializeSpinLock(&Lock);
    reset(LeaveLocked, &Lock);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, KeInsertQueueDpc(&Dpc, NULL, NULL));
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)&Lock);
}

static void
may_not_lower_the_irql_below_its_own(void **state)
{
    reset(LowerIrql, NULL);
    assert_bugcheck(IRQL_UNEXPECTED_VALUE, KeInsertQueueDpc(&Dpc, NULL, NULL));
}

static void
may_not_wait(void **state)
{
    static KEVENT Event;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    reset(WaitForever, &Event);
    assert_bugcheck(ATTEMPTED_SWITCH_FROM_DPC, KeInsertQueueDpc(&Dpc, NULL, NULL));
}

static void
targets_only_processors_that_exist(void **state)
{
    PROCESSOR_NUMBER Absent = {.Group = 0, .Number = 40};

    reset(CountRun, NULL);
    assert_int_equal(KeSetTargetProcessorDpcEx(&Dpc, &Absent), STATUS_INVALID_PARAMETER);
    assert_bugcheck(INVALID_AFFINITY_SET, KeSetTargetProcessorDpc(&Dpc, 40));
}

SIM_TESTS(SIM_TEST(runs_when_the_irql_drops_and_not_before),
          SIM_TEST(runs_at_once_below_dispatch_level),
          SIM_TEST(of_high_importance_goes_to_the_head),
          SIM_TEST(of_low_importance_waits_for_the_clock_tick),
          SIM_TEST(is_idle_before_its_routine_starts),
          SIM_TEST(removed_does_not_run),
          SIM_TEST(runs_on_the_processor_it_targets, .cpus = 2),
          SIM_TEST(has_run_when_the_queues_are_flushed),
          SIM_TEST(has_run_when_the_queues_are_flushed, .cpus = 4, .policy = SIM_RANDOM, .seed = 3),
          SIM_TEST(removed_while_it_runs_is_waited_for_if_asked, .cpus = 2),
          SIM_TEST(several_run_in_the_order_of_queueing), SIM_TEST(may_not_keep_a_spin_lock),
          SIM_TEST(may_not_lower_the_irql_below_its_own),
          SIM_TEST(may_not_wait),
          SIM_TEST(targets_only_processors_that_exist, .cpus = 2))
