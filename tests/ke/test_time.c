/*
 * ke/test_time.c - clocks agree with one another, and move as their pages say
 */
#include "ke_test.h"

static void
a_stall_takes_the_time_it_says(void **state)
{
    uint64_t start = sim_time_ns();

    KeStallExecutionProcessor(50);
    assert_in_range(sim_time_ns() - start, 50000, 51000);
}

static void
interrupt_time_moves_at_ticks(void **state)
{
    ULONG64 Stamp, Coarse, Precise;

    sim_run_for(100ull * MS + 7);
    Coarse = KeQueryInterruptTime();
    Precise = KeQueryInterruptTimePrecise(&Stamp);
    assert_int_equal(Coarse % KeQueryTimeIncrement(), 0);
    assert_in_range(Precise - Coarse, 0, KeQueryTimeIncrement());
    assert_in_range(Precise, 1000000, 1000000 + 100000);
}

static void
ticks_count_interrupt_time(void **state)
{
    LARGE_INTEGER Ticks;

    sim_run_for(1000ull * MS);
    KeQueryTickCount(&Ticks);
    assert_int_equal(Ticks.QuadPart * KeQueryTimeIncrement(), KeQueryInterruptTime());
    assert_int_equal(KeQueryTimeIncrement(), 156250);
}

static void
system_time_runs_along_with_interrupt_time(void **state)
{
    LARGE_INTEGER Before, After;
    ULONG64 Interrupt = KeQueryInterruptTime();

    KeQuerySystemTime(&Before);
    sim_run_for(500ull * MS);
    KeQuerySystemTime(&After);
    assert_int_equal(After.QuadPart - Before.QuadPart, KeQueryInterruptTime() - Interrupt);
    KeQuerySystemTimePrecise(&Before);
    assert_in_range(Before.QuadPart - After.QuadPart, 0, KeQueryTimeIncrement());
}

static void
system_time_is_the_same_in_every_run(void **state)
{
    LARGE_INTEGER Now;
    TIME_FIELDS Fields;

    KeQuerySystemTime(&Now);
    RtlTimeToTimeFields(&Now, &Fields);
    assert_int_equal(Fields.Year, 2020);
    assert_int_equal(Fields.Month, 1);
    assert_int_equal(Fields.Day, 1);
}

static void
the_performance_counter_counts_its_frequency(void **state)
{
    LARGE_INTEGER Frequency, Before, After;
    uint64_t start = sim_time_ns();

    Before = KeQueryPerformanceCounter(&Frequency);
    sim_run_for(250ull * MS);
    After = KeQueryPerformanceCounter(NULL);
    assert_in_range((After.QuadPart - Before.QuadPart) * (1000000000 / Frequency.QuadPart),
                    250ull * MS, sim_time_ns() - start);
}

static void
the_performance_counter_never_goes_back(void **state)
{
    LONGLONG Last = 0;

    for (ULONG i = 0; i < 100; i++) {
        LONGLONG Now = KeQueryPerformanceCounter(NULL).QuadPart;

        assert_true(Now >= Last);
        Last = Now;
        KeSetSystemAffinityThread((KAFFINITY)1 << i % sim_cpu_count());
    }
    KeRevertToUserAffinityThread();
}

static volatile LONGLONG Latest;

static void
looks_at_the_counter(void *processor)
{
    KeSetSystemAffinityThread((KAFFINITY)1 << (ULONG_PTR)processor);
    for (ULONG i = 0; i < 300; i++) {
        LONGLONG Seen = Latest, Now = KeQueryPerformanceCounter(NULL).QuadPart;

        assert_true(Now >= Seen);
        Latest = Now;
        KeStallExecutionProcessor(i % 3);
    }
    KeRevertToUserAffinityThread();
}

static void
the_performance_counter_agrees_between_processors(void **state)
{
    HANDLE threads[3];

    Latest = 0;
    for (ULONG_PTR i = 0; i < 3; i++) {
        threads[i] = sim_thread(looks_at_the_counter, (void *)i);
    }
    for (ULONG i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
}

static void
unbiased_time_is_interrupt_time_on_a_machine_that_never_sleeps(void **state)
{
    sim_run_for(100ull * MS);
    assert_int_equal(KeQueryUnbiasedInterruptTime(), KeQueryInterruptTime());
}

SIM_TESTS(SIM_TEST(a_stall_takes_the_time_it_says), SIM_TEST(interrupt_time_moves_at_ticks),
          SIM_TEST(ticks_count_interrupt_time),
          SIM_TEST(system_time_runs_along_with_interrupt_time),
          SIM_TEST(system_time_is_the_same_in_every_run),
          SIM_TEST(the_performance_counter_counts_its_frequency),
          SIM_TEST(the_performance_counter_never_goes_back, .cpus = 4),
          SIM_TEST(the_performance_counter_never_goes_back, .cpus = 4, .policy = SIM_RANDOM,
                   .seeds = 5),
          SIM_TEST(the_performance_counter_agrees_between_processors, .cpus = 3),
          SIM_TEST(the_performance_counter_agrees_between_processors, .cpus = 3,
                   .policy = SIM_RANDOM, .seeds = 5),
          SIM_TEST(unbiased_time_is_interrupt_time_on_a_machine_that_never_sleeps))
