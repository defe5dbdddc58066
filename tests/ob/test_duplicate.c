/*
 * ob/test_duplicate.c - handles are duplicated
 */
#include "ob_test.h"

static void
names_the_same_object(void **state)
{
    HANDLE handle = new_event(NULL, 0), copy = NULL;

    assert_nt_success(ZwDuplicateObject(NtCurrentProcess(), handle, NtCurrentProcess(), &copy, 0, 0,
                                        DUPLICATE_SAME_ACCESS));
    assert_ptr_not_equal(handle, copy);
    assert_int_equal(counts_of(copy).HandleCount, 2);
    assert_int_equal(counts_of(copy).GrantedAccess, EVENT_ALL_ACCESS);
    ZwClose(handle);
    assert_nt_success(ZwSetEvent(copy, NULL));
    ZwClose(copy);
}

static void
has_the_access_that_is_asked_for(void **state)
{
    HANDLE handle = new_event(NULL, 0), copy = NULL;

    assert_nt_success(ZwDuplicateObject(NtCurrentProcess(), handle, NtCurrentProcess(), &copy,
                                        SYNCHRONIZE, 0, 0));
    assert_int_equal(counts_of(copy).GrantedAccess, SYNCHRONIZE);
    ZwClose(copy);
    ZwClose(handle);
}

static void
may_replace_the_source(void **state)
{
    HANDLE handle = new_event(NULL, 0), copy = NULL;

    assert_nt_success(ZwDuplicateObject(NtCurrentProcess(), handle, NtCurrentProcess(), &copy, 0, 0,
                                        DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
    assert_int_equal(counts_of(copy).HandleCount, 1);
    assert_nt_status(NtSetEvent(handle, NULL), STATUS_INVALID_HANDLE);
    assert_nt_success(
        ZwDuplicateObject(NtCurrentProcess(), copy, NULL, NULL, 0, 0, DUPLICATE_CLOSE_SOURCE));
    assert_nt_status(NtSetEvent(copy, NULL), STATUS_INVALID_HANDLE);
}

static void
may_be_the_kernel_s(void **state)
{
    HANDLE handle = new_event(NULL, 0), copy = NULL;

    assert_nt_success(ZwDuplicateObject(NtCurrentProcess(), handle, NtCurrentProcess(), &copy, 0,
                                        OBJ_KERNEL_HANDLE, DUPLICATE_SAME_ACCESS));
    assert_true(ObIsKernelHandle(copy));
    ZwClose(copy);
    ZwClose(handle);
}

static struct {
    HANDLE Event, Process;
} Given;

static void
use_given_event(void *unused)
{
    sim_run_for(1000000); /* the handle comes into this process meanwhile */
    assert_nt_success(NtSetEvent(Given.Event, NULL));
}

static void
may_be_another_process_s(void **state)
{
    HANDLE handle = new_event(NULL, 0), process = sim_process(use_given_event, NULL);

    assert_nt_success(NtDuplicateObject(NtCurrentProcess(), handle, process, &Given.Event,
                                        EVENT_MODIFY_STATE, 0, 0));
    assert_nt_status(NtWaitForSingleObject(handle, FALSE, NULL), STATUS_SUCCESS);
    sim_join(process);
    ZwClose(handle);
}

static void
turns_a_pseudo_handle_into_a_real_one(void **state)
{
    HANDLE thread = NULL;
    PVOID object;

    assert_nt_success(NtDuplicateObject(NtCurrentProcess(), NtCurrentThread(), NtCurrentProcess(),
                                        &thread, 0, 0, DUPLICATE_SAME_ACCESS));
    object = object_of(thread);
    assert_ptr_equal(object, PsGetCurrentThread());
    ObDereferenceObject(object);
    NtClose(thread);
}

static void
that_is_protected_stays_open(void **state)
{
    HANDLE handle = new_event(NULL, 0), copy = NULL;

    assert_nt_success(NtDuplicateObject(NtCurrentProcess(), handle, NtCurrentProcess(), &copy, 0, 1,
                                        DUPLICATE_SAME_ACCESS)); /* 1: OBJ_PROTECT_CLOSE */
    assert_nt_status(NtClose(copy), STATUS_HANDLE_NOT_CLOSABLE);
    assert_bugcheck(INVALID_KERNEL_HANDLE, ZwClose(copy));
    assert_int_equal(sim_bugcheck_parameter(2), 0);
}

SIM_TESTS(SIM_TEST(names_the_same_object), SIM_TEST(has_the_access_that_is_asked_for),
          SIM_TEST(may_replace_the_source), SIM_TEST(may_be_the_kernel_s),
          SIM_TEST(may_be_another_process_s), SIM_TEST(turns_a_pseudo_handle_into_a_real_one),
          SIM_TEST(that_is_protected_stays_open))
