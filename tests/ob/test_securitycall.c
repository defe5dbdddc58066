/*
 * ob/test_securitycall.c - who may open what, and change who may
 */
#include "ob_test.h"

static UCHAR Block[1024];

static PSECURITY_DESCRIPTOR
from_text(PCWSTR sddl)
{
    uint32_t length = sizeof Block, characters = 0;

    while (sddl[characters] != 0) {
        characters++;
    }
    assert_nt_success(sim_read_sddl(sddl, characters, Block, &length, NULL));
    return Block;
}

static HANDLE
event_with(PCWSTR name, PCWSTR sddl)
{
    POBJECT_ATTRIBUTES attributes = named(name, 0);
    HANDLE handle = NULL;

    attributes->SecurityDescriptor = sddl != NULL ? from_text(sddl) : NULL;
    assert_nt_success(
        NtCreateEvent(&handle, EVENT_ALL_ACCESS, attributes, NotificationEvent, FALSE));
    return handle;
}

static NTSTATUS
open_as(enum sim_account account, PCWSTR name, ACCESS_MASK access)
{
    HANDLE handle;
    NTSTATUS status;

    sim_impersonate(account);
    status = NtOpenEvent(&handle, access, named(name, 0));
    sim_revert();
    if (NT_SUCCESS(status)) {
        NtClose(handle);
    }
    return status;
}

static void
an_open_is_granted_what_the_descriptor_says(void **state)
{
    PCWSTR name = L"\\BaseNamedObjects\\e";
    HANDLE event = event_with(name, L"D:(A;;GR;;;BU)(A;;GA;;;BA)");

    assert_nt_success(open_as(SIM_USER, name, EVENT_QUERY_STATE));
    assert_nt_status(open_as(SIM_USER, name, EVENT_MODIFY_STATE), STATUS_ACCESS_DENIED);
    assert_nt_status(open_as(SIM_GUEST, name, EVENT_QUERY_STATE), STATUS_ACCESS_DENIED);
    assert_nt_success(open_as(SIM_ADMINISTRATOR, name, EVENT_ALL_ACCESS));
    assert_nt_status(open_as(SIM_ADMINISTRATOR, name, ACCESS_SYSTEM_SECURITY),
                     STATUS_PRIVILEGE_NOT_HELD);
    NtClose(event);
}

static void
kernel_mode_is_checked_if_it_asks_for_it(void **state)
{
    PCWSTR name = L"\\BaseNamedObjects\\e";
    HANDLE event = event_with(name, L"D:"), handle;

    assert_nt_success(ZwOpenEvent(&handle, EVENT_ALL_ACCESS, named(name, OBJ_KERNEL_HANDLE)));
    ZwClose(handle);
    assert_nt_status(ZwOpenEvent(&handle, EVENT_ALL_ACCESS,
                                 named(name, OBJ_KERNEL_HANDLE | OBJ_FORCE_ACCESS_CHECK)),
                     STATUS_ACCESS_DENIED);
    NtClose(event);
}

static void
by_pointer_as_by_name(void **state)
{
    HANDLE event = event_with(L"\\BaseNamedObjects\\e", L"O:SYD:(A;;GR;;;WD)"), handle;
    PVOID object = object_of(event);

    assert_nt_status(ObOpenObjectByPointer(object, 0, NULL, EVENT_MODIFY_STATE, *ExEventObjectType,
                                           UserMode, &handle),
                     STATUS_ACCESS_DENIED);
    assert_nt_success(ObOpenObjectByPointer(object, 0, NULL, MAXIMUM_ALLOWED, *ExEventObjectType,
                                            UserMode, &handle));
    assert_int_equal(counts_of(handle).GrantedAccess, EVENT_QUERY_STATE | READ_CONTROL);
    NtClose(handle);
    ObDereferenceObject(object);
    NtClose(event);
}

static void
a_duplicate_is_not_wider(void **state)
{
    HANDLE event = event_with(L"\\BaseNamedObjects\\e", L"O:SYD:(A;;GR;;;WD)"), read, more;

    assert_nt_success(NtOpenEvent(&read, EVENT_QUERY_STATE, named(L"\\BaseNamedObjects\\e", 0)));
    assert_nt_status(NtDuplicateObject(NtCurrentProcess(), read, NtCurrentProcess(), &more,
                                       EVENT_ALL_ACCESS, 0, 0),
                     STATUS_ACCESS_DENIED);
    NtClose(read);
    NtClose(event);
}

static void
names_go_where_the_directory_allows(void **state)
{
    HANDLE handle;

    sim_impersonate(SIM_USER);
    assert_nt_status(NtCreateEvent(&handle, EVENT_ALL_ACCESS, named(L"\\Device\\e", 0),
                                   NotificationEvent, FALSE),
                     STATUS_ACCESS_DENIED);
    assert_nt_success(NtCreateEvent(&handle, EVENT_ALL_ACCESS, named(L"\\BaseNamedObjects\\e", 0),
                                    NotificationEvent, FALSE));
    sim_revert();
    NtClose(handle);
}

static void
is_the_creator_s_by_default(void **state)
{
    PCWSTR name = L"\\BaseNamedObjects\\e";
    HANDLE event = event_with(name, NULL);

    assert_nt_success(open_as(SIM_SYSTEM, name, EVENT_ALL_ACCESS));
    assert_nt_status(open_as(SIM_USER, name, SYNCHRONIZE), STATUS_ACCESS_DENIED);
    NtClose(event);
}

static void
is_read_and_changed_with_the_handle_s_rights(void **state)
{
    PCWSTR name = L"\\BaseNamedObjects\\e";
    HANDLE event = event_with(name, L"O:BAG:SYD:(A;;GA;;;BA)"), read;
    UCHAR found[512];
    ULONG needed = 0;

    assert_nt_status(open_as(SIM_USER, name, SYNCHRONIZE), STATUS_ACCESS_DENIED);
    assert_nt_status(NtQuerySecurityObject(event, DACL_SECURITY_INFORMATION, found, 0, &needed),
                     STATUS_BUFFER_TOO_SMALL);
    assert_nt_success(
        NtQuerySecurityObject(event, DACL_SECURITY_INFORMATION, found, needed, &needed));
    assert_true(SeExports != NULL && RtlValidSecurityDescriptor(found));
    assert_nt_success(ZwSetSecurityObject(event, DACL_SECURITY_INFORMATION,
                                          from_text(L"D:(A;;GX;;;BU)(A;;GA;;;BA)")));
    assert_nt_success(open_as(SIM_USER, name, SYNCHRONIZE));
    assert_nt_success(NtOpenEvent(&read, EVENT_QUERY_STATE, named(name, 0)));
    assert_nt_status(NtSetSecurityObject(read, DACL_SECURITY_INFORMATION, from_text(L"D:")),
                     STATUS_ACCESS_DENIED);
    assert_nt_status(NtQuerySecurityObject(read, DACL_SECURITY_INFORMATION, found, 0, &needed),
                     STATUS_ACCESS_DENIED);
    assert_nt_success(
        ZwQuerySecurityObject(read, OWNER_SECURITY_INFORMATION, found, sizeof found, &needed));
    NtClose(read);
    NtClose(event);
}

static void
what_has_no_descriptor_takes_none(void **state)
{
    HANDLE event = new_event(NULL, 0);

    assert_nt_status(ZwSetSecurityObject(event, DACL_SECURITY_INFORMATION, from_text(L"D:")),
                     STATUS_NO_SECURITY_ON_OBJECT);
    NtClose(event);
}

SIM_TESTS(SIM_TEST(an_open_is_granted_what_the_descriptor_says),
          SIM_TEST(kernel_mode_is_checked_if_it_asks_for_it), SIM_TEST(by_pointer_as_by_name),
          SIM_TEST(a_duplicate_is_not_wider), SIM_TEST(names_go_where_the_directory_allows),
          SIM_TEST(is_the_creator_s_by_default),
          SIM_TEST(is_read_and_changed_with_the_handle_s_rights),
          SIM_TEST(what_has_no_descriptor_takes_none))
