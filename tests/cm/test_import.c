/*
 * cm/test_import.c - registry files
 */
#include "cm_test.h"

#define V5  "Windows Registry Editor Version 5.00\r\n\r\n"
#define KEY "[HKEY_LOCAL_MACHINE\\Software\\Test\\Imported]\r\n"

static NTSTATUS
import(const char *file, unsigned *line)
{
    return sim_import_registry(file, strlen(file), line);
}

static HANDLE
imported(void)
{
    HANDLE key;

    assert_nt_success(open_key(NULL, TEST_ROOT L"\\Imported", KEY_ALL_ACCESS, &key));
    return key;
}

static void
brings_values_of_all_kinds(void **state)
{
    HANDLE key;
    ULONG type, length;

    assert_nt_success(import(V5 "; a comment\r\n" KEY "@=\"default\"\r\n"
                                "\"A \\\"quoted\\\" name\"=\"C:\\\\dir\" ; behind\r\n"
                                "\"Number\"=dword:0000001f\r\n"
                                "\"Bytes\"=hex:01,ff,\\\r\n  10\r\n"
                                "\"Multi\"=hex(7):61,00,00,00,62,00,00,00,00,00\r\n"
                                "\"Wide\"=hex(b):01,02,03,04,05,06,07,08\r\n"
                                "\"None\"=hex(0):\r\n",
                             NULL));
    key = imported();
    assert_memory_equal(value_of(key, L"", &type, &length), L"default", 16);
    assert_int_equal(type, REG_SZ);
    assert_memory_equal(value_of(key, L"A \"quoted\" name", &type, &length), L"C:\\dir", 14);
    assert_int_equal(length, 14);
    assert_int_equal(number_of(key, L"Number"), 0x1f);
    assert_memory_equal(value_of(key, L"Bytes", &type, &length), "\x01\xff\x10", 3);
    assert_int_equal(length, 3);
    assert_int_equal(type, REG_BINARY);
    assert_memory_equal(value_of(key, L"Multi", &type, &length), L"a\0b\0", 10);
    assert_int_equal(type, REG_MULTI_SZ);
    assert_memory_equal(value_of(key, L"Wide", &type, &length), "\1\2\3\4\5\6\7\10", 8);
    assert_int_equal(type, 11);
    value_of(key, L"None", &type, &length);
    assert_int_equal(length, 0);
    assert_int_equal(type, REG_NONE);
    assert_nt_success(ZwClose(key));
}

static void
widens_text_of_regedit4(void **state)
{
    HANDLE key;
    ULONG type, length;

    assert_nt_success(import("REGEDIT4\n\n" KEY "\"Expand\"=hex(2):25,41,25,00\n"
                             "\"Bytes\"=hex:41\n",
                             NULL));
    key = imported();
    assert_memory_equal(value_of(key, L"Expand", &type, &length), L"%A%", 8);
    assert_int_equal(type, REG_EXPAND_SZ);
    value_of(key, L"Bytes", &type, &length);
    assert_int_equal(length, 1);
    assert_nt_success(ZwClose(key));
}

static void
deletes_values_and_keys(void **state)
{
    UNICODE_STRING name = text(L"Gone");
    HANDLE key, child;
    ULONG length;

    assert_nt_success(import(V5 KEY "\"Gone\"=\"x\"\r\n"
                                    "[HKEY_LOCAL_MACHINE\\SOFTWARE\\Test\\Imported\\A\\B]\r\n",
                             NULL));
    key = imported();
    assert_nt_success(open_key(key, L"A\\B", KEY_READ, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(import(V5 KEY "\"Gone\"=-\r\n\"Never\"=-\r\n"
                                    "[-HKEY_LOCAL_MACHINE\\Software\\Test\\Imported\\A]\r\n",
                             NULL));
    assert_nt_status(ZwQueryValueKey(key, &name, KeyValueBasicInformation, NULL, 0, &length),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_status(open_key(key, L"A", KEY_READ, &child), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(ZwClose(key));
}

static void
reads_utf16_and_utf8(void **state)
{
    static const WCHAR wide[] = L"\xFEFFWindows Registry Editor Version 5.00\n"
                                L"[HKEY_LOCAL_MACHINE\\Software\\Test\\Imported]\n"
                                L"\"\x00E4\"=\"\x20AC\"";
    HANDLE key;
    ULONG type, length;

    assert_nt_success(sim_import_registry(wide, sizeof wide - 2, NULL));
    key = imported();
    assert_memory_equal(value_of(key, L"\x00E4", &type, &length), L"\x20AC", 4);
    assert_nt_success(import("\xEF\xBB\xBF" V5 KEY "\"\xC3\xB6\"=\"\xE2\x82\xAC\"", NULL));
    assert_memory_equal(value_of(key, L"\x00F6", &type, &length), L"\x20AC", 4);
    assert_nt_success(ZwClose(key));
}

static void
names_the_line_that_is_wrong(void **state)
{
    static const struct {
        const char *file;
        unsigned line;
    } wrong[] = {
        {"Windows Registry Editor Version 6.00\r\n", 1},
        {V5 "\"V\"=\"x\"\r\n", 3},
        {V5 "[HKEY_NOWHERE\\X]\r\n", 3},
        {V5 "[HKEY_LOCAL_MACHINE\\A\\\\B]\r\n", 3},
        {V5 "[HKEY_LOCAL_MACHINE\\Software\r\n", 3},
        {V5 "[-HKEY_LOCAL_MACHINE]\r\n", 3},
        {V5 KEY "\"V\"=dword:\r\n", 4},
        {V5 KEY "\"V\"=dword:123456789\r\n", 4},
        {V5 KEY "\"V\"=\"x\r\n", 5},
        {V5 KEY "\"V\"=\"\\x\"\r\n", 4},
        {V5 KEY "\"V\"=hex(:00\r\n", 4},
        {V5 KEY "\"A\"=dword:1\r\n\"V\"=hex:01,\\\r\n zz\r\n", 6},
        {V5 KEY "V=1\r\n", 4},
        {V5 KEY "\"V\"=\"\xFF\"\r\n", 1},
        {"", 1},
    };

    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        unsigned line = 0;

        assert_false(NT_SUCCESS(import(wrong[i].file, &line)));
        assert_int_equal(line, wrong[i].line);
    }
}

/* --- the setup's ------------------------------------------------------------------------------ */

static void
is_there_from_the_start(void **state)
{
    HANDLE key = imported();

    assert_int_equal(number_of(key, L"Answer"), 42);
    assert_nt_success(ZwClose(key));
}

static void
fails_the_test_if_wrong(void **state)
{
    struct sim_setup setup = {
        .test = is_there_from_the_start, .name = "wrong", .registry = "REGEDIT4\nwrong\n"};

    assert_true(sim_boot(&setup).failed);
    setup.registry = "no such file.reg";
    assert_true(sim_boot(&setup).failed);
}

SIM_TESTS(SIM_TEST(brings_values_of_all_kinds), SIM_TEST(widens_text_of_regedit4),
          SIM_TEST(deletes_values_and_keys), SIM_TEST(reads_utf16_and_utf8),
          SIM_TEST(names_the_line_that_is_wrong),
          SIM_TEST(is_there_from_the_start, .registry = "REGEDIT4\n" KEY "\"Answer\"=dword:2a\n"),
          cmocka_unit_test(fails_the_test_if_wrong))
