/*
 * ob/test_lookup.c - what a path leads to, and why it does not
 */
#include "ob_test.h"

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
needs_a_separator_at_the_start(void **state)
{
    assert_nt_status(open_status(L"Device"), STATUS_OBJECT_PATH_SYNTAX_BAD);
    assert_nt_status(open_status(L""), STATUS_OBJECT_PATH_SYNTAX_BAD);
}

static void
needs_something_between_separators(void **state)
{
    assert_nt_status(open_status(L"\\\\x"), STATUS_OBJECT_NAME_INVALID);
    assert_nt_status(open_status(L"\\Device\\"), STATUS_OBJECT_NAME_INVALID);
}

static void
tells_a_missing_name_from_a_missing_path(void **state)
{
    assert_nt_status(open_status(L"\\Device\\x"), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_status(open_status(L"\\Nowhere\\x"), STATUS_OBJECT_PATH_NOT_FOUND);
}

static void
goes_through_directories_only(void **state)
{
    HANDLE event = new_event(L"\\BaseNamedObjects\\e", 0);

    assert_nt_status(open_status(L"\\BaseNamedObjects\\e\\x"), STATUS_OBJECT_TYPE_MISMATCH);
    ZwClose(event);
}

static void
checks_the_type(void **state)
{
    HANDLE handle;

    assert_nt_status(open_status(L"\\Device"), STATUS_OBJECT_TYPE_MISMATCH);
    assert_nt_success(ZwOpenDirectoryObject(&handle, DIRECTORY_QUERY, named(L"\\Device", 0)));
    ZwClose(handle);
    assert_nt_success(ZwOpenDirectoryObject(&handle, DIRECTORY_QUERY, named(L"\\", 0)));
    ZwClose(handle);
}

static void
starts_at_a_directory_handle(void **state)
{
    HANDLE event = new_event(L"\\BaseNamedObjects\\e", 0), directory, handle;
    POBJECT_ATTRIBUTES attributes;

    assert_nt_success(
        ZwOpenDirectoryObject(&directory, DIRECTORY_TRAVERSE, named(L"\\BaseNamedObjects", 0)));
    attributes = named(L"e", 0);
    attributes->RootDirectory = directory;
    assert_nt_success(ZwOpenEvent(&handle, EVENT_ALL_ACCESS, attributes));
    ZwClose(handle);
    attributes = named(L"\\e", 0);
    attributes->RootDirectory = directory;
    assert_nt_status(ZwOpenEvent(&handle, EVENT_ALL_ACCESS, attributes),
                     STATUS_OBJECT_PATH_SYNTAX_BAD);
    ZwClose(directory);
    ZwClose(event);
}

static void
minds_the_case_unless_told_not_to(void **state)
{
    HANDLE event = new_event(L"\\BaseNamedObjects\\Case", 0), handle;
    POBJECT_ATTRIBUTES attributes = named(L"\\BaseNamedObjects\\cASE", 0);

    assert_nt_success(ZwOpenEvent(&handle, EVENT_ALL_ACCESS, attributes));
    ZwClose(handle);
    attributes->Attributes = 0;
    assert_nt_status(ZwOpenEvent(&handle, EVENT_ALL_ACCESS, attributes),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    ZwClose(event);
}

static void
refuses_attributes_that_are_none(void **state)
{
    POBJECT_ATTRIBUTES attributes = named(L"\\BaseNamedObjects\\e", 0);
    HANDLE handle;

    attributes->Length--;
    assert_nt_status(ZwOpenEvent(&handle, EVENT_ALL_ACCESS, attributes), STATUS_INVALID_PARAMETER);
    assert_nt_status(ZwOpenEvent(&handle, EVENT_ALL_ACCESS, NULL), STATUS_INVALID_PARAMETER);
}

static void
makes_directories(void **state)
{
    HANDLE directory, event;

    assert_nt_success(
        ZwCreateDirectoryObject(&directory, DIRECTORY_ALL_ACCESS, named(L"\\Device\\Own", 0)));
    event = new_event(L"\\Device\\Own\\e", 0);
    assert_nt_success(open_status(L"\\device\\own\\E"));
    ZwClose(event);
    assert_nt_status(open_status(L"\\Device\\Own\\e"), STATUS_OBJECT_NAME_NOT_FOUND);
    ZwClose(directory);
    assert_nt_status(open_status(L"\\Device\\Own\\e"), STATUS_OBJECT_PATH_NOT_FOUND);
}

SIM_TESTS(SIM_TEST(needs_a_separator_at_the_start), SIM_TEST(needs_something_between_separators),
          SIM_TEST(tells_a_missing_name_from_a_missing_path),
          SIM_TEST(goes_through_directories_only), SIM_TEST(checks_the_type),
          SIM_TEST(starts_at_a_directory_handle), SIM_TEST(minds_the_case_unless_told_not_to),
          SIM_TEST(refuses_attributes_that_are_none), SIM_TEST(makes_directories))
