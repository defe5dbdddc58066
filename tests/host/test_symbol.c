/*
 * tests/host/test_symbol.c - names of addresses where there is no symbolizer (host/symbol.c)
 */
#include <stdlib.h>

#include "host_test.h"

static int local_function(int x);

static void
the_symbol_table_gives_function_and_offset(void **state)
{
    char text[240];

    hw_describe((char *)(void *)local_function + 1, text, sizeof text);
    assert_non_null(strstr(text, "!local_function+0x1"));
    hw_describe((void *)0x10, text, sizeof text);
    assert_string_equal(text, "0x10");
}

__attribute__((noinline)) static int
local_function(int x)
{
    return x + 1;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_symbol_table_gives_function_and_offset),
    };

    setenv("SIM_SYMBOLIZER", "none", 1);
    return cmocka_run_group_tests(tests, NULL, NULL) + local_function(-1);
}
