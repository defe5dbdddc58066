/*
 * scenario/drivers/irp_stack_walk.h - a stack of three devices, each forwarding in its own way
 */
#ifndef IRP_STACK_WALK_H
#define IRP_STACK_WALK_H

#include <devioctl.h>

#define IOCTL_WALK CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

#define WALK_NOT_RETURNED ((NTSTATUS) - 1)

enum { WALK_LEVELS = 3, WALK_EVENTS = 16 };

/* What a device does; the names are those of the cheat sheet's routines. */
typedef enum _WALK_WAY {
    WalkSkip,           /* 1: forwards and forgets */
    WalkWait,           /* 2: forwards, waits, completes */
    WalkCopy31,         /* 3 with routine 31 */
    WalkCopy32,         /* 3 with routine 32, which completes the IRP itself */
    WalkCopy41,         /* 4 with routine 41: always pending */
    WalkCopy42,         /* 4 with routine 42: the IRP is kept, and completed by a DPC */
    WalkComplete,       /* 5: completes it now, with the status that was asked for */
    WalkPend,           /* lets a DPC complete it */
    WalkForgetMark,     /* 3, and its routine does not call IoMarkIrpPending */
    WalkPendUnmarked,   /* returns STATUS_PENDING without IoMarkIrpPending */
    WalkMarkedCompletes /* IoMarkIrpPending, then what WalkComplete does */
} WALK_WAY;

typedef struct _WALK_EVENT {
    CHAR What;         /* 'D': dispatch, 'C': completion routine */
    UCHAR Level;       /* 1: topmost; for 'C' that of the driver that set the routine */
    UCHAR DeviceLevel; /* of the DeviceObject that the routine was given */
    UCHAR Irql;
    CHAR CurrentLocation;
    BOOLEAN PendingReturned;
    BOOLEAN BottomReturned; /* its dispatch routine had */
    PVOID Location;         /* the current stack location */
} WALK_EVENT, *PWALK_EVENT;

typedef struct _WALK {
    WALK_WAY Ways[WALK_LEVELS + 1]; /* by level; [0] is not used */
    NTSTATUS Status;                /* of the bottom */
    WALK_EVENT Events[WALK_EVENTS];
    ULONG Count;
    ULONG Waits, EventsSet;
    NTSTATUS Returned[WALK_LEVELS + 1]; /* by the dispatch routines */
} WALK, *PWALK;

#endif
