/*
 * bench/versus/kernel.h - as much of a kernel as a driver needs to be stressed without one
 *
 * The drivers of tests/bugs are compiled as they are and linked with kernel.c: their threads are
 * Linux threads, their locks are spun for, a request is complete when it was completed once.
 */
#ifndef VERSUS_KERNEL_H
#define VERSUS_KERNEL_H

#include <setjmp.h>
#include <stdbool.h>

#include <wdm.h>

DRIVER_INITIALIZE DriverEntry;

enum { DATA_MOST = 1024 };

struct request {
    IRP irp;
    IO_STACK_LOCATION stack;
    ULONG buffer[DATA_MOST / sizeof(ULONG)]; /* of both directions */
    int completions;
};

extern DRIVER_OBJECT kernel_driver;

void kernel_start(void);
/* To the driver; the request may be reused when it is complete. */
void kernel_send(struct request *request, UCHAR major, ULONG control_code, ULONG bytes);
void kernel_cancel(struct request *request);

/* Where a thread goes on when the driver was caught with a broken list. */
extern _Thread_local jmp_buf kernel_broken;

#endif
