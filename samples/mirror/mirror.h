/*
 * samples/mirror/mirror.h - one disk made of two: what the driver's files share
 *
 * What it shows: an intermediate driver. Associated IRPs that make two requests of one, the end of
 * the master when both are done, cancellation that reaches what is below, a request that is sent to
 * another device when the first one fails, and a partial failure that is told and not hidden.
 *
 *      driver.c    loading and unloading, the halves, other requests
 *      part.c      what one half is asked for of a request
 *      write.c     writing: both halves, by associated IRPs that can be cancelled
 *      flush.c     flushing: both halves, by associated IRPs that end their master
 *      read.c      reading: one half, the other if that fails
 *      faulty.c    not part of the driver: a filter that makes disks fail, for the tests
 *
 * \\.\Mirror is made of \Device\Ramdisk0 and \Device\Ramdisk1, of equal length.
 *
 *      both good --a write fails on one half only--> that half is given up
 *
 * A half that is given up holds old data: it is neither read nor written any more. The other one is
 * never given up: its errors are the mirror's.
 *
 *      written to both halves              STATUS_SUCCESS
 *      written to one half                 STATUS_FT_WRITE_RECOVERY, a success
 *      read from the first choice          STATUS_SUCCESS
 *      read from the other half            STATUS_FT_READ_RECOVERY_FROM_BACKUP, a success
 *      cancelled on both halves            STATUS_CANCELLED
 *
 * A write that is cancelled on one half and done on the other has been done: the halves differ, and
 * the half on which it was cancelled is given up.
 */
#ifndef MIRROR_H
#define MIRROR_H

#include <ntddk.h>
#include <ntdddisk.h>

#include "public.h"

#define MIRROR_TAG 'rriM'

typedef struct _MIRROR_HALF {
    PFILE_OBJECT File; /* keeps the device below */
    PDEVICE_OBJECT Device;
} MIRROR_HALF, *PMIRROR_HALF;

typedef struct _MIRROR {
    PDEVICE_OBJECT Self;
    MIRROR_HALF Half[2];
    volatile LONG GivenUp; /* MIRROR_BIT of the half that is; 0: neither */
} MIRROR, *PMIRROR;

#define MIRROR_BIT(Half) (1 << (Half))

DRIVER_DISPATCH MirrorRead, MirrorWrite, MirrorFlush;

/* The request ends here, with this status. */
NTSTATUS MirrorComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);
/* The half that goes first: 0 if it is good. */
ULONG MirrorFirstHalf(PMIRROR Mirror);

/* An associated IRP that asks half Number for what the master asks for; NULL: not enough memory.
   It is freed by the I/O manager when it is completed, or by MirrorFreePart (NULL is allowed) if
   it is not. */
PIRP MirrorMakePart(PMIRROR Mirror, PIRP Master, ULONG Number, PIO_COMPLETION_ROUTINE Done,
                    PVOID Context);
VOID MirrorFreePart(PIRP Part);

#endif
