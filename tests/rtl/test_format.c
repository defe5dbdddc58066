/*
 * rtl/test_format.c - Windows' format language
 */
#include "crt.h"

#include <sim/test.h>

#define assert_formats(expected, ...)                                                              \
    do {                                                                                           \
        char text_[200];                                                                           \
        int length_ = crt__snprintf(text_, sizeof(text_), __VA_ARGS__);                            \
        assert_string_equal(text_, expected);                                                      \
        assert_int_equal(length_, sizeof(expected) - 1);                                           \
    } while (0)

#define assert_formats_wide(expected, ...)                                                         \
    do {                                                                                           \
        WCHAR text_[200];                                                                          \
        int length_ = crt__snwprintf(text_, 200, __VA_ARGS__);                                     \
        assert_int_equal(length_, sizeof(expected) / 2 - 1);                                       \
        assert_memory_equal(text_, expected, sizeof(expected));                                    \
    } while (0)

static void
integers(void **state)
{
    assert_formats("-1 4294967295 ffffffff FFFFFFFF 37777777777", "%d %u %x %X %o", -1, -1, -1, -1,
                   -1);
    assert_formats("-2147483648", "%i", (LONG)0x80000000);
    assert_formats("100%", "%d%%", 100);
}

static void
sizes_of_integers(void **state)
{
    assert_formats("ffffffff 1", "%lx %lu", 0xFFFFFFFF, 1);
    assert_formats("123456789abcdef0", "%I64x", 0x123456789ABCDEF0ULL);
    assert_formats("-1", "%I64d", -1LL);
    assert_formats("18446744073709551615", "%llu", ~0ULL);
    assert_formats("89abcdef", "%I32x", 0x89ABCDEF);
    assert_formats("123456789a", "%Ix", 0x123456789AULL);
    assert_formats("123456789a", "%zx", 0x123456789AULL);
    assert_formats("-1 65535", "%hd %hu", 0x1FFFF, 0x1FFFF);
    assert_formats("-1 255", "%hhd %hhu", 0xFFF, 0xFFF);
}

static void
flags_width_and_precision_of_integers(void **state)
{
    assert_formats("[   42]", "[%5d]", 42);
    assert_formats("[42   ]", "[%-5d]", 42);
    assert_formats("[00042]", "[%05d]", 42);
    assert_formats("[-0042]", "[%05d]", -42);
    assert_formats("[  042]", "[%5.3d]", 42);
    assert_formats("[  042]", "[%05.3d]", 42); // a precision switches 0 off
    assert_formats("[+42] [ 42]", "[%+d] [% d]", 42, 42);
    assert_formats("[0x2a] [0X2A] [052]", "[%#x] [%#X] [%#o]", 42, 42, 42);
    assert_formats("[0x002a]", "[%#06x]", 42);
    assert_formats("[0] [0]", "[%#x] [%#o]", 0, 0);
    assert_formats("[] [  ]", "[%.0d] [%2.0x]", 0, 0);
    assert_formats("[   42] [42   ]", "[%*d] [%*d]", 5, 42, -5, 42);
    assert_formats("[0042]", "[%.*d]", 4, 42);
}

static void
pointers_have_16_digits(void **state)
{
    assert_formats("00000000DEADBEEF", "%p", (PVOID)0xDEADBEEF);
    assert_formats("0000000000000000", "%p", NULL);
}

static void
strings(void **state)
{
    assert_formats("abc", "%s", "abc");
    assert_formats("[  abc] [abc  ]", "[%5s] [%-5s]", "abc", "abc");
    assert_formats("[ab]", "[%.2s]", "abc");
    assert_formats("(null)", "%s", NULL);
    assert_formats("x", "%c", 'x');
    assert_formats("[    x]", "[%5c]", 'x');
}

static void
text_of_the_other_width(void **state)
{
    assert_formats("abc abc abc", "%S %ws %ls", L"abc", L"abc", L"abc");
    assert_formats("a a a", "%C %wc %lc", L'a', L'a', L'a');
    assert_formats("\x80 ?", "%S", L"\x20AC \x4E00"); // the euro sign is in code page 1252
    assert_formats_wide(L"abc abc", L"%S %hs", "abc", "abc");
    assert_formats_wide(L"abc abc", L"%s %ws", L"abc", L"abc");
    assert_formats_wide(L"\x20AC", L"%hs", "\x80");
}

static void
counted_strings(void **state)
{
    WCHAR wide[] = L"abcdef";
    CHAR narrow[] = "abcdef";
    UNICODE_STRING unicode = {6, 14, wide};
    ANSI_STRING ansi = {3, 7, narrow};

    assert_formats("[abc] [abc]", "[%wZ] [%Z]", &unicode, &ansi);
    assert_formats("[  abc] [ab]", "[%5wZ] [%.2wZ]", &unicode, &unicode);
    assert_formats_wide(L"[abc] [abc]", L"[%wZ] [%hZ]", &unicode, &ansi);
    unicode.Buffer = NULL;
    assert_formats("(null) (null)", "%wZ %wZ", &unicode, NULL);
}

static void
what_the_kernel_does_not_format_gives_minus_1(void **state)
{
    char text[20];
    int written = 5;

    assert_int_equal(crt__snprintf(text, sizeof(text), "a%nb", &written), -1);
    assert_int_equal(written, 5);
    assert_int_equal(crt__snprintf(text, sizeof(text), "%f", 1.0), -1);
    assert_int_equal(crt__snprintf(text, sizeof(text), "%y"), -1);
    assert_int_equal(crt__snprintf(text, sizeof(text), "%"), -1);
}

SIM_TESTS(SIM_TEST(integers), SIM_TEST(sizes_of_integers),
          SIM_TEST(flags_width_and_precision_of_integers), SIM_TEST(pointers_have_16_digits),
          SIM_TEST(strings), SIM_TEST(text_of_the_other_width), SIM_TEST(counted_strings),
          SIM_TEST(what_the_kernel_does_not_format_gives_minus_1))
