/*
 * io/storage/gptdisk.c - a disk gets a GUID partition table, loses it, has it checked
 */
#include "gpt.h"

static NTSTATUS
IopWriteProtectiveMbr(PIOP_DISK Disk)
{
    PIOP_MBR Mbr = ExAllocateOwn(Disk->SectorSize, IOP_DISK_TAG);
    NTSTATUS Status;

    if (Mbr == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Mbr->Magic = IOP_MBR_MAGIC;
    Mbr->Entry[0] = (IOP_MBR_ENTRY){
        .Type = PARTITION_GPT,
        .FirstChs = {0, 2, 0},
        .LastChs = {0xFE, 0xFF, 0xFF},
        .Start = 1,
        .Sectors = Disk->Sectors - 1 > MAXULONG ? MAXULONG : (ULONG)(Disk->Sectors - 1)};
    Status = IopWriteDisk(Disk, 0, 1, Mbr);
    ExFreeOwn(Mbr);
    return Status;
}

NTSTATUS
IopCreateGpt(PIOP_DISK Disk, const GUID *DiskId, ULONG MaxPartitionCount)
{
    ULONG Entries = MaxPartitionCount < IOP_GPT_FEWEST ? IOP_GPT_FEWEST : MaxPartitionCount;
    ULONG Sectors = IopSectorsFor(Disk, Entries * sizeof(IOP_GPT_ENTRY));
    IOP_GPT Gpt = {.Header = {.Signature = IOP_GPT_SIGNATURE,
                              .Revision = IOP_GPT_REVISION,
                              .HeaderSize = IOP_GPT_HEADER_SIZE,
                              .FirstUsable = 2 + Sectors,
                              .LastUsable = Disk->Sectors - 2 - Sectors,
                              .DiskId = *DiskId,
                              .Entries = Entries,
                              .EntrySize = sizeof(IOP_GPT_ENTRY)}};
    NTSTATUS Status;

    if (Entries > IOP_GPT_MOST || Disk->Sectors < 2 * (ULONG64)Sectors + 4) {
        return STATUS_INVALID_PARAMETER;
    }
    Gpt.Entries = ExAllocateOwn((SIZE_T)Sectors * Disk->SectorSize, IOP_DISK_TAG);
    if (Gpt.Entries == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = IopWriteProtectiveMbr(Disk);
    if (NT_SUCCESS(Status)) {
        Status = IopWriteGptCopies(Disk, &Gpt);
    }
    ExFreeOwn(Gpt.Entries);
    return Status;
}

/* Both headers, if they are headers. */
NTSTATUS
IopEraseGpt(PIOP_DISK Disk)
{
    const ULONG64 Sectors[] = {1, Disk->Sectors - 1};
    NTSTATUS Status = STATUS_SUCCESS;
    PVOID Buffer;

    for (ULONG i = 0; i < RTL_NUMBER_OF(Sectors) && NT_SUCCESS(Status); i++) {
        Status = IopReadDisk(Disk, Sectors[i], 1, &Buffer);
        if (NT_SUCCESS(Status)) {
            if (((PIOP_GPT_HEADER)Buffer)->Signature == IOP_GPT_SIGNATURE) {
                RtlZeroMemory(Buffer, Disk->SectorSize);
                Status = IopWriteDisk(Disk, Sectors[i], 1, Buffer);
            }
            ExFreeOwn(Buffer);
        }
    }
    return Status;
}

/* A damaged copy is written again from the other one. */
NTSTATUS
IopVerifyGpt(PIOP_DISK Disk, BOOLEAN FixErrors)
{
    IOP_GPT Primary, Backup;
    BOOLEAN HasPrimary = NT_SUCCESS(IopReadGptCopy(Disk, TRUE, &Primary));
    BOOLEAN HasBackup = NT_SUCCESS(IopReadGptCopy(Disk, FALSE, &Backup));
    NTSTATUS Status = HasPrimary && HasBackup ? STATUS_SUCCESS : STATUS_DISK_CORRUPT_ERROR;

    if (FixErrors && HasPrimary && !HasBackup) {
        Status = IopWriteGptCopy(Disk, FALSE, &Primary);
    } else if (FixErrors && HasBackup && !HasPrimary) {
        Status = IopWriteGptCopy(Disk, TRUE, &Backup);
    }
    if (HasPrimary) {
        ExFreeOwn(Primary.Entries);
    }
    if (HasBackup) {
        ExFreeOwn(Backup.Entries);
    }
    return Status;
}
