/*
 * src/io/storage/gpt.h - a GUID partition table as it is on the disk
 */
#ifndef IO_GPT_H
#define IO_GPT_H

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

/* gptcopy.c: Primary is the copy at the disk's front, otherwise the one at its end. What is read is
   checked; STATUS_DISK_CORRUPT_ERROR: it is not a copy. */
NTSTATUS IopReadGptCopy(PIOP_DISK Disk, BOOLEAN Primary, PIOP_GPT Gpt);
NTSTATUS IopWriteGptCopy(PIOP_DISK Disk, BOOLEAN Primary, PIOP_GPT Gpt);
NTSTATUS IopWriteGptCopies(PIOP_DISK Disk, PIOP_GPT Gpt);

#endif
