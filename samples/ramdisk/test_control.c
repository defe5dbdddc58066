/*
 * samples/ramdisk/test_control.c - what a disk answers when a program asks what it is
 *
 * Shows: control codes to the byte. Each is asked with exactly enough room and with a byte too few.
 */
#include <sim/test.h>

#include <ntdddisk.h>
#include <ntddstor.h>

#define DISKS .driver = "ramdisk"

enum { SECTOR = 512, ODD_SECTORS = 99 };

/* Exactly size bytes come back; and with a byte less room, none. */
static void
ask(HANDLE disk, DWORD code, void *answer, DWORD size)
{
    DWORD bytes = ~0u;

    assert_true(DeviceIoControl(disk, code, NULL, 0, answer, size, &bytes, NULL));
    assert_int_equal(bytes, size);
    if (size != 0) {
        char small[64];

        assert_false(DeviceIoControl(disk, code, NULL, 0, small, size - 1, &bytes, NULL));
        assert_int_equal(GetLastError(), ERROR_INSUFFICIENT_BUFFER);
    }
}

static void
tells_its_size(void **state)
{
    HANDLE disk = sim_open(L"\\\\.\\Ramdisk2");
    DISK_GEOMETRY geometry;
    DISK_GEOMETRY_EX geometry_ex;
    GET_LENGTH_INFORMATION length;

    ask(disk, IOCTL_DISK_GET_DRIVE_GEOMETRY, &geometry, sizeof geometry);
    assert_int_equal(geometry.BytesPerSector, SECTOR);
    assert_int_equal(geometry.MediaType, FixedMedia);
    assert_int_equal(geometry.Cylinders.QuadPart * geometry.TracksPerCylinder *
                         geometry.SectorsPerTrack,
                     96); // whole cylinders
    ask(disk, IOCTL_DISK_GET_DRIVE_GEOMETRY_EX, &geometry_ex, offsetof(DISK_GEOMETRY_EX, Data));
    assert_int_equal(geometry_ex.DiskSize.QuadPart, ODD_SECTORS * SECTOR);
    assert_memory_equal(&geometry_ex.Geometry, &geometry, sizeof geometry);
    ask(disk, IOCTL_DISK_GET_LENGTH_INFO, &length, sizeof length);
    assert_int_equal(length.Length.QuadPart, ODD_SECTORS * SECTOR);
    assert_true(CloseHandle(disk));
}

static void
is_one_partition(void **state)
{
    HANDLE disk = sim_open(L"\\\\.\\Ramdisk2");
    PARTITION_INFORMATION partition;
    PARTITION_INFORMATION_EX partition_ex;

    ask(disk, IOCTL_DISK_GET_PARTITION_INFO, &partition, sizeof partition);
    assert_int_equal(partition.StartingOffset.QuadPart, 0);
    assert_int_equal(partition.PartitionLength.QuadPart, ODD_SECTORS * SECTOR);
    assert_int_equal(partition.PartitionType, PARTITION_IFS);
    ask(disk, IOCTL_DISK_GET_PARTITION_INFO_EX, &partition_ex, sizeof partition_ex);
    assert_int_equal(partition_ex.PartitionStyle, PARTITION_STYLE_MBR);
    assert_int_equal(partition_ex.PartitionLength.QuadPart, ODD_SECTORS * SECTOR);
    assert_true(CloseHandle(disk));
}

static void
is_always_ready_and_writable(void **state)
{
    static const DWORD codes[] = {IOCTL_DISK_IS_WRITABLE, IOCTL_DISK_CHECK_VERIFY,
                                  IOCTL_STORAGE_CHECK_VERIFY, IOCTL_STORAGE_CHECK_VERIFY2};
    HANDLE disk = sim_open(L"\\\\.\\Ramdisk0");
    PREVENT_MEDIA_REMOVAL locked = {TRUE};
    STORAGE_HOTPLUG_INFO hotplug;
    DISK_GEOMETRY media;
    DWORD bytes;

    for (size_t i = 0; i < ARRAYSIZE(codes); i++) {
        ask(disk, codes[i], NULL, 0);
    }
    assert_true(DeviceIoControl(disk, IOCTL_DISK_MEDIA_REMOVAL, &locked, sizeof locked, NULL, 0,
                                &bytes, NULL));
    ask(disk, IOCTL_DISK_GET_MEDIA_TYPES, &media, sizeof media);
    assert_int_equal(media.MediaType, FixedMedia);
    ask(disk, IOCTL_STORAGE_GET_HOTPLUG_INFO, &hotplug, sizeof hotplug);
    assert_int_equal(hotplug.Size, sizeof hotplug);
    assert_false(hotplug.MediaRemovable);
    assert_true(CloseHandle(disk));
}

/* A code says which access the handle must have; the I/O manager checks it, not the driver. */
static void
asks_for_access_as_its_codes_say(void **state)
{
    HANDLE disk = CreateFileW(L"\\\\.\\Ramdisk0", 0, 0, NULL, OPEN_EXISTING, 0, NULL);
    GET_LENGTH_INFORMATION length;
    DISK_GEOMETRY geometry;
    DWORD bytes;

    ask(disk, IOCTL_DISK_GET_DRIVE_GEOMETRY, &geometry, sizeof geometry);
    ask(disk, IOCTL_STORAGE_CHECK_VERIFY2, NULL, 0);
    assert_false(DeviceIoControl(disk, IOCTL_DISK_GET_LENGTH_INFO, NULL, 0, &length, sizeof length,
                                 &bytes, NULL));
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    assert_false(DeviceIoControl(disk, IOCTL_STORAGE_CHECK_VERIFY, NULL, 0, NULL, 0, &bytes, NULL));
    assert_int_equal(GetLastError(), ERROR_ACCESS_DENIED);
    assert_true(CloseHandle(disk));
}

static void
tells_its_disks_apart(void **state)
{
    static const WCHAR *const paths[] = {L"\\\\.\\Ramdisk0", L"\\\\.\\Ramdisk1",
                                         L"\\\\.\\Ramdisk2"};

    for (unsigned i = 0; i < 3; i++) {
        HANDLE disk = sim_open(paths[i]);
        STORAGE_DEVICE_NUMBER number;

        ask(disk, IOCTL_STORAGE_GET_DEVICE_NUMBER, &number, sizeof number);
        assert_int_equal(number.DeviceType, FILE_DEVICE_DISK);
        assert_int_equal(number.DeviceNumber, i);
        assert_true(CloseHandle(disk));
    }
}

static DWORD
verify(HANDLE disk, LONGLONG offset, DWORD length)
{
    VERIFY_INFORMATION range = {.StartingOffset.QuadPart = offset, .Length = length};
    DWORD bytes;

    return DeviceIoControl(disk, IOCTL_DISK_VERIFY, &range, sizeof range, NULL, 0, &bytes, NULL)
               ? ERROR_SUCCESS
               : GetLastError();
}

static void
verifies_sectors_that_are_there(void **state)
{
    HANDLE disk = sim_open(L"\\\\.\\Ramdisk2");

    assert_int_equal(verify(disk, 0, ODD_SECTORS * SECTOR), ERROR_SUCCESS);
    assert_int_equal(verify(disk, ODD_SECTORS * SECTOR, 0), ERROR_SUCCESS);
    assert_int_not_equal(verify(disk, SECTOR, ODD_SECTORS * SECTOR), ERROR_SUCCESS);
    assert_int_not_equal(verify(disk, INT64_MAX / SECTOR * SECTOR, SECTOR), ERROR_SUCCESS);
    assert_int_equal(verify(disk, -SECTOR, SECTOR), ERROR_INVALID_PARAMETER);
    assert_int_equal(verify(disk, 1, SECTOR), ERROR_INVALID_PARAMETER);
    assert_true(CloseHandle(disk));
}

static void
refuses_codes_that_are_not_for_disks(void **state)
{
    HANDLE disk = sim_open(L"\\\\.\\Ramdisk0");
    DWORD bytes, code = CTL_CODE(FILE_DEVICE_DISK, 0x7FF, METHOD_BUFFERED, FILE_ANY_ACCESS);

    assert_false(DeviceIoControl(disk, code, NULL, 0, NULL, 0, &bytes, NULL));
    assert_int_equal(GetLastError(), ERROR_INVALID_FUNCTION);
    assert_true(CloseHandle(disk));
}

SIM_TESTS(SIM_TEST(tells_its_size, DISKS), SIM_TEST(is_one_partition, DISKS),
          SIM_TEST(is_always_ready_and_writable, DISKS),
          SIM_TEST(asks_for_access_as_its_codes_say, DISKS), SIM_TEST(tells_its_disks_apart, DISKS),
          SIM_TEST(verifies_sectors_that_are_there, DISKS),
          SIM_TEST(refuses_codes_that_are_not_for_disks, DISKS))
