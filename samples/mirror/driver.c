/*
 * samples/mirror/driver.c - loading and unloading, the halves, other requests
 */
#include "mirror.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD MirrorUnload;
static DRIVER_DISPATCH MirrorCreateClose, MirrorControl;

static UNICODE_STRING MirrorName = RTL_CONSTANT_STRING(L"\\Device\\Mirror");
static UNICODE_STRING MirrorLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Mirror");
static const PCWSTR MirrorHalves[2] = {L"\\Device\\Ramdisk0", L"\\Device\\Ramdisk1"};

NTSTATUS
MirrorComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

ULONG
MirrorFirstHalf(PMIRROR Mirror)
{
    return Mirror->GivenUp == MIRROR_BIT(0) ? 1 : 0;
}

/* --- dispatch --------------------------------------------------------------------------------- */

static NTSTATUS
MirrorCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return MirrorComplete(Irp, STATUS_SUCCESS, 0);
}

/* What this driver does not answer, a half does: they are alike. */
static NTSTATUS
MirrorControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PMIRROR Mirror = DeviceObject->DeviceExtension;
    PMIRROR_HALF Half = &Mirror->Half[MirrorFirstHalf(Mirror)];

    if (Stack->Parameters.DeviceIoControl.IoControlCode != IOCTL_MIRROR_STATE) {
        IoCopyCurrentIrpStackLocationToNext(Irp);
        IoGetNextIrpStackLocation(Irp)->FileObject = Half->File;
        return IoCallDriver(Half->Device, Irp);
    }
    if (Stack->Parameters.DeviceIoControl.OutputBufferLength < sizeof(ULONG)) {
        return MirrorComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    *(PULONG)Irp->AssociatedIrp.SystemBuffer = (ULONG)Mirror->GivenUp;
    return MirrorComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
}

/* --- the halves ------------------------------------------------------------------------------- */

static NTSTATUS
MirrorLength(PMIRROR_HALF Half, PLONGLONG Length)
{
    GET_LENGTH_INFORMATION Answer;
    IO_STATUS_BLOCK Iosb;
    KEVENT Done;
    NTSTATUS Status;
    PIRP Irp;

    KeInitializeEvent(&Done, NotificationEvent, FALSE);
    Irp = IoBuildDeviceIoControlRequest(IOCTL_DISK_GET_LENGTH_INFO, Half->Device, NULL, 0, &Answer,
                                        sizeof Answer, FALSE, &Done, &Iosb);
    if (Irp == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    IoGetNextIrpStackLocation(Irp)->FileObject = Half->File;
    Status = IoCallDriver(Half->Device, Irp);
    if (Status == STATUS_PENDING) {
        KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
        Status = Iosb.Status;
    }
    *Length = NT_SUCCESS(Status) ? Answer.Length.QuadPart : 0;
    return Status;
}

static NTSTATUS
MirrorOpenHalf(PMIRROR Mirror, ULONG Number, PLONGLONG Length)
{
    PMIRROR_HALF Half = &Mirror->Half[Number];
    UNICODE_STRING Name;
    NTSTATUS Status;

    RtlInitUnicodeString(&Name, MirrorHalves[Number]);
    Status = IoGetDeviceObjectPointer(&Name, FILE_READ_DATA | FILE_WRITE_DATA, &Half->File,
                                      &Half->Device);
    if (!NT_SUCCESS(Status)) {
        Half->File = NULL;
        return Status;
    }
    /* The master's own location, and as many below as the higher of the two stacks needs. */
    if (Mirror->Self->StackSize <= Half->Device->StackSize) {
        Mirror->Self->StackSize = Half->Device->StackSize + 1;
    }
    Mirror->Self->AlignmentRequirement |= Half->Device->AlignmentRequirement;
    Mirror->Self->SectorSize = Half->Device->SectorSize;
    return MirrorLength(Half, Length);
}

static NTSTATUS
MirrorOpenHalves(PMIRROR Mirror)
{
    LONGLONG Length[2];
    NTSTATUS Status = MirrorOpenHalf(Mirror, 0, &Length[0]);

    if (NT_SUCCESS(Status)) {
        Status = MirrorOpenHalf(Mirror, 1, &Length[1]);
    }
    if (NT_SUCCESS(Status) && Length[0] != Length[1]) {
        Status = STATUS_DEVICE_CONFIGURATION_ERROR;
    }
    return Status;
}

/* --- loading and unloading -------------------------------------------------------------------- */

static VOID
MirrorDelete(PMIRROR Mirror)
{
    ULONG Number;

    for (Number = 0; Number < 2; Number++) {
        if (Mirror->Half[Number].File != NULL) {
            ObDereferenceObject(Mirror->Half[Number].File);
        }
    }
    IoDeleteDevice(Mirror->Self);
}

static VOID
MirrorUnload(PDRIVER_OBJECT DriverObject)
{
    IoDeleteSymbolicLink(&MirrorLink);
    MirrorDelete(DriverObject->DeviceObject->DeviceExtension);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT DeviceObject;
    PMIRROR Mirror;
    NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(MIRROR), &MirrorName, FILE_DEVICE_DISK,
                                     FILE_DEVICE_SECURE_OPEN, FALSE, &DeviceObject);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    DeviceObject->Flags |= DO_DIRECT_IO;
    DriverObject->DriverUnload = MirrorUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = MirrorCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = MirrorCreateClose;
    DriverObject->MajorFunction[IRP_MJ_READ] = MirrorRead;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = MirrorWrite;
    DriverObject->MajorFunction[IRP_MJ_FLUSH_BUFFERS] = MirrorFlush;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = MirrorControl;
    Mirror = DeviceObject->DeviceExtension;
    Mirror->Self = DeviceObject;
    Status = MirrorOpenHalves(Mirror);
    if (NT_SUCCESS(Status)) {
        Status = IoCreateSymbolicLink(&MirrorLink, &MirrorName);
    }
    if (!NT_SUCCESS(Status)) {
        MirrorDelete(Mirror);
    }
    return Status;
}
