/*
 * tests/io/drivers/touch_instrumented.c - a filter above rules_lower that touches packets
 *
 * What it does with a read, TouchHow says: it touches the packet when that is not its own any more,
 * or does the same in time.
 */
#include <ntddk.h>

#include "touch.h"

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\RulesLower");
static PDEVICE_OBJECT Lower;
static LIST_ENTRY Queue;
static KSPIN_LOCK Lock;
static KDPC Dpc;

PDEVICE_OBJECT TouchDevice;
ULONG TouchHow;
volatile LONG_PTR TouchSeen;

static NTSTATUS
Finish(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
Completed(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    TouchSeen += Irp->IoStatus.Status + IoGetCurrentIrpStackLocation(Irp)->MajorFunction;
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
Forward(PIRP Irp)
{
    PIO_STACK_LOCATION Next = IoGetNextIrpStackLocation(Irp);
    NTSTATUS Status;

    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, Completed, NULL, TRUE, TRUE, TRUE);
    TouchSeen += Next->MajorFunction;
    Status = IoCallDriver(Lower, Irp);
    if (TouchHow == TOUCH_FORWARDED) {
        TouchSeen = Irp->IoStatus.Status;
    } else if (TouchHow == TOUCH_NEXT_LOCATION) {
        Next->Parameters.Read.Length = 1;
    }
    return Status;
}

static NTSTATUS
Skip(PIRP Irp)
{
    NTSTATUS Status;

    TouchSeen += (LONG_PTR)Irp->UserBuffer;
    IoSkipCurrentIrpStackLocation(Irp);
    Status = IoCallDriver(Lower, Irp);
    if (TouchHow == TOUCH_SKIPPED) {
        TouchSeen = Irp->IoStatus.Status;
    }
    return Status;
}

/* --- kept in a queue, completed by a DPC ------------------------------------------------------ */

static VOID
CompleteAll(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PLIST_ENTRY Entry;

    while ((Entry = ExInterlockedRemoveHeadList(&Queue, &Lock)) != NULL) {
        Finish(CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry), STATUS_SUCCESS);
    }
}

static NTSTATUS
Keep(PIRP Irp)
{
    IoMarkIrpPending(Irp);
    if (TouchHow == KEEP) {
        Irp->IoStatus.Information = 1;
    }
    ExInterlockedInsertTailList(&Queue, &Irp->Tail.Overlay.ListEntry, &Lock);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    if (TouchHow == TOUCH_KEPT) {
        Irp->IoStatus.Information = 1; // the DPC may have completed it
    }
    return STATUS_PENDING;
}

/* The same access before and after the DPC on another processor has completed it, and nothing in
   between that orders accesses. */
static NTSTATUS
KeepAndLook(PIRP Irp)
{
    LONG_PTR Seen = 0;

    IoMarkIrpPending(Irp);
    ExInterlockedInsertTailList(&Queue, &Irp->Tail.Overlay.ListEntry, &Lock);
    KeSetTargetProcessorDpc(&Dpc, 1);
    KeInsertQueueDpc(&Dpc, NULL, NULL);
    for (ULONG i = 0; i < 3; i++) {
        Seen += (LONG_PTR)Irp->MdlAddress;
        KeStallExecutionProcessor(i == 0 ? 0 : 100);
    }
    TouchSeen = Seen;
    return STATUS_PENDING;
}

/* --- the driver ------------------------------------------------------------------------------- */

VOID
TouchFreed(ULONG How)
{
    PIRP Irp = IoAllocateIrp(1, FALSE);

    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoFreeIrp(Irp);
    if (How == TOUCH_FREED) {
        TouchSeen = Irp->IoStatus.Status;
    }
}

static NTSTATUS
Read(PIRP Irp)
{
    NTSTATUS Status;

    switch (TouchHow) {
    case KEEP:
    case TOUCH_KEPT:
        return Keep(Irp);
    case TOUCH_AGAIN:
        return KeepAndLook(Irp);
    case SKIP:
    case TOUCH_SKIPPED:
        return Skip(Irp);
    case COMPLETE:
        return Finish(Irp, STATUS_SUCCESS);
    case TOUCH_COMPLETED:
        Status = Finish(Irp, STATUS_SUCCESS);
        TouchSeen = Status;
        return Irp->IoStatus.Status;
    default:
        return Forward(Irp);
    }
}

static NTSTATUS
Dispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (IoGetCurrentIrpStackLocation(Irp)->MajorFunction == IRP_MJ_READ) {
        return Read(Irp);
    }
    return Finish(Irp, STATUS_SUCCESS);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    KeFlushQueuedDpcs();
    IoDetachDevice(Lower);
    IoDeleteDevice(TouchDevice);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status =
        IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &TouchDevice);

    InitializeListHead(&Queue);
    KeInitializeSpinLock(&Lock);
    KeInitializeDpc(&Dpc, CompleteAll, NULL);
    KeSetImportanceDpc(&Dpc, HighImportance);
    KeSetTargetProcessorDpc(&Dpc, (CCHAR)(KeQueryActiveProcessorCount(NULL) - 1));
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = Dispatch;
    }
    DriverObject->DriverUnload = Unload;
    if (NT_SUCCESS(Status)) {
        Status = IoAttachDevice(TouchDevice, &Name, &Lower);
    }
    if (NT_SUCCESS(Status)) {
        TouchDevice->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    }
    return Status;
}
