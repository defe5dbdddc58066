/*
 * io/gpt.c - GUID partition tables, as the UEFI specification lays them out
 *
 *      0           a protective MBR
 *      1           the header: where the usable sectors are, where the entries, checksums of both
 *      2           the entries
 *      ...         partitions
 *      last - n    the entries again
 *      last        the header again, which calls the first one the alternate
 *
 * A copy counts if signature and both checksums are right. The primary copy is what is read; the
 * backup where that is damaged.
 *
 * Differs from Windows: entries are never created with a name or an id of libsim's own; a layout
 * is written as it comes.
 */
#include "disk.h"

#define IOP_GPT_SIGNATURE 0x5452415020494645ull /* "EFI PART" */

enum { IOP_GPT_REVISION = 0x00010000, IOP_GPT_FEWEST = 128, IOP_GPT_MOST = 1024 };

typedef struct _IOP_GPT_HEADER {
    ULONG64 Signature;
    ULONG Revision;
    ULONG HeaderSize;
    ULONG HeaderCrc;
    ULONG Reserved;
    ULONG64 MySector;
    ULONG64 AlternateSector;
    ULONG64 FirstUsable;
    ULONG64 LastUsable;
    GUID DiskId;
    ULONG64 EntriesSector;
    ULONG Entries;
    ULONG EntrySize;
    ULONG EntriesCrc;
} IOP_GPT_HEADER, *PIOP_GPT_HEADER;

enum { IOP_GPT_HEADER_SIZE = 92 };
C_ASSERT(FIELD_OFFSET(IOP_GPT_HEADER, EntriesCrc) + sizeof(ULONG) == IOP_GPT_HEADER_SIZE);

typedef struct _IOP_GPT_ENTRY {
    GUID Type;
    GUID Id;
    ULONG64 First;
    ULONG64 Last;
    ULONG64 Attributes;
    WCHAR Name[36];
} IOP_GPT_ENTRY, *PIOP_GPT_ENTRY;
C_ASSERT(sizeof(IOP_GPT_ENTRY) == 128);

/* A copy in memory. */
typedef struct _IOP_GPT {
    IOP_GPT_HEADER Header;
    PIOP_GPT_ENTRY Entries; /* of whole sectors; ExFreeOwn */
} IOP_GPT, *PIOP_GPT;

static ULONG
IopCrc32(const VOID *Data, ULONG Length)
{
    ULONG Crc = ~0u;

    for (ULONG i = 0; i < Length; i++) {
        Crc ^= ((const UCHAR *)Data)[i];
        for (ULONG Bit = 0; Bit < 8; Bit++) {
            Crc = Crc >> 1 ^ ((Crc & 1) != 0 ? 0xEDB88320 : 0);
        }
    }
    return ~Crc;
}

static ULONG
IopHeaderCrc(const IOP_GPT_HEADER *Header)
{
    IOP_GPT_HEADER Copy = *Header;

    Copy.HeaderCrc = 0;
    return IopCrc32(&Copy, IOP_GPT_HEADER_SIZE);
}

/* --- one copy --------------------------------------------------------------------------------- */

static BOOLEAN
IopIsHeader(PIOP_DISK Disk, ULONG64 Sector, const IOP_GPT_HEADER *Header)
{
    return Header->Signature == IOP_GPT_SIGNATURE && Header->HeaderSize == IOP_GPT_HEADER_SIZE &&
           Header->MySector == Sector && Header->HeaderCrc == IopHeaderCrc(Header) &&
           Header->EntrySize == sizeof(IOP_GPT_ENTRY) && Header->Entries - 1 < IOP_GPT_MOST &&
           Header->FirstUsable <= Header->LastUsable && Header->LastUsable < Disk->Sectors;
}

static NTSTATUS
IopReadCopy(PIOP_DISK Disk, ULONG64 Sector, PIOP_GPT Gpt)
{
    PVOID Buffer;
    NTSTATUS Status = IopReadDisk(Disk, Sector, 1, &Buffer);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    RtlCopyMemory(&Gpt->Header, Buffer, IOP_GPT_HEADER_SIZE);
    ExFreeOwn(Buffer);
    if (!IopIsHeader(Disk, Sector, &Gpt->Header)) {
        return STATUS_DISK_CORRUPT_ERROR;
    }
    Status = IopReadDisk(Disk, Gpt->Header.EntriesSector,
                         IopSectorsFor(Disk, Gpt->Header.Entries * sizeof(IOP_GPT_ENTRY)),
                         (PVOID *)&Gpt->Entries);
    if (NT_SUCCESS(Status) && IopCrc32(Gpt->Entries, Gpt->Header.Entries * sizeof(IOP_GPT_ENTRY)) !=
                                  Gpt->Header.EntriesCrc) {
        ExFreeOwn(Gpt->Entries);
        Status = STATUS_DISK_CORRUPT_ERROR;
    }
    return Status;
}

static NTSTATUS
IopWriteCopy(PIOP_DISK Disk, PIOP_GPT Gpt, ULONG64 Sector, ULONG64 Alternate, ULONG64 EntriesSector)
{
    PVOID Buffer = ExAllocateOwn(Disk->SectorSize, IOP_DISK_TAG);
    PIOP_GPT_HEADER Header = &Gpt->Header;
    ULONG Bytes = Header->Entries * sizeof(IOP_GPT_ENTRY);
    NTSTATUS Status;

    if (Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Header->MySector = Sector;
    Header->AlternateSector = Alternate;
    Header->EntriesSector = EntriesSector;
    Header->EntriesCrc = IopCrc32(Gpt->Entries, Bytes);
    Header->HeaderCrc = IopHeaderCrc(Header);
    RtlCopyMemory(Buffer, Header, IOP_GPT_HEADER_SIZE);
    Status = IopWriteDisk(Disk, EntriesSector, IopSectorsFor(Disk, Bytes), Gpt->Entries);
    if (NT_SUCCESS(Status)) {
        Status = IopWriteDisk(Disk, Sector, 1, Buffer);
    }
    ExFreeOwn(Buffer);
    return Status;
}

static NTSTATUS
IopWritePrimary(PIOP_DISK Disk, PIOP_GPT Gpt)
{
    return IopWriteCopy(Disk, Gpt, 1, Disk->Sectors - 1, 2);
}

static NTSTATUS
IopWriteBackup(PIOP_DISK Disk, PIOP_GPT Gpt)
{
    ULONG Sectors = IopSectorsFor(Disk, Gpt->Header.Entries * sizeof(IOP_GPT_ENTRY));

    return IopWriteCopy(Disk, Gpt, Disk->Sectors - 1, 1, Disk->Sectors - 1 - Sectors);
}

static NTSTATUS
IopReadEither(PIOP_DISK Disk, PIOP_GPT Gpt)
{
    NTSTATUS Status = IopReadCopy(Disk, 1, Gpt);

    return NT_SUCCESS(Status) ? Status : IopReadCopy(Disk, Disk->Sectors - 1, Gpt);
}

/* --- layouts ---------------------------------------------------------------------------------- */

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

static NTSTATUS
IopWriteBoth(PIOP_DISK Disk, PIOP_GPT Gpt)
{
    NTSTATUS Status = IopWritePrimary(Disk, Gpt);

    return NT_SUCCESS(Status) ? IopWriteBackup(Disk, Gpt) : Status;
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
    Status = IopWriteBoth(Disk, &Gpt);
    ExFreeOwn(Gpt.Entries);
    return Status;
}

/* --- whole disks ------------------------------------------------------------------------------ */

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
        Status = IopWriteBoth(Disk, &Gpt);
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
    BOOLEAN HasPrimary = NT_SUCCESS(IopReadCopy(Disk, 1, &Primary));
    BOOLEAN HasBackup = NT_SUCCESS(IopReadCopy(Disk, Disk->Sectors - 1, &Backup));
    NTSTATUS Status = HasPrimary && HasBackup ? STATUS_SUCCESS : STATUS_DISK_CORRUPT_ERROR;

    if (FixErrors && HasPrimary && !HasBackup) {
        Status = IopWriteBackup(Disk, &Primary);
    } else if (FixErrors && HasBackup && !HasPrimary) {
        Status = IopWritePrimary(Disk, &Backup);
    }
    if (HasPrimary) {
        ExFreeOwn(Primary.Entries);
    }
    if (HasBackup) {
        ExFreeOwn(Backup.Entries);
    }
    return Status;
}
