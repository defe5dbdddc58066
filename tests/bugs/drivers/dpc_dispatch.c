/*
 * bugs/drivers/dpc_dispatch.c - writes that a DPC completes are counted
 *
 * Defect: the dispatch routine and the DPC count without a lock, and an update is lost.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\DpcDispatch"

static LIST_ENTRY Queue;
static KSPIN_LOCK QueueLock, CountLock;
static LONG InFlight; /* under CountLock */
static KDPC Dpc;

static LONG
Count(LONG Change)
{
    LONG Now;
    KIRQL OldIrql = PASSIVE_LEVEL;

    if (FIXED) {
        KeAcquireSpinLock(&CountLock, &OldIrql);
    }
    Now = InFlight += Change;
    if (FIXED) {
        KeReleaseSpinLock(&CountLock, OldIrql);
    }
    return Now;
}

static VOID
Transmit(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PLIST_ENTRY Entry;
    PIRP Irp;

    while ((Entry = ExInterlockedRemoveHeadList(&Queue, &QueueLock)) != NULL) {
        Irp = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry);
        Count(-1);
        StoryComplete(Irp, STATUS_SUCCESS, KitStack(Irp)->Parameters.Write.Length);
    }
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    Count(+1);
    IoMarkIrpPending(Irp);
    ExInterlockedInsertTailList(&Queue, &Irp->Tail.Overlay.ListEntry, &QueueLock);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    return STATUS_PENDING;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (KitCode(Irp) != IOCTL_DPC_DISPATCH_IN_FLIGHT || !KitHas(Irp, 0, sizeof(LONG))) {
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    KeFlushQueuedDpcs();
    return KitAnswer(Irp, (ULONG)Count(0));
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    KeFlushQueuedDpcs();
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    InitializeListHead(&Queue);
    KeInitializeSpinLock(&QueueLock);
    KeInitializeSpinLock(&CountLock);
    KeInitializeDpc(&Dpc, Transmit, NULL);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\DpcDispatch", LINK);
}
