/*
 * race/drivers/race_kit_ioctl.h - what tests and the drivers with cases say to each other
 */
#ifndef RACE_KIT_IOCTL_H
#define RACE_KIT_IOCTL_H

#define RACE_IOCTL CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)
#define RACE_COUNT CTL_CODE(FILE_DEVICE_UNKNOWN, 0x801, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _RACE_REQUEST {
    ULONG Case, Ordered;
} RACE_REQUEST;

#endif
