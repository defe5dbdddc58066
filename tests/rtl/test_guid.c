/*
 * rtl/test_guid.c - GUIDs as text
 */
#include <ntifs.h>
#include <sim/test.h>

static const GUID Example = {
    0x01234567, 0x89AB, 0xCDEF, {0xFE, 0xDC, 0xBA, 0x98, 0x76, 0x54, 0x32, 0x10}};
static const WCHAR Text[] = L"{01234567-89ab-cdef-fedc-ba9876543210}";

static void
there_and_back(void **state)
{
    UNICODE_STRING string;
    GUID guid;

    assert_nt_success(RtlStringFromGUID(&Example, &string));
    assert_int_equal(string.Length, 76);
    assert_memory_equal(string.Buffer, Text, sizeof(Text));
    assert_nt_success(RtlGUIDFromString(&string, &guid));
    assert_memory_equal(&guid, &Example, sizeof(guid));
    RtlFreeUnicodeString(&string);
}

static void
upper_case_is_read_too(void **state)
{
    UNICODE_STRING string = RTL_CONSTANT_STRING(L"{01234567-89AB-CDEF-FEDC-BA9876543210}");
    GUID guid;

    assert_nt_success(RtlGUIDFromString(&string, &guid));
    assert_memory_equal(&guid, &Example, sizeof(guid));
}

static void
anything_else_is_refused(void **state)
{
    static const PCWSTR wrong[] = {
        L"", L"01234567-89ab-cdef-fedc-ba9876543210", L"{01234567-89ab-cdef-fedc-ba987654321}",
        L"{01234567-89ab-cdef-fedc-ba987654321g}", L"{01234567+89ab-cdef-fedc-ba9876543210}",
        L"{01234567-89ab-cdef-fedc-ba9876543210)",
    };
    UNICODE_STRING string;
    GUID guid;

    for (ULONG i = 0; i < ARRAYSIZE(wrong); i++) {
        RtlInitUnicodeString(&string, wrong[i]);
        assert_nt_status(RtlGUIDFromString(&string, &guid), STATUS_INVALID_PARAMETER);
    }
}

SIM_TESTS(SIM_TEST(there_and_back), SIM_TEST(upper_case_is_read_too),
          SIM_TEST(anything_else_is_refused))
