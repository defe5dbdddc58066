/*
 * scenario/drivers/ioctl_buffers.c - looks at the buffers of a device control, and fills the second
 */
#include "story.h"

#include "ioctl_buffers.h"

#define LINK L"\\DosDevices\\IoctlBuffers"

BUFFERS_STORY Story;

static BOOLEAN
IsAll(PVOID Buffer, ULONG Length, UCHAR Value)
{
    PUCHAR Bytes = Buffer;

    for (ULONG i = 0; i < Length; i++) {
        if (Bytes[i] != Value) {
            return FALSE;
        }
    }
    return TRUE;
}

static VOID
NoteMdl(PMDL Mdl)
{
    Story.HasMdl = Mdl != NULL;
    if (Mdl != NULL) {
        Story.MdlBytes = MmGetMdlByteCount(Mdl);
        Story.MdlOffset = MmGetMdlByteOffset(Mdl);
        Story.MdlFlags = (USHORT)Mdl->MdlFlags;
    }
}

static VOID
NoteAddresses(PIRP Irp, PIO_STACK_LOCATION Stack)
{
    Story.InputLength = Stack->Parameters.DeviceIoControl.InputBufferLength;
    Story.OutputLength = Stack->Parameters.DeviceIoControl.OutputBufferLength;
    Story.SystemBuffer = Irp->AssociatedIrp.SystemBuffer;
    Story.Type3InputBuffer = Stack->Parameters.DeviceIoControl.Type3InputBuffer;
    Story.UserBuffer = Irp->UserBuffer;
    NoteMdl(Irp->MdlAddress);
}

static PVOID
SecondBuffer(PIRP Irp, ULONG Method)
{
    if (Method == METHOD_BUFFERED) {
        return Irp->AssociatedIrp.SystemBuffer;
    }
    if (Method == METHOD_NEITHER) {
        return Irp->UserBuffer;
    }
    return Irp->MdlAddress != NULL
               ? MmGetSystemAddressForMdlSafe(Irp->MdlAddress, NormalPagePriority)
               : NULL;
}

static VOID
Touch(PIRP Irp, ULONG Method)
{
    PVOID First = Method == METHOD_NEITHER ? Story.Type3InputBuffer : Story.SystemBuffer;
    PVOID Second = SecondBuffer(Irp, Method);

    Story.InputIsRight = IsAll(First, Story.InputLength, 'i');
    if (Method == METHOD_IN_DIRECT) {
        Story.DirectIsRight = IsAll(Second, Story.OutputLength, 'i');
    } else if (Second != NULL) {
        RtlFillMemory(Second, Story.Fill, 'o');
    }
}

static NTSTATUS
Look(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);

    NoteAddresses(Irp, Stack);
    Touch(Irp, METHOD_FROM_CTL_CODE(Stack->Parameters.DeviceIoControl.IoControlCode));
    return StoryComplete(Irp, Story.Status, Story.Information);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;

    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Look);
    return StoryDevice(DriverObject, L"\\Device\\IoctlBuffers", LINK, 0, &Device);
}
