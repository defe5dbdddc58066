/*
 * scenario/drivers/cancel_driver_queue.h - a queue of reads under the driver's own spin lock
 */
#ifndef CANCEL_DRIVER_QUEUE_H
#define CANCEL_DRIVER_QUEUE_H

#include <devioctl.h>

/* Completes a read from the queue with success; STATUS_NO_MORE_ENTRIES: there is none. */
#define IOCTL_DEQUEUE CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef enum _QUEUE_MISTAKE {
    MistakeNone,
    MistakeIgnoresNull,   /* completes what it took although the cancel routine runs */
    MistakeKeepsRoutine,  /* completes what it took with the cancel routine still set */
    MistakeNoReinitialize /* the list entry of a skipped IRP keeps its old links */
} QUEUE_MISTAKE;

typedef struct _QUEUE_STORY {
    QUEUE_MISTAKE Mistake;
    ULONG StallUs; /* the driver is so slow where a cancellation matters */
    ULONG Queued;
    ULONG CancelledBefore; /* cancelled when it was queued, the cancel routine not called */
    ULONG CancelledDuring; /* the same, but the cancel routine was called */
    ULONG Cancelled;       /* by the cancel routine */
    ULONG Skipped;         /* the dequeuer found that the cancel routine runs */
    ULONG Dequeued;
    LONG CancelsNow, MostCancels; /* cancel routines that are in or wait for the driver's lock */
} QUEUE_STORY, *PQUEUE_STORY;

#endif
