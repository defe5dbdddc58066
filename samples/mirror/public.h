/*
 * samples/mirror/public.h - what programs know about \\.\Mirror
 *
 * It is read and written like the disks that it is made of. The status of a request says more than
 * that it succeeded: see STATUS_FT_READ_RECOVERY_FROM_BACKUP and STATUS_FT_WRITE_RECOVERY in
 * mirror.h; both are successes.
 */
#ifndef MIRROR_PUBLIC_H
#define MIRROR_PUBLIC_H

/* Out: ULONG, which half has been given up (bit 0, bit 1); 0: both are good. */
#define IOCTL_MIRROR_STATE CTL_CODE(FILE_DEVICE_DISK, 0x900, METHOD_BUFFERED, FILE_ANY_ACCESS)

#endif
