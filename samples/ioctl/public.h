/*
 * samples/ioctl/public.h - what programs know about \\.\Note
 *
 * Each handle has a note of its own: up to NOTE_SIZE bytes of text, none to begin with.
 */
#ifndef IOCTL_PUBLIC_H
#define IOCTL_PUBLIC_H

#define NOTE_SIZE 4096

/* In: the new text, all of it. Out: the old text. If there is room for a part of it only, that part
   comes back with STATUS_BUFFER_OVERFLOW, and the rest is lost. */
#define IOCTL_NOTE_SWAP                                                                            \
    CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_READ_ACCESS | FILE_WRITE_ACCESS)

/* In: ULONG offset, not beyond the end of the text. "Out": bytes that are written there; the text
   grows as it must. What does not fit into NOTE_SIZE bytes is not written. */
#define IOCTL_NOTE_WRITE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_IN_DIRECT, FILE_WRITE_ACCESS)

/* In: ULONG offset. Out: the text from there on, as much as there is and as there is room. */
#define IOCTL_NOTE_READ CTL_CODE(FILE_DEVICE_UNKNOWN, 0x802, METHOD_OUT_DIRECT, FILE_READ_ACCESS)

/* In: what to look for. Out: ULONG, ... offsets at which it was found. If there are more than there
   is room for, those come back with STATUS_BUFFER_OVERFLOW. */
#define IOCTL_NOTE_FIND CTL_CODE(FILE_DEVICE_UNKNOWN, 0x803, METHOD_NEITHER, FILE_READ_ACCESS)

#endif
