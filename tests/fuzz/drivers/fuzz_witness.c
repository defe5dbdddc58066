/*
 * fuzz/drivers/fuzz_witness.c - answers every major function, and counts them
 *
 * \Device\FuzzWitness, \Device\FuzzWitnessDirect and \Device\FuzzWitnessNeither differ in how they
 * want buffers. What is asked for is given as far as there is room, with a status that the length
 * chooses. The device is also put on top of other stacks (WitnessWatch): there it only counts.
 */
#include <ntifs.h>

#include "../witness.h"

typedef struct _WITNESS_DEVICE {
    PDEVICE_OBJECT Lower;      // NULL: this one answers
    IO_REMOVE_LOCK RemoveLock; // held while a request goes down
} WITNESS_DEVICE, *PWITNESS_DEVICE;

enum { WITNESSES = 3 };

static UNICODE_STRING Names[WITNESSES] = {RTL_CONSTANT_STRING(L"\\Device\\FuzzWitness"),
                                          RTL_CONSTANT_STRING(L"\\Device\\FuzzWitnessDirect"),
                                          RTL_CONSTANT_STRING(L"\\Device\\FuzzWitnessNeither")};
static const ULONG Flags[WITNESSES] = {DO_BUFFERED_IO, DO_DIRECT_IO, 0};
static PDRIVER_OBJECT WitnessDriver;
static PDEVICE_OBJECT Silent; // gets what WitnessSend sends

ULONG64 WitnessReached[IRP_MJ_MAXIMUM_FUNCTION + 1];

/* --- answering -------------------------------------------------------------------------------- */

static NTSTATUS
WitnessComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

/* What the length of a request makes of it: success, a warning with data, or an error. */
static NTSTATUS
WitnessAnswer(PIRP Irp, ULONG Length)
{
    static const NTSTATUS Statuses[] = {STATUS_SUCCESS, STATUS_SUCCESS, STATUS_SUCCESS,
                                        STATUS_BUFFER_OVERFLOW, STATUS_INVALID_PARAMETER};
    NTSTATUS Status = Statuses[Length % ARRAYSIZE(Statuses)];

    return WitnessComplete(Irp, Status, NT_ERROR(Status) ? 0 : Length);
}

static NTSTATUS
WitnessSend(PIRP Irp, PIO_STACK_LOCATION Stack)
{
    const WITNESS_ORDER *Order = Irp->AssociatedIrp.SystemBuffer;
    PIRP Own;
    NTSTATUS Status;
    KEVENT Done;
    IO_STATUS_BLOCK Iosb;

    if (Stack->Parameters.DeviceIoControl.InputBufferLength < sizeof *Order) {
        return WitnessComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    Own = IoBuildDeviceIoControlRequest(0, Silent, NULL, 0, NULL, 0, TRUE, &Done, &Iosb);
    if (Own == NULL) {
        return WitnessComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    switch (Order->MajorFunction) {
    case IRP_MJ_POWER:
    case IRP_MJ_SYSTEM_CONTROL:
    case IRP_MJ_PNP:
    case IRP_MJ_DEVICE_CHANGE:
        Own->IoStatus.Status = STATUS_NOT_SUPPORTED;
        IoGetNextIrpStackLocation(Own)->MajorFunction = Order->MajorFunction;
        IoGetNextIrpStackLocation(Own)->MinorFunction = Order->MinorFunction % 8;
    }
    Status = IoCallDriver(Silent, Own);
    if (Status == STATUS_PENDING) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
    }
    return WitnessComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
WitnessControl(PIRP Irp, PIO_STACK_LOCATION Stack)
{
    ULONG Code = Stack->Parameters.DeviceIoControl.IoControlCode;
    ULONG Out = Stack->Parameters.DeviceIoControl.OutputBufferLength;

    if (Code == IOCTL_WITNESS_SEND && Stack->MajorFunction == IRP_MJ_DEVICE_CONTROL) {
        return WitnessSend(Irp, Stack);
    }
    if (METHOD_FROM_CTL_CODE(Code) == METHOD_BUFFERED && Out != 0) {
        RtlFillMemory(Irp->AssociatedIrp.SystemBuffer, Out, 'W');
    }
    return WitnessAnswer(Irp, Out);
}

static NTSTATUS
WitnessRead(PIRP Irp, ULONG Length)
{
    if (Irp->AssociatedIrp.SystemBuffer != NULL) {
        RtlFillMemory(Irp->AssociatedIrp.SystemBuffer, Length, 'W');
    } else if (Irp->MdlAddress != NULL) {
        PVOID Address = MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority);

        if (Address != NULL) {
            RtlFillMemory(Address, MmGetMdlByteCount(Irp->MdlAddress), 'W');
        }
    }
    return WitnessAnswer(Irp, Length);
}

/* --- on top of another stack ------------------------------------------------------------------ */

/* The device leaves with the stack that it is on: what is on its way through it comes first. */
static NTSTATUS
WitnessLeave(PDEVICE_OBJECT Device, PIRP Irp)
{
    PWITNESS_DEVICE Witness = Device->DeviceExtension;
    NTSTATUS Status;

    IoReleaseRemoveLockAndWait(&Witness->RemoveLock, Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    Status = IoCallDriver(Witness->Lower, Irp);
    IoDetachDevice(Witness->Lower);
    IoDeleteDevice(Device);
    return Status;
}

static NTSTATUS
WitnessPass(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PWITNESS_DEVICE Witness = Device->DeviceExtension;
    NTSTATUS Status = IoAcquireRemoveLock(&Witness->RemoveLock, Irp);

    if (!NT_SUCCESS(Status)) {
        return WitnessComplete(Irp, Status, 0);
    }
    if (Stack->MajorFunction == IRP_MJ_PNP && Stack->MinorFunction == IRP_MN_REMOVE_DEVICE) {
        return WitnessLeave(Device, Irp);
    }
    IoSkipCurrentIrpStackLocation(Irp);
    Status = IoCallDriver(Witness->Lower, Irp);
    IoReleaseRemoveLock(&Witness->RemoveLock, Irp);
    return Status;
}

/* --- dispatch --------------------------------------------------------------------------------- */

static NTSTATUS
WitnessDispatch(PDEVICE_OBJECT Device, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PWITNESS_DEVICE Witness = Device->DeviceExtension;

    WitnessReached[Stack->MajorFunction]++;
    if (Witness->Lower != NULL) {
        return WitnessPass(Device, Irp);
    }
    switch (Stack->MajorFunction) {
    case IRP_MJ_READ:
    case IRP_MJ_WRITE:
        return Stack->MajorFunction == IRP_MJ_READ
                   ? WitnessRead(Irp, Stack->Parameters.Read.Length)
                   : WitnessAnswer(Irp, Stack->Parameters.Write.Length);
    case IRP_MJ_DEVICE_CONTROL:
    case IRP_MJ_INTERNAL_DEVICE_CONTROL:
    case IRP_MJ_FILE_SYSTEM_CONTROL:
        return WitnessControl(Irp, Stack);
    case IRP_MJ_QUERY_INFORMATION:
    case IRP_MJ_QUERY_VOLUME_INFORMATION:
        RtlZeroMemory(Irp->AssociatedIrp.SystemBuffer, Stack->Parameters.QueryFile.Length);
        return WitnessAnswer(Irp, Stack->Parameters.QueryFile.Length);
    case IRP_MJ_POWER:
        PoStartNextPowerIrp(Irp);
        return WitnessComplete(Irp, STATUS_SUCCESS, 0);
    case IRP_MJ_PNP:
    case IRP_MJ_SYSTEM_CONTROL:
        return WitnessComplete(Irp, Irp->IoStatus.Status, Irp->IoStatus.Information);
    default:
        return WitnessComplete(Irp, STATUS_SUCCESS, 0);
    }
}

/* --- devices ---------------------------------------------------------------------------------- */

static VOID
WitnessUnload(PDRIVER_OBJECT Driver)
{
    while (Driver->DeviceObject != NULL) {
        PWITNESS_DEVICE Witness = Driver->DeviceObject->DeviceExtension;

        if (Witness->Lower != NULL) {
            IoDetachDevice(Witness->Lower);
        } else if (Driver->DeviceObject != Silent) {
            IoUnregisterShutdownNotification(Driver->DeviceObject);
        }
        IoDeleteDevice(Driver->DeviceObject);
    }
}

static NTSTATUS
WitnessAdd(PDRIVER_OBJECT Driver, PUNICODE_STRING Name, ULONG Wanted)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = IoCreateDevice(Driver, sizeof(WITNESS_DEVICE), Name, FILE_DEVICE_UNKNOWN, 0,
                                     FALSE, &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Device->Flags |= Wanted;
    if (Name == NULL) {
        Silent = Device;
        return STATUS_SUCCESS;
    }
    return IoRegisterShutdownNotification(Device);
}

/* Requests come through it as soon as it is attached: by then it must take them as Lower does. */
static NTSTATUS
WitnessAttach(PDEVICE_OBJECT Device, PDEVICE_OBJECT Lower)
{
    PWITNESS_DEVICE Witness = Device->DeviceExtension;
    NTSTATUS Status;

    IoInitializeRemoveLock(&Witness->RemoveLock, 'tiWF', 0, 0);
    Device->DeviceType = Lower->DeviceType;
    Device->Characteristics = Lower->Characteristics;
    Device->Flags |= Lower->Flags & (DO_BUFFERED_IO | DO_DIRECT_IO | DO_POWER_PAGABLE);
    Status = IoAttachDeviceToDeviceStackSafe(Device, Lower, &Witness->Lower);
    if (NT_SUCCESS(Status)) {
        Device->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    }
    return Status;
}

/* On top of the stack of that name, if it is there. */
NTSTATUS
WitnessWatch(PUNICODE_STRING Name)
{
    PDEVICE_OBJECT Device, Top;
    PFILE_OBJECT File;
    NTSTATUS Status = IoGetDeviceObjectPointer(Name, FILE_READ_ATTRIBUTES, &File, &Top);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IoCreateDevice(WitnessDriver, sizeof(WITNESS_DEVICE), NULL, FILE_DEVICE_UNKNOWN, 0,
                            FALSE, &Device);
    if (NT_SUCCESS(Status)) {
        Status = WitnessAttach(Device, Top);
        if (!NT_SUCCESS(Status)) {
            IoDeleteDevice(Device);
        }
    }
    ObDereferenceObject(File);
    return Status;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = WitnessAdd(Driver, NULL, 0);

    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        Driver->MajorFunction[i] = WitnessDispatch;
    }
    Driver->DriverUnload = WitnessUnload;
    WitnessDriver = Driver;
    for (ULONG i = 0; i < WITNESSES && NT_SUCCESS(Status); i++) {
        Status = WitnessAdd(Driver, &Names[i], Flags[i]);
    }
    if (!NT_SUCCESS(Status)) {
        WitnessUnload(Driver);
    }
    return Status;
}
