/*
 * io/storage/partitionwrite.c - the routines by which disk drivers write partition tables, and make
 * disks
 */
#include "disk.h"

NTSTATUS
IoWritePartitionTableEx(PDEVICE_OBJECT DeviceObject, PDRIVE_LAYOUT_INFORMATION_EX DriveLayout)
{
    IOP_DISK Disk;
    IOP_MBR Mbr;
    NTSTATUS Status = IopOpenDisk(DeviceObject, &Disk, &Mbr);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (IopStyleOf(&Mbr) == PARTITION_STYLE_RAW) {
        return STATUS_UNSUCCESSFUL;
    }
    if (IopStyleOf(&Mbr) != DriveLayout->PartitionStyle) {
        return STATUS_INVALID_PARAMETER;
    }
    return DriveLayout->PartitionStyle == PARTITION_STYLE_GPT
               ? IopWriteGpt(&Disk, DriveLayout)
               : IopWriteMbr(&Disk, &Mbr, DriveLayout);
}

static VOID
IopWidenPartition(const PARTITION_INFORMATION *From, PPARTITION_INFORMATION_EX To)
{
    To->StartingOffset = From->StartingOffset;
    To->PartitionLength = From->PartitionLength;
    To->PartitionNumber = From->PartitionNumber;
    To->RewritePartition = From->RewritePartition;
    To->Mbr.PartitionType = From->PartitionType;
    To->Mbr.BootIndicator = From->BootIndicator;
}

NTSTATUS
IoWritePartitionTable(PDEVICE_OBJECT DeviceObject, ULONG SectorSize, ULONG SectorsPerTrack,
                      ULONG NumberOfHeads, PDRIVE_LAYOUT_INFORMATION PartitionBuffer)
{
    PDRIVE_LAYOUT_INFORMATION_EX Layout = IopAllocateLayout(PartitionBuffer->PartitionCount);
    NTSTATUS Status;

    if (Layout == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Layout->PartitionStyle = PARTITION_STYLE_MBR;
    Layout->PartitionCount = PartitionBuffer->PartitionCount;
    Layout->Mbr.Signature = PartitionBuffer->Signature;
    for (ULONG i = 0; i < Layout->PartitionCount; i++) {
        IopWidenPartition(&PartitionBuffer->PartitionEntry[i], &Layout->PartitionEntry[i]);
    }
    Status = IoWritePartitionTableEx(DeviceObject, Layout);
    ExFreePool(Layout);
    return Status;
}

NTSTATUS
IoCreateDisk(PDEVICE_OBJECT DeviceObject, PCREATE_DISK Disk)
{
    IOP_DISK Own;
    NTSTATUS Status = IopMeasureDisk(DeviceObject, &Own);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Disk != NULL && Disk->PartitionStyle == PARTITION_STYLE_GPT) {
        return IopCreateGpt(&Own, &Disk->Gpt.DiskId, Disk->Gpt.MaxPartitionCount);
    }
    Status = IopEraseGpt(&Own);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Disk != NULL && Disk->PartitionStyle == PARTITION_STYLE_MBR) {
        return IopCreateMbr(&Own, Disk->Mbr.Signature);
    }
    return Disk == NULL || Disk->PartitionStyle == PARTITION_STYLE_RAW ? IopEraseMbr(&Own)
                                                                       : STATUS_INVALID_PARAMETER;
}

/* --- one partition ---------------------------------------------------------------------------- */

static PPARTITION_INFORMATION_EX
IopFindPartition(PDRIVE_LAYOUT_INFORMATION_EX Layout, ULONG Number)
{
    for (ULONG i = 0; i < Layout->PartitionCount; i++) {
        if (Number != 0 && Layout->PartitionEntry[i].PartitionNumber == Number) {
            return &Layout->PartitionEntry[i];
        }
    }
    return NULL;
}

NTSTATUS
IoSetPartitionInformationEx(PDEVICE_OBJECT DeviceObject, ULONG PartitionNumber,
                            PSET_PARTITION_INFORMATION_EX PartitionInfo)
{
    PDRIVE_LAYOUT_INFORMATION_EX Layout;
    PPARTITION_INFORMATION_EX Partition;
    NTSTATUS Status = IoReadPartitionTableEx(DeviceObject, &Layout);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Partition = IopFindPartition(Layout, PartitionNumber);
    if (Partition == NULL || Layout->PartitionStyle != (ULONG)PartitionInfo->PartitionStyle) {
        ExFreePool(Layout);
        return STATUS_INVALID_PARAMETER;
    }
    Partition->RewritePartition = TRUE;
    if (Layout->PartitionStyle == PARTITION_STYLE_GPT) {
        Partition->Gpt = PartitionInfo->Gpt;
    } else {
        Partition->Mbr.PartitionType = PartitionInfo->Mbr.PartitionType;
    }
    Status = IoWritePartitionTableEx(DeviceObject, Layout);
    ExFreePool(Layout);
    return Status;
}

NTSTATUS
IoSetPartitionInformation(PDEVICE_OBJECT DeviceObject, ULONG SectorSize, ULONG PartitionNumber,
                          ULONG PartitionType)
{
    SET_PARTITION_INFORMATION_EX Information = {.PartitionStyle = PARTITION_STYLE_MBR,
                                                .Mbr = {(UCHAR)PartitionType}};

    return IoSetPartitionInformationEx(DeviceObject, PartitionNumber, &Information);
}
