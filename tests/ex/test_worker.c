/*
 * ex/test_worker.c - work items: where their routines run, and what these must leave as it was
 */
#include <ntddk.h>
#include <sim/test.h>

static WORK_QUEUE_ITEM Item, Other;
static KEVENT Event;
static ULONG Runs;
static KPRIORITY Priority;
static PEPROCESS Process;

static VOID
note(PVOID parameter)
{
    Runs++;
    assert_ptr_equal(parameter, &Runs);
    assert_int_equal(KeGetCurrentIrql(), PASSIVE_LEVEL);
    Priority = KeQueryPriorityThread(KeGetCurrentThread());
    Process = PsGetCurrentProcess();
}

static void
queue(PWORK_QUEUE_ITEM item, PWORKER_THREAD_ROUTINE routine, WORK_QUEUE_TYPE type)
{
    ExInitializeWorkItem(item, routine, &Runs);
    ExQueueWorkItem(item, type);
}

static void
the_routine_runs_in_a_system_thread(void **state)
{
    KIRQL irql;

    Runs = 0;
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    queue(&Item, note, DelayedWorkQueue);
    assert_int_equal(Runs, 0);
    KeLowerIrql(irql);
    sim_run_until_idle();
    assert_int_equal(Runs, 1);
    assert_ptr_equal(Process, PsInitialSystemProcess);
    assert_ptr_not_equal(Process, PsGetCurrentProcess());
}

static void
critical_items_run_at_a_higher_priority(void **state)
{
    queue(&Item, note, DelayedWorkQueue);
    sim_run_until_idle();
    assert_int_equal(Priority, 12);
    queue(&Item, note, CriticalWorkQueue);
    sim_run_until_idle();
    assert_int_equal(Priority, 13);
}

static VOID
queue_itself_once(PVOID parameter)
{
    if (++Runs == 1) {
        ExQueueWorkItem(&Item, DelayedWorkQueue);
    }
}

static void
an_item_may_queue_itself_again(void **state)
{
    Runs = 0;
    queue(&Item, queue_itself_once, DelayedWorkQueue);
    sim_run_until_idle();
    assert_int_equal(Runs, 2);
}

static VOID
free_item(PVOID parameter)
{
    ExFreePoolWithTag(parameter, 'tseT');
    Runs++;
}

static void
an_item_may_be_freed_by_its_routine(void **state)
{
    PWORK_QUEUE_ITEM item = ExAllocatePoolWithTag(NonPagedPool, sizeof(*item), 'tseT');

    Runs = 0;
    ExInitializeWorkItem(item, free_item, item);
    ExQueueWorkItem(item, DelayedWorkQueue);
    sim_run_until_idle();
    assert_int_equal(Runs, 1);
}

static VOID
wait_for_the_other(PVOID parameter)
{
    KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NULL);
    Runs++;
}

static VOID
wake_the_other(PVOID parameter)
{
    KeSetEvent(&Event, 0, FALSE);
    Runs++;
}

static void
an_item_may_wait_for_another_one(void **state)
{
    Runs = 0;
    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    queue(&Item, wait_for_the_other, DelayedWorkQueue);
    sim_run_until_idle();
    queue(&Other, wake_the_other, DelayedWorkQueue);
    sim_run_until_idle();
    assert_int_equal(Runs, 2);
}

static void
a_queued_item_is_not_queued_again(void **state)
{
    KIRQL irql;

    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    queue(&Item, note, DelayedWorkQueue);
    assert_bugcheck(WORKER_INVALID, ExQueueWorkItem(&Item, DelayedWorkQueue));
    assert_int_equal(sim_bugcheck_parameter(1), 1);
    assert_int_equal(sim_bugcheck_parameter(2), (uintptr_t)&Item);
}

static VOID
return_at_apc_level(PVOID parameter)
{
    KIRQL irql;

    KeRaiseIrql(APC_LEVEL, &irql);
}

static void
the_irql_must_be_passive_again(void **state)
{
    assert_bugcheck(WORKER_THREAD_RETURNED_AT_BAD_IRQL, {
        queue(&Item, return_at_apc_level, DelayedWorkQueue);
        sim_run_until_idle();
    });
    assert_int_equal(sim_bugcheck_parameter(1), (uintptr_t)return_at_apc_level);
    assert_int_equal(sim_bugcheck_parameter(2), APC_LEVEL);
    assert_int_equal(sim_bugcheck_parameter(4), (uintptr_t)&Item);
}

static VOID
return_in_a_critical_region(PVOID parameter)
{
    KeEnterCriticalRegion();
}

static void
critical_regions_must_be_left(void **state)
{
    assert_bugcheck(APC_INDEX_MISMATCH, {
        queue(&Item, return_in_a_critical_region, DelayedWorkQueue);
        sim_run_until_idle();
    });
    assert_int_equal(sim_bugcheck_parameter(4), 1);
}

static void
a_custom_priority_is_the_thread_s(void **state)
{
    for (KPRIORITY wanted = 9; wanted <= 17; wanted += 4) {
        queue(&Item, note, CustomPriorityWorkQueue + wanted);
        sim_run_until_idle();
        assert_int_equal(Priority, wanted);
    }
}

static KEVENT Gate;
static LONG AtGate;

static VOID
waits_at_the_gate(PVOID parameter)
{
    InterlockedIncrement(&AtGate);
    KeWaitForSingleObject(&Gate, Executive, KernelMode, FALSE, NULL);
}

static void
items_that_wait_for_each_other_get_threads(void **state)
{
    static WORK_QUEUE_ITEM items[12];

    AtGate = 0;
    KeInitializeEvent(&Gate, NotificationEvent, FALSE);
    for (unsigned i = 0; i < 12; i++) {
        queue(&items[i], waits_at_the_gate, CustomPriorityWorkQueue + 8);
    }
    sim_run_until_idle();
    assert_int_equal(AtGate, 12);
    KeSetEvent(&Gate, 0, FALSE);
    sim_run_until_idle();
}

static void
a_queue_that_is_none_is_0xe4(void **state)
{
    assert_bugcheck(WORKER_INVALID, queue(&Item, note, CustomPriorityWorkQueue + 32));
}

SIM_TESTS(SIM_TEST(a_custom_priority_is_the_thread_s),
          SIM_TEST(items_that_wait_for_each_other_get_threads),
          SIM_TEST(a_queue_that_is_none_is_0xe4), SIM_TEST(the_routine_runs_in_a_system_thread),
          SIM_TEST(the_routine_runs_in_a_system_thread, .cpus = 4),
          SIM_TEST(critical_items_run_at_a_higher_priority),
          SIM_TEST(an_item_may_queue_itself_again), SIM_TEST(an_item_may_be_freed_by_its_routine),
          SIM_TEST(an_item_may_wait_for_another_one), SIM_TEST(a_queued_item_is_not_queued_again),
          SIM_TEST(the_irql_must_be_passive_again), SIM_TEST(critical_regions_must_be_left))
