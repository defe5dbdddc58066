/*
 * scenario/drivers/slow_target.h - a device that answers as the test tells it
 */
#ifndef SLOW_TARGET_H
#define SLOW_TARGET_H

typedef struct _TARGET {
    NTSTATUS Status;      /* the answer */
    BOOLEAN Pends;        /* it comes later, from a timer's DPC on the last processor */
    ULONG DelayMs;        /* so much; 0: it does not come at all */
    BOOLEAN CancelsLater; /* a cancelled request is completed by a DPC, not by the cancel routine */
    ULONG Answers, Cancels;
} TARGET, *PTARGET;

#endif
