/*
 * samples/mirror/test_mirror.c - two good disks, and disks that fail
 *
 * Shows: a stack of three drivers, failures made by a filter, statuses that are more than success
 * and failure, the last one of two requests below deciding when the one above ends.
 */
#include <ntdddisk.h>

#include "test.h"

static void
writes_to_both_halves(void **state)
{
    HANDLE mirror = open_mirror();
    unsigned char fill;

    assert_int_equal(write_sectors(mirror, 7, 0xA5), STATUS_SUCCESS);
    assert_int_equal(on_half(0, 7), 0xA5);
    assert_int_equal(on_half(1, 7), 0xA5);
    assert_int_equal(read_sectors(mirror, 7, &fill), STATUS_SUCCESS);
    assert_int_equal(fill, 0xA5);
    assert_int_equal(given_up(mirror), 0);
    assert_true(CloseHandle(mirror));
}

static void
is_as_long_as_its_halves(void **state)
{
    HANDLE mirror = open_mirror();
    GET_LENGTH_INFORMATION length;
    OVERLAPPED o = {0};
    unsigned char fill;

    assert_true(DeviceIoControl(mirror, IOCTL_DISK_GET_LENGTH_INFO, NULL, 0, &length, sizeof length,
                                NULL, &o));
    assert_int_equal(length.Length.QuadPart, DISK_SECTORS * SECTOR);
    assert_int_equal(write_sectors(mirror, DISK_SECTORS, 1), STATUS_DISK_FULL);
    assert_int_equal(given_up(mirror), 0); // they agree
    assert_int_equal(read_sectors(mirror, DISK_SECTORS, &fill), STATUS_END_OF_FILE);
    assert_true(CloseHandle(mirror));
}

/* The master ends with the last of its associated IRPs, whichever that is. */
static void
is_done_when_both_halves_are(void **state)
{
    HANDLE mirror = open_mirror();

    for (ULONG slow = 0; slow < 2; slow++) {
        struct transfer t;

        order(slow, FAULTY_HOLD);
        start_write(&t, mirror, 0, 1);
        sim_run_until_idle();
        assert_false(HasOverlappedIoCompleted(&t.overlapped));
        order(slow, FAULTY_PASS);
        assert_int_equal(finish(&t), STATUS_SUCCESS);
        assert_int_equal(t.overlapped.InternalHigh, sizeof t.bytes);
    }
    assert_true(CloseHandle(mirror));
}

/* The I/O manager completes the master of two flushes; each of them may fail it. */
static void
flushes_both_halves(void **state)
{
    HANDLE mirror = open_mirror();

    assert_true(FlushFileBuffers(mirror));
    for (ULONG half = 0; half < 2; half++) {
        order(half, FAULTY_FAIL);
        assert_false(FlushFileBuffers(mirror));
        assert_int_equal(GetLastError(), ERROR_IO_DEVICE);
        order(half, FAULTY_PASS);
    }
    assert_true(FlushFileBuffers(mirror));
    assert_true(CloseHandle(mirror));
}

/* --- failures --------------------------------------------------------------------------------- */

static void
gives_up_a_half_that_cannot_be_written(void **state)
{
    HANDLE mirror = open_mirror();

    for (int half = 0; half < 2; half++) { // the second one is the last one, and stays
        order((ULONG)half, FAULTY_FAIL);
        assert_int_equal(write_sectors(mirror, 3, 1),
                         half == 0 ? STATUS_FT_WRITE_RECOVERY : STATUS_IO_DEVICE_ERROR);
        assert_int_equal(given_up(mirror), 1);
    }
    order(1, FAULTY_PASS);
    order(0, FAULTY_PASS);
    assert_int_equal(write_sectors(mirror, 3, 2), STATUS_FT_WRITE_RECOVERY);
    assert_int_equal(on_half(0, 3), 0); // it is neither written any more
    assert_int_equal(on_half(1, 3), 2);
    assert_true(CloseHandle(mirror));
}

static void
never_reads_a_half_that_was_given_up(void **state)
{
    HANDLE mirror = open_mirror();
    unsigned char fill;

    write_sectors(mirror, 3, 1);
    order(0, FAULTY_FAIL);
    assert_int_equal(write_sectors(mirror, 3, 2), STATUS_FT_WRITE_RECOVERY);
    order(0, FAULTY_PASS); // it works again, but holds old data
    assert_int_equal(read_sectors(mirror, 3, &fill), STATUS_SUCCESS);
    assert_int_equal(fill, 2);
    order(1, FAULTY_FAIL);
    assert_int_equal(read_sectors(mirror, 3, &fill), STATUS_IO_DEVICE_ERROR);
    assert_true(CloseHandle(mirror));
}

static void
reads_the_other_half_when_one_fails(void **state)
{
    HANDLE mirror = open_mirror();
    unsigned char fill;

    write_sectors(mirror, 3, 1);
    order(0, FAULTY_FAIL);
    assert_int_equal(read_sectors(mirror, 3, &fill), STATUS_FT_READ_RECOVERY_FROM_BACKUP);
    assert_int_equal(fill, 1);
    assert_int_equal(given_up(mirror), 0); // what it holds is still right
    order(1, FAULTY_FAIL);
    assert_int_equal(read_sectors(mirror, 3, &fill), STATUS_IO_DEVICE_ERROR);
    assert_true(CloseHandle(mirror));
}

/* --- several writers -------------------------------------------------------------------------- */

static void
write_own_sector(void *number)
{
    HANDLE mirror = open_mirror();
    unsigned n = *(unsigned *)number;

    for (unsigned char i = 1; i <= 4; i++) {
        assert_true(NT_SUCCESS(write_sectors(mirror, 10 * n, i)));
    }
    assert_true(CloseHandle(mirror));
}

/* Whatever half fails at whatever moment: what was reported as written can be read. */
static void
keeps_what_it_said_was_written(void **state)
{
    static unsigned numbers[3] = {0, 1, 2};
    HANDLE mirror = open_mirror(), threads[3];

    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(write_own_sector, &numbers[i]);
    }
    sim_run_for(1000 * (uint64_t)sim_choose(60));
    order(sim_choose(2), FAULTY_FAIL);
    for (unsigned i = 0; i < 3; i++) {
        unsigned char fill;

        sim_join(threads[i]);
        assert_true(NT_SUCCESS(read_sectors(mirror, 10 * i, &fill)));
        assert_int_equal(fill, 4);
    }
    assert_true(CloseHandle(mirror));
}

SIM_TESTS(SIM_TEST(writes_to_both_halves, MIRROR), SIM_TEST(is_as_long_as_its_halves, MIRROR),
          SIM_TEST(is_done_when_both_halves_are, MIRROR), SIM_TEST(flushes_both_halves, MIRROR),
          SIM_TEST(flushes_both_halves, MIRROR, .cpus = 4, SEEDS),
          SIM_TEST(gives_up_a_half_that_cannot_be_written, MIRROR),
          SIM_TEST(never_reads_a_half_that_was_given_up, MIRROR),
          SIM_TEST(reads_the_other_half_when_one_fails, MIRROR),
          SIM_TEST(keeps_what_it_said_was_written, MIRROR, .cpus = 1, SEEDS),
          SIM_TEST(keeps_what_it_said_was_written, MIRROR, .cpus = 2, SEEDS),
          SIM_TEST(keeps_what_it_said_was_written, MIRROR, .cpus = 4, SEEDS),
          SIM_TEST(keeps_what_it_said_was_written, MIRROR, .cpus = 3, SCHEDULES))
