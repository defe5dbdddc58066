/*
 * samples/template/mydrv.c - the driver's life: loading, starting and removing its device
 */
#include "mydrv.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD MyUnload;
static DRIVER_ADD_DEVICE MyAddDevice;
static DRIVER_DISPATCH MyCreateClose, MyCleanup, MyControl, MyPnp, MyPower, MyForward;

static LONG Instances = -1;

static NTSTATUS
Complete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = MyUnload;
    DriverObject->DriverExtension->AddDevice = MyAddDevice;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = MyCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = MyCreateClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = MyCleanup;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = MyControl;
    DriverObject->MajorFunction[IRP_MJ_PNP] = MyPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = MyPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = MyForward;
    return STATUS_SUCCESS;
}

static VOID
MyUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

/* \Device\MyDrv<n> and \DosDevices\MyDrv<n>; the link's name is kept for its deletion. */
static NTSTATUS
CreateNames(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT *DeviceObject)
{
    WCHAR DeviceBuffer[] = L"\\Device\\MyDrv0";
    WCHAR LinkBuffer[] = L"\\DosDevices\\MyDrv0";
    LONG Instance = InterlockedIncrement(&Instances);
    UNICODE_STRING DeviceName, LinkName;
    PDEVICE_EXTENSION Extension;
    NTSTATUS Status;

    if (Instance > 9) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    DeviceBuffer[RTL_NUMBER_OF(DeviceBuffer) - 2] = (WCHAR)(L'0' + Instance);
    LinkBuffer[RTL_NUMBER_OF(LinkBuffer) - 2] = (WCHAR)(L'0' + Instance);
    RtlInitUnicodeString(&DeviceName, DeviceBuffer);
    RtlInitUnicodeString(&LinkName, LinkBuffer);

    Status = IoCreateDevice(DriverObject, sizeof(DEVICE_EXTENSION), &DeviceName,
                            FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, DeviceObject);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Extension = (*DeviceObject)->DeviceExtension;
    Extension->Link.MaximumLength = LinkName.Length;
    Extension->Link.Buffer = ExAllocatePoolWithTag(PagedPool, LinkName.Length, MYDRV_TAG);
    if (Extension->Link.Buffer == NULL) {
        IoDeleteDevice(*DeviceObject);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyUnicodeString(&Extension->Link, &LinkName);
    Status = IoCreateSymbolicLink(&Extension->Link, &DeviceName);
    if (!NT_SUCCESS(Status)) {
        ExFreePoolWithTag(Extension->Link.Buffer, MYDRV_TAG);
        IoDeleteDevice(*DeviceObject);
    }
    return Status;
}

static VOID
DeleteDevice(PDEVICE_EXTENSION Extension)
{
    IoDeleteSymbolicLink(&Extension->Link);
    ExFreePoolWithTag(Extension->Link.Buffer, MYDRV_TAG);
    IoDeleteDevice(Extension->Self);
}

static NTSTATUS
MyAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT PhysicalDeviceObject)
{
    PDEVICE_OBJECT DeviceObject;
    PDEVICE_EXTENSION Extension;
    NTSTATUS Status = CreateNames(DriverObject, &DeviceObject);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Extension = DeviceObject->DeviceExtension;
    Extension->Self = DeviceObject;
    IoInitializeRemoveLock(&Extension->RemoveLock, MYDRV_TAG, 0, 0);
    Status = QueueInitialize(Extension);
    if (NT_SUCCESS(Status)) {
        Extension->Lower = IoAttachDeviceToDeviceStack(DeviceObject, PhysicalDeviceObject);
        Status = Extension->Lower != NULL ? STATUS_SUCCESS : STATUS_NO_SUCH_DEVICE;
    }
    if (!NT_SUCCESS(Status)) {
        DeleteDevice(Extension);
        return Status;
    }
    DeviceObject->Flags |= DO_POWER_PAGABLE;
    DeviceObject->Flags &= ~DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static NTSTATUS
MyCreateClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNREFERENCED_PARAMETER(DeviceObject);
    return Complete(Irp, STATUS_SUCCESS);
}

static NTSTATUS
MyCleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    QueueCancelFile(DeviceObject->DeviceExtension, IoGetCurrentIrpStackLocation(Irp)->FileObject);
    return Complete(Irp, STATUS_SUCCESS);
}

static NTSTATUS
MyControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    if (Stack->Parameters.DeviceIoControl.IoControlCode != IOCTL_FACTORIAL) {
        return Complete(Irp, STATUS_INVALID_DEVICE_REQUEST);
    }
    if (Stack->Parameters.DeviceIoControl.InputBufferLength < sizeof(ULONG) ||
        Stack->Parameters.DeviceIoControl.OutputBufferLength < sizeof(ULONG)) {
        return Complete(Irp, STATUS_BUFFER_TOO_SMALL);
    }
    return QueueRequest(DeviceObject->DeviceExtension, Irp);
}

static NTSTATUS
MyForward(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE_EXTENSION Extension = DeviceObject->DeviceExtension;

    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Extension->Lower, Irp);
}

static NTSTATUS
MyPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE_EXTENSION Extension = DeviceObject->DeviceExtension;

    PoStartNextPowerIrp(Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    return PoCallDriver(Extension->Lower, Irp);
}

/* --- Plug and Play --- */

static PCM_PARTIAL_RESOURCE_DESCRIPTOR
FindResource(PCM_RESOURCE_LIST List, UCHAR Type)
{
    ULONG i;

    for (i = 0; List != NULL && i < List->List[0].PartialResourceList.Count; i++) {
        PCM_PARTIAL_RESOURCE_DESCRIPTOR Found =
            &List->List[0].PartialResourceList.PartialDescriptors[i];

        if (Found->Type == Type) {
            return Found;
        }
    }
    return NULL;
}

static NTSTATUS
StartDevice(PDEVICE_EXTENSION Extension, PCM_RESOURCE_LIST Translated)
{
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Memory = FindResource(Translated, CmResourceTypeMemory);
    PCM_PARTIAL_RESOURCE_DESCRIPTOR Interrupt = FindResource(Translated, CmResourceTypeInterrupt);
    NTSTATUS Status;

    if (Memory == NULL || Interrupt == NULL) {
        return STATUS_DEVICE_CONFIGURATION_ERROR;
    }
    Extension->RegistersLength = Memory->u.Memory.Length;
    Extension->Registers =
        MmMapIoSpace(Memory->u.Memory.Start, Extension->RegistersLength, MmNonCached);
    if (Extension->Registers == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = QueueStart(Extension, Interrupt);
    if (!NT_SUCCESS(Status)) {
        MmUnmapIoSpace(Extension->Registers, Extension->RegistersLength);
        Extension->Registers = NULL;
    }
    return Status;
}

static VOID
StopDevice(PDEVICE_EXTENSION Extension)
{
    QueueStop(Extension);
    if (Extension->Registers != NULL) {
        MmUnmapIoSpace(Extension->Registers, Extension->RegistersLength);
        Extension->Registers = NULL;
    }
}

static NTSTATUS
Start(PDEVICE_EXTENSION Extension, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_UNSUCCESSFUL;

    if (IoForwardIrpSynchronously(Extension->Lower, Irp)) {
        Status = Irp->IoStatus.Status;
    }
    if (NT_SUCCESS(Status)) {
        Status = StartDevice(Extension, Stack->Parameters.StartDevice.AllocatedResourcesTranslated);
    }
    IoReleaseRemoveLock(&Extension->RemoveLock, Irp);
    return Complete(Irp, Status);
}

static NTSTATUS
Remove(PDEVICE_EXTENSION Extension, PIRP Irp)
{
    NTSTATUS Status;

    StopDevice(Extension);
    IoReleaseRemoveLockAndWait(&Extension->RemoveLock, Irp);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoSkipCurrentIrpStackLocation(Irp);
    Status = IoCallDriver(Extension->Lower, Irp);
    IoDetachDevice(Extension->Lower);
    DeleteDevice(Extension);
    return Status;
}

static NTSTATUS
MyPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE_EXTENSION Extension = DeviceObject->DeviceExtension;
    NTSTATUS Status = IoAcquireRemoveLock(&Extension->RemoveLock, Irp);

    if (!NT_SUCCESS(Status)) {
        return Complete(Irp, Status);
    }
    switch (IoGetCurrentIrpStackLocation(Irp)->MinorFunction) {
    case IRP_MN_START_DEVICE:
        return Start(Extension, Irp);
    case IRP_MN_REMOVE_DEVICE:
        return Remove(Extension, Irp);
    case IRP_MN_STOP_DEVICE:
    case IRP_MN_SURPRISE_REMOVAL:
        StopDevice(Extension);
        Irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
    case IRP_MN_CANCEL_STOP_DEVICE:
        Irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    }
    Status = MyForward(DeviceObject, Irp);
    IoReleaseRemoveLock(&Extension->RemoveLock, Irp);
    return Status;
}
