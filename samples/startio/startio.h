/*
 * samples/startio/startio.h - a printer with a queue: what the driver's files share
 *
 * What it shows: a device queue that the I/O manager runs (IoStartPacket, StartIo,
 * IoStartNextPacket), the cancel routine that belongs to it, an interrupt with DpcForIsr, a
 * time-out by IoTimer, and what of all that must happen when the printer is pulled out.
 *
 *      driver.c    loading, adding a device, opening
 *      pnp.c       starting, removing
 *      queue.c     requests that wait: IoStartPacket, cancelling, closing
 *      print.c     the request that is printed: StartIo, interrupt, DPC, time-out
 *
 * WriteFile to \\.\Printer prints the bytes; Information is how many of them were. One that is
 * cancelled or times out may have been printed in part. The printer cannot pause in the middle of a
 * page, so the driver does not let it be stopped for other resources.
 */
#ifndef STARTIO_H
#define STARTIO_H

#include <ntddk.h>

/* --- the printer ------------------------------------------------------------------------------ */

#define PRINTER_DATA    0
#define PRINTER_STATUS  1
#define PRINTER_CONTROL 2
#define PRINTER_CAUSE   3

#define PRINTER_READY 0x01
#define PRINTER_RESET 0x80
#define PRINTER_PORTS 4
#define PRINTER_GONE  0xFF /* what a port reads when the printer is not there any more */

#define PRINTER_TIMEOUT_SECONDS 10 /* without a character printed */

/* --- the device ------------------------------------------------------------------------------- */

/*
 *      waiting --StartIo--> current --DPC: all is printed------------> completed
 *                                   --DPC: cancelled, or file closed--> STATUS_CANCELLED
 *                                   --IoTimer--> STATUS_IO_TIMEOUT
 *      waiting --cancel routine--> STATUS_CANCELLED
 *      both    --removal--> STATUS_DEVICE_REMOVED
 *
 * P1. A request that waits has a cancel routine, and is in Waiting; both change under the cancel
 *     spin lock. The current one has none.
 * P2. Current changes under Lock. Who sets it to NULL completes that request, and starts the next
 *     packet, exactly once.
 * P3. Each request holds the remove lock from its dispatch routine to its completion.
 */
typedef struct _PRINTER {
    PDEVICE_OBJECT Self, Pdo, Lower;
    IO_REMOVE_LOCK RemoveLock;

    /* pnp.c */
    PUCHAR Ports;
    PKINTERRUPT Interrupt;

    /* queue.c */
    LIST_ENTRY Waiting; /* in no order */

    /* print.c, guarded by Lock */
    KSPIN_LOCK Lock;
    BOOLEAN Started;
    PIRP Current;
    ULONG Printed;     /* of its characters */
    BOOLEAN Abandoned; /* its file is closed */
    LONG SecondsLeft;
} PRINTER, *PPRINTER;

/* --- driver.c --------------------------------------------------------------------------------- */

VOID PrinterDelete(PPRINTER Printer);
NTSTATUS PrinterComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information);
/* Completes a request that holds the remove lock. */
VOID PrinterFinish(PPRINTER Printer, PIRP Irp, NTSTATUS Status, ULONG_PTR Information);

/* --- pnp.c ------------------------------------------------------------------------------------ */

DRIVER_DISPATCH PrinterPnp, PrinterPower, PrinterSystemControl;

/* --- queue.c ---------------------------------------------------------------------------------- */

DRIVER_DISPATCH PrinterWrite, PrinterCleanup;
/* In StartIo: the request that waited is the caller's; FALSE: it was cancelled meanwhile, and may
   be gone. */
BOOLEAN PrinterTakeWaiting(PPRINTER Printer, PIRP Irp);

/* --- print.c ---------------------------------------------------------------------------------- */

DRIVER_STARTIO PrinterStartIo;
KSERVICE_ROUTINE PrinterService;
IO_DPC_ROUTINE PrinterDpcForIsr;
IO_TIMER_ROUTINE PrinterSecond;
VOID PrinterStart(PPRINTER Printer);
/* The printer is gone, or will be: the current request ends, the others will as they come. */
VOID PrinterStop(PPRINTER Printer);
/* The current request ends with the next character, if it is of this file. */
VOID PrinterAbandon(PPRINTER Printer, PFILE_OBJECT File);

#endif
