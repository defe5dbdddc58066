/*
 * ke/test_timer.c - timers: granularity, kinds, periods, DPCs, cancellation
 */
#include <wdm.h>
#include <sim/test.h>

enum { TICK_NS = 15625000, MS = 1000000 };

static KTIMER Timer;
static KDPC Dpc;
static ULONG Runs;
static uint64_t RanAt;

static VOID
CountRun(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Runs++;
    RanAt = sim_time_ns();
}

static LARGE_INTEGER
after_ms(LONGLONG ms)
{
    LARGE_INTEGER Due = {.QuadPart = -ms * 10000};

    return Due;
}

static void
set_with_dpc(TIMER_TYPE type, LONGLONG ms, LONG period)
{
    Runs = 0;
    KeInitializeTimerEx(&Timer, type);
    KeInitializeDpc(&Dpc, CountRun, NULL);
    assert_false(KeSetTimerEx(&Timer, after_ms(ms), period, &Dpc));
}

static void
expires_at_the_first_tick_after_its_due_time(void **state)
{
    uint64_t start = sim_time_ns(), due = start + 20 * MS;

    set_with_dpc(NotificationTimer, 20, 0);
    assert_nt_status(KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, NULL),
                     STATUS_SUCCESS);
    assert_int_equal(Runs, 1);
    assert_true(RanAt >= due);
    assert_true(RanAt < due + TICK_NS + MS);
    assert_true(RanAt / TICK_NS > due / TICK_NS);
    assert_true(RanAt % TICK_NS < MS); // at a tick, plus what the interrupt costs
}

static void
of_notification_kind_stays_signalled(void **state)
{
    set_with_dpc(NotificationTimer, 1, 0);
    assert_false(KeReadStateTimer(&Timer));
    KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, NULL);
    assert_true(KeReadStateTimer(&Timer));
    assert_nt_status(KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, NULL),
                     STATUS_SUCCESS);
}

static void
of_synchronization_kind_satisfies_one_wait(void **state)
{
    LARGE_INTEGER Now = {0};

    set_with_dpc(SynchronizationTimer, 1, 0);
    KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, NULL);
    assert_false(KeReadStateTimer(&Timer));
    assert_nt_status(KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, &Now),
                     STATUS_TIMEOUT);
}

static void
repeats_with_its_period_until_cancelled(void **state)
{
    set_with_dpc(NotificationTimer, 100, 100);
    sim_run_for(1050ull * MS);
    assert_int_equal(Runs, 10);
    assert_true(KeCancelTimer(&Timer));
    sim_run_for(1000ull * MS);
    assert_int_equal(Runs, 10);
}

static void
set_again_starts_anew(void **state)
{
    set_with_dpc(NotificationTimer, 100, 0);
    sim_run_for(50ull * MS);
    assert_true(KeSetTimer(&Timer, after_ms(100), &Dpc));
    sim_run_for(80ull * MS);
    assert_int_equal(Runs, 0);
    sim_run_for(50ull * MS);
    assert_int_equal(Runs, 1);
    assert_false(KeCancelTimer(&Timer));
}

static void
absolute_means_system_time(void **state)
{
    LARGE_INTEGER Due;

    Runs = 0;
    KeInitializeTimer(&Timer);
    KeInitializeDpc(&Dpc, CountRun, NULL);
    KeQuerySystemTimePrecise(&Due);
    Due.QuadPart += 500 * 10000;
    KeSetTimer(&Timer, Due, &Dpc);
    sim_run_for(490ull * MS);
    assert_int_equal(Runs, 0);
    sim_run_for(40ull * MS);
    assert_int_equal(Runs, 1);
}

static void
that_may_be_late_is_due_like_any_other(void **state)
{
    Runs = 0;
    KeInitializeTimer(&Timer);
    KeInitializeDpc(&Dpc, CountRun, NULL);
    assert_false(KeSetCoalescableTimer(&Timer, after_ms(100), 100, 50, &Dpc));
    sim_run_for(99ull * MS);
    assert_int_equal(Runs, 0);
    sim_run_for(500ull * MS);
    assert_in_range(Runs, 4, 5);
    assert_true(KeCancelTimer(&Timer));
}

static void
of_an_absolute_time_that_has_passed_expires_at_the_next_tick(void **state)
{
    LARGE_INTEGER Past;

    Runs = 0;
    KeInitializeTimer(&Timer);
    KeInitializeDpc(&Dpc, CountRun, NULL);
    KeQuerySystemTimePrecise(&Past);
    Past.QuadPart -= 10000000;
    KeSetTimer(&Timer, Past, &Dpc);
    sim_run_for(TICK_NS + MS);
    assert_int_equal(Runs, 1);
}

static void
set_is_not_signalled_any_more(void **state)
{
    set_with_dpc(NotificationTimer, 1, 0);
    KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, NULL);
    assert_false(KeSetTimer(&Timer, after_ms(1000), NULL));
    assert_false(KeReadStateTimer(&Timer));
    assert_true(KeCancelTimer(&Timer));
    assert_false(KeReadStateTimer(&Timer));
}

static void
several_of_one_tick_expire_together(void **state)
{
    static KTIMER Timers[3];
    static KDPC Dpcs[3];

    for (ULONG i = 0; i < 3; i++) {
        KeInitializeTimer(&Timers[i]);
        KeInitializeDpc(&Dpcs[i], CountRun, NULL);
        KeSetTimer(&Timers[i], after_ms(10 - i), &Dpcs[i]); // the same tick
    }
    Runs = 0;
    KeWaitForSingleObject(&Timers[0], Executive, KernelMode, FALSE, NULL);
    assert_int_equal(Runs, 3);
}

static void
an_hour_passes(void **state)
{
    set_with_dpc(NotificationTimer, 3600 * 1000, 0);
    KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, NULL);
    assert_true(sim_time_ns() >= 3600ull * 1000 * MS);
}

SIM_TESTS(SIM_TEST(expires_at_the_first_tick_after_its_due_time),
          SIM_TEST(of_notification_kind_stays_signalled),
          SIM_TEST(of_synchronization_kind_satisfies_one_wait),
          SIM_TEST(repeats_with_its_period_until_cancelled), SIM_TEST(set_again_starts_anew),
          SIM_TEST(absolute_means_system_time),
          SIM_TEST(that_may_be_late_is_due_like_any_other),
          SIM_TEST(of_an_absolute_time_that_has_passed_expires_at_the_next_tick),
          SIM_TEST(set_is_not_signalled_any_more),
          SIM_TEST(several_of_one_tick_expire_together),
          SIM_TEST(an_hour_passes, .time_limit_ns = 2ull * 3600 * 1000 * MS))
