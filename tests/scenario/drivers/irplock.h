/*
 * scenario/drivers/irplock.h - requests that are cancelled when they take too long
 */
#ifndef IRPLOCK_H
#define IRPLOCK_H

#include <devioctl.h>

#define IRPLOCK_CODE(n) CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (n), METHOD_BUFFERED, FILE_ANY_ACCESS)

/* Sends a request to the target and waits for it so long; returns its status or STATUS_TIMEOUT. */
#define IOCTL_WITH_TIMEOUT IRPLOCK_CODE(0)
/* Starts a request; tries to cancel it; waits until it has ended. */
#define IOCTL_START  IRPLOCK_CODE(1)
#define IOCTL_CANCEL IRPLOCK_CODE(2)
#define IOCTL_WAIT   IRPLOCK_CODE(3)

typedef enum _IRPLOCK_PATH {
    LockCompleted,                      /* Cancelable, Completed */
    LockCancelStartedCompleteCompleted, /* Cancelable, CancelStarted, CancelComplete, Completed */
    LockCompletedCancelStarted,         /* Cancelable, Completed, CancelStarted */
    LockCancelStartedCompletedComplete, /* Cancelable, CancelStarted, Completed, CancelComplete */
    LockPaths
} IRPLOCK_PATH;

typedef struct _IRPLOCK_STORY {
    ULONG Milliseconds;    /* of IOCTL_WITH_TIMEOUT */
    BOOLEAN AsOnThePage;   /* the due time is computed with 32 bits */
    IRPLOCK_PATH Path;     /* out */
    ULONG Completions;     /* out: times that the completion routine ran */
    NTSTATUS TargetStatus; /* out: in the status block, or seen by the completion routine */
} IRPLOCK_STORY, *PIRPLOCK_STORY;

#endif
