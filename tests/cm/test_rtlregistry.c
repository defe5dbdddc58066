/*
 * cm/test_rtlregistry.c - RtlQueryRegistryValues and the other registry calls of rtl
 */
#include <ntifs.h>
#include <ntstrsafe.h>
#include <sim/test.h>

#define KEY   L"\\Registry\\Machine\\Software\\Test"
#define BELOW L"\\Registry\\Machine\\Software\\Test\\Below"

static void
write(PCWSTR path, PCWSTR name, ULONG type, const void *data, ULONG length)
{
    assert_nt_success(
        RtlWriteRegistryValue(RTL_REGISTRY_ABSOLUTE, path, name, type, (PVOID)data, length));
}

static void
write_ulong(PCWSTR name, ULONG value)
{
    write(KEY, name, REG_DWORD, &value, sizeof value);
}

static void
write_text(PCWSTR name, ULONG type, const WCHAR *text, ULONG bytes)
{
    write(KEY, name, type, text, bytes);
}

static int
prepare(void **state)
{
    RtlCreateRegistryKey(RTL_REGISTRY_ABSOLUTE, L"\\Registry\\Machine\\Software");
    assert_nt_success(RtlCreateRegistryKey(RTL_REGISTRY_ABSOLUTE, KEY));
    return 0;
}

static NTSTATUS
query(RTL_QUERY_REGISTRY_TABLE *table)
{
    return RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, KEY, table, NULL, NULL);
}

/* One entry that stores directly what has the type, from a trusted hive. */
static NTSTATUS
direct(PCWSTR name, ULONG type, ULONG flags, PVOID buffer)
{
    RTL_QUERY_REGISTRY_TABLE table[2] = {
        {.Flags = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK | flags,
         .Name = (PWSTR)name,
         .EntryContext = buffer,
         .DefaultType = type << RTL_QUERY_REGISTRY_TYPECHECK_SHIFT}};

    return query(table);
}

/* --- called back ------------------------------------------------------------------------------ */

#define MOST 8

static struct {
    ULONG count;
    struct {
        WCHAR name[16], data[32];
        ULONG type, length;
        PVOID context, entry;
    } seen[MOST];
    NTSTATUS answer;
} heard;

static NTSTATUS NTAPI
hear(PWSTR name, ULONG type, PVOID data, ULONG length, PVOID context, PVOID entry)
{
    assert_true(heard.count < MOST);
    if (name != NULL) {
        RtlStringCchCopyW(heard.seen[heard.count].name, 16, name);
    }
    if (data != NULL) {
        memcpy(heard.seen[heard.count].data, data, length);
    }
    heard.seen[heard.count].type = type;
    heard.seen[heard.count].length = length;
    heard.seen[heard.count].context = context;
    heard.seen[heard.count].entry = entry;
    heard.count++;
    return heard.answer;
}

static NTSTATUS
listen(PCWSTR name, ULONG flags, PVOID environment)
{
    RTL_QUERY_REGISTRY_TABLE table[2] = {{hear, flags, (PWSTR)name, &heard, REG_NONE, NULL, 0}};

    memset(&heard, 0, sizeof heard);
    return RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, KEY, table, &table, environment);
}

static void
a_routine_hears_of_a_value(void **state)
{
    write_ulong(L"Number", 7);
    assert_nt_success(listen(L"Number", 0, NULL));
    assert_int_equal(heard.count, 1);
    assert_memory_equal(heard.seen[0].name, L"Number", 14);
    assert_int_equal(heard.seen[0].type, REG_DWORD);
    assert_int_equal(heard.seen[0].length, 4);
    assert_int_equal(*(ULONG *)heard.seen[0].data, 7);
    assert_ptr_equal(heard.seen[0].entry, &heard);
    assert_non_null(heard.seen[0].context);
}

static void
a_value_that_is_missing_has_a_default_or_is_required(void **state)
{
    RTL_QUERY_REGISTRY_TABLE table[2] = {{hear, 0, L"Missing", NULL, REG_SZ, (PVOID)L"abc", 0}};

    assert_nt_success(listen(L"Missing", 0, NULL));
    assert_int_equal(heard.count, 0);
    assert_nt_status(listen(L"Missing", RTL_QUERY_REGISTRY_REQUIRED, NULL),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(query(table));
    assert_int_equal(heard.count, 1);
    assert_int_equal(heard.seen[0].length, 8); // computed
    assert_int_equal(heard.seen[0].type, REG_SZ);
    table[0].Flags = RTL_QUERY_REGISTRY_REQUIRED;
    assert_nt_status(query(table), STATUS_OBJECT_NAME_NOT_FOUND);
    table[0] =
        (RTL_QUERY_REGISTRY_TABLE){hear, 0, L"Missing", NULL, REG_MULTI_SZ, (PVOID)L"a\0bc\0", 0};
    memset(&heard, 0, sizeof heard);
    assert_nt_success(query(table));
    assert_int_equal(heard.count, 2); // one for each string
    assert_memory_equal(heard.seen[1].data, L"bc", 6);
}

static void
strings_of_a_list_come_one_by_one(void **state)
{
    static const WCHAR list[] = L"one\0two\0\0three";

    write_text(L"List", REG_MULTI_SZ, list, 9 * sizeof(WCHAR));
    assert_nt_success(listen(L"List", 0, NULL));
    assert_int_equal(heard.count, 2);
    assert_memory_equal(heard.seen[0].data, L"one", 8);
    assert_memory_equal(heard.seen[1].data, L"two", 8);
    assert_int_equal(heard.seen[1].type, REG_SZ);
    assert_int_equal(heard.seen[1].length, 8);
    assert_memory_equal(heard.seen[1].name, L"List", 10);
    assert_nt_success(listen(L"List", RTL_QUERY_REGISTRY_NOEXPAND, NULL));
    assert_int_equal(heard.count, 1);
    assert_int_equal(heard.seen[0].type, REG_MULTI_SZ);
    assert_int_equal(heard.seen[0].length, 18);
}

static void
variables_are_expanded_from_the_environment(void **state)
{
    static const WCHAR environment[] = L"Other=x\0Drive=D:\0";

    write_text(L"Path", REG_EXPAND_SZ, L"%drive%\\%none%%", 32);
    assert_nt_success(listen(L"Path", 0, (PVOID)environment));
    assert_int_equal(heard.seen[0].type, REG_SZ);
    assert_memory_equal(heard.seen[0].data, L"D:\\%none%%", 22);
    assert_int_equal(heard.seen[0].length, 22);
    assert_nt_success(listen(L"Path", RTL_QUERY_REGISTRY_NOEXPAND, (PVOID)environment));
    assert_int_equal(heard.seen[0].type, REG_EXPAND_SZ);
    assert_memory_equal(heard.seen[0].data, L"%drive%\\", 16);
}

static void
a_text_without_terminator_gets_one(void **state)
{
    WCHAR buffer[4];
    UNICODE_STRING string = {0, sizeof buffer, buffer};

    write_text(L"Raw", REG_SZ, L"abc", 6);
    assert_nt_success(listen(L"Raw", 0, NULL));
    assert_int_equal(heard.seen[0].length, 8);
    assert_memory_equal(heard.seen[0].data, L"abc", 8);
    assert_nt_success(direct(L"Raw", REG_SZ, 0, &string));
    assert_int_equal(string.Length, 6);
    assert_memory_equal(buffer, L"abc", 8);
}

static void
an_entry_without_a_name_means_all_values(void **state)
{
    assert_nt_success(listen(NULL, 0, NULL));
    assert_int_equal(heard.count, 0);
    assert_nt_status(listen(NULL, RTL_QUERY_REGISTRY_REQUIRED, NULL), STATUS_OBJECT_NAME_NOT_FOUND);
    write_ulong(L"A", 1);
    write_ulong(L"B", 2);
    assert_nt_success(listen(NULL, RTL_QUERY_REGISTRY_REQUIRED, NULL));
    assert_int_equal(heard.count, 2);
    assert_memory_equal(heard.seen[1].name, L"B", 4);
    assert_nt_success(listen(NULL, RTL_QUERY_REGISTRY_DELETE, NULL));
    assert_int_equal(heard.count, 2);
    assert_nt_success(listen(NULL, 0, NULL));
    assert_int_equal(heard.count, 0);
}

static void
a_routine_may_be_called_without_a_value(void **state)
{
    assert_nt_success(listen(NULL, RTL_QUERY_REGISTRY_NOVALUE, NULL));
    assert_int_equal(heard.count, 1);
    assert_int_equal(heard.seen[0].type, REG_NONE);
    assert_int_equal(heard.seen[0].length, 0);
}

static void
a_routine_that_fails_ends_the_query(void **state)
{
    RTL_QUERY_REGISTRY_TABLE table[3] = {{hear, 0, L"A", NULL, REG_NONE, NULL, 0},
                                         {hear, 0, L"A", NULL, REG_NONE, NULL, 0}};

    write_ulong(L"A", 1);
    memset(&heard, 0, sizeof heard);
    heard.answer = STATUS_UNSUCCESSFUL;
    assert_nt_status(query(table), STATUS_UNSUCCESSFUL);
    assert_int_equal(heard.count, 1);
    heard.answer = STATUS_BUFFER_TOO_SMALL; // the page's exception
    assert_nt_success(query(table));
    assert_int_equal(heard.count, 3);
}

/* --- subkeys ---------------------------------------------------------------------------------- */

static void
entries_go_down_and_back_to_the_top(void **state)
{
    ULONG below = 2;
    RTL_QUERY_REGISTRY_TABLE table[] = {
        {NULL, RTL_QUERY_REGISTRY_SUBKEY, L"Below", NULL, REG_NONE, NULL, 0},
        {hear, RTL_QUERY_REGISTRY_REQUIRED, L"V", NULL, REG_NONE, NULL, 0},
        {hear, RTL_QUERY_REGISTRY_TOPKEY, L"V", NULL, REG_NONE, NULL, 0},
        {hear, RTL_QUERY_REGISTRY_SUBKEY, L"Below", NULL, REG_NONE, NULL, 0}, // all its values
        {0},
    };

    RtlCreateRegistryKey(RTL_REGISTRY_ABSOLUTE, BELOW);
    write(BELOW, L"V", REG_DWORD, &below, sizeof below);
    write_ulong(L"V", 1);
    memset(&heard, 0, sizeof heard);
    assert_nt_success(query(table));
    assert_int_equal(heard.count, 3);
    assert_int_equal(*(ULONG *)heard.seen[0].data, 2);
    assert_int_equal(*(ULONG *)heard.seen[1].data, 1);
    assert_int_equal(*(ULONG *)heard.seen[2].data, 2);
}

static void
a_subkey_that_is_missing_has_no_values(void **state)
{
    RTL_QUERY_REGISTRY_TABLE table[] = {
        {NULL, RTL_QUERY_REGISTRY_SUBKEY, L"Nowhere", NULL, REG_NONE, NULL, 0},
        {hear, 0, L"V", NULL, REG_DWORD, &heard.answer, sizeof(ULONG)},
        {0},
    };

    memset(&heard, 0, sizeof heard);
    assert_nt_success(query(table));
    assert_int_equal(heard.count, 1);
    table[0].Flags |= RTL_QUERY_REGISTRY_REQUIRED;
    assert_nt_status(query(table), STATUS_OBJECT_NAME_NOT_FOUND);
}

static void
a_key_that_is_missing_is_an_error_unless_optional(void **state)
{
    RTL_QUERY_REGISTRY_TABLE table[] = {
        {hear, 0, L"V", NULL, REG_DWORD, &heard.answer, sizeof(ULONG)}, {0}};

    memset(&heard, 0, sizeof heard);
    assert_nt_status(RtlQueryRegistryValues(RTL_REGISTRY_SERVICES, L"None", table, NULL, NULL),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(RtlQueryRegistryValues(RTL_REGISTRY_SERVICES | RTL_REGISTRY_OPTIONAL, L"None",
                                             table, NULL, NULL));
    assert_int_equal(heard.count, 1);
}

/* --- directly --------------------------------------------------------------------------------- */

static void
text_goes_to_a_string(void **state)
{
    WCHAR buffer[3];
    UNICODE_STRING own = {0, sizeof buffer, buffer}, none = {0};

    write_text(L"Text", REG_SZ, L"abc", 8);
    assert_nt_status(direct(L"Text", REG_SZ, 0, &own), STATUS_BUFFER_TOO_SMALL);
    write_text(L"Text", REG_SZ, L"ab", 6);
    assert_nt_success(direct(L"Text", REG_SZ, 0, &own));
    assert_int_equal(own.Length, 4);
    assert_memory_equal(buffer, L"ab", 6);
    assert_nt_success(direct(L"Text", REG_SZ, 0, &none));
    assert_int_equal(none.Length, 4);
    assert_int_equal(none.MaximumLength, 6);
    RtlFreeUnicodeString(&none);
    write_text(L"List", REG_MULTI_SZ, L"a\0b\0", 10);
    assert_nt_success(direct(L"List", REG_MULTI_SZ, RTL_QUERY_REGISTRY_NOEXPAND, &none));
    assert_int_equal(none.Length, 8);
    assert_memory_equal(none.Buffer, L"a\0b\0", 10);
    RtlFreeUnicodeString(&none);
}

static void
data_goes_to_a_buffer(void **state)
{
    ULONG number = 0;
    struct {
        LONG size;
        ULONG type;
        UCHAR data[8];
    } buffer = {.size = sizeof buffer};

    write_ulong(L"Number", 7);
    assert_nt_success(direct(L"Number", REG_DWORD, 0, &number));
    assert_int_equal(number, 7);
    write(KEY, L"Bytes", REG_BINARY, "12345", 5);
    assert_nt_success(direct(L"Bytes", REG_BINARY, 0, &buffer));
    assert_int_equal(buffer.size, 5);
    assert_int_equal(buffer.type, REG_BINARY);
    assert_memory_equal(buffer.data, "12345", 5);
    buffer.size = 12; // the header takes eight
    assert_nt_status(direct(L"Bytes", REG_BINARY, 0, &buffer), STATUS_BUFFER_TOO_SMALL);
    buffer.size = -5;
    assert_nt_success(direct(L"Bytes", REG_BINARY, 0, &buffer));
    assert_memory_equal(&buffer, "12345", 5);
    buffer.size = -4;
    assert_nt_status(direct(L"Bytes", REG_BINARY, 0, &buffer), STATUS_BUFFER_TOO_SMALL);
}

static void
another_type_is_refused(void **state)
{
    ULONG number = 5;

    write_text(L"Text", REG_SZ, L"abc", 8);
    assert_nt_status(direct(L"Text", REG_DWORD, 0, &number), STATUS_OBJECT_TYPE_MISMATCH);
    assert_int_equal(number, 5);
}

static void
a_direct_query_without_name_is_invalid(void **state)
{
    RTL_QUERY_REGISTRY_TABLE table[] = {
        {NULL, RTL_QUERY_REGISTRY_DIRECT, NULL, &heard, REG_NONE, NULL, 0}, {0}};

    assert_nt_status(query(table), STATUS_INVALID_PARAMETER);
    table[0] = (RTL_QUERY_REGISTRY_TABLE){NULL, 0, L"Name", NULL, REG_NONE, NULL, 0};
    assert_nt_status(query(table), STATUS_INVALID_PARAMETER); // nobody to call
}

static void
unchecked_direct_queries_are_for_trusted_hives(void **state)
{
    ULONG number = 0;
    RTL_QUERY_REGISTRY_TABLE table[] = {
        {NULL, RTL_QUERY_REGISTRY_DIRECT, L"Number", &number, REG_NONE, NULL, 0}, {0}};

    write_ulong(L"Number", 7);
    assert_nt_success(query(table));
    assert_int_equal(number, 7);
    RtlCreateRegistryKey(RTL_REGISTRY_ABSOLUTE, L"\\Registry\\User\\.Default");
    assert_bugcheck(KERNEL_SECURITY_CHECK_FAILURE,
                    RtlQueryRegistryValues(RTL_REGISTRY_ABSOLUTE, L"\\Registry\\User\\.Default",
                                           table, NULL, NULL));
}

static void
a_queried_value_can_be_deleted(void **state)
{
    ULONG number = 0;

    write_ulong(L"Number", 7);
    assert_nt_success(direct(L"Number", REG_DWORD, RTL_QUERY_REGISTRY_DELETE, &number));
    assert_int_equal(number, 7);
    assert_nt_status(RtlDeleteRegistryValue(RTL_REGISTRY_ABSOLUTE, KEY, L"Number"),
                     STATUS_OBJECT_NAME_NOT_FOUND);
}

/* --- the others ------------------------------------------------------------------------------- */

static HANDLE
open_key(PCWSTR path)
{
    UNICODE_STRING name;
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;

    RtlInitUnicodeString(&name, path);
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    assert_nt_success(ZwOpenKey(&key, KEY_ALL_ACCESS, &attributes));
    return key;
}

static void
keys_are_created_one_by_one_and_checked(void **state)
{
    assert_nt_status(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"New"),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_false(NT_SUCCESS(RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, L"New\\Below")));
    assert_nt_success(RtlCreateRegistryKey(RTL_REGISTRY_SERVICES, L"New"));
    assert_nt_success(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"New"));
    assert_nt_status(RtlCreateRegistryKey(RTL_REGISTRY_MAXIMUM, L"New"), STATUS_INVALID_PARAMETER);
    assert_nt_success(RtlCheckRegistryKey(RTL_REGISTRY_HANDLE, (PWSTR)open_key(KEY))); // closes it
}

static void
values_are_written_and_deleted(void **state)
{
    HANDLE key = open_key(KEY);
    ULONG number = 9, read = 0;

    assert_nt_success(RtlWriteRegistryValue(RTL_REGISTRY_HANDLE, (PCWSTR)key, L"N", REG_DWORD,
                                            &number, sizeof number));
    assert_nt_success(direct(L"N", REG_DWORD, 0, &read));
    assert_int_equal(read, 9);
    assert_nt_success(RtlDeleteRegistryValue(RTL_REGISTRY_HANDLE, (PCWSTR)key, L"N"));
    assert_nt_status(RtlDeleteRegistryValue(RTL_REGISTRY_HANDLE, (PCWSTR)key, L"N"),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    ZwClose(key); // it was left open
    assert_nt_success(RtlWriteRegistryValue(RTL_REGISTRY_SERVICES, L"Fresh", L"N", REG_DWORD,
                                            &number, sizeof number)); // creates the key
    assert_nt_success(RtlCheckRegistryKey(RTL_REGISTRY_SERVICES, L"Fresh"));
}

static void
a_value_is_looked_for_in_two_keys(void **state)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"N");
    HANDLE first, second;
    ULONG type, length, data = 0, number = 3;

    RtlCreateRegistryKey(RTL_REGISTRY_ABSOLUTE, BELOW);
    first = open_key(BELOW);
    second = open_key(KEY);
    assert_nt_status(
        RtlQueryRegistryValueWithFallback(first, second, &name, 4, &type, &data, &length),
        STATUS_OBJECT_NAME_NOT_FOUND);
    write_ulong(L"N", 2);
    assert_nt_success(
        RtlQueryRegistryValueWithFallback(first, second, &name, 4, &type, &data, &length));
    assert_int_equal(data, 2);
    assert_int_equal(type, REG_DWORD);
    assert_int_equal(length, 4);
    write(BELOW, L"N", REG_DWORD, &number, sizeof number);
    assert_nt_success(
        RtlQueryRegistryValueWithFallback(first, second, &name, 4, &type, &data, &length));
    assert_int_equal(data, 3);
    length = 0;
    assert_nt_status(
        RtlQueryRegistryValueWithFallback(first, second, &name, 3, &type, &data, &length),
        STATUS_BUFFER_OVERFLOW);
    assert_int_equal(length, 4);
    ZwClose(first);
    ZwClose(second);
}

#define WITH_KEY(test) SIM_TEST(test, .before = prepare)

SIM_TESTS(WITH_KEY(a_routine_hears_of_a_value),
          WITH_KEY(a_value_that_is_missing_has_a_default_or_is_required),
          WITH_KEY(strings_of_a_list_come_one_by_one),
          WITH_KEY(variables_are_expanded_from_the_environment),
          WITH_KEY(a_text_without_terminator_gets_one),
          WITH_KEY(an_entry_without_a_name_means_all_values),
          WITH_KEY(a_routine_may_be_called_without_a_value),
          WITH_KEY(a_routine_that_fails_ends_the_query),
          WITH_KEY(entries_go_down_and_back_to_the_top),
          WITH_KEY(a_subkey_that_is_missing_has_no_values),
          WITH_KEY(a_key_that_is_missing_is_an_error_unless_optional),
          WITH_KEY(text_goes_to_a_string), WITH_KEY(data_goes_to_a_buffer),
          WITH_KEY(another_type_is_refused), WITH_KEY(a_direct_query_without_name_is_invalid),
          WITH_KEY(unchecked_direct_queries_are_for_trusted_hives),
          WITH_KEY(a_queried_value_can_be_deleted),
          WITH_KEY(keys_are_created_one_by_one_and_checked),
          WITH_KEY(values_are_written_and_deleted), WITH_KEY(a_value_is_looked_for_in_two_keys))
