/*
 * scenario/drivers/shadowed_link.c - two devices, and a link that leads to one or the other
 *
 * DriverEntry, in a system thread, makes the link of everybody; a device control, in the thread of
 * a program, that of its logon session.
 */
#include "story.h"

#include "shadowed_link.h"

#define FIRST  L"\\Device\\Shadowed1"
#define SECOND L"\\Device\\Shadowed2"
#define LINK   L"\\DosDevices\\Shadowed"

static PDEVICE_OBJECT Second;

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UNICODE_STRING Link = RTL_CONSTANT_STRING(LINK), Target = RTL_CONSTANT_STRING(SECOND);

    switch (IoGetCurrentIrpStackLocation(Irp)->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_LINK:
        return StoryComplete(Irp, IoCreateSymbolicLink(&Link, &Target), 0);
    case IOCTL_UNLINK:
        return StoryComplete(Irp, IoDeleteSymbolicLink(&Link), 0);
    default:
        return StoryComplete(Irp, STATUS_SUCCESS, DeviceObject == Second ? 2 : 1);
    }
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT First;
    NTSTATUS Status = StoryDevice(DriverObject, SECOND, NULL, 0, &Second);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = StoryDevice(DriverObject, FIRST, LINK, 0, &First);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(Second);
    }
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return Status;
}
