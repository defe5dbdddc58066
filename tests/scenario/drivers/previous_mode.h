/*
 * scenario/drivers/previous_mode.h - a driver that calls Nt and Zw routines
 */
#ifndef PREVIOUS_MODE_H
#define PREVIOUS_MODE_H

#include <devioctl.h>

#define IOCTL_MODES CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

enum { MODE_BYTES = 8 };

/* In: what belongs to the program. */
typedef struct _MODE_REQUEST {
    HANDLE File;       /* of this device, for synchronous I/O */
    PVOID StatusBlock; /* IO_STATUS_BLOCK */
    PVOID Buffer;      /* MODE_BYTES */
    BOOLEAN InThread;  /* the calls come from a system thread */
} MODE_REQUEST, *PMODE_REQUEST;

/* A call's status, and the RequestorMode of the IRP that it led to (-1: to none). */
typedef struct _MODE_CALL {
    NTSTATUS Status;
    LONG Requestor;
} MODE_CALL, *PMODE_CALL;

typedef struct _MODE_STORY {
    LONG PreviousMode;
    MODE_CALL NtKernelHandle; /* NtReadFile of a kernel handle into the program's buffer */
    MODE_CALL NtKernelBuffer; /* of the program's handle into the driver's buffer */
    MODE_CALL NtAllKernel;    /* of a kernel handle into the driver's buffer */
    MODE_CALL NtAllUser;      /* of the program's handle into the program's buffer */
    MODE_CALL ZwAllKernel, ZwUserHandle;
    LONG ModeAfterZw;
    NTSTATUS NtClose, ZwClose; /* of the kernel handle, in this order */
} MODE_STORY, *PMODE_STORY;

#endif
