/*
 * wdk/test_strsafe.c - the safe string functions: results, cut-off results, flags
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <ntddk.h>
#include <ntstrsafe.h>

/* The formatting functions that drivers have; a test program would get the host's. */
INT crt__vsnprintf(PSTR Buffer, SIZE_T Count, PCSTR Format, va_list Arguments);
INT crt__vsnwprintf(PWSTR Buffer, SIZE_T Count, PCWSTR Format, va_list Arguments);

int
_vsnprintf(char *Buffer, size_t Count, const char *Format, va_list Arguments)
{
    return crt__vsnprintf(Buffer, Count, Format, Arguments);
}

int
_vsnwprintf(WCHAR *Buffer, size_t Count, const WCHAR *Format, va_list Arguments)
{
    return crt__vsnwprintf(Buffer, Count, Format, Arguments);
}

static void
a_copy_that_fits_is_whole(void **state)
{
    char Text[4];
    WCHAR Wide[4];

    assert_int_equal(RtlStringCchCopyA(Text, 4, "abc"), STATUS_SUCCESS);
    assert_string_equal(Text, "abc");
    assert_int_equal(RtlStringCbCopyW(Wide, sizeof(Wide), L"abc"), STATUS_SUCCESS);
    assert_memory_equal(Wide, L"abc", sizeof(Wide));
    assert_int_equal(RtlStringCchCopyNA(Text, 4, "abcdef", 2), STATUS_SUCCESS);
    assert_string_equal(Text, "ab");
}

static void
a_copy_that_does_not_fit_is_cut_off_and_terminated(void **state)
{
    char Text[4];
    WCHAR Wide[4];

    assert_int_equal(RtlStringCchCopyA(Text, 4, "abcd"), STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Text, "abc");
    assert_int_equal(RtlStringCbCopyW(Wide, sizeof(Wide) - 1, L"abcd"), STATUS_BUFFER_OVERFLOW);
    assert_memory_equal(Wide, L"ab", 6);
}

static void
no_room_at_all_is_an_invalid_parameter(void **state)
{
    char Text[1] = "";

    assert_int_equal(RtlStringCchCopyA(Text, 0, "a"), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlStringCchCopyA(NULL, 1, "a"), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlStringCchCopyA(Text, (size_t)NTSTRSAFE_MAX_CCH + 1, "a"),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlStringCchCopyExA(Text, 1, "a", NULL, NULL, 0x10000000),
                     STATUS_INVALID_PARAMETER);
}

static void
appending_starts_at_the_terminating_null(void **state)
{
    char Text[6] = "ab";

    assert_int_equal(RtlStringCchCatA(Text, 6, "cde"), STATUS_SUCCESS);
    assert_string_equal(Text, "abcde");
    assert_int_equal(RtlStringCchCatA(Text, 6, "f"), STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Text, "abcde");
    assert_int_equal(RtlStringCchCatA(Text, 3, ""), STATUS_INVALID_PARAMETER);
    Text[2] = 0;
    assert_int_equal(RtlStringCbCatNA(Text, 6, "xyz", 1), STATUS_SUCCESS);
    assert_string_equal(Text, "abx");
}

static void
the_end_and_what_remains_are_reported(void **state)
{
    char Text[8];
    WCHAR Wide[8];
    char *End;
    WCHAR *WideEnd;
    size_t Remaining;

    assert_int_equal(RtlStringCchCopyExA(Text, 8, "abc", &End, &Remaining, 0), STATUS_SUCCESS);
    assert_ptr_equal(End, Text + 3);
    assert_int_equal(Remaining, 5);
    assert_int_equal(RtlStringCbCopyExW(Wide, 15, L"abc", &WideEnd, &Remaining, 0), STATUS_SUCCESS);
    assert_ptr_equal(WideEnd, Wide + 3);
    assert_int_equal(Remaining, 9);
    assert_int_equal(RtlStringCchCatExA(Text, 8, "defghi", &End, &Remaining, 0),
                     STATUS_BUFFER_OVERFLOW);
    assert_ptr_equal(End, Text + 7);
    assert_int_equal(Remaining, 1);
}

static void
flags_say_what_happens_on_failure(void **state)
{
    char Text[4] = "";

    assert_int_equal(RtlStringCchCopyExA(Text, 4, "abcd", NULL, NULL, STRSAFE_NULL_ON_FAILURE),
                     STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Text, "");
    assert_int_equal(RtlStringCchCopyExA(Text, 4, "abcd", NULL, NULL, STRSAFE_FAILURE_BYTE('x')),
                     STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Text, "xxx");
    assert_int_equal(RtlStringCchCopyExA(Text, 4, "abcd", NULL, NULL, STRSAFE_NO_TRUNCATION),
                     STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Text, "");
    Text[0] = 'a';
    Text[1] = 0;
    assert_int_equal(RtlStringCchCatExA(Text, 4, "bcde", NULL, NULL, STRSAFE_NO_TRUNCATION),
                     STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Text, "a");
}

static void
flags_allow_null_pointers_and_fill_the_rest(void **state)
{
    char Text[4] = "abc";

    assert_int_equal(RtlStringCchCopyExA(Text, 4, NULL, NULL, NULL, STRSAFE_IGNORE_NULLS),
                     STATUS_SUCCESS);
    assert_string_equal(Text, "");
    assert_int_equal(RtlStringCchCopyExA(NULL, 0, "", NULL, NULL, STRSAFE_IGNORE_NULLS),
                     STATUS_SUCCESS);
    assert_int_equal(RtlStringCchCopyExA(NULL, 0, "a", NULL, NULL, STRSAFE_IGNORE_NULLS),
                     STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlStringCchCopyExA(Text, 4, "a", NULL, NULL, STRSAFE_FILL_BYTE('-')),
                     STATUS_SUCCESS);
    assert_memory_equal(Text, "a\0--", 4);
}

static void
formatting_is_cut_off_like_copying(void **state)
{
    char Text[4];
    WCHAR Wide[8];
    char *End;
    size_t Remaining;

    assert_int_equal(RtlStringCchPrintfA(Text, 4, "%d", 123), STATUS_SUCCESS);
    assert_string_equal(Text, "123");
    assert_int_equal(RtlStringCchPrintfA(Text, 4, "%d", 1234), STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Text, "123");
    assert_int_equal(RtlStringCbPrintfW(Wide, sizeof(Wide), L"%s-%d", L"ab", 7), STATUS_SUCCESS);
    assert_memory_equal(Wide, L"ab-7", 10);
    assert_int_equal(RtlStringCchPrintfExA(Text, 4, &End, &Remaining, 0, "%c", 'z'),
                     STATUS_SUCCESS);
    assert_ptr_equal(End, Text + 1);
    assert_int_equal(Remaining, 3);
    assert_int_equal(RtlStringCbPrintfExA(Text, 4, NULL, NULL, STRSAFE_NULL_ON_FAILURE, "%s",
                                          "long"),
                     STATUS_BUFFER_OVERFLOW);
    assert_string_equal(Text, "");
}

static void
a_length_stops_at_the_maximum(void **state)
{
    size_t Length = 99;

    assert_int_equal(RtlStringCchLengthA("abc", 4, &Length), STATUS_SUCCESS);
    assert_int_equal(Length, 3);
    assert_int_equal(RtlStringCchLengthA("abc", 3, &Length), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlStringCbLengthW(L"ab", 6, &Length), STATUS_SUCCESS);
    assert_int_equal(Length, 4);
    assert_int_equal(RtlStringCbLengthW(L"ab", 5, &Length), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlUnalignedStringCchLengthW(L"ab", 3, &Length), STATUS_SUCCESS);
    assert_int_equal(Length, 2);
}

static void
unicode_strings_are_counted_not_terminated(void **state)
{
    WCHAR Buffer[4] = L"###";
    UNICODE_STRING String = {0, 6, Buffer};
    UNICODE_STRING Source = RTL_CONSTANT_STRING(L"abcd");

    assert_int_equal(RtlUnicodeStringCopyString(&String, L"abc"), STATUS_SUCCESS);
    assert_int_equal(String.Length, 6);
    assert_int_equal(RtlUnicodeStringCopy(&String, &Source), STATUS_BUFFER_OVERFLOW);
    assert_int_equal(String.Length, 6);
    assert_memory_equal(Buffer, L"abc", 6);
    assert_int_equal(RtlUnicodeStringCchCopyN(&String, &Source, 1), STATUS_SUCCESS);
    assert_int_equal(String.Length, 2);
    assert_int_equal(RtlUnicodeStringCat(&String, &String), STATUS_SUCCESS);
    assert_memory_equal(Buffer, L"aa", 4);
    assert_int_equal(RtlUnicodeStringCatString(&String, L"xyz"), STATUS_BUFFER_OVERFLOW);
    assert_memory_equal(Buffer, L"aax", 6);
}

static void
unicode_strings_report_what_remains(void **state)
{
    WCHAR Buffer[8];
    UNICODE_STRING String = {0, sizeof(Buffer), Buffer};
    UNICODE_STRING Remaining;

    assert_int_equal(RtlUnicodeStringPrintfEx(&String, &Remaining, 0, L"%d", 42), STATUS_SUCCESS);
    assert_int_equal(String.Length, 4);
    assert_ptr_equal(Remaining.Buffer, Buffer + 2);
    assert_int_equal(Remaining.Length, 0);
    assert_int_equal(Remaining.MaximumLength, 12);
    assert_int_equal(RtlUnicodeStringCatStringEx(&String, L"1234567", NULL,
                                                 STRSAFE_NO_TRUNCATION),
                     STATUS_BUFFER_OVERFLOW);
    assert_int_equal(String.Length, 4);
    assert_int_equal(RtlUnicodeStringPrintf(&String, L"%s", L"123456789"),
                     STATUS_BUFFER_OVERFLOW);
    assert_int_equal(String.Length, 16);
}

static void
unicode_strings_are_validated(void **state)
{
    UNICODE_STRING Odd = {1, 2, L"a"};
    UNICODE_STRING Longer = {4, 2, L"a"};
    UNICODE_STRING Missing = {0, 2, NULL};
    UNICODE_STRING Empty = {0, 0, NULL};

    assert_int_equal(RtlUnicodeStringValidate(&Odd), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlUnicodeStringValidate(&Longer), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlUnicodeStringValidate(&Missing), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlUnicodeStringValidate(&Empty), STATUS_SUCCESS);
    assert_int_equal(RtlUnicodeStringValidate(NULL), STATUS_INVALID_PARAMETER);
    assert_int_equal(RtlUnicodeStringValidateEx(NULL, STRSAFE_IGNORE_NULLS), STATUS_SUCCESS);
    assert_int_equal(RtlUnicodeStringInit(&Empty, L"abc"), STATUS_SUCCESS);
    assert_int_equal(Empty.Length, 6);
    assert_int_equal(Empty.MaximumLength, 8);
}

static void
a_unicode_string_becomes_a_terminated_one(void **state)
{
    UNICODE_STRING Source = {6, 6, L"abcdef"};
    WCHAR Text[4];

    assert_int_equal(RtlStringCchCopyUnicodeString(Text, 4, &Source), STATUS_SUCCESS);
    assert_memory_equal(Text, L"abc", 8);
    assert_int_equal(RtlStringCbCopyUnicodeString(Text, 6, &Source), STATUS_BUFFER_OVERFLOW);
    assert_memory_equal(Text, L"ab", 6);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_copy_that_fits_is_whole),
        cmocka_unit_test(a_copy_that_does_not_fit_is_cut_off_and_terminated),
        cmocka_unit_test(no_room_at_all_is_an_invalid_parameter),
        cmocka_unit_test(appending_starts_at_the_terminating_null),
        cmocka_unit_test(the_end_and_what_remains_are_reported),
        cmocka_unit_test(flags_say_what_happens_on_failure),
        cmocka_unit_test(flags_allow_null_pointers_and_fill_the_rest),
        cmocka_unit_test(formatting_is_cut_off_like_copying),
        cmocka_unit_test(a_length_stops_at_the_maximum),
        cmocka_unit_test(unicode_strings_are_counted_not_terminated),
        cmocka_unit_test(unicode_strings_report_what_remains),
        cmocka_unit_test(unicode_strings_are_validated),
        cmocka_unit_test(a_unicode_string_becomes_a_terminated_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
