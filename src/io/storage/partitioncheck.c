/*
 * io/storage/partitioncheck.c - IoVerifyPartitionTable
 *
 * Differs from Windows: what is found are partitions that overlap or leave the disk, and a bad copy
 * of a GUID partition table; only the last can be corrected. The documentation does not say.
 */
#include "disk.h"

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
