/*
 * tests/explore/test_whole.c - a whole test under a search: what it finds, how it ends. TIMEOUT 60
 *
 * Each case is a machine of its own, booted by an ordinary CMocka test, because a search that finds
 * something fails the test that it searches.
 */
#include <stdlib.h>

#include <sim/test.h>

#include <wdm.h>

#include "ke/capture.h"

static FAST_MUTEX mutexes[2];
static KSPIN_LOCK locks[2];

static struct captured run;

static struct sim_found
search(struct sim_setup setup)
{
    capture_boot(&run, &setup);
    assert_int_equal(run.result.failed, sim_last_search().end == SIM_FOUND);
    return sim_last_search();
}

static void
both(void (*what)(void *), void *first, void *second)
{
    HANDLE threads[] = {sim_thread(what, first), sim_thread(what, second)};

    sim_join(threads[0]);
    sim_join(threads[1]);
}

/* --- what is found ---------------------------------------------------------------------------- */

static void
forgets_a_block(void **state)
{
    PVOID block = ExAllocatePoolWithTag(NonPagedPoolNx, 100, 'tseT');

    (void)state;
    if (sim_choose(3) != 2) {
        ExFreePoolWithTag(block, 'tseT');
    }
}

static void
finds_a_leak(void **state)
{
    struct sim_found found =
        search((struct sim_setup){.test = forgets_a_block, .explore = SIM_AUTO});

    (void)state;
    assert_int_equal(found.end, SIM_FOUND);
    assert_string_equal(found.kind, "left behind");
    assert_true(found.first_failure > 1);
}

static int
makes_locks(void **state)
{
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        ExInitializeFastMutex(&mutexes[i]);
        KeInitializeSpinLock(&locks[i]);
    }
    return 0;
}

static void
takes_mutexes(void *first)
{
    PFAST_MUTEX a = first, b = a == &mutexes[0] ? &mutexes[1] : &mutexes[0];

    ExAcquireFastMutex(a);
    ExAcquireFastMutex(b);
    ExReleaseFastMutex(b);
    ExReleaseFastMutex(a);
}

static void
in_two_orders(void **state)
{
    (void)state;
    both(takes_mutexes, &mutexes[0], &mutexes[1]);
}

static void
finds_a_deadlock(void **state)
{
    struct sim_found found = search((struct sim_setup){
        .before = makes_locks, .test = in_two_orders, .explore = SIM_AUTO, .cpus = 3});

    (void)state;
    assert_int_equal(found.end, SIM_FOUND);
    assert_string_equal(found.kind, "deadlock");
    assert_true(found.switches <= 3);
}

static void
takes_locks(void *first)
{
    PKSPIN_LOCK a = first, b = a == &locks[0] ? &locks[1] : &locks[0];
    KIRQL irql;

    KeAcquireSpinLock(a, &irql);
    KeAcquireSpinLockAtDpcLevel(b);
    KeReleaseSpinLockFromDpcLevel(b);
    KeReleaseSpinLock(a, irql);
}

static void
spins_in_two_orders(void **state)
{
    (void)state;
    both(takes_locks, &locks[0], &locks[1]);
}

static void
finds_spinning_processors(void **state)
{
    struct sim_found found = search((struct sim_setup){
        .before = makes_locks, .test = spins_in_two_orders, .explore = SIM_AUTO, .cpus = 3});

    (void)state;
    assert_int_equal(found.end, SIM_FOUND);
    assert_int_equal(found.bugcheck, 0xC4);
}

static void
is_unlucky(void **state)
{
    (void)state;
    assert_int_not_equal(sim_choose(100) * 100 + sim_choose(100), 4242);
}

static void
finds_one_answer_in_ten_thousand(void **state)
{
    struct sim_found found = search(
        (struct sim_setup){.test = is_unlucky, .explore = SIM_DPOR, .search.schedules = 20000});

    (void)state;
    assert_int_equal(found.end, SIM_FOUND);
    assert_string_equal(found.kind, "assertion");
}

static void
counts_on_memory(void **state)
{
    PVOID first = ExAllocatePoolWithTag(NonPagedPoolNx, 100, 'tseT');
    PVOID second = ExAllocatePoolWithTag(PagedPool, 100, 'tseT');

    (void)state;
    if (first != NULL) {
        ExFreePoolWithTag(first, 'tseT');
    }
    assert_non_null(second);
    ExFreePoolWithTag(second, 'tseT');
}

static void
finds_an_allocation_that_may_fail(void **state)
{
    struct sim_setup setup = {.test = counts_on_memory, .explore = SIM_DPOR};

    (void)state;
    assert_int_equal(search(setup).end, SIM_EXHAUSTED);
    setup.search.kinds = SIM_FAULT_POOL;
    assert_int_equal(search(setup).end, SIM_FOUND);
    assert_string_equal(sim_last_search().kind, "assertion");
}

/* --- what is not there ------------------------------------------------------------------------ */

static void
takes_one(void *unused)
{
    KIRQL irql;

    (void)unused;
    KeAcquireSpinLock(&locks[0], &irql);
    KeReleaseSpinLock(&locks[0], irql);
}

static void
in_one_order(void *unused)
{
    (void)unused;
    both(takes_one, NULL, NULL);
}

static void
is_exhausted(void **state)
{
    struct sim_found found;

    (void)state;
    found = sim_explore(in_one_order, NULL, &(struct sim_search){.strategy = SIM_DPOR});
    assert_int_equal(found.end, SIM_EXHAUSTED);
    assert_true(found.schedules - found.pruned >= 2);
}

static void
every_order_of_a_lock_is_explored(void **state)
{
    struct sim_setup setup = {.before = makes_locks, .test = is_exhausted, .cpus = 3};

    (void)state;
    capture_boot(&run, &setup);
    assert_false(run.result.failed);
}

static void
does_nothing(void **state)
{
    (void)state;
}

static void
uses_up_its_budget(void **state)
{
    struct sim_found found = search(
        (struct sim_setup){.test = does_nothing, .explore = SIM_WALK, .search.schedules = 77});

    (void)state;
    assert_int_equal(found.end, SIM_SPENT);
    assert_int_equal(found.schedules, 77);
}

/* --- repeating -------------------------------------------------------------------------------- */

static void
a_token_repeats_the_failure(void **state)
{
    struct sim_setup setup = {.name = "unlucky", .test = is_unlucky, .explore = SIM_DPOR};
    struct sim_found found = search(setup);
    char token[256];

    (void)state;
    assert_non_null(strstr(found.token, ":search:"));
    strcpy(token, found.token);
    setup.replay = token;
    for (unsigned i = 0; i < 20; i++) {
        struct sim_found again = search(setup);

        assert_int_equal(again.end, SIM_FOUND);
        assert_string_equal(again.kind, found.kind);
        assert_string_equal(again.where, found.where);
        assert_string_equal(again.token, token);
    }
}

static void
seeds_repeat_a_search(void **state)
{
    struct sim_setup setup = {.before = makes_locks,
                              .test = in_two_orders,
                              .explore = SIM_WALK,
                              .search.seed = 5,
                              .cpus = 3};
    struct sim_found first = search(setup), again = search(setup);

    (void)state;
    assert_int_equal(first.first_failure, again.first_failure);
    assert_int_equal(first.steps, again.steps);
}

static void
uses_a_driver_and_forgets_a_block(void **state)
{
    assert_true(CloseHandle(sim_open(L"\\\\.\\FaultLower")));
    forgets_a_block(state);
}

static void
what_an_unloaded_driver_did_has_its_place(void **state)
{
    struct sim_found found = search((struct sim_setup){
        .test = uses_a_driver_and_forgets_a_block, .driver = "fault_lower", .explore = SIM_WALK});

    (void)state;
    assert_string_equal(found.kind, "left behind");
    capture_expect(&run, "IofCompleteRequest  StorySucceed at story.h:");
}

enum { MANY_ANSWERS = 1000, MANY_THAT_MATTER = 450 };

static void
needs_many_answers(void **state)
{
    unsigned count = 0;

    (void)state;
    for (unsigned i = 0; i < MANY_ANSWERS; i++) {
        count += sim_choose(2);
    }
    assert_true(count < MANY_THAT_MATTER);
}

static void
a_long_token_is_printed_to_its_end(void **state)
{
    struct sim_found found =
        search((struct sim_setup){.test = needs_many_answers, .explore = SIM_WALK});
    char line[4096];

    (void)state;
    assert_int_equal(found.end, SIM_FOUND);
    assert_in_range(strlen(found.token), 1100, sizeof line - 100);
    snprintf(line, sizeof line, "repeat this schedule: SIM_REPLAY=%s ", found.token);
    capture_expect(&run, line);
}

/* --- the environment -------------------------------------------------------------------------- */

static void
refuses(const char *name, const char *value, const char *says)
{
    struct sim_setup setup = {.test = does_nothing, .explore = SIM_AUTO};

    setenv(name, value, 1);
    capture_boot(&run, &setup);
    unsetenv(name);
    assert_true(run.result.failed);
    capture_expect(&run, says);
}

static void
what_makes_no_sense_is_refused(void **state)
{
    (void)state;
    refuses("SIM_STRATEGY", "luck", "SIM_STRATEGY is none of");
    refuses("SIM_SCHEDULES", "many", "SIM_SCHEDULES is not a number");
    refuses("SIM_SHARD", "4/4", "SIM_SHARD is not i/n");
    refuses("SIM_SHARD", "1", "SIM_SHARD is not i/n");
    setenv("SIM_FAULTS", "pool", 1);
    refuses("SIM_STRATEGY", "luck", "SIM_STRATEGY is none of");
    unsetenv("SIM_FAULTS");
}

static void
the_environment_widens_a_search(void **state)
{
    struct sim_found found;

    (void)state;
    setenv("SIM_SCHEDULES", "55", 1);
    setenv("SIM_STRATEGY", "pct", 1);
    found = search((struct sim_setup){.test = does_nothing, .explore = SIM_WALK});
    unsetenv("SIM_SCHEDULES");
    unsetenv("SIM_STRATEGY");
    assert_int_equal(found.schedules, 55);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_a_leak),
        cmocka_unit_test(finds_a_deadlock),
        cmocka_unit_test(finds_spinning_processors),
        cmocka_unit_test(finds_one_answer_in_ten_thousand),
        cmocka_unit_test(finds_an_allocation_that_may_fail),
        cmocka_unit_test(every_order_of_a_lock_is_explored),
        cmocka_unit_test(uses_up_its_budget),
        cmocka_unit_test(a_token_repeats_the_failure),
        cmocka_unit_test(what_an_unloaded_driver_did_has_its_place),
        cmocka_unit_test(a_long_token_is_printed_to_its_end),
        cmocka_unit_test(seeds_repeat_a_search),
        cmocka_unit_test(what_makes_no_sense_is_refused),
        cmocka_unit_test(the_environment_widens_a_search),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
