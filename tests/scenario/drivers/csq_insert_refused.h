/*
 * scenario/drivers/csq_insert_refused.h - reads in a cancel-safe queue
 */
#ifndef CSQ_INSERT_REFUSED_H
#define CSQ_INSERT_REFUSED_H

#include <devioctl.h>

#define CSQ_CODE(n) CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (n), METHOD_BUFFERED, FILE_ANY_ACCESS)

/* Each completes what it took with success; STATUS_NOT_FOUND: there is none. */
#define IOCTL_REMOVE_NEXT  CSQ_CODE(0) /* IoCsqRemoveNextIrp */
#define IOCTL_REMOVE_FIRST CSQ_CODE(1) /* IoCsqRemoveIrp: the read that came first of all */

typedef struct _CSQ_STORY {
    BOOLEAN UsesMutex; /* the lock callbacks take a mutex, not a spin lock */
    ULONG Limit;       /* reads beyond so many in the queue are refused; 0: none is */
    ULONG Inserted, Refused, Removed, Cancelled, RemovedFirst, Queued;
    ULONG LockHeld, CancelledUnqueued, WrongContext, NotMarked;
} CSQ_STORY, *PCSQ_STORY;

#endif
