/*
 * io/test_dosname.c - a volume has the name of the drive that leads to it
 */
#include <ntddk.h>
#include <mountmgr.h>

#include "kit.h"

static NTSTATUS
AnswerName(PDEVICE_OBJECT Device, PIRP Irp)
{
    static const WCHAR Name[] = L"\\Device\\Volume7";
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PMOUNTDEV_NAME Answer = Irp->AssociatedIrp.SystemBuffer;
    NTSTATUS Status = STATUS_INVALID_DEVICE_REQUEST;

    Irp->IoStatus.Information = 0;
    if (Stack->Parameters.DeviceIoControl.IoControlCode == IOCTL_MOUNTDEV_QUERY_DEVICE_NAME) {
        Answer->NameLength = sizeof Name - sizeof(WCHAR);
        RtlCopyMemory(Answer->Name, Name, Answer->NameLength);
        Irp->IoStatus.Information = FIELD_OFFSET(MOUNTDEV_NAME, Name) + Answer->NameLength;
        Status = STATUS_SUCCESS;
    }
    Irp->IoStatus.Status = Status;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static void
a_volume_is_named_after_its_drive(void **state)
{
    UNICODE_STRING Drive = RTL_CONSTANT_STRING(L"\\GLOBAL??\\R:"), DosName;
    UNICODE_STRING Target = RTL_CONSTANT_STRING(L"\\Device\\Volume7");
    PDEVICE_OBJECT Device = KitDevice(L"Volume7", 0);

    KitOn(IRP_MJ_DEVICE_CONTROL, AnswerName);
    assert_nt_status(IoVolumeDeviceToDosName(Device, &DosName), STATUS_OBJECT_NAME_NOT_FOUND);
    assert_nt_success(IoCreateSymbolicLink(&Drive, &Target));
    assert_nt_success(IoVolumeDeviceToDosName(Device, &DosName));
    assert_int_equal(DosName.Length, 2 * sizeof(WCHAR));
    assert_memory_equal(DosName.Buffer, L"R:", 3 * sizeof(WCHAR));
    ExFreePool(DosName.Buffer);
    assert_nt_success(RtlVolumeDeviceToDosName(Device, &DosName));
    ExFreePool(DosName.Buffer);
    assert_nt_success(IoDeleteSymbolicLink(&Drive));
    KitDelete(Device, L"Volume7");
}

static NTSTATUS
Refuse(PDEVICE_OBJECT Device, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_INVALID_DEVICE_REQUEST;
}

static void
what_is_no_volume_has_no_drive(void **state)
{
    PDEVICE_OBJECT Device = KitDevice(L"Volume7", 0);
    UNICODE_STRING DosName;

    KitOn(IRP_MJ_DEVICE_CONTROL, Refuse);
    assert_nt_status(IoVolumeDeviceToDosName(Device, &DosName), STATUS_INVALID_DEVICE_REQUEST);
    KitDelete(Device, L"Volume7");
}

static void
the_boot_disk_is_for_boot_drivers(void **state)
{
    BOOTDISK_INFORMATION Information;

    assert_nt_status(IoGetBootDiskInformation(&Information, sizeof Information - 1),
                     STATUS_INVALID_PARAMETER);
    assert_nt_status(IoGetBootDiskInformation(&Information, sizeof Information), STATUS_TOO_LATE);
}

static void
the_system_partition_stands_in_the_registry(void **state)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\HarddiskVolume1");
    UNICODE_STRING KeyName = RTL_CONSTANT_STRING(L"\\Registry\\Machine\\System\\Setup");
    UNICODE_STRING ValueName = RTL_CONSTANT_STRING(L"SystemPartition");
    UCHAR Room[sizeof(KEY_VALUE_PARTIAL_INFORMATION) + 64];
    PKEY_VALUE_PARTIAL_INFORMATION Value = (PKEY_VALUE_PARTIAL_INFORMATION)Room;
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Key;
    ULONG Length;

    InitializeObjectAttributes(&Attributes, &KeyName, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE,
                               NULL, NULL);
    assert_nt_success(ZwCreateKey(&Key, KEY_ALL_ACCESS, &Attributes, 0, NULL, 0, NULL));
    assert_nt_success(IoSetSystemPartition(&Name));
    assert_nt_success(
        ZwQueryValueKey(Key, &ValueName, KeyValuePartialInformation, Value, sizeof Room, &Length));
    assert_int_equal(Value->Type, REG_SZ);
    assert_int_equal(Value->DataLength, Name.Length + sizeof(WCHAR));
    assert_memory_equal(Value->Data, Name.Buffer, Value->DataLength);
    ZwClose(Key);
}

SIM_TESTS(SIM_TEST(a_volume_is_named_after_its_drive, KIT),
          SIM_TEST(what_is_no_volume_has_no_drive, KIT),
          SIM_TEST(the_boot_disk_is_for_boot_drivers, KIT),
          SIM_TEST(the_system_partition_stands_in_the_registry, KIT))
