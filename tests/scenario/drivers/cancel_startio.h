/*
 * scenario/drivers/cancel_startio.h - reads that wait for StartIo with a cancel routine
 */
#ifndef CANCEL_STARTIO_H
#define CANCEL_STARTIO_H

typedef enum _STARTIO_MISTAKE {
    StartIoRight,
    StartIoWrongEntry, /* the cancel routine takes whatever is first, with KeRemoveDeviceQueue */
    StartIoKeepsLock   /* the cancel routine returns with the cancel spin lock held */
} STARTIO_MISTAKE;

typedef struct _STARTIO_STORY {
    STARTIO_MISTAKE Mistake;
    BOOLEAN TakesTime;      /* the device answers at the next tick of the clock, not at once */
    ULONG CancelledCurrent; /* the cancel routine found that StartIo or the DPC has it */
    ULONG CancelledQueued;  /* it took it out of the device queue */
    ULONG SeenByStartIo, SeenByDpc; /* Irp->Cancel */
    ULONG Started, Active, TooManyActive;
    KIRQL CancelIrql, StartIrql; /* at which they are called */
} STARTIO_STORY, *PSTARTIO_STORY;

#endif
