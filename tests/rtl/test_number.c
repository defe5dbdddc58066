/*
 * rtl/test_number.c - integers as text
 */
#include <ntifs.h>
#include <sim/test.h>

static ULONG
value_of(PCWSTR text, ULONG base)
{
    UNICODE_STRING string;
    ULONG value = 99;

    RtlInitUnicodeString(&string, text);
    assert_nt_success(RtlUnicodeStringToInteger(&string, base, &value));
    return value;
}

/* The table of RtlUnicodeStringToInteger's page. */
static void
the_documented_examples(void **state)
{
    assert_int_equal(value_of(L"123", 10), 123);
    assert_int_equal((LONG)value_of(L"-345", 10), -345);
    assert_int_equal(value_of(L"xyz", 10), 0);
    assert_int_equal(value_of(L"+678abc", 10), 678);
    assert_int_equal(value_of(L"+678abc", 16), 6785724);
    assert_int_equal(value_of(L"007", 10), 7);
    assert_int_equal(value_of(L"789", 8), 7);
    assert_int_equal(value_of(L"FGH", 16), 15);
    assert_int_equal(value_of(L" ", 10), 0);
}

static void
base_0_looks_at_the_prefix(void **state)
{
    assert_int_equal(value_of(L"0x1f", 0), 31);
    assert_int_equal(value_of(L"0o17", 0), 15);
    assert_int_equal(value_of(L"0b101", 0), 5);
    assert_int_equal(value_of(L"17", 0), 17);
    assert_int_equal(value_of(L"0x1f", 16), 0);
}

static void
empty_strings_and_other_bases_are_refused(void **state)
{
    UNICODE_STRING string = RTL_CONSTANT_STRING(L"");
    ULONG value;

    assert_nt_status(RtlUnicodeStringToInteger(&string, 10, &value), STATUS_INVALID_PARAMETER);
    RtlInitUnicodeString(&string, L"1");
    assert_nt_status(RtlUnicodeStringToInteger(&string, 7, &value), STATUS_INVALID_PARAMETER);
    assert_nt_status(RtlCharToInteger("1", 7, &value), STATUS_INVALID_PARAMETER);
    assert_nt_success(RtlCharToInteger(" 0x10", 0, &value));
    assert_int_equal(value, 16);
}

static void
integers_become_text(void **state)
{
    WCHAR buffer[12];
    UNICODE_STRING string = {0, sizeof(buffer), buffer};

    assert_nt_success(RtlIntegerToUnicodeString(0xFFFFFFFF, 10, &string));
    assert_memory_equal(buffer, L"4294967295", 22);
    assert_int_equal(string.Length, 20);
    assert_nt_success(RtlIntegerToUnicodeString(0xBEEF, 16, &string));
    assert_memory_equal(buffer, L"BEEF", 10);
    assert_nt_success(RtlInt64ToUnicodeString(0, 0, &string));
    assert_memory_equal(buffer, L"0", 4);
    assert_nt_status(RtlInt64ToUnicodeString(1ULL << 40, 2, &string), STATUS_BUFFER_OVERFLOW);
    assert_nt_status(RtlIntegerToUnicodeString(1, 3, &string), STATUS_INVALID_PARAMETER);
    string.MaximumLength = 4;
    assert_nt_success(RtlIntegerToUnicodeString(42, 10, &string)); // full, not terminated
    assert_int_equal(string.Length, 4);
}

SIM_TESTS(SIM_TEST(the_documented_examples), SIM_TEST(base_0_looks_at_the_prefix),
          SIM_TEST(empty_strings_and_other_bases_are_refused), SIM_TEST(integers_become_text))
