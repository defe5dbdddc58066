/*
 * scenario/drivers/racy.h - a counter that a dispatch routine and a DPC share
 */
#ifndef RACY_H
#define RACY_H

#include <devioctl.h>

/* In: RACY_REQUEST. Out: RACY_RESULT. */
#define IOCTL_RACY_COUNT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _RACY_REQUEST {
    ULONG Rounds;
    BOOLEAN Locked;
} RACY_REQUEST, *PRACY_REQUEST;

typedef struct _RACY_RESULT {
    ULONG Done;    /* times that something was added */
    ULONG Counter; /* what has come of it */
} RACY_RESULT, *PRACY_RESULT;

#endif
