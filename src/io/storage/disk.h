/*
 * io/storage/disk.h - what the files about partition tables share
 */
#ifndef IO_DISK_H
#define IO_DISK_H

#include <ntddk.h>

#include "iop.h"

#define IOP_DISK_TAG 'ksDI'

/* disk.c: a disk by sectors. Buffers are whole sectors of nonpaged memory. */
typedef struct _IOP_DISK {
    PDEVICE_OBJECT Device;
    ULONG SectorSize;
    ULONG64 Sectors;
} IOP_DISK, *PIOP_DISK;

NTSTATUS IopMeasureDisk(PDEVICE_OBJECT Device, PIOP_DISK Disk);
NTSTATUS IopReadDisk(PIOP_DISK Disk, ULONG64 Sector, ULONG Sectors, PVOID *Buffer); /* ExFreeOwn */
NTSTATUS IopWriteDisk(PIOP_DISK Disk, ULONG64 Sector, ULONG Sectors, PVOID Buffer);

static inline ULONG
IopSectorsFor(PIOP_DISK Disk, ULONG Bytes)
{
    return (Bytes + Disk->SectorSize - 1) / Disk->SectorSize;
}

/* mbr.c */
#pragma pack(push, 1)
typedef struct _IOP_MBR_ENTRY {
    UCHAR Boot; /* 0x80: the active one */
    UCHAR FirstChs[3];
    UCHAR Type;
    UCHAR LastChs[3];
    ULONG Start;
    ULONG Sectors;
} IOP_MBR_ENTRY, *PIOP_MBR_ENTRY;

typedef struct _IOP_MBR {
    UCHAR Code[440];
    ULONG Signature;
    USHORT Reserved;
    IOP_MBR_ENTRY Entry[4];
    USHORT Magic;
} IOP_MBR, *PIOP_MBR;
#pragma pack(pop)
C_ASSERT(sizeof(IOP_MBR) == 512);

enum { IOP_MBR_MAGIC = 0xAA55, IOP_MBR_ENTRIES = 4, IOP_MBR_TABLES = 64 };

BOOLEAN IopIsExtended(UCHAR Type);
BOOLEAN IopIsProtective(const IOP_MBR *Mbr); /* a GUID partition table follows */
/* Entries of all tables, four for each; *Layout: ExFreePool. */
NTSTATUS IopReadMbr(PIOP_DISK Disk, const IOP_MBR *First, PDRIVE_LAYOUT_INFORMATION_EX *Layout);
NTSTATUS IopWriteMbr(PIOP_DISK Disk, PIOP_MBR First, PDRIVE_LAYOUT_INFORMATION_EX Layout);
NTSTATUS IopCreateMbr(PIOP_DISK Disk, ULONG Signature);
NTSTATUS IopEraseMbr(PIOP_DISK Disk);
ULONG IopMbrCheckSum(const IOP_MBR *Mbr);

/* gpt.c, gptdisk.c */
NTSTATUS IopReadGpt(PIOP_DISK Disk, PDRIVE_LAYOUT_INFORMATION_EX *Layout);
NTSTATUS IopWriteGpt(PIOP_DISK Disk, PDRIVE_LAYOUT_INFORMATION_EX Layout);
NTSTATUS IopCreateGpt(PIOP_DISK Disk, const GUID *DiskId, ULONG MaxPartitionCount);
NTSTATUS IopEraseGpt(PIOP_DISK Disk);
NTSTATUS IopVerifyGpt(PIOP_DISK Disk, BOOLEAN FixErrors);

/* partition.c: a layout with room for so many entries, zeroed; the caller of the DDI frees it. */
PDRIVE_LAYOUT_INFORMATION_EX IopAllocateLayout(ULONG Entries);
/* A disk and its first sector, which says what kind of tables it has. */
NTSTATUS IopOpenDisk(PDEVICE_OBJECT Device, PIOP_DISK Disk, PIOP_MBR Mbr);
PARTITION_STYLE IopStyleOf(const IOP_MBR *Mbr);

#endif
