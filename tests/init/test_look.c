/*
 * tests/init/test_look.c - what a test can see of its run: events, counts, chance, the token
 */
#include <wdm.h>
#include <sim/test.h>

static KDPC Dpc;

static VOID
DoNothing(PKDPC Unused, PVOID Context, PVOID Argument1, PVOID Argument2)
{
}

static void
counts_dpcs_and_switches(void **state)
{
    struct sim_statistics before = sim_statistics(1), after;

    KeInitializeDpc(&Dpc, DoNothing, NULL);
    KeSetTargetProcessorDpc(&Dpc, 1);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    sim_run_until_idle();
    after = sim_statistics(1);
    assert_int_equal(after.dpcs - before.dpcs, 1);
    assert_true(after.busy_ns <= sim_time_ns());
    assert_int_equal(sim_cpu_count(), 2);
}

static void
tells_events_as_text(void **state)
{
    uint64_t first = sim_trace_count();
    char line[160];
    bool found = false;

    KeInitializeDpc(&Dpc, DoNothing, NULL);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    for (uint64_t i = first; sim_trace_line(i, line, sizeof line); i++) {
        found = found || strstr(line, "DPC_RUN") != NULL;
    }
    assert_true(found);
    assert_true(sim_trace_count() > first);
}

static void
changes_its_hash_with_every_event(void **state)
{
    uint64_t before = sim_trace_hash();

    KeInitializeDpc(&Dpc, DoNothing, NULL);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    assert_true(sim_trace_hash() != before);
}

static void
chooses_nothing_in_a_timed_run(void **state)
{
    for (int i = 0; i < 10; i++) {
        assert_int_equal(sim_choose(100), 0);
    }
    assert_non_null(strstr(sim_token(), ":timed:0"));
}

static void
chooses_by_the_seed_in_a_random_walk(void **state)
{
    unsigned different = 0;

    for (int i = 0; i < 20; i++) {
        unsigned n = sim_choose(100);

        assert_in_range(n, 0, 99);
        different += n != 0;
    }
    assert_true(different > 10);
    assert_non_null(strstr(sim_token(), ":random:5"));
}

SIM_TESTS(SIM_TEST(counts_dpcs_and_switches, .cpus = 2), SIM_TEST(tells_events_as_text),
          SIM_TEST(changes_its_hash_with_every_event), SIM_TEST(chooses_nothing_in_a_timed_run),
          SIM_TEST(chooses_by_the_seed_in_a_random_walk, .policy = SIM_RANDOM, .seed = 5))
