/*
 * scenario/drivers/waits_and_apcs.h - a driver that waits in the ways that its callers choose
 */
#ifndef WAITS_AND_APCS_H
#define WAITS_AND_APCS_H

#include <devioctl.h>

#define WAITS_CODE(n) CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800 + (n), METHOD_BUFFERED, FILE_ANY_ACCESS)

#define IOCTL_PEND               WAITS_CODE(0) /* until it is completed or cancelled */
#define IOCTL_WAIT               WAITS_CODE(1) /* in: WAIT_HOW; what it returned is in Result */
#define IOCTL_COMPLETE           WAITS_CODE(2) /* the request that is pending */
#define IOCTL_PULSE              WAITS_CODE(3)
#define IOCTL_COMPLETE_AND_PULSE WAITS_CODE(4)

typedef enum { InNoRegion, InCriticalRegion, InGuardedRegion } WAIT_REGION;

typedef struct _WAIT_HOW {
    KPROCESSOR_MODE Mode;
    BOOLEAN Alertable;
    WAIT_REGION Region;
    ULONG TimeoutMs;
} WAIT_HOW, *PWAIT_HOW;

#endif
