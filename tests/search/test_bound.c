/*
 * tests/search/test_bound.c - all schedules of few preemptions (bound.c)
 */
#include "programs.h"
#include "random_program.h"

static struct search_result
bounded(const struct program *program, uint32_t bound)
{
    struct search_config config = {.strategy = SEARCH_BOUND, .bound = bound};

    config.schedules = 1000000;
    return explore(program, &config);
}

/* n operations each; both begin with a step that brings them to their first one. */
static const struct op two_adds[] = {ADD(0, 1), ADD(0, 1), END};
static const struct program adders = {.threads = {two_adds, two_adds}};

static void
the_bound_is_raised_one_by_one(void **state)
{
    struct search_result result = bounded(&abba, 5);

    assert_int_equal(result.end, SEARCH_FAILED);
    assert_int_equal(result.switches, 1);
    result = bounded(&depth4, 2);
    assert_int_equal(result.end, SEARCH_EXHAUSTED);
    result = bounded(&depth4, 3);
    assert_int_equal(result.end, SEARCH_FAILED);
    assert_int_equal(result.switches, 3);
}

/* The sequential one; again, without preemption; and three with at most one: the first thread is
   interrupted never, before its first or before its second operation. */
static void
as_many_schedules_as_the_bound_allows(void **state)
{
    assert_int_equal(bounded(&adders, 1).schedules, 1 + 1 + 3);
}

static void
a_bound_high_enough_leaves_nothing_out(void **state)
{
    struct search_config config = {.strategy = SEARCH_BOUND, .bound = 100, .schedules = 3000000};

    for (uint64_t seed = 1; seed <= 100; seed++) {
        make_program(seed, 2, 4);
        assert_complete(seed, &config);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_bound_is_raised_one_by_one),
        cmocka_unit_test(as_many_schedules_as_the_bound_allows),
        cmocka_unit_test(a_bound_high_enough_leaves_nothing_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
