/*
 * ke/test_threadeddpc.c - threaded DPCs: their thread, their IRQL, what may come between
 */
#include "ke_test.h"

static KDPC Threaded, Ordinary;
static KSPIN_LOCK Lock;
static KIRQL SeenIrql;
static ULONG SeenProcessor, Runs;
static PKTHREAD SeenThread;
static KEVENT Done;

static VOID
Look(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    KIRQL OldIrql;

    SeenIrql = KeGetCurrentIrql();
    SeenProcessor = KeGetCurrentProcessorNumberEx(NULL);
    SeenThread = KeGetCurrentThread();
    OldIrql = KeAcquireSpinLockForDpc(&Lock);
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    KeReleaseSpinLockForDpc(&Lock, OldIrql);
    assert_int_equal(KeGetCurrentIrql(), SeenIrql);
    Runs++;
    KeSetEvent(&Done, 0, FALSE);
}

static void
run_once(void)
{
    Runs = 0;
    KeInitializeSpinLock(&Lock);
    KeInitializeEvent(&Done, SynchronizationEvent, FALSE);
    KeInitializeThreadedDpc(&Threaded, Look, NULL);
    assert_true(KeInsertQueueDpc(&Threaded, NULL, NULL));
    Wait(&Done);
    assert_int_equal(Runs, 1);
}

static void
runs_at_passive_level_in_a_thread_of_its_own(void **state)
{
    run_once();
    assert_int_equal(SeenIrql, PASSIVE_LEVEL);
    assert_ptr_not_equal(SeenThread, KeGetCurrentThread());
    assert_int_equal(KeQueryPriorityThread(SeenThread), HIGH_PRIORITY);
}

static void
runs_as_an_ordinary_one_when_they_are_switched_off(void **state)
{
    run_once();
    assert_int_equal(SeenIrql, DISPATCH_LEVEL);
}

static void
runs_on_the_processor_it_targets(void **state)
{
    PROCESSOR_NUMBER Target;

    KeInitializeSpinLock(&Lock);
    KeInitializeEvent(&Done, SynchronizationEvent, FALSE);
    KeInitializeThreadedDpc(&Threaded, Look, NULL);
    for (ULONG i = 0; i < sim_cpu_count(); i++) {
        KeGetProcessorNumberFromIndex(i, &Target);
        KeSetTargetProcessorDpcEx(&Threaded, &Target);
        KeInsertQueueDpc(&Threaded, NULL, NULL);
        Wait(&Done);
        assert_int_equal(SeenProcessor, i);
    }
}

static VOID
TellOrdinary(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Tell("D");
}

static VOID
QueueAnother(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Tell("(");
    KeInsertQueueDpc(&Ordinary, NULL, NULL);
    Tell(")");
}

static void
gives_way_to_an_ordinary_dpc(void **state)
{
    KeInitializeDpc(&Ordinary, TellOrdinary, NULL);
    KeInitializeThreadedDpc(&Threaded, QueueAnother, NULL);
    KeInsertQueueDpc(&Threaded, NULL, NULL);
    KeFlushQueuedDpcs();
    assert_story("(D)");
}

static void
ordinary_it_is_not_interrupted_by_another(void **state)
{
    KeInitializeDpc(&Ordinary, TellOrdinary, NULL);
    KeInitializeThreadedDpc(&Threaded, QueueAnother, NULL);
    KeInsertQueueDpc(&Threaded, NULL, NULL);
    KeFlushQueuedDpcs();
    assert_story("()D");
}

static void
can_be_taken_back_before_it_runs(void **state)
{
    KIRQL OldIrql;

    KeInitializeThreadedDpc(&Threaded, QueueAnother, NULL);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    assert_true(KeInsertQueueDpc(&Threaded, NULL, NULL));
    assert_false(KeInsertQueueDpc(&Threaded, NULL, NULL));
    assert_true(KeRemoveQueueDpc(&Threaded));
    assert_false(KeRemoveQueueDpc(&Threaded));
    KeLowerIrql(OldIrql);
    KeFlushQueuedDpcs();
    assert_story("");
}

static VOID
WaitForNothing(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    WaitMs(&Done, 1);
}

static void
may_not_wait(void **state)
{
    KeInitializeEvent(&Done, SynchronizationEvent, FALSE);
    KeInitializeThreadedDpc(&Threaded, WaitForNothing, NULL);
    assert_bugcheck(ATTEMPTED_SWITCH_FROM_DPC, KeInsertQueueDpc(&Threaded, NULL, NULL),
                    sim_run_for(MS));
}

static VOID
LockAtDpcLevel(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    KeAcquireSpinLockAtDpcLevel(&Lock);
}

static void
may_not_take_a_lock_as_if_it_were_at_dispatch_level(void **state)
{
    KeInitializeSpinLock(&Lock);
    KeInitializeThreadedDpc(&Threaded, LockAtDpcLevel, NULL);
    assert_bugcheck(DRIVER_VIOLATION, KeInsertQueueDpc(&Threaded, NULL, NULL), sim_run_for(MS));
}

SIM_TESTS(SIM_TEST(runs_at_passive_level_in_a_thread_of_its_own),
          SIM_TEST(runs_at_passive_level_in_a_thread_of_its_own, .policy = SIM_RANDOM, .seeds = 100,
                   .cpus = 4),
          SIM_TEST(runs_as_an_ordinary_one_when_they_are_switched_off, .no_threaded_dpcs = true),
          SIM_TEST(runs_on_the_processor_it_targets, .cpus = 4),
          SIM_TEST(gives_way_to_an_ordinary_dpc, .before = NewStory, .cpus = 1),
          SIM_TEST(ordinary_it_is_not_interrupted_by_another, .before = NewStory, .cpus = 1,
                   .no_threaded_dpcs = true),
          SIM_TEST(can_be_taken_back_before_it_runs, .before = NewStory, .cpus = 1),
          SIM_TEST(may_not_wait), SIM_TEST(may_not_take_a_lock_as_if_it_were_at_dispatch_level))
