/*
 * io/storage/gpt.c - the partitions in a GUID partition table
 *
 * Differs from Windows: entries are never created with a name or an id of libsim's own; a layout
 * is written as it comes.
 */
#include "gpt.h"

/* The backup, where the primary copy is damaged. */
static NTSTATUS
IopReadEither(PIOP_DISK Disk, PIOP_GPT Gpt)
{
    NTSTATUS Status = IopReadGptCopy(Disk, TRUE, Gpt);

    return NT_SUCCESS(Status) ? Status : IopReadGptCopy(Disk, FALSE, Gpt);
}

static BOOLEAN
IopIsUsed(const IOP_GPT_ENTRY *Entry)
{
    static const GUID None;

    return RtlCompareMemory(&Entry->Type, &None, sizeof None) != sizeof None;
}

static VOID
IopFromEntry(PIOP_DISK Disk, const IOP_GPT_ENTRY *Entry, PPARTITION_INFORMATION_EX Partition)
{
    Partition->PartitionStyle = PARTITION_STYLE_GPT;
    Partition->StartingOffset.QuadPart = (LONGLONG)(Entry->First * Disk->SectorSize);
    Partition->PartitionLength.QuadPart =
        (LONGLONG)((Entry->Last - Entry->First + 1) * Disk->SectorSize);
    Partition->Gpt.PartitionType = Entry->Type;
    Partition->Gpt.PartitionId = Entry->Id;
    Partition->Gpt.Attributes = Entry->Attributes;
    RtlCopyMemory(Partition->Gpt.Name, Entry->Name, sizeof Entry->Name);
}

static VOID
IopToEntry(PIOP_DISK Disk, const PARTITION_INFORMATION_EX *Partition, PIOP_GPT_ENTRY Entry)
{
    Entry->Type = Partition->Gpt.PartitionType;
    Entry->Id = Partition->Gpt.PartitionId;
    Entry->First = (ULONG64)Partition->StartingOffset.QuadPart / Disk->SectorSize;
    Entry->Last =
        Entry->First + (ULONG64)Partition->PartitionLength.QuadPart / Disk->SectorSize - 1;
    Entry->Attributes = Partition->Gpt.Attributes;
    RtlCopyMemory(Entry->Name, Partition->Gpt.Name, sizeof Entry->Name);
}

NTSTATUS
IopReadGpt(PIOP_DISK Disk, PDRIVE_LAYOUT_INFORMATION_EX *Layout)
{
    PDRIVE_LAYOUT_INFORMATION_EX New;
    IOP_GPT Gpt;
    NTSTATUS Status = IopReadEither(Disk, &Gpt);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    New = IopAllocateLayout(Gpt.Header.Entries);
    if (New == NULL) {
        ExFreeOwn(Gpt.Entries);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->PartitionStyle = PARTITION_STYLE_GPT;
    New->Gpt.DiskId = Gpt.Header.DiskId;
    New->Gpt.StartingUsableOffset.QuadPart = (LONGLONG)(Gpt.Header.FirstUsable * Disk->SectorSize);
    New->Gpt.UsableLength.QuadPart =
        (LONGLONG)((Gpt.Header.LastUsable - Gpt.Header.FirstUsable + 1) * Disk->SectorSize);
    New->Gpt.MaxPartitionCount = Gpt.Header.Entries;
    for (ULONG i = 0; i < Gpt.Header.Entries; i++) {
        if (IopIsUsed(&Gpt.Entries[i])) {
            IopFromEntry(Disk, &Gpt.Entries[i], &New->PartitionEntry[New->PartitionCount]);
            New->PartitionEntry[New->PartitionCount].PartitionNumber = New->PartitionCount + 1;
            New->PartitionCount++;
        }
    }
    ExFreeOwn(Gpt.Entries);
    *Layout = New;
    return STATUS_SUCCESS;
}

NTSTATUS
IopWriteGpt(PIOP_DISK Disk, PDRIVE_LAYOUT_INFORMATION_EX Layout)
{
    IOP_GPT Gpt;
    NTSTATUS Status = IopReadEither(Disk, &Gpt);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Layout->PartitionCount > Gpt.Header.Entries) {
        ExFreeOwn(Gpt.Entries);
        return STATUS_INVALID_PARAMETER;
    }
    RtlZeroMemory(Gpt.Entries, Gpt.Header.Entries * sizeof(IOP_GPT_ENTRY));
    for (ULONG i = 0; i < Layout->PartitionCount; i++) {
        IopToEntry(Disk, &Layout->PartitionEntry[i], &Gpt.Entries[i]);
    }
    Gpt.Header.DiskId = Layout->Gpt.DiskId;
    Status = IopWriteGptCopies(Disk, &Gpt);
    ExFreeOwn(Gpt.Entries);
    return Status;
}
