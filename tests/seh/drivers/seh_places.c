/*
 * seh/drivers/seh_places.c - raises where it is told to, with handlers that must not see it
 */
#include <ntifs.h>

#include "../places.h"

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\SehPlaces");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\SehPlaces");
static volatile INT Zero;

DRIVER_INITIALIZE DriverEntry;
DECLSPEC_NOINLINE VOID SehRaise(VOID);

VOID
SehRaise(VOID)
{
    ExRaiseStatus(STATUS_DISK_FULL);
}

static VOID
DivideInDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    *(PINT)Context = 1 / Zero;
}

static VOID
DivideInApcLevelThread(PVOID Unused)
{
    SehRaise();
}

/* The thread of the dispatch routine is inside this __try when the DPC comes. */
static NTSTATUS
RaiseInDpc(BOOLEAN Handled)
{
    KDPC Dpc;
    INT Result = 0;

    __try {
        KeInitializeDpc(&Dpc, Handled ? SehHandlingDpc : DivideInDpc, &Result);
        KeInsertQueueDpc(&Dpc, NULL, NULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return STATUS_UNSUCCESSFUL;
    }
    return Result;
}

VOID
SehHandlingDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    __try {
        *(PINT)Context = 1 / Zero;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        *(PINT)Context = KeGetCurrentIrql() == DISPATCH_LEVEL ? GetExceptionCode() : -1;
    }
}

static NTSTATUS
RaiseInThread(VOID)
{
    HANDLE Thread;

    __try {
        PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, DivideInApcLevelThread,
                             NULL);
        ZwWaitForSingleObject(Thread, FALSE, NULL);
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        return GetExceptionCode();
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
Touch(volatile UCHAR *Address, KIRQL Irql)
{
    KIRQL OldIrql;

    KeRaiseIrql(Irql, &OldIrql);
    __try {
        *Address = 1;
    } __except (EXCEPTION_EXECUTE_HANDLER) {
        KeLowerIrql(OldIrql);
        return GetExceptionCode();
    }
    KeLowerIrql(OldIrql);
    return STATUS_SUCCESS;
}

static NTSTATUS
RaiseSomewhere(SEH_PLACE Place)
{
    switch (Place) {
    case SehHere:
        SehRaise();
        return STATUS_SUCCESS;
    case SehInDpc:
        return RaiseInDpc(FALSE);
    case SehInHandlingDpc:
        return RaiseInDpc(TRUE);
    case SehInThread:
        return RaiseInThread();
    case SehSystemAddress:
        return Touch((PUCHAR)0x4F0000000000, PASSIVE_LEVEL);
    case SehUserAddressAtDispatch:
        return Touch(NULL, DISPATCH_LEVEL);
    case SehUserAddress:
        return Touch(NULL, APC_LEVEL);
    }
    return STATUS_INVALID_PARAMETER;
}

static NTSTATUS
Complete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
Control(PDEVICE_OBJECT Device, PIRP Irp)
{
    return Complete(Irp, RaiseSomewhere(*(SEH_PLACE *)Irp->AssociatedIrp.SystemBuffer));
}

/* Its caller has a handler. */
static NTSTATUS
Flush(PDEVICE_OBJECT Device, PIRP Irp)
{
    SehRaise();
    return Complete(Irp, STATUS_SUCCESS);
}

static NTSTATUS
Succeed(PDEVICE_OBJECT Device, PIRP Irp)
{
    return Complete(Irp, STATUS_SUCCESS);
}

static VOID
Unload(PDRIVER_OBJECT Driver)
{
    IoDeleteSymbolicLink(&LinkName);
    IoDeleteDevice(Driver->DeviceObject);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status =
        IoCreateDevice(Driver, 0, &DeviceName, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Driver->DriverUnload = Unload;
    Driver->MajorFunction[IRP_MJ_CREATE] = Succeed;
    Driver->MajorFunction[IRP_MJ_CLOSE] = Succeed;
    Driver->MajorFunction[IRP_MJ_CLEANUP] = Succeed;
    Driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = Control;
    Driver->MajorFunction[IRP_MJ_FLUSH_BUFFERS] = Flush;
    return IoCreateSymbolicLink(&LinkName, &DeviceName);
}
