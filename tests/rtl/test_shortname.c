/*
 * rtl/test_shortname.c - 8.3 names
 */
#include <ntifs.h>
#include <sim/test.h>

static GENERATE_NAME_CONTEXT context;
static WCHAR buffer[12];

/* The next short name of a long one, in ASCII. */
static const char *
next(PCWSTR name, BOOLEAN extended)
{
    static char text[13];
    UNICODE_STRING from, to = {0, sizeof buffer, buffer};

    RtlInitUnicodeString(&from, name);
    assert_nt_success(RtlGenerate8dot3Name(&from, extended, &context, &to));
    memset(text, 0, sizeof text);
    for (ULONG i = 0; i < to.Length / sizeof(WCHAR); i++) {
        text[i] = (char)buffer[i];
    }
    return text;
}

static const char *
first(PCWSTR name, BOOLEAN extended)
{
    memset(&context, 0, sizeof context);
    return next(name, extended);
}

static void
a_short_name_is_six_characters_and_a_number(void **state)
{
    assert_string_equal(first(L"A long name.text", FALSE), "ALONGN~1.TEX");
    assert_string_equal(next(L"A long name.text", FALSE), "ALONGN~2.TEX");
    assert_string_equal(first(L"ab", FALSE), "AB~1");
    assert_string_equal(first(L"..profile", FALSE), "PROFIL~1");
    assert_string_equal(first(L"a.b.c.d", FALSE), "ABC~1.D");
    assert_string_equal(first(L"name.", FALSE), "NAME~1");
}

static void
some_characters_become_underscores_and_others_nothing(void **state)
{
    assert_string_equal(first(L"a:b;c,d+e=f", FALSE), "A_B_C_~1");
    assert_string_equal(first(L"[x].[y]", FALSE), "_X_~1._Y_");
    assert_string_equal(first(L"b\u00e4r.txt", FALSE), "BR~1.TXT");
    first(L"b\u00e4r.txt", TRUE);
    assert_int_equal(buffer[1], 0xC4); // in upper case
}

static void
after_four_the_name_has_a_checksum(void **state)
{
    char fifth[13], other[13];

    first(L"something long", FALSE);
    for (ULONG i = 0; i < 3; i++) {
        next(L"something long", FALSE);
    }
    strcpy(fifth, next(L"something long", FALSE));
    assert_int_equal(strlen(fifth), 8);
    assert_memory_equal(fifth, "SO", 2);
    assert_memory_equal(fifth + 6, "~1", 2);
    first(L"something else", FALSE);
    for (ULONG i = 0; i < 4; i++) {
        strcpy(other, next(L"something else", FALSE));
    }
    assert_string_not_equal(fifth, other);
}

static void
numbers_end_after_a_million(void **state)
{
    UNICODE_STRING from = RTL_CONSTANT_STRING(L"long name"), to = {0, sizeof buffer, buffer};

    first(L"long name", FALSE);
    for (ULONG i = 0; i < 5; i++) {
        next(L"long name", FALSE);
    }
    context.LastIndexValue = 99998;
    assert_int_equal(strlen(next(L"long name", FALSE)), 8); // the number takes room
    context.LastIndexValue = 999999;
    assert_nt_status(RtlGenerate8dot3Name(&from, FALSE, &context, &to),
                     STATUS_FILE_SYSTEM_LIMITATION);
}

static BOOLEAN
is_legal(PCWSTR name)
{
    UNICODE_STRING from;

    RtlInitUnicodeString(&from, name);
    return RtlIsNameLegalDOS8Dot3(&from, NULL, NULL);
}

static void
a_legal_name_has_eight_and_three_characters(void **state)
{
    static const PCWSTR legal[] = {L"a", L"12345678", L"12345678.123", L"a b.c",
                                   L".", L"..",       L"A~1"};
    static const PCWSTR illegal[] = {L"",    L"123456789", L"a.1234", L"a.b.c", L"a.", L".b",
                                     L"a*b", L"a+b",       L"a .b",   L"a\x01", L"..."};
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"my file.txt");
    CHAR text[12];
    OEM_STRING oem = {0, sizeof text, text};
    BOOLEAN spaces = FALSE;

    for (ULONG i = 0; i < ARRAYSIZE(legal); i++) {
        assert_true(is_legal(legal[i]));
    }
    for (ULONG i = 0; i < ARRAYSIZE(illegal); i++) {
        assert_false(is_legal(illegal[i]));
    }
    assert_true(RtlIsNameLegalDOS8Dot3(&name, &oem, &spaces));
    assert_true(spaces);
    assert_int_equal(oem.Length, 11);
    assert_memory_equal(text, "MY FILE.TXT", 11);
}

SIM_TESTS(SIM_TEST(a_short_name_is_six_characters_and_a_number),
          SIM_TEST(some_characters_become_underscores_and_others_nothing),
          SIM_TEST(after_four_the_name_has_a_checksum), SIM_TEST(numbers_end_after_a_million),
          SIM_TEST(a_legal_name_has_eight_and_three_characters))
