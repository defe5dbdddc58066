/*
 * stress/drivers/stress_top.c - the driver on top: a remove lock around each request
 *
 * Reads, writes and controls go down in turn as they are and as a request of this driver's own,
 * the inner one, which is cancelled when the outer one is. The inner may be on its way back while
 * the outer's cancel routine runs: of the two the last one finishes the pair. The completion
 * routine counts for both when it takes the cancel routine away.
 */
#include <ntddk.h>

#include "../stress.h"

typedef struct _STRESS_PAIR {
    PIRP Outer, Inner;
    volatile LONG Users; // of the two routines, those still to come
} STRESS_PAIR, *PSTRESS_PAIR;

static UNICODE_STRING Target = RTL_CONSTANT_STRING(L"\\Device\\Stress");

STRESS_COUNT StressTopCount;
volatile LONG StressInnerCount;
static PDEVICE_OBJECT Lower;
static IO_REMOVE_LOCK RemoveLock;
static volatile LONG Turn;

static VOID
StressCount(NTSTATUS Status)
{
    InterlockedIncrement(Status == STATUS_CANCELLED ? &StressTopCount.Cancelled
                                                    : &StressTopCount.Completed);
}

/* --- as it is --------------------------------------------------------------------------------- */

/* Context: whether the request is counted. */
static NTSTATUS
StressReturn(PDEVICE_OBJECT Device, PIRP Irp, PVOID Context)
{
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    if (Context != NULL) {
        StressCount(Irp->IoStatus.Status);
    }
    IoReleaseRemoveLock(&RemoveLock, Irp);
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
StressPass(PIRP Irp, BOOLEAN Counted)
{
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, StressReturn, Counted ? &StressTopCount : NULL, TRUE, TRUE, TRUE);
    return IoCallDriver(Lower, Irp);
}

/* --- as a request of this driver's own -------------------------------------------------------- */

static VOID
StressFinish(PSTRESS_PAIR Pair)
{
    PIRP Outer = Pair->Outer;

    IoFreeIrp(Pair->Inner);
    ExFreePoolWithTag(Pair, 'riaP');
    StressCount(Outer->IoStatus.Status);
    IoCompleteRequest(Outer, IO_NO_INCREMENT);
    IoReleaseRemoveLock(&RemoveLock, Outer);
}

static VOID
StressLeave(PSTRESS_PAIR Pair, LONG Uses)
{
    if (InterlockedExchangeAdd(&Pair->Users, -Uses) == Uses) {
        StressFinish(Pair);
    }
}

static VOID
StressCancelOuter(PDEVICE_OBJECT Device, PIRP Outer)
{
    PSTRESS_PAIR Pair = Outer->Tail.Overlay.DriverContext[0];

    IoReleaseCancelSpinLock(Outer->CancelIrql);
    IoCancelIrp(Pair->Inner);
    StressLeave(Pair, 1);
}

static NTSTATUS
StressInnerReturn(PDEVICE_OBJECT Device, PIRP Inner, PVOID Context)
{
    PSTRESS_PAIR Pair = Context;

    Pair->Outer->IoStatus = Inner->IoStatus;
    StressLeave(Pair, IoSetCancelRoutine(Pair->Outer, NULL) != NULL ? 2 : 1);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static PSTRESS_PAIR
StressMakePair(PIRP Outer)
{
    PSTRESS_PAIR Pair = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof *Pair, 'riaP');
    PIO_STACK_LOCATION Next;

    if (Pair == NULL) {
        return NULL;
    }
    Pair->Outer = Outer;
    Pair->Users = 2;
    Pair->Inner = IoAllocateIrp(Lower->StackSize, FALSE);
    if (Pair->Inner == NULL) {
        ExFreePoolWithTag(Pair, 'riaP');
        return NULL;
    }
    Pair->Inner->AssociatedIrp.SystemBuffer = Outer->AssociatedIrp.SystemBuffer;
    Pair->Inner->MdlAddress = Outer->MdlAddress;
    Next = IoGetNextIrpStackLocation(Pair->Inner);
    *Next = *IoGetCurrentIrpStackLocation(Outer);
    IoSetCompletionRoutine(Pair->Inner, StressInnerReturn, Pair, TRUE, TRUE, TRUE);
    return Pair;
}

static NTSTATUS
StressSendInner(PIRP Outer)
{
    PSTRESS_PAIR Pair = StressMakePair(Outer);

    if (Pair == NULL) {
        return StressPass(Outer, TRUE);
    }
    IoMarkIrpPending(Outer);
    Outer->Tail.Overlay.DriverContext[0] = Pair;
    IoSetCancelRoutine(Outer, StressCancelOuter);
    if (Outer->Cancel && IoSetCancelRoutine(Outer, NULL) != NULL) {
        Outer->IoStatus.Status = STATUS_CANCELLED;
        Outer->IoStatus.Information = 0;
        StressFinish(Pair);
    } else {
        InterlockedIncrement(&StressInnerCount);
        IoCallDriver(Lower, Pair->Inner);
    }
    return STATUS_PENDING;
}

/* --- dispatch --------------------------------------------------------------------------------- */

static NTSTATUS
StressRequest(PDEVICE_OBJECT Device, PIRP Irp)
{
    NTSTATUS Status = IoAcquireRemoveLock(&RemoveLock, Irp);

    InterlockedIncrement(&StressTopCount.Received);
    if (!NT_SUCCESS(Status)) {
        Irp->IoStatus.Status = Status;
        IoCompleteRequest(Irp, IO_NO_INCREMENT);
        return Status;
    }
    return InterlockedIncrement(&Turn) % 2 == 0 ? StressSendInner(Irp) : StressPass(Irp, TRUE);
}

static NTSTATUS
StressOther(PDEVICE_OBJECT Device, PIRP Irp)
{
    IoAcquireRemoveLock(&RemoveLock, Irp);
    return StressPass(Irp, FALSE);
}

static VOID
StressUnload(PDRIVER_OBJECT Driver)
{
    IoAcquireRemoveLock(&RemoveLock, Driver);
    IoReleaseRemoveLockAndWait(&RemoveLock, Driver);
    IoDetachDevice(Lower);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status;

    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        Driver->MajorFunction[i] = StressOther;
    }
    Driver->MajorFunction[IRP_MJ_READ] = StressRequest;
    Driver->MajorFunction[IRP_MJ_WRITE] = StressRequest;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = StressRequest;
    Driver->DriverUnload = StressUnload;
    IoInitializeRemoveLock(&RemoveLock, 'sstS', 0, 0);
    Status = IoCreateDevice(Driver, 0, NULL, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Device->Flags |= DO_DIRECT_IO;
    Status = IoAttachDevice(Device, &Target, &Lower);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(Device);
    }
    return Status;
}
