/*
 * samples/ramdisk/test_transfer.c - reading and writing disks, also at their end and at once
 *
 * Shows: overlapped offsets, partial transfers, what an error leaves behind, threads that write
 * the same sector under many seeds.
 */
#include <sim/test.h>

#define DISKS .driver = "ramdisk"
#define SEEDS .policy = SIM_RANDOM, .seed = 1, .seeds = 50
/* Three hundred schedules, each of which another one might have been (sim/explore.h). */
#define SCHEDULES .explore = SIM_AUTO, .search.schedules = 300

enum { SECTOR = 512, ODD_SECTORS = 99 };

static unsigned char buffer[8 * SECTOR];

static HANDLE
open_disk(const WCHAR *path)
{
    HANDLE disk = CreateFileW(path, GENERIC_READ | GENERIC_WRITE,
                              FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);

    assert_true(disk != INVALID_HANDLE_VALUE);
    return disk;
}

/* Both return the number of bytes; an error is 0, and GetLastError(). */
static DWORD
write_at(HANDLE disk, DWORD sector, unsigned char fill, DWORD length)
{
    OVERLAPPED at = {.Offset = sector * SECTOR};
    DWORD bytes = 0;

    memset(buffer, fill, sizeof buffer);
    return WriteFile(disk, buffer, length, &bytes, &at) ? bytes : 0;
}

static DWORD
read_at(HANDLE disk, DWORD sector, DWORD length)
{
    OVERLAPPED at = {.Offset = sector * SECTOR};
    DWORD bytes = 0;

    memset(buffer, 0xEE, sizeof buffer);
    return ReadFile(disk, buffer, length, &bytes, &at) ? bytes : 0;
}

static bool
is_filled(unsigned from, unsigned to, unsigned char with)
{
    for (unsigned i = from; i < to; i++) {
        if (buffer[i] != with) {
            return false;
        }
    }
    return true;
}

static void
reads_what_was_written(void **state)
{
    HANDLE disk = open_disk(L"\\\\.\\Ramdisk0");

    assert_int_equal(read_at(disk, 0, 2 * SECTOR), 2 * SECTOR);
    assert_true(is_filled(0, 2 * SECTOR, 0)); // a new disk is empty
    assert_int_equal(write_at(disk, 100, 0xA5, 2 * SECTOR), 2 * SECTOR);
    assert_true(FlushFileBuffers(disk));
    assert_int_equal(read_at(disk, 99, 4 * SECTOR), 4 * SECTOR);
    assert_true(is_filled(0, SECTOR, 0));
    assert_true(is_filled(SECTOR, 3 * SECTOR, 0xA5));
    assert_true(is_filled(3 * SECTOR, 4 * SECTOR, 0));
    assert_true(CloseHandle(disk));
}

static void
keeps_its_disks_apart(void **state)
{
    HANDLE first = open_disk(L"\\\\.\\Ramdisk0"), second = open_disk(L"\\\\.\\Ramdisk1");

    write_at(first, 7, 1, SECTOR);
    write_at(second, 7, 2, SECTOR);
    read_at(first, 7, SECTOR);
    assert_true(is_filled(0, SECTOR, 1));
    read_at(second, 7, SECTOR);
    assert_true(is_filled(0, SECTOR, 2));
    assert_true(CloseHandle(first));
    assert_true(CloseHandle(second));
}

static void
cuts_off_a_transfer_at_the_end(void **state)
{
    HANDLE disk = open_disk(L"\\\\.\\Ramdisk2");

    assert_int_equal(write_at(disk, ODD_SECTORS - 2, 3, 8 * SECTOR), 2 * SECTOR);
    assert_int_equal(read_at(disk, ODD_SECTORS - 1, 4 * SECTOR), SECTOR);
    assert_true(is_filled(0, SECTOR, 3));
    assert_true(is_filled(SECTOR, sizeof buffer, 0xEE)); // the driver left the rest alone
    assert_int_equal(read_at(disk, ODD_SECTORS, SECTOR), 0);
    assert_int_equal(GetLastError(), ERROR_HANDLE_EOF);
    assert_int_equal(write_at(disk, ODD_SECTORS, 3, SECTOR), 0);
    assert_int_equal(GetLastError(), ERROR_DISK_FULL);
    assert_true(CloseHandle(disk));
}

static void
transfers_whole_sectors_only(void **state)
{
    HANDLE disk = open_disk(L"\\\\.\\Ramdisk0");
    OVERLAPPED inside = {.Offset = 100}, negative = {.Offset = 0, .OffsetHigh = 0xC0000000};
    DWORD bytes;

    assert_int_equal(read_at(disk, 0, SECTOR - 1), 0);
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_false(ReadFile(disk, buffer, SECTOR, &bytes, &inside));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_false(ReadFile(disk, buffer, SECTOR, &bytes, &negative));
    assert_int_equal(GetLastError(), ERROR_INVALID_PARAMETER);
    assert_true(ReadFile(disk, buffer, 0, &bytes, NULL)); // of nothing, all is on the disk
    assert_int_equal(bytes, 0);
    assert_true(CloseHandle(disk));
}

/* --- several writers -------------------------------------------------------------------------- */

struct writer {
    unsigned char fill;
    unsigned char bytes[SECTOR];
};

static void
write_often(void *argument)
{
    struct writer *w = argument;
    HANDLE disk = open_disk(L"\\\\.\\Ramdisk0");
    OVERLAPPED at = {.Offset = 5 * SECTOR};
    DWORD bytes;

    memset(w->bytes, w->fill, SECTOR);
    for (int i = 0; i < 4; i++) {
        assert_true(WriteFile(disk, w->bytes, SECTOR, &bytes, &at));
        assert_int_equal(bytes, SECTOR);
    }
    assert_true(CloseHandle(disk));
}

static void
writes_a_sector_whole(void **state)
{
    static struct writer writers[3] = {{.fill = 1}, {.fill = 2}, {.fill = 3}};
    HANDLE disk = open_disk(L"\\\\.\\Ramdisk0"), threads[3];

    for (int i = 0; i < 3; i++) {
        threads[i] = sim_thread(write_often, &writers[i]);
    }
    for (int i = 0; i < 8; i++) {
        assert_int_equal(read_at(disk, 5, SECTOR), SECTOR);
        assert_true(buffer[0] <= 3 && is_filled(0, SECTOR, buffer[0]));
    }
    for (int i = 0; i < 3; i++) {
        sim_join(threads[i]);
    }
    assert_true(CloseHandle(disk));
}

SIM_TESTS(SIM_TEST(reads_what_was_written, DISKS), SIM_TEST(keeps_its_disks_apart, DISKS),
          SIM_TEST(cuts_off_a_transfer_at_the_end, DISKS),
          SIM_TEST(transfers_whole_sectors_only, DISKS),
          SIM_TEST(writes_a_sector_whole, DISKS, .cpus = 1, SEEDS),
          SIM_TEST(writes_a_sector_whole, DISKS, .cpus = 2, SEEDS),
          SIM_TEST(writes_a_sector_whole, DISKS, .cpus = 4, SEEDS),
          SIM_TEST(writes_a_sector_whole, DISKS, .cpus = 3, SCHEDULES))
