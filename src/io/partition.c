/*
 * io/partition.c - the routines by which disk drivers read and write partition tables
 *
 * What a disk has is decided by its first sector: no signature at its end, a raw disk; an entry of
 * type 0xEE, a GUID partition table (gpt.c); else tables of the master boot record kind (mbr.c).
 *
 * Differs from Windows: a disk without signature is reported as a layout of style RAW without
 * partitions; the documentation does not say. IoVerifyPartitionTable finds partitions that overlap
 * or leave the disk and a bad copy of a GUID partition table; only the last can it correct.
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

/* A disk and its first sector. */
static NTSTATUS
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

static PARTITION_STYLE
IopStyleOf(const IOP_MBR *Mbr)
{
    if (Mbr->Magic != IOP_MBR_MAGIC) {
        return PARTITION_STYLE_RAW;
    }
    return IopIsProtective(Mbr) ? PARTITION_STYLE_GPT : PARTITION_STYLE_MBR;
}

/* --- reading ---------------------------------------------------------------------------------- */

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

/* --- writing ---------------------------------------------------------------------------------- */

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

/* --- checking --------------------------------------------------------------------------------- */

static BOOLEAN
IopOverlap(const PARTITION_INFORMATION_EX *a, const PARTITION_INFORMATION_EX *b)
{
    return a->PartitionNumber != 0 && b->PartitionNumber != 0 &&
           a->StartingOffset.QuadPart < b->StartingOffset.QuadPart + b->PartitionLength.QuadPart &&
           b->StartingOffset.QuadPart < a->StartingOffset.QuadPart + a->PartitionLength.QuadPart;
}

static BOOLEAN
IopIsSound(PIOP_DISK Disk, PDRIVE_LAYOUT_INFORMATION_EX Layout)
{
    ULONG64 End = Disk->Sectors * Disk->SectorSize;

    for (ULONG i = 0; i < Layout->PartitionCount; i++) {
        const PARTITION_INFORMATION_EX *Partition = &Layout->PartitionEntry[i];

        if ((ULONG64)Partition->StartingOffset.QuadPart +
                (ULONG64)Partition->PartitionLength.QuadPart >
            End) {
            return FALSE;
        }
        for (ULONG j = 0; j < i; j++) {
            if (IopOverlap(Partition, &Layout->PartitionEntry[j])) {
                return FALSE;
            }
        }
    }
    return TRUE;
}

NTSTATUS
IoVerifyPartitionTable(PDEVICE_OBJECT DeviceObject, BOOLEAN FixErrors)
{
    PDRIVE_LAYOUT_INFORMATION_EX Layout;
    IOP_DISK Disk;
    IOP_MBR Mbr;
    NTSTATUS Status = IopOpenDisk(DeviceObject, &Disk, &Mbr);

    if (NT_SUCCESS(Status) && IopStyleOf(&Mbr) == PARTITION_STYLE_GPT) {
        Status = IopVerifyGpt(&Disk, FixErrors);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IoReadPartitionTableEx(DeviceObject, &Layout);
    if (NT_SUCCESS(Status)) {
        if (Layout->PartitionStyle == PARTITION_STYLE_RAW || !IopIsSound(&Disk, Layout)) {
            Status = STATUS_DISK_CORRUPT_ERROR;
        }
        ExFreePool(Layout);
    }
    return Status;
}
