/*
 * rtl/test_crtstr.c - the drivers' C library: strings, of both widths
 */
#include "crt.h"

#include <sim/test.h>

#define assert_wide(actual, expected) assert_memory_equal((actual), (expected), sizeof(expected))

static void
lengths(void **state)
{
    assert_int_equal(crt_strlen("abc"), 3);
    assert_int_equal(crt_strnlen("abc", 2), 2);
    assert_int_equal(crt_wcslen(L"abc"), 3);
    assert_int_equal(crt_wcsnlen(L"abc", 5), 3);
}

static void
copies(void **state)
{
    char text[10];
    WCHAR wide[10];

    assert_ptr_equal(crt_strcpy(text, "abc"), text);
    assert_string_equal(crt_strcat(text, "def"), "abcdef");
    assert_string_equal(crt_strncat(text, "ghijk", 2), "abcdefgh");
    memset(text, 'z', sizeof(text));
    crt_strncpy(text, "ab", 5);
    assert_memory_equal(text, "ab\0\0\0z", 6);
    crt_strncpy(text, "xyz", 2);
    assert_memory_equal(text, "xy\0", 3);
    assert_wide(crt_wcscpy(wide, L"abc"), L"abc");
    assert_wide(crt_wcscat(wide, L"def"), L"abcdef");
    crt_wcsncpy(wide, L"x", 3);
    assert_memory_equal(wide, L"x\0\0d", 8);
}

static void
comparisons(void **state)
{
    assert_int_equal(crt_strcmp("abc", "abc"), 0);
    assert_true(crt_strcmp("abc", "abd") < 0);
    assert_true(crt_strcmp("abc", "ab") > 0);
    assert_true(crt_strcmp("\x80", "a") > 0); // unsigned
    assert_int_equal(crt_strncmp("abc", "abd", 2), 0);
    assert_int_equal(crt__stricmp("aBc", "AbC"), 0);
    assert_true(crt__stricmp("a_", "aZ") < 0); // compares lower case
    assert_int_equal(crt__strnicmp("abX", "ABy", 2), 0);
    assert_int_equal(crt_wcscmp(L"abc", L"abc"), 0);
    assert_true(crt_wcscmp(L"\x8000", L"a") > 0);
    assert_int_equal(crt_wcsncmp(L"abc", L"abd", 2), 0);
    assert_int_equal(crt__wcsicmp(L"\xE4" L"b", L"\xC4" L"B"), 0);
}

static void
searches(void **state)
{
    const char *text = "abcabc";
    const WCHAR *wide = L"abcabc";

    assert_ptr_equal(crt_strchr(text, 'b'), text + 1);
    assert_ptr_equal(crt_strrchr(text, 'b'), text + 4);
    assert_ptr_equal(crt_strchr(text, 0), text + 6);
    assert_ptr_equal(crt_strrchr(text, 0), text + 6);
    assert_null(crt_strchr(text, 'x'));
    assert_ptr_equal(crt_strstr(text, "ca"), text + 2);
    assert_ptr_equal(crt_strstr(text, ""), text);
    assert_null(crt_strstr(text, "cb"));
    assert_int_equal(crt_strspn(text, "ab"), 2);
    assert_int_equal(crt_strcspn(text, "c"), 2);
    assert_ptr_equal(crt_strpbrk(text, "xc"), text + 2);
    assert_null(crt_strpbrk(text, "x"));
    assert_ptr_equal(crt_wcschr(wide, 'b'), wide + 1);
    assert_ptr_equal(crt_wcsrchr(wide, 'b'), wide + 4);
    assert_ptr_equal(crt_wcsstr(wide, L"ca"), wide + 2);
}

static void
tokens(void **state)
{
    char text[] = ",,ab,c;;d", *context;

    assert_string_equal(crt_strtok_s(text, ",;", &context), "ab");
    assert_string_equal(crt_strtok_s(NULL, ",;", &context), "c");
    assert_string_equal(crt_strtok_s(NULL, ",;", &context), "d");
    assert_null(crt_strtok_s(NULL, ",;", &context));
}

static void
changes_in_place(void **state)
{
    char text[] = "aBc1";
    WCHAR wide[] = L"a\xE9z";

    assert_string_equal(crt__strupr(text), "ABC1");
    assert_string_equal(crt__strlwr(text), "abc1");
    assert_string_equal(crt__strrev(text), "1cba");
    assert_wide(crt__wcsupr(wide), L"A\xC9Z");
}

static void
the_safe_copies_leave_an_empty_string_when_there_is_no_room(void **state)
{
    char text[4] = "zzz";
    WCHAR wide[4];

    assert_int_equal(crt_strcpy_s(text, 4, "abc"), 0);
    assert_int_equal(crt_strcat_s(text, 4, "d"), CRT_ERANGE);
    assert_string_equal(text, "");
    assert_int_equal(crt_strcpy_s(text, 4, "abcd"), CRT_ERANGE);
    assert_int_equal(crt_strcpy_s(text, 4, NULL), CRT_EINVAL);
    assert_int_equal(crt_strcpy_s(NULL, 4, "a"), CRT_EINVAL);
    assert_int_equal(crt_strncpy_s(text, 4, "abcd", CRT_TRUNCATE), CRT_STRUNCATE);
    assert_string_equal(text, "abc");
    assert_int_equal(crt_strncpy_s(text, 4, "abcd", 2), 0);
    assert_string_equal(text, "ab");
    assert_int_equal(crt_wcscpy_s(wide, 4, L"abc"), 0);
    assert_int_equal(crt_wcscat_s(wide, 4, L"d"), CRT_ERANGE);
    assert_int_equal(wide[0], 0);
}

static void
memory_functions(void **state)
{
    char bytes[8] = "abcdefg", copy[8];

    assert_ptr_equal(crt_memcpy(copy, bytes, 8), copy);
    assert_int_equal(crt_memcmp(copy, bytes, 8), 0);
    crt_memmove(copy + 1, copy, 6);
    assert_string_equal(copy, "aabcdef");
    crt_memset(copy, 'x', 3);
    assert_string_equal(copy, "xxxcdef");
    assert_ptr_equal(crt_memchr(bytes, 'c', 8), bytes + 2);
    assert_null(crt_memchr(bytes, 'c', 2));
    assert_int_equal(crt_memcpy_s(copy, 4, bytes, 5), CRT_ERANGE);
    assert_int_equal(copy[0], 0);
}

static void
classes_of_characters(void **state)
{
    assert_true(crt_isdigit('7') && !crt_isdigit('a'));
    assert_true(crt_isxdigit('f') && !crt_isxdigit('g'));
    assert_true(crt_isspace('\t') && !crt_isspace('x'));
    assert_true(crt_isalpha('Z') && !crt_isalpha('['));
    assert_true(crt_isprint('~') && !crt_isprint(0x7F));
    assert_int_equal(crt_toupper('a'), 'A');
    assert_int_equal(crt_toupper(0xE4), 0xE4);
    assert_int_equal(crt_tolower('A'), 'a');
    assert_int_equal(crt_towupper(0xE4), 0xC4);
    assert_int_equal(crt_towlower(0x0391), 0x03B1);
}

static void
multibyte_strings_are_code_page_1252(void **state)
{
    WCHAR wide[4];
    char narrow[4];

    assert_int_equal(crt_mbstowcs(wide, "a\x80", 4), 2);
    assert_wide(wide, L"a\x20AC");
    assert_int_equal(crt_wcstombs(narrow, wide, 4), 2);
    assert_string_equal(narrow, "a\x80");
    assert_int_equal(crt_mbstowcs(NULL, "abc", 0), 3);
}

SIM_TESTS(SIM_TEST(lengths), SIM_TEST(copies), SIM_TEST(comparisons), SIM_TEST(searches),
          SIM_TEST(tokens), SIM_TEST(changes_in_place),
          SIM_TEST(the_safe_copies_leave_an_empty_string_when_there_is_no_room),
          SIM_TEST(memory_functions), SIM_TEST(classes_of_characters),
          SIM_TEST(multibyte_strings_are_code_page_1252))
