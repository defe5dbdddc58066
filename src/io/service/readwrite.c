/*
 * io/service/readwrite.c - NtReadFile, NtWriteFile
 *
 * Where a request begins: at the offset given; a synchronous file also knows a current position
 * (no offset, or FILE_USE_FILE_POINTER_POSITION). Moving that position on is the driver's business,
 * as in Windows: only file systems do it. A write may begin at the end (FILE_WRITE_TO_END_OF_FILE);
 * through a handle that may only append it always does.
 */
#include "service.h"
#include "irp/buffer.h"

#define IOP_AT_END      0xFFFFFFFF /* LowPart with HighPart -1 */
#define IOP_AT_POSITION 0xFFFFFFFE

static NTSTATUS
IopCaptureOffset(PIOP_SERVICE Service, PLARGE_INTEGER ByteOffset, PLARGE_INTEGER Offset)
{
    NTSTATUS Status = ObProbe(Service->Mode, ByteOffset, sizeof(*ByteOffset), sizeof(ULONG), FALSE);

    if (NT_SUCCESS(Status)) {
        *Offset = *ByteOffset;
    }
    return Status;
}

/* Files without positions (pipes, mailslots) take any offset. */
static NTSTATUS
IopResolveOffset(PIOP_SERVICE Service, PLARGE_INTEGER ByteOffset, BOOLEAN Write,
                 PLARGE_INTEGER Offset)
{
    BOOLEAN Position = ByteOffset == NULL;
    NTSTATUS Status;

    Offset->QuadPart = 0;
    if (ByteOffset != NULL) {
        Status = IopCaptureOffset(Service, ByteOffset, Offset);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
        Position = Offset->HighPart == -1 && Offset->LowPart == IOP_AT_POSITION;
    }
    if ((Service->File->Flags & (FO_NAMED_PIPE | FO_MAILSLOT)) != 0) {
        return STATUS_SUCCESS;
    }
    if (Position && !Service->Synchronous) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Position) {
        *Offset = Service->File->CurrentByteOffset;
    } else if (Offset->QuadPart < 0 &&
               !(Write && Offset->HighPart == -1 && Offset->LowPart == IOP_AT_END)) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

/* Files without intermediate buffering transfer whole sectors, from and to aligned buffers. */
static NTSTATUS
IopCheckAlignment(PIOP_SERVICE Service, PVOID Buffer, ULONG Length, LARGE_INTEGER Offset)
{
    USHORT SectorSize = Service->Top->SectorSize;

    if ((Service->File->Flags & FO_NO_INTERMEDIATE_BUFFERING) == 0 || SectorSize == 0) {
        return STATUS_SUCCESS;
    }
    if (Length % SectorSize != 0 || (Offset.QuadPart > 0 && Offset.QuadPart % SectorSize != 0) ||
        ((ULONG_PTR)Buffer & Service->Top->AlignmentRequirement) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
IopCaptureKey(PIOP_SERVICE Service, PULONG Key, PULONG Captured)
{
    NTSTATUS Status = STATUS_SUCCESS;

    *Captured = 0;
    if (Key != NULL) {
        Status = ObProbe(Service->Mode, Key, sizeof(*Key), sizeof(*Key), FALSE);
        if (NT_SUCCESS(Status)) {
            *Captured = *Key;
        }
    }
    return Status;
}

typedef struct _IOP_TRANSFER {
    PVOID Buffer;
    ULONG Length, Key;
    LARGE_INTEGER Offset;
    BOOLEAN Write;
} IOP_TRANSFER;

static NTSTATUS
IopCaptureTransfer(PIOP_SERVICE Service, IOP_TRANSFER *Transfer, PLARGE_INTEGER ByteOffset,
                   PULONG Key)
{
    NTSTATUS Status;

    Status = IopResolveOffset(Service, ByteOffset, Transfer->Write, &Transfer->Offset);
    if (NT_SUCCESS(Status)) {
        Status = IopCheckAlignment(Service, Transfer->Buffer, Transfer->Length, Transfer->Offset);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopCaptureKey(Service, Key, &Transfer->Key);
    }
    return Status;
}

static NTSTATUS
IopTransfer(PIOP_SERVICE Service, const IOP_TRANSFER *Transfer)
{
    PIO_STACK_LOCATION Stack;
    NTSTATUS Status;

    Status = IopBuildServiceIrp(Service, Transfer->Write ? IRP_MJ_WRITE : IRP_MJ_READ);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopBufferByDevice(Service, Transfer->Buffer, Transfer->Length, Transfer->Write);
    if (!NT_SUCCESS(Status)) {
        return IopEndService(Service, Status);
    }
    Service->Own->Irp.Flags |= Transfer->Write ? IRP_WRITE_OPERATION : IRP_READ_OPERATION;
    if ((Service->File->Flags & FO_NO_INTERMEDIATE_BUFFERING) != 0) {
        Service->Own->Irp.Flags |= IRP_NOCACHE;
    }
    Stack = IoGetNextIrpStackLocation(&Service->Own->Irp);
    Stack->Parameters.Read.Length = Transfer->Length; // Write has the same layout
    Stack->Parameters.Read.Key = Transfer->Key;
    Stack->Parameters.Read.ByteOffset = Transfer->Offset;
    if (Transfer->Write && (Service->File->Flags & FO_WRITE_THROUGH) != 0) {
        Stack->Flags |= SL_WRITE_THROUGH;
    }
    return IopRunService(Service);
}

NTSTATUS NTAPI
NtReadFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
           PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length, PLARGE_INTEGER ByteOffset,
           PULONG Key)
{
    IOP_TRANSFER Transfer = {.Buffer = Buffer, .Length = Length};
    IOP_SERVICE Service;
    NTSTATUS Status;

    Status = IopBeginService(&Service, FileHandle, FILE_READ_DATA, Event, ApcRoutine, ApcContext,
                             IoStatusBlock);
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Status = IopCaptureTransfer(&Service, &Transfer, ByteOffset, Key);
    if (!NT_SUCCESS(Status)) {
        return IopEndService(&Service, Status);
    }
    return IopTransfer(&Service, &Transfer);
}

NTSTATUS NTAPI
NtWriteFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
            PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length, PLARGE_INTEGER ByteOffset,
            PULONG Key)
{
    IOP_TRANSFER Transfer = {.Buffer = Buffer, .Length = Length, .Write = TRUE};
    IOP_SERVICE Service;
    NTSTATUS Status;

    Status = IopBeginService(&Service, FileHandle, FILE_WRITE_DATA | FILE_APPEND_DATA, Event,
                             ApcRoutine, ApcContext, IoStatusBlock);
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Status = IopCaptureTransfer(&Service, &Transfer, ByteOffset, Key);
    if (NT_SUCCESS(Status) &&
        (Service.Access & (FILE_WRITE_DATA | FILE_APPEND_DATA)) == FILE_APPEND_DATA) {
        Transfer.Offset.LowPart = IOP_AT_END;
        Transfer.Offset.HighPart = -1;
    }
    if (!NT_SUCCESS(Status)) {
        return IopEndService(&Service, Status);
    }
    return IopTransfer(&Service, &Transfer);
}

ZW_CALL(ZwReadFile, NtReadFile,
        (HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
         PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length, PLARGE_INTEGER ByteOffset,
         PULONG Key),
        (FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, Buffer, Length, ByteOffset, Key))

ZW_CALL(ZwWriteFile, NtWriteFile,
        (HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
         PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer, ULONG Length, PLARGE_INTEGER ByteOffset,
         PULONG Key),
        (FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, Buffer, Length, ByteOffset, Key))
