/*
 * cm/test_value.c - values are set, asked, enumerated and deleted
 */
#include "cm_test.h"

static void
is_replaced_by_one_of_the_same_name(void **state)
{
    HANDLE key = new_key(L"Values");
    KEY_FULL_INFORMATION full;
    ULONG type, length;

    set_number(key, L"Count", 1);
    set_number(key, L"COUNT", 2);
    assert_int_equal(number_of(key, L"count"), 2);
    assert_nt_success(ZwQueryKey(key, KeyFullInformation, &full, sizeof full, &length));
    assert_int_equal(full.Values, 1);
    assert_nt_success(ZwSetValueKey(key, NULL, 0, REG_SZ, L"default", 16));
    assert_memory_equal(value_of(key, L"", &type, &length), L"default", 16);
    assert_int_equal(type, REG_SZ);
    assert_int_equal(length, 16);
    assert_nt_success(ZwClose(key));
}

static void
is_deleted_once(void **state)
{
    HANDLE key = new_key(L"Values");
    UNICODE_STRING name = text(L"Gone");
    ULONG length;

    set_number(key, L"Gone", 1);
    assert_nt_success(ZwDeleteValueKey(key, &name));
    assert_nt_status(ZwDeleteValueKey(key, &name), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_status(ZwQueryValueKey(key, &name, KeyValuePartialInformation, NULL, 0, &length),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(ZwClose(key));
}

static void
tells_name_type_and_data(void **state)
{
    HANDLE key = new_key(L"Values");
    UNICODE_STRING name = text(L"Odd");
    ULONG64 buffer[32];
    ULONG length, fixed = FIELD_OFFSET(KEY_VALUE_PARTIAL_INFORMATION, Data);
    PKEY_VALUE_BASIC_INFORMATION basic = (PVOID)buffer;
    PKEY_VALUE_FULL_INFORMATION full = (PVOID)buffer;
    PKEY_VALUE_PARTIAL_INFORMATION partial = (PVOID)buffer;
    PKEY_VALUE_PARTIAL_INFORMATION_ALIGN64 aligned = (PVOID)buffer;

    assert_nt_success(ZwSetValueKey(key, &name, 0, REG_BINARY, "12345", 5));
    assert_nt_success(
        ZwQueryValueKey(key, &name, KeyValueBasicInformation, basic, sizeof buffer, &length));
    assert_int_equal(basic->NameLength, 6);
    assert_int_equal(basic->Type, REG_BINARY);
    assert_nt_success(
        ZwQueryValueKey(key, &name, KeyValueFullInformation, full, sizeof buffer, &length));
    assert_int_equal(full->DataLength, 5);
    assert_memory_equal((PUCHAR)full + full->DataOffset, "12345", 5);
    assert_int_equal(length, full->DataOffset + 5);
    assert_nt_status(ZwQueryValueKey(key, &name, KeyValuePartialInformation, NULL, 0, &length),
                     STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(length, fixed + 5);
    assert_nt_status(
        ZwQueryValueKey(key, &name, KeyValuePartialInformation, partial, fixed + 2, &length),
        STATUS_BUFFER_OVERFLOW);
    assert_int_equal(partial->DataLength, 5);
    assert_memory_equal(partial->Data, "12", 2);
    assert_nt_success(ZwQueryValueKey(key, &name, KeyValuePartialInformationAlign64, aligned,
                                      sizeof buffer, &length));
    assert_memory_equal(aligned->Data, "12345", 5);
    assert_nt_status(
        ZwQueryValueKey(key, &name, MaxKeyValueInfoClass, buffer, sizeof buffer, &length),
        STATUS_INVALID_PARAMETER);
    assert_nt_success(ZwClose(key));
}

static void
are_enumerated_to_the_last(void **state)
{
    HANDLE key = new_key(L"Values");
    ULONG64 buffer[32];
    PKEY_VALUE_BASIC_INFORMATION basic = (PVOID)buffer;
    ULONG length;

    set_number(key, L"One", 1);
    set_number(key, L"Two", 2);
    assert_nt_success(
        ZwEnumerateValueKey(key, 0, KeyValueBasicInformation, basic, sizeof buffer, &length));
    assert_memory_equal(basic->Name, L"One", 6);
    assert_nt_success(
        ZwEnumerateValueKey(key, 1, KeyValueBasicInformation, basic, sizeof buffer, &length));
    assert_memory_equal(basic->Name, L"Two", 6);
    assert_nt_status(
        ZwEnumerateValueKey(key, 2, KeyValueBasicInformation, basic, sizeof buffer, &length),
        STATUS_NO_MORE_ENTRIES);
    assert_nt_success(ZwClose(key));
}

SIM_TESTS(SIM_TEST(is_replaced_by_one_of_the_same_name), SIM_TEST(is_deleted_once),
          SIM_TEST(tells_name_type_and_data), SIM_TEST(are_enumerated_to_the_last))
