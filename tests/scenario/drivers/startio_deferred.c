/*
 * scenario/drivers/startio_deferred.c - a StartIo that is done at once and starts the next
 */
#include "story.h"

#include "startio_deferred.h"

#define LINK L"\\DosDevices\\Deferred"

DEFERRED_STORY Story;
PDEVICE_OBJECT Device;

static PIRP First;

static VOID
NoteStart(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG_PTR Frame = (ULONG_PTR)&Irp;
    LONGLONG Number = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.ByteOffset.QuadPart;

    Story.WrongOrder += Number != (LONGLONG)Story.Started;
    Story.Started++;
    Story.WrongIrql += KeGetCurrentIrql() != DISPATCH_LEVEL;
    Story.WrongCurrent += DeviceObject->CurrentIrp != Irp;
    Story.HighestFrame = Story.HighestFrame > Frame ? Story.HighestFrame : Frame;
    Story.LowestFrame =
        Story.LowestFrame != 0 && Story.LowestFrame < Frame ? Story.LowestFrame : Frame;
}

static VOID
StartIo(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    Story.Depth++;
    Story.DeepestDepth = Story.Depth > Story.DeepestDepth ? Story.Depth : Story.DeepestDepth;
    NoteStart(DeviceObject, Irp);
    if (Story.Started == 1) {
        First = Irp;
    } else {
        IoStartNextPacket(DeviceObject, FALSE);
        StoryComplete(Irp, STATUS_SUCCESS, 0);
    }
    Story.Depth--;
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    IoStartPacket(DeviceObject, Irp, NULL, NULL);
    return STATUS_PENDING;
}

static NTSTATUS
Go(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    KIRQL OldIrql;

    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    IoStartNextPacket(DeviceObject, FALSE);
    KeLowerIrql(OldIrql);
    StoryComplete(First, STATUS_SUCCESS, 0);
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverStartIo = StartIo;
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Go);
    return StoryDevice(DriverObject, L"\\Device\\Deferred", LINK, 0, &Device);
}
