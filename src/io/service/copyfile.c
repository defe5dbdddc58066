/*
 * io/service/copyfile.c - NtCopyFileChunk: from one file to another, without the caller's memory
 *
 * A read of the source and a write of as many bytes to the destination, both made by the kernel
 * (RequestorMode is KernelMode) with its own buffer. A read of nothing is the end of the file.
 *
 * Differs from Windows: the call returns when both are done, for asynchronous files too: it does
 * not return STATUS_PENDING.
 */
#include "service.h"
#include "file/file.h"
#include "irp/buffer.h"
#include "irp/irp.h"

typedef struct _IOP_CHUNK {
    PUCHAR Buffer;
    ULONG Length;
    LARGE_INTEGER Offset;
    ULONG Key;
} IOP_CHUNK;

static NTSTATUS
IopCaptureChunk(KPROCESSOR_MODE Mode, IOP_CHUNK *Chunk, PLARGE_INTEGER Offset, PULONG Key)
{
    NTSTATUS Status = IopFetch(Mode, &Chunk->Offset, Offset, sizeof(*Offset));

    if (NT_SUCCESS(Status) && Key != NULL) {
        Status = IopFetch(Mode, &Chunk->Key, Key, sizeof(*Key));
    }
    return NT_SUCCESS(Status) && Chunk->Offset.QuadPart < 0 ? STATUS_INVALID_PARAMETER : Status;
}

static NTSTATUS
IopChunkBuffer(PIRP Irp, PDEVICE_OBJECT Top, const IOP_CHUNK *Chunk, BOOLEAN Write)
{
    Irp->UserBuffer = Chunk->Buffer;
    if ((Top->Flags & DO_BUFFERED_IO) != 0) {
        Irp->AssociatedIrp.SystemBuffer = Chunk->Buffer;
        Irp->Flags |= IRP_BUFFERED_IO;
        return STATUS_SUCCESS;
    }
    if ((Top->Flags & DO_DIRECT_IO) == 0) {
        return STATUS_SUCCESS;
    }
    if (IoAllocateMdl(Chunk->Buffer, Chunk->Length, FALSE, FALSE, Irp) == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    return MmLockPages(Irp->MdlAddress, KernelMode, Write ? IoReadAccess : IoWriteAccess);
}

static NTSTATUS
IopMoveChunk(PFILE_OBJECT File, const IOP_CHUNK *Chunk, BOOLEAN Write, PIO_STATUS_BLOCK Iosb)
{
    PDEVICE_OBJECT Top = IoGetRelatedDeviceObject(File);
    PIOP_IRP Own = IopBuildRequest(Top, Write ? IRP_MJ_WRITE : IRP_MJ_READ);
    PIO_STACK_LOCATION Stack;
    NTSTATUS Status;

    if (Own == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Own->Irp.RequestorMode = KernelMode;
    Own->Irp.Flags = IRP_SYNCHRONOUS_API | (Write ? IRP_WRITE_OPERATION : IRP_READ_OPERATION);
    Own->Irp.Tail.Overlay.OriginalFileObject = File;
    Status = IopChunkBuffer(&Own->Irp, Top, Chunk, Write);
    if (!NT_SUCCESS(Status)) {
        IopFreeRequest(Own);
        return Status;
    }
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->FileObject = File;
    Stack->Parameters.Read.Length = Chunk->Length; // Write has the same layout
    Stack->Parameters.Read.Key = Chunk->Key;
    Stack->Parameters.Read.ByteOffset = Chunk->Offset;
    IopRunRequest(Top, Own, Iosb);
    if (Own->Irp.MdlAddress != NULL) {
        MmUnlockPages(Own->Irp.MdlAddress);
    }
    IopFreeRequest(Own);
    return Iosb->Status;
}

static NTSTATUS
IopCopyChunk(PFILE_OBJECT Source, PFILE_OBJECT Target, IOP_CHUNK *From, IOP_CHUNK *To,
             PIO_STATUS_BLOCK Iosb)
{
    NTSTATUS Status = IopMoveChunk(Source, From, FALSE, Iosb);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Iosb->Information == 0) {
        return STATUS_END_OF_FILE;
    }
    To->Length = (ULONG)Iosb->Information;
    return IopMoveChunk(Target, To, TRUE, Iosb);
}

/* The destination's side is the service: its handle, event, status block. */
static NTSTATUS
IopRunCopy(PIOP_SERVICE Service, PFILE_OBJECT Source, IOP_CHUNK *From, IOP_CHUNK *To)
{
    IO_STATUS_BLOCK Iosb = {0};
    NTSTATUS Status;

    From->Buffer = To->Buffer = IopAllocateSystemBuffer(From->Length);
    if (From->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = IopCopyChunk(Source, Service->File, From, To, &Iosb);
    ExFreeOwn(From->Buffer);
    if (NT_ERROR(Status)) {
        return Status;
    }
    IopStoreTo(Service->Mode, Service->Iosb, &Iosb, sizeof(Iosb));
    KeSetEvent(Service->Event != NULL ? Service->Event : &Service->File->Event, IO_NO_INCREMENT,
               FALSE);
    return Status;
}

NTSTATUS NTAPI
NtCopyFileChunk(HANDLE SourceHandle, HANDLE DestHandle, HANDLE Event,
                PIO_STATUS_BLOCK IoStatusBlock, ULONG Length, PLARGE_INTEGER SourceOffset,
                PLARGE_INTEGER DestOffset, PULONG SourceKey, PULONG DestKey, ULONG Flags)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    IOP_CHUNK From = {.Length = Length}, To = {.Length = Length};
    IOP_SERVICE Service;
    PFILE_OBJECT Source;
    NTSTATUS Status = Flags != 0 ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;

    if (NT_SUCCESS(Status)) {
        Status = IopCaptureChunk(Mode, &From, SourceOffset, SourceKey);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopCaptureChunk(Mode, &To, DestOffset, DestKey);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(SourceHandle, FILE_READ_DATA, &IopFileType, Mode,
                                           (PVOID *)&Source, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status =
        IopBeginService(&Service, DestHandle, FILE_WRITE_DATA, Event, NULL, NULL, IoStatusBlock);
    if (Status == STATUS_SUCCESS) {
        Status = IopEndService(&Service, IopRunCopy(&Service, Source, &From, &To));
    }
    ObDereferenceObject(Source);
    return Status;
}
