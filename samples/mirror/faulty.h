/*
 * samples/mirror/faulty.h - how a test tells the filter what to do with a disk
 */
#ifndef FAULTY_H
#define FAULTY_H

#define FAULTY_DISKS 2

/* In: FAULTY_ORDER, to \\.\Faulty. */
#define IOCTL_FAULTY_ORDER CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

enum {
    FAULTY_PASS, /* reads and writes go to the disk; those that were held, too */
    FAULTY_FAIL, /* they fail */
    FAULTY_HOLD  /* they are held, and can be cancelled */
};

typedef struct _FAULTY_ORDER {
    ULONG Disk;
    ULONG Mode;
} FAULTY_ORDER;

#endif
