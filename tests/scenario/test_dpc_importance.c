/*
 * scenario/test_dpc_importance.c - scenario 20: which end of the queue, and when it is drained
 *
 * On one processor the story is exact. On several, what is certain: high importance precedes what
 * waits already, and nothing stays for ever.
 */
#include <wdm.h>

#include "schedules.h"

enum { DPCS = 5, TICK_NS = 15625000 };

static KDPC Dpc[DPCS];
static CHAR Story[32];
static volatile LONG Ran;
static uint64_t RanAt[DPCS];

static VOID
Note(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    ULONG i = (ULONG)(Self - Dpc);
    LONG n = InterlockedIncrement(&Ran) - 1;

    Story[n] = (CHAR)('0' + i);
    Story[n + 1] = 0;
    RanAt[i] = sim_time_ns();
}

static void
make(ULONG i, KDPC_IMPORTANCE importance, ULONG processor)
{
    KeInitializeDpc(&Dpc[i], Note, NULL);
    KeSetImportanceDpc(&Dpc[i], importance);
    KeSetTargetProcessorDpc(&Dpc[i], (CCHAR)processor);
}

static void
start(void)
{
    Story[0] = 0;
    Ran = 0;
}

static void
high_goes_to_the_head_and_others_to_the_tail(void **state)
{
    KIRQL OldIrql;
    ULONG own;

    start();
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    own = KeGetCurrentProcessorNumberEx(NULL);
    make(0, MediumImportance, own);
    make(1, LowImportance, own);
    make(2, HighImportance, own);
    make(3, MediumHighImportance, own);
    for (ULONG i = 0; i < 4; i++) {
        assert_true(KeInsertQueueDpc(&Dpc[i], NULL, NULL));
    }
    assert_int_equal(Ran, 0);
    KeLowerIrql(OldIrql);
    KeFlushQueuedDpcs();
    assert_string_equal(Story, "2013");
}

static void
on_the_own_processor_any_but_low_runs_at_once(void **state)
{
    static const KDPC_IMPORTANCE Kinds[] = {MediumImportance, MediumHighImportance, HighImportance};
    KIRQL OldIrql;

    for (ULONG i = 0; i < 3; i++) {
        start();
        KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
        make(0, Kinds[i], KeGetCurrentProcessorNumberEx(NULL));
        KeInsertQueueDpc(&Dpc[0], NULL, NULL);
        KeLowerIrql(OldIrql);
        assert_int_equal(Ran, 1);
    }
}

/* The caller's thread keeps the processor busy, to the tick or until four DPCs wait. */
static void
low_waits_for_the_tick_or_for_company(void **state)
{
    uint64_t queued;
    KIRQL OldIrql;

    start();
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    make(0, LowImportance, KeGetCurrentProcessorNumberEx(NULL));
    queued = sim_time_ns();
    KeInsertQueueDpc(&Dpc[0], NULL, NULL);
    KeLowerIrql(OldIrql);
    while (Ran == 0) {
        KeStallExecutionProcessor(10);
    }
    assert_true(RanAt[0] / TICK_NS > queued / TICK_NS || sim_cpu_count() > 1);
    assert_true(RanAt[0] < queued + TICK_NS + 1000000);
    start();
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    for (ULONG i = 0; i < 4; i++) {
        make(i, LowImportance, KeGetCurrentProcessorNumberEx(NULL));
        KeInsertQueueDpc(&Dpc[i], NULL, NULL);
    }
    KeLowerIrql(OldIrql);
    assert_int_equal(Ran, 4);
    assert_string_equal(Story, "0123");
}

/* --- another processor, which is busy --------------------------------------------------------- */

static volatile LONG Stop, Spins;

static VOID
KeepBusy(PVOID Processor)
{
    KeSetSystemAffinityThread((KAFFINITY)1 << (ULONG_PTR)Processor);
    while (Stop == 0) {
        InterlockedIncrement(&Spins);
        KeStallExecutionProcessor(10);
    }
}

static uint64_t
delay_on(ULONG processor, KDPC_IMPORTANCE importance)
{
    uint64_t queued;

    start();
    make(0, importance, processor);
    queued = sim_time_ns();
    KeInsertQueueDpc(&Dpc[0], NULL, NULL);
    while (Ran == 0) {
        KeStallExecutionProcessor(10);
    }
    assert_true(RanAt[0] < queued + TICK_NS + 1000000);
    return RanAt[0] > queued ? RanAt[0] - queued : 0;
}

static ULONG waited;

static void
on_another_only_the_higher_ones_interrupt(void **state)
{
    HANDLE Handle;
    uint64_t high, medium;

    if (sim_cpu_count() < 2) {
        return;
    }
    Stop = Spins = 0;
    KeSetSystemAffinityThread(1);
    PsCreateSystemThread(&Handle, THREAD_ALL_ACCESS, NULL, NULL, NULL, KeepBusy,
                         (PVOID)(ULONG_PTR)1);
    ZwClose(Handle);
    while (Spins < 3) {
        KeStallExecutionProcessor(10);
    }
    high = delay_on(1, MediumHighImportance);
    assert_true(high < 1000000);
    assert_true(delay_on(1, HighImportance) < 1000000);
    medium = delay_on(1, MediumImportance);
    waited += medium > 1000000;
    waited += delay_on(1, LowImportance) > 1000000;
    Stop = 1;
    KeRevertToUserAffinityThread();
    sim_run_for(1000000);
}

static void
some_waited(void)
{
    assert_true(waited > 0);
}

SIM_TESTS(IN_ALL_SCHEDULES(high_goes_to_the_head_and_others_to_the_tail, NULL),
          IN_ALL_SCHEDULES(on_the_own_processor_any_but_low_runs_at_once, NULL),
          SIM_TEST(low_waits_for_the_tick_or_for_company, .cpus = 1),
          SIM_TEST(low_waits_for_the_tick_or_for_company, .cpus = 1, .policy = SIM_RANDOM,
                   .seeds = 200),
          IN_ALL_SCHEDULES(on_another_only_the_higher_ones_interrupt, some_waited))
