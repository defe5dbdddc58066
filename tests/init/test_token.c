/*
 * tests/init/test_token.c - a token repeats a run, and the environment goes before the setup
 */
#include <stdlib.h>

#include <sim/test.h>

static char Kept[4096];
static unsigned Cpus;

static void
keep(const char *token)
{
    assert_true(strlen(token) < sizeof Kept);
    strcpy(Kept, token);
}

static void
spin(void *unused)
{
    for (int i = 0; i < 20; i++) {
        Sleep(0);
    }
}

/* Threads of one priority on two processors: enough to choose from. */
static void
body(void **state)
{
    HANDLE threads[3];

    Cpus = sim_cpu_count();
    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(spin, NULL);
    }
    for (int i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
}

static struct sim_result
boot(struct sim_setup setup)
{
    setup.name = "body";
    setup.test = body;
    return sim_boot(&setup);
}

static int
clear_environment(void **state)
{
    unsetenv("SIM_SEED");
    unsetenv("SIM_CPUS");
    unsetenv("SIM_REPLAY");
    unsetenv("SIM_RECORD");
    return 0;
}

/* --- repeating -------------------------------------------------------------------------------- */

static void
repeats_a_random_run(void **state)
{
    struct sim_result first = boot((struct sim_setup){.policy = SIM_RANDOM, .seed = 77, .cpus = 3}),
                      again;

    assert_false(first.failed);
    keep(first.token);
    assert_non_null(strstr(Kept, ":3:random:77"));
    again = boot((struct sim_setup){.replay = Kept});
    assert_int_equal(Cpus, 3);
    assert_true(again.trace_hash == first.trace_hash);
    assert_string_equal(again.token, Kept);
}

static void
differs_with_the_seed(void **state)
{
    uint64_t one = boot((struct sim_setup){.policy = SIM_RANDOM, .seed = 1}).trace_hash;

    assert_true(boot((struct sim_setup){.policy = SIM_RANDOM, .seed = 2}).trace_hash != one);
}

static void
repeats_a_recorded_run(void **state)
{
    struct sim_result first, again;

    setenv("SIM_RECORD", "1", 1);
    first = boot((struct sim_setup){.policy = SIM_RANDOM, .seed = 78});
    keep(first.token);
    assert_non_null(strstr(Kept, ":list:"));
    again = boot((struct sim_setup){.replay = Kept});
    assert_true(again.trace_hash == first.trace_hash);
    assert_string_equal(again.token, Kept);
}

/* --- the environment -------------------------------------------------------------------------- */

static void
takes_the_seed_from_the_environment(void **state)
{
    struct sim_result result;

    setenv("SIM_SEED", "123", 1);
    result = boot((struct sim_setup){.seed = 5, .seeds = 4});
    assert_int_equal(result.seed, 123);
    assert_non_null(strstr(result.token, ":random:123"));
}

static void
takes_the_processors_from_the_environment(void **state)
{
    setenv("SIM_CPUS", "7", 1);
    assert_false(boot((struct sim_setup){.cpus = 2}).failed);
    assert_int_equal(Cpus, 7);
}

static void
skips_tests_that_the_token_does_not_name(void **state)
{
    struct sim_result result = boot((struct sim_setup){.seed = 0});

    keep(result.token);
    memcpy(strstr(Kept, "body"), "else", 4);
    setenv("SIM_REPLAY", Kept, 1);
    assert_true(boot((struct sim_setup){.seed = 0}).skipped);
}

/* --- refusing --------------------------------------------------------------------------------- */

static void
refuses_what_is_no_token(void **state)
{
    static const char *const bad[] = {"", "sim1", "sim2:body:00000000:2:timed:0", "sim1:body",
                                      "sim1:body:xyz:2:timed:0"};

    for (size_t i = 0; i < ARRAYSIZE(bad); i++) {
        assert_true(boot((struct sim_setup){.replay = bad[i]}).failed);
    }
    setenv("SIM_SEED", "many", 1);
    assert_true(boot((struct sim_setup){.seed = 0}).failed);
}

static void
refuses_a_token_of_another_build(void **state)
{
    char *build;

    keep(boot((struct sim_setup){.seed = 0}).token);
    build = strchr(strchr(Kept, ':') + 1, ':') + 1;
    *build = *build == '0' ? '1' : '0';
    assert_true(boot((struct sim_setup){.replay = Kept}).failed);
}

static void
refuses_a_damaged_list(void **state)
{
    keep(boot((struct sim_setup){.seed = 0}).token);
    strcpy(strstr(Kept, "timed"), "list:0189");
    assert_true(boot((struct sim_setup){.replay = Kept}).failed);
    strcpy(strstr(Kept, "list"), "odd:1");
    assert_true(boot((struct sim_setup){.replay = Kept}).failed);
}

#define TEST(function)                                                                             \
    cmocka_unit_test_setup_teardown(function, clear_environment, clear_environment)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(repeats_a_random_run),
        TEST(differs_with_the_seed),
        TEST(repeats_a_recorded_run),
        TEST(takes_the_seed_from_the_environment),
        TEST(takes_the_processors_from_the_environment),
        TEST(skips_tests_that_the_token_does_not_name),
        TEST(refuses_what_is_no_token),
        TEST(refuses_a_token_of_another_build),
        TEST(refuses_a_damaged_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
