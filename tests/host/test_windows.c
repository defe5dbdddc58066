/*
 * tests/host/test_windows.c - addresses, pages, frames (host/window.c, core/pages.c, place.c)
 */
#include "host_test.h"

static int program_data = 1, program_bss;
static int SIM_STATE simulated;

static void
windows_are_where_they_should_be_in_every_build(void **state)
{
    start_over();
    assert_ptr_equal(hw_window_base(HW_USER), (void *)0x60000000);
    assert_int_equal(hw_window_size(HW_USER), 0x7FFF0000 - 0x60000000);
    for (unsigned i = 0; i < HW_WINDOWS; i++) {
        if (i != HW_USER) {
            assert_in_range((uintptr_t)hw_window_base(i), 0x400000000000, 0x40FFFFFFFFFF);
        }
    }
}

static void
places_are_told_apart(void **state)
{
    start_over();
    assert_int_equal(hw_place((void *)0x60000000), HW_AT_USER);
    assert_int_equal(hw_place((void *)0x7FFEFFFF), HW_AT_USER);
    assert_int_equal(hw_place((void *)0x7FFF0000), HW_AT_NOWHERE);
    assert_int_equal(hw_place(hw_window_base(HW_PAGED)), HW_AT_PAGED);
    assert_int_equal(hw_place((char *)hw_window_base(HW_PAGED) - 1), HW_AT_NOWHERE);
    assert_int_equal(hw_place(hw_stack_alloc()), HW_AT_STACK);
    assert_int_equal(hw_place(&program_data), HW_AT_PROGRAM);
    assert_int_equal(hw_place(&state), HW_AT_NOWHERE);
    assert_int_equal(hw_place(NULL), HW_AT_NOWHERE);
}

static void
canonical_addresses_tell_nothing_about_the_host(void **state)
{
    void *page = hw_pages_alloc(HW_NONPAGED, 1);

    assert_int_equal(hw_canonical(page), (uintptr_t)page);
    assert_int_equal(hw_canonical(&page), hw_canonical(__builtin_frame_address(0)));
    assert_int_not_equal(hw_canonical(&program_data), hw_canonical(&program_bss));
    assert_int_equal(hw_canonical(NULL), 0);
}

static void
pages_are_zeroed_whoever_had_them_before(void **state)
{
    static const enum hw_window windows[] = {HW_NONPAGED, HW_PAGED, HW_STACKS, HW_USER,
                                             HW_CONTIGUOUS};

    start_over();
    for (unsigned i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        uint64_t *a = hw_pages_alloc(windows[i], 3), *b;

        a[0] = a[1023] = 7;
        hw_pages_free(windows[i], a, 3);
        b = hw_pages_alloc(windows[i], 2);
        assert_ptr_equal(a, b);
        assert_int_equal(b[0] | b[1023], 0);
        b[5] = 7;
        start_over();
        assert_ptr_equal(hw_pages_alloc(windows[i], 1), a);
        assert_int_equal(a[5], 0);
        start_over();
    }
}

static uint64_t
exercise_pages(void)
{
    uint64_t hash = 0;
    void *live[16] = {0};
    size_t sizes[16];

    for (unsigned i = 0; i < 2000; i++) {
        unsigned slot = i * 7919 % 16;

        if (live[slot] != NULL) {
            hw_pages_free(HW_PAGED, live[slot], sizes[slot]);
        }
        sizes[slot] = 1 + i * i % 9;
        live[slot] = hw_pages_alloc(HW_PAGED, sizes[slot]);
        hash = hash * 31 + (uintptr_t)live[slot];
    }
    return hash;
}

static void
addresses_depend_on_nothing_but_the_calls(void **state)
{
    uint64_t first, second;

    start_over();
    first = exercise_pages();
    start_over();
    second = exercise_pages();
    assert_int_equal(first, second);
}

static void
runs_of_pages_fill_the_lowest_hole(void **state)
{
    char *a, *b, *c;

    start_over();
    a = hw_pages_alloc(HW_NONPAGED, 100);
    b = hw_pages_alloc(HW_NONPAGED, 70);
    c = hw_pages_alloc(HW_NONPAGED, 1);
    assert_ptr_equal(b, a + 100 * HW_PAGE);
    assert_ptr_equal(c, b + 70 * HW_PAGE);
    hw_pages_free(HW_NONPAGED, b, 70);
    assert_ptr_equal(hw_pages_alloc(HW_NONPAGED, 71), c + HW_PAGE);
    assert_ptr_equal(hw_pages_alloc(HW_NONPAGED, 70), b);
    assert_int_equal(hw_pages_used(HW_NONPAGED), 242);
}

static void
memory_ends_at_the_limit(void **state)
{
    start_over();
    pages_reset(10);
    assert_non_null(hw_pages_alloc(HW_NONPAGED, 6));
    assert_null(hw_pages_alloc(HW_PAGED, 5));
    assert_non_null(hw_pages_alloc(HW_PAGED, 4));
    assert_non_null(hw_pages_alloc(HW_REGISTERS, 100)); // addresses are not memory
    start_over();
    assert_null(hw_pages_alloc(HW_CONTIGUOUS, 0x1001));
    assert_non_null(hw_pages_alloc(HW_CONTIGUOUS, 0x1000));
    assert_null(hw_pages_alloc(HW_CONTIGUOUS, 1));
}

static void
frames_are_scattered_labels(void **state)
{
    char *pages, *contiguous;

    start_over();
    pages = hw_pages_alloc(HW_NONPAGED, 64);
    contiguous = hw_pages_alloc(HW_CONTIGUOUS, 64);
    for (unsigned i = 0; i < 63; i++) {
        uint64_t frame = hw_frame(pages + i * HW_PAGE);

        assert_in_range(frame, HW_FRAME_FIRST, HW_FRAME_FIRST + hw_frame_count() - 1);
        assert_int_not_equal(hw_frame(pages + (i + 1) * HW_PAGE), frame + 1);
        assert_int_equal(hw_frame(contiguous + i * HW_PAGE) + 1,
                         hw_frame(contiguous + (i + 1) * HW_PAGE));
    }
    assert_int_equal(hw_frame(&state), UINT64_MAX);
    assert_null(hw_frame_address(HW_FRAME_FIRST - 1));
    assert_null(hw_frame_address(HW_FRAME_FIRST + hw_frame_count()));
}

static void
every_frame_has_one_place_in_the_direct_map(void **state)
{
    char *direct = hw_window_base(HW_DIRECT);

    start_over();
    for (uint64_t i = 0; i < hw_frame_count(); i++) {
        assert_true(hw_frame_address(hw_frame(direct + i * HW_PAGE)) == direct + i * HW_PAGE);
    }
}

static void
the_direct_map_shows_the_same_memory(void **state)
{
    int *page, *direct;

    start_over();
    page = hw_pages_alloc(HW_PAGED, 2);
    direct = hw_frame_address(hw_frame(page));
    direct[3] = 42;
    assert_int_equal(page[3], 42);
    page[1024] = 43; // neighbours stay neighbours
    assert_int_equal(direct[1024], 43);
}

static void
what_a_device_wrote_into_free_memory_is_cleared(void **state)
{
    int *page;

    start_over();
    page = hw_pages_alloc(HW_PAGED, 200);
    hw_pages_free(HW_PAGED, page, 200);
    host_windows_reset();
    *(int *)hw_frame_address(hw_frame((char *)page + 900 * HW_PAGE)) = 5;
    page = hw_pages_alloc(HW_PAGED, 1000);
    assert_int_equal(page[900 * 1024], 0);
}

static void
frames_can_be_shown_at_another_address(void **state)
{
    int *page, *view, *user;
    uint64_t frames[2];

    start_over();
    page = hw_pages_alloc(HW_NONPAGED, 2);
    frames[0] = hw_frame(page + 1024);
    frames[1] = hw_frame(page);
    view = hw_pages_alloc(HW_MAPPINGS, 2);
    user = hw_pages_alloc(HW_USER, 16);
    hw_map_frames(view, frames, 2, 3);
    hw_map_frames(user, frames, 2, 3);
    page[0] = 1;
    page[1024] = 2;
    assert_int_equal(view[0] * 10 + view[1024], 21);
    assert_int_equal(user[0] * 10 + user[1024], 21);
    assert_int_equal(hw_frame(view), frames[0]);
    assert_int_equal(hw_frame(user + 1024), frames[1]);
    hw_pages_free(HW_USER, user, 16);
    assert_int_not_equal(hw_frame(user), frames[0]);
    user = hw_pages_alloc(HW_USER, 16);
    assert_int_equal(user[0], 0); // its own page again
    start_over();
    assert_int_equal(hw_frame(view), UINT64_MAX);
}

static void
much_memory_goes_back_to_linux(void **state)
{
    char *much;

    start_over();
    much = hw_pages_alloc(HW_NONPAGED, 0x3000);
    memset(much, 1, 0x3000 * (size_t)HW_PAGE);
    start_over();
    much = hw_pages_alloc(HW_NONPAGED, 0x3000);
    for (unsigned i = 0; i < 0x3000; i++) {
        assert_int_equal(much[i * (size_t)HW_PAGE], 0);
    }
    start_over();
}

static void
the_programs_data_can_be_mapped_twice(void **state)
{
    int *twice;

    start_over();
    host_program_data_remap();
    host_program_data_remap();
    assert_int_equal(program_data, 1);
    assert_int_not_equal(hw_frame(&program_data), UINT64_MAX);
    twice = (int *)((char *)hw_frame_address(hw_frame(&program_data)) +
                    (uintptr_t)&program_data % HW_PAGE);
    *twice = 9;
    assert_int_equal(program_data, 9);
    start_over();
    assert_int_equal(program_data, 9); // a reset leaves it alone
    program_bss = 3;
    assert_int_equal(program_bss, 3);
}

static void
simulated_state_is_cleared(void **state)
{
    void *base;
    size_t size;

    host_state_range(&base, &size);
    assert_in_range((uintptr_t)&simulated - (uintptr_t)base, 0, size - sizeof simulated);
    simulated = 5;
    host_state_clear();
    assert_int_equal(simulated, 0);
    start_over();
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(windows_are_where_they_should_be_in_every_build),
        cmocka_unit_test(places_are_told_apart),
        cmocka_unit_test(canonical_addresses_tell_nothing_about_the_host),
        cmocka_unit_test(pages_are_zeroed_whoever_had_them_before),
        cmocka_unit_test(addresses_depend_on_nothing_but_the_calls),
        cmocka_unit_test(runs_of_pages_fill_the_lowest_hole),
        cmocka_unit_test(memory_ends_at_the_limit),
        cmocka_unit_test(frames_are_scattered_labels),
        cmocka_unit_test(every_frame_has_one_place_in_the_direct_map),
        cmocka_unit_test(the_direct_map_shows_the_same_memory),
        cmocka_unit_test(what_a_device_wrote_into_free_memory_is_cleared),
        cmocka_unit_test(frames_can_be_shown_at_another_address),
        cmocka_unit_test(much_memory_goes_back_to_linux),
        cmocka_unit_test(the_programs_data_can_be_mapped_twice),
        cmocka_unit_test(simulated_state_is_cleared),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
