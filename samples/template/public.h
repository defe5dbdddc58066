/*
 * samples/template/public.h - what the driver and the programs that use it agree on
 */
#ifndef PUBLIC_H
#define PUBLIC_H

/* In: a ULONG n. Out: a ULONG, n! modulo 2^32, as the device computes it. */
#define IOCTL_FACTORIAL CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

#endif
