/*
 * tests/search/test_turn.c - turns, fairness, limits; traces, repeated (turn.c, replay.c)
 */
#include "programs.h"

/* --- what is usual ---------------------------------------------------------------------------- */

static void
nobody_is_interrupted_without_need(void **state)
{
    struct search_config config = {.strategy = SEARCH_SEQUENTIAL};

    for (unsigned i = 0; i < RACY; i++) {
        struct search_result result = explore(racy[i].program, &config);

        assert_int_equal(result.end, SEARCH_SPENT);
        assert_int_equal(result.schedules, 1);
        assert_int_equal(result.failure, 0);
    }
}

/* --- fairness --------------------------------------------------------------------------------- */

static const enum search_strategy all[] = {SEARCH_AUTO,      SEARCH_RANDOM,    SEARCH_PCT,
                                           SEARCH_POS,       SEARCH_BOUND,     SEARCH_DPOR,
                                           SEARCH_DISCOVERY, SEARCH_STARVATION};
enum { ALL = sizeof all / sizeof all[0] };

static const struct op polls_0[] = {POLL(0, 1), WRITE(1, 1), END};
static const struct op polls_1[] = {POLL(1, 1), WRITE(2, 1), END};
static const struct op polls_2[] = {WORK, POLL(2, 0), ADD(3, 1), ADD(3, 1), WRITE(0, 1), END};

static void
loops_that_wait_for_each_other_end(void **state)
{
    static const struct program program = {.threads = {polls_0, polls_1, polls_2}};

    for (unsigned i = 0; i < ALL; i++) {
        struct search_config config = {.strategy = all[i], .schedules = 3000, .steps = 10000};
        struct search_result result = explore(&program, &config);

        assert_int_equal(result.failure, 0);
        assert_true(result.end == SEARCH_EXHAUSTED || result.end == SEARCH_SPENT);
    }
}

static void
what_never_ends_is_endless(void **state)
{
    static const struct program program = {.threads = {polls_0, polls_1}};

    for (unsigned i = 0; i < ALL; i++) {
        struct search_config config = {.strategy = all[i], .steps = 20000};
        struct search_result result = explore(&program, &config);

        assert_int_equal(result.end, SEARCH_FAILED);
        assert_int_equal(result.failure, SEARCH_ENDLESS);
        assert_int_equal(result.switches, 0);
        assert_int_equal(result.no_return, 0);
    }
}

/* --- repetition ------------------------------------------------------------------------------- */

static uint32_t words[1 << 16];

static struct search_result
repeat(const struct program *program, const struct search_result *failed)
{
    struct search_config config = {.strategy = SEARCH_REPLAY, .replay = words};

    memcpy(words, failed->trace, failed->trace_count * sizeof words[0]);
    config.replay_count = failed->trace_count;
    return explore(program, &config);
}

/* 1,000 of 1,000, some with accesses that become points on the way, some with sampled ones. */
static void
what_failed_fails_again_from_its_trace(void **state)
{
    unsigned repeated = 0;

    for (uint64_t seed = 1; seed <= 1000; seed++) {
        struct program program = *racy[seed % RACY].program;
        struct search_config config = {.strategy = all[seed % ALL], .seed = seed, .depth = 4};
        struct search_result failed, again;

        config.bound = 3;
        config.sample = 4;
        program.learns = seed / 7 % 2 == 1;
        program.samples = !program.learns && config.strategy == SEARCH_DISCOVERY;
        failed = explore(&program, &config);
        assert_int_equal(failed.end, SEARCH_FAILED);
        again = repeat(&program, &failed);
        repeated += again.end == SEARCH_FAILED && again.failure == failed.failure;
    }
    assert_int_equal(repeated, 1000);
}

/* Context 0 makes accesses that nothing is known about; 1 is time: its events happen where 0 asks,
   once they are due, and 0 then asks again at the same place, as core/step.c does. Two events
   at one access are a failure, each access another one. */
static const uint32_t due[] = {5, 12, 40, 40};
enum { ACCESSES = 60, EVENTS = sizeof due / sizeof due[0] };

static unsigned events;

/* False: the schedule is over. */
static bool
asks_there(enum search_point point, uint32_t at, unsigned *here)
{
    for (*here = 0;; ++*here) {
        uint64_t set = (point != SEARCH_BLOCKED) | (events < EVENTS && due[events] <= at ? 2u : 0);
        unsigned next = search_turn(point, 0, set, 0);

        if (next != 1) {
            return next == 0;
        }
        events++;
    }
}

static uint32_t
accesses_and_events(void *unused)
{
    uint32_t skip = search_skip(0);
    unsigned here;

    events = 0;
    for (uint32_t at = 1; at <= ACCESSES; at++) {
        if (skip == 0) {
            if (!asks_there(SEARCH_ANYWHERE, at, &here)) {
                return 0;
            }
            if (here > 1) {
                return at;
            }
            skip = search_skip(0);
        } else if (skip != SEARCH_NEVER) {
            skip--;
        }
    }
    asks_there(SEARCH_BLOCKED, ACCESSES, &here);
    return 0;
}

static void
so_does_what_failed_in_the_midst_of_accesses(void **state)
{
    struct search_config once = {.strategy = SEARCH_REPLAY, .replay = words};

    for (uint64_t seed = 1; seed <= 300; seed++) {
        struct search_config config = {.strategy = SEARCH_DISCOVERY, .seed = seed, .sample = 7};
        struct search_result failed = search_run(&config, accesses_and_events, NULL), again;

        assert_int_equal(failed.end, SEARCH_FAILED);
        memcpy(words, failed.trace, failed.trace_count * sizeof words[0]);
        once.replay_count = failed.trace_count;
        again = search_run(&once, accesses_and_events, NULL);
        assert_int_equal(again.end, SEARCH_FAILED);
        assert_int_equal(again.failure, failed.failure);
    }
}

static void
another_program_diverges(void **state)
{
    static const struct program alone = {.threads = {depth4_1}};
    struct search_config config = {.strategy = SEARCH_DPOR};
    struct search_result failed = explore(&depth4, &config), other;

    assert_int_equal(failed.switches, 3);
    other = repeat(&alone, &failed);
    assert_int_equal(other.end, SEARCH_DIVERGED);
    assert_int_equal(other.diverged, 0);
}

static uint32_t
fails_once(void)
{
    return seen.completed == 5;
}

static void
a_failure_that_does_not_come_again_is_no_failure(void **state)
{
    struct program program = counter;
    struct search_result result;

    program.verdict = fails_once;
    result = explore(&program, &(struct search_config){.strategy = SEARCH_RANDOM});
    assert_int_equal(result.end, SEARCH_DIVERGED);
    assert_int_equal(result.first_failure, 5);
}

static void
a_trace_can_be_read(void **state)
{
    struct search_config config = {.strategy = SEARCH_DPOR};
    struct search_result failed = explore(&depth4, &config);
    struct search_record record;
    unsigned count = 0;

    while (search_record(failed.trace, failed.trace_count, count, &record)) {
        assert_int_equal(record.kind, SEARCH_SWITCH);
        assert_int_equal(record.value, !record.context);
        count++;
    }
    assert_int_equal(count, 3);
    assert_false(search_record(failed.trace, failed.trace_count - 1, 0, &record));
    assert_false(search_record(failed.trace, 0, 0, &record));
}

static void
a_trace_that_makes_no_sense_is_refused(void **state)
{
    struct search_config config = {.strategy = SEARCH_REPLAY, .replay = words, .replay_count = 4};
    static const uint32_t senseless[][4] = {
        {2 << 16, 0x100, 1, 1},                   /* another version */
        {1 << 16 | 1, 0x100, 1, 1},               /* the key is missing */
        {1 << 16, 0x900, 1, 1},                   /* no such kind */
        {1 << 16, 0x100 | SEARCH_CONTEXTS, 1, 1}, /* no such context */
        {1 << 16, 0x100, 1, SEARCH_CONTEXTS},     /* nor this one */
    };

    for (unsigned i = 0; i < sizeof senseless / sizeof senseless[0]; i++) {
        memcpy(words, senseless[i], sizeof senseless[i]);
        assert_int_equal(explore(&counter, &config).end, SEARCH_DIVERGED);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_is_interrupted_without_need),
        cmocka_unit_test(loops_that_wait_for_each_other_end),
        cmocka_unit_test(what_never_ends_is_endless),
        cmocka_unit_test(what_failed_fails_again_from_its_trace),
        cmocka_unit_test(so_does_what_failed_in_the_midst_of_accesses),
        cmocka_unit_test(another_program_diverges),
        cmocka_unit_test(a_failure_that_does_not_come_again_is_no_failure),
        cmocka_unit_test(a_trace_can_be_read),
        cmocka_unit_test(a_trace_that_makes_no_sense_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
