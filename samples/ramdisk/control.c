/*
 * samples/ramdisk/control.c - geometry, length, partition, media
 *
 * All codes are METHOD_BUFFERED. A function here gets the system buffer, which is as long as the
 * table says at least, and fills it in.
 */
#include "ramdisk.h"

typedef NTSTATUS RAMDISK_CONTROL(PRAMDISK Disk, PVOID Buffer);

/* --- how large it is -------------------------------------------------------------------------- */

static LONGLONG
RamdiskSize(PRAMDISK Disk)
{
    return (LONGLONG)Disk->Sectors * RAMDISK_SECTOR;
}

/* A geometry is made of whole cylinders: of a disk that is not, the rest is left out. The length
   is what IOCTL_DISK_GET_LENGTH_INFO says. */
static NTSTATUS
RamdiskGeometry(PRAMDISK Disk, PVOID Buffer)
{
    DISK_GEOMETRY *Geometry = Buffer;

    Geometry->Cylinders.QuadPart = Disk->Sectors / RAMDISK_SECTORS_PER_TRACK;
    Geometry->MediaType = FixedMedia;
    Geometry->TracksPerCylinder = 1;
    Geometry->SectorsPerTrack = RAMDISK_SECTORS_PER_TRACK;
    Geometry->BytesPerSector = RAMDISK_SECTOR;
    return STATUS_SUCCESS;
}

static NTSTATUS
RamdiskGeometryEx(PRAMDISK Disk, PVOID Buffer)
{
    DISK_GEOMETRY_EX *Geometry = Buffer;

    Geometry->DiskSize.QuadPart = RamdiskSize(Disk);
    return RamdiskGeometry(Disk, &Geometry->Geometry);
}

static NTSTATUS
RamdiskLength(PRAMDISK Disk, PVOID Buffer)
{
    ((GET_LENGTH_INFORMATION *)Buffer)->Length.QuadPart = RamdiskSize(Disk);
    return STATUS_SUCCESS;
}

/* --- partition: the whole disk is one --------------------------------------------------------- */

static NTSTATUS
RamdiskPartition(PRAMDISK Disk, PVOID Buffer)
{
    PARTITION_INFORMATION *Partition = Buffer;

    RtlZeroMemory(Partition, sizeof *Partition);
    Partition->PartitionLength.QuadPart = RamdiskSize(Disk);
    Partition->PartitionType = PARTITION_IFS;
    Partition->RecognizedPartition = TRUE;
    return STATUS_SUCCESS;
}

static NTSTATUS
RamdiskPartitionEx(PRAMDISK Disk, PVOID Buffer)
{
    PARTITION_INFORMATION_EX *Partition = Buffer;

    RtlZeroMemory(Partition, sizeof *Partition);
    Partition->PartitionStyle = PARTITION_STYLE_MBR;
    Partition->PartitionLength.QuadPart = RamdiskSize(Disk);
    Partition->Mbr.PartitionType = PARTITION_IFS;
    Partition->Mbr.RecognizedPartition = TRUE;
    return STATUS_SUCCESS;
}

/* --- media: always there, always writable ----------------------------------------------------- */

static NTSTATUS
RamdiskIsReady(PRAMDISK Disk, PVOID Buffer)
{
    return STATUS_SUCCESS;
}

static NTSTATUS
RamdiskVerify(PRAMDISK Disk, PVOID Buffer)
{
    VERIFY_INFORMATION *Range = Buffer;
    LONGLONG Size = RamdiskSize(Disk), Start = Range->StartingOffset.QuadPart;

    if (Start < 0 || Start % RAMDISK_SECTOR != 0 || Range->Length % RAMDISK_SECTOR != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    return Start > Size || Range->Length > Size - Start ? STATUS_NONEXISTENT_SECTOR
                                                        : STATUS_SUCCESS;
}

static NTSTATUS
RamdiskDeviceNumber(PRAMDISK Disk, PVOID Buffer)
{
    STORAGE_DEVICE_NUMBER *Number = Buffer;

    Number->DeviceType = FILE_DEVICE_DISK;
    Number->DeviceNumber = Disk->Number;
    Number->PartitionNumber = 0;
    return STATUS_SUCCESS;
}

static NTSTATUS
RamdiskHotplug(PRAMDISK Disk, PVOID Buffer)
{
    STORAGE_HOTPLUG_INFO *Hotplug = Buffer;

    RtlZeroMemory(Hotplug, sizeof *Hotplug);
    Hotplug->Size = sizeof *Hotplug;
    return STATUS_SUCCESS;
}

/* --- dispatch --------------------------------------------------------------------------------- */

static const struct {
    ULONG Code, Input, Output;
    RAMDISK_CONTROL *Answer;
} RamdiskCodes[] = {
    {IOCTL_DISK_GET_DRIVE_GEOMETRY, 0, sizeof(DISK_GEOMETRY), RamdiskGeometry},
    {IOCTL_DISK_GET_MEDIA_TYPES, 0, sizeof(DISK_GEOMETRY), RamdiskGeometry},
    {IOCTL_STORAGE_GET_MEDIA_TYPES, 0, sizeof(DISK_GEOMETRY), RamdiskGeometry},
    {IOCTL_DISK_GET_DRIVE_GEOMETRY_EX, 0, FIELD_OFFSET(DISK_GEOMETRY_EX, Data), RamdiskGeometryEx},
    {IOCTL_DISK_GET_LENGTH_INFO, 0, sizeof(GET_LENGTH_INFORMATION), RamdiskLength},
    {IOCTL_DISK_GET_PARTITION_INFO, 0, sizeof(PARTITION_INFORMATION), RamdiskPartition},
    {IOCTL_DISK_GET_PARTITION_INFO_EX, 0, sizeof(PARTITION_INFORMATION_EX), RamdiskPartitionEx},
    {IOCTL_DISK_IS_WRITABLE, 0, 0, RamdiskIsReady},
    {IOCTL_DISK_MEDIA_REMOVAL, sizeof(PREVENT_MEDIA_REMOVAL), 0, RamdiskIsReady},
    {IOCTL_DISK_CHECK_VERIFY, 0, 0, RamdiskIsReady},
    {IOCTL_STORAGE_CHECK_VERIFY, 0, 0, RamdiskIsReady},
    {IOCTL_STORAGE_CHECK_VERIFY2, 0, 0, RamdiskIsReady},
    {IOCTL_DISK_VERIFY, sizeof(VERIFY_INFORMATION), 0, RamdiskVerify},
    {IOCTL_STORAGE_GET_DEVICE_NUMBER, 0, sizeof(STORAGE_DEVICE_NUMBER), RamdiskDeviceNumber},
    {IOCTL_STORAGE_GET_HOTPLUG_INFO, 0, sizeof(STORAGE_HOTPLUG_INFO), RamdiskHotplug},
};

static NTSTATUS
RamdiskAnswer(PRAMDISK Disk, PIRP Irp, PULONG Output)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(RamdiskCodes); i++) {
        if (RamdiskCodes[i].Code == Stack->Parameters.DeviceIoControl.IoControlCode) {
            if (Stack->Parameters.DeviceIoControl.InputBufferLength < RamdiskCodes[i].Input) {
                return STATUS_INFO_LENGTH_MISMATCH;
            }
            if (Stack->Parameters.DeviceIoControl.OutputBufferLength < RamdiskCodes[i].Output) {
                return STATUS_BUFFER_TOO_SMALL;
            }
            *Output = RamdiskCodes[i].Output;
            return RamdiskCodes[i].Answer(Disk, Irp->AssociatedIrp.SystemBuffer);
        }
    }
    return STATUS_INVALID_DEVICE_REQUEST;
}

NTSTATUS
RamdiskControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG Output = 0;
    NTSTATUS Status = RamdiskAnswer(DeviceObject->DeviceExtension, Irp, &Output);

    return RamdiskComplete(Irp, Status, NT_SUCCESS(Status) ? Output : 0);
}
