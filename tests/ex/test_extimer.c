/*
 * ex/test_extimer.c - ExAllocateTimer and its family: expiry, kinds, mistakes, resolution
 *
 * The table of deletion is scenario 34, tests/scenario/test_extimer_delete.c; accuracy is 33,
 * tests/scenario/test_timer_accuracy.c.
 */
#include <wdm.h>
#include <sim/test.h>

enum { MS = 1000000, TICK = 156250 };

static ULONG Runs;
static KIRQL SeenIrql;

static VOID
CountRun(PEX_TIMER Timer, PVOID Context)
{
    assert_ptr_equal(*(PEX_TIMER *)Context, Timer);
    SeenIrql = KeGetCurrentIrql();
    Runs++;
}

static PEX_TIMER Timer;

static void
make(ULONG attributes)
{
    Runs = 0;
    Timer = ExAllocateTimer(CountRun, &Timer, attributes);
    assert_non_null(Timer);
}

static void
calls_back_at_dispatch_level(void **state)
{
    make(0);
    assert_false(ExSetTimer(Timer, -50 * 10000, 0, NULL));
    sim_run_for(100ull * MS);
    assert_int_equal(Runs, 1);
    assert_int_equal(SeenIrql, DISPATCH_LEVEL);
    assert_false(ExCancelTimer(Timer, NULL));
    assert_false(ExDeleteTimer(Timer, TRUE, TRUE, NULL));
}

static void
set_again_it_starts_anew(void **state)
{
    make(0);
    ExSetTimer(Timer, -50 * 10000, 0, NULL);
    assert_true(ExSetTimer(Timer, -500 * 10000, 0, NULL));
    sim_run_for(100ull * MS);
    assert_int_equal(Runs, 0);
    assert_true(ExCancelTimer(Timer, NULL));
    assert_false(ExCancelTimer(Timer, NULL));
    ExDeleteTimer(Timer, TRUE, TRUE, NULL);
}

static void
a_period_is_in_100_ns(void **state)
{
    EXT_SET_PARAMETERS Parameters;

    make(0);
    ExInitializeSetTimerParameters(&Parameters);
    ExSetTimer(Timer, -(LONGLONG)TICK, 4 * TICK, &Parameters);
    sim_run_for(100ull * 100 * TICK);
    assert_int_equal(Runs, 25);
    assert_true(ExDeleteTimer(Timer, TRUE, TRUE, NULL));
}

static void
a_period_below_a_tick_expires_once_a_tick(void **state)
{
    make(0);
    ExSetTimer(Timer, -10000, 10000, NULL);
    sim_run_for(100ull * 20 * TICK);
    assert_in_range(Runs, 19, 20);
    ExDeleteTimer(Timer, TRUE, TRUE, NULL);
}

static void
can_be_waited_for(void **state)
{
    LARGE_INTEGER Now = {0};

    Timer = ExAllocateTimer(NULL, NULL, EX_TIMER_NOTIFICATION);
    ExSetTimer(Timer, -10000, 0, NULL);
    assert_nt_success(KeWaitForSingleObject(Timer, Executive, KernelMode, FALSE, NULL));
    assert_nt_status(KeWaitForSingleObject(Timer, Executive, KernelMode, FALSE, &Now),
                     STATUS_SUCCESS);
    ExDeleteTimer(Timer, TRUE, TRUE, NULL);
    Timer = ExAllocateTimer(NULL, NULL, 0);
    ExSetTimer(Timer, -10000, 0, NULL);
    assert_nt_success(KeWaitForSingleObject(Timer, Executive, KernelMode, FALSE, NULL));
    assert_nt_status(KeWaitForSingleObject(Timer, Executive, KernelMode, FALSE, &Now),
                     STATUS_TIMEOUT);
    ExDeleteTimer(Timer, TRUE, TRUE, NULL);
}

/* --- mistakes --------------------------------------------------------------------------------- */

static void
fine_and_lazy_at_once_is_stopped(void **state)
{
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION,
                    ExAllocateTimer(NULL, NULL, EX_TIMER_HIGH_RESOLUTION | EX_TIMER_NO_WAKE));
}

static void
a_fine_one_at_a_system_time_is_stopped(void **state)
{
    make(EX_TIMER_HIGH_RESOLUTION);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExSetTimer(Timer, 1, 0, NULL));
}

static void
a_negative_tolerance_is_stopped(void **state)
{
    EXT_SET_PARAMETERS Parameters = {.NoWakeTolerance = -2};

    make(EX_TIMER_NO_WAKE);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExSetTimer(Timer, -1, 0, &Parameters));
}

static void
waiting_without_cancelling_is_stopped(void **state)
{
    make(0);
    assert_bugcheck(DRIVER_VERIFIER_DETECTED_VIOLATION, ExDeleteTimer(Timer, FALSE, TRUE, NULL));
}

static void
waiting_at_dispatch_level_is_stopped(void **state)
{
    make(0);
    KeRaiseIrqlToDpcLevel();
    assert_bugcheck(DRIVER_VIOLATION, ExDeleteTimer(Timer, TRUE, TRUE, NULL));
}

/* --- resolution ------------------------------------------------------------------------------- */

static ULONG
resolution(void)
{
    ULONG Most, Least, Now;

    ExQueryTimerResolution(&Most, &Least, &Now);
    assert_int_equal(Most, TICK);
    assert_int_equal(Least, 10000);
    return Now;
}

static void
the_clock_ticks_as_often_as_the_finest_request(void **state)
{
    ULONGLONG Before, After;

    assert_int_equal(resolution(), TICK);
    assert_int_equal(ExSetTimerResolution(20000, TRUE), 20000);
    assert_int_equal(ExSetTimerResolution(50000, TRUE), 20000);
    assert_int_equal(ExSetTimerResolution(1, TRUE), 10000);
    assert_int_equal(ExSetTimerResolution(0, FALSE), 10000);
    make(0);
    ExSetTimer(Timer, -30000, 0, NULL);
    sim_run_for(4 * MS + MS / 10);
    assert_int_equal(Runs, 1);
    Before = KeQueryInterruptTime();
    ExSetTimerResolution(0, FALSE);
    assert_int_equal(ExSetTimerResolution(0, FALSE), TICK);
    assert_int_equal(resolution(), TICK);
    After = KeQueryInterruptTime();
    assert_true(After >= Before);
    ExDeleteTimer(Timer, TRUE, TRUE, NULL);
}

SIM_TESTS(SIM_TEST(calls_back_at_dispatch_level), SIM_TEST(set_again_it_starts_anew),
          SIM_TEST(a_period_is_in_100_ns), SIM_TEST(a_period_below_a_tick_expires_once_a_tick),
          SIM_TEST(can_be_waited_for), SIM_TEST(fine_and_lazy_at_once_is_stopped),
          SIM_TEST(a_fine_one_at_a_system_time_is_stopped),
          SIM_TEST(a_negative_tolerance_is_stopped),
          SIM_TEST(waiting_without_cancelling_is_stopped),
          SIM_TEST(waiting_at_dispatch_level_is_stopped),
          SIM_TEST(the_clock_ticks_as_often_as_the_finest_request))
