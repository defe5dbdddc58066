/*
 * ob/test_query.c - names, counts and types of objects
 */
#include "ob_test.h"

struct name {
    OBJECT_NAME_INFORMATION information;
    WCHAR text[64];
};

static void
assert_name(PVOID object, PCWSTR expected)
{
    UNICODE_STRING string;
    struct name name;
    ULONG needed = 0;

    RtlInitUnicodeString(&string, expected);
    assert_nt_success(ObQueryNameString(object, &name.information, sizeof name, &needed));
    assert_true(RtlEqualUnicodeString(&name.information.Name, &string, FALSE));
    assert_int_equal(name.information.Name.MaximumLength, string.Length + sizeof(WCHAR));
    assert_int_equal(needed, sizeof name.information + string.MaximumLength);
}

static void
a_name_is_the_whole_path(void **state)
{
    HANDLE handle = new_event(L"\\basenamedobjects\\Abc", 0);
    PVOID event = object_of(handle);

    assert_name(event, L"\\BaseNamedObjects\\Abc");
    ZwClose(handle);
    ObDereferenceObject(event);
    assert_nt_success(ZwOpenDirectoryObject(&handle, DIRECTORY_QUERY, named(L"\\", 0)));
    event = object_of(handle);
    assert_name(event, L"\\");
    ObDereferenceObject(event);
    ZwClose(handle);
}

static void
a_name_needs_room(void **state)
{
    HANDLE handle = new_event(L"\\BaseNamedObjects\\Abc", 0);
    PVOID event = object_of(handle);
    struct name name;
    ULONG needed = 0;

    assert_nt_status(ObQueryNameString(event, NULL, 0, &needed), STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_status(ObQueryNameString(event, &name.information, needed - 1, &needed),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_success(ObQueryNameString(event, &name.information, needed, &needed));
    ObDereferenceObject(event);
    ZwClose(handle);
}

static void
no_name_is_an_empty_one(void **state)
{
    struct name name;
    ULONG needed;

    assert_nt_success(
        ObQueryNameString(PsGetCurrentThread(), &name.information, sizeof name, &needed));
    assert_null(name.information.Name.Buffer);
    assert_int_equal(name.information.Name.Length, 0);
    assert_int_equal(name.information.Name.MaximumLength, 0);
}

static void
counts_leave_out_the_query_itself(void **state)
{
    HANDLE handle = new_event(NULL, 0);

    assert_int_equal(counts_of(handle).HandleCount, 1);
    assert_int_equal(counts_of(handle).PointerCount, 1);
    ZwClose(handle);
}

static void
a_type_has_a_name(void **state)
{
    struct {
        PUBLIC_OBJECT_TYPE_INFORMATION information;
        WCHAR text[32];
    } type;
    UNICODE_STRING event;
    HANDLE handle = new_event(NULL, 0);
    ULONG needed = 0;

    RtlInitUnicodeString(&event, L"Event");
    assert_nt_success(ZwQueryObject(handle, ObjectTypeInformation, &type, sizeof type, &needed));
    assert_true(RtlEqualUnicodeString(&type.information.TypeName, &event, FALSE));
    assert_nt_status(ZwQueryObject(handle, ObjectTypeInformation, &type, needed - 1, &needed),
                     STATUS_INFO_LENGTH_MISMATCH);
    assert_nt_status(ZwQueryObject(handle, (OBJECT_INFORMATION_CLASS)99, &type, sizeof type, NULL),
                     STATUS_INVALID_INFO_CLASS);
    ZwClose(handle);
}

SIM_TESTS(SIM_TEST(a_name_is_the_whole_path), SIM_TEST(a_name_needs_room),
          SIM_TEST(no_name_is_an_empty_one), SIM_TEST(counts_leave_out_the_query_itself),
          SIM_TEST(a_type_has_a_name))
