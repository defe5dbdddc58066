/*
 * samples/edu/test_cancel.c - cancelling what waits, what the card works on, what is done
 */
#include "test.h"

static void
cancels_a_request_that_waits(void **state)
{
    HANDLE file = open_card();
    struct request first, second;

    slow_card(100000);
    start_factorial(&first, file, 5);
    start_factorial(&second, file, 6);
    assert_true(CancelIoEx(file, &second.overlapped));
    assert_int_equal(finish(&second), STATUS_CANCELLED);
    assert_int_equal(finish(&first), STATUS_SUCCESS);
    assert_int_equal(first.value, 120);
    assert_true(CloseHandle(file));
}

static void
cancels_a_request_that_the_card_works_on(void **state)
{
    HANDLE file = open_card();
    struct request first, second;

    slow_card(1000000);
    start_factorial(&first, file, 5);
    start_factorial(&second, file, 6);
    assert_true(CancelIoEx(file, &first.overlapped));
    assert_int_equal(finish(&first), STATUS_CANCELLED);
    assert_true(sim_time_ns() < 1000000); // that is, at once
    assert_int_equal(finish(&second), STATUS_SUCCESS);
    assert_int_equal(second.value, 720);
    assert_true(CloseHandle(file));
}

static void
finds_nothing_to_cancel_when_a_request_is_done(void **state)
{
    HANDLE file = open_card();
    struct request r;

    start_factorial(&r, file, 5);
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_false(CancelIoEx(file, &r.overlapped));
    assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    assert_true(CloseHandle(file));
}

/* Whoever comes first, the request ends once, and the card goes on. */
static void
cancels_at_any_moment(void **state)
{
    HANDLE file = open_card();
    struct request r;

    for (uint64_t delay = 0; delay < 4000; delay += 100) {
        NTSTATUS status;

        start_factorial(&r, file, 5);
        sim_run_for(delay);
        CancelIoEx(file, &r.overlapped);
        status = finish(&r);
        assert_true(status == STATUS_CANCELLED || (status == STATUS_SUCCESS && r.value == 120));
    }
    assert_true(CloseHandle(file));
}

struct canceller {
    HANDLE file;
    struct request *request;
};

static void
cancel_it(void *argument)
{
    struct canceller *c = argument;

    CancelIoEx(c->file, &c->request->overlapped);
}

static void
cancels_from_another_thread(void **state)
{
    HANDLE file = open_card();
    struct request r;
    struct canceller c = {file, &r};

    for (int i = 0; i < 5; i++) {
        HANDLE thread;
        NTSTATUS status;

        start_factorial(&r, file, 5);
        thread = sim_thread(cancel_it, &c);
        status = finish(&r);
        assert_true(status == STATUS_CANCELLED || status == STATUS_SUCCESS);
        sim_join(thread);
    }
    assert_true(CloseHandle(file));
}

/* --- without CancelIoEx ----------------------------------------------------------------------- */

static void
cancels_all_requests_of_the_thread(void **state)
{
    HANDLE file = open_card();
    struct request r[4];

    slow_card(1000000);
    for (int i = 0; i < 4; i++) {
        start_factorial(&r[i], file, 5);
    }
    assert_true(CancelIo(file));
    for (int i = 0; i < 4; i++) {
        assert_int_equal(finish(&r[i]), STATUS_CANCELLED);
    }
    assert_true(CloseHandle(file));
}

static void
cancels_what_waits_when_the_handle_is_closed(void **state)
{
    HANDLE file = open_card();
    struct request first, second;

    slow_card(100000);
    start_factorial(&first, file, 5);
    start_factorial(&second, file, 6);
    assert_true(CloseHandle(file));
    assert_int_equal(finish(&second), STATUS_CANCELLED);
    assert_int_equal(finish(&first), STATUS_SUCCESS);
}

static void
start_and_end(void *request)
{
    struct request *r = request;

    start_factorial(r, r->file, 5);
}

static void
cancels_the_requests_of_a_thread_that_ends(void **state)
{
    HANDLE file = open_card();
    struct request r = {.file = file};

    slow_card(1000000);
    sim_join(sim_thread(start_and_end, &r));
    assert_int_equal(finish(&r), STATUS_CANCELLED);
    assert_true(CloseHandle(file));
}

static void
wait_for_ever(void *request)
{
    struct request *r = request;

    assert_false(control(r->file, IOCTL_EDU_FACTORIAL, 5, &r->value));
    assert_int_equal(GetLastError(), ERROR_OPERATION_ABORTED);
}

static void
cancels_a_thread_that_waits(void **state)
{
    HANDLE file = CreateFileW(L"\\\\.\\Edu0", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    struct request r = {.file = file};
    HANDLE thread;

    sim_device_lie(sim_device("edu", 0), SIM_LIE_NO_INTERRUPTS, 1);
    thread = sim_thread(wait_for_ever, &r);
    sim_run_until_idle();
    assert_true(CancelSynchronousIo(thread));
    sim_join(thread);
    assert_true(CloseHandle(file));
}

SIM_TESTS(SIM_TEST(cancels_a_request_that_waits, EDU),
          SIM_TEST(cancels_a_request_that_waits, EDU, .cpus = 4),
          SIM_TEST(cancels_a_request_that_the_card_works_on, EDU),
          SIM_TEST(cancels_a_request_that_the_card_works_on, EDU, .cpus = 8, .msi = true),
          SIM_TEST(finds_nothing_to_cancel_when_a_request_is_done, EDU),
          SIM_TEST(cancels_at_any_moment, EDU, .cpus = 1),
          SIM_TEST(cancels_at_any_moment, EDU, .cpus = 2),
          SIM_TEST(cancels_at_any_moment, EDU, .cpus = 4, HUNDRED_SEEDS),
          SIM_TEST(cancels_from_another_thread, EDU, .cpus = 8),
          SIM_TEST(cancels_from_another_thread, EDU, .cpus = 4, HUNDRED_SEEDS),
          SIM_TEST(cancels_all_requests_of_the_thread, EDU),
          SIM_TEST(cancels_what_waits_when_the_handle_is_closed, EDU),
          SIM_TEST(cancels_the_requests_of_a_thread_that_ends, EDU),
          SIM_TEST(cancels_a_thread_that_waits, EDU),
          SIM_TEST(cancels_at_any_moment, EDU, .cpus = 3, SCHEDULES))
