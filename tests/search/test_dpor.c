/*
 * tests/search/test_dpor.c - one schedule of each class, and none left out (dpor.c and its parts)
 *
 * TIMEOUT 60
 *
 * The counts of the small programs are those of theory. That nothing is left out is tried on random
 * programs: the results of all schedules that DPOR makes must be the results of all schedules there
 * are, which the test finds by itself, by walking through the program's states.
 */
#include "random_program.h"

/* --- counts ----------------------------------------------------------------------------------- */

#define LOCKED LOCK(0), READ(1), STORE(1, 1), UNLOCK(0)
static const struct op locked_2[] = {LOCKED, LOCKED, END};
static const struct op locked_3[] = {LOCKED, LOCKED, LOCKED, END};
static const struct op read_write[] = {READ(0), WRITE(0, 1), END};
static const struct op apart_1[] = {WRITE(0, 1), WRITE(1, 1), END};
static const struct op apart_2[] = {WRITE(2, 1), WRITE(3, 1), END};
static const struct op adds[] = {ADD(0, 1), END};

static const struct {
    struct program program;
    uint64_t classes;
} counted[] = {
    {{.threads = {locked_2, locked_2, locked_2}}, 90},
    {{.threads = {locked_3, locked_3, locked_3}}, 1680},
    {{.threads = {locked_2, locked_2, locked_2, locked_2}}, 2520},
    {{.threads = {read_write, read_write, read_write}}, 36},
    {{.threads = {apart_1, apart_2}}, 1},
    {{.threads = {adds, adds, adds}}, 6},
};

static void
as_many_schedules_as_there_are_classes(void **state)
{
    struct search_config config = {.strategy = SEARCH_DPOR};

    for (unsigned i = 0; i < sizeof counted / sizeof counted[0]; i++) {
        struct search_result result = explore(&counted[i].program, &config);

        assert_int_equal(result.end, SEARCH_EXHAUSTED);
        assert_int_equal(result.schedules - 1 - result.pruned, counted[i].classes);
        assert_true(result.pruned * 4 <= counted[i].classes);
    }
}

/* --- random programs -------------------------------------------------------------------------- */

static void
nothing_is_left_out(void **state)
{
    struct search_config config = {.strategy = SEARCH_DPOR, .schedules = 3000000};
    uint64_t pruned = 0, restarts = 0, results = 0;

    for (uint64_t seed = 1; seed <= 400; seed++) {
        struct search_result result;

        make_program(seed, 4, OPS);
        result = assert_complete(seed, &config);
        pruned += result.pruned;
        restarts += result.restarts;
        results += results_of_all.count;
    }
    assert_true(pruned > 100 && restarts > 3 && results > 2000); /* it was worth the while */
}

/* What the first one's step does depends on who came before; the third one's on what it did. */
static const struct op takes[] = {TAKE(4, 1), END};
static const struct op locks[] = {LOCK(4), END};
static const struct op blocks[] = {WRITE(4, 1), END};
static const struct op adds_if[] = {COND(4, 1), END};
static const struct op waits[] = {WAIT(1, 0), END};
static const struct op reads_1[] = {READ(1), END};
static const struct program conditional[] = {
    {.threads = {takes, locks, reads_1}, .may_hang = true, .tries_locks = true},
    {.threads = {takes, locks, waits}, .may_hang = true},
    {.threads = {takes, locks, waits}, .may_hang = true, .tries_locks = true},
    {.threads = {adds_if, blocks, reads_1}},
    {.threads = {reads_1, adds_if, blocks}},
};

static void
a_step_that_touches_less_after_another_is_the_same_step(void **state)
{
    struct search_config config = {.strategy = SEARCH_DPOR};

    for (unsigned i = 0; i < sizeof conditional / sizeof conditional[0]; i++) {
        random_program = conditional[i];
        assert_complete(i, &config);
    }
}

static void
two_faults_are_two(void **state)
{
    struct search_config config = {.strategy = SEARCH_DPOR, .schedules = 3000000, .faults = 2};

    for (uint64_t seed = 1; seed <= 100; seed++) {
        make_program(seed, 3, 5);
        assert_complete(seed, &config);
    }
}

/* --- faults ----------------------------------------------------------------------------------- */

static const struct op asks[] = {CHOOSE(SEARCH_FAULT, 2), CHOOSE(SEARCH_FAULT, 2),
                                 CHOOSE(SEARCH_FAULT, 2), END};
static const struct op asks_freely[] = {CHOOSE(SEARCH_TEST, 3), CHOOSE(SEARCH_FREE, 2), END};

static uint64_t
schedules_of(const struct op *thread, uint32_t faults)
{
    struct program program = {.threads = {thread}};
    struct search_config config = {.strategy = SEARCH_DPOR, .faults = faults};
    struct search_result result = explore(&program, &config);

    assert_int_equal(result.end, SEARCH_EXHAUSTED);
    return result.schedules - 1;
}

static void
each_answer_is_tried_and_not_too_many_faults(void **state)
{
    assert_int_equal(schedules_of(asks, 1), 1 + 3);
    assert_int_equal(schedules_of(asks, 2), 1 + 3 + 3);
    assert_int_equal(schedules_of(asks, 3), 8);
    assert_int_equal(schedules_of(asks_freely, 1), 6);
}

/* --- what becomes contended ------------------------------------------------------------------- */

/* Only if the second thread comes between are there two who touch variable 1. */
static const struct op reveals_1[] = {ADD(0, 1), READ(0), UNLESS(2, 1), WRITE(1, 1), END};
static const struct op reveals_2[] = {ADD(0, 1), READ(0), UNLESS(1, 2), READ(1), STORE(1, 5), END};

static void
all_begins_anew_when_more_is_contended(void **state)
{
    struct program program = {.threads = {reveals_1, reveals_2}, .learns = true};
    struct search_config config = {.strategy = SEARCH_DPOR};
    struct search_result result;

    random_program = program;
    result = assert_complete(0, &config);
    assert_true(result.restarts > 0);
    assert_int_equal(result.contended, 2);
}

static void
who_does_not_repeat_is_found_out(void **state)
{
    static const struct op odd[] = {ADD(0, 1), ADD(0, 1), END};
    struct program program = {.threads = {odd, odd}, .changes = true};
    struct search_config config = {.strategy = SEARCH_DPOR};

    assert_int_equal(explore(&program, &config).end, SEARCH_DIVERGED);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_many_schedules_as_there_are_classes),
        cmocka_unit_test(nothing_is_left_out),
        cmocka_unit_test(a_step_that_touches_less_after_another_is_the_same_step),
        cmocka_unit_test(two_faults_are_two),
        cmocka_unit_test(each_answer_is_tried_and_not_too_many_faults),
        cmocka_unit_test(all_begins_anew_when_more_is_contended),
        cmocka_unit_test(who_does_not_repeat_is_found_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
