/*
 * scenario/drivers/racy_instrumented.c - counts in a dispatch routine and in a DPC at once
 *
 * They run on two processors. Its accesses to memory are instrumented: between the read and the
 * write of an increment, the other processor may get its turn.
 */
#include <wdm.h>

#include "racy.h"

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Racy");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Racy");

static ULONG Counter, DpcRuns;
static BOOLEAN Locked;
static KSPIN_LOCK Lock;
static KDPC Dpc;

DRIVER_INITIALIZE DriverEntry;
static KDEFERRED_ROUTINE CountInDpc;

static VOID
CountInDpc(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    if (Locked) {
        KeAcquireSpinLockAtDpcLevel(&Lock);
    }
    Counter++;
    if (Locked) {
        KeReleaseSpinLockFromDpcLevel(&Lock);
    }
}

static VOID
CountHere(VOID)
{
    KIRQL OldIrql = PASSIVE_LEVEL;

    if (Locked) {
        KeAcquireSpinLock(&Lock, &OldIrql);
    }
    Counter++;
    if (Locked) {
        KeReleaseSpinLock(&Lock, OldIrql);
    }
}

static VOID
Count(const RACY_REQUEST *Request, PRACY_RESULT Result)
{
    ULONG Rounds = Request->Rounds;

    Locked = Request->Locked;
    Counter = DpcRuns = 0;
    for (ULONG i = 0; i < Rounds; i++) {
        DpcRuns += KeInsertQueueDpc(&Dpc, NULL, NULL);
        CountHere();
    }
    KeFlushQueuedDpcs();
    Result->Done = Rounds + DpcRuns;
    Result->Counter = Counter;
}

/* --- the driver ------------------------------------------------------------------------------- */

static NTSTATUS
Complete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
RacyControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    RACY_RESULT Result;

    if (Stack->Parameters.DeviceIoControl.InputBufferLength < sizeof(RACY_REQUEST) ||
        Stack->Parameters.DeviceIoControl.OutputBufferLength < sizeof(RACY_RESULT)) {
        return Complete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    Count(Irp->AssociatedIrp.SystemBuffer, &Result);
    *(PRACY_RESULT)Irp->AssociatedIrp.SystemBuffer = Result;
    return Complete(Irp, STATUS_SUCCESS, sizeof Result);
}

static NTSTATUS
RacySucceed(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return Complete(Irp, STATUS_SUCCESS, 0);
}

static VOID
RacyUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(DriverObject->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT DeviceObject;
    NTSTATUS Status =
        IoCreateDevice(DriverObject, 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &DeviceObject);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IoCreateSymbolicLink(&LinkName, &DeviceName);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(DeviceObject);
        return Status;
    }
    KeInitializeSpinLock(&Lock);
    KeInitializeDpc(&Dpc, CountInDpc, NULL);
    KeSetImportanceDpc(&Dpc, HighImportance);
    KeSetTargetProcessorDpc(&Dpc, (CCHAR)(KeQueryActiveProcessorCount(NULL) - 1));
    DriverObject->DriverUnload = RacyUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = RacySucceed;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = RacySucceed;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = RacyControl;
    return STATUS_SUCCESS;
}
