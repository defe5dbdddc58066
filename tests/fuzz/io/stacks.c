/*
 * fuzz/io/stacks.c - which drivers and devices there are, their names and control codes
 *
 * Each input chooses one of these, so that a boot stays cheap. The witness comes to each of them,
 * and is loaded last.
 */
#include <ntdddisk.h>
#include <ntddstor.h>
#include <sim/edu.h>

#include "io.h"

#include "edu/public.h"
#include "event/public.h"
#include "filter/public.h"
#include "ioctl/public.h"
#include "mirror/faulty.h"
#include "mirror/public.h"
#include "startio/printer.h"

#define DISK_CODES                                                                                 \
    IOCTL_DISK_GET_DRIVE_GEOMETRY, IOCTL_DISK_GET_MEDIA_TYPES, IOCTL_DISK_GET_DRIVE_GEOMETRY_EX,   \
        IOCTL_DISK_GET_LENGTH_INFO, IOCTL_DISK_GET_PARTITION_INFO,                                 \
        IOCTL_DISK_GET_PARTITION_INFO_EX, IOCTL_DISK_IS_WRITABLE, IOCTL_DISK_MEDIA_REMOVAL,        \
        IOCTL_DISK_CHECK_VERIFY, IOCTL_STORAGE_CHECK_VERIFY2, IOCTL_DISK_VERIFY,                   \
        IOCTL_STORAGE_GET_DEVICE_NUMBER, IOCTL_STORAGE_GET_HOTPLUG_INFO
#define EDU_CODES                                                                                  \
    IOCTL_EDU_FACTORIAL, IOCTL_EDU_INVERT, IOCTL_EDU_INFORMATION, IOCTL_EDU_SET_TIMEOUT
#define FILTER_CODES IOCTL_FILTER_LOG, IOCTL_FILTER_RULE

const struct stack stacks[STACKS] = {
    {.names = {L"\\Nowhere"}, .codes = {IOCTL_WITNESS_SEND}},
    {.drivers = {"ioctl"},
     .names = {L"\\Device\\Note", L"\\??\\Note"},
     .codes = {IOCTL_NOTE_SWAP, IOCTL_NOTE_WRITE, IOCTL_NOTE_READ, IOCTL_NOTE_FIND}},
    {.drivers = {"cancelq"}, .names = {L"\\Device\\Meter", L"\\??\\Meter"}},
    {.drivers = {"event"},
     .names = {L"\\Device\\Alarm", L"\\??\\Alarm"},
     .codes = {IOCTL_ALARM_SET, IOCTL_ALARM_WAIT}},
    {.function = "startio",
     .device = &printer_model,
     .device_name = "printer",
     .names = {L"\\Device\\Printer", L"\\??\\Printer"}},
    {.function = "filter_printer",
     .device = &printer_model,
     .device_name = "printer",
     .filter = {.hardware_id = "PCI\\VEN_1234&DEV_0002", .driver = "filter"},
     .names = {L"\\Device\\Printer", L"\\Device\\Filter", L"\\??\\Filter"},
     .codes = {FILTER_CODES}},
    {.function = "edu",
     .device = &sim_edu,
     .device_name = "edu",
     .filter = {.hardware_id = "PCI\\VEN_1234&DEV_11E8", .driver = "filter"},
     .names = {L"\\Device\\Edu0", L"\\Device\\Filter", L"\\??\\Edu0"},
     .codes = {EDU_CODES, FILTER_CODES}},
    {.drivers = {"ramdisk"},
     .names = {L"\\Device\\Ramdisk0", L"\\Device\\Ramdisk2", L"\\??\\Ramdisk2"},
     .codes = {DISK_CODES}},
    {.drivers = {"mirror_disk", "mirror_faulty", "diskmirror"},
     .names = {L"\\Device\\Mirror", L"\\Device\\Ramdisk1", L"\\??\\Mirror", L"\\??\\Faulty"},
     .codes = {IOCTL_MIRROR_STATE, IOCTL_FAULTY_ORDER, DISK_CODES}},
    {.function = "edu",
     .device = &sim_edu,
     .device_name = "edu",
     .names = {L"\\Device\\Edu0", L"\\??\\Edu0"},
     .codes = {EDU_CODES}},
};

const struct stack *stack;

void
watch_stack(void)
{
    static const WCHAR device[] = L"\\Device\\";
    WITNESS_WATCH *watch = (WITNESS_WATCH *)sim_driver_symbol("fuzz_witness", "WitnessWatch");

    for (unsigned i = 0; i < ARRAYSIZE(stack->names) && stack->names[i] != NULL; i++) {
        UNICODE_STRING name;

        if (memcmp(stack->names[i], device, sizeof device - sizeof *device) == 0) {
            RtlInitUnicodeString(&name, stack->names[i]);
            watch(&name);
        }
    }
}
