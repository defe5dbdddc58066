/*
 * scenario/drivers/startio_deferred.h - a StartIo that is done at once and starts the next
 */
#ifndef STARTIO_DEFERRED_H
#define STARTIO_DEFERRED_H

#include <devioctl.h>

/* The first read is held until then, so that the others queue up behind it. */
#define IOCTL_GO CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _DEFERRED_STORY {
    ULONG Started, Depth, DeepestDepth;
    ULONG_PTR HighestFrame, LowestFrame; /* of StartIo, on the stack */
    ULONG WrongIrql, WrongCurrent, WrongOrder;
} DEFERRED_STORY, *PDEFERRED_STORY;

#endif
