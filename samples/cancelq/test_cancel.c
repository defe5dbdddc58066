/*
 * samples/cancelq/test_cancel.c - the ways in which a request ends before it is served
 *
 * Shows: CancelIoEx, CancelIo, closing the handle, the end of a thread, and cancelling at the very
 * moment at which the request is served. Each test also unloads the driver, with its thread asleep
 * or polling; what it then left behind would fail the test.
 */
#include "test.h"

static void
cancels_one_of_several(void **state)
{
    HANDLE meter = open_meter();
    struct reading r[3];

    for (int i = 0; i < 3; i++) {
        start_read(&r[i], meter);
    }
    assert_true(CancelIoEx(meter, &r[1].overlapped));
    assert_int_equal(finish(&r[1]), STATUS_CANCELLED);
    assert_int_equal(finish(&r[0]), STATUS_SUCCESS);
    assert_int_equal(finish(&r[2]), STATUS_SUCCESS);
    assert_int_equal(r[0].value, 0);
    assert_int_equal(r[2].value, 1); // nothing was read for the one that was cancelled
    assert_true(CloseHandle(meter));
}

static void
cancels_what_this_thread_asked_for(void **state)
{
    HANDLE meter = open_meter();
    struct reading r[3];

    for (int i = 0; i < 3; i++) {
        start_read(&r[i], meter);
    }
    assert_true(CancelIo(meter));
    for (int i = 0; i < 3; i++) {
        assert_int_equal(finish(&r[i]), STATUS_CANCELLED);
    }
    assert_true(CloseHandle(meter));
}

/* IRP_MJ_CLEANUP ends what waits, of this file only. */
static void
cancels_when_the_handle_is_closed(void **state)
{
    HANDLE closed = open_meter(), open = open_meter();
    struct reading mine[2], other;

    start_read(&mine[0], closed);
    start_read(&other, open);
    start_read(&mine[1], closed);
    assert_true(CloseHandle(closed));
    for (int i = 0; i < 2; i++) {
        assert_int_equal(finish(&mine[i]), STATUS_CANCELLED);
    }
    assert_int_equal(finish(&other), STATUS_SUCCESS);
    assert_int_equal(other.value, 0);
    assert_true(CloseHandle(open));
}

/* As long as there is another handle of the file, it is not cleaned up. */
static void
serves_as_long_as_any_handle_is_open(void **state)
{
    HANDLE first = open_meter(), second;
    struct reading r;

    assert_true(DuplicateHandle(GetCurrentProcess(), first, GetCurrentProcess(), &second, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
    start_read(&r, first);
    assert_true(CloseHandle(first));
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_true(CloseHandle(second));
}

static void
ask_and_leave(void *meter)
{
    static struct reading r;

    start_read(&r, *(HANDLE *)meter);
    CloseHandle(r.overlapped.hEvent);
}

/* Windows cancels the requests of a thread that ends. */
static void
cancels_when_the_thread_ends(void **state)
{
    HANDLE meter = open_meter();
    struct reading r;

    sim_join(sim_thread(ask_and_leave, &meter));
    start_read(&r, meter);
    assert_int_equal(finish(&r), STATUS_SUCCESS);
    assert_int_equal(r.value, 0); // the other thread's request did not wait any more
    assert_true(CloseHandle(meter));
}

/* Just before, just after, at the same time: it ends once, and the next reading is not lost. */
static void
cancels_while_the_thread_serves(void **state)
{
    HANDLE meter = open_meter();
    ULONG expected = 0;

    for (int i = 0; i < 5; i++) {
        struct reading r;
        NTSTATUS status;

        start_read(&r, meter);
        sim_run_for(100000000 + 1000 * (uint64_t)sim_choose(16000));
        CancelIoEx(meter, &r.overlapped);
        status = finish(&r);
        assert_true(status == STATUS_CANCELLED || status == STATUS_SUCCESS);
        if (status == STATUS_SUCCESS) {
            assert_int_equal(r.value, expected);
            expected++;
        }
    }
    assert_true(CloseHandle(meter));
}

SIM_TESTS(SIM_TEST(cancels_one_of_several, METER),
          SIM_TEST(cancels_one_of_several, METER, .cpus = 4, SEEDS),
          SIM_TEST(cancels_what_this_thread_asked_for, METER),
          SIM_TEST(cancels_when_the_handle_is_closed, METER, .cpus = 1, SEEDS),
          SIM_TEST(cancels_when_the_handle_is_closed, METER, .cpus = 2, SEEDS),
          SIM_TEST(serves_as_long_as_any_handle_is_open, METER),
          SIM_TEST(cancels_when_the_thread_ends, METER, .cpus = 2, SEEDS),
          SIM_TEST(cancels_while_the_thread_serves, METER, .cpus = 1, SEEDS),
          SIM_TEST(cancels_while_the_thread_serves, METER, .cpus = 2, SEEDS),
          SIM_TEST(cancels_while_the_thread_serves, METER, .cpus = 4, SEEDS),
          SIM_TEST(cancels_while_the_thread_serves, METER, .cpus = 3, SCHEDULES))
