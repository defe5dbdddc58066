/*
 * tests/core/test_changed.c - what a run leaves behind is found, wherever it lies and however late
 * it is written (core/changed.c, host/watch.c)
 *
 * Each body runs RUNS times from where it pauses; in its run LATE, long after it was learnt where
 * runs leave something, it writes where none did before. All of it has to be gone in the next run.
 */
#include <unistd.h>

#include "core_test.h"
#include "snapshot.h"

enum { RUNS = 300, LATE = 200, STATE_PAGES = 64, POOL_PAGES = 8 };

static struct {
    char pages[STATE_PAGES + 1][HW_PAGE]; /* somewhere in it there are so many whole pages */
    char *pool, *paged, *view, *user;
} state SIM_STATE;

/* Not part of the state. */
static unsigned run_number;
static size_t all, looked_at;
static bool watched;

static bool
is_zero(const char *from, size_t pages)
{
    for (size_t i = 0; i < pages * HW_PAGE; i++) {
        if (from[i] != 0) {
            return false;
        }
    }
    return true;
}

static void
repeat(void (*body)(void))
{
    machine.body[0] = body;
    power_on((struct hw_config){0});
    assert_true(hw_run());
    hw_snapshot_take(NULL, 0);
    all = changed_bytes();
    for (run_number = 0; run_number < RUNS; run_number++) {
        if (run_number > 0) {
            hw_snapshot_restore();
        }
        assert_false(hw_run());
        if (machine.failed_file != NULL) {
            _fail(machine.failed_file, machine.failed_line);
        }
    }
    looked_at = changed_bytes();
    watched = host_watch_is_possible();
    hw_power_off();
}

/* --- the state -------------------------------------------------------------------------------- */

static void
writes_one_page_late(void)
{
    hw_pause();
    assert_true(is_zero(state.pages[0], STATE_PAGES + 1));
    if (run_number >= LATE) {
        state.pages[run_number % STATE_PAGES][7] = 1;
    }
}

static void
a_page_that_is_written_late_goes_back(void)
{
    repeat(writes_one_page_late);
}

static void
writes_across_pages(void)
{
    char *edge = (char *)(((uintptr_t)state.pages[9] + HW_PAGE) & ~(uintptr_t)(HW_PAGE - 1));

    hw_pause();
    assert_true(is_zero(state.pages[0], STATE_PAGES + 1));
    if (run_number == LATE) {
        memset(edge - 3, 1, HW_PAGE + 6);
    }
}

static void
all_pages_that_one_write_touches_go_back(void)
{
    repeat(writes_across_pages);
}

static void
stops_after_a_write(void)
{
    hw_pause();
    assert_true(is_zero(state.pages[0], STATE_PAGES + 1));
    if (run_number % 2 == 0) {
        state.pages[run_number % STATE_PAGES][0] = 1;
        hw_stop();
    }
}

static void
a_run_that_is_given_up_goes_back(void)
{
    repeat(stops_after_a_write);
}

static void
host_writes_between_runs(void)
{
    machine.body[0] = writes_one_page_late;
    power_on((struct hw_config){0});
    assert_true(hw_run());
    hw_snapshot_take(NULL, 0);
    run_number = 0;
    for (unsigned i = 0; i < RUNS; i++) {
        hw_snapshot_restore();
        assert_true(is_zero(state.pages[0], STATE_PAGES + 1));
        if (i >= LATE) {
            state.pages[i % STATE_PAGES][0] = 1;
        }
        hw_snapshot_restore();
        assert_false(hw_run());
        assert_null(machine.failed_file);
    }
    hw_power_off();
}

/* --- pages of windows ------------------------------------------------------------------------- */

static void
set_up_pool(void)
{
    uint64_t frame;

    state.pool = hw_pages_alloc(HW_NONPAGED, POOL_PAGES);
    state.paged = hw_pages_alloc(HW_PAGED, POOL_PAGES);
    state.view = hw_pages_alloc(HW_MAPPINGS, 2);
    state.user = hw_pages_alloc(HW_USER, 16);
    frame = hw_frame(state.pool + HW_PAGE);
    hw_map_frames(state.view, &frame, 1, 3);
}

static void
writes_pages_of_windows(void)
{
    uint64_t frame;

    set_up_pool();
    hw_pause();
    assert_true(is_zero(state.pool, POOL_PAGES) && is_zero(state.paged, POOL_PAGES));
    assert_true(is_zero(state.user, 16));
    switch (run_number) {
    case LATE: /* where everybody sees them */
        state.pool[0] = state.paged[0] = state.user[3] = 1;
        break;
    case LATE + 10: /* in the direct map */
        *(char *)host_direct(host_window_offset(state.pool + 2 * HW_PAGE)) = 1;
        break;
    case LATE + 20: /* where one was shown already */
        state.view[0] = 1;
        break;
    case LATE + 30: /* where one is shown now */
        frame = hw_frame(state.paged + 2 * HW_PAGE);
        hw_map_frames(state.view + HW_PAGE, &frame, 1, 3);
        state.view[HW_PAGE] = 1;
        break;
    default:
        break;
    }
}

static void
pages_go_back_at_whichever_address_they_were_written(void)
{
    repeat(writes_pages_of_windows);
}

static void
changes_access(void)
{
    set_up_pool();
    hw_protect(state.paged, 1, 1);
    hw_pause();
    assert_true(is_zero(state.pool, POOL_PAGES) && is_zero(state.paged, POOL_PAGES));
    if (run_number >= LATE) {
        hw_protect(state.paged, POOL_PAGES, run_number % 2 == 0 ? 1 : 0);
        hw_protect(state.paged, POOL_PAGES, 3);
        state.paged[run_number % POOL_PAGES * HW_PAGE] = 1;
    }
}

static void
pages_whose_access_changes_go_back(void)
{
    repeat(changes_access);
}

static int out_of[2];

static void
has_a_page_without_access(void)
{
    set_up_pool();
    hw_protect(state.paged + HW_PAGE, 1, 0);
    hw_pause();
    assert_int_equal(write(out_of[1], state.paged, 1), 1);
    assert_int_equal(write(out_of[1], state.paged + HW_PAGE, 1), -1);
}

static void
a_page_without_access_stays_so(void)
{
    assert_int_equal(pipe(out_of), 0);
    repeat(has_a_page_without_access);
    close(out_of[0]);
    close(out_of[1]);
}

static void
frees_pages(void)
{
    set_up_pool();
    hw_pause();
    assert_true(is_zero(state.pool, POOL_PAGES));
    if (run_number >= LATE) {
        hw_pages_free(HW_NONPAGED, state.pool, POOL_PAGES);
        memset(hw_pages_alloc(HW_NONPAGED, 3), 1, 3 * HW_PAGE);
    }
}

static void
pages_that_were_given_to_somebody_else_go_back(void)
{
    repeat(frees_pages);
}

/* --- cost ------------------------------------------------------------------------------------- */

static void
writes_little(void)
{
    hw_pause();
    state.pages[5][0]++;
    if (run_number == LATE) {
        state.pages[25][0]++;
    }
}

static void
only_what_was_ever_written_is_looked_at(void)
{
    repeat(writes_little);
    if (watched) {
        assert_in_range(looked_at, HW_PAGE, all / 4);
    }
}

static void
pages_that_are_zero_take_no_memory(void)
{
    size_t before = host_heap_used(HOST_SEARCH);

    machine.body[0] = writes_little;
    power_on((struct hw_config){0});
    assert_true(hw_run());
    hw_snapshot_take(NULL, 0);
    assert_true(hw_snapshot_bytes() + STATE_PAGES / 2 * HW_PAGE < changed_bytes());
    assert_true(host_heap_used(HOST_SEARCH) - before < (size_t)STATE_PAGES * HW_PAGE);
    hw_power_off();
}

static void
afterwards_all_memory_can_be_written(void)
{
    repeat(writes_little);
    memset(&state, 1, sizeof state);
    assert_int_equal(state.pages[40][0], 1);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CORE_TEST(a_page_that_is_written_late_goes_back),
        CORE_TEST(all_pages_that_one_write_touches_go_back),
        CORE_TEST(a_run_that_is_given_up_goes_back),
        CORE_TEST(host_writes_between_runs),
        CORE_TEST(pages_go_back_at_whichever_address_they_were_written),
        CORE_TEST(pages_whose_access_changes_go_back),
        CORE_TEST(a_page_without_access_stays_so),
        CORE_TEST(pages_that_were_given_to_somebody_else_go_back),
        CORE_TEST(only_what_was_ever_written_is_looked_at),
        CORE_TEST(pages_that_are_zero_take_no_memory),
        CORE_TEST(afterwards_all_memory_can_be_written),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
