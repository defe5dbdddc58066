/*
 * cm/test_firmware.c - firmware variables
 */
#include <ntddk.h>
#include <sim/test.h>

static GUID Vendor = {0x11111111, 0x2222, 0x3333, {4, 4, 4, 4, 4, 4, 4, 4}};
static GUID Other = {0x11111111, 0x2222, 0x3333, {4, 4, 4, 4, 4, 4, 4, 5}};

enum { NON_VOLATILE = 1, BOOT_SERVICE = 2, RUNTIME = 4, AUTHENTICATED = 0x20, APPEND = 0x40 };

static NTSTATUS
set(PCWSTR name, const void *value, ULONG length, ULONG attributes)
{
    UNICODE_STRING string;

    RtlInitUnicodeString(&string, name);
    return ExSetFirmwareEnvironmentVariable(&string, &Vendor, (PVOID)value, length, attributes);
}

static NTSTATUS
get(PCWSTR name, GUID *vendor, void *value, ULONG *length, ULONG *attributes)
{
    UNICODE_STRING string;

    RtlInitUnicodeString(&string, name);
    return ExGetFirmwareEnvironmentVariable(&string, vendor, value, length, attributes);
}

static void
a_variable_is_read_as_it_was_written(void **state)
{
    char value[16] = "";
    ULONG length = sizeof value, attributes = 0;

    assert_int_equal(ExGetFirmwareType(), FirmwareTypeUefi);
    assert_nt_success(set(L"Order", "abcde", 5, NON_VOLATILE | BOOT_SERVICE | RUNTIME));
    assert_nt_success(get(L"Order", &Vendor, value, &length, &attributes));
    assert_int_equal(length, 5);
    assert_int_equal(attributes, 7);
    assert_memory_equal(value, "abcde", 5);
    length = sizeof value;
    assert_nt_status(get(L"Order", &Other, value, &length, NULL), STATUS_VARIABLE_NOT_FOUND);
    assert_nt_status(get(L"order", &Vendor, value, &length, NULL), STATUS_VARIABLE_NOT_FOUND);
}

static void
the_length_is_told_when_there_is_no_room(void **state)
{
    char value[4];
    ULONG length = 0;

    set(L"Order", "abcde", 5, NON_VOLATILE);
    assert_nt_status(get(L"Order", &Vendor, NULL, &length, NULL), STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(length, 5);
    length = 4;
    assert_nt_status(get(L"Order", &Vendor, value, &length, NULL), STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(length, 5);
}

static void
it_is_replaced_appended_to_and_deleted(void **state)
{
    char value[16];
    ULONG length = sizeof value;

    assert_nt_success(set(L"X", "abc", 3, NON_VOLATILE));
    assert_nt_success(set(L"X", "de", 2, NON_VOLATILE));
    assert_nt_success(set(L"X", "fg", 2, NON_VOLATILE | APPEND));
    assert_nt_success(get(L"X", &Vendor, value, &length, NULL));
    assert_int_equal(length, 4);
    assert_memory_equal(value, "defg", 4);
    assert_nt_success(set(L"X", NULL, 0, NON_VOLATILE));
    assert_nt_status(get(L"X", &Vendor, value, &length, NULL), STATUS_VARIABLE_NOT_FOUND);
    assert_nt_status(set(L"X", NULL, 0, NON_VOLATILE), STATUS_VARIABLE_NOT_FOUND);
}

static void
what_makes_no_sense_is_refused(void **state)
{
    assert_nt_status(set(L"X", "a", 1, BOOT_SERVICE | RUNTIME), STATUS_INVALID_PARAMETER);
    assert_nt_status(set(L"X", "a", 1, NON_VOLATILE | RUNTIME), STATUS_INVALID_PARAMETER);
    assert_nt_status(set(L"X", "a", 1, NON_VOLATILE | AUTHENTICATED), STATUS_INVALID_PARAMETER);
    assert_nt_status(set(L"", "a", 1, NON_VOLATILE), STATUS_INVALID_PARAMETER);
    assert_nt_status(set(L"X", NULL, 1, NON_VOLATILE), STATUS_INVALID_PARAMETER);
    assert_nt_success(set(L"X", "a", 1, NON_VOLATILE));
    assert_nt_status(set(L"X", "a", 1, NON_VOLATILE | BOOT_SERVICE), STATUS_INVALID_PARAMETER);
}

SIM_TESTS(SIM_TEST(a_variable_is_read_as_it_was_written, .account = SIM_SYSTEM),
          SIM_TEST(the_length_is_told_when_there_is_no_room, .account = SIM_SYSTEM),
          SIM_TEST(it_is_replaced_appended_to_and_deleted, .account = SIM_SYSTEM),
          SIM_TEST(what_makes_no_sense_is_refused, .account = SIM_SYSTEM))
