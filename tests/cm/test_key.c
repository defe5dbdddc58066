/*
 * cm/test_key.c - keys are created, opened, asked and deleted
 */
#include "cm_test.h"

static void
is_created_once(void **state)
{
    UNICODE_STRING name = text(L"\\Registry\\Machine\\Software\\OnlyOnce");
    UNICODE_STRING class = text(L"Kind");
    OBJECT_ATTRIBUTES attributes;
    ULONG disposition = 0;
    HANDLE first, second;

    InitializeObjectAttributes(&attributes, &name, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_status(ZwOpenKey(&first, KEY_READ, &attributes), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(ZwCreateKey(&first, KEY_ALL_ACCESS, &attributes, 0, &class, 0, &disposition));
    assert_int_equal(disposition, REG_CREATED_NEW_KEY);
    assert_nt_success(ZwCreateKey(&second, KEY_READ, &attributes, 0, NULL, 0, &disposition));
    assert_int_equal(disposition, REG_OPENED_EXISTING_KEY);
    assert_nt_success(ZwClose(second));
    assert_nt_success(ZwOpenKeyEx(&second, KEY_READ, &attributes, 0));
    assert_nt_success(ZwFlushKey(second));
    assert_nt_success(ZwClose(second));
    assert_nt_status(ZwOpenKeyEx(&second, KEY_READ, &attributes, 0x80000000),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(ZwDeleteKey(first));
    assert_nt_success(ZwClose(first));
}

static void
makes_only_the_last_component(void **state)
{
    HANDLE key = new_key(L"Deep"), child;

    assert_nt_status(create_key(key, L"A\\B", KEY_ALL_ACCESS, 0, &child),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(create_key(key, L"A", KEY_ALL_ACCESS, 0, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(create_key(key, L"A\\B", KEY_ALL_ACCESS, 0, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(open_key(key, L"a\\b", KEY_READ, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwClose(key));
}

static void
deletes_only_leaves_and_leaves_handles_invalid(void **state)
{
    HANDLE key = new_key(L"Trunk"), child, other;
    UNICODE_STRING name = text(L"V");
    KEY_FULL_INFORMATION full;
    ULONG length, value = 1;

    assert_nt_success(create_key(key, L"Leaf", KEY_ALL_ACCESS, 0, &child));
    assert_nt_success(open_key(key, L"Leaf", KEY_READ, &other));
    assert_nt_status(ZwDeleteKey(key), STATUS_CANNOT_DELETE);
    assert_nt_success(ZwDeleteKey(child));
    assert_nt_status(ZwDeleteKey(child), STATUS_KEY_DELETED);
    assert_nt_status(ZwSetValueKey(child, &name, 0, REG_DWORD, &value, sizeof value),
                     STATUS_KEY_DELETED);
    assert_nt_status(ZwQueryKey(other, KeyFullInformation, &full, sizeof full, &length),
                     STATUS_KEY_DELETED);
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwClose(other));
    assert_nt_status(open_key(key, L"Leaf", KEY_READ, &child), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(ZwDeleteKey(key));
    assert_nt_success(ZwClose(key));
}

static void
keeps_volatile_keys_below_volatile_ones(void **state)
{
    HANDLE key = new_key(L"Stable"), passing, child;

    assert_nt_success(create_key(key, L"Passing", KEY_ALL_ACCESS, REG_OPTION_VOLATILE, &passing));
    assert_nt_status(create_key(passing, L"X", KEY_ALL_ACCESS, REG_OPTION_NON_VOLATILE, &child),
                     STATUS_CHILD_MUST_BE_VOLATILE);
    assert_nt_success(create_key(passing, L"X", KEY_ALL_ACCESS, REG_OPTION_VOLATILE, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwClose(passing));
    assert_nt_success(ZwClose(key));
}

static void
limits_a_name_to_255_characters(void **state)
{
    HANDLE key = new_key(L"Long"), child;
    WCHAR name[257];

    for (int i = 0; i < 256; i++) {
        name[i] = L'n';
    }
    name[256] = 0;
    assert_nt_status(create_key(key, name, KEY_ALL_ACCESS, 0, &child), STATUS_INVALID_PARAMETER);
    name[255] = 0;
    assert_nt_success(create_key(key, name, KEY_ALL_ACCESS, 0, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwClose(key));
}

/* --- asking ----------------------------------------------------------------------------------- */

static void
enumerates_its_children(void **state)
{
    HANDLE key = new_key(L"Parent"), child;
    ULONG buffer[64], length;
    PKEY_BASIC_INFORMATION basic = (PVOID)buffer;
    PKEY_NODE_INFORMATION node = (PVOID)buffer;

    assert_nt_success(create_key(key, L"beta", KEY_READ, 0, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(create_key(key, L"Alpha", KEY_READ, 0, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwEnumerateKey(key, 0, KeyBasicInformation, basic, sizeof buffer, &length));
    assert_int_equal(basic->NameLength, 10);
    assert_memory_equal(basic->Name, L"Alpha", 10);
    assert_int_equal(length, FIELD_OFFSET(KEY_BASIC_INFORMATION, Name) + 10);
    assert_nt_success(ZwEnumerateKey(key, 1, KeyNodeInformation, node, sizeof buffer, &length));
    assert_int_equal(node->NameLength, 8);
    assert_memory_equal(node->Name, L"beta", 8);
    assert_int_equal(node->ClassLength, 0);
    assert_nt_status(ZwEnumerateKey(key, 2, KeyBasicInformation, basic, sizeof buffer, &length),
                     STATUS_NO_MORE_ENTRIES);
    assert_nt_status(ZwEnumerateKey(key, 0, KeyNameInformation, basic, sizeof buffer, &length),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(ZwClose(key));
}

static void
says_how_much_room_it_needs(void **state)
{
    HANDLE key = new_key(L"Room"), child;
    ULONG buffer[64] = {0}, length = 0, fixed = FIELD_OFFSET(KEY_BASIC_INFORMATION, Name);
    PKEY_BASIC_INFORMATION basic = (PVOID)buffer;

    assert_nt_success(create_key(key, L"Child", KEY_READ, 0, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_status(ZwEnumerateKey(key, 0, KeyBasicInformation, NULL, 0, &length),
                     STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(length, fixed + 10);
    assert_nt_status(ZwEnumerateKey(key, 0, KeyBasicInformation, basic, fixed - 1, &length),
                     STATUS_BUFFER_TOO_SMALL);
    assert_int_equal(basic->NameLength, 0);
    assert_nt_status(ZwEnumerateKey(key, 0, KeyBasicInformation, basic, fixed + 9, &length),
                     STATUS_BUFFER_OVERFLOW);
    assert_int_equal(basic->NameLength, 10);
    assert_nt_success(ZwEnumerateKey(key, 0, KeyBasicInformation, basic, fixed + 10, &length));
    assert_nt_success(ZwClose(key));
}

static void
knows_itself(void **state)
{
    HANDLE key = new_key(L"Self"), child;
    UNICODE_STRING name = text(L"Value");
    ULONG buffer[64], length, data[3] = {1, 2, 3};
    PKEY_FULL_INFORMATION full = (PVOID)buffer;
    PKEY_NAME_INFORMATION path = (PVOID)buffer;
    PKEY_CACHED_INFORMATION cached = (PVOID)buffer;

    assert_nt_success(create_key(key, L"Child", KEY_READ, 0, &child));
    assert_nt_success(ZwClose(child));
    assert_nt_success(ZwSetValueKey(key, &name, 0, REG_BINARY, data, sizeof data));
    assert_nt_success(ZwQueryKey(key, KeyFullInformation, full, sizeof buffer, &length));
    assert_int_equal(full->SubKeys, 1);
    assert_int_equal(full->MaxNameLen, 10);
    assert_int_equal(full->Values, 1);
    assert_int_equal(full->MaxValueNameLen, 10);
    assert_int_equal(full->MaxValueDataLen, 12);
    assert_nt_success(ZwQueryKey(key, KeyNameInformation, path, sizeof buffer, &length));
    assert_int_equal(path->NameLength, sizeof TEST_ROOT - 2 + 10);
    assert_memory_equal((PUCHAR)path->Name + path->NameLength - 10, L"\\Self", 10);
    assert_nt_success(ZwQueryKey(key, KeyCachedInformation, cached, sizeof buffer, &length));
    assert_int_equal(cached->NameLength, 8);
    assert_nt_status(ZwQueryKey(key, MaxKeyInfoClass, full, sizeof buffer, &length),
                     STATUS_INVALID_PARAMETER);
    assert_nt_success(ZwClose(key));
}

SIM_TESTS(SIM_TEST(is_created_once), SIM_TEST(makes_only_the_last_component),
          SIM_TEST(deletes_only_leaves_and_leaves_handles_invalid),
          SIM_TEST(keeps_volatile_keys_below_volatile_ones),
          SIM_TEST(limits_a_name_to_255_characters), SIM_TEST(enumerates_its_children),
          SIM_TEST(says_how_much_room_it_needs), SIM_TEST(knows_itself))
