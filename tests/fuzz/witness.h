/*
 * fuzz/witness.h - the device that answers every major function, and what it is told
 */
#ifndef FUZZ_WITNESS_H
#define FUZZ_WITNESS_H

#include <devioctl.h>

/* In: a WITNESS_ORDER. Sends such a request, which user mode cannot, to another of its devices. */
#define IOCTL_WITNESS_SEND CTL_CODE(FILE_DEVICE_UNKNOWN, 0x8F0, METHOD_BUFFERED, FILE_ANY_ACCESS)

typedef struct _WITNESS_ORDER {
    unsigned char MajorFunction, MinorFunction;
} WITNESS_ORDER;

/* The driver's WitnessWatch: puts a device that counts on top of the stack of that name. */
typedef NTSTATUS WITNESS_WATCH(PUNICODE_STRING Name);

#endif
