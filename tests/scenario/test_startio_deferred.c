/*
 * scenario/test_startio_deferred.c - a hundred reads, each started by the StartIo of the one before
 *
 * Points to consider for StartIo routines; IoSetStartIoAttributes.
 */
#include <wdm.h>
#include <sim/test.h>

#include "drivers/startio_deferred.h"
#include "schedules.h"

enum { READS = 100 };

static OVERLAPPED Reads[READS], Going;
static UCHAR Buffer[16];

static PDEFERRED_STORY
read_all(BOOLEAN Deferred)
{
    PDEFERRED_STORY Story = sim_driver_symbol("startio_deferred", "Story");
    PDEVICE_OBJECT Device = *(PDEVICE_OBJECT *)sim_driver_symbol("startio_deferred", "Device");
    HANDLE h = sim_open(L"\\\\.\\Deferred");

    IoSetStartIoAttributes(Device, Deferred, FALSE);
    for (ULONG i = 0; i < READS; i++) {
        Reads[i] = (OVERLAPPED){.Offset = i};
        ReadFile(h, Buffer, sizeof Buffer, NULL, &Reads[i]);
    }
    assert_int_equal(Story->Started, 1);
    assert_non_null(Device->CurrentIrp);
    Going = (OVERLAPPED){0};
    DeviceIoControl(h, IOCTL_GO, NULL, 0, NULL, 0, NULL, &Going);
    assert_completes(h, &Going, STATUS_SUCCESS);
    for (ULONG i = 0; i < READS; i++) {
        assert_completes(h, &Reads[i], STATUS_SUCCESS);
    }
    assert_null(Device->CurrentIrp);
    CloseHandle(h);
    assert_int_equal(Story->Started, READS);
    assert_int_equal(Story->WrongIrql, 0);
    assert_int_equal(Story->WrongCurrent, 0);
    assert_int_equal(Story->WrongOrder, 0);
    return Story;
}

static void
each_start_is_inside_the_one_before(void **state)
{
    PDEFERRED_STORY Story = read_all(FALSE);

    assert_int_equal(Story->DeepestDepth, READS - 1);
    assert_true(Story->HighestFrame - Story->LowestFrame > READS * 64);
}

static void
deferred_starts_come_one_after_another(void **state)
{
    assert_int_equal(read_all(TRUE)->DeepestDepth, 1);
}

#define DEFERS(function, check) IN_ALL_SCHEDULES(function, check, .driver = "startio_deferred")

SIM_TESTS(DEFERS(each_start_is_inside_the_one_before, NULL),
          DEFERS(deferred_starts_come_one_after_another, NULL))
