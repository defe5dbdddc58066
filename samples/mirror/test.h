/*
 * samples/mirror/test.h - what the tests of the mirror share
 */
#ifndef MIRROR_TEST_H
#define MIRROR_TEST_H

#include <sim/test.h>

#include "faulty.h"
#include "public.h"

/* Loaded in this order, and unloaded in the opposite one. */
#define MIRROR .driver = "mirror_disk", .drivers = {"mirror_faulty", "diskmirror"}
/* Fifty runs, in each of which all that is left open turns out differently. */
#define SEEDS .policy = SIM_RANDOM, .seed = 1, .seeds = 50
/* Three hundred schedules, each of which another one might have been (sim/explore.h). */
#define SCHEDULES .explore = SIM_AUTO, .search.schedules = 300

enum { SECTOR = 512, DISK_SECTORS = 512, MINUTE_MS = 60000 };

/* --- what the disks do ------------------------------------------------------------------------ */

static inline void
order(ULONG disk, ULONG mode)
{
    HANDLE faulty = CreateFileW(L"\\\\.\\Faulty", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL);
    FAULTY_ORDER order = {disk, mode};
    DWORD bytes;

    assert_true(
        DeviceIoControl(faulty, IOCTL_FAULTY_ORDER, &order, sizeof order, NULL, 0, &bytes, NULL));
    assert_true(CloseHandle(faulty));
}

static inline ULONG
given_up(HANDLE mirror)
{
    OVERLAPPED o = {0};
    ULONG state;

    assert_true(
        DeviceIoControl(mirror, IOCTL_MIRROR_STATE, NULL, 0, &state, sizeof state, NULL, &o));
    return state;
}

/* --- transfers in flight ---------------------------------------------------------------------- */

struct transfer {
    OVERLAPPED overlapped;
    unsigned char bytes[2 * SECTOR];
};

static inline void
prepare(struct transfer *t, DWORD sector, unsigned char fill)
{
    memset(t->bytes, fill, sizeof t->bytes);
    t->overlapped =
        (OVERLAPPED){.Offset = sector * SECTOR, .hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
}

static inline void
start_write(struct transfer *t, HANDLE disk, DWORD sector, unsigned char fill)
{
    prepare(t, sector, fill);
    WriteFile(disk, t->bytes, sizeof t->bytes, NULL, &t->overlapped);
}

static inline void
start_read(struct transfer *t, HANDLE disk, DWORD sector)
{
    prepare(t, sector, 0xEE);
    ReadFile(disk, t->bytes, sizeof t->bytes, NULL, &t->overlapped);
}

static inline NTSTATUS
finish(struct transfer *t)
{
    if (!HasOverlappedIoCompleted(&t->overlapped)) {
        assert_int_equal(WaitForSingleObject(t->overlapped.hEvent, MINUTE_MS), WAIT_OBJECT_0);
    }
    assert_true(CloseHandle(t->overlapped.hEvent));
    return (NTSTATUS)t->overlapped.Internal;
}

static inline NTSTATUS
write_sectors(HANDLE disk, DWORD sector, unsigned char fill)
{
    struct transfer t;

    start_write(&t, disk, sector, fill);
    return finish(&t);
}

/* What the sector holds, by what was written into it. */
static inline NTSTATUS
read_sectors(HANDLE disk, DWORD sector, unsigned char *fill)
{
    struct transfer t;
    NTSTATUS status;

    start_read(&t, disk, sector);
    status = finish(&t);
    *fill = t.bytes[0];
    for (size_t i = 0; i < sizeof t.bytes; i++) {
        assert_int_equal(t.bytes[i], *fill);
    }
    return status;
}

/* The same, of one of the halves, behind the mirror's back. */
static inline unsigned char
on_half(unsigned half, DWORD sector)
{
    HANDLE disk = sim_open(half == 0 ? L"\\\\.\\Ramdisk0" : L"\\\\.\\Ramdisk1");
    unsigned char fill;

    assert_int_equal(read_sectors(disk, sector, &fill), STATUS_SUCCESS);
    assert_true(CloseHandle(disk));
    return fill;
}

static inline HANDLE
open_mirror(void)
{
    return sim_open(L"\\\\.\\Mirror");
}

#endif
