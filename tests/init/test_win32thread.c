/*
 * tests/init/test_win32thread.c - threads, processes and memory of user mode
 */
#include <sim/test.h>

static DWORD
return_its_parameter(LPVOID Parameter)
{
    return (DWORD)(ULONG_PTR)Parameter;
}

static DWORD
exit_with_its_parameter(LPVOID Parameter)
{
    ExitThread((DWORD)(ULONG_PTR)Parameter);
}

static DWORD
run(LPTHREAD_START_ROUTINE routine, DWORD parameter)
{
    HANDLE thread = CreateThread(NULL, 0, routine, (LPVOID)(ULONG_PTR)parameter, 0, NULL);
    DWORD code = 0;

    assert_non_null(thread);
    assert_int_equal(WaitForSingleObject(thread, INFINITE), WAIT_OBJECT_0);
    assert_true(GetExitCodeThread(thread, &code));
    assert_true(CloseHandle(thread));
    return code;
}

static void
ends_with_what_it_returns(void **state)
{
    assert_int_equal(run(return_its_parameter, 17), 17);
    assert_int_equal(run(exit_with_its_parameter, 18), 18);
}

static void
tells_that_a_thread_still_runs(void **state)
{
    DWORD code = 0;

    assert_true(GetExitCodeThread(GetCurrentThread(), &code));
    assert_int_equal(code, STILL_ACTIVE);
}

struct ids {
    DWORD thread, process;
};

static void
tell_ids(void *ids)
{
    *(struct ids *)ids = (struct ids){GetCurrentThreadId(), GetCurrentProcessId()};
}

static void
has_an_id_of_its_own(void **state)
{
    struct ids ids;

    sim_join(sim_thread(tell_ids, &ids));
    assert_int_not_equal(ids.thread, GetCurrentThreadId());
    assert_int_equal(ids.process, GetCurrentProcessId());
}

static void
set_errors(void *unused)
{
    assert_int_equal(GetLastError(), 0);
    SetLastError(5);
}

static void
has_a_last_error_of_its_own(void **state)
{
    SetLastError(7);
    sim_join(sim_thread(set_errors, NULL));
    SetLastError(GetLastError() + 1);
    assert_int_equal(GetLastError(), 8);
}

/* --- processes -------------------------------------------------------------------------------- */

static HANDLE shared;

static void
use_the_parents_handle(void *unused)
{
    assert_false(SetEvent(shared)); // a handle is a number of its own process
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
    Sleep(10);
}

static void
has_handles_of_its_own(void **state)
{
    HANDLE process;

    shared = CreateEventW(NULL, TRUE, FALSE, NULL);
    process = sim_process(use_the_parents_handle, NULL);
    assert_int_equal(WaitForSingleObject(process, INFINITE), WAIT_OBJECT_0);
    assert_true(CloseHandle(process));
    assert_int_equal(WaitForSingleObject(shared, 0), WAIT_TIMEOUT);
    assert_true(CloseHandle(shared));
}

static void
gives_a_second_handle_to_an_object(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL), copy;

    assert_true(DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &copy, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
    assert_true(CloseHandle(event));
    assert_true(SetEvent(copy));
    assert_true(CloseHandle(copy));
}

static void
sleep_for_ever(void *unused)
{
    Sleep(INFINITE);
}

static void
is_ended_with_its_process(void **state)
{
    sim_thread(sleep_for_ever, NULL);
    sim_run_until_idle();
}

/* --- memory ----------------------------------------------------------------------------------- */

static void
allocates_zeroed_pages(void **state)
{
    char *memory = VirtualAlloc(NULL, 5000, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);

    assert_non_null(memory);
    assert_int_equal((ULONG_PTR)memory % 4096, 0);
    assert_true((ULONG_PTR)memory < 0x7FFF0000);
    assert_int_equal(memory[8191], 0);
    memory[8191] = 1;
    assert_true(VirtualFree(memory, 0, MEM_RELEASE));
}

SIM_TESTS(SIM_TEST(ends_with_what_it_returns), SIM_TEST(tells_that_a_thread_still_runs),
          SIM_TEST(has_an_id_of_its_own), SIM_TEST(has_a_last_error_of_its_own),
          SIM_TEST(has_handles_of_its_own), SIM_TEST(gives_a_second_handle_to_an_object),
          SIM_TEST(is_ended_with_its_process), SIM_TEST(allocates_zeroed_pages))
