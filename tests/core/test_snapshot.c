/*
 * tests/core/test_snapshot.c - pausing, and going back (core/snapshot.c, core/alive.c)
 */
#include "core_test.h"

static struct {
    unsigned steps;
    void *stack;
} state SIM_STATE;

/* --- pausing ---------------------------------------------------------------------------------- */

static void
pauses_twice(void)
{
    volatile unsigned local = 7;

    state.steps = 1;
    hw_pause();
    local += state.steps;
    state.steps = 2;
    hw_pause();
    assert_int_equal(local, 8);
    state.steps = 3;
}

static void
a_run_goes_on_where_it_was_paused(void)
{
    machine.body[0] = pauses_twice;
    power_on((struct hw_config){0});
    assert_true(hw_run());
    assert_int_equal(state.steps, 1);
    assert_true(hw_run());
    assert_int_equal(state.steps, 2);
    assert_false(hw_run());
    assert_int_equal(state.steps, 3);
    hw_power_off();
}

/* --- going back ------------------------------------------------------------------------------- */

static uint64_t first_hash, first_time;

/* Runs what follows the pause a number of times: each time it must end in the same way. */
static void
repeat(void (*body)(void), struct hw_config config, unsigned times)
{
    machine.body[0] = body;
    power_on(config);
    assert_true(hw_run());
    hw_snapshot_take(NULL, 0);
    for (unsigned i = 0; i < times; i++) {
        if (i > 0) {
            hw_snapshot_restore();
        }
        assert_false(hw_run());
        if (machine.failed_file != NULL) {
            _fail(machine.failed_file, machine.failed_line);
        }
        if (i == 0) {
            first_hash = hw_trace_hash();
            first_time = hw_time();
        }
        assert_int_equal(hw_trace_hash(), first_hash);
        assert_int_equal(hw_time(), first_time);
    }
    hw_power_off();
}

static void
counts_on_its_stack(void)
{
    volatile unsigned local[64] = {1, 2, 3};

    hw_pause();
    assert_int_equal(local[0] + local[1] + local[2] + local[63], 6);
    assert_int_equal(state.steps++, 0);
    local[0] = local[63] = 99;
    hw_trace(1, local[0], state.steps, 0);
}

static void
variables_and_locals_are_what_they_were(void)
{
    repeat(counts_on_its_stack, (struct hw_config){0}, 5);
}

static void
other_processor(void)
{
    for (unsigned i = 0; i < 50; i++) {
        hw_trace(2, i, 0, 0);
        hw_spend(100);
        hw_point();
        if (i == 10) {
            hw_request(0, VECTOR);
        }
    }
}

static void
interleaves(void)
{
    machine.body[1] = other_processor;
    wait_ns(300);
    hw_pause();
    for (unsigned i = 0; i < 50; i++) {
        hw_trace(3, i, hw_choose(HW_CHOOSE_TEST, 9), 0);
        wait_ns(70);
    }
}

static void
all_processors_go_back(void)
{
    for (unsigned seed = 0; seed < 5; seed++) {
        repeat(interleaves, (struct hw_config){.cpus = 3, .policy = HW_RANDOM, .seed = seed}, 5);
    }
}

static volatile unsigned stop_at = 0;

static void
deep(unsigned depth)
{
    volatile char frame[256];

    frame[0] = (char)depth;
    if (depth == stop_at) {
        hw_stop();
    } else if (depth > 0) {
        deep(depth - 1);
    }
    assert_int_equal(frame[0], depth);
}

static void
on_another_stack(void *unused)
{
    deep(20);
}

static void
stops_deep_inside(void)
{
    state.stack = hw_stack_alloc();
    hw_pause();
    hw_call_on_stack(state.stack, hw_stack_size(), on_another_stack, NULL);
}

static void
an_abandoned_run_is_no_different(void)
{
    repeat(stops_deep_inside, (struct hw_config){0}, 5);
}

static void
pauses_here(void *caller)
{
    volatile unsigned *callers = caller;

    hw_pause();
    *callers += 1;
}

static void
pauses_on_another_stack(void)
{
    volatile unsigned local = 41;

    state.stack = hw_stack_alloc();
    hw_call_on_stack(state.stack, hw_stack_size(), pauses_here, (void *)&local);
    assert_int_equal(local, 42);
    hw_stack_free(state.stack);
}

static void
the_caller_of_another_stack_comes_back_too(void)
{
    repeat(pauses_on_another_stack, (struct hw_config){0}, 5);
}

static unsigned shift;

/* Its caller's frame lies anywhere in relation to what is pointed at. */
static void
pauses_below_a_shifted_frame(void)
{
    volatile char *space = __builtin_alloca(16 * shift + 16);
    volatile unsigned local = 41;

    space[0] = 7;
    state.stack = hw_stack_alloc();
    hw_call_on_stack(state.stack, hw_stack_size(), pauses_here, (void *)&local);
    assert_int_equal(local + (unsigned)space[0], 49);
    space[0] = 8;
    hw_stack_free(state.stack);
}

static void
wherever_its_frame_lies(void)
{
    for (shift = 0; shift < 16; shift++) {
        repeat(pauses_below_a_shifted_frame, (struct hw_config){0}, 2);
    }
}

/* --- memory ----------------------------------------------------------------------------------- */

static void
uses_pages(void)
{
    char *held[HW_WINDOWS], *more;

    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        held[i] = i == HW_NONPAGED || i == HW_PAGED || i == HW_CONTIGUOUS || i == HW_USER
                      ? hw_pages_alloc(i, 16)
                      : NULL;
        if (held[i] != NULL) {
            memset(held[i], 5, HW_PAGE);
        }
    }
    hw_pause();
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        if (held[i] != NULL) {
            assert_int_equal(held[i][0], 5);
            assert_int_equal(held[i][8 * HW_PAGE], 0);
            held[i][0] = held[i][8 * HW_PAGE] = 6;
            more = hw_pages_alloc(i, 16);
            assert_int_equal(more[0], 0);
            hw_trace(4, (uintptr_t)more, 0, 0);
            memset(more, 9, 16 * HW_PAGE);
            hw_pages_free(i, held[i], 16);
        }
    }
}

static void
pages_are_what_they_were(void)
{
    repeat(uses_pages, (struct hw_config){0}, 5);
}

static void
maps_and_protects(void)
{
    char *page = hw_pages_alloc(HW_NONPAGED, 2), *other = hw_pages_alloc(HW_PAGED, 4);
    char *view = hw_pages_alloc(HW_MAPPINGS, 2), *user = hw_pages_alloc(HW_USER, 16);
    uint64_t frames[2] = {hw_frame(page), hw_frame(page + HW_PAGE)}, frame = hw_frame(other);

    page[0] = 1;
    hw_map_frames(user, frames, 2, 3);
    hw_protect(other, 1, 0);
    hw_pause();
    assert_int_equal(user[0], 1);
    user[0] = 2;
    hw_map_frames(view, frames, 2, 3);
    assert_int_equal(view[0], 2);
    hw_unmap_frames(user, 2);
    hw_map_frames(user, &frame, 1, 3);
    user[0] = 3;
    hw_protect(other, 4, 3);
    assert_int_equal(other[0], 3);
    hw_protect(page, 1, 1);
    hw_pages_free(HW_MAPPINGS, view, 2);
}

static void
mappings_and_protections_are_what_they_were(void)
{
    repeat(maps_and_protects, (struct hw_config){0}, 5);
}

static void
opens_reserved_pages(void)
{
    char *reserved = hw_pages_alloc(HW_USER, 16), *kept = hw_pages_alloc(HW_USER, 1);

    kept[5] = 5;
    hw_protect(reserved, 16, 0);
    hw_protect(kept, 1, 0);
    hw_pause();
    hw_protect(reserved + HW_PAGE, 2, 3);
    assert_int_equal(reserved[HW_PAGE], 0);
    reserved[HW_PAGE] = 1;
    hw_protect(reserved + HW_PAGE, 1, 0);
    hw_protect(kept, 2, 3); // the second is the rest of 64 KiB
    assert_int_equal(kept[5] + kept[HW_PAGE], 5);
    kept[5] = kept[HW_PAGE] = 6;
}

static void
reserved_memory_is_zero_again(void)
{
    repeat(opens_reserved_pages, (struct hw_config){0}, 5);
}

/* --- cost ------------------------------------------------------------------------------------- */

static void
does_nothing(void)
{
    hw_pause();
}

static void
a_thousand_restores_take_no_memory(void)
{
    size_t before, held;

    before = host_heap_used(HOST_SEARCH);
    machine.body[0] = does_nothing;
    power_on((struct hw_config){0});
    assert_true(hw_run());
    hw_snapshot_take(NULL, 0);
    held = host_heap_used(HOST_SEARCH);
    assert_true(held - before > hw_snapshot_bytes());
    for (unsigned i = 0; i < 1000; i++) {
        assert_false(hw_run());
        hw_snapshot_restore();
    }
    assert_int_equal(host_heap_used(HOST_SEARCH), held);
    hw_snapshot_drop();
    assert_int_equal(host_heap_used(HOST_SEARCH), before);
    hw_power_off();
}

static void
writes_many_records(void)
{
    for (unsigned i = 0; i < 10; i++) {
        hw_trace(5, i, 0, 0);
    }
    hw_pause();
    for (unsigned i = 0; i < 20000; i++) {
        hw_trace(6, i, 0, 0);
    }
}

static void
the_trace_shows_no_record_of_a_run_that_was_undone(void)
{
    uint64_t kept;

    machine.body[0] = writes_many_records;
    power_on((struct hw_config){0});
    assert_true(hw_run());
    hw_snapshot_take(NULL, 0);
    assert_int_equal(hw_trace_at(0, &kept)->kind, 5);
    assert_int_equal(kept, 10);
    assert_false(hw_run());
    hw_snapshot_restore();
    assert_null(hw_trace_at(0, &kept));
    assert_int_equal(kept, 0);
    hw_power_off();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CORE_TEST(a_run_goes_on_where_it_was_paused),
        CORE_TEST(variables_and_locals_are_what_they_were),
        CORE_TEST(all_processors_go_back),
        CORE_TEST(an_abandoned_run_is_no_different),
        CORE_TEST(the_caller_of_another_stack_comes_back_too),
        CORE_TEST(wherever_its_frame_lies),
        CORE_TEST(pages_are_what_they_were),
        CORE_TEST(mappings_and_protections_are_what_they_were),
        CORE_TEST(reserved_memory_is_zero_again),
        CORE_TEST(a_thousand_restores_take_no_memory),
        CORE_TEST(the_trace_shows_no_record_of_a_run_that_was_undone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
