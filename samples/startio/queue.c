/*
 * samples/startio/queue.c - requests that wait: IoStartPacket, cancelling, closing
 *
 * The I/O manager keeps them in the device's queue, which cannot be searched. So that closing a
 * file can find its requests, those that wait are also in a list of this driver, linked by
 * Tail.Overlay.ListEntry. (The device's queue has Tail.Overlay.DeviceQueueEntry, and with it
 * DriverContext, which is a union with that.)
 */
#include "startio.h"

static DRIVER_CANCEL PrinterCancel;

/* --- waiting ---------------------------------------------------------------------------------- */

NTSTATUS
PrinterWrite(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PPRINTER Printer = DeviceObject->DeviceExtension;
    NTSTATUS Status = IoAcquireRemoveLock(&Printer->RemoveLock, Irp);
    KIRQL Irql;

    if (!NT_SUCCESS(Status)) {
        return PrinterComplete(Irp, Status, 0);
    }
    if (IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length == 0) {
        PrinterFinish(Printer, Irp, STATUS_SUCCESS, 0);
        return STATUS_SUCCESS;
    }
    IoMarkIrpPending(Irp);
    IoAcquireCancelSpinLock(&Irql);
    InsertTailList(&Printer->Waiting, &Irp->Tail.Overlay.ListEntry);
    IoReleaseCancelSpinLock(Irql);
    IoStartPacket(DeviceObject, Irp, NULL, PrinterCancel);
    return STATUS_PENDING;
}

/*
 * Between its becoming CurrentIrp and this call, the request may have been cancelled and completed,
 * and then another may be current, even one at the same address. Then StartIo is called for that
 * one as well: whichever of the two calls comes first takes the cancel routine away, and the
 * request.
 */
BOOLEAN
PrinterTakeWaiting(PPRINTER Printer, PIRP Irp)
{
    BOOLEAN Taken;
    KIRQL Irql;

    IoAcquireCancelSpinLock(&Irql);
    Taken = Irp == Printer->Self->CurrentIrp && IoSetCancelRoutine(Irp, NULL) != NULL;
    if (Taken) {
        RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
    }
    IoReleaseCancelSpinLock(Irql);
    return Taken;
}

/* --- cancelling ------------------------------------------------------------------------------- */

/*
 * A request that is current already, but that StartIo has not taken yet, is the device's turn: that
 * must be given on, before the request is completed, or StartIo could find it current and gone.
 */
static VOID NTAPI
PrinterCancel(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PPRINTER Printer = DeviceObject->DeviceExtension;
    KIRQL Irql = Irp->CancelIrql;

    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
    if (Irp == DeviceObject->CurrentIrp) {
        IoReleaseCancelSpinLock(DISPATCH_LEVEL);
        IoStartNextPacket(DeviceObject, TRUE);
        KeLowerIrql(Irql);
    } else {
        KeRemoveEntryDeviceQueue(&DeviceObject->DeviceQueue, &Irp->Tail.Overlay.DeviceQueueEntry);
        IoReleaseCancelSpinLock(Irql);
    }
    PrinterFinish(Printer, Irp, STATUS_CANCELLED, 0);
}

/* Lock of cancelling held. A request of this file that waits and that nobody cancels yet; NULL:
   none. It has its cancel routine no more. */
static PIRP
PrinterFindWaiting(PPRINTER Printer, PFILE_OBJECT File)
{
    PLIST_ENTRY Link;

    for (Link = Printer->Waiting.Flink; Link != &Printer->Waiting; Link = Link->Flink) {
        PIRP Irp = CONTAINING_RECORD(Link, IRP, Tail.Overlay.ListEntry);

        if (IoGetCurrentIrpStackLocation(Irp)->FileObject == File &&
            IoSetCancelRoutine(Irp, NULL) != NULL) {
            return Irp;
        }
    }
    return NULL;
}

/* The last handle of a file is closed. What it has waiting is cancelled, as IoCancelIrp would do
   it, but without letting go of the lock between finding a request and cancelling it. */
NTSTATUS
PrinterCleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PPRINTER Printer = DeviceObject->DeviceExtension;
    PFILE_OBJECT File = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    PIRP Waiting;
    KIRQL Irql;

    IoAcquireCancelSpinLock(&Irql);
    while ((Waiting = PrinterFindWaiting(Printer, File)) != NULL) {
        Waiting->Cancel = TRUE;
        Waiting->CancelIrql = Irql;
        PrinterCancel(DeviceObject, Waiting);
        IoAcquireCancelSpinLock(&Irql);
    }
    IoReleaseCancelSpinLock(Irql);
    PrinterAbandon(Printer, File);
    return PrinterComplete(Irp, STATUS_SUCCESS, 0);
}
