/*
 * io/storage/partition.c - the routines by which disk drivers read partition tables
 *
 * What a disk has is decided by its first sector: no signature at its end, a raw disk; an entry of
 * type 0xEE, a GUID partition table (gpt.c); else tables of the master boot record kind (mbr.c).
 *
 * Differs from Windows: a disk without signature is reported as a layout of style RAW without
 * partitions; the documentation does not say.
 */
#include "disk.h"

PDRIVE_LAYOUT_INFORMATION_EX
IopAllocateLayout(ULONG Entries)
{
    return ExAllocatePool2(POOL_FLAG_NON_PAGED,
                           FIELD_OFFSET(DRIVE_LAYOUT_INFORMATION_EX, PartitionEntry) +
                               (SIZE_T)Entries * sizeof(PARTITION_INFORMATION_EX),
                           IOP_DISK_TAG);
}

NTSTATUS
IopOpenDisk(PDEVICE_OBJECT Device, PIOP_DISK Disk, PIOP_MBR Mbr)
{
    PVOID Sector;
    NTSTATUS Status = IopMeasureDisk(Device, Disk);

    if (!NT_SUCCESS(Status)) {
        return STATUS_DEVICE_NOT_READY;
    }
    Status = IopReadDisk(Disk, 0, 1, &Sector);
    if (NT_SUCCESS(Status)) {
        *Mbr = *(PIOP_MBR)Sector;
        ExFreeOwn(Sector);
    }
    return Status;
}

PARTITION_STYLE
IopStyleOf(const IOP_MBR *Mbr)
{
    if (Mbr->Magic != IOP_MBR_MAGIC) {
        return PARTITION_STYLE_RAW;
    }
    return IopIsProtective(Mbr) ? PARTITION_STYLE_GPT : PARTITION_STYLE_MBR;
}

static NTSTATUS
IopReadRaw(PDRIVE_LAYOUT_INFORMATION_EX *Layout)
{
    *Layout = IopAllocateLayout(1);
    if (*Layout == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    (*Layout)->PartitionStyle = PARTITION_STYLE_RAW;
    return STATUS_SUCCESS;
}

NTSTATUS
IoReadPartitionTableEx(PDEVICE_OBJECT DeviceObject, PDRIVE_LAYOUT_INFORMATION_EX *DriveLayout)
{
    IOP_DISK Disk;
    IOP_MBR Mbr;
    NTSTATUS Status = IopOpenDisk(DeviceObject, &Disk, &Mbr);

    *DriveLayout = NULL;
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    switch (IopStyleOf(&Mbr)) {
    case PARTITION_STYLE_GPT:
        return IopReadGpt(&Disk, DriveLayout);
    case PARTITION_STYLE_MBR:
        return IopReadMbr(&Disk, &Mbr, DriveLayout);
    default:
        return IopReadRaw(DriveLayout);
    }
}

static VOID
IopNarrowPartition(const PARTITION_INFORMATION_EX *From, PPARTITION_INFORMATION To)
{
    *To = (PARTITION_INFORMATION){.StartingOffset = From->StartingOffset,
                                  .PartitionLength = From->PartitionLength,
                                  .HiddenSectors = From->Mbr.HiddenSectors,
                                  .PartitionNumber = From->PartitionNumber,
                                  .PartitionType = From->Mbr.PartitionType,
                                  .BootIndicator = From->Mbr.BootIndicator,
                                  .RecognizedPartition = From->Mbr.RecognizedPartition};
}

static NTSTATUS
IopNarrowLayout(PDRIVE_LAYOUT_INFORMATION_EX From, BOOLEAN OnlyRecognized,
                PDRIVE_LAYOUT_INFORMATION *To)
{
    PDRIVE_LAYOUT_INFORMATION New = ExAllocatePool2(
        POOL_FLAG_NON_PAGED,
        sizeof *New + (SIZE_T)From->PartitionCount * sizeof(PARTITION_INFORMATION), IOP_DISK_TAG);

    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->Signature = From->Mbr.Signature;
    for (ULONG i = 0; i < From->PartitionCount; i++) {
        if (!OnlyRecognized || From->PartitionEntry[i].Mbr.RecognizedPartition) {
            IopNarrowPartition(&From->PartitionEntry[i],
                               &New->PartitionEntry[New->PartitionCount++]);
        }
    }
    *To = New;
    return STATUS_SUCCESS;
}

NTSTATUS
IoReadPartitionTable(PDEVICE_OBJECT DeviceObject, ULONG SectorSize,
                     BOOLEAN ReturnRecognizedPartitions, PDRIVE_LAYOUT_INFORMATION *PartitionBuffer)
{
    PDRIVE_LAYOUT_INFORMATION_EX Layout;
    NTSTATUS Status = IoReadPartitionTableEx(DeviceObject, &Layout);

    *PartitionBuffer = NULL;
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = Layout->PartitionStyle == PARTITION_STYLE_MBR
                 ? IopNarrowLayout(Layout, ReturnRecognizedPartitions, PartitionBuffer)
                 : STATUS_BAD_MASTER_BOOT_RECORD;
    ExFreePool(Layout);
    return Status;
}

NTSTATUS
IoReadDiskSignature(PDEVICE_OBJECT DeviceObject, ULONG BytesPerSector, PDISK_SIGNATURE Signature)
{
    PDRIVE_LAYOUT_INFORMATION_EX Layout;
    NTSTATUS Status = IoReadPartitionTableEx(DeviceObject, &Layout);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Signature->PartitionStyle = Layout->PartitionStyle;
    if (Layout->PartitionStyle == PARTITION_STYLE_MBR) {
        Signature->Mbr.Signature = Layout->Mbr.Signature;
        Signature->Mbr.CheckSum = Layout->Mbr.CheckSum;
    } else if (Layout->PartitionStyle == PARTITION_STYLE_GPT) {
        Signature->Gpt.DiskId = Layout->Gpt.DiskId;
    } else {
        Status = STATUS_DISK_CORRUPT_ERROR;
    }
    ExFreePool(Layout);
    return Status;
}

VOID
HalExamineMBR(PDEVICE_OBJECT DeviceObject, ULONG SectorSize, ULONG MBRTypeIdentifier, PVOID *Buffer)
{
    IOP_DISK Disk;
    IOP_MBR Mbr;

    *Buffer = NULL;
    if (!NT_SUCCESS(IopOpenDisk(DeviceObject, &Disk, &Mbr)) || Mbr.Magic != IOP_MBR_MAGIC ||
        Mbr.Entry[0].Type != MBRTypeIdentifier) {
        return;
    }
    *Buffer = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof Mbr, IOP_DISK_TAG);
    if (*Buffer != NULL) {
        RtlCopyMemory(*Buffer, &Mbr, sizeof Mbr);
    }
}
