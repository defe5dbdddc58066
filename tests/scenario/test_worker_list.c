/*
 * scenario/test_worker_list.c - one work item that serves a list of tasks
 *
 * System worker threads: a driver that has much to do queues one item at a time, whose routine
 * takes task after task until the list is empty. No task is lost, and the item is never queued
 * while it is queued.
 */
#include <ntddk.h>
#include <sim/test.h>

#include "schedules.h"

enum { THREADS = 3, TASKS = 6, ALL = THREADS * TASKS + TASKS };

typedef struct {
    LIST_ENTRY Link;
    LONG Done;
} TASK;

static TASK Tasks[ALL];
static LIST_ENTRY List;
static KSPIN_LOCK Lock;
static BOOLEAN WorkerRuns; /* under Lock: the item is queued, or its routine has not seen the end */
static WORK_QUEUE_ITEM Item;
static LONG Given, Routines;
static KDPC Dpc;
static ULONG SharedRuns; /* runs in which one routine did several threads' tasks */

static TASK *
take_task(VOID)
{
    TASK *task = NULL;
    KIRQL irql;

    KeAcquireSpinLock(&Lock, &irql);
    if (IsListEmpty(&List)) {
        WorkerRuns = FALSE;
    } else {
        task = CONTAINING_RECORD(RemoveHeadList(&List), TASK, Link);
    }
    KeReleaseSpinLock(&Lock, irql);
    return task;
}

static VOID
do_all_tasks(PVOID unused)
{
    TASK *task;

    InterlockedIncrement(&Routines);
    while ((task = take_task()) != NULL) {
        assert_int_equal(InterlockedIncrement(&task->Done), 1);
        if (sim_choose(3) == 1) {
            KeStallExecutionProcessor(1);
        }
    }
}

static VOID
give_task(VOID)
{
    TASK *task = &Tasks[InterlockedIncrement(&Given) - 1];
    BOOLEAN start;
    KIRQL irql;

    KeAcquireSpinLock(&Lock, &irql);
    InsertTailList(&List, &task->Link);
    start = !WorkerRuns;
    WorkerRuns = TRUE;
    KeReleaseSpinLock(&Lock, irql);
    if (start) {
        ExQueueWorkItem(&Item, DelayedWorkQueue);
    }
}

static void
gives_tasks(void *unused)
{
    for (unsigned i = 0; i < TASKS; i++) {
        give_task();
        KeStallExecutionProcessor(sim_choose(2));
    }
}

static VOID
give_tasks_in_dpc(PKDPC dpc, PVOID context, PVOID argument1, PVOID argument2)
{
    gives_tasks(NULL);
}

static void
no_task_is_lost_and_none_is_done_twice(void **state)
{
    HANDLE threads[THREADS];

    RtlZeroMemory(Tasks, sizeof Tasks);
    Given = Routines = 0;
    WorkerRuns = FALSE;
    InitializeListHead(&List);
    KeInitializeSpinLock(&Lock);
    ExInitializeWorkItem(&Item, do_all_tasks, NULL);
    KeInitializeDpc(&Dpc, give_tasks_in_dpc, NULL);
    for (unsigned i = 0; i < THREADS; i++) {
        threads[i] = sim_thread(gives_tasks, NULL);
    }
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    for (unsigned i = 0; i < THREADS; i++) {
        sim_join(threads[i]);
    }
    sim_run_until_idle();
    for (unsigned i = 0; i < ALL; i++) {
        assert_int_equal(Tasks[i].Done, 1);
    }
    assert_true(IsListEmpty(&List));
    assert_false(WorkerRuns);
    SharedRuns += Routines < ALL;
}

static void
routines_did_several_tasks(void)
{
    assert_true(SharedRuns != 0);
}

static void
an_item_that_is_queued_is_not_queued_again(void **state)
{
    KIRQL irql;

    ExInitializeWorkItem(&Item, do_all_tasks, NULL);
    KeRaiseIrql(DISPATCH_LEVEL, &irql);
    ExQueueWorkItem(&Item, BackgroundWorkQueue);
    assert_bugcheck(WORKER_INVALID, ExQueueWorkItem(&Item, BackgroundWorkQueue));
    assert_int_equal(sim_bugcheck_parameter(1), 1);
}

SIM_TESTS(IN_ALL_SCHEDULES(no_task_is_lost_and_none_is_done_twice, routines_did_several_tasks),
          SIM_TEST(an_item_that_is_queued_is_not_queued_again, .cpus = 1))
