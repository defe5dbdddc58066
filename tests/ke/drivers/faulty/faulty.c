/*
 * ke/drivers/faulty/faulty.c - a driver that makes the mistake it is asked to
 */
#include <ntifs.h>

#include "faulty.h"

static UNICODE_STRING DeviceName = RTL_CONSTANT_STRING(L"\\Device\\Faulty");
static UNICODE_STRING LinkName = RTL_CONSTANT_STRING(L"\\DosDevices\\Faulty");
static KTIMER Timer;
static KDPC Dpc;
static volatile ULONG Sink;

DRIVER_INITIALIZE DriverEntry;
KDEFERRED_ROUTINE FaultyForgotten, FaultyDpc;
KSTART_ROUTINE FaultyThread;
DECLSPEC_NOINLINE VOID FaultyReadNull(VOID);

/* --- mistakes --------------------------------------------------------------------------------- */

VOID
FaultyReadNull(VOID)
{
    Sink = *(volatile ULONG *)(ULONG_PTR)Sink;
}

static VOID
WriteNull(VOID)
{
    *(volatile ULONG *)((ULONG_PTR)Sink + 8) = 1;
}

static VOID
CallNull(VOID)
{
    VOID (*volatile Routine)(VOID) = NULL;

    Routine();
}

static VOID
Divide(VOID)
{
    volatile ULONG Zero = 0;

    Sink = 5 / Zero;
}

static VOID
Illegal(VOID)
{
    __asm__ volatile("ud2");
}

static ULONG
Overflow(ULONG Depth)
{
    volatile UCHAR Local[512];

    Local[0] = (UCHAR)Depth;
    return Depth == MAXULONG ? 0 : Overflow(Depth + 1) + Local[0];
}

static VOID
ReadRegister(VOID)
{
    PHYSICAL_ADDRESS Physical = {.QuadPart = 0xE0000000};
    volatile ULONG *Register = MmMapIoSpace(Physical, PAGE_SIZE, MmNonCached);

    Sink = *Register;
}

VOID
FaultyForgotten(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Sink = 1;
}

static VOID
ForgetTimer(VOID)
{
    LARGE_INTEGER Due = {.QuadPart = -1000000};

    KeInitializeTimer(&Timer);
    KeInitializeDpc(&Dpc, FaultyForgotten, NULL);
    KeSetTimer(&Timer, Due, &Dpc);
}

static VOID
Err(FAULTY_KIND Kind)
{
    switch (Kind) {
    case FaultyNullRead:
        FaultyReadNull();
        break;
    case FaultyNullWrite:
        WriteNull();
        break;
    case FaultyNullCall:
        CallNull();
        break;
    case FaultyDivide:
        Divide();
        break;
    case FaultyIllegal:
        Illegal();
        break;
    case FaultyOverflow:
        Sink = Overflow(0);
        break;
    case FaultyRegister:
        ReadRegister();
        break;
    case FaultyForgottenTimer:
        ForgetTimer();
        break;
    default:
        break;
    }
}

/* --- where it makes them ---------------------------------------------------------------------- */

VOID
FaultyDpc(PKDPC Self, PVOID Kind, PVOID Argument1, PVOID Argument2)
{
    Err((FAULTY_KIND)(ULONG_PTR)Kind);
}

VOID
FaultyThread(PVOID Kind)
{
    Err((FAULTY_KIND)(ULONG_PTR)Kind);
}

static NTSTATUS
ErrInThread(FAULTY_KIND Kind)
{
    HANDLE Thread;
    NTSTATUS Status = PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, NULL, NULL, NULL,
                                           FaultyThread, (PVOID)(ULONG_PTR)Kind);

    if (NT_SUCCESS(Status)) {
        ZwWaitForSingleObject(Thread, FALSE, NULL);
        ZwClose(Thread);
    }
    return Status;
}

static NTSTATUS
ErrSomewhere(PFAULTY_REQUEST Request)
{
    KIRQL OldIrql;

    switch (Request->Where) {
    case FaultyHere:
        Err(Request->Kind);
        return STATUS_SUCCESS;
    case FaultyAtDispatchLevel:
        KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
        Err(Request->Kind);
        KeLowerIrql(OldIrql);
        return STATUS_SUCCESS;
    case FaultyInDpc:
        KeInitializeDpc(&Dpc, FaultyDpc, (PVOID)(ULONG_PTR)Request->Kind);
        KeInsertQueueDpc(&Dpc, NULL, NULL);
        return STATUS_SUCCESS;
    case FaultyInThread:
        return ErrInThread(Request->Kind);
    }
    return STATUS_INVALID_PARAMETER;
}

/* --- the driver ------------------------------------------------------------------------------- */

static NTSTATUS
Complete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
FaultyControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if (Stack->Parameters.DeviceIoControl.InputBufferLength < sizeof(FAULTY_REQUEST)) {
        return Complete(Irp, STATUS_BUFFER_TOO_SMALL);
    }
    return Complete(Irp, ErrSomewhere(Irp->AssociatedIrp.SystemBuffer));
}

static NTSTATUS
FaultySucceed(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return Complete(Irp, STATUS_SUCCESS);
}

static VOID
FaultyUnload(PDRIVER_OBJECT DriverObject)
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
    DriverObject->DriverUnload = FaultyUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = FaultySucceed;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = FaultySucceed;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = FaultyControl;
    return STATUS_SUCCESS;
}
