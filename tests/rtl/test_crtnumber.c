/*
 * rtl/test_crtnumber.c - the drivers' C library: numbers, sorting, searching
 */
#include "crt.h"

#include <sim/test.h>

static void
text_becomes_numbers(void **state)
{
    assert_int_equal(crt_atoi("  -42xyz"), -42);
    assert_int_equal(crt_atoi("xyz"), 0);
    assert_int_equal(crt__atoi64("1234567890123"), 1234567890123);
}

static void
bases_and_prefixes(void **state)
{
    const char *text = "0x1Fg";
    char *end;

    assert_int_equal(crt_strtoul(text, &end, 0), 0x1F);
    assert_ptr_equal(end, text + 4);
    assert_int_equal(crt_strtoul(text, &end, 16), 0x1F);
    assert_int_equal(crt_strtoul("017", NULL, 0), 15);
    assert_int_equal(crt_strtoul("zz", NULL, 36), 35 * 36 + 35);
    assert_int_equal(crt_strtoul("0x", &end, 0), 0);
    assert_string_equal(end, "x");
    assert_int_equal(crt_strtoul("none", &end, 10), 0);
    assert_string_equal(end, "none");
    assert_int_equal(crt_wcstoul(L"ff", NULL, 16), 255);
}

static void
long_has_32_bits_and_saturates(void **state)
{
    assert_int_equal(crt_strtol("99999999999", NULL, 10), 0x7FFFFFFF);
    assert_int_equal(crt_strtol("-99999999999", NULL, 10), -0x80000000LL);
    assert_int_equal(crt_strtol("-2147483648", NULL, 10), -0x80000000LL);
    assert_int_equal(crt_strtoul("99999999999", NULL, 10), 0xFFFFFFFF);
    assert_int_equal(crt_strtoul("-1", NULL, 10), 0xFFFFFFFF);
    assert_int_equal(crt_strtoul("99999999999999999999999999", NULL, 10), 0xFFFFFFFF);
}

static void
numbers_become_text(void **state)
{
    char text[70];
    WCHAR wide[20];

    assert_string_equal(crt__itoa(-42, text, 10), "-42");
    assert_string_equal(crt__itoa(-1, text, 16), "ffffffff");
    assert_string_equal(crt__itoa(0, text, 2), "0");
    assert_memory_equal(crt__itow(255, wide, 16), L"ff", 6);
    assert_int_equal(crt__itow_s(1234, wide, 4, 10), CRT_ERANGE);
    assert_int_equal(wide[0], 0);
    assert_int_equal(crt__itow_s(123, wide, 4, 10), 0);
    assert_int_equal(crt__ui64toa_s(~0ULL, text, sizeof(text), 2), 0);
    assert_int_equal(crt_strlen(text), 64);
    assert_int_equal(crt__ui64toa_s(1, text, sizeof(text), 37), CRT_EINVAL);
}

static INT
by_value(const VOID *first, const VOID *second)
{
    return *(const INT *)first - *(const INT *)second;
}

static INT
by_value_downwards(PVOID calls, const VOID *first, const VOID *second)
{
    ++*(PULONG)calls;
    return by_value(second, first);
}

static void
arrays_are_sorted_and_searched(void **state)
{
    INT numbers[100], key = 77;
    ULONG calls = 0;

    for (ULONG i = 0; i < 100; i++) {
        numbers[i] = (INT)(i * 37 % 100);
    }
    crt_qsort(numbers, 100, sizeof(INT), by_value);
    for (INT i = 0; i < 100; i++) {
        assert_int_equal(numbers[i], i);
    }
    assert_ptr_equal(crt_bsearch(&key, numbers, 100, sizeof(INT), by_value), &numbers[77]);
    key = 100;
    assert_null(crt_bsearch(&key, numbers, 100, sizeof(INT), by_value));
    crt_qsort_s(numbers, 100, sizeof(INT), by_value_downwards, &calls);
    assert_int_equal(numbers[0], 99);
    assert_int_equal(numbers[99], 0);
    assert_true(calls > 99);
    crt_qsort(numbers, 0, sizeof(INT), by_value);
}

static void
random_numbers_follow_the_seed(void **state)
{
    INT first;

    crt_srand(5);
    first = crt_rand();
    assert_in_range(first, 0, 32767);
    assert_int_not_equal(crt_rand(), first);
    crt_srand(5);
    assert_int_equal(crt_rand(), first);
}

SIM_TESTS(SIM_TEST(text_becomes_numbers), SIM_TEST(bases_and_prefixes),
          SIM_TEST(long_has_32_bits_and_saturates), SIM_TEST(numbers_become_text),
          SIM_TEST(arrays_are_sorted_and_searched), SIM_TEST(random_numbers_follow_the_seed))
