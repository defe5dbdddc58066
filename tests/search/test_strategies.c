/*
 * tests/search/test_strategies.c - what the strategies find, prove and promise
 *
 * TIMEOUT 60
 */
#include "programs.h"

/* --- what is found ---------------------------------------------------------------------------- */

static const struct {
    enum search_strategy strategy;
    const struct program *except; /* 8 threads have too many schedules for a bounded search */
} finders[] = {{SEARCH_AUTO, NULL},      {SEARCH_RANDOM, NULL},    {SEARCH_PCT, NULL},
               {SEARCH_POS, NULL},       {SEARCH_DPOR, NULL},      {SEARCH_BOUND, &order8},
               {SEARCH_DISCOVERY, NULL}, {SEARCH_STARVATION, NULL}};
enum { FINDERS = sizeof finders / sizeof finders[0] };

static void
every_strategy_finds_what_is_racy(void **state)
{
    struct search_config config = {.depth = 4, .bound = 3};

    for (unsigned i = 0; i < RACY * FINDERS * 5; i++) {
        const struct program *program = racy[i % RACY].program;
        unsigned finder = i / RACY % FINDERS;
        struct search_result result;

        config.strategy = finders[finder].strategy;
        config.seed = i;
        result = explore(program, &config);
        if (program == finders[finder].except) {
            continue;
        }
        if (result.end != SEARCH_FAILED) {
            print_message("%s with %s\n", racy[i % RACY].name,
                          search_strategy_name(config.strategy));
        }
        assert_int_equal(result.end, SEARCH_FAILED);
        assert_true(result.trace_count > 0);
        assert_true(result.found_by == config.strategy || config.strategy == SEARCH_AUTO);
    }
}

static void
unknown_accesses_are_discovered(void **state)
{
    struct search_config config = {.strategy = SEARCH_DISCOVERY, .sample = 4};

    for (unsigned i = 0; i < RACY; i++) {
        struct program program = *racy[i].program;

        program.samples = true;
        for (config.seed = 1; config.seed <= 5; config.seed++) {
            assert_int_equal(explore(&program, &config).end, SEARCH_FAILED);
        }
    }
}

/* --- what is right ---------------------------------------------------------------------------- */

#define LOCKED_ADD LOCK(1), READ(0), STORE(0, 1), UNLOCK(1)
static const struct op counts[] = {LOCKED_ADD, LOCKED_ADD, LOCKED_ADD, END};
static const struct op in_order[] = {LOCK(0), LOCK(1), UNLOCK(1), UNLOCK(0), END};
static const struct program right[] = {
    {.threads = {counts, counts}, .verdict = counter_verdict, .learns = true},
    {.threads = {in_order, in_order, in_order}},
};

static void
what_is_right_is_proved_right(void **state)
{
    struct search_config config = {.strategy = SEARCH_AUTO};

    for (unsigned i = 0; i < sizeof right / sizeof right[0]; i++) {
        assert_int_equal(explore(&right[i], &config).end, SEARCH_EXHAUSTED);
    }
}

static void
what_is_not_is_not_called_proved(void **state)
{
    struct search_config config = {.strategy = SEARCH_DPOR, .schedules = 10};

    assert_int_equal(explore(&right[0], &config).end, SEARCH_SPENT);
    config.strategy = SEARCH_RANDOM;
    assert_int_equal(explore(&right[0], &config).end, SEARCH_SPENT);
}

/* --- PCT's promise ---------------------------------------------------------------------------- */

static const struct {
    unsigned racy, depth, runs;
    double threads;
} promises[] = {{0, 2, 4000, 2}, {1, 2, 4000, 2},  {2, 2, 4000, 2},
                {3, 2, 4000, 2}, {4, 4, 40000, 2}, {5, 1, 4000, 8}};

/* At least 1 / (n k^(depth - 1)), for what takes that depth; less three standard deviations. */
static void
pct_keeps_its_bound(void **state)
{
    for (unsigned i = 0; i < sizeof promises / sizeof promises[0]; i++) {
        struct search_config config = {.strategy = SEARCH_PCT};
        struct program program = *racy[promises[i].racy].program;
        double found, expected = promises[i].runs / promises[i].threads, spread = 1;
        struct search_result result;

        program.goes_on = true;
        config.depth = promises[i].depth;
        config.schedules = promises[i].runs;
        result = explore(&program, &config);
        found = (double)seen.failed;
        for (unsigned d = 1; d < promises[i].depth; d++) {
            expected /= (double)result.longest;
        }
        while (spread * spread < expected) {
            spread++;
        }
        if (found < expected - 3 * spread) {
            print_message("%s: %g of %g\n", racy[promises[i].racy].name, found, expected);
        }
        assert_true(found >= expected - 3 * spread);
    }
}

/* --- parts of a search ------------------------------------------------------------------------ */

static uint64_t sum, count;

static void
add_hash(bool stuck)
{
    sum += seen.hash * (seen.hash | 1);
    seen.hash = 0;
    count++;
}

static uint64_t
sum_of(uint64_t shard, uint64_t shards)
{
    struct search_config config = {.strategy = SEARCH_POS, .schedules = 1001, .seed = 3};

    config.shard = shard;
    config.shards = shards;
    memset(&seen, 0, sizeof seen);
    seen.at_end = add_hash;
    sum = count = 0;
    search_run(&config, vm_run, (void *)&right[0]);
    return sum;
}

static void
shards_have_all_schedules_between_them(void **state)
{
    uint64_t sequential, all, parts = 0, counted = 0;

    explore(&right[0], &(struct search_config){.strategy = SEARCH_SEQUENTIAL});
    sequential = seen.hash * (seen.hash | 1);
    all = sum_of(0, 1);
    assert_int_equal(count, 1001);
    for (uint64_t i = 0; i < 3; i++) {
        parts += sum_of(i, 3) - sequential;
        counted += count - 1;
    }
    assert_int_equal(counted, 1000);
    assert_true(parts + sequential == all);
}

/* --- the same everywhere ---------------------------------------------------------------------- */

static uint64_t
everything(void)
{
    uint64_t hash = 0;

    for (unsigned i = 0; i < RACY * FINDERS * 3; i++) {
        struct search_config config = {.strategy = finders[i / RACY % FINDERS].strategy};
        struct search_result result;

        config.seed = i;
        result = explore(racy[i % RACY].program, &config);
        hash = (hash ^ seen.hash ^ result.schedules ^ result.no_return) * 0x100000001B3u;
        for (size_t k = 0; k < result.trace_count; k++) {
            hash = (hash ^ result.trace[k]) * 0x100000001B3u;
        }
    }
    return hash;
}

static const char *own_path;

static void
five_processes_agree(void **state)
{
    char command[512];
    uint64_t own = everything();

    snprintf(command, sizeof command, "%s hash", own_path);
    for (int i = 0; i < 5; i++) {
        uint64_t theirs = 0;
        FILE *pipe = popen(command, "r");

        assert_non_null(pipe);
        assert_int_equal(fscanf(pipe, "%" SCNx64, &theirs), 1);
        pclose(pipe);
        assert_true(theirs == own);
    }
}

int
main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_strategy_finds_what_is_racy),
        cmocka_unit_test(unknown_accesses_are_discovered),
        cmocka_unit_test(what_is_right_is_proved_right),
        cmocka_unit_test(what_is_not_is_not_called_proved),
        cmocka_unit_test(pct_keeps_its_bound),
        cmocka_unit_test(shards_have_all_schedules_between_them),
        cmocka_unit_test(five_processes_agree),
    };

    own_path = argv[0];
    if (argc > 1) {
        printf("%" PRIx64 "\n", everything());
        return 0;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
