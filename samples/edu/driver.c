/*
 * samples/edu/driver.c - loading, adding a device, opening and closing
 */
#include "edu.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_ADD_DEVICE EduAddDevice;
static DRIVER_UNLOAD EduUnload;
static DRIVER_DISPATCH EduCreate, EduClose;

NTSTATUS
EduComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

NTSTATUS
EduFinish(PEDU_DEVICE Device, PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    EduComplete(Irp, Status, Information);
    IoReleaseRemoveLock(&Device->RemoveLock, Irp);
    return Status;
}

static NTSTATUS
EduCreate(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEDU_DEVICE Device = DeviceObject->DeviceExtension;

    return EduComplete(Irp, EduIsRemoved(Device) ? STATUS_NO_SUCH_DEVICE : STATUS_SUCCESS, 0);
}

static NTSTATUS
EduClose(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return EduComplete(Irp, STATUS_SUCCESS, 0);
}

/* --- devices ---------------------------------------------------------------------------------- */

#define EDU_DEVICE_NAME L"\\Device\\Edu0"
#define EDU_LINK_NAME   L"\\DosDevices\\Edu0"
#define EDU_MOST        10

static VOID
EduName(PUNICODE_STRING Name, PWSTR Buffer, PCWSTR Pattern, SIZE_T Bytes, ULONG Number)
{
    RtlCopyMemory(Buffer, Pattern, Bytes);
    Buffer[Bytes / sizeof(WCHAR) - 2] = (WCHAR)(L'0' + Number);
    RtlInitUnicodeString(Name, Buffer);
}

/* The lowest number that no other card has. */
static NTSTATUS
EduCreateDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT *DeviceObject, ULONG *Number)
{
    NTSTATUS Status = STATUS_OBJECT_NAME_COLLISION;

    for (*Number = 0; *Number < EDU_MOST && Status == STATUS_OBJECT_NAME_COLLISION; (*Number)++) {
        WCHAR Buffer[sizeof EDU_DEVICE_NAME / sizeof(WCHAR)];
        UNICODE_STRING Name;

        EduName(&Name, Buffer, EDU_DEVICE_NAME, sizeof EDU_DEVICE_NAME, *Number);
        Status = IoCreateDevice(DriverObject, sizeof(EDU_DEVICE), &Name, FILE_DEVICE_UNKNOWN,
                                FILE_DEVICE_SECURE_OPEN, FALSE, DeviceObject);
    }
    (*Number)--;
    return Status;
}

static NTSTATUS
EduLink(PEDU_DEVICE Device)
{
    WCHAR NameBuffer[sizeof EDU_DEVICE_NAME / sizeof(WCHAR)];
    WCHAR LinkBuffer[sizeof EDU_LINK_NAME / sizeof(WCHAR)];
    UNICODE_STRING Name, Link;
    NTSTATUS Status;

    EduName(&Name, NameBuffer, EDU_DEVICE_NAME, sizeof EDU_DEVICE_NAME, Device->Number);
    EduName(&Link, LinkBuffer, EDU_LINK_NAME, sizeof EDU_LINK_NAME, Device->Number);
    Status = IoCreateSymbolicLink(&Link, &Name);
    Device->Linked = NT_SUCCESS(Status);
    return Status;
}

VOID
EduUnlink(PEDU_DEVICE Device)
{
    WCHAR Buffer[sizeof EDU_LINK_NAME / sizeof(WCHAR)];
    UNICODE_STRING Link;

    if (Device->Linked) {
        EduName(&Link, Buffer, EDU_LINK_NAME, sizeof EDU_LINK_NAME, Device->Number);
        IoDeleteSymbolicLink(&Link);
        Device->Linked = FALSE;
    }
}

static NTSTATUS
EduInitializeDevice(PEDU_DEVICE Device)
{
    NTSTATUS Status;

    IoInitializeRemoveLock(&Device->RemoveLock, EDU_TAG, 0, 0);
    Status = EduInitializeQueue(Device);
    if (NT_SUCCESS(Status)) {
        Status = EduAllocateHardware(Device);
    }
    if (NT_SUCCESS(Status)) {
        Status = EduLink(Device);
    }
    return Status;
}

VOID
EduDeleteDevice(PEDU_DEVICE Device)
{
    EduUnlink(Device);
    EduFreeHardware(Device);
    if (Device->Lower != NULL) {
        IoDetachDevice(Device->Lower);
    }
    IoDeleteDevice(Device->Self);
}

static NTSTATUS
EduAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    PDEVICE_OBJECT DeviceObject;
    PEDU_DEVICE Device;
    ULONG Number;
    NTSTATUS Status = EduCreateDevice(DriverObject, &DeviceObject, &Number);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Device = DeviceObject->DeviceExtension;
    Device->Self = DeviceObject;
    Device->Pdo = Pdo;
    Device->Number = Number;
    Status = EduInitializeDevice(Device);
    if (NT_SUCCESS(Status)) {
        Device->Lower = IoAttachDeviceToDeviceStack(DeviceObject, Pdo);
        Status = Device->Lower == NULL ? STATUS_NO_SUCH_DEVICE : STATUS_SUCCESS;
    }
    if (!NT_SUCCESS(Status)) {
        EduDeleteDevice(Device);
        return Status;
    }
    DeviceObject->Flags |= DO_BUFFERED_IO | DO_POWER_PAGABLE;
    DeviceObject->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
EduUnload(PDRIVER_OBJECT DriverObject)
{
    ASSERT(DriverObject->DeviceObject == NULL);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = EduUnload;
    DriverObject->DriverExtension->AddDevice = EduAddDevice;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = EduCreate;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = EduClose;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = EduCleanup;
    DriverObject->MajorFunction[IRP_MJ_READ] = EduReadWrite;
    DriverObject->MajorFunction[IRP_MJ_WRITE] = EduReadWrite;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = EduDeviceControl;
    DriverObject->MajorFunction[IRP_MJ_PNP] = EduPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = EduPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = EduSystemControl;
    return STATUS_SUCCESS;
}
