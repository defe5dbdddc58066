/*
 * samples/edu/public.h - what programs know about the edu driver
 *
 * \\.\Edu0 is the first card. ReadFile and WriteFile copy from and to the 4096 bytes of memory on
 * the card, at the offset given; a transfer that does not fit fails with STATUS_INVALID_PARAMETER.
 */
#ifndef EDU_PUBLIC_H
#define EDU_PUBLIC_H

/* In: ULONG n. Out: ULONG n! modulo 2^32, computed by the card. */
#define IOCTL_EDU_FACTORIAL CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* In: ULONG. Out: ULONG with every bit inverted, by the card's liveness check. */
#define IOCTL_EDU_INVERT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* Out: EDU_INFORMATION. */
#define IOCTL_EDU_INFORMATION CTL_CODE(FILE_DEVICE_UNKNOWN, 0x802, METHOD_BUFFERED, FILE_ANY_ACCESS)

/* In: ULONG milliseconds after which a request that the card does not answer ends with
   STATUS_IO_TIMEOUT. */
#define IOCTL_EDU_SET_TIMEOUT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x803, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _EDU_INFORMATION {
    ULONG Identification;    /* what the card says it is */
    ULONG Messages;          /* 1: message-signalled interrupts; 0: the line */
    ULONG Interrupts;        /* of this card, since it was started */
    ULONG ForeignInterrupts; /* of the line, but not of this card */
    ULONG TimeOuts;
} EDU_INFORMATION;

#endif
