/*
 * rtl/test_crtprint.c - printf into buffers that are too small, or just big enough
 */
#include "crt.h"

#include <sim/test.h>

static void
snprintf_terminates_only_when_there_is_room(void **state)
{
    char text[8] = "zzzzzzz";

    assert_int_equal(crt__snprintf(text, 4, "%s", "abc"), 3);
    assert_string_equal(text, "abc");
    memset(text, 'z', 7);
    assert_int_equal(crt__snprintf(text, 3, "%s", "abc"), 3);
    assert_string_equal(text, "abczzzz");
    assert_int_equal(crt__snprintf(text, 3, "%s", "xyzw"), -1);
    assert_string_equal(text, "xyzzzzz");
    assert_int_equal(crt__snprintf(NULL, 0, "%s", "abcdef"), 6);
}

static void
the_safe_variants_always_terminate(void **state)
{
    char text[8];

    assert_int_equal(crt_sprintf_s(text, 4, "%s", "abc"), 3);
    assert_string_equal(text, "abc");
    assert_int_equal(crt_sprintf_s(text, 4, "%s", "abcd"), -1);
    assert_string_equal(text, "");
    assert_int_equal(crt__snprintf_s(text, 4, CRT_TRUNCATE, "%s", "abcd"), -1);
    assert_string_equal(text, "abc");
    assert_int_equal(crt__snprintf_s(text, 8, 2, "%s", "abcd"), -1);
    assert_string_equal(text, "ab");
}

static void
the_unbounded_ones_return_the_length(void **state)
{
    char text[32];
    WCHAR wide[32];

    assert_int_equal(crt_sprintf(text, "%d-%s", 5, "x"), 3);
    assert_string_equal(text, "5-x");
    assert_int_equal(crt_swprintf(wide, L"%d-%s", 5, L"x"), 3);
    assert_memory_equal(wide, L"5-x", 8);
    assert_int_equal(crt_swprintf_s(wide, 3, L"%d-%s", 5, L"x"), -1);
    assert_int_equal(wide[0], 0);
}

SIM_TESTS(SIM_TEST(snprintf_terminates_only_when_there_is_room),
          SIM_TEST(the_safe_variants_always_terminate),
          SIM_TEST(the_unbounded_ones_return_the_length))
