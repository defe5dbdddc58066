/*
 * bugs/drivers/cancel_completion.c - a read waits for the next write, or is cancelled
 *
 * Defect: the write completes the read that it found, also when IoSetCancelRoutine says that the
 * cancel routine has been called and will complete it.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\CancelCompletion"

static PIRP Waiting; /* under Lock */
static KSPIN_LOCK Lock;

/* TRUE: it was there. */
static BOOLEAN
Withdraw(PIRP Irp)
{
    BOOLEAN Found;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Found = Waiting == Irp;
    if (Found) {
        Waiting = NULL;
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    return Found;
}

static VOID
CancelRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoReleaseCancelSpinLock(Irp->CancelIrql);
    Withdraw(Irp);
    StoryComplete(Irp, STATUS_CANCELLED, 0);
}

/* --- reading ---------------------------------------------------------------------------------- */

/* FALSE: there is one already, or it is cancelled before it waits. */
static BOOLEAN
Wait(PIRP Irp, NTSTATUS *Status)
{
    *Status = STATUS_PENDING;
    if (Waiting != NULL) {
        *Status = STATUS_DEVICE_BUSY;
        return FALSE;
    }
    IoSetCancelRoutine(Irp, CancelRead);
    if (Irp->Cancel && IoSetCancelRoutine(Irp, NULL) != NULL) {
        *Status = STATUS_CANCELLED;
        return FALSE;
    }
    IoMarkIrpPending(Irp);
    Waiting = Irp;
    return TRUE;
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    NTSTATUS Status;
    BOOLEAN Waits;
    KIRQL OldIrql;

    if (KitStack(Irp)->Parameters.Read.Length < sizeof(ULONG)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    KeAcquireSpinLock(&Lock, &OldIrql);
    Waits = Wait(Irp, &Status);
    KeReleaseSpinLock(&Lock, OldIrql);
    return Waits ? STATUS_PENDING : StoryComplete(Irp, Status, 0);
}

/* --- writing ---------------------------------------------------------------------------------- */

static PIRP
TakeWaiting(VOID)
{
    PIRP Irp;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Irp = Waiting;
    Waiting = NULL;
    if (Irp != NULL && IoSetCancelRoutine(Irp, NULL) == NULL && FIXED) {
        Irp = NULL; // its cancel routine completes it
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    return Irp;
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIRP Reader;

    if (KitStack(Irp)->Parameters.Write.Length < sizeof(ULONG)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    Reader = TakeWaiting();
    if (Reader != NULL) {
        KitAnswer(Reader, *(PULONG)Irp->AssociatedIrp.SystemBuffer);
    }
    return StoryComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KeInitializeSpinLock(&Lock);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    return KitDevice(DriverObject, L"\\Device\\CancelCompletion", LINK);
}
