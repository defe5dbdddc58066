/*
 * scenario/drivers/ioctl_buffers.h - what a driver finds of a program's buffers
 */
#ifndef IOCTL_BUFFERS_H
#define IOCTL_BUFFERS_H

#include <devioctl.h>

#define IOCTL_LOOK(Method) CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, Method, FILE_ANY_ACCESS)

typedef struct _BUFFERS_STORY {
    NTSTATUS Status;   /* in: the answer */
    ULONG Fill;        /* in: so many bytes of the second buffer are set to 'o' */
    ULONG Information; /* in: the answer's */
    ULONG InputLength, OutputLength;
    PVOID SystemBuffer, Type3InputBuffer, UserBuffer;
    BOOLEAN HasMdl;
    ULONG MdlBytes, MdlOffset;
    USHORT MdlFlags;
    BOOLEAN InputIsRight;  /* it holds 'i' throughout */
    BOOLEAN DirectIsRight; /* the second buffer, of IN_DIRECT: the same */
} BUFFERS_STORY, *PBUFFERS_STORY;

#endif
