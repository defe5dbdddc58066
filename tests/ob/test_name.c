/*
 * ob/test_name.c - how long an object has its name
 */
#include "ob_test.h"

#define NAME L"\\BaseNamedObjects\\n"

static NTSTATUS
open_status(VOID)
{
    HANDLE handle;
    NTSTATUS status = ZwOpenEvent(&handle, EVENT_ALL_ACCESS, named(NAME, 0));

    if (NT_SUCCESS(status)) {
        ZwClose(handle);
    }
    return status;
}

static void
goes_with_the_last_handle(void **state)
{
    HANDLE handle = new_event(NAME, 0);
    PVOID event = object_of(handle);

    assert_nt_success(open_status());
    ZwClose(handle);
    assert_nt_status(open_status(), STATUS_OBJECT_NAME_NOT_FOUND);
    KeSetEvent(event, 0, FALSE); /* the object is there without it */
    ObDereferenceObject(event);
}

static void
of_a_permanent_object_stays(void **state)
{
    HANDLE handle = new_event(NAME, OBJ_PERMANENT);

    ZwClose(handle);
    assert_nt_success(ZwOpenEvent(&handle, DELETE, named(NAME, 0)));
    assert_nt_success(ZwMakeTemporaryObject(handle));
    assert_nt_success(open_status());
    ZwClose(handle);
    assert_nt_status(open_status(), STATUS_OBJECT_NAME_NOT_FOUND);
}

static void
is_one_object_s(void **state)
{
    HANDLE first = new_event(NAME, 0), second;

    assert_nt_status(
        ZwCreateEvent(&second, EVENT_ALL_ACCESS, named(NAME, 0), NotificationEvent, FALSE),
        STATUS_OBJECT_NAME_COLLISION);
    ZwClose(first);
}

static void
may_be_opened_if_it_exists(void **state)
{
    HANDLE first = new_event(NAME, 0), second;

    assert_nt_status(
        ZwCreateEvent(&second, EVENT_ALL_ACCESS, named(NAME, OBJ_OPENIF), NotificationEvent, TRUE),
        STATUS_OBJECT_NAME_EXISTS);
    assert_int_equal(counts_of(first).HandleCount, 2);
    ZwClose(second);
    assert_nt_status(
        ZwCreateDirectoryObject(&second, DIRECTORY_ALL_ACCESS, named(NAME, OBJ_OPENIF)),
        STATUS_OBJECT_TYPE_MISMATCH);
    ZwClose(first);
}

static void
is_permanent_for_the_privileged_only(void **state)
{
    HANDLE handle;

    assert_nt_status(NtCreateEvent(&handle, EVENT_ALL_ACCESS, named(NAME, OBJ_PERMANENT),
                                   NotificationEvent, FALSE),
                     STATUS_PRIVILEGE_NOT_HELD);
}

static void
counts_as_a_reference(void **state)
{
    HANDLE handle = new_event(NAME, 0), unnamed = new_event(NULL, 0);

    assert_int_equal(counts_of(unnamed).PointerCount, 1);
    assert_int_equal(counts_of(handle).PointerCount, 2);
    ZwClose(handle);
    ZwClose(unnamed);
}

static void
is_taken_from_a_permanent_object_by_its_pointer(void **state)
{
    HANDLE handle = new_event(NAME, OBJ_PERMANENT), again;
    PVOID object = object_of(handle);

    ObMakeTemporaryObject(object);
    assert_nt_success(ZwOpenEvent(&again, EVENT_ALL_ACCESS, named(NAME, 0)));
    ZwClose(again);
    ZwClose(handle); /* the last handle */
    assert_nt_status(ZwOpenEvent(&again, EVENT_ALL_ACCESS, named(NAME, 0)),
                     STATUS_OBJECT_NAME_NOT_FOUND);
    ObDereferenceObject(object);
}

SIM_TESTS(SIM_TEST(goes_with_the_last_handle), SIM_TEST(of_a_permanent_object_stays),
          SIM_TEST(is_one_object_s), SIM_TEST(may_be_opened_if_it_exists),
          SIM_TEST(is_permanent_for_the_privileged_only), SIM_TEST(counts_as_a_reference),
          SIM_TEST(is_taken_from_a_permanent_object_by_its_pointer))
