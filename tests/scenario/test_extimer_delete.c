/*
 * scenario/test_extimer_delete.c - scenario 34: deleting a system-allocated timer, in each state
 *
 *      Cancel, Wait  x  idle, one-shot pending, periodic, expiring, cancelled already
 */
#include <wdm.h>

#include "schedules.h"

enum { MS = 1000000 };
enum timer_state { IDLE, ONE_SHOT, PERIODIC, EXPIRING, CANCELLED, STATES };

static volatile LONG Callbacks, Running, Deleted;
static ULONG met_running, met_cancelled;

static VOID
Expire(PEX_TIMER Timer, PVOID Context)
{
    assert_int_equal(KeGetCurrentIrql(), DISPATCH_LEVEL);
    assert_int_equal(Deleted, 0);
    InterlockedIncrement(&Running);
    InterlockedIncrement(&Callbacks);
    KeStallExecutionProcessor(20);
    InterlockedDecrement(&Running);
}

static VOID
OnDelete(PVOID Context)
{
    assert_ptr_equal(Context, (PVOID)0x34);
    assert_int_equal(Running, 0);
    assert_int_equal(InterlockedIncrement(&Deleted), 1);
}

static void
run_until_callback(void)
{
    while (Callbacks == 0) {
        YieldProcessor();
    }
}

static PEX_TIMER
timer_in(enum timer_state how)
{
    PEX_TIMER Timer = ExAllocateTimer(Expire, NULL, 0);

    Callbacks = Running = Deleted = 0;
    if (how == ONE_SHOT) {
        ExSetTimer(Timer, -40 * 10000, 0, NULL);
    } else if (how == PERIODIC) {
        ExSetTimer(Timer, -40 * 10000, 20 * 10000, NULL);
    } else if (how == EXPIRING) {
        KeSetSystemAffinityThread((KAFFINITY)1 << (sim_cpu_count() - 1)); // where it expires
        ExSetTimer(Timer, -1, 0, NULL);
        KeSetSystemAffinityThread(1);
        run_until_callback(); // it may still run, on another processor
        KeRevertToUserAffinityThread();
    } else if (how == CANCELLED) {
        ExSetTimer(Timer, -40 * 10000, 0, NULL);
        assert_true(ExCancelTimer(Timer, NULL));
    }
    return Timer;
}

static void
delete_in(enum timer_state how, BOOLEAN cancel, BOOLEAN wait)
{
    PEX_TIMER Timer = timer_in(how);
    EXT_DELETE_PARAMETERS Parameters;
    LONG before = Callbacks;
    BOOLEAN result, pending = how == ONE_SHOT || how == PERIODIC;

    ExInitializeDeleteTimerParameters(&Parameters);
    Parameters.DeleteCallback = OnDelete;
    Parameters.DeleteContext = (PVOID)0x34;
    met_running += Running > 0;
    result = ExDeleteTimer(Timer, cancel, wait, &Parameters);
    assert_int_equal(result, cancel && pending);
    met_cancelled += result;
    if (wait) {
        assert_int_equal(Deleted, 1);
        assert_int_equal(Running, 0);
    }
    if (!cancel && pending) { // it is there until it has expired
        assert_int_equal(Deleted, 0);
        assert_false(ExSetTimer(Timer, -10000, 0, NULL));
        assert_false(ExCancelTimer(Timer, NULL));
        assert_false(ExDeleteTimer(Timer, TRUE, TRUE, &Parameters));
    }
    sim_run_for(200ull * MS);
    assert_int_equal(Deleted, 1);
    assert_int_equal(Callbacks, before + (!cancel && pending ? 1 : 0));
}

static void
deletes_as_the_table_says(void **state)
{
    for (enum timer_state how = IDLE; how < STATES; how++) {
        delete_in(how, TRUE, TRUE);
        delete_in(how, TRUE, FALSE);
        delete_in(how, FALSE, FALSE);
    }
}

static void
met_both(void)
{
    assert_true(met_running > 0);
    assert_true(met_cancelled > 0);
}

/* --- from its own callback -------------------------------------------------------------------- */

static EXT_DELETE_PARAMETERS Own;

static VOID
DeleteItself(PEX_TIMER Timer, PVOID Context)
{
    InterlockedIncrement(&Callbacks);
    assert_true(ExDeleteTimer(Timer, TRUE, FALSE, &Own)); // the period's next
    assert_int_equal(Deleted, 0);
}

static void
a_callback_may_delete_its_timer(void **state)
{
    Callbacks = Running = Deleted = 0;
    Own = (EXT_DELETE_PARAMETERS){.DeleteCallback = OnDelete, .DeleteContext = (PVOID)0x34};
    ExSetTimer(ExAllocateTimer(DeleteItself, NULL, 0), -10000, 20 * 10000, NULL);
    sim_run_for(200ull * MS);
    assert_int_equal(Callbacks, 1);
    assert_int_equal(Deleted, 1);
}

/* --- delete against expiry -------------------------------------------------------------------- */

static void
no_callback_runs_after_a_waiting_delete(void **state)
{
    for (ULONG i = 0; i < 5; i++) {
        PEX_TIMER Timer = ExAllocateTimer(Expire, NULL, EX_TIMER_HIGH_RESOLUTION);
        LONG runs;

        Callbacks = Running = Deleted = 0;
        ExSetTimer(Timer, -10000, 10000, NULL);
        sim_run_for(3 * MS + sim_choose(1000) * 1000);
        ExDeleteTimer(Timer, TRUE, TRUE, NULL);
        assert_int_equal(Running, 0);
        runs = Callbacks;
        sim_run_for(10 * MS);
        assert_int_equal(Callbacks, runs);
    }
}

SIM_TESTS(IN_ALL_SCHEDULES(deletes_as_the_table_says, met_both),
          IN_ALL_SCHEDULES(a_callback_may_delete_its_timer, NULL),
          IN_ALL_SCHEDULES(no_callback_runs_after_a_waiting_delete, NULL))
