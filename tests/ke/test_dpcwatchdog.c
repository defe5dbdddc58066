/*
 * ke/test_dpcwatchdog.c - limits of DPCs and of time at DISPATCH_LEVEL; flush; who should yield
 */
#include "ke_test.h"

static KDPC Dpc, Other;
static KDPC_WATCHDOG_INFORMATION Seen;
static NTSTATUS SeenStatus;
static LOGICAL ShouldYield;
static ULONG Runs;

static VOID
Stall(PKDPC Self, PVOID Ms, PVOID Again, PVOID Unused)
{
    for (ULONG i = 0; i < (ULONG)(ULONG_PTR)Ms; i++) {
        KeStallExecutionProcessor(1000);
    }
    ShouldYield = KeShouldYieldProcessor();
    SeenStatus = KeQueryDpcWatchdogInformation(&Seen);
    if (Again != NULL) {
        KeInsertQueueDpc(Self, Again, NULL);
    }
}

static void
run(ULONG ms, BOOLEAN again)
{
    KeInitializeDpc(&Dpc, Stall, (PVOID)(ULONG_PTR)ms);
    KeInsertQueueDpc(&Dpc, (PVOID)(ULONG_PTR)again, NULL);
}

static void
one_dpc_may_take_its_limit(void **state)
{
    run(90, FALSE);
    assert_true(ShouldYield);
    assert_nt_status(SeenStatus, STATUS_SUCCESS);
    assert_int_equal(Seen.DpcTimeLimit, 7); // of 100 ms, in ticks
    assert_int_equal(Seen.DpcTimeCount, 1);
    assert_int_equal(Seen.DpcWatchdogLimit, 20);
    assert_in_range(Seen.DpcWatchdogCount, 13, 14);
    assert_true(KeGetCurrentIrql() == PASSIVE_LEVEL);
}

static void
one_dpc_that_takes_longer_is_stopped(void **state)
{
    assert_bugcheck(DPC_WATCHDOG_VIOLATION, run(200, FALSE));
    assert_int_equal(sim_bugcheck_parameter(1), 0);
    assert_int_equal(sim_bugcheck_parameter(2), 7);
    assert_int_equal(sim_bugcheck_parameter(3), 7);
}

static void
dpcs_without_a_pause_are_stopped(void **state)
{
    assert_bugcheck(DPC_WATCHDOG_VIOLATION, run(20, TRUE));
    assert_int_equal(sim_bugcheck_parameter(1), 1);
    assert_int_equal(sim_bugcheck_parameter(2), 20);
}

static void
stay_raised(ULONG ms)
{
    KIRQL OldIrql = KeRaiseIrqlToDpcLevel();

    for (ULONG i = 0; i < ms; i++) {
        KeStallExecutionProcessor(1000);
    }
    KeLowerIrql(OldIrql);
}

static void
a_thread_at_dispatch_level_for_too_long_is_stopped(void **state)
{
    stay_raised(150);
    stay_raised(150);
    assert_bugcheck(DPC_WATCHDOG_VIOLATION, stay_raised(1000));
    assert_int_equal(sim_bugcheck_parameter(1), 1);
}

static void
asks_outside_a_dpc_in_vain(void **state)
{
    KIRQL OldIrql = KeRaiseIrqlToDpcLevel();

    assert_nt_status(KeQueryDpcWatchdogInformation(&Seen), STATUS_UNSUCCESSFUL);
    assert_false(KeShouldYieldProcessor());
    KeLowerIrql(OldIrql);
}

static VOID
Count(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Runs++;
}

static void
a_flush_waits_for_low_importance_too(void **state)
{
    for (ULONG i = 0; i < sim_cpu_count(); i++) {
        Runs = 0;
        KeInitializeDpc(&Dpc, Count, NULL);
        KeInitializeDpc(&Other, Count, NULL);
        KeSetTargetProcessorDpc(&Dpc, (CCHAR)i);
        KeSetImportanceDpc(&Dpc, LowImportance);
        KeInsertQueueDpc(&Dpc, NULL, NULL);
        KeInsertQueueDpc(&Other, NULL, NULL);
        KeFlushQueuedDpcs();
        assert_int_equal(Runs, 2);
    }
}

SIM_TESTS(SIM_TEST(one_dpc_may_take_its_limit, .cpus = 1, .dpc_limit_ns = 100 * MS,
                   .dpc_total_limit_ns = 300 * MS),
          SIM_TEST(one_dpc_that_takes_longer_is_stopped, .dpc_limit_ns = 100 * MS),
          SIM_TEST(dpcs_without_a_pause_are_stopped, .cpus = 1, .dpc_limit_ns = 100 * MS,
                   .dpc_total_limit_ns = 300 * MS),
          SIM_TEST(a_thread_at_dispatch_level_for_too_long_is_stopped, .cpus = 1,
                   .dpc_total_limit_ns = 300 * MS),
          SIM_TEST(asks_outside_a_dpc_in_vain), SIM_TEST(a_flush_waits_for_low_importance_too),
          SIM_TEST(a_flush_waits_for_low_importance_too, .policy = SIM_RANDOM, .seeds = 100,
                   .cpus = 4))
