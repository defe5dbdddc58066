/*
 * samples/startio/print.c - the request that is printed: StartIo, interrupt, DPC, time-out
 *
 * The printer is asked whether it is ready; that it interrupted says only that it is time to ask.
 * So an interrupt that comes late, twice or for another device does no harm, and one that never
 * comes ends in the time-out.
 */
#include "startio.h"

static UCHAR
PrinterRead(PPRINTER Printer, ULONG Port)
{
    return READ_PORT_UCHAR(Printer->Ports + Port);
}

static VOID
PrinterWritePort(PPRINTER Printer, ULONG Port, UCHAR Value)
{
    WRITE_PORT_UCHAR(Printer->Ports + Port, Value);
}

/* --- the current request; Lock held ----------------------------------------------------------- */

static ULONG
PrinterLength(PIRP Irp)
{
    return IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;
}

static VOID
PrinterSend(PPRINTER Printer)
{
    const UCHAR *Characters = Printer->Current->AssociatedIrp.SystemBuffer;

    Printer->SecondsLeft = PRINTER_TIMEOUT_SECONDS;
    PrinterWritePort(Printer, PRINTER_DATA, Characters[Printer->Printed]);
}

/* The printer is ready, or gone. STATUS_PENDING: it has got something to do. */
static NTSTATUS
PrinterContinue(PPRINTER Printer)
{
    Printer->Printed++;
    if (Printer->Printed == PrinterLength(Printer->Current)) {
        return STATUS_SUCCESS;
    }
    if (Printer->Current->Cancel || Printer->Abandoned) {
        return STATUS_CANCELLED;
    }
    PrinterSend(Printer);
    return STATUS_PENDING;
}

static PIRP
PrinterTakeCurrent(PPRINTER Printer)
{
    PIRP Irp = Printer->Current;

    Printer->Current = NULL;
    return Irp;
}

/* --- its end; Lock not held, at DISPATCH_LEVEL ------------------------------------------------ */

/* The printer gets its next request before the program hears of this one. */
static VOID
PrinterEnd(PPRINTER Printer, PIRP Irp, NTSTATUS Status, ULONG Printed)
{
    IoStartNextPacket(Printer->Self, TRUE);
    PrinterFinish(Printer, Irp, Status, Printed);
}

/* --- its beginning ---------------------------------------------------------------------------- */

/* Once the printer is gone, requests are ended by the DPC, one by one: if StartIo ended them, it
   would call itself as often as requests wait. */
VOID NTAPI
PrinterStartIo(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PPRINTER Printer = DeviceObject->DeviceExtension;

    if (!PrinterTakeWaiting(Printer, Irp)) {
        return;
    }
    KeAcquireSpinLockAtDpcLevel(&Printer->Lock);
    Printer->Current = Irp;
    Printer->Printed = 0;
    Printer->Abandoned = FALSE;
    if (Printer->Started) {
        PrinterSend(Printer);
    } else {
        IoRequestDpc(DeviceObject, Irp, NULL);
    }
    KeReleaseSpinLockFromDpcLevel(&Printer->Lock);
}

/* --- interrupt -------------------------------------------------------------------------------- */

BOOLEAN NTAPI
PrinterService(PKINTERRUPT Interrupt, PVOID Context)
{
    PPRINTER Printer = Context;
    UCHAR Cause = PrinterRead(Printer, PRINTER_CAUSE);

    if (Cause == 0 || Cause == PRINTER_GONE) {
        return FALSE;
    }
    PrinterWritePort(Printer, PRINTER_CAUSE, Cause);
    IoRequestDpc(Printer->Self, NULL, NULL);
    return TRUE;
}

/* Lock held. STATUS_PENDING: nothing has come to an end. */
static NTSTATUS
PrinterLook(PPRINTER Printer)
{
    UCHAR Status;

    if (Printer->Current == NULL) {
        return STATUS_PENDING;
    }
    if (!Printer->Started) {
        return STATUS_DEVICE_REMOVED;
    }
    Status = PrinterRead(Printer, PRINTER_STATUS);
    if (Status == PRINTER_GONE) {
        return STATUS_DEVICE_REMOVED;
    }
    return (Status & PRINTER_READY) != 0 ? PrinterContinue(Printer) : STATUS_PENDING;
}

VOID NTAPI
PrinterDpcForIsr(PKDPC Dpc, PDEVICE_OBJECT DeviceObject, PIRP Unused, PVOID Context)
{
    PPRINTER Printer = DeviceObject->DeviceExtension;
    ULONG Printed;
    NTSTATUS Status;
    PIRP Irp = NULL;

    KeAcquireSpinLockAtDpcLevel(&Printer->Lock);
    Status = PrinterLook(Printer);
    Printed = Printer->Printed;
    if (Status != STATUS_PENDING) {
        Irp = PrinterTakeCurrent(Printer);
    }
    KeReleaseSpinLockFromDpcLevel(&Printer->Lock);
    if (Irp != NULL) {
        PrinterEnd(Printer, Irp, Status, Printed);
    }
}

/* --- time-out --------------------------------------------------------------------------------- */

/* Once a second, at DISPATCH_LEVEL. The reset makes sure that nothing of the old request is printed
   into the next one. */
VOID NTAPI
PrinterSecond(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    PPRINTER Printer = Context;
    ULONG Printed;
    PIRP Irp = NULL;

    KeAcquireSpinLockAtDpcLevel(&Printer->Lock);
    Printed = Printer->Printed;
    if (Printer->Started && Printer->Current != NULL && --Printer->SecondsLeft == 0) {
        PrinterWritePort(Printer, PRINTER_CONTROL, PRINTER_RESET);
        Irp = PrinterTakeCurrent(Printer);
    }
    KeReleaseSpinLockFromDpcLevel(&Printer->Lock);
    if (Irp != NULL) {
        PrinterEnd(Printer, Irp, STATUS_IO_TIMEOUT, Printed);
    }
}

/* --- from outside ----------------------------------------------------------------------------- */

VOID
PrinterAbandon(PPRINTER Printer, PFILE_OBJECT File)
{
    KIRQL Irql;

    KeAcquireSpinLock(&Printer->Lock, &Irql);
    if (Printer->Current != NULL &&
        IoGetCurrentIrpStackLocation(Printer->Current)->FileObject == File) {
        Printer->Abandoned = TRUE;
    }
    KeReleaseSpinLock(&Printer->Lock, Irql);
}

VOID
PrinterStart(PPRINTER Printer)
{
    KIRQL Irql;

    PrinterWritePort(Printer, PRINTER_CONTROL, PRINTER_RESET);
    KeAcquireSpinLock(&Printer->Lock, &Irql);
    Printer->Started = TRUE;
    KeReleaseSpinLock(&Printer->Lock, Irql);
    IoStartTimer(Printer->Self);
}

VOID
PrinterStop(PPRINTER Printer)
{
    ULONG Printed;
    KIRQL Irql;
    PIRP Irp;

    IoStopTimer(Printer->Self);
    KeAcquireSpinLock(&Printer->Lock, &Irql);
    Printer->Started = FALSE;
    Printed = Printer->Printed;
    Irp = PrinterTakeCurrent(Printer);
    KeReleaseSpinLockFromDpcLevel(&Printer->Lock);
    if (Irp != NULL) {
        PrinterEnd(Printer, Irp, STATUS_DEVICE_REMOVED, Printed);
    }
    KeLowerIrql(Irql);
}
