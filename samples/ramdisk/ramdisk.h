/*
 * samples/ramdisk/ramdisk.h - disks in nonpaged memory: what the driver's files share
 *
 * What it shows: a block device that a file system could use. Direct I/O, alignment to sectors,
 * transfers that are cut off at the end of the disk, flushing, the control codes that programs and
 * file systems ask a disk for, and several devices of one driver.
 *
 *      driver.c    loading and unloading, the disks
 *      transfer.c  reading, writing, flushing
 *      control.c   geometry, length, partition, media
 *
 * \\.\Ramdisk0 and \\.\Ramdisk1 are equal; \\.\Ramdisk2 is smaller, and its size is odd.
 * A transfer that is not made of whole sectors fails with STATUS_INVALID_PARAMETER. One that begins
 * on the disk and reaches beyond it is cut off; at the end, reading gives STATUS_END_OF_FILE and
 * writing STATUS_DISK_FULL.
 *
 * Requests may come at DISPATCH_LEVEL, as a storage stack's do: everything here is nonpaged, and
 * nothing waits. A sector is written whole or not at all, whoever else writes it at the same time;
 * a transfer of several sectors is not.
 */
#ifndef RAMDISK_H
#define RAMDISK_H

#include <ntddk.h>
#include <ntdddisk.h>
#include <ntddstor.h>

#define RAMDISK_SECTOR            512
#define RAMDISK_SECTORS_PER_TRACK 32
#define RAMDISK_DISKS             3
#define RAMDISK_TAG               'dmaR'

typedef struct _RAMDISK {
    ULONG Number;
    ULONG Sectors;
    PUCHAR Memory;   /* Sectors * RAMDISK_SECTOR bytes */
    KSPIN_LOCK Lock; /* held while one sector is copied */
} RAMDISK, *PRAMDISK;

/* The request ends here, with this status. */
NTSTATUS RamdiskComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

DRIVER_DISPATCH RamdiskReadWrite, RamdiskFlush, RamdiskControl;

#endif
