/*
 * io/test_partition.c - partition tables are read back as they were written
 */
#include <ntddk.h>

#include "kit.h"

enum { SECTOR = 512, SECTORS = 4096 };

static UCHAR disk[SECTORS * SECTOR];
static ULONG writes;
static NTSTATUS fail_with; /* what the disk answers to reads and writes, if not success */

static const GUID disk_id = {0x11111111, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const GUID data_type = {
    0xEBD0A0A2, 0xB9E5, 0x4433, {0x87, 0xC0, 0x68, 0xB6, 0xB7, 0x26, 0x99, 0xC7}};

/* --- the disk --------------------------------------------------------------------------------- */

static NTSTATUS
Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
ReadWrite(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG Length = Stack->Parameters.Read.Length;
    PUCHAR At = disk + Stack->Parameters.Read.ByteOffset.QuadPart;
    PVOID Buffer = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority);

    if (!NT_SUCCESS(fail_with)) {
        return Complete(Irp, fail_with, 0);
    }
    if (Stack->MajorFunction == IRP_MJ_READ) {
        RtlCopyMemory(Buffer, At, Length);
    } else {
        writes++;
        RtlCopyMemory(At, Buffer, Length);
    }
    return Complete(Irp, STATUS_SUCCESS, Length);
}

static NTSTATUS
Control(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PVOID Buffer = Irp->AssociatedIrp.SystemBuffer;

    switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_DISK_GET_DRIVE_GEOMETRY:
        *(PDISK_GEOMETRY)Buffer = (DISK_GEOMETRY){.Cylinders.QuadPart = 4,
                                                  .MediaType = FixedMedia,
                                                  .TracksPerCylinder = 16,
                                                  .SectorsPerTrack = 64,
                                                  .BytesPerSector = SECTOR};
        return Complete(Irp, STATUS_SUCCESS, sizeof(DISK_GEOMETRY));
    case IOCTL_DISK_GET_LENGTH_INFO:
        ((PGET_LENGTH_INFORMATION)Buffer)->Length.QuadPart = sizeof disk;
        return Complete(Irp, STATUS_SUCCESS, sizeof(GET_LENGTH_INFORMATION));
    default:
        return Complete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static PDEVICE_OBJECT
make_disk(void)
{
    memset(disk, 0, sizeof disk);
    fail_with = STATUS_SUCCESS;
    KitOn(IRP_MJ_READ, ReadWrite);
    KitOn(IRP_MJ_WRITE, ReadWrite);
    KitOn(IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(NULL, DO_DIRECT_IO);
}

static void
create_mbr(PDEVICE_OBJECT Device)
{
    CREATE_DISK Create = {.PartitionStyle = PARTITION_STYLE_MBR, .Mbr = {0x12345678}};

    assert_nt_success(IoCreateDisk(Device, &Create));
}

static void
create_gpt(PDEVICE_OBJECT Device)
{
    CREATE_DISK Create = {.PartitionStyle = PARTITION_STYLE_GPT, .Gpt = {disk_id, 128}};

    assert_nt_success(IoCreateDisk(Device, &Create));
}

static PDRIVE_LAYOUT_INFORMATION_EX
read_layout(PDEVICE_OBJECT Device, ULONG Style)
{
    PDRIVE_LAYOUT_INFORMATION_EX Layout;

    assert_nt_success(IoReadPartitionTableEx(Device, &Layout));
    assert_int_equal(Layout->PartitionStyle, Style);
    return Layout;
}

/* --- master boot records ---------------------------------------------------------------------- */

static void
place(PPARTITION_INFORMATION_EX Partition, UCHAR Type, ULONG First, ULONG Count)
{
    Partition->StartingOffset.QuadPart = (LONGLONG)First * SECTOR;
    Partition->PartitionLength.QuadPart = (LONGLONG)Count * SECTOR;
    Partition->RewritePartition = TRUE;
    Partition->Mbr.PartitionType = Type;
}

/* Two primary partitions, and two logical ones in an extended one. */
static void
write_four_partitions(PDEVICE_OBJECT Device)
{
    static UCHAR Room[FIELD_OFFSET(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry) +
                      12 * sizeof(PARTITION_INFORMATION_EX)];
    PDRIVE_LAYOUT_INFORMATION_EX Layout = (PDRIVE_LAYOUT_INFORMATION_EX)Room;
    PPARTITION_INFORMATION_EX Entry = Layout->PartitionEntry;

    memset(Room, 0, sizeof Room);
    Layout->PartitionStyle = PARTITION_STYLE_MBR;
    Layout->PartitionCount = 12;
    Layout->Mbr.Signature = 0x12345678;
    place(&Entry[0], PARTITION_IFS, 64, 500);
    Entry[0].Mbr.BootIndicator = TRUE;
    place(&Entry[1], 0x83, 564, 436);
    place(&Entry[2], PARTITION_EXTENDED, 1000, 2000);
    place(&Entry[4], PARTITION_FAT32, 1001, 499);
    place(&Entry[5], PARTITION_EXTENDED, 1500, 600);
    place(&Entry[8], PARTITION_HUGE, 1501, 599);
    assert_nt_success(IoWritePartitionTableEx(Device, Layout));
}

static void
a_new_disk_is_raw_until_it_is_created(void **state)
{
    PDEVICE_OBJECT Device = make_disk();
    PDRIVE_LAYOUT_INFORMATION_EX Layout = read_layout(Device, PARTITION_STYLE_RAW);
    DISK_SIGNATURE Signature;

    assert_int_equal(Layout->PartitionCount, 0);
    assert_nt_status(IoReadDiskSignature(Device, SECTOR, &Signature), STATUS_DISK_CORRUPT_ERROR);
    Layout->PartitionStyle = PARTITION_STYLE_MBR;
    assert_nt_status(IoWritePartitionTableEx(Device, Layout), STATUS_UNSUCCESSFUL);
    ExFreePool(Layout);
    create_mbr(Device);
    assert_nt_success(IoReadDiskSignature(Device, SECTOR, &Signature));
    assert_int_equal(Signature.PartitionStyle, PARTITION_STYLE_MBR);
    assert_int_equal(Signature.Mbr.Signature, 0x12345678);
    KitDelete(Device, NULL);
}

static void
an_mbr_and_its_chain_come_back(void **state)
{
    PDEVICE_OBJECT Device = make_disk();
    PDRIVE_LAYOUT_INFORMATION_EX Layout;
    PPARTITION_INFORMATION_EX Entry;

    create_mbr(Device);
    write_four_partitions(Device);
    Layout = read_layout(Device, PARTITION_STYLE_MBR);
    Entry = Layout->PartitionEntry;
    assert_int_equal(Layout->PartitionCount, 12);
    assert_int_equal(Entry[0].StartingOffset.QuadPart, 64 * SECTOR);
    assert_true(Entry[0].Mbr.BootIndicator && Entry[0].Mbr.RecognizedPartition);
    assert_false(Entry[1].Mbr.RecognizedPartition);
    assert_int_equal(Entry[2].PartitionNumber, 0);
    assert_int_equal(Entry[4].StartingOffset.QuadPart, 1001 * SECTOR);
    assert_int_equal(Entry[4].PartitionNumber, 3);
    assert_int_equal(Entry[4].Mbr.HiddenSectors, 1);
    assert_int_equal(Entry[5].StartingOffset.QuadPart, 1500 * SECTOR);
    assert_int_equal(Entry[8].StartingOffset.QuadPart, 1501 * SECTOR);
    assert_int_equal(Entry[8].PartitionLength.QuadPart, 599 * SECTOR);
    assert_int_equal(Entry[8].PartitionNumber, 4);
    ExFreePool(Layout);
    assert_nt_success(IoVerifyPartitionTable(Device, FALSE));
    KitDelete(Device, NULL);
}

static void
only_tables_that_changed_are_written(void **state)
{
    SET_PARTITION_INFORMATION_EX Set = {.PartitionStyle = PARTITION_STYLE_MBR,
                                        .Mbr = {PARTITION_IFS}};
    PDEVICE_OBJECT Device = make_disk();
    PDRIVE_LAYOUT_INFORMATION_EX Layout;

    create_mbr(Device);
    write_four_partitions(Device);
    writes = 0;
    assert_nt_success(IoSetPartitionInformationEx(Device, 4, &Set));
    assert_int_equal(writes, 2); // the disk's signature, and the partition's table
    assert_nt_success(IoSetPartitionInformation(Device, SECTOR, 1, PARTITION_FAT_16));
    assert_nt_status(IoSetPartitionInformation(Device, SECTOR, 5, PARTITION_FAT_16),
                     STATUS_INVALID_PARAMETER);
    Layout = read_layout(Device, PARTITION_STYLE_MBR);
    assert_int_equal(Layout->PartitionEntry[8].Mbr.PartitionType, PARTITION_IFS);
    assert_int_equal(Layout->PartitionEntry[0].Mbr.PartitionType, PARTITION_FAT_16);
    ExFreePool(Layout);
    KitDelete(Device, NULL);
}

static void
the_old_routines_see_what_is_recognized_or_all(void **state)
{
    PDEVICE_OBJECT Device = make_disk();
    PDRIVE_LAYOUT_INFORMATION All, Recognized;

    create_mbr(Device);
    write_four_partitions(Device);
    assert_nt_success(IoReadPartitionTable(Device, SECTOR, FALSE, &All));
    assert_int_equal(All->PartitionCount, 12);
    assert_nt_success(IoReadPartitionTable(Device, SECTOR, TRUE, &Recognized));
    assert_int_equal(Recognized->PartitionCount, 3);
    assert_int_equal(Recognized->PartitionEntry[1].PartitionType, PARTITION_FAT32);
    All->PartitionEntry[1].PartitionType = PARTITION_IFS;
    All->PartitionEntry[1].RewritePartition = TRUE;
    assert_nt_success(IoWritePartitionTable(Device, SECTOR, 64, 16, All));
    ExFreePool(Recognized);
    assert_nt_success(IoReadPartitionTable(Device, SECTOR, TRUE, &Recognized));
    assert_int_equal(Recognized->PartitionCount, 4);
    ExFreePool(Recognized);
    ExFreePool(All);
    KitDelete(Device, NULL);
}

static void
partitions_that_overlap_are_an_error(void **state)
{
    PDEVICE_OBJECT Device = make_disk();
    PDRIVE_LAYOUT_INFORMATION_EX Layout;

    create_mbr(Device);
    write_four_partitions(Device);
    Layout = read_layout(Device, PARTITION_STYLE_MBR);
    Layout->PartitionEntry[1].StartingOffset.QuadPart -= SECTOR;
    Layout->PartitionEntry[1].RewritePartition = TRUE;
    assert_nt_success(IoWritePartitionTableEx(Device, Layout));
    ExFreePool(Layout);
    assert_nt_status(IoVerifyPartitionTable(Device, TRUE), STATUS_DISK_CORRUPT_ERROR);
    KitDelete(Device, NULL);
}

static void
an_mbr_is_examined_by_type(void **state)
{
    PDEVICE_OBJECT Device = make_disk();
    PVOID Buffer;

    create_mbr(Device);
    write_four_partitions(Device);
    HalExamineMBR(Device, SECTOR, PARTITION_IFS, &Buffer);
    assert_memory_equal(Buffer, disk, SECTOR);
    ExFreePool(Buffer);
    HalExamineMBR(Device, SECTOR, 0x54, &Buffer);
    assert_null(Buffer);
    KitDelete(Device, NULL);
}

/* --- GUID partition tables -------------------------------------------------------------------- */

static void
write_gpt_partition(PDEVICE_OBJECT Device)
{
    PDRIVE_LAYOUT_INFORMATION_EX Layout = read_layout(Device, PARTITION_STYLE_GPT);
    PPARTITION_INFORMATION_EX Entry = Layout->PartitionEntry;

    assert_int_equal(Layout->PartitionCount, 0);
    assert_int_equal(Layout->Gpt.MaxPartitionCount, 128);
    assert_int_equal(Layout->Gpt.StartingUsableOffset.QuadPart, 34 * SECTOR);
    assert_int_equal(Layout->Gpt.UsableLength.QuadPart, (SECTORS - 67) * SECTOR);
    Layout->PartitionCount = 1;
    Entry->StartingOffset.QuadPart = 64 * SECTOR;
    Entry->PartitionLength.QuadPart = 1000 * SECTOR;
    Entry->Gpt.PartitionType = data_type;
    Entry->Gpt.PartitionId = disk_id;
    memcpy(Entry->Gpt.Name, L"data", sizeof L"data");
    assert_nt_success(IoWritePartitionTableEx(Device, Layout));
    ExFreePool(Layout);
}

static void
expect_gpt_partition(PDEVICE_OBJECT Device)
{
    PDRIVE_LAYOUT_INFORMATION_EX Layout = read_layout(Device, PARTITION_STYLE_GPT);
    PPARTITION_INFORMATION_EX Entry = Layout->PartitionEntry;

    assert_int_equal(Layout->PartitionCount, 1);
    assert_memory_equal(&Layout->Gpt.DiskId, &disk_id, sizeof disk_id);
    assert_int_equal(Entry->PartitionNumber, 1);
    assert_int_equal(Entry->StartingOffset.QuadPart, 64 * SECTOR);
    assert_int_equal(Entry->PartitionLength.QuadPart, 1000 * SECTOR);
    assert_memory_equal(&Entry->Gpt.PartitionType, &data_type, sizeof data_type);
    assert_memory_equal(Entry->Gpt.Name, L"data", sizeof L"data");
    ExFreePool(Layout);
}

static void
a_gpt_comes_back(void **state)
{
    PDEVICE_OBJECT Device = make_disk();
    DISK_SIGNATURE Signature;

    create_gpt(Device);
    write_gpt_partition(Device);
    expect_gpt_partition(Device);
    assert_nt_success(IoReadDiskSignature(Device, SECTOR, &Signature));
    assert_memory_equal(&Signature.Gpt.DiskId, &disk_id, sizeof disk_id);
    assert_nt_success(IoVerifyPartitionTable(Device, FALSE));
    KitDelete(Device, NULL);
}

static void
damage_and_mend(PDEVICE_OBJECT Device, ULONG Sector)
{
    disk[Sector * SECTOR + 56] ^= 1; // a byte of the disk's id, or of an entry
    expect_gpt_partition(Device);
    assert_nt_status(IoVerifyPartitionTable(Device, FALSE), STATUS_DISK_CORRUPT_ERROR);
    assert_nt_success(IoVerifyPartitionTable(Device, TRUE));
    assert_nt_success(IoVerifyPartitionTable(Device, FALSE));
    expect_gpt_partition(Device);
}

static void
either_copy_of_a_gpt_mends_the_other(void **state)
{
    PDEVICE_OBJECT Device = make_disk();

    create_gpt(Device);
    write_gpt_partition(Device);
    damage_and_mend(Device, 1);
    damage_and_mend(Device, 2);
    damage_and_mend(Device, SECTORS - 1);
    damage_and_mend(Device, SECTORS - 33);
    KitDelete(Device, NULL);
}

static void
a_disk_without_table_is_raw_again(void **state)
{
    PDEVICE_OBJECT Device = make_disk();

    create_gpt(Device);
    assert_nt_success(IoCreateDisk(Device, NULL));
    ExFreePool(read_layout(Device, PARTITION_STYLE_RAW));
    assert_int_equal(disk[SECTOR], 0);
    assert_int_equal(disk[(SECTORS - 1) * SECTOR], 0);
    assert_nt_status(IoVerifyPartitionTable(Device, FALSE), STATUS_DISK_CORRUPT_ERROR);
    KitDelete(Device, NULL);
}

static void
what_the_disk_says_is_what_the_caller_hears(void **state)
{
    PDEVICE_OBJECT Device = make_disk();
    PDRIVE_LAYOUT_INFORMATION_EX Layout = (PVOID)1;

    fail_with = STATUS_IO_DEVICE_ERROR;
    assert_nt_status(IoReadPartitionTableEx(Device, &Layout), STATUS_IO_DEVICE_ERROR);
    assert_null(Layout);
    KitOn(IRP_MJ_DEVICE_CONTROL, ReadWrite);
    KitDelete(Device, NULL);
}

SIM_TESTS(SIM_TEST(a_new_disk_is_raw_until_it_is_created, KIT),
          SIM_TEST(an_mbr_and_its_chain_come_back, KIT),
          SIM_TEST(only_tables_that_changed_are_written, KIT),
          SIM_TEST(the_old_routines_see_what_is_recognized_or_all, KIT),
          SIM_TEST(partitions_that_overlap_are_an_error, KIT),
          SIM_TEST(an_mbr_is_examined_by_type, KIT), SIM_TEST(a_gpt_comes_back, KIT),
          SIM_TEST(either_copy_of_a_gpt_mends_the_other, KIT),
          SIM_TEST(a_disk_without_table_is_raw_again, KIT),
          SIM_TEST(what_the_disk_says_is_what_the_caller_hears, KIT))
