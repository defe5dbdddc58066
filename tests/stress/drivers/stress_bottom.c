/*
 * stress/drivers/stress_bottom.c - the lowest of three drivers: holds requests in cancel-safe lanes
 *
 *      STRESS_NOW         completed in the dispatch routine
 *      STRESS_BY_DPC      waits in a lane whose DPC, on a processor of its own, empties it
 *      STRESS_BY_TIMER    waits in a lane whose timer's DPC empties it
 *      STRESS_BY_CANCEL   waits until somebody cancels it or closes the file
 */
#include <ntddk.h>

#include "../stress.h"

#define LANES (STRESS_WAYS * STRESS_LANES)

typedef struct _STRESS_LANE {
    IO_CSQ Csq;
    KSPIN_LOCK Lock;
    LIST_ENTRY Head;
    KDPC Dpc;
    KTIMER Timer;
} STRESS_LANE, *PSTRESS_LANE;

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Stress");
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\Stress");

STRESS_COUNT StressBottomCount;
static STRESS_LANE StressLane[LANES];

static VOID
StressComplete(PIRP Irp, NTSTATUS Status)
{
    InterlockedIncrement(Status == STATUS_CANCELLED ? &StressBottomCount.Cancelled
                                                    : &StressBottomCount.Completed);
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

/* --- lanes ------------------------------------------------------------------------------------ */

static VOID
StressInsert(PIO_CSQ Csq, PIRP Irp)
{
    InsertTailList(&CONTAINING_RECORD(Csq, STRESS_LANE, Csq)->Head, &Irp->Tail.Overlay.ListEntry);
}

static VOID
StressRemove(PIO_CSQ Csq, PIRP Irp)
{
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

/* PeekContext: only requests of this file; NULL: all. */
static PIRP
StressPeekNext(PIO_CSQ Csq, PIRP Irp, PVOID PeekContext)
{
    PLIST_ENTRY Head = &CONTAINING_RECORD(Csq, STRESS_LANE, Csq)->Head, Entry;

    for (Entry = Irp == NULL ? Head->Flink : Irp->Tail.Overlay.ListEntry.Flink; Entry != Head;
         Entry = Entry->Flink) {
        PIRP Next = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry);

        if (PeekContext == NULL || IoGetCurrentIrpStackLocation(Next)->FileObject == PeekContext) {
            return Next;
        }
    }
    return NULL;
}

static VOID
StressAcquireLock(PIO_CSQ Csq, PKIRQL Irql)
{
    KeAcquireSpinLock(&CONTAINING_RECORD(Csq, STRESS_LANE, Csq)->Lock, Irql);
}

static VOID
StressReleaseLock(PIO_CSQ Csq, KIRQL Irql)
{
    KeReleaseSpinLock(&CONTAINING_RECORD(Csq, STRESS_LANE, Csq)->Lock, Irql);
}

static VOID
StressCompleteCanceled(PIO_CSQ Csq, PIRP Irp)
{
    StressComplete(Irp, STATUS_CANCELLED);
}

static VOID
StressEmpty(PKDPC Dpc, PVOID Lane, PVOID Argument1, PVOID Argument2)
{
    PIRP Irp;

    while ((Irp = IoCsqRemoveNextIrp(&((PSTRESS_LANE)Lane)->Csq, NULL)) != NULL) {
        StressComplete(Irp, STATUS_SUCCESS);
    }
}

static VOID
StressInitializeLane(PSTRESS_LANE Lane, ULONG Number)
{
    IoCsqInitialize(&Lane->Csq, StressInsert, StressRemove, StressPeekNext, StressAcquireLock,
                    StressReleaseLock, StressCompleteCanceled);
    KeInitializeSpinLock(&Lane->Lock);
    InitializeListHead(&Lane->Head);
    KeInitializeDpc(&Lane->Dpc, StressEmpty, Lane);
    KeSetTargetProcessorDpc(&Lane->Dpc, (CCHAR)(Number % KeQueryActiveProcessorCount(NULL)));
    KeInitializeTimer(&Lane->Timer);
}

/* --- dispatch --------------------------------------------------------------------------------- */

static STRESS_ORDER
StressOrderOf(PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    STRESS_ORDER Order;
    ULONG Value = Stack->Parameters.Read.ByteOffset.LowPart;

    if (Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL) {
        Value = *(ULONG *)Irp->AssociatedIrp.SystemBuffer;
    }
    RtlCopyMemory(&Order, &Value, sizeof Order);
    return Order;
}

static NTSTATUS
StressRequest(PDEVICE_OBJECT Device, PIRP Irp)
{
    STRESS_ORDER Order = StressOrderOf(Irp);
    PSTRESS_LANE Lane = &StressLane[Order.Way * STRESS_LANES + Order.Lane];
    LARGE_INTEGER Due = {.QuadPart = -10 * (Order.Lane + 1)};

    InterlockedIncrement(&StressBottomCount.Received);
    if (Order.Way == STRESS_NOW) {
        StressComplete(Irp, STATUS_SUCCESS);
        return STATUS_SUCCESS;
    }
    IoCsqInsertIrp(&Lane->Csq, Irp, NULL);
    if (Order.Way == STRESS_BY_DPC) {
        KeInsertQueueDpc(&Lane->Dpc, NULL, NULL);
    } else if (Order.Way == STRESS_BY_TIMER) {
        KeSetTimer(&Lane->Timer, Due, &Lane->Dpc);
    }
    return STATUS_PENDING;
}

static NTSTATUS
StressOther(PDEVICE_OBJECT Device, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS
StressCleanup(PDEVICE_OBJECT Device, PIRP Irp)
{
    PFILE_OBJECT File = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    PIRP Waiting;

    for (ULONG i = 0; i < LANES; i++) {
        while ((Waiting = IoCsqRemoveNextIrp(&StressLane[i].Csq, File)) != NULL) {
            StressComplete(Waiting, STATUS_CANCELLED);
        }
    }
    return StressOther(Device, Irp);
}

static VOID
StressUnload(PDRIVER_OBJECT Driver)
{
    for (ULONG i = 0; i < LANES; i++) {
        KeCancelTimer(&StressLane[i].Timer);
    }
    KeFlushQueuedDpcs();
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status;

    Driver->MajorFunction[IRP_MJ_CREATE] = StressOther;
    Driver->MajorFunction[IRP_MJ_CLOSE] = StressOther;
    Driver->MajorFunction[IRP_MJ_CLEANUP] = StressCleanup;
    Driver->MajorFunction[IRP_MJ_READ] = StressRequest;
    Driver->MajorFunction[IRP_MJ_WRITE] = StressRequest;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = StressRequest;
    Driver->DriverUnload = StressUnload;
    for (ULONG i = 0; i < LANES; i++) {
        StressInitializeLane(&StressLane[i], i % STRESS_LANES);
    }
    Status = IoCreateDevice(Driver, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Device->Flags |= DO_DIRECT_IO;
    Status = IoCreateSymbolicLink(&Link, &Name);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(Device);
    }
    return Status;
}
