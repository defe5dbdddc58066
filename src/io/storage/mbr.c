/*
 * io/storage/mbr.c - partition tables of the master boot record kind
 *
 * Sector 0 has four entries. One of them may be an extended partition, whose first sector has
 * another table of four: a partition, relative to that sector, and the next extended partition,
 * relative to the first one.
 *
 *      sector 0:  [C: | D: | extended ------.  | - ]
 *      table 1 at its start:  [E: | extended ---.  | - | - ]
 *      table 2:               [F: | - | - | - ]
 *
 * A layout lists four entries for each table, in this order; partitions are numbered from 1 in the
 * order of their entries, those that are empty or extended have number 0.
 */
#include "disk.h"

BOOLEAN
IopIsExtended(UCHAR Type)
{
    return Type == PARTITION_EXTENDED || Type == PARTITION_XINT13_EXTENDED;
}

BOOLEAN
IopIsProtective(const IOP_MBR *Mbr)
{
    for (ULONG i = 0; i < IOP_MBR_ENTRIES; i++) {
        if (Mbr->Entry[i].Type == PARTITION_GPT) {
            return TRUE;
        }
    }
    return FALSE;
}

/* What makes the sum of the sector's words zero. */
ULONG
IopMbrCheckSum(const IOP_MBR *Mbr)
{
    ULONG Sum = 0, Word;

    for (ULONG i = 0; i < sizeof *Mbr; i += sizeof Word) {
        RtlCopyMemory(&Word, (const UCHAR *)Mbr + i, sizeof Word);
        Sum += Word;
    }
    return 0 - Sum;
}

/* --- reading ---------------------------------------------------------------------------------- */

/* Where an entry of the table at this sector counts from. */
static ULONG64
IopBaseOf(const IOP_MBR_ENTRY *Entry, ULONG64 Table, ULONG64 FirstExtended)
{
    return IopIsExtended(Entry->Type) ? FirstExtended : Table;
}

static VOID
IopReadEntry(PIOP_DISK Disk, const IOP_MBR_ENTRY *Entry, ULONG64 Base, PULONG Number,
             PPARTITION_INFORMATION_EX Partition)
{
    Partition->PartitionStyle = PARTITION_STYLE_MBR;
    if (Entry->Type == PARTITION_ENTRY_UNUSED) {
        return;
    }
    Partition->StartingOffset.QuadPart = (LONGLONG)((Base + Entry->Start) * Disk->SectorSize);
    Partition->PartitionLength.QuadPart = (LONGLONG)Entry->Sectors * Disk->SectorSize;
    Partition->PartitionNumber = IopIsExtended(Entry->Type) ? 0 : ++*Number;
    Partition->Mbr.PartitionType = Entry->Type;
    Partition->Mbr.BootIndicator = Entry->Boot == 0x80;
    Partition->Mbr.RecognizedPartition = IsRecognizedPartition(Entry->Type);
    Partition->Mbr.HiddenSectors = Entry->Start;
}

/* The sector of the next table; 0: none. */
static ULONG64
IopNextTable(const IOP_MBR *Mbr, PULONG64 FirstExtended)
{
    for (ULONG i = 0; i < IOP_MBR_ENTRIES; i++) {
        if (IopIsExtended(Mbr->Entry[i].Type)) {
            ULONG64 Next = *FirstExtended + Mbr->Entry[i].Start;

            *FirstExtended = *FirstExtended == 0 ? Next : *FirstExtended;
            return Next;
        }
    }
    return 0;
}

NTSTATUS
IopReadMbr(PIOP_DISK Disk, const IOP_MBR *First, PDRIVE_LAYOUT_INFORMATION_EX *Layout)
{
    PDRIVE_LAYOUT_INFORMATION_EX New = IopAllocateLayout(IOP_MBR_TABLES * IOP_MBR_ENTRIES);
    PPARTITION_INFORMATION_EX Partition;
    ULONG64 Table = 0, FirstExtended = 0;
    ULONG Number = 0;
    IOP_MBR Mbr = *First;
    NTSTATUS Status = STATUS_SUCCESS;
    PVOID Sector;

    if (New == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    New->PartitionStyle = PARTITION_STYLE_MBR;
    New->Mbr.Signature = First->Signature;
    New->Mbr.CheckSum = IopMbrCheckSum(First);
    do {
        for (ULONG i = 0; i < IOP_MBR_ENTRIES; i++) {
            Partition = &New->PartitionEntry[New->PartitionCount++];
            IopReadEntry(Disk, &Mbr.Entry[i], IopBaseOf(&Mbr.Entry[i], Table, FirstExtended),
                         &Number, Partition);
        }
        Table = IopNextTable(&Mbr, &FirstExtended);
        if (Table == 0 || New->PartitionCount == IOP_MBR_TABLES * IOP_MBR_ENTRIES) {
            break;
        }
        Status = IopReadDisk(Disk, Table, 1, &Sector);
        if (NT_SUCCESS(Status)) {
            Mbr = *(PIOP_MBR)Sector;
            ExFreeOwn(Sector);
        }
    } while (NT_SUCCESS(Status) && Mbr.Magic == IOP_MBR_MAGIC);
    *Layout = New; // at least one table was read
    return STATUS_SUCCESS;
}

/* --- writing ---------------------------------------------------------------------------------- */

static VOID
IopWriteEntry(PIOP_DISK Disk, PPARTITION_INFORMATION_EX Partition, ULONG64 Table,
              ULONG64 FirstExtended, PIOP_MBR_ENTRY Entry)
{
    static const UCHAR BeyondChs[3] = {0xFE, 0xFF, 0xFF}; // as LBA disks say it

    RtlZeroMemory(Entry, sizeof *Entry);
    Entry->Type = Partition->Mbr.PartitionType;
    if (Entry->Type == PARTITION_ENTRY_UNUSED) {
        return;
    }
    Entry->Boot = Partition->Mbr.BootIndicator ? 0x80 : 0;
    RtlCopyMemory(Entry->FirstChs, BeyondChs, sizeof BeyondChs);
    RtlCopyMemory(Entry->LastChs, BeyondChs, sizeof BeyondChs);
    Entry->Start = (ULONG)((ULONG64)Partition->StartingOffset.QuadPart / Disk->SectorSize -
                           IopBaseOf(Entry, Table, FirstExtended));
    Entry->Sectors = (ULONG)((ULONG64)Partition->PartitionLength.QuadPart / Disk->SectorSize);
}

static BOOLEAN
IopIsToRewrite(const PARTITION_INFORMATION_EX *Partition)
{
    for (ULONG i = 0; i < IOP_MBR_ENTRIES; i++) {
        if (Partition[i].RewritePartition) {
            return TRUE;
        }
    }
    return FALSE;
}

static NTSTATUS
IopWriteTable(PIOP_DISK Disk, ULONG64 Table, ULONG64 FirstExtended, const IOP_MBR *Old,
              PPARTITION_INFORMATION_EX Partition)
{
    PIOP_MBR Mbr = ExAllocateOwn(Disk->SectorSize, IOP_DISK_TAG);
    NTSTATUS Status;

    if (Mbr == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Old != NULL) {
        *Mbr = *Old;
    }
    Mbr->Magic = IOP_MBR_MAGIC;
    for (ULONG i = 0; i < IOP_MBR_ENTRIES; i++) {
        IopWriteEntry(Disk, &Partition[i], Table, FirstExtended, &Mbr->Entry[i]);
    }
    Status = IopWriteDisk(Disk, Table, 1, Mbr);
    ExFreeOwn(Mbr);
    return Status;
}

/* The sector where the next table of the layout belongs; 0: none. */
static ULONG64
IopExtendedOf(PIOP_DISK Disk, const PARTITION_INFORMATION_EX *Partition)
{
    for (ULONG i = 0; i < IOP_MBR_ENTRIES; i++) {
        if (IopIsExtended(Partition[i].Mbr.PartitionType)) {
            return (ULONG64)Partition[i].StartingOffset.QuadPart / Disk->SectorSize;
        }
    }
    return 0;
}

/* Tables with an entry that is marked RewritePartition are written, and the disk's signature. */
NTSTATUS
IopWriteMbr(PIOP_DISK Disk, PIOP_MBR First, PDRIVE_LAYOUT_INFORMATION_EX Layout)
{
    ULONG64 Table = 0, FirstExtended = 0;
    NTSTATUS Status = STATUS_SUCCESS;

    if (Layout->PartitionCount % IOP_MBR_ENTRIES != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    First->Signature = Layout->Mbr.Signature;
    for (ULONG i = 0; i < Layout->PartitionCount && NT_SUCCESS(Status); i += IOP_MBR_ENTRIES) {
        PPARTITION_INFORMATION_EX Partition = &Layout->PartitionEntry[i];

        if (i == 0 || IopIsToRewrite(Partition)) {
            Status = IopWriteTable(Disk, Table, FirstExtended, i == 0 ? First : NULL, Partition);
        }
        Table = IopExtendedOf(Disk, Partition);
        FirstExtended = FirstExtended == 0 ? Table : FirstExtended;
        if (Table == 0) {
            break;
        }
    }
    return Status;
}

NTSTATUS
IopCreateMbr(PIOP_DISK Disk, ULONG Signature)
{
    PARTITION_INFORMATION_EX None[IOP_MBR_ENTRIES] = {0};
    IOP_MBR Empty = {.Signature = Signature};

    return IopWriteTable(Disk, 0, 0, &Empty, None);
}

/* Entries and signature go; boot code stays. */
NTSTATUS
IopEraseMbr(PIOP_DISK Disk)
{
    PIOP_MBR Mbr;
    NTSTATUS Status = IopReadDisk(Disk, 0, 1, (PVOID *)&Mbr);

    if (NT_SUCCESS(Status)) {
        RtlZeroMemory(&Mbr->Signature, sizeof *Mbr - FIELD_OFFSET(IOP_MBR, Signature));
        Status = IopWriteDisk(Disk, 0, 1, Mbr);
        ExFreeOwn(Mbr);
    }
    return Status;
}
