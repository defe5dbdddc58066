/*
 * io/queue/startio.c - IoStartPacket, IoStartNextPacket: one request of a device at a time
 *
 * The packet that is being carried out is CurrentIrp; the others wait in the device's DeviceQueue.
 * StartIo is called at DISPATCH_LEVEL in whatever context starts the packet: the dispatch routine
 * that calls IoStartPacket, or the DPC that calls IoStartNextPacket. A StartIo that itself calls
 * IoStartNextPacket is entered again inside itself; with DeferredStartIo it is called again after
 * it has returned.
 *
 * With a cancel routine, CurrentIrp and the queue change under the cancel spin lock only.
 *
 * Preemption: in StartIo and cancel routines, with no lock of ours held.
 */
#include "device/device.h"

#define IOP_STARTIO_DEFERRED      1
#define IOP_STARTIO_NONCANCELABLE 2
#define IOP_STARTIO_CANCELABLE    4 /* of the deferred call */
#define IOP_STARTIO_BY_KEY        8

VOID
IoSetStartIoAttributes(PDEVICE_OBJECT DeviceObject, BOOLEAN DeferredStartIo, BOOLEAN NonCancelable)
{
    IopDevice(DeviceObject)->StartIoFlags = (DeferredStartIo ? IOP_STARTIO_DEFERRED : 0) |
                                            (NonCancelable ? IOP_STARTIO_NONCANCELABLE : 0);
}

/* StartIo may find the packet cancelled. */
static VOID
IopMakeCurrent(PDEVICE_OBJECT Device, PIRP Irp, BOOLEAN HasLock, KIRQL Irql)
{
    Device->CurrentIrp = Irp;
    if (HasLock) {
        if ((IopDevice(Device)->StartIoFlags & IOP_STARTIO_NONCANCELABLE) != 0) {
            Irp->CancelRoutine = NULL;
        }
        IoReleaseCancelSpinLock(Irql);
    }
}

/* The next packet of the queue becomes the current one; NULL: there is none. */
static PIRP
IopTakeNext(PDEVICE_OBJECT Device, ULONG How, ULONG Key)
{
    BOOLEAN HasLock = (How & IOP_STARTIO_CANCELABLE) != 0;
    KIRQL CancelIrql = DISPATCH_LEVEL;
    PKDEVICE_QUEUE_ENTRY Entry;
    PIRP Irp;

    if (HasLock) {
        IoAcquireCancelSpinLock(&CancelIrql);
    }
    Device->CurrentIrp = NULL;
    Entry = (How & IOP_STARTIO_BY_KEY) != 0 ? KeRemoveByKeyDeviceQueue(&Device->DeviceQueue, Key)
                                            : KeRemoveDeviceQueue(&Device->DeviceQueue);
    if (Entry == NULL) {
        if (HasLock) {
            IoReleaseCancelSpinLock(CancelIrql);
        }
        return NULL;
    }
    Irp = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.DeviceQueueEntry);
    IopMakeCurrent(Device, Irp, HasLock, CancelIrql);
    return Irp;
}

static VOID
IopCallStartIo(PDEVICE_OBJECT Device, PIRP Irp)
{
    IopDevice(Device)->StartIoDepth++;
    CALL_DRIVER(Device->DriverObject->DriverStartIo, Device, Irp);
    IopDevice(Device)->StartIoDepth--;
}

/* Calls StartIo, and as often again as a deferred StartIo asked for the next packet meanwhile. */
static VOID
IopRunStartIo(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIOP_DEVICE Private = IopDevice(Device);

    IopCallStartIo(Device, Irp);
    while (Private->StartIoDepth == 0 && Private->StartIoRequests != 0) {
        Private->StartIoRequests--;
        Irp = IopTakeNext(Device, Private->StartIoHow, Private->StartIoKey);
        if (Irp != NULL) {
            IopCallStartIo(Device, Irp);
        }
    }
}

/* The packet was queued; if it had been cancelled before it had a cancel routine, nobody else will.
   */
static VOID
IopCheckQueuedPacket(PDEVICE_OBJECT Device, PIRP Irp, KIRQL Irql)
{
    PDRIVER_CANCEL Routine;

    if (!Irp->Cancel || (Routine = IoSetCancelRoutine(Irp, NULL)) == NULL) {
        IoReleaseCancelSpinLock(Irql);
        return;
    }
    Irp->CancelIrql = Irql;
    CALL_DRIVER(Routine, Device, Irp);
}

VOID
IoStartPacket(PDEVICE_OBJECT DeviceObject, PIRP Irp, PULONG Key, PDRIVER_CANCEL CancelFunction)
{
    PKDEVICE_QUEUE_ENTRY Entry = &Irp->Tail.Overlay.DeviceQueueEntry;
    KIRQL OldIrql, CancelIrql = DISPATCH_LEVEL;
    BOOLEAN Queued;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    if (CancelFunction != NULL) {
        IoAcquireCancelSpinLock(&CancelIrql);
        Irp->CancelRoutine = CancelFunction;
    }
    if (Key != NULL) {
        Queued = KeInsertByKeyDeviceQueue(&DeviceObject->DeviceQueue, Entry, *Key);
    } else {
        Queued = KeInsertDeviceQueue(&DeviceObject->DeviceQueue, Entry);
    }
    if (!Queued) {
        IopMakeCurrent(DeviceObject, Irp, CancelFunction != NULL, CancelIrql);
        IopRunStartIo(DeviceObject, Irp);
    } else if (CancelFunction != NULL) {
        IopCheckQueuedPacket(DeviceObject, Irp, CancelIrql);
    }
    KeLowerIrql(OldIrql);
}

static VOID
IopStartNextOrDefer(PDEVICE_OBJECT Device, ULONG How, ULONG Key)
{
    PIOP_DEVICE Private = IopDevice(Device);
    PIRP Irp;

    if ((Private->StartIoFlags & IOP_STARTIO_DEFERRED) != 0 && Private->StartIoDepth != 0) {
        Private->StartIoRequests++;
        Private->StartIoHow = How;
        Private->StartIoKey = Key;
        return;
    }
    Irp = IopTakeNext(Device, How, Key);
    if (Irp != NULL) {
        IopRunStartIo(Device, Irp);
    }
}

VOID
IoStartNextPacket(PDEVICE_OBJECT DeviceObject, BOOLEAN Cancelable)
{
    IopStartNextOrDefer(DeviceObject, Cancelable ? IOP_STARTIO_CANCELABLE : 0, 0);
}

VOID
IoStartNextPacketByKey(PDEVICE_OBJECT DeviceObject, BOOLEAN Cancelable, ULONG Key)
{
    IopStartNextOrDefer(DeviceObject,
                        IOP_STARTIO_BY_KEY | (Cancelable ? IOP_STARTIO_CANCELABLE : 0), Key);
}
