/*
 * core/test_choose.c - chance: none in a timed run, the same for the same seed, and by list
 */
#include "core_test.h"

enum { QUESTIONS = 500 };

static unsigned answers[QUESTIONS], again[QUESTIONS];
static uint32_t list[QUESTIONS];

/* Question i has 1 to 12 possible answers. */
static void
ask(unsigned *to, enum hw_policy policy, uint64_t seed, size_t listed)
{
    power_on(
        (struct hw_config){.policy = policy, .seed = seed, .replay = list, .replay_count = listed});
    for (unsigned i = 0; i < QUESTIONS; i++) {
        to[i] = hw_choose(HW_CHOOSE_TEST, 1 + i % 12);
    }
}

static size_t
record(void)
{
    size_t count;
    const uint32_t *choices = hw_choices(&count);

    assert_true(count <= QUESTIONS);
    memcpy(list, choices, count * sizeof *list);
    return count;
}

static void
assert_equal_answers(void)
{
    assert_memory_equal(answers, again, sizeof answers);
}

static void
a_timed_run_always_answers_zero(void)
{
    ask(answers, HW_TIMED, 77, 0);
    for (unsigned i = 0; i < QUESTIONS; i++) {
        assert_int_equal(answers[i], 0);
    }
}

static void
the_same_seed_answers_the_same(void)
{
    ask(answers, HW_RANDOM, 77, 0);
    ask(again, HW_RANDOM, 77, 0);
    assert_equal_answers();
}

static void
another_seed_answers_something_else(void)
{
    ask(answers, HW_RANDOM, 77, 0);
    ask(again, HW_RANDOM, 78, 0);
    assert_memory_not_equal(answers, again, sizeof answers);
}

static void
every_answer_is_possible_and_none_is_too_large(void)
{
    unsigned count[12] = {0};

    power_on((struct hw_config){.policy = HW_RANDOM, .seed = 0});
    for (unsigned i = 0; i < 1200; i++) {
        unsigned answer = hw_choose(HW_CHOOSE_TEST, 12);

        assert_in_range(answer, 0, 11);
        count[answer]++;
    }
    for (unsigned i = 0; i < 12; i++) {
        assert_in_range(count[i], 60, 140);
    }
}

static void
a_question_with_one_answer_is_not_recorded(void)
{
    ask(answers, HW_RANDOM, 5, 0);
    assert_int_equal(record(), QUESTIONS - (QUESTIONS + 11) / 12);
}

static void
a_recorded_list_answers_the_same(void)
{
    size_t count;

    ask(answers, HW_RANDOM, 123, 0);
    count = record();
    ask(again, HW_REPLAY, 0, count);
    assert_equal_answers();
    assert_int_equal(record(), count);
}

static void
a_list_that_has_ended_answers_zero(void)
{
    ask(answers, HW_RANDOM, 123, 0);
    record();
    ask(again, HW_REPLAY, 0, 10);
    assert_memory_equal(answers, again, 10 * sizeof *answers);
    for (unsigned i = 12; i < QUESTIONS; i++) {
        assert_int_equal(again[i], 0);
    }
}

static void
a_listed_answer_that_is_too_large_becomes_the_largest(void)
{
    list[0] = 9;
    power_on((struct hw_config){.policy = HW_REPLAY, .replay = list, .replay_count = 1});
    assert_int_equal(hw_choose(HW_CHOOSE_TEST, 4), 3);
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        CORE_TEST(a_timed_run_always_answers_zero),
        CORE_TEST(the_same_seed_answers_the_same),
        CORE_TEST(another_seed_answers_something_else),
        CORE_TEST(every_answer_is_possible_and_none_is_too_large),
        CORE_TEST(a_question_with_one_answer_is_not_recorded),
        CORE_TEST(a_recorded_list_answers_the_same),
        CORE_TEST(a_list_that_has_ended_answers_zero),
        CORE_TEST(a_listed_answer_that_is_too_large_becomes_the_largest),
    };

    return cmocka_run_group_tests_name("core/choose", tests, NULL, NULL);
}
