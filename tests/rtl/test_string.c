/*
 * rtl/test_string.c - counted 8-bit strings
 */
#include <ntifs.h>
#include <sim/test.h>

static void
initialisation_counts_bytes(void **state)
{
    ANSI_STRING string;

    RtlInitAnsiString(&string, "abc");
    assert_int_equal(string.Length, 3);
    assert_int_equal(string.MaximumLength, 4);
    RtlInitString(&string, NULL);
    assert_int_equal(string.MaximumLength, 0);
}

static void
copies_appends_and_upper_case(void **state)
{
    char buffer[6] = "";
    STRING to = {0, 6, buffer}, from = RTL_CONSTANT_STRING("abc");

    RtlCopyString(&to, &from);
    assert_int_equal(to.Length, 3);
    assert_nt_success(RtlAppendStringToString(&to, &from));
    assert_nt_status(RtlAppendStringToString(&to, &from), STATUS_BUFFER_TOO_SMALL);
    assert_memory_equal(buffer, "abcabc", 6);
    RtlUpperString(&to, &from);
    assert_int_equal(to.Length, 3);
    assert_memory_equal(buffer, "ABCabc", 6);
}

static void
comparisons(void **state)
{
    STRING a = RTL_CONSTANT_STRING("abc"), b = RTL_CONSTANT_STRING("ABCD");

    assert_true(RtlCompareString(&a, &b, FALSE) > 0);
    assert_true(RtlCompareString(&a, &b, TRUE) < 0);
    assert_false(RtlEqualString(&a, &b, TRUE));
    assert_true(RtlPrefixString(&a, &b, TRUE));
    assert_false(RtlPrefixString(&a, &b, FALSE));
    b.Length = 3;
    assert_true(RtlEqualString(&a, &b, TRUE));
}

static void
upper_case_follows_the_code_page(void **state)
{
    assert_int_equal((UCHAR)RtlUpperChar('z'), 'Z');
    assert_int_equal((UCHAR)RtlUpperChar((CHAR)0xE4), 0xC4);
    assert_int_equal((UCHAR)RtlUpperChar((CHAR)0xFF), 0x9F); // y and Y with diaeresis
    assert_int_equal((UCHAR)RtlUpperChar((CHAR)0xB5), 0xB5); // the micro sign has no upper case
}

SIM_TESTS(SIM_TEST(initialisation_counts_bytes), SIM_TEST(copies_appends_and_upper_case),
          SIM_TEST(comparisons), SIM_TEST(upper_case_follows_the_code_page))
