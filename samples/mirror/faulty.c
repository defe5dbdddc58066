/*
 * samples/mirror/faulty.c - a filter that makes disks fail, for tests of what stands above them
 *
 * It attaches itself to \Device\Ramdisk0 and \Device\Ramdisk1 when it is loaded, and does with
 * reads, writes and flushes what \\.\Faulty was told last: pass them on, fail them with
 * STATUS_IO_DEVICE_ERROR, or hold them until they are passed on or cancelled. So tests of error
 * paths need no driver that is built for testing.
 */
#include <ntddk.h>

#include "faulty.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD FaultyUnload;
static DRIVER_DISPATCH FaultyOther, FaultyTransfer, FaultyControl;

typedef struct _FAULTY {
    PDEVICE_OBJECT Lower; /* NULL: this is \\.\Faulty itself */
    volatile LONG Mode;
    IO_CSQ Held;
    LIST_ENTRY Head;
    KSPIN_LOCK Lock;
} FAULTY, *PFAULTY;

static UNICODE_STRING FaultyName = RTL_CONSTANT_STRING(L"\\Device\\Faulty");
static UNICODE_STRING FaultyLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Faulty");
static UNICODE_STRING FaultyDisks[FAULTY_DISKS] = {RTL_CONSTANT_STRING(L"\\Device\\Ramdisk0"),
                                                   RTL_CONSTANT_STRING(L"\\Device\\Ramdisk1")};
static PFAULTY FaultyFilters[FAULTY_DISKS];

static NTSTATUS
FaultyComplete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* --- what is held ----------------------------------------------------------------------------- */

static PFAULTY
FaultyOfQueue(PIO_CSQ Queue)
{
    return CONTAINING_RECORD(Queue, FAULTY, Held);
}

static VOID NTAPI
FaultyCsqInsert(PIO_CSQ Queue, PIRP Irp)
{
    InsertTailList(&FaultyOfQueue(Queue)->Head, &Irp->Tail.Overlay.ListEntry);
}

static VOID NTAPI
FaultyCsqRemove(PIO_CSQ Queue, PIRP Irp)
{
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

static PIRP NTAPI
FaultyCsqPeekNext(PIO_CSQ Queue, PIRP Irp, PVOID PeekContext)
{
    PLIST_ENTRY Head = &FaultyOfQueue(Queue)->Head;
    PLIST_ENTRY Next = Irp == NULL ? Head->Flink : Irp->Tail.Overlay.ListEntry.Flink;

    return Next == Head ? NULL : CONTAINING_RECORD(Next, IRP, Tail.Overlay.ListEntry);
}

static VOID NTAPI
FaultyCsqAcquireLock(PIO_CSQ Queue, PKIRQL Irql)
{
    KeAcquireSpinLock(&FaultyOfQueue(Queue)->Lock, Irql);
}

static VOID NTAPI
FaultyCsqReleaseLock(PIO_CSQ Queue, KIRQL Irql)
{
    KeReleaseSpinLock(&FaultyOfQueue(Queue)->Lock, Irql);
}

static VOID NTAPI
FaultyCsqCompleteCanceled(PIO_CSQ Queue, PIRP Irp)
{
    FaultyComplete(Irp, STATUS_CANCELLED);
}

/* It stays marked pending in the location of this driver. */
static VOID
FaultyReleaseHeld(PFAULTY Faulty)
{
    PIRP Irp;

    while ((Irp = IoCsqRemoveNextIrp(&Faulty->Held, NULL)) != NULL) {
        IoCopyCurrentIrpStackLocationToNext(Irp);
        IoCallDriver(Faulty->Lower, Irp);
    }
}

/* --- dispatch --------------------------------------------------------------------------------- */

static NTSTATUS
FaultyOther(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFAULTY Faulty = DeviceObject->DeviceExtension;

    if (Faulty->Lower == NULL) {
        return FaultyComplete(Irp, STATUS_SUCCESS);
    }
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Faulty->Lower, Irp);
}

static NTSTATUS
FaultyTransfer(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFAULTY Faulty = DeviceObject->DeviceExtension;

    if (Faulty->Lower == NULL) {
        return FaultyComplete(Irp, STATUS_INVALID_DEVICE_REQUEST);
    }
    switch (Faulty->Mode) {
    case FAULTY_HOLD:
        IoCsqInsertIrp(&Faulty->Held, Irp, NULL);
        return STATUS_PENDING;
    case FAULTY_FAIL:
        return FaultyComplete(Irp, STATUS_IO_DEVICE_ERROR);
    default:
        return FaultyOther(DeviceObject, Irp);
    }
}

static NTSTATUS
FaultyControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    const FAULTY_ORDER *Order = Irp->AssociatedIrp.SystemBuffer;
    PFAULTY Faulty = DeviceObject->DeviceExtension;

    if (Faulty->Lower != NULL) {
        return FaultyOther(DeviceObject, Irp);
    }
    if (Stack->Parameters.DeviceIoControl.IoControlCode != IOCTL_FAULTY_ORDER ||
        Stack->Parameters.DeviceIoControl.InputBufferLength != sizeof *Order ||
        Order->Disk >= FAULTY_DISKS || Order->Mode > FAULTY_HOLD) {
        return FaultyComplete(Irp, STATUS_INVALID_PARAMETER);
    }
    Faulty = FaultyFilters[Order->Disk];
    InterlockedExchange(&Faulty->Mode, (LONG)Order->Mode);
    if (Order->Mode != FAULTY_HOLD) {
        FaultyReleaseHeld(Faulty);
    }
    return FaultyComplete(Irp, STATUS_SUCCESS);
}

/* --- loading and unloading -------------------------------------------------------------------- */

static VOID
FaultyUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&FaultyLink);
    while (DriverObject->DeviceObject != NULL) {
        PFAULTY Faulty = DriverObject->DeviceObject->DeviceExtension;

        if (Faulty->Lower != NULL) {
            IoDetachDevice(Faulty->Lower);
        }
        IoDeleteDevice(DriverObject->DeviceObject);
    }
}

static NTSTATUS
FaultyAttach(PDRIVER_OBJECT DriverObject, ULONG Disk)
{
    PDEVICE_OBJECT Self;
    PFAULTY Faulty;
    NTSTATUS Status =
        IoCreateDevice(DriverObject, sizeof(FAULTY), NULL, FILE_DEVICE_DISK, 0, FALSE, &Self);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Faulty = FaultyFilters[Disk] = Self->DeviceExtension;
    InitializeListHead(&Faulty->Head);
    KeInitializeSpinLock(&Faulty->Lock);
    Status = IoCsqInitialize(&Faulty->Held, FaultyCsqInsert, FaultyCsqRemove, FaultyCsqPeekNext,
                             FaultyCsqAcquireLock, FaultyCsqReleaseLock, FaultyCsqCompleteCanceled);
    if (NT_SUCCESS(Status)) {
        Status = IoAttachDevice(Self, &FaultyDisks[Disk], &Faulty->Lower);
    }
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(Self);
        return Status;
    }
    Self->Flags |= Faulty->Lower->Flags & (DO_DIRECT_IO | DO_BUFFERED_IO);
    Self->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static NTSTATUS
FaultyAddDevices(PDRIVER_OBJECT DriverObject)
{
    PDEVICE_OBJECT Self;
    NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(FAULTY), &FaultyName, FILE_DEVICE_UNKNOWN,
                                     0, FALSE, &Self);
    ULONG Disk;

    if (NT_SUCCESS(Status)) {
        Status = IoCreateSymbolicLink(&FaultyLink, &FaultyName);
    }
    for (Disk = 0; Disk < FAULTY_DISKS && NT_SUCCESS(Status); Disk++) {
        Status = FaultyAttach(DriverObject, Disk);
    }
    return Status;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status;
    ULONG Major;

    for (Major = 0; Major <= IRP_MJ_MAXIMUM_FUNCTION; Major++) {
        DriverObject->MajorFunction[Major] = FaultyOther;
    }
    DriverObject->MajorFunction[IRP_MJ_READ] = FaultyTransfer;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = FaultyTransfer;
    DriverObject->MajorFunction[IRP_MJ_FLUSH_BUFFERS] = FaultyTransfer;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = FaultyControl;
    DriverObject->DriverUnload = FaultyUnload;
    Status = FaultyAddDevices(DriverObject);
    if (!NT_SUCCESS(Status)) {
        FaultyUnload(DriverObject);
    }
    return Status;
}
