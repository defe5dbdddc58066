/*
 * samples/mirror/test_cancel.c - cancelling a request that has become two
 *
 * Shows: cancellation that goes through three drivers, and at the moment at which one of the two
 * requests below is done.
 */
#include "test.h"

static void
cancels_both_halves(void **state)
{
    HANDLE mirror = open_mirror();
    struct transfer t;

    order(0, FAULTY_HOLD);
    order(1, FAULTY_HOLD);
    start_write(&t, mirror, 0, 1);
    assert_true(CancelIoEx(mirror, &t.overlapped));
    assert_int_equal(finish(&t), STATUS_CANCELLED);
    assert_int_equal(t.overlapped.InternalHigh, 0);
    order(0, FAULTY_PASS);
    order(1, FAULTY_PASS);
    assert_int_equal(on_half(0, 0), 0);
    assert_int_equal(on_half(1, 0), 0);
    assert_int_equal(given_up(mirror), 0);
    assert_true(CloseHandle(mirror));
}

/* It was too late: the write is done, and the half that does not have it is given up. */
static void
cancels_what_is_left_of_a_write(void **state)
{
    HANDLE mirror = open_mirror();
    struct transfer t;

    order(1, FAULTY_HOLD);
    start_write(&t, mirror, 0, 1);
    assert_true(CancelIoEx(mirror, &t.overlapped));
    assert_int_equal(finish(&t), STATUS_FT_WRITE_RECOVERY);
    assert_int_equal(given_up(mirror), 2);
    order(1, FAULTY_PASS);
    assert_int_equal(on_half(0, 0), 1);
    assert_int_equal(on_half(1, 0), 0);
    assert_true(CloseHandle(mirror));
}

static void
cancels_a_read(void **state)
{
    HANDLE mirror = open_mirror();
    struct transfer t;

    order(0, FAULTY_HOLD);
    start_read(&t, mirror, 0);
    assert_true(CancelIoEx(mirror, &t.overlapped));
    assert_int_equal(finish(&t), STATUS_CANCELLED); // the other half is not asked any more
    assert_true(CloseHandle(mirror));
}

/* --- at any moment ---------------------------------------------------------------------------- */

static void
let_both_pass(void *unused)
{
    order(0, FAULTY_PASS);
    order(1, FAULTY_PASS);
}

/* The halves are equal afterwards, or one has been given up. */
static void
cancels_while_the_halves_are_written(void **state)
{
    HANDLE mirror = open_mirror(), thread;
    struct transfer t;
    NTSTATUS status;

    order(0, FAULTY_HOLD);
    order(1, FAULTY_HOLD);
    start_write(&t, mirror, 0, 1);
    thread = sim_thread(let_both_pass, NULL);
    sim_run_for(1000 * (uint64_t)sim_choose(100));
    CancelIoEx(mirror, &t.overlapped);
    status = finish(&t);
    sim_join(thread);
    if (given_up(mirror) == 0) {
        assert_int_equal(on_half(0, 0), on_half(1, 0));
        assert_int_equal(on_half(0, 0), NT_SUCCESS(status) ? 1 : 0);
    } else {
        assert_int_equal(status, STATUS_FT_WRITE_RECOVERY);
        assert_int_equal(on_half(given_up(mirror) == 1 ? 1 : 0, 0), 1);
    }
    assert_true(CloseHandle(mirror));
}

static void
write_until_cancelled(void *mirror)
{
    struct transfer t;

    start_write(&t, *(HANDLE *)mirror, 0, 1);
    finish(&t);
}

/* Not CancelIoEx by him who wrote, but CancelIoEx by another thread, for all there is. */
static void
cancels_for_another_thread(void **state)
{
    HANDLE mirror = open_mirror(), threads[2];

    order(1, FAULTY_HOLD);
    for (int i = 0; i < 2; i++) {
        threads[i] = sim_thread(write_until_cancelled, &mirror);
    }
    sim_run_until_idle();
    assert_true(CancelIoEx(mirror, NULL));
    for (int i = 0; i < 2; i++) {
        sim_join(threads[i]);
    }
    assert_int_equal(given_up(mirror), 2);
    assert_true(CloseHandle(mirror));
}

SIM_TESTS(SIM_TEST(cancels_both_halves, MIRROR),
          SIM_TEST(cancels_both_halves, MIRROR, .cpus = 4, SEEDS),
          SIM_TEST(cancels_what_is_left_of_a_write, MIRROR),
          SIM_TEST(cancels_what_is_left_of_a_write, MIRROR, .cpus = 4, SEEDS),
          SIM_TEST(cancels_a_read, MIRROR, .cpus = 2, SEEDS),
          SIM_TEST(cancels_while_the_halves_are_written, MIRROR, .cpus = 1, SEEDS),
          SIM_TEST(cancels_while_the_halves_are_written, MIRROR, .cpus = 2, SEEDS),
          SIM_TEST(cancels_while_the_halves_are_written, MIRROR, .cpus = 4, SEEDS),
          SIM_TEST(cancels_for_another_thread, MIRROR, .cpus = 2, SEEDS),
          SIM_TEST(cancels_while_the_halves_are_written, MIRROR, .cpus = 3, SCHEDULES))
