/*
 * rtl/test_utf8.c - UTF-8, right and wrong
 */
#include <ntifs.h>
#include <sim/test.h>

static NTSTATUS
widen(const char *from, ULONG bytes, WCHAR to[16], ULONG *count)
{
    ULONG size = 0;
    NTSTATUS status = RtlUTF8ToUnicodeN(to, 32, &size, from, bytes);

    *count = size / 2;
    return status;
}

static void
every_length_of_sequence(void **state)
{
    static const char text[] = "a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80";
    WCHAR wide[16];
    CHAR back[16];
    ULONG count, bytes;

    assert_nt_status(widen(text, 10, wide, &count), STATUS_SUCCESS);
    assert_int_equal(count, 5);
    assert_memory_equal(wide, L"a\xE4\x20AC\xD83D\xDE00", 10);
    assert_nt_status(RtlUnicodeToUTF8N(back, sizeof(back), &bytes, wide, 10), STATUS_SUCCESS);
    assert_int_equal(bytes, 10);
    assert_memory_equal(back, text, 10);
}

static void
ill_formed_parts_become_replacement_characters(void **state)
{
    static const struct {
        const char *text;
        ULONG bytes, count;
    } wrong[] = {
        {"\x80", 1, 1},             // a continuation alone
        {"\xC3", 1, 1},             // truncated
        {"\xC0\x80", 2, 2},         // overlong
        {"\xE0\x80\x80", 3, 3},     // overlong
        {"\xED\xA0\x80", 3, 3},     // a surrogate
        {"\xF4\x90\x80\x80", 4, 4}, // beyond U+10FFFF
        {"\xE2\x82", 2, 1},         // truncated
    };
    WCHAR wide[16];
    ULONG count;

    for (ULONG i = 0; i < ARRAYSIZE(wrong); i++) {
        assert_nt_status(widen(wrong[i].text, wrong[i].bytes, wide, &count),
                         STATUS_SOME_NOT_MAPPED);
        assert_int_equal(count, wrong[i].count);
        assert_int_equal(wide[0], 0xFFFD);
    }
}

static void
lone_surrogates_become_replacement_characters(void **state)
{
    static const WCHAR wide[] = {0xDE00, 'a', 0xD83D};
    CHAR text[16];
    ULONG bytes;

    assert_nt_status(RtlUnicodeToUTF8N(text, sizeof(text), &bytes, wide, 6),
                     STATUS_SOME_NOT_MAPPED);
    assert_int_equal(bytes, 7);
    assert_memory_equal(text, "\xEF\xBF\xBD" "a\xEF\xBF\xBD", 7);
}

static void
sizes_are_asked_for_without_a_buffer(void **state)
{
    CHAR text[3];
    ULONG bytes;

    assert_nt_success(RtlUnicodeToUTF8N(NULL, 0, &bytes, L"\xE4\x20AC", 4));
    assert_int_equal(bytes, 5);
    assert_nt_status(RtlUnicodeToUTF8N(text, 3, &bytes, L"\xE4\x20AC", 4), STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(bytes, 2);
    assert_nt_status(RtlUnicodeToUTF8N(NULL, 0, NULL, L"a", 2), STATUS_INVALID_PARAMETER);
    assert_nt_status(RtlUnicodeToUTF8N(text, 3, &bytes, NULL, 2), STATUS_INVALID_PARAMETER_4);
    assert_nt_status(RtlUnicodeToUTF8N(text, 3, &bytes, L"a", 1), STATUS_INVALID_PARAMETER_5);
}

static void
whole_strings(void **state)
{
    UNICODE_STRING unicode = RTL_CONSTANT_STRING(L"\xE4"), back;
    UTF8_STRING utf8;

    assert_nt_success(RtlUnicodeStringToUTF8String(&utf8, &unicode, TRUE));
    assert_int_equal(utf8.Length, 2);
    assert_string_equal(utf8.Buffer, "\xC3\xA4");
    assert_nt_success(RtlUTF8StringToUnicodeString(&back, &utf8, TRUE));
    assert_true(RtlEqualUnicodeString(&back, &unicode, FALSE));
    RtlFreeUnicodeString(&back);
    RtlFreeUTF8String(&utf8);
}

SIM_TESTS(SIM_TEST(every_length_of_sequence),
          SIM_TEST(ill_formed_parts_become_replacement_characters),
          SIM_TEST(lone_surrogates_become_replacement_characters),
          SIM_TEST(sizes_are_asked_for_without_a_buffer), SIM_TEST(whole_strings))
