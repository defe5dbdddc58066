/*
 * rtl/test_unicode.c - counted 16-bit strings
 */
#include <ntifs.h>
#include <sim/test.h>

static WCHAR Long[0x8001];

static void
initialisation_counts_bytes(void **state)
{
    UNICODE_STRING string;

    RtlInitUnicodeString(&string, L"abc");
    assert_int_equal(string.Length, 6);
    assert_int_equal(string.MaximumLength, 8);
    RtlInitUnicodeString(&string, L"");
    assert_int_equal(string.Length, 0);
    assert_int_equal(string.MaximumLength, 2);
    RtlInitUnicodeString(&string, NULL);
    assert_int_equal(string.Length, 0);
    assert_int_equal(string.MaximumLength, 0);
    assert_null(string.Buffer);
}

static void
too_long_a_string_is_cut_off_or_refused(void **state)
{
    UNICODE_STRING string;

    for (ULONG i = 0; i < 0x8000; i++) {
        Long[i] = 'x';
    }
    RtlInitUnicodeString(&string, Long);
    assert_int_equal(string.Length, 0xFFFC);
    assert_int_equal(string.MaximumLength, 0xFFFE);
    assert_nt_status(RtlInitUnicodeStringEx(&string, Long), STATUS_NAME_TOO_LONG);
    Long[0x7FFE] = 0;
    assert_nt_success(RtlInitUnicodeStringEx(&string, Long));
    assert_int_equal(string.Length, 0xFFFC);
}

static void
a_copy_fills_what_there_is_and_terminates_if_it_can(void **state)
{
    WCHAR buffer[5] = L"zzzz";
    UNICODE_STRING to = {0, 8, buffer}, from = RTL_CONSTANT_STRING(L"abc");

    RtlCopyUnicodeString(&to, &from);
    assert_int_equal(to.Length, 6);
    assert_memory_equal(buffer, L"abc", 8);
    RtlInitUnicodeString(&from, L"vwxyz");
    RtlCopyUnicodeString(&to, &from);
    assert_int_equal(to.Length, 8);
    assert_memory_equal(buffer, L"vwxy", 10);
    RtlCopyUnicodeString(&to, NULL);
    assert_int_equal(to.Length, 0);
}

static void
an_append_that_does_not_fit_changes_nothing(void **state)
{
    WCHAR buffer[8] = L"ab";
    UNICODE_STRING to = {4, 12, buffer}, from = RTL_CONSTANT_STRING(L"cd");

    assert_nt_success(RtlAppendUnicodeStringToString(&to, &from));
    assert_memory_equal(buffer, L"abcd", 10);
    assert_nt_status(RtlAppendUnicodeToString(&to, L"efg"), STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(to.Length, 8);
    assert_nt_success(RtlAppendUnicodeToString(&to, L"ef")); // full, not terminated
    assert_int_equal(to.Length, 12);
    assert_nt_status(RtlAppendUnicodeToString(&to, L"g"), STATUS_BUFFER_TOO_SMALL);
    assert_nt_success(RtlAppendUnicodeToString(&to, NULL));
    assert_memory_equal(buffer, L"abcdef", 14);
}

static void
a_created_string_is_freed(void **state)
{
    UNICODE_STRING string;

    assert_true(RtlCreateUnicodeString(&string, L"abc"));
    assert_int_equal(string.Length, 6);
    assert_int_equal(string.MaximumLength, 8);
    assert_memory_equal(string.Buffer, L"abc", 8);
    RtlFreeUnicodeString(&string);
    assert_null(string.Buffer);
    RtlFreeUnicodeString(&string);
}

SIM_TESTS(SIM_TEST(initialisation_counts_bytes), SIM_TEST(too_long_a_string_is_cut_off_or_refused),
          SIM_TEST(a_copy_fills_what_there_is_and_terminates_if_it_can),
          SIM_TEST(an_append_that_does_not_fit_changes_nothing),
          SIM_TEST(a_created_string_is_freed))
