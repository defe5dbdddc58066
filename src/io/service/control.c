/*
 * io/service/control.c - NtDeviceIoControlFile, NtFsControlFile
 *
 * The transfer method is in the code's lowest two bits:
 *      METHOD_BUFFERED     one system buffer for input and output
 *      METHOD_IN_DIRECT    input in a system buffer, output pages locked for reading
 *      METHOD_OUT_DIRECT   the same, locked for writing
 *      METHOD_NEITHER      the caller's addresses in Type3InputBuffer and UserBuffer
 * The access that the handle must have is in bits 14 and 15, and is checked before a packet exists.
 *
 * From user mode, a buffer that is not there has length 0, except the output of the direct methods:
 * there the length stays, and there is no MDL. METHOD_NEITHER passes what it gets.
 */
#include "service.h"
#include "irp/buffer.h"
#include "port/port.h"

typedef struct _IOP_CONTROL {
    ULONG Code;
    PVOID Input, Output;
    ULONG InputLength, OutputLength;
} IOP_CONTROL;

ACCESS_MASK
IopControlAccess(ULONG Code)
{
    ULONG Access = Code >> 14 & 3;

    return ((Access & FILE_READ_ACCESS) != 0 ? FILE_READ_DATA : 0) |
           ((Access & FILE_WRITE_ACCESS) != 0 ? FILE_WRITE_DATA : 0);
}

static NTSTATUS
IopCheckControl(PIOP_SERVICE Service, IOP_CONTROL *Control)
{
    ACCESS_MASK Needed = IopControlAccess(Control->Code);
    ULONG Method = Control->Code & 3;

    if (Service->Mode == KernelMode) {
        return STATUS_SUCCESS;
    }
    if ((Service->Access & Needed) != Needed) {
        return STATUS_ACCESS_DENIED;
    }
    if (Method != METHOD_NEITHER && Control->Input == NULL) {
        Control->InputLength = 0;
    }
    if (Method == METHOD_BUFFERED && Control->Output == NULL) {
        Control->OutputLength = 0;
    }
    return Method == METHOD_BUFFERED
               ? ObProbe(UserMode, Control->Output, Control->OutputLength, 1, TRUE)
               : STATUS_SUCCESS;
}

static NTSTATUS
IopControlDirect(PIOP_SERVICE Service, const IOP_CONTROL *Control)
{
    NTSTATUS Status;

    Status = IopBufferIn(Service, Control->Input, Control->InputLength);
    if (!NT_SUCCESS(Status) || Control->Output == NULL) {
        return Status;
    }
    return IopBufferDirect(Service, Control->Output, Control->OutputLength,
                           (Control->Code & 3) == METHOD_IN_DIRECT ? IoReadAccess : IoWriteAccess);
}

static NTSTATUS
IopControlBuffers(PIOP_SERVICE Service, const IOP_CONTROL *Control)
{
    PIO_STACK_LOCATION Stack = IoGetNextIrpStackLocation(&Service->Own->Irp);

    Stack->Flags |= (Service->Access & FILE_READ_DATA) != 0 ? SL_READ_ACCESS_GRANTED : 0;
    Stack->Flags |= (Service->Access & FILE_WRITE_DATA) != 0 ? SL_WRITE_ACCESS_GRANTED : 0;
    Stack->Parameters.DeviceIoControl.IoControlCode = Control->Code;
    Stack->Parameters.DeviceIoControl.InputBufferLength = Control->InputLength;
    Stack->Parameters.DeviceIoControl.OutputBufferLength = Control->OutputLength;
    switch (Control->Code & 3) {
    case METHOD_BUFFERED:
        return IopBufferBoth(Service, Control->Input, Control->InputLength, Control->Output,
                             Control->OutputLength);
    case METHOD_NEITHER:
        Stack->Parameters.DeviceIoControl.Type3InputBuffer = Control->Input;
        Service->Own->Irp.UserBuffer = Control->Output;
        return STATUS_SUCCESS;
    default:
        return IopControlDirect(Service, Control);
    }
}

/* As the end of a packet would: status block, event, port. */
static NTSTATUS
IopReportFast(PIOP_SERVICE Service, const IO_STATUS_BLOCK *Iosb)
{
    NTSTATUS Status = IopStoreTo(Service->Mode, Service->Iosb, Iosb, sizeof(*Iosb));

    if (Service->Event != NULL && (Service->File->Flags & FO_SKIP_SET_FAST_IO) == 0) {
        KeSetEvent(Service->Event, IO_NO_INCREMENT, FALSE);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopPostFastResult(Service->File, Service->ApcContext, Iosb);
    }
    return NT_SUCCESS(Status) ? Iosb->Status : Status;
}

/* A driver's own short cut for device controls. TRUE: it has answered. */
static BOOLEAN
IopFastControl(PIOP_SERVICE Service, const IOP_CONTROL *Control, NTSTATUS *Status)
{
    PFAST_IO_DISPATCH Fast = Service->Top->DriverObject->FastIoDispatch;
    IO_STATUS_BLOCK Iosb = {0};

    if (Fast == NULL || Fast->FastIoDeviceControl == NULL ||
        !CALL_DRIVER(Fast->FastIoDeviceControl, Service->File, TRUE, Control->Input,
                     Control->InputLength, Control->Output, Control->OutputLength, Control->Code,
                     &Iosb, Service->Top)) {
        return FALSE;
    }
    *Status = IopReportFast(Service, &Iosb);
    *Status = IopEndService(Service, *Status);
    return TRUE;
}

static NTSTATUS
IopControl(PIOP_SERVICE Service, IOP_CONTROL *Control, UCHAR MajorFunction)
{
    NTSTATUS Status = IopCheckControl(Service, Control);

    if (!NT_SUCCESS(Status)) {
        return IopEndService(Service, Status);
    }
    if (MajorFunction == IRP_MJ_DEVICE_CONTROL && IopFastControl(Service, Control, &Status)) {
        return Status;
    }
    Status = IopBuildServiceIrp(Service, MajorFunction);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopControlBuffers(Service, Control);
    return NT_SUCCESS(Status) ? IopRunService(Service) : IopEndService(Service, Status);
}

NTSTATUS NTAPI
NtDeviceIoControlFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
                      PIO_STATUS_BLOCK IoStatusBlock, ULONG IoControlCode, PVOID InputBuffer,
                      ULONG InputBufferLength, PVOID OutputBuffer, ULONG OutputBufferLength)
{
    IOP_CONTROL Control = {IoControlCode, InputBuffer, OutputBuffer, InputBufferLength,
                           OutputBufferLength};
    IOP_SERVICE Service;
    NTSTATUS Status;

    Status = IopBeginService(&Service, FileHandle, 0, Event, ApcRoutine, ApcContext, IoStatusBlock);
    return Status == STATUS_SUCCESS ? IopControl(&Service, &Control, IRP_MJ_DEVICE_CONTROL)
                                    : Status;
}

NTSTATUS NTAPI
NtFsControlFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
                PIO_STATUS_BLOCK IoStatusBlock, ULONG FsControlCode, PVOID InputBuffer,
                ULONG InputBufferLength, PVOID OutputBuffer, ULONG OutputBufferLength)
{
    IOP_CONTROL Control = {FsControlCode, InputBuffer, OutputBuffer, InputBufferLength,
                           OutputBufferLength};
    IOP_SERVICE Service;
    NTSTATUS Status;

    Status = IopBeginService(&Service, FileHandle, 0, Event, ApcRoutine, ApcContext, IoStatusBlock);
    return Status == STATUS_SUCCESS ? IopControl(&Service, &Control, IRP_MJ_FILE_SYSTEM_CONTROL)
                                    : Status;
}

ZW_CALL(ZwDeviceIoControlFile, NtDeviceIoControlFile,
        (HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
         PIO_STATUS_BLOCK IoStatusBlock, ULONG IoControlCode, PVOID InputBuffer,
         ULONG InputBufferLength, PVOID OutputBuffer, ULONG OutputBufferLength),
        (FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, IoControlCode, InputBuffer,
         InputBufferLength, OutputBuffer, OutputBufferLength))

ZW_CALL(ZwFsControlFile, NtFsControlFile,
        (HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
         PIO_STATUS_BLOCK IoStatusBlock, ULONG FsControlCode, PVOID InputBuffer,
         ULONG InputBufferLength, PVOID OutputBuffer, ULONG OutputBufferLength),
        (FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, FsControlCode, InputBuffer,
         InputBufferLength, OutputBuffer, OutputBufferLength))
