/*
 * weak/drivers/litmus_ioctl.h - what the test and the driver with litmus tests say to each other
 */
#ifndef LITMUS_IOCTL_H
#define LITMUS_IOCTL_H

/* In: the number of a litmus test (ULONG). Out: did its outcome come about (ULONG)? */
#define LITMUS_RUN CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
/* Out: its name, of at most so many characters; no more tests: STATUS_NO_MORE_ENTRIES. */
#define LITMUS_NAME CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)
enum { LITMUS_NAME_SIZE = 64 };

/* Whether memory of a kind allows the outcome. */
typedef struct _LITMUS_ABOUT {
    CHAR Name[LITMUS_NAME_SIZE];
    UCHAR Allowed; /* 1: SC, 2: TSO, 4: ARM */
} LITMUS_ABOUT;

#endif
