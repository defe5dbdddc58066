/*
 * tests/explore/test_explore.c - a search finds what one schedule does not show
 */
#include <sim/test.h>

#include <wdm.h>

static volatile LONG counter;
static KSPIN_LOCK lock;

static void
increments(void *unused)
{
    LONG value;

    (void)unused;
    sim_point("before reading");
    value = counter;
    sim_point("before writing");
    counter = value + 1;
}

static void
increments_under_lock(void *unused)
{
    KIRQL irql;

    KeAcquireSpinLock(&lock, &irql);
    increments(unused);
    KeReleaseSpinLock(&lock, irql);
}

static void
run_two(void (*what)(void *))
{
    HANDLE threads[2];

    counter = 0;
    for (unsigned i = 0; i < 2; i++) {
        threads[i] = sim_thread(what, NULL);
    }
    for (unsigned i = 0; i < 2; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(counter, 2);
}

static void
without_lock(void *unused)
{
    (void)unused;
    run_two(increments);
}

static void
with_lock(void *unused)
{
    (void)unused;
    run_two(increments_under_lock);
}

static void
finds_a_lost_update(void **state)
{
    static const enum sim_strategy strategies[] = {SIM_AUTO, SIM_WALK,  SIM_PCT,
                                                   SIM_POS,  SIM_BOUND, SIM_DPOR};

    (void)state;
    for (unsigned i = 0; i < sizeof strategies / sizeof *strategies; i++) {
        struct sim_found found =
            sim_explore(without_lock, NULL, &(struct sim_search){.strategy = strategies[i]});

        assert_int_equal(found.end, SIM_FOUND);
        assert_string_equal(found.kind, "assertion");
        assert_non_null(strstr(found.where, "test_explore.c:"));
        assert_true(found.switches <= 4);
        assert_int_equal(counter, 0);
    }
}

static void
finds_nothing_under_a_lock(void **state)
{
    struct sim_found found;

    (void)state;
    found =
        sim_explore(with_lock, NULL, &(struct sim_search){.strategy = SIM_WALK, .schedules = 2000});
    assert_int_equal(found.end, SIM_SPENT);
    assert_int_equal(found.schedules, 2000);
}

static void
one_schedule_finds_nothing(void **state)
{
    struct sim_found found;

    (void)state;
    found = sim_explore(without_lock, NULL, &(struct sim_search){.strategy = SIM_SEQUENTIAL});
    assert_int_not_equal(found.end, SIM_FOUND);
    assert_int_equal(found.schedules, 1);
}

static void
minds_one_answer(void *unused)
{
    (void)unused;
    assert_int_not_equal(sim_choose(3), 2);
}

static void
answers_are_counted(void **state)
{
    struct sim_found found =
        sim_explore(minds_one_answer, NULL, &(struct sim_search){.strategy = SIM_AUTO});

    (void)state;
    assert_int_equal(found.end, SIM_FOUND);
    assert_int_equal(found.switches, 0);
    assert_int_equal(found.faults, 1);
}

static void
writes_to_nobody(void *unused)
{
    (void)unused;
    *(volatile LONG *)(ULONG_PTR)0x1230 = 1;
}

static void
checks_for_a_bug(void *code)
{
    KeBugCheckEx((ULONG)(ULONG_PTR)code, 0, 0, 0, 0);
}

/* As Windows names it, if it does. */
static void
an_end_has_a_name(void **state)
{
    const struct sim_search once = {.strategy = SIM_SEQUENTIAL};

    (void)state;
    assert_string_equal(sim_explore(writes_to_nobody, NULL, &once).kind,
                        "the test program faulted");
    assert_string_equal(
        sim_explore(checks_for_a_bug, (void *)(ULONG_PTR)VIDEO_TDR_FAILURE, &once).kind,
        "VIDEO_TDR_FAILURE");
    assert_string_equal(sim_explore(checks_for_a_bug, (void *)(ULONG_PTR)0xE0000001, &once).kind,
                        "(a code that Windows does not document)");
}

SIM_TESTS(SIM_TEST(one_schedule_finds_nothing), SIM_TEST(finds_a_lost_update, .cpus = 3),
          SIM_TEST(finds_nothing_under_a_lock, .cpus = 3), SIM_TEST(answers_are_counted),
          SIM_TEST(an_end_has_a_name))
