/*
 * tests/init/test_win32wait.c - events, waiting, sleeping as Win32 documents them
 */
#include <sim/test.h>

static void
keeps_a_manual_event_set(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);

    assert_int_equal(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
    assert_true(SetEvent(event));
    assert_int_equal(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
    assert_int_equal(WaitForSingleObject(event, INFINITE), WAIT_OBJECT_0);
    assert_true(ResetEvent(event));
    assert_int_equal(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
    assert_true(CloseHandle(event));
}

static void
resets_an_auto_event_by_waiting(void **state)
{
    HANDLE event = CreateEventW(NULL, FALSE, TRUE, NULL);

    assert_int_equal(WaitForSingleObject(event, 0), WAIT_OBJECT_0);
    assert_int_equal(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
    assert_true(CloseHandle(event));
}

static void
finds_a_named_event_again(void **state)
{
    HANDLE first = CreateEventW(NULL, TRUE, FALSE, L"Door"), second;

    assert_int_equal(GetLastError(), ERROR_SUCCESS);
    second = CreateEventW(NULL, TRUE, FALSE, L"Door");
    assert_int_equal(GetLastError(), ERROR_ALREADY_EXISTS);
    assert_true(SetEvent(first));
    assert_int_equal(WaitForSingleObject(second, 0), WAIT_OBJECT_0);
    assert_true(CloseHandle(first));
    assert_true(CloseHandle(second));
}

static void
waits_as_long_as_it_says(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);
    uint64_t start = sim_time_ns();

    assert_int_equal(WaitForSingleObject(event, 100), WAIT_TIMEOUT);
    assert_in_range(sim_time_ns() - start, 84000000, 120000000); // ticks are 15.625 ms apart
    assert_true(CloseHandle(event));
}

static void
sleeps_as_long_as_it_says(void **state)
{
    uint64_t start = sim_time_ns();

    Sleep(1000);
    assert_in_range(sim_time_ns() - start, 984000000, 1020000000);
}

static void
set_after_for_ever(void *event)
{
    Sleep(INFINITE);
    SetEvent(event);
}

static void
sleeps_for_ever(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, FALSE, NULL);

    sim_thread(set_after_for_ever, event);
    assert_int_equal(WaitForSingleObject(event, 1800000), WAIT_TIMEOUT);
    assert_true(CloseHandle(event));
}

static void
waits_for_any_of_several(void **state)
{
    HANDLE events[3];

    for (int i = 0; i < 3; i++) {
        events[i] = CreateEventW(NULL, FALSE, FALSE, NULL);
    }
    assert_int_equal(WaitForMultipleObjects(3, events, FALSE, 0), WAIT_TIMEOUT);
    assert_true(SetEvent(events[2]));
    assert_true(SetEvent(events[1]));
    assert_int_equal(WaitForMultipleObjects(3, events, FALSE, INFINITE), WAIT_OBJECT_0 + 1);
    assert_int_equal(WaitForMultipleObjects(3, events, FALSE, INFINITE), WAIT_OBJECT_0 + 2);
    for (int i = 0; i < 3; i++) {
        assert_true(CloseHandle(events[i]));
    }
}

static void
set_in_turn(void *events)
{
    for (int i = 0; i < 40; i++) {
        Sleep(1);
        SetEvent(((HANDLE *)events)[i]);
    }
}

static void
waits_for_all_of_many(void **state)
{
    HANDLE events[40], thread;

    for (int i = 0; i < 40; i++) {
        events[i] = CreateEventW(NULL, TRUE, FALSE, NULL);
    }
    thread = sim_thread(set_in_turn, events);
    assert_int_equal(WaitForMultipleObjects(40, events, TRUE, INFINITE), WAIT_OBJECT_0);
    sim_join(thread);
    for (int i = 0; i < 40; i++) {
        assert_true(CloseHandle(events[i]));
    }
}

static void
refuses_what_it_cannot_wait_for(void **state)
{
    HANDLE event = CreateEventW(NULL, TRUE, TRUE, NULL), both[2] = {event, NULL};

    assert_int_equal(WaitForSingleObject((HANDLE)(ULONG_PTR)0x1234, 0), WAIT_FAILED);
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
    assert_int_equal(WaitForMultipleObjects(2, both, FALSE, 0), WAIT_FAILED);
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
    assert_int_equal(WaitForMultipleObjects(0, both, FALSE, 0), WAIT_FAILED);
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_true(CloseHandle(event));
    assert_false(CloseHandle(event));
    assert_int_equal(GetLastError(), ERROR_INVALID_HANDLE);
}

SIM_TESTS(SIM_TEST(keeps_a_manual_event_set), SIM_TEST(resets_an_auto_event_by_waiting),
          SIM_TEST(finds_a_named_event_again), SIM_TEST(waits_as_long_as_it_says),
          SIM_TEST(sleeps_as_long_as_it_says), SIM_TEST(sleeps_for_ever),
          SIM_TEST(waits_for_any_of_several), SIM_TEST(waits_for_all_of_many, .cpus = 1),
          SIM_TEST(waits_for_all_of_many, .cpus = 4), SIM_TEST(refuses_what_it_cannot_wait_for))
