/*
 * cm/test_parse.c - symbolic links between keys
 */
#include "cm_test.h"

static HANDLE
new_link(HANDLE parent, PCWSTR name, PCWSTR target)
{
    UNICODE_STRING value = text(L"SymbolicLinkValue"), path = text(target);
    HANDLE link;

    assert_nt_success(create_key(parent, name, KEY_ALL_ACCESS,
                                 REG_OPTION_VOLATILE | REG_OPTION_CREATE_LINK, &link));
    assert_nt_success(ZwSetValueKey(link, &value, 0, REG_LINK, path.Buffer, path.Length));
    return link;
}

static void
is_followed(void **state)
{
    HANDLE parent = new_key(L"Links"), target = new_key(L"Target"), link, key;

    set_number(target, L"Here", 7);
    assert_nt_success(create_key(target, L"Below", KEY_READ, 0, &key));
    assert_nt_success(ZwClose(key));
    link = new_link(parent, L"Link", TEST_ROOT L"\\Target");
    assert_nt_success(open_key(parent, L"Link", KEY_READ, &key));
    assert_int_equal(number_of(key, L"Here"), 7);
    assert_nt_success(ZwClose(key));
    assert_nt_success(open_key(parent, L"Link\\Below", KEY_READ, &key));
    assert_nt_success(ZwClose(key));
    assert_nt_success(create_key(parent, L"Link\\New", KEY_READ, 0, &key));
    assert_nt_success(ZwClose(key));
    assert_nt_success(open_key(target, L"New", KEY_READ, &key));
    assert_nt_success(ZwClose(key));
    assert_nt_success(ZwDeleteKey(link));
    assert_nt_success(ZwClose(link));
    assert_nt_success(ZwClose(target));
    assert_nt_success(ZwClose(parent));
}

static void
is_opened_itself_when_asked_for(void **state)
{
    HANDLE parent = new_key(L"Links"), link, key;
    UNICODE_STRING name = text(L"Link"), other = text(L"Other");
    OBJECT_ATTRIBUTES attributes;
    ULONG value = 1, type, length;

    link = new_link(parent, L"Link", TEST_ROOT L"\\Nowhere");
    assert_nt_status(open_key(parent, L"Link", KEY_READ, &key), STATUS_OBJECT_NAME_NOT_FOUND);
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, parent, NULL);
    assert_nt_success(ZwOpenKeyEx(&key, KEY_ALL_ACCESS, &attributes, REG_OPTION_OPEN_LINK));
    assert_memory_equal(value_of(key, L"SymbolicLinkValue", &type, &length), TEST_ROOT L"\\Nowhere",
                        sizeof TEST_ROOT + 14);
    assert_int_equal(type, REG_LINK);
    assert_nt_status(ZwSetValueKey(key, &other, 0, REG_DWORD, &value, sizeof value),
                     STATUS_ACCESS_DENIED);
    assert_nt_status(ZwCreateKey(&link, KEY_READ, &attributes, 0, NULL,
                                 REG_OPTION_VOLATILE | REG_OPTION_CREATE_LINK, NULL),
                     STATUS_OBJECT_NAME_COLLISION);
    assert_nt_success(ZwDeleteKey(key));
    assert_nt_success(ZwClose(key));
    assert_nt_success(ZwClose(link));
    assert_nt_success(ZwClose(parent));
}

static void
ends_when_it_leads_to_itself(void **state)
{
    HANDLE parent = new_key(L"Links"), link = new_link(parent, L"Loop", TEST_ROOT L"\\Links\\Loop"),
           key;

    assert_nt_status(open_key(parent, L"Loop", KEY_READ, &key), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(ZwClose(link));
    assert_nt_success(ZwClose(parent));
}

SIM_TESTS(SIM_TEST(is_followed), SIM_TEST(is_opened_itself_when_asked_for),
          SIM_TEST(ends_when_it_leads_to_itself))
