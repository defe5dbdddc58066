/*
 * ob/test_event.c - events by handle
 */
#include "ob_test.h"

static void
are_what_a_driver_gets_as_a_kevent(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PKEVENT event;
    LONG before = 7;

    assert_nt_success(ObReferenceObjectByHandle(handle, EVENT_MODIFY_STATE, *ExEventObjectType,
                                                KernelMode, (PVOID *)&event, NULL));
    assert_int_equal(KeReadStateEvent(event), 0);
    assert_nt_success(ZwSetEvent(handle, &before));
    assert_int_equal(before, 0);
    assert_int_equal(KeReadStateEvent(event), 1);
    assert_nt_success(NtResetEvent(handle, &before));
    assert_int_equal(before, 1);
    assert_int_equal(KeReadStateEvent(event), 0);
    ObDereferenceObject(event);
    ZwClose(handle);
}

static void
reset_themselves_if_they_synchronize(void **state)
{
    LARGE_INTEGER now = {.QuadPart = 0};
    HANDLE handle;

    assert_nt_success(NtCreateEvent(&handle, EVENT_ALL_ACCESS, NULL, SynchronizationEvent, TRUE));
    assert_nt_status(NtWaitForSingleObject(handle, FALSE, &now), STATUS_SUCCESS);
    assert_nt_status(NtWaitForSingleObject(handle, FALSE, &now), STATUS_TIMEOUT);
    NtClose(handle);
}

static void
are_of_one_of_two_types(void **state)
{
    HANDLE handle;

    assert_nt_status(ZwCreateEvent(&handle, EVENT_ALL_ACCESS, NULL, (EVENT_TYPE)2, TRUE),
                     STATUS_INVALID_PARAMETER_4);
}

static void
are_shared_by_name(void **state)
{
    HANDLE first = new_event(L"\\BaseNamedObjects\\s", 0), second;

    assert_nt_success(NtOpenEvent(&second, SYNCHRONIZE, named(L"\\BaseNamedObjects\\S", 0)));
    assert_nt_status(NtSetEvent(second, NULL), STATUS_ACCESS_DENIED);
    assert_nt_success(NtSetEvent(first, NULL));
    assert_nt_status(NtWaitForSingleObject(second, FALSE, NULL), STATUS_SUCCESS);
    NtClose(second);
    NtClose(first);
}

static void
go_only_where_user_mode_may_write(void **state)
{
    assert_nt_status(NtCreateEvent((PHANDLE)8, EVENT_ALL_ACCESS, NULL, NotificationEvent, TRUE),
                     STATUS_ACCESS_VIOLATION);
    assert_nt_status(NtCreateEvent((PHANDLE)PsGetCurrentThread(), EVENT_ALL_ACCESS, NULL,
                                   NotificationEvent, TRUE),
                     STATUS_ACCESS_VIOLATION);
    assert_nt_status(NtCreateEvent((PHANDLE)1, EVENT_ALL_ACCESS, NULL, NotificationEvent, TRUE),
                     STATUS_DATATYPE_MISALIGNMENT);
}

SIM_TESTS(SIM_TEST(are_what_a_driver_gets_as_a_kevent),
          SIM_TEST(reset_themselves_if_they_synchronize), SIM_TEST(are_of_one_of_two_types),
          SIM_TEST(are_shared_by_name), SIM_TEST(go_only_where_user_mode_may_write))
