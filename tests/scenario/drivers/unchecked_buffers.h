/*
 * scenario/drivers/unchecked_buffers.h - requests whose sizes a driver checks, or does not
 */
#ifndef UNCHECKED_BUFFERS_H
#define UNCHECKED_BUFFERS_H

#include <devioctl.h>

#define UNCHECKED_CODE(n, Method)                                                                  \
    CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (n), Method, FILE_ANY_ACCESS)

#define IOCTL_NEW_ADDRESS UNCHECKED_CODE(0, METHOD_BUFFERED)   /* in: NEW_ADDRESS */
#define IOCTL_GET_INFO    UNCHECKED_CODE(1, METHOD_BUFFERED)   /* out: ITEMS ULONGs */
#define IOCTL_WAIT_FOR    UNCHECKED_CODE(2, METHOD_BUFFERED)   /* in: WAIT_FOR_BUFFER */
#define IOCTL_SET_VALUE   UNCHECKED_CODE(3, METHOD_BUFFERED)   /* in: SET_VALUE */
#define IOCTL_DIRECT      UNCHECKED_CODE(4, METHOD_OUT_DIRECT) /* out: zeros */
#define IOCTL_FETCH       UNCHECKED_CODE(5, METHOD_IN_DIRECT)  /* in: FETCH_BUFFER */
#define IOCTL_NEITHER     UNCHECKED_CODE(6, METHOD_NEITHER)    /* in: where to write a number */
#define IOCTL_GET_NAME    UNCHECKED_CODE(8, METHOD_BUFFERED)   /* out: NAME_ROOM bytes, a name */
#define IOCTL_EMBEDDED    UNCHECKED_CODE(7, METHOD_BUFFERED)   /* in: the same, as a pointer */

enum { ITEMS = 10, NAME_ROOM = 64, FETCH_BYTES = 64 };

typedef struct _NEW_ADDRESS {
    ULONG Count;
    ULONG Address;
} NEW_ADDRESS, *PNEW_ADDRESS;

typedef struct _WAIT_FOR_BUFFER {
    LARGE_INTEGER Timeout;
    ULONG NameLength; /* in bytes */
    BOOLEAN TimeoutSpecified;
    WCHAR Name[1];
} WAIT_FOR_BUFFER, *PWAIT_FOR_BUFFER;

typedef struct _SET_VALUE {
    ULONG NumEntries;
    struct {
        ULONG Key, Value;
    } Info[1];
} SET_VALUE, *PSET_VALUE;

typedef struct _FETCH_BUFFER {
    ULONG Length; /* of what is used in Data */
    UCHAR Data[FETCH_BYTES];
} FETCH_BUFFER, *PFETCH_BUFFER;

#endif
