/*
 * tests/host/test_heap.c - what libsim takes from the host for itself (host/heap.c, file.c, ...)
 */
#include <stdlib.h>
#include <unistd.h>

#include "host_test.h"

static void
memory_is_zeroed_and_counted_by_use(void **state)
{
    size_t before = host_heap_used(HOST_SEARCH), other = host_heap_used(HOST_TRACE);
    char *memory[100];

    for (unsigned i = 0; i < 100; i++) {
        memory[i] = host_alloc(HOST_SEARCH, 1000);
        for (unsigned byte = 0; byte < 1000; byte++) {
            assert_int_equal(memory[i][byte], 0);
        }
        memset(memory[i], 1, 1000);
    }
    assert_in_range(host_heap_used(HOST_SEARCH), before + 100000, before + 200000);
    assert_int_equal(host_heap_used(HOST_TRACE), other);
    for (unsigned i = 0; i < 100; i++) {
        host_free(HOST_SEARCH, memory[i]);
    }
    assert_int_equal(host_heap_used(HOST_SEARCH), before);
    host_free(HOST_SEARCH, NULL);
    memory[0] = host_alloc(HOST_OTHER, 0);
    assert_non_null(memory[0]);
    host_free(HOST_OTHER, memory[0]);
}

static void
fixed_memory_is_where_it_was_asked_for_and_stays(void **state)
{
    char *memory = host_fixed(0x47f000000000, 1 << 20);

    assert_int_equal((uintptr_t)memory, 0x47f000000000);
    assert_int_equal(memory[5], 0);
    memory[5] = 1;
    start_over();
    assert_ptr_equal(host_fixed(0x47f000000000, 1 << 20), memory);
    assert_int_equal(memory[5], 1);
}

static void
files_are_appended_where_the_environment_says(void **state)
{
    char path[64], text[16] = "";
    FILE *file;

    hw_append_file("SIM_NO_SUCH_VARIABLE", "x", "ab", 2); // does nothing
    setenv("SIM_TEST_FOLDER", "/tmp", 1);
    hw_append_file("SIM_TEST_FOLDER", "libsim-test", "ab", 2);
    hw_append_file("SIM_TEST_FOLDER", "libsim-test", "cd", 2);
    snprintf(path, sizeof path, "/tmp/%d.libsim-test", getpid());
    file = fopen(path, "r");
    assert_non_null(file);
    assert_int_equal(fread(text, 1, sizeof text - 1, file), 4);
    fclose(file);
    unlink(path);
    assert_string_equal(text, "abcd");
}

static void
an_empty_variable_is_none(void **state)
{
    setenv("SIM_TEST_EMPTY", "", 1);
    assert_null(hw_environment("SIM_TEST_EMPTY"));
    assert_null(hw_environment("SIM_NO_SUCH_VARIABLE"));
}

static void
pacing_waits_for_the_host(void **state)
{
    uint64_t start;

    host_loop_pace(1000);
    start = hw_host_clock_ns();
    host_loop_pace(1000 + 20000000);
    assert_in_range(hw_host_clock_ns() - start, 19000000, 10000000000);
    start = hw_host_clock_ns();
    host_loop_pace(1000 + 10000000); // an earlier time is another run's
    host_loop_pace(1000 + 10000100);
    assert_in_range(hw_host_clock_ns() - start, 0, 15000000);
}

static void
addresses_have_names(void **state)
{
    char text[240];

    hw_describe((void *)addresses_have_names, text, sizeof text);
    assert_non_null(strstr(text, "addresses_have_names at test_heap.c:"));
    hw_describe((void *)0x10, text, sizeof text);
    assert_string_equal(text, "0x10");
}

static void
the_program_knows_its_path(void **state)
{
    assert_int_equal(hw_program()[0], '/');
    assert_int_equal(access(hw_program(), X_OK), 0);
    assert_non_null(hw_next_symbol("_fail"));
    assert_null(hw_next_symbol("no_such_function_at_all"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_counted_by_use),
        cmocka_unit_test(fixed_memory_is_where_it_was_asked_for_and_stays),
        cmocka_unit_test(files_are_appended_where_the_environment_says),
        cmocka_unit_test(an_empty_variable_is_none),
        cmocka_unit_test(pacing_waits_for_the_host),
        cmocka_unit_test(addresses_have_names),
        cmocka_unit_test(the_program_knows_its_path),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
