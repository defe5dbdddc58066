/*
 * io/irp/cancel.c - cancelling IRPs
 *
 * A packet can be cancelled while its CancelRoutine is set. Whoever exchanges the routine for NULL
 * owns what follows: IoCancelIrp calls the routine, a driver that takes it back
 * (IoSetCancelRoutine) goes on with the packet. IoCancelIrp does this under the system's cancel
 * spin lock, and enters the routine with the lock held; the routine releases it with
 * Irp->CancelIrql.
 */
#include "irp.h"
#include "check/check.h"

static struct {
    KSPIN_LOCK Lock;
    ULONG64 Releases;
} Iop SIM_STATE;

VOID
IoAcquireCancelSpinLock(PKIRQL Irql)
{
    KeAcquireSpinLock(&Iop.Lock, Irql);
}

VOID
IoReleaseCancelSpinLock(KIRQL Irql)
{
    Iop.Releases++;
    KeReleaseSpinLock(&Iop.Lock, Irql);
}

BOOLEAN
IopCancelLocked(PIRP Irp, KIRQL Irql)
{
    PDRIVER_CANCEL Routine;
    ULONG64 Releases = Iop.Releases;

    Irp->Cancel = TRUE;
    HalAcquire(HAL_SYNC_KEY(HalSyncObject, &Irp->CancelRoutine));
    Routine = (PDRIVER_CANCEL)InterlockedExchangePointer((PVOID *)&Irp->CancelRoutine, NULL);
    HalRelease(HAL_SYNC_KEY(HalSyncObject, &Irp->CancelRoutine));
    HalProbe2(PROBE_IRP_CANCEL, Irp, Routine);
    if (Routine == NULL) {
        IoReleaseCancelSpinLock(Irql);
        return FALSE;
    }
    if (Irp->Type != IO_TYPE_IRP || Irp->CurrentLocation > Irp->StackCount + 1) {
        KeBugCheckEx(CANCEL_STATE_IN_COMPLETED_IRP, (ULONG_PTR)Irp, (ULONG_PTR)Routine, 0, 0);
    }
    Irp->CancelIrql = Irql;
    CALL_DRIVER(Routine, Irp->Tail.Overlay.CurrentStackLocation->DeviceObject, Irp);
    if (Iop.Releases == Releases) {
        KeBugCheckEx(DRIVER_RETURNED_HOLDING_CANCEL_LOCK, (ULONG_PTR)Irp, (ULONG_PTR)Routine, 0, 0);
    }
    return TRUE;
}

BOOLEAN
IoCancelIrp(PIRP Irp)
{
    KIRQL Irql;

    if (Irp->Type != IO_TYPE_IRP) {
        IopStop(0x03, Irp);
    }
    IoAcquireCancelSpinLock(&Irql);
    return IopCancelLocked(Irp, Irql);
}
