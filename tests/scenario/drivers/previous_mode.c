/*
 * scenario/drivers/previous_mode.c - calls Nt and Zw routines with its own and with others' things
 */
#include <ntifs.h>

#include "story.h"

#include "previous_mode.h"

#define LINK L"\\DosDevices\\PreviousMode"

MODE_STORY Story;

static LONG Requestor;

typedef NTSTATUS NTAPI READ_FILE(HANDLE, HANDLE, PIO_APC_ROUTINE, PVOID, PIO_STATUS_BLOCK, PVOID,
                                 ULONG, PLARGE_INTEGER, PULONG);

static MODE_CALL
ReadWith(READ_FILE *Routine, HANDLE File, PVOID StatusBlock, PVOID Buffer)
{
    MODE_CALL Call;

    Requestor = -1;
    Call.Status = Routine(File, NULL, NULL, NULL, StatusBlock, Buffer, MODE_BYTES, NULL, NULL);
    Call.Requestor = Requestor;
    return Call;
}

static HANDLE
OpenKernelHandle(VOID)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\PreviousMode");
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE File = NULL;

    InitializeObjectAttributes(&Attributes, &Name, OBJ_KERNEL_HANDLE, NULL, NULL);
    ZwOpenFile(&File, FILE_READ_DATA | SYNCHRONIZE, &Attributes, &Iosb, FILE_SHARE_READ,
               FILE_SYNCHRONOUS_IO_NONALERT);
    return File;
}

static VOID
CallAll(PMODE_REQUEST User)
{
    HANDLE Kernel = OpenKernelHandle();
    IO_STATUS_BLOCK Iosb;
    UCHAR Buffer[MODE_BYTES];

    Story.PreviousMode = ExGetPreviousMode();
    Story.NtKernelHandle = ReadWith(NtReadFile, Kernel, User->StatusBlock, User->Buffer);
    Story.NtKernelBuffer = ReadWith(NtReadFile, User->File, &Iosb, Buffer);
    Story.NtAllKernel = ReadWith(NtReadFile, Kernel, &Iosb, Buffer);
    Story.NtAllUser = ReadWith(NtReadFile, User->File, User->StatusBlock, User->Buffer);
    Story.ZwAllKernel = ReadWith(ZwReadFile, Kernel, &Iosb, Buffer);
    Story.ZwUserHandle = ReadWith(ZwReadFile, User->File, &Iosb, Buffer);
    Story.ModeAfterZw = ExGetPreviousMode();
    Story.NtClose = NtClose(Kernel);
    if (!NT_SUCCESS(Story.NtClose)) {
        Story.ZwClose = ZwClose(Kernel);
    }
}

static VOID
CallAllInThread(PVOID User)
{
    CallAll(User);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static NTSTATUS
CallElsewhere(PMODE_REQUEST User)
{
    PVOID Object;
    HANDLE Thread;
    NTSTATUS Status =
        PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, CallAllInThread, User);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    ObReferenceObjectByHandle(Thread, SYNCHRONIZE, *PsThreadType, KernelMode, &Object, NULL);
    ZwClose(Thread);
    KeWaitForSingleObject(Object, Executive, KernelMode, FALSE, NULL);
    ObDereferenceObject(Object);
    return STATUS_SUCCESS;
}

static NTSTATUS
Modes(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PMODE_REQUEST User = Irp->AssociatedIrp.SystemBuffer;
    NTSTATUS Status = STATUS_SUCCESS;

    if (User->InThread) {
        Status = CallElsewhere(User);
    } else {
        CallAll(User);
    }
    return StoryComplete(Irp, Status, 0);
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG Length = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.Length;

    Requestor = Irp->RequestorMode;
    RtlFillMemory(Irp->AssociatedIrp.SystemBuffer, Length, 'r');
    return StoryComplete(Irp, STATUS_SUCCESS, Length);
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
    NTSTATUS Status = StoryDevice(DriverObject, L"\\Device\\PreviousMode", LINK, 0, &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Device->Flags |= DO_BUFFERED_IO;
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Modes);
    return STATUS_SUCCESS;
}
