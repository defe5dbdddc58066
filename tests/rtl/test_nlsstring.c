/*
 * rtl/test_nlsstring.c - between 8-bit and 16-bit strings
 */
#include <ntifs.h>
#include <sim/test.h>

static void
ansi_becomes_unicode(void **state)
{
    ANSI_STRING from = RTL_CONSTANT_STRING("a\x80\xFF");
    UNICODE_STRING to;
    WCHAR buffer[4];

    assert_nt_success(RtlAnsiStringToUnicodeString(&to, &from, TRUE));
    assert_int_equal(to.Length, 6);
    assert_int_equal(to.MaximumLength, 8);
    assert_memory_equal(to.Buffer, L"a\x20AC\xFF", 8);
    RtlFreeUnicodeString(&to);
    to = (UNICODE_STRING){0, 6, buffer};
    assert_nt_status(RtlAnsiStringToUnicodeString(&to, &from, FALSE), STATUS_BUFFER_OVERFLOW);
    to.MaximumLength = 8;
    assert_nt_success(RtlAnsiStringToUnicodeString(&to, &from, FALSE));
    assert_memory_equal(buffer, L"a\x20AC\xFF", 8);
    assert_int_equal(RtlAnsiStringToUnicodeSize(&from), 8);
}

static void
unicode_becomes_ansi(void **state)
{
    UNICODE_STRING from = RTL_CONSTANT_STRING(L"a\x20AC\x4E00");
    ANSI_STRING to;

    assert_nt_success(RtlUnicodeStringToAnsiString(&to, &from, TRUE));
    assert_int_equal(to.Length, 3);
    assert_string_equal(to.Buffer, "a\x80?");
    RtlFreeAnsiString(&to);
    assert_int_equal(RtlUnicodeStringToAnsiSize(&from), 4);
}

static void
oem_is_another_code_page(void **state)
{
    OEM_STRING from = RTL_CONSTANT_STRING("\x84"); // a with diaeresis in 437
    UNICODE_STRING unicode;
    OEM_STRING to;

    assert_nt_success(RtlOemStringToUnicodeString(&unicode, &from, TRUE));
    assert_int_equal(unicode.Buffer[0], 0xE4);
    assert_nt_success(RtlUpcaseUnicodeStringToOemString(&to, &unicode, TRUE));
    assert_string_equal(to.Buffer, "\x8E");
    RtlFreeOemString(&to);
    RtlFreeUnicodeString(&unicode);
}

static void
a_result_of_64_kib_is_refused(void **state)
{
    static CHAR narrow[0x8000];
    ANSI_STRING from = {0x7FFF, 0x8000, narrow};
    UNICODE_STRING to;

    assert_nt_status(RtlAnsiStringToUnicodeString(&to, &from, TRUE), STATUS_INVALID_PARAMETER_2);
    from.Length = 0x7FFE;
    assert_nt_success(RtlAnsiStringToUnicodeString(&to, &from, TRUE));
    RtlFreeUnicodeString(&to);
}

static void
buffers_are_cut_off_without_an_error(void **state)
{
    WCHAR wide[2];
    CHAR narrow[2];
    ULONG bytes;

    assert_nt_success(RtlMultiByteToUnicodeN(wide, sizeof(wide), &bytes, "abc", 3));
    assert_int_equal(bytes, 4);
    assert_memory_equal(wide, L"ab", 4);
    assert_nt_success(RtlUnicodeToMultiByteN(narrow, sizeof(narrow), &bytes, L"xyz", 6));
    assert_int_equal(bytes, 2);
    assert_memory_equal(narrow, "xy", 2);
    assert_nt_success(RtlUpcaseUnicodeToMultiByteN(narrow, sizeof(narrow), NULL, L"xy", 4));
    assert_memory_equal(narrow, "XY", 2);
    assert_nt_success(RtlMultiByteToUnicodeSize(&bytes, "abc", 3));
    assert_int_equal(bytes, 6);
}

SIM_TESTS(SIM_TEST(ansi_becomes_unicode), SIM_TEST(unicode_becomes_ansi),
          SIM_TEST(oem_is_another_code_page), SIM_TEST(a_result_of_64_kib_is_refused),
          SIM_TEST(buffers_are_cut_off_without_an_error))
