/*
 * explore/drivers/explore_queue.c - a queue whose length is counted, rightly or not
 */
// INSTRUMENT
#include <wdm.h>

#include "../queue.h"

QUEUE Queue;

static DRIVER_DISPATCH QueueCreateClose, QueueControl;
static DRIVER_UNLOAD QueueUnload;

static NTSTATUS
QueueComplete(PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_SUCCESS;
}

static NTSTATUS
QueueCreateClose(PDEVICE_OBJECT Device, PIRP Irp)
{
    return QueueComplete(Irp);
}

static DECLSPEC_NOINLINE VOID
QueuePut(VOID)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Queue.Lock, &OldIrql);
    Queue.Entries++;
    Queue.Count++;
    KeReleaseSpinLock(&Queue.Lock, OldIrql);
}

/* Between the two it is not what it should be. */
static DECLSPEC_NOINLINE VOID
QueuePutInTwoSteps(VOID)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Queue.Lock, &OldIrql);
    Queue.Entries++;
    KeReleaseSpinLock(&Queue.Lock, OldIrql);
    KeAcquireSpinLock(&Queue.Lock, &OldIrql);
    Queue.Count++;
    KeReleaseSpinLock(&Queue.Lock, OldIrql);
}

static NTSTATUS
QueueControl(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    KIRQL OldIrql;

    switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case QUEUE_PUT:
        QueuePut();
        break;
    case QUEUE_PUT_IN_TWO_STEPS:
        QueuePutInTwoSteps();
        break;
    case QUEUE_CALL: // whoever is called, in the driver's stead
        KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
        (*(VOID(**)(VOID))Irp->AssociatedIrp.SystemBuffer)();
        KeLowerIrql(OldIrql);
        break;
    default:
        break;
    }
    return QueueComplete(Irp);
}

/* An invariant that is instrumented, and looks at pageable memory. */
BOOLEAN
QueueIsCounted(PVOID Unused)
{
    return *Queue.Paged == 7 && (!KeTestSpinLock(&Queue.Lock) || Queue.Entries == Queue.Count);
}

static VOID
QueueUnload(PDRIVER_OBJECT Driver)
{
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Queue");

    ExFreePoolWithTag((PVOID)Queue.Paged, 'ueuQ');
    IoDeleteSymbolicLink(&Link);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\Queue");
    UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\DosDevices\\Queue");
    PDEVICE_OBJECT Device;
    NTSTATUS Status;

    Queue.Paged = ExAllocatePoolWithTag(PagedPool, sizeof *Queue.Paged, 'ueuQ');
    *Queue.Paged = 7;
    KeInitializeSpinLock(&Queue.Lock);
    Driver->MajorFunction[IRP_MJ_CREATE] = Driver->MajorFunction[IRP_MJ_CLOSE] = QueueCreateClose;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = QueueControl;
    Driver->DriverUnload = QueueUnload;
    Status = IoCreateDevice(Driver, 0, &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    return NT_SUCCESS(Status) ? IoCreateSymbolicLink(&Link, &Name) : Status;
}
