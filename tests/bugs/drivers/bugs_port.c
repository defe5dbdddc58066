/*
 * bugs/drivers/bugs_port.c - a port that serves one read at a time, for the drivers above it
 *
 * A read that comes while another one is served waits for its turn, and is completed by who serves.
 */
// INSTRUMENT
#include "kit.h"

#define LINK L"\\DosDevices\\BugsPort"

static KSPIN_LOCK Lock;
static LIST_ENTRY Queue; /* under Lock, as Busy */
static BOOLEAN Busy;

/* TRUE: the caller serves, this one first; FALSE: it was queued for who serves now. */
static BOOLEAN
BeginService(PIRP Irp)
{
    BOOLEAN Mine;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Mine = !Busy;
    Busy = TRUE;
    if (!Mine) {
        IoMarkIrpPending(Irp);
        InsertTailList(&Queue, &Irp->Tail.Overlay.ListEntry);
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    return Mine;
}

static PIRP
NextToServe(VOID)
{
    PIRP Irp = NULL;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    if (IsListEmpty(&Queue)) {
        Busy = FALSE;
    } else {
        Irp = CONTAINING_RECORD(RemoveHeadList(&Queue), IRP, Tail.Overlay.ListEntry);
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    return Irp;
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (!BeginService(Irp)) {
        return STATUS_PENDING;
    }
    StoryComplete(Irp, STATUS_SUCCESS, 0);
    while ((Irp = NextToServe()) != NULL) {
        StoryComplete(Irp, STATUS_SUCCESS, 0);
    }
    return STATUS_SUCCESS;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KeInitializeSpinLock(&Lock);
    InitializeListHead(&Queue);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    return KitDevice(DriverObject, L"\\Device\\BugsPort", LINK);
}
