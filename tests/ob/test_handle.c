/*
 * ob/test_handle.c - values of handles, who may use them, how they are closed
 */
#include "ob_test.h"

static void
are_multiples_of_four(void **state)
{
    HANDLE first = new_event(NULL, 0), second = new_event(NULL, 0);

    assert_ptr_equal(first, ULongToHandle(4));
    assert_ptr_equal(second, ULongToHandle(8));
    ZwClose(first);
    ZwClose(second);
}

static void
ignore_their_two_lowest_bits(void **state)
{
    assert_nt_success(ZwClose((HANDLE)((ULONG_PTR)new_event(NULL, 0) | 3)));
}

static void
are_not_used_again_at_once(void **state)
{
    HANDLE first = new_event(NULL, 0), second;

    ZwClose(first);
    second = new_event(NULL, 0);
    assert_ptr_not_equal(first, second);
    ZwClose(second);
}

static void
come_in_any_number(void **state)
{
    HANDLE handles[200];

    for (ULONG i = 0; i < 200; i++) {
        handles[i] = new_event(NULL, 0);
    }
    for (ULONG i = 0; i < 200; i++) {
        assert_nt_success(ZwClose(handles[i]));
    }
}

static void
of_the_kernel_are_valid_in_kernel_mode_only(void **state)
{
    HANDLE handle = new_event(L"\\BaseNamedObjects\\K", OBJ_KERNEL_HANDLE);

    assert_true(ObIsKernelHandle(handle));
    assert_nt_status(NtSetEvent(handle, NULL), STATUS_INVALID_HANDLE); /* the test is user mode */
    assert_nt_success(ZwSetEvent(handle, NULL));
    assert_nt_status(NtClose(handle), STATUS_INVALID_HANDLE);
    assert_nt_success(ZwClose(handle));
}

static void
of_the_kernel_are_not_for_user_mode_to_ask(void **state)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE handle;

    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    assert_nt_success(
        NtCreateEvent(&handle, EVENT_ALL_ACCESS, &attributes, NotificationEvent, FALSE));
    assert_false(ObIsKernelHandle(handle));
    assert_nt_success(NtClose(handle));
}

static HANDLE Shared;

static void
other_process(void *unused)
{
    assert_nt_status(NtSetEvent(Shared, NULL), STATUS_INVALID_HANDLE);
}

static void
belong_to_one_process(void **state)
{
    Shared = new_event(NULL, 0);
    sim_join(sim_process(other_process, NULL));
    ZwClose(Shared);
}

static void
grant_what_was_asked_for(void **state)
{
    OBJECT_HANDLE_INFORMATION information;
    HANDLE handle;
    PVOID event;

    assert_nt_success(NtCreateEvent(&handle, GENERIC_READ, NULL, NotificationEvent, FALSE));
    assert_nt_success(ObReferenceObjectByHandle(handle, EVENT_QUERY_STATE, *ExEventObjectType,
                                                UserMode, &event, &information));
    assert_int_equal(information.GrantedAccess, READ_CONTROL | EVENT_QUERY_STATE);
    ObDereferenceObject(event);
    assert_nt_status(ObReferenceObjectByHandle(handle, EVENT_MODIFY_STATE, *ExEventObjectType,
                                               UserMode, &event, NULL),
                     STATUS_ACCESS_DENIED);
    assert_nt_success(ObReferenceObjectByHandle(handle, EVENT_MODIFY_STATE, *ExEventObjectType,
                                                KernelMode, &event, NULL));
    ObDereferenceObject(event);
    assert_nt_status(NtSetEvent(handle, NULL), STATUS_ACCESS_DENIED);
    NtClose(handle);
}

static void
grant_everything_as_the_maximum(void **state)
{
    HANDLE handle;

    assert_nt_success(NtCreateEvent(&handle, MAXIMUM_ALLOWED, NULL, NotificationEvent, FALSE));
    assert_int_equal(counts_of(handle).GrantedAccess, EVENT_ALL_ACCESS);
    NtClose(handle);
}

static void
know_the_type_of_their_object(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    PVOID object;

    assert_nt_status(ObReferenceObjectByHandle(handle, 0, *PsThreadType, KernelMode, &object, NULL),
                     STATUS_OBJECT_TYPE_MISMATCH);
    ZwClose(handle);
    assert_nt_status(ObReferenceObjectByHandle(handle, 0, NULL, KernelMode, &object, NULL),
                     STATUS_INVALID_HANDLE);
}

static void
stand_for_the_current_process_and_thread(void **state)
{
    PVOID object;

    assert_nt_success(
        ObReferenceObjectByHandle(NtCurrentProcess(), 0, *PsProcessType, UserMode, &object, NULL));
    assert_ptr_equal(object, PsGetCurrentProcess());
    ObDereferenceObject(object);
    assert_nt_success(
        ObReferenceObjectByHandle(NtCurrentThread(), 0, *PsThreadType, UserMode, &object, NULL));
    assert_ptr_equal(object, PsGetCurrentThread());
    ObDereferenceObject(object);
    assert_nt_success(NtClose(NtCurrentProcess()));
}

static void
that_are_invalid_cannot_be_closed_by_user_mode(void **state)
{
    assert_nt_status(NtClose(ULongToHandle(0x1234)), STATUS_INVALID_HANDLE);
    assert_nt_status(NtClose(NULL), STATUS_INVALID_HANDLE);
    assert_nt_status(ZwClose(NULL), STATUS_INVALID_HANDLE);
}

static void
that_are_invalid_stop_kernel_mode(void **state)
{
    assert_bugcheck(INVALID_KERNEL_HANDLE, ZwClose(ULongToHandle(0x1234)));
    assert_int_equal(sim_bugcheck_parameter(1), 0x1234);
    assert_int_equal(sim_bugcheck_parameter(2), 1);
}

static void
are_closed_when_their_process_ends(void **state)
{
    new_event(NULL, 0); /* the search for leaks finds nothing */
}

static void
are_closed_by_a_driver_for_either_mode(void **state)
{
    HANDLE kernel = new_event(NULL, OBJ_KERNEL_HANDLE), mine;
    PVOID object = object_of(kernel);

    assert_nt_success(ObOpenObjectByPointer(object, 0, NULL, EVENT_ALL_ACCESS, *ExEventObjectType,
                                            KernelMode, &mine));
    assert_nt_success(ObCloseHandle(mine, UserMode));
    assert_nt_status(ObCloseHandle(mine, UserMode), STATUS_INVALID_HANDLE);
    assert_nt_success(ObCloseHandle(kernel, KernelMode));
    ObDereferenceObject(object);
}

SIM_TESTS(SIM_TEST(are_multiples_of_four), SIM_TEST(ignore_their_two_lowest_bits),
          SIM_TEST(are_not_used_again_at_once), SIM_TEST(come_in_any_number),
          SIM_TEST(of_the_kernel_are_valid_in_kernel_mode_only),
          SIM_TEST(of_the_kernel_are_not_for_user_mode_to_ask), SIM_TEST(belong_to_one_process),
          SIM_TEST(grant_what_was_asked_for), SIM_TEST(grant_everything_as_the_maximum),
          SIM_TEST(know_the_type_of_their_object),
          SIM_TEST(stand_for_the_current_process_and_thread),
          SIM_TEST(that_are_invalid_cannot_be_closed_by_user_mode),
          SIM_TEST(that_are_invalid_stop_kernel_mode), SIM_TEST(are_closed_when_their_process_ends),
          SIM_TEST(are_closed_by_a_driver_for_either_mode))
