/*
 * io/storage/gptcopy.c - one copy of a GUID partition table, as the UEFI specification lays it out
 *
 *      0           a protective MBR
 *      1           the header: where the usable sectors are, where the entries, checksums of both
 *      2           the entries
 *      ...         partitions
 *      last - n    the entries again
 *      last        the header again, which calls the first one the alternate
 *
 * A copy counts if signature and both checksums are right.
 */
#include "gpt.h"

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

static BOOLEAN
IopIsHeader(PIOP_DISK Disk, ULONG64 Sector, const IOP_GPT_HEADER *Header)
{
    return Header->Signature == IOP_GPT_SIGNATURE && Header->HeaderSize == IOP_GPT_HEADER_SIZE &&
           Header->MySector == Sector && Header->HeaderCrc == IopHeaderCrc(Header) &&
           Header->EntrySize == sizeof(IOP_GPT_ENTRY) && Header->Entries - 1 < IOP_GPT_MOST &&
           Header->FirstUsable <= Header->LastUsable && Header->LastUsable < Disk->Sectors;
}

static ULONG64
IopGptSector(PIOP_DISK Disk, BOOLEAN Primary)
{
    return Primary ? 1 : Disk->Sectors - 1;
}

NTSTATUS
IopReadGptCopy(PIOP_DISK Disk, BOOLEAN Primary, PIOP_GPT Gpt)
{
    ULONG64 Sector = IopGptSector(Disk, Primary);
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

NTSTATUS
IopWriteGptCopy(PIOP_DISK Disk, BOOLEAN Primary, PIOP_GPT Gpt)
{
    PVOID Buffer = ExAllocateOwn(Disk->SectorSize, IOP_DISK_TAG);
    PIOP_GPT_HEADER Header = &Gpt->Header;
    ULONG Bytes = Header->Entries * sizeof(IOP_GPT_ENTRY), Sectors = IopSectorsFor(Disk, Bytes);
    NTSTATUS Status;

    if (Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Header->MySector = IopGptSector(Disk, Primary);
    Header->AlternateSector = IopGptSector(Disk, !Primary);
    Header->EntriesSector = Primary ? Header->MySector + 1 : Header->MySector - Sectors;
    Header->EntriesCrc = IopCrc32(Gpt->Entries, Bytes);
    Header->HeaderCrc = IopHeaderCrc(Header);
    RtlCopyMemory(Buffer, Header, IOP_GPT_HEADER_SIZE);
    Status = IopWriteDisk(Disk, Header->EntriesSector, Sectors, Gpt->Entries);
    if (NT_SUCCESS(Status)) {
        Status = IopWriteDisk(Disk, Header->MySector, 1, Buffer);
    }
    ExFreeOwn(Buffer);
    return Status;
}

NTSTATUS
IopWriteGptCopies(PIOP_DISK Disk, PIOP_GPT Gpt)
{
    NTSTATUS Status = IopWriteGptCopy(Disk, TRUE, Gpt);

    return NT_SUCCESS(Status) ? IopWriteGptCopy(Disk, FALSE, Gpt) : Status;
}
