/*
 * samples/ioctl/ioctl.h - the four transfer methods of device control: what the files share
 *
 * What it shows: where the two buffers of a device control request are with each method, what the
 * I/O manager has checked of them and what it has not, and what a program can do to a driver that
 * forgets the difference.
 *
 *      driver.c    loading and unloading, opening and closing
 *      control.c   the four requests
 *      user.c      user memory: the only file that touches it, and the only one with __try
 *
 *      method        input is                           output is
 *      BUFFERED      AssociatedIrp.SystemBuffer         the same buffer
 *      IN_DIRECT     AssociatedIrp.SystemBuffer         MdlAddress, locked for reading
 *      OUT_DIRECT    AssociatedIrp.SystemBuffer         MdlAddress, locked for writing
 *      NEITHER       Parameters...Type3InputBuffer,     Irp->UserBuffer,
 *                    as the program passed it           as the program passed it
 *
 * A buffer of no bytes is NULL: SystemBuffer if neither buffer has any, MdlAddress, and maybe the
 * addresses of NEITHER. With IN_DIRECT and OUT_DIRECT the program may change the bytes while the
 * driver looks at them; with NEITHER it may take the memory away as well.
 */
#ifndef IOCTL_H
#define IOCTL_H

#include <ntddk.h>

#include "public.h"

#define NOTE_TAG 'etoN'

/* Of one file; FsContext. */
typedef struct _NOTE {
    FAST_MUTEX Mutex; /* guards what follows */
    ULONG Length;
    UCHAR Text[NOTE_SIZE];
} NOTE, *PNOTE;

/* The request ends here. Information counts also with a warning such as STATUS_BUFFER_OVERFLOW. */
NTSTATUS NoteComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

DRIVER_DISPATCH NoteControl;

/* --- user.c: at PASSIVE_LEVEL or APC_LEVEL, in the context of the process that asks ----------- */

/* Copies from or to memory of whoever asks: of a program (UserMode), which is not trusted, or of a
   driver. What is wrong with the memory is returned as a status. */
NTSTATUS NoteCopyIn(PVOID To, const VOID *From, ULONG Length, KPROCESSOR_MODE Mode);
NTSTATUS NoteCopyOut(PULONG To, const ULONG *From, ULONG Count, KPROCESSOR_MODE Mode);

#endif
