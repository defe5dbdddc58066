/*
 * samples/cancelq/cancelq.h - a cancel-safe queue with a thread behind it: what the files share
 *
 * What it shows: requests that wait in an IO_CSQ, a system thread of the driver that serves them,
 * cancellation by CancelIo and by closing the file, and how the thread is stopped.
 *
 *      driver.c    loading and unloading, dispatch
 *      queue.c     the queue: the six callbacks of IO_CSQ
 *      thread.c    the thread: it polls while somebody waits, and sleeps while nobody does
 *
 * The device is a meter that cannot interrupt: it has to be asked, and it has something new every
 * CANCELQ_PERIOD_MS milliseconds. Each ReadFile of \\.\Meter gets the next reading, a ULONG that
 * counts up; who asked first gets it first.
 */
#ifndef CANCELQ_H
#define CANCELQ_H

#include <ntddk.h>

#define CANCELQ_PERIOD_MS 100

/*
 *      read --IoCsqInsertIrp--> queued --thread: IoCsqRemoveNextIrp--> completed with a reading
 *                                      --cleanup of its file---------> STATUS_CANCELLED
 *                                      --CancelIo: CompleteCanceled--> STATUS_CANCELLED
 *
 * Who takes a request out of the queue completes it; IO_CSQ sees to it that it is only one.
 */
typedef struct _METER {
    /* queue.c */
    IO_CSQ Queue;
    LIST_ENTRY Head;
    KSPIN_LOCK Lock; /* guards Head */

    /* thread.c */
    PKTHREAD Thread;
    KEVENT Arrived; /* maybe there is a request; set after each insertion */
    KEVENT Stop;
    ULONG Reading;
} METER, *PMETER;

/* The request ends here. */
VOID MeterComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

/* --- queue.c ---------------------------------------------------------------------------------- */

NTSTATUS MeterInitializeQueue(PMETER Meter);
/* The oldest request of all (File NULL), or of one file; it is the caller's to complete. */
PIRP MeterTakeRequest(PMETER Meter, PFILE_OBJECT File);

/* --- thread.c --------------------------------------------------------------------------------- */

NTSTATUS MeterStartThread(PMETER Meter);
VOID MeterStopThread(PMETER Meter);

#endif
