/*
 * scenario/drivers/story.h - what each driver of a story needs: a device that programs can open
 */
#ifndef STORY_H
#define STORY_H

#include <wdm.h>

static inline NTSTATUS
StoryComplete(PIRP Irp, NTSTATUS Status, ULONG_PTR Information)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = Information;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static inline NTSTATUS
StorySucceed(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

/* A device with an extension of so many bytes, open for business; with a link if Link is a name. */
static inline NTSTATUS
StoryDevice(PDRIVER_OBJECT DriverObject, PCWSTR Name, PCWSTR Link, ULONG ExtensionBytes,
            PDEVICE_OBJECT *Device)
{
    UNICODE_STRING DeviceName, LinkName;
    NTSTATUS Status;

    RtlInitUnicodeString(&DeviceName, Name);
    RtlInitUnicodeString(&LinkName, Link);
    Status = IoCreateDevice(DriverObject, ExtensionBytes, Name != NULL ? &DeviceName : NULL,
                            FILE_DEVICE_UNKNOWN, 0, FALSE, Device);
    if (NT_SUCCESS(Status) && Link != NULL) {
        Status = IoCreateSymbolicLink(&LinkName, &DeviceName);
        if (!NT_SUCCESS(Status)) {
            IoDeleteDevice(*Device);
        }
    }
    if (NT_SUCCESS(Status)) {
        (*Device)->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    }
    return Status;
}

/* Deletes the link and all devices; those of a stack stand upper ones first in the list. */
static inline VOID
StoryEnd(PDRIVER_OBJECT DriverObject, PCWSTR Link)
{
    UNICODE_STRING LinkName;

    if (Link != NULL) {
        RtlInitUnicodeString(&LinkName, Link);
        IoDeleteSymbolicLink(&LinkName);
    }
    while (DriverObject->DeviceObject != NULL) {
        IoDeleteDevice(DriverObject->DeviceObject);
    }
}

/* Programs may open and close the devices. */
static inline VOID
StoryDispatch(PDRIVER_OBJECT DriverObject, ULONG Major, PDRIVER_DISPATCH Routine)
{
    DriverObject->MajorFunction[IRP_MJ_CREATE] = StorySucceed;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = StorySucceed;
    DriverObject->MajorFunction[Major] = Routine;
}

#endif
