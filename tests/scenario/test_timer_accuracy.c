/*
 * scenario/test_timer_accuracy.c - scenario 33: when timers of each kind expire
 */
#include <wdm.h>

#include "schedules.h"

enum { MS = 1000000, TICK_NS = 15625000, SLACK_NS = 100000, HOUR_MS = 3600000 };

static KTIMER Timer;
static KDPC Dpc;
static volatile ULONG Runs;
static uint64_t RanAt;

static VOID
NoteRun(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    RanAt = sim_time_ns();
    Runs++;
}

static VOID
NoteExRun(PEX_TIMER Self, PVOID Context)
{
    RanAt = sim_time_ns();
    Runs++;
}

static LARGE_INTEGER
after_ms(LONGLONG ms)
{
    return (LARGE_INTEGER){.QuadPart = -ms * 10000};
}

static void
set(LARGE_INTEGER due)
{
    Runs = 0;
    KeInitializeTimer(&Timer);
    KeInitializeDpc(&Dpc, NoteRun, NULL);
    KeSetTimer(&Timer, due, &Dpc);
}

static void
ordinary_ones_expire_at_the_tick_after(void **state)
{
    for (LONGLONG ms = 1; ms <= 40; ms++) {
        uint64_t due = sim_time_ns() + (uint64_t)ms * MS;

        set(after_ms(ms));
        sim_run_for((uint64_t)ms * MS + 2 * TICK_NS);
        assert_int_equal(Runs, 1);
        assert_true(RanAt >= due);
        assert_true(RanAt < due + TICK_NS + SLACK_NS);
        assert_true(RanAt % TICK_NS < SLACK_NS);
    }
}

static void
what_is_due_already_expires_at_the_next_check(void **state)
{
    LARGE_INTEGER Past = {.QuadPart = 1};

    set(Past);
    sim_run_for(TICK_NS + SLACK_NS);
    assert_int_equal(Runs, 1);
}

static void
high_resolution_ones_are_never_early_and_a_millisecond_late_at_most(void **state)
{
    for (LONGLONG ms = 1; ms <= 20; ms++) {
        PEX_TIMER Fine = ExAllocateTimer(NoteExRun, NULL, EX_TIMER_HIGH_RESOLUTION);
        uint64_t due = sim_time_ns() + (uint64_t)ms * MS;

        Runs = 0;
        ExSetTimer(Fine, -ms * 10000, 0, NULL);
        sim_run_for((uint64_t)ms * MS + 2 * MS);
        assert_int_equal(Runs, 1);
        assert_true(RanAt >= due);
        assert_true(RanAt <= due + MS + SLACK_NS);
        ExDeleteTimer(Fine, TRUE, TRUE, NULL);
    }
}

/* --- system time is set ----------------------------------------------------------------------- */

static LARGE_INTEGER
at_ms(LONGLONG ms)
{
    LARGE_INTEGER Time;

    KeQuerySystemTimePrecise(&Time);
    Time.QuadPart += ms * 10000;
    return Time;
}

static void
moved(LARGE_INTEGER due, int64_t later_ms, uint64_t expected_ms)
{
    set(due);
    sim_set_system_time(later_ms * MS);
    if (expected_ms > 20) {
        sim_run_for((expected_ms - 20) * MS);
        assert_int_equal(Runs, 0);
        sim_run_for(20ull * MS);
    } else {
        sim_run_for(expected_ms * MS);
    }
    sim_run_for(20ull * MS);
    assert_int_equal(Runs, 1);
}

static void
absolute_ones_follow_the_system_time(void **state)
{
    moved(at_ms(2 * HOUR_MS), HOUR_MS, HOUR_MS);
    moved(at_ms(HOUR_MS / 2), HOUR_MS, 0);
    moved(at_ms(100), -HOUR_MS, HOUR_MS + 100);
}

static void
relative_ones_do_not(void **state)
{
    moved(after_ms(100), HOUR_MS, 100);
    moved(after_ms(100), -HOUR_MS, 100);
}

static void
a_wait_until_a_system_time_follows_it(void **state)
{
    LARGE_INTEGER Until = at_ms(HOUR_MS), Before, After;
    KEVENT Never;
    ULONG64 Start = KeQueryInterruptTime();

    KeInitializeEvent(&Never, NotificationEvent, FALSE);
    KeQuerySystemTime(&Before);
    sim_set_system_time((int64_t)(HOUR_MS - 1000) * MS);
    KeQuerySystemTime(&After);
    assert_true(After.QuadPart - Before.QuadPart >= (HOUR_MS - 1000) * 10000ll);
    assert_nt_status(KeWaitForSingleObject(&Never, Executive, KernelMode, FALSE, &Until),
                     STATUS_TIMEOUT);
    assert_in_range(KeQueryInterruptTime() - Start, 9800000, 10400000);
}

/* --- those that may be late ------------------------------------------------------------------- */

static ULONG slipped;

static void
coalescable_ones_slip_by_their_tolerance_at_most(void **state)
{
    uint64_t due = sim_time_ns() + 20 * MS;

    Runs = 0;
    KeInitializeTimer(&Timer);
    KeInitializeDpc(&Dpc, NoteRun, NULL);
    KeSetCoalescableTimer(&Timer, after_ms(20), 0, 100, &Dpc);
    sim_run_for(200ull * MS);
    assert_int_equal(Runs, 1);
    assert_true(RanAt >= due);
    assert_true(RanAt <= due + 100 * MS + TICK_NS);
    slipped += RanAt > due + TICK_NS + SLACK_NS;
}

static void
some_slipped(void)
{
    assert_true(slipped > 0);
}

static uint64_t
no_wake_after_ms(LONGLONG due_ms, LONGLONG tolerance_100ns, BOOLEAN busy, uint64_t run_ms)
{
    PEX_TIMER Lazy = ExAllocateTimer(NoteExRun, NULL, EX_TIMER_NO_WAKE);
    EXT_SET_PARAMETERS Parameters;
    uint64_t start = sim_time_ns();

    ExInitializeSetTimerParameters(&Parameters);
    Parameters.NoWakeTolerance = tolerance_100ns;
    Runs = 0;
    ExSetTimer(Lazy, -due_ms * 10000, 0, &Parameters);
    for (uint64_t ms = 0; busy && ms < run_ms; ms++) {
        KeStallExecutionProcessor(1000);
    }
    if (!busy) {
        sim_run_for(run_ms * MS);
    }
    ExDeleteTimer(Lazy, TRUE, TRUE, NULL);
    return Runs == 0 ? 0 : (RanAt - start) / MS;
}

/* One processor. */
static void
no_wake_ones_slip_only_while_the_processor_sleeps(void **state)
{
    assert_in_range(no_wake_after_ms(40, 500 * 10000, TRUE, 200), 40, 57);
    assert_in_range(no_wake_after_ms(40, 500 * 10000, FALSE, 2000), 540, 557);
    assert_in_range(no_wake_after_ms(40, 0, FALSE, 2000), 40, 57);
    assert_int_equal(no_wake_after_ms(40, EX_TIMER_UNLIMITED_TOLERANCE, FALSE, 2000), 2000);
}

SIM_TESTS(IN_ALL_SCHEDULES(ordinary_ones_expire_at_the_tick_after, NULL),
          IN_ALL_SCHEDULES(what_is_due_already_expires_at_the_next_check, NULL),
          IN_ALL_SCHEDULES(high_resolution_ones_are_never_early_and_a_millisecond_late_at_most,
                           NULL),
          SIM_TEST(absolute_ones_follow_the_system_time, .time_limit_ns = 10ull * HOUR_MS * MS),
          SIM_TEST(absolute_ones_follow_the_system_time, .time_limit_ns = 10ull * HOUR_MS * MS,
                   .policy = SIM_RANDOM, .seeds = 50),
          SIM_TEST(relative_ones_do_not),
          IN_ALL_SCHEDULES(a_wait_until_a_system_time_follows_it, NULL),
          IN_ALL_SCHEDULES(coalescable_ones_slip_by_their_tolerance_at_most, some_slipped),
          SIM_TEST(no_wake_ones_slip_only_while_the_processor_sleeps, .cpus = 1))
