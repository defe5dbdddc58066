/*
 * tests/search/test_shrink.c - failures with few switches, and from where on there is no way back
 */
#include "programs.h"

static uint32_t words[1 << 16];

static struct search_result
find(const struct program *program, enum search_strategy strategy, uint64_t seed)
{
    struct search_config config = {.strategy = strategy, .seed = seed, .depth = 6};
    struct search_result result = explore(program, &config);

    assert_int_equal(result.end, SEARCH_FAILED);
    memcpy(words, result.trace, result.trace_count * sizeof words[0]);
    return result;
}

/* The trace without one record; its count goes to the context's next record of the kind. */
static size_t
without(uint32_t *trace, size_t count, size_t left_out)
{
    size_t head = count % 3;
    uint32_t *gone = trace + head + 3 * left_out;

    for (uint32_t *next = gone + 3; next < trace + count; next += 3) {
        if (next[0] == gone[0]) {
            next[1] += gone[1];
            break;
        }
    }
    memmove(gone, gone + 3, (count - head - 3 * (left_out + 1)) * sizeof *gone);
    return count - 3;
}

static void
no_switch_is_left_that_does_nothing(void **state)
{
    static uint32_t trace[1 << 16];

    for (uint64_t seed = 1; seed <= 60; seed++) {
        const struct program *program = racy[seed % RACY].program;
        struct search_result result = find(program, SEARCH_RANDOM, seed);
        uint32_t records = result.switches, failure = result.failure;
        size_t count = result.trace_count;

        assert_int_equal(count, 1 + 3 * records);
        for (size_t i = 0; i < records; i++) {
            struct search_config config = {.strategy = SEARCH_REPLAY, .replay = trace};

            memcpy(trace, words, count * sizeof words[0]);
            config.replay_count = without(trace, count, i);
            result = explore(program, &config);
            assert_false(result.end == SEARCH_FAILED && result.failure == failure);
        }
    }
}

static void
many_switches_become_few(void **state)
{
    static const uint32_t most[RACY] = {3, 2, 2, 3, 3, 4};

    for (uint64_t seed = 1; seed <= 20; seed++) {
        for (unsigned i = 0; i < RACY; i++) {
            assert_in_range(find(racy[i].program, SEARCH_RANDOM, seed).switches, 0, most[i]);
        }
    }
}

/* --- answers ---------------------------------------------------------------------------------- */

static const struct op asks_much[] = {CHOOSE(SEARCH_FREE, 4),
                                      CHOOSE(SEARCH_TEST, 4),
                                      CHOOSE(SEARCH_FAULT, 2),
                                      CHOOSE(SEARCH_FAULT, 2),
                                      CHOOSE(SEARCH_TEST, 3),
                                      STORE(0, 0),
                                      CHECK(0, 0),
                                      END};
static const struct op adds_much[] = {ADD(1, 1), ADD(1, 1), ADD(1, 1), ADD(1, 1), END};

static void
answers_that_do_not_matter_become_the_usual_ones(void **state)
{
    struct program program = {.threads = {asks_much, adds_much, adds_much}};
    struct search_record record;
    struct search_result result = find(&program, SEARCH_RANDOM, 5);

    assert_int_equal(result.switches, 0);
    assert_int_equal(result.faults, 1);
    assert_true(search_record(words, result.trace_count, 0, &record));
    assert_int_equal(record.kind, SEARCH_ANSWER);
    assert_int_equal(record.at, 5);
}

/* --- calls ------------------------------------------------------------------------------------ */

/* Between the calls nobody else looks at what the accesses change. */
static const struct op shows[] = {ADD(2, 1), WRITE(0, 1), WRITE(1, 1), READ(0),
                                  ADD(2, 1), WRITE(0, 0), END};
static const struct op looks[] = {CHECK(0, 0), READ(1), END};

/* The first thread's second call in its count of points, with the trace's keys for points. */
static uint32_t
second_call(const uint32_t *trace)
{
    uint32_t keys = trace[0] & 0xFFFF, points = 2;

    for (uint32_t i = 0; i < keys; i++) {
        points += trace[1 + 2 * i] == key_of(0) ? 2 : 0;
        points += trace[1 + 2 * i] == key_of(1) ? 1 : 0;
    }
    return points;
}

static void
switches_move_to_calls(void **state)
{
    struct program program = {.threads = {shows, looks}, .learns = true};

    for (uint64_t seed = 1; seed <= 10; seed++) {
        struct search_result result = find(&program, SEARCH_POS, seed);
        struct search_record record;

        assert_int_equal(result.switches, 1);
        assert_true(search_record(words, result.trace_count, 0, &record));
        assert_int_equal(record.context, 0);
        assert_int_equal(record.at, second_call(words));
    }
}

/* --- rough schedules -------------------------------------------------------------------------- */

/* A count may be lost. When the third thread looks before the second has said that it is done, that
   is the failure; else a schedule that is no rough one fails otherwise. */
static const struct op counts[] = {READ(0), STORE(0, 1), END};
static const struct op counts_and_says[] = {READ(0), STORE(0, 1), WRITE(5, 1), END};
static const struct op is_told[] = {READ(5), STORE(6, 0), END};
enum { LOST = 1, LOST_LATE = 2 };

static uint32_t
lost(void)
{
    if (vm.variables[0] == 2) {
        return 0;
    }
    return vm.variables[6] == 0 || search_is_rough() ? LOST : LOST_LATE;
}

static void
a_failure_is_the_same_in_a_schedule_that_is_not_rough(void **state)
{
    struct program program = {.threads = {counts, counts_and_says, is_told}, .verdict = lost};
    unsigned times[LOST_LATE + 1] = {0};

    for (uint64_t seed = 1; seed <= 20; seed++) {
        struct search_result result = find(&program, SEARCH_RANDOM, seed);
        struct search_config again = {
            .strategy = SEARCH_REPLAY, .replay = words, .replay_count = result.trace_count};
        uint32_t failure = result.failure;

        times[failure]++;
        assert_in_range(result.switches, failure == LOST ? 2 : 1, 3);
        result = explore(&program, &again);
        assert_int_equal(result.end, SEARCH_FAILED);
        assert_int_equal(result.failure, failure);
    }
    assert_true(times[LOST] > 0 && times[LOST_LATE] > 0);
}

static uint32_t
lost_unless_rough(void)
{
    return vm.variables[0] != 2 && !search_is_rough();
}

static void
what_a_rough_schedule_does_not_see_is_shrunk_nevertheless(void **state)
{
    struct program program = {.threads = {counts, counts_and_says, is_told},
                              .verdict = lost_unless_rough};

    for (uint64_t seed = 1; seed <= 20; seed++) {
        assert_in_range(find(&program, SEARCH_RANDOM, seed).switches, 1, 2);
    }
}

/* --- no return -------------------------------------------------------------------------------- */

/* If the second thread looks while the first has the door open, there will be harm; and nearly
   always then, for the loss of a count is all that it takes. */
#define COUNT2  READ(2), STORE(2, 1)
#define COUNT12 COUNT2, COUNT2, COUNT2, COUNT2, COUNT2, COUNT2
#define LINGER  ADD(3, 1), ADD(3, 1), ADD(3, 1), ADD(3, 1)
static const struct op opens[] = {WRITE(0, 1), LINGER, LINGER, WRITE(0, 0), COUNT12, END};
static const struct op enters[] = {READ(0), UNLESS(1, 1), WRITE(1, 1), COUNT12, END};

static uint32_t
harm(void)
{
    return vm.variables[1] == 1 && vm.variables[2] != 12;
}

static void
the_point_of_no_return_is_found(void **state)
{
    struct program program = {.threads = {opens, enters}, .verdict = harm};
    struct search_result result = find(&program, SEARCH_RANDOM, 1);

    assert_int_equal(result.switches, 2);
    assert_int_equal(result.no_return, 1);
    result = find(&depth4, SEARCH_DPOR, 1);
    assert_int_equal(result.switches, 3);
    assert_int_equal(result.no_return, 3);
    result = find(&counter, SEARCH_DPOR, 1);
    assert_int_equal(result.switches, 1);
    assert_int_equal(result.no_return, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_switch_is_left_that_does_nothing),
        cmocka_unit_test(many_switches_become_few),
        cmocka_unit_test(answers_that_do_not_matter_become_the_usual_ones),
        cmocka_unit_test(switches_move_to_calls),
        cmocka_unit_test(a_failure_is_the_same_in_a_schedule_that_is_not_rough),
        cmocka_unit_test(what_a_rough_schedule_does_not_see_is_shrunk_nevertheless),
        cmocka_unit_test(the_point_of_no_return_is_found),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
