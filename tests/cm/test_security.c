/*
 * cm/test_security.c - who may do what with keys
 */
#include "cm_test.h"

static NTSTATUS
user_key(PCWSTR path, ACCESS_MASK access, bool create, PSECURITY_DESCRIPTOR security, HANDLE *key)
{
    UNICODE_STRING name = text(path);
    OBJECT_ATTRIBUTES attributes;

    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, NULL, security);
    return create ? NtCreateKey(key, access, &attributes, 0, NULL, 0, NULL)
                  : NtOpenKey(key, access, &attributes);
}

#define SERVICES L"\\Registry\\Machine\\System\\CurrentControlSet\\Services"

static void
lets_everybody_read_and_administrators_write(void **state)
{
    HANDLE key;

    assert_nt_success(user_key(SERVICES L"\\New", KEY_ALL_ACCESS, true, NULL, &key));
    assert_nt_success(NtClose(key));
    sim_impersonate(SIM_USER);
    assert_nt_success(user_key(SERVICES L"\\New", KEY_READ, false, NULL, &key));
    assert_nt_success(NtClose(key));
    assert_nt_status(user_key(SERVICES L"\\New", KEY_SET_VALUE, false, NULL, &key),
                     STATUS_ACCESS_DENIED);
    assert_nt_status(user_key(SERVICES L"\\Mine", KEY_READ, true, NULL, &key),
                     STATUS_ACCESS_DENIED);
    sim_revert();
}

static void
lets_only_the_system_change_the_devices(void **state)
{
    static const WCHAR path[] = L"\\Registry\\Machine\\System\\CurrentControlSet\\Enum";
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name = text(path);
    HANDLE key;

    assert_nt_status(user_key(path, DELETE, false, NULL, &key), STATUS_ACCESS_DENIED);
    assert_nt_status(user_key(path, KEY_SET_VALUE, false, NULL, &key), STATUS_ACCESS_DENIED);
    assert_nt_success(user_key(path, KEY_READ, false, NULL, &key));
    assert_nt_success(NtClose(key));
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    assert_nt_success(ZwOpenKey(&key, DELETE, &attributes));
    assert_nt_success(ZwClose(key));
}

static void
gives_a_key_what_its_creator_says(void **state)
{
    static const WCHAR sddl[] = L"D:P(A;;KA;;;SY)(A;;KA;;;BA)";
    UCHAR descriptor[256];
    uint32_t length = sizeof descriptor;
    HANDLE key, child;

    assert_nt_success(
        sim_read_sddl(sddl, sizeof sddl / sizeof *sddl - 1, descriptor, &length, NULL));
    assert_nt_success(user_key(SERVICES L"\\Secret", KEY_ALL_ACCESS, true, descriptor, &key));
    sim_impersonate(SIM_USER);
    assert_nt_status(user_key(SERVICES L"\\Secret", KEY_READ, false, NULL, &child),
                     STATUS_ACCESS_DENIED);
    sim_revert();
    assert_nt_success(NtClose(key));
}

static void
can_be_changed(void **state)
{
    static const WCHAR sddl[] = L"D:P(A;;KA;;;SY)(A;;KA;;;BA)(A;;KA;;;IU)(A;;KA;;;BU)";
    UCHAR descriptor[256];
    uint32_t length = sizeof descriptor;
    ULONG needed;
    HANDLE key, mine;

    assert_nt_success(user_key(SERVICES L"\\Open", KEY_ALL_ACCESS, true, NULL, &key));
    assert_nt_status(NtQuerySecurityObject(key, DACL_SECURITY_INFORMATION, descriptor, 4, &needed),
                     STATUS_BUFFER_TOO_SMALL);
    assert_nt_success(
        sim_read_sddl(sddl, sizeof sddl / sizeof *sddl - 1, descriptor, &length, NULL));
    assert_nt_success(NtSetSecurityObject(key, DACL_SECURITY_INFORMATION, descriptor));
    sim_impersonate(SIM_USER);
    assert_nt_success(user_key(SERVICES L"\\Open", KEY_ALL_ACCESS, false, NULL, &mine));
    assert_nt_success(NtClose(mine));
    sim_revert();
    assert_nt_success(NtClose(key));
}

static void
asks_the_handle_that_a_path_starts_at(void **state)
{
    UNICODE_STRING name = text(L"Child");
    OBJECT_ATTRIBUTES attributes;
    HANDLE key, child;

    assert_nt_success(user_key(SERVICES, KEY_READ, false, NULL, &key));
    InitializeObjectAttributes(&attributes, &name, OBJ_CASE_INSENSITIVE, key, NULL);
    assert_nt_status(NtCreateKey(&child, KEY_READ, &attributes, 0, NULL, 0, NULL),
                     STATUS_ACCESS_DENIED);
    assert_nt_success(NtClose(key));
    assert_nt_success(user_key(SERVICES, KEY_CREATE_SUB_KEY, false, NULL, &key));
    attributes.RootDirectory = key;
    assert_nt_success(NtCreateKey(&child, KEY_READ, &attributes, 0, NULL, 0, NULL));
    assert_nt_success(NtClose(child));
    assert_nt_success(NtClose(key));
}

SIM_TESTS(SIM_TEST(lets_everybody_read_and_administrators_write),
          SIM_TEST(lets_only_the_system_change_the_devices),
          SIM_TEST(gives_a_key_what_its_creator_says), SIM_TEST(can_be_changed),
          SIM_TEST(asks_the_handle_that_a_path_starts_at))
