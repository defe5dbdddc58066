/*
 * explore/test_coverage.c - a search knows which accesses met, and in which orders
 *
 * The driver's word is under a lock: no schedule fails, and what differs is who comes first.
 */
#include <sim/test.h>

enum { COVER = 0x222000 };

static HANDLE files[2];

static int
opens(void **state)
{
    for (unsigned i = 0; i < 2; i++) {
        files[i] = sim_open(L"\\\\.\\ExploreCover");
    }
    return 0;
}

static void
writes(void *file)
{
    DWORD bytes;

    assert_true(DeviceIoControl(file, COVER, NULL, 0, NULL, 0, &bytes, NULL));
}

static void
reads(void *file)
{
    DWORD bytes;
    LONG word;

    assert_true(DeviceIoControl(file, COVER, NULL, 0, &word, sizeof word, &bytes, NULL));
}

static void
writes_and_reads(void *unused)
{
    HANDLE other = sim_thread(writes, files[0]);

    reads(files[1]);
    sim_join(other);
}

static void
two_write(void *unused)
{
    HANDLE other = sim_thread(writes, files[0]);

    writes(files[1]);
    sim_join(other);
}

static void
writes_alone(void *unused)
{
    writes(files[0]);
}

static struct sim_found
search(void (*test)(void *), enum sim_strategy strategy)
{
    return sim_explore(test, NULL, &(struct sim_search){.strategy = strategy, .schedules = 5000});
}

static void
one_schedule_has_one_order(void **state)
{
    struct sim_found found = search(writes_and_reads, SIM_SEQUENTIAL);

    assert_int_equal(found.end, SIM_SPENT);
    assert_int_equal(found.pairs, 1);
    assert_int_equal(found.one_order, 1);
}

static void
many_schedules_have_both(void **state)
{
    struct sim_found found = search(writes_and_reads, SIM_AUTO);

    assert_int_not_equal(found.end, SIM_FOUND);
    assert_int_equal(found.pairs, 1);
    assert_int_equal(found.one_order, 0);
}

static void
a_place_that_meets_itself_has_no_second_order(void **state)
{
    struct sim_found found = search(two_write, SIM_SEQUENTIAL);

    assert_int_equal(found.pairs, 1);
    assert_int_equal(found.one_order, 0);
}

static void
who_is_alone_meets_nobody(void **state)
{
    struct sim_found found = search(writes_alone, SIM_SEQUENTIAL);

    assert_int_equal(found.pairs, 0);
    assert_int_equal(found.one_order, 0);
}

static void
every_search_begins_with_nothing(void **state)
{
    assert_int_equal(search(writes_and_reads, SIM_AUTO).pairs, 1);
    assert_int_equal(search(two_write, SIM_AUTO).pairs, 1);
    assert_int_equal(search(writes_and_reads, SIM_SEQUENTIAL).one_order, 1);
}

static void
counters_of_lines_meet_nobody(void **state)
{
    struct sim_found found = search(writes_and_reads, SIM_WALK);

    assert_int_equal(found.end, SIM_SPENT);
    assert_int_equal(found.pairs, 1);
    assert_int_equal(found.one_order, 0);
}

/* For test_lcov.sh and test_simexplore.py. */
static void
writes_while_it_reads(void **state)
{
    writes_and_reads(NULL);
}

static void
counts_its_lines(void **state)
{
    writes_and_reads(NULL);
}

#define ON(name, ...) .driver = name, .cpus = 2, .before = opens, __VA_ARGS__
#define ON_COVER(...) ON("explore_cover", __VA_ARGS__)
SIM_TESTS(SIM_TEST(one_schedule_has_one_order, ON_COVER()),
          SIM_TEST(many_schedules_have_both, ON_COVER()),
          SIM_TEST(a_place_that_meets_itself_has_no_second_order, ON_COVER()),
          SIM_TEST(who_is_alone_meets_nobody, ON_COVER()),
          SIM_TEST(every_search_begins_with_nothing, ON_COVER()),
          SIM_TEST(counters_of_lines_meet_nobody, ON("explore_lines")),
          SIM_TEST(writes_while_it_reads, ON_COVER(.explore = SIM_AUTO)),
          SIM_TEST(counts_its_lines, ON("explore_lines", .explore = SIM_WALK)))
