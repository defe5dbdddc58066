/*
 * ob/test_link.c - symbolic links in the name space
 */
#include "ob_test.h"

static HANDLE
new_link(PCWSTR name, PCWSTR target)
{
    UNICODE_STRING to;
    HANDLE handle = NULL;

    RtlInitUnicodeString(&to, target);
    assert_nt_success(
        NtCreateSymbolicLinkObject(&handle, SYMBOLIC_LINK_ALL_ACCESS, named(name, 0), &to));
    return handle;
}

static NTSTATUS
open_status(PCWSTR name)
{
    HANDLE handle;
    NTSTATUS status = ZwOpenEvent(&handle, EVENT_ALL_ACCESS, named(name, 0));

    if (NT_SUCCESS(status)) {
        ZwClose(handle);
    }
    return status;
}

static void
lead_to_what_they_name(void **state)
{
    HANDLE event = new_event(L"\\BaseNamedObjects\\e", 0);
    HANDLE link = new_link(L"\\GLOBAL??\\ToEvent", L"\\BaseNamedObjects\\e");
    HANDLE directory = new_link(L"\\??\\Dir", L"\\BaseNamedObjects");

    assert_nt_success(open_status(L"\\??\\ToEvent"));
    assert_nt_success(open_status(L"\\DosDevices\\ToEvent"));
    assert_nt_success(open_status(L"\\GLOBAL??\\ToEvent"));
    assert_nt_success(open_status(L"\\??\\Global\\ToEvent"));
    assert_nt_success(open_status(L"\\??\\GLOBALROOT\\BaseNamedObjects\\e"));
    assert_nt_success(open_status(L"\\??\\Dir\\e"));
    NtClose(directory);
    NtClose(link);
    assert_nt_status(open_status(L"\\??\\ToEvent"), STATUS_OBJECT_NAME_NOT_FOUND);
    ZwClose(event);
}

static void
may_lead_nowhere(void **state)
{
    HANDLE link = new_link(L"\\??\\Nowhere", L"\\Device\\Missing");

    assert_nt_status(open_status(L"\\??\\Nowhere"), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_status(open_status(L"\\??\\Nowhere\\x"), STATUS_OBJECT_PATH_NOT_FOUND);
    NtClose(link);
}

static void
in_a_circle_end_somewhere(void **state)
{
    HANDLE here = new_link(L"\\??\\Here", L"\\??\\There"),
           there = new_link(L"\\??\\There", L"\\??\\Here");

    assert_nt_status(open_status(L"\\??\\Here"), STATUS_OBJECT_NAME_NOT_FOUND);
    NtClose(here);
    NtClose(there);
}

static void
tell_their_target(void **state)
{
    HANDLE link = new_link(L"\\??\\L", L"\\Device\\Abc"), handle;
    WCHAR text[32];
    UNICODE_STRING target = {0, sizeof text, text}, expected;
    ULONG length = 0;

    RtlInitUnicodeString(&expected, L"\\Device\\Abc");
    assert_nt_success(
        ZwOpenSymbolicLinkObject(&handle, GENERIC_READ, named(L"\\DosDevices\\L", 0)));
    assert_nt_success(ZwQuerySymbolicLinkObject(handle, &target, &length));
    assert_true(RtlEqualUnicodeString(&target, &expected, FALSE));
    assert_int_equal(length, expected.MaximumLength);
    target.MaximumLength = expected.Length; /* no room for the terminator that a length asks for */
    assert_nt_success(ZwQuerySymbolicLinkObject(handle, &target, NULL));
    assert_nt_status(ZwQuerySymbolicLinkObject(handle, &target, &length), STATUS_BUFFER_TOO_SMALL);
    target.MaximumLength = 2;
    assert_nt_status(ZwQuerySymbolicLinkObject(handle, &target, NULL), STATUS_BUFFER_TOO_SMALL);
    ZwClose(handle);
    NtClose(link);
}

SIM_TESTS(SIM_TEST(lead_to_what_they_name), SIM_TEST(may_lead_nowhere),
          SIM_TEST(in_a_circle_end_somewhere), SIM_TEST(tell_their_target))
