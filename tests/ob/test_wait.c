/*
 * ob/test_wait.c - waits by handle
 */
#include "ob_test.h"

static LARGE_INTEGER Now, Soon = {.QuadPart = -10000};

static void
need_the_right_to_synchronize(void **state)
{
    HANDLE handle;

    assert_nt_success(NtCreateEvent(&handle, EVENT_MODIFY_STATE, NULL, NotificationEvent, TRUE));
    assert_nt_status(NtWaitForSingleObject(handle, FALSE, &Now), STATUS_ACCESS_DENIED);
    assert_nt_status(ZwWaitForSingleObject(handle, FALSE, &Now), STATUS_SUCCESS); /* kernel mode */
    NtClose(handle);
}

static void
need_something_to_wait_for(void **state)
{
    HANDLE directory;

    assert_nt_success(ZwOpenDirectoryObject(&directory, MAXIMUM_ALLOWED, named(L"\\Device", 0)));
    assert_nt_status(NtWaitForSingleObject(directory, FALSE, &Now), STATUS_ACCESS_DENIED);
    assert_nt_status(ZwWaitForSingleObject(directory, FALSE, &Now), STATUS_OBJECT_TYPE_MISMATCH);
    ZwClose(directory);
    assert_nt_status(NtWaitForSingleObject(ULongToHandle(0x400), FALSE, &Now),
                     STATUS_INVALID_HANDLE);
}

static void
time_out(void **state)
{
    HANDLE handle = new_event(NULL, 0);
    uint64_t start = sim_time_ns();

    assert_nt_status(NtWaitForSingleObject(handle, FALSE, &Soon), STATUS_TIMEOUT);
    assert_true(sim_time_ns() - start >= 1000000);
    ZwClose(handle);
}

static void
close_later(void *handle)
{
    HANDLE *handles = handle;

    sim_run_for(1000000);
    NtClose(handles[0]);
    NtSetEvent(handles[1], NULL);
}

/* handles[0] and [1] are one event: the first is closed, the second signals. */
static void
outlive_their_handle(void **state)
{
    static HANDLE handles[2];
    HANDLE thread;

    handles[0] = new_event(NULL, 0);
    assert_nt_success(NtDuplicateObject(NtCurrentProcess(), handles[0], NtCurrentProcess(),
                                        &handles[1], 0, 0, DUPLICATE_SAME_ACCESS));
    thread = sim_thread(close_later, handles);
    assert_nt_status(NtWaitForSingleObject(handles[0], FALSE, NULL), STATUS_SUCCESS);
    sim_join(thread);
    NtClose(handles[1]);
}

static void
for_several_end_with_the_index(void **state)
{
    HANDLE handles[8];

    for (ULONG i = 0; i < 8; i++) {
        handles[i] = new_event(NULL, 0);
    }
    assert_nt_status(NtWaitForMultipleObjects(8, handles, WaitAny, FALSE, &Soon), STATUS_TIMEOUT);
    NtSetEvent(handles[5], NULL);
    assert_nt_status(NtWaitForMultipleObjects(8, handles, WaitAny, FALSE, NULL), STATUS_WAIT_0 + 5);
    assert_nt_status(NtWaitForMultipleObjects(8, handles, WaitAll, FALSE, &Now), STATUS_TIMEOUT);
    for (ULONG i = 0; i < 8; i++) {
        NtSetEvent(handles[i], NULL);
    }
    assert_nt_status(NtWaitForMultipleObjects(8, handles, WaitAll, FALSE, NULL), STATUS_WAIT_0);
    for (ULONG i = 0; i < 8; i++) {
        NtClose(handles[i]);
    }
}

static void
for_several_check_what_they_are_given(void **state)
{
    HANDLE handles[2] = {new_event(NULL, 0)};

    handles[1] = handles[0];
    assert_nt_status(NtWaitForMultipleObjects(0, handles, WaitAny, FALSE, &Now),
                     STATUS_INVALID_PARAMETER_1);
    assert_nt_status(NtWaitForMultipleObjects(65, handles, WaitAny, FALSE, &Now),
                     STATUS_INVALID_PARAMETER_1);
    assert_nt_status(NtWaitForMultipleObjects(2, handles, (WAIT_TYPE)5, FALSE, &Now),
                     STATUS_INVALID_PARAMETER_3);
    assert_nt_status(NtWaitForMultipleObjects(2, handles, WaitAll, FALSE, &Now),
                     STATUS_INVALID_PARAMETER_MIX);
    assert_nt_status(NtWaitForMultipleObjects(2, handles, WaitAny, FALSE, &Now), STATUS_TIMEOUT);
    handles[1] = ULongToHandle(0x400);
    assert_nt_status(NtWaitForMultipleObjects(2, handles, WaitAny, FALSE, &Now),
                     STATUS_INVALID_HANDLE);
    NtClose(handles[0]);
}

static void
for_a_thread_and_a_process(void **state)
{
    HANDLE thread;

    assert_nt_success(NtDuplicateObject(NtCurrentProcess(), NtCurrentThread(), NtCurrentProcess(),
                                        &thread, SYNCHRONIZE, 0, 0));
    assert_nt_status(NtWaitForSingleObject(thread, FALSE, &Now), STATUS_TIMEOUT);
    NtClose(thread);
    assert_nt_status(NtWaitForSingleObject(NtCurrentProcess(), FALSE, &Now), STATUS_TIMEOUT);
}

SIM_TESTS(SIM_TEST(need_the_right_to_synchronize), SIM_TEST(need_something_to_wait_for),
          SIM_TEST(time_out), SIM_TEST(outlive_their_handle),
          SIM_TEST(for_several_end_with_the_index), SIM_TEST(for_several_check_what_they_are_given),
          SIM_TEST(for_a_thread_and_a_process))
