/*
 * samples/ioctl/control.c - the four requests
 *
 * The note's mutex is never held while user memory is touched: a program whose memory is slow to
 * come (a file on another machine) would make the others wait.
 */
#include "ioctl.h"

typedef struct _NOTE_REQUEST {
    PNOTE Note;
    PIRP Irp;
    PIO_STACK_LOCATION Stack;
    ULONG InputLength, OutputLength;
    ULONG_PTR Information;
} NOTE_REQUEST, *PNOTE_REQUEST;

/* --- METHOD_BUFFERED -------------------------------------------------------------------------- */

/* Input and output are the same buffer: the input has to be out of it before the output goes in. */
static NTSTATUS
NoteSwapText(PNOTE Note, PUCHAR Buffer, ULONG NewLength, PUCHAR Old, PULONG OldLength)
{
    ExAcquireFastMutex(&Note->Mutex);
    *OldLength = Note->Length;
    RtlCopyMemory(Old, Note->Text, Note->Length);
    RtlCopyMemory(Note->Text, Buffer, NewLength);
    Note->Length = NewLength;
    ExReleaseFastMutex(&Note->Mutex);
    return STATUS_SUCCESS;
}

static NTSTATUS
NoteSwap(PNOTE_REQUEST Request)
{
    PUCHAR Buffer = Request->Irp->AssociatedIrp.SystemBuffer, Old;
    ULONG OldLength, Length;

    if (Request->InputLength > NOTE_SIZE) {
        return STATUS_INVALID_PARAMETER;
    }
    Old = ExAllocatePoolWithTag(PagedPool, NOTE_SIZE, NOTE_TAG);
    if (Old == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    NoteSwapText(Request->Note, Buffer, Request->InputLength, Old, &OldLength);
    Length = OldLength < Request->OutputLength ? OldLength : Request->OutputLength;
    RtlCopyMemory(Buffer, Old, Length);
    ExFreePoolWithTag(Old, NOTE_TAG);
    Request->Information = Length;
    return Length < OldLength ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

/* --- METHOD_IN_DIRECT, METHOD_OUT_DIRECT ------------------------------------------------------ */

/* The small buffer is a ULONG, the large one is described by an MDL; of no bytes, there is none. */
static NTSTATUS
NoteDirectBuffers(PNOTE_REQUEST Request, PULONG Offset, PUCHAR *Bytes)
{
    PMDL Mdl = Request->Irp->MdlAddress;

    if (Request->InputLength != sizeof(ULONG)) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    *Offset = *(PULONG)Request->Irp->AssociatedIrp.SystemBuffer;
    *Bytes = NULL;
    if (Mdl != NULL) {
        *Bytes = MmGetSystemAddressForMdlSafe(Mdl, NormalPagePriority | MdlMappingNoExecute);
        if (*Bytes == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return STATUS_SUCCESS;
}

/* A program may give a length and no buffer: then there is no MDL either. */
static ULONG
NoteDirectLength(PNOTE_REQUEST Request)
{
    return Request->Irp->MdlAddress == NULL ? 0 : Request->OutputLength;
}

static NTSTATUS
NoteWriteText(PNOTE Note, ULONG Offset, const UCHAR *Bytes, PULONG Length)
{
    if (Offset > Note->Length) {
        return STATUS_INVALID_PARAMETER;
    }
    if (*Length > NOTE_SIZE - Offset) {
        *Length = NOTE_SIZE - Offset;
    }
    RtlCopyMemory(Note->Text + Offset, Bytes, *Length);
    if (Note->Length < Offset + *Length) {
        Note->Length = Offset + *Length;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
NoteWrite(PNOTE_REQUEST Request)
{
    ULONG Offset, Length = NoteDirectLength(Request);
    PUCHAR Bytes;
    NTSTATUS Status = NoteDirectBuffers(Request, &Offset, &Bytes);

    if (NT_SUCCESS(Status)) {
        ExAcquireFastMutex(&Request->Note->Mutex);
        Status = NoteWriteText(Request->Note, Offset, Bytes, &Length);
        ExReleaseFastMutex(&Request->Note->Mutex);
    }
    Request->Information = NT_SUCCESS(Status) ? Length : 0;
    return Status;
}

static NTSTATUS
NoteReadText(PNOTE Note, ULONG Offset, PUCHAR Bytes, PULONG Length)
{
    if (Offset > Note->Length) {
        return STATUS_INVALID_PARAMETER;
    }
    if (*Length > Note->Length - Offset) {
        *Length = Note->Length - Offset;
    }
    RtlCopyMemory(Bytes, Note->Text + Offset, *Length);
    return STATUS_SUCCESS;
}

static NTSTATUS
NoteRead(PNOTE_REQUEST Request)
{
    ULONG Offset, Length = NoteDirectLength(Request);
    PUCHAR Bytes;
    NTSTATUS Status = NoteDirectBuffers(Request, &Offset, &Bytes);

    if (NT_SUCCESS(Status)) {
        ExAcquireFastMutex(&Request->Note->Mutex);
        Status = NoteReadText(Request->Note, Offset, Bytes, &Length);
        ExReleaseFastMutex(&Request->Note->Mutex);
    }
    Request->Information = NT_SUCCESS(Status) ? Length : 0;
    return Status;
}

/* --- METHOD_NEITHER --------------------------------------------------------------------------- */

/* Both buffers as the kernel's own, so that the search touches no user memory. */
typedef struct _NOTE_SEARCH {
    UCHAR Pattern[NOTE_SIZE];
    ULONG Found[NOTE_SIZE];
} NOTE_SEARCH, *PNOTE_SEARCH;

/* How often the pattern is in the text; the first Room of the places go into Found. */
static ULONG
NoteSearch(PNOTE Note, PNOTE_SEARCH Search, ULONG PatternLength, ULONG Room)
{
    ULONG Count = 0, Offset;

    ExAcquireFastMutex(&Note->Mutex);
    for (Offset = 0; Offset + PatternLength <= Note->Length; Offset++) {
        if (RtlCompareMemory(Note->Text + Offset, Search->Pattern, PatternLength) ==
            PatternLength) {
            if (Count < Room) {
                Search->Found[Count] = Offset;
            }
            Count++;
        }
    }
    ExReleaseFastMutex(&Note->Mutex);
    return Count;
}

static NTSTATUS
NoteFindWith(PNOTE_REQUEST Request, PNOTE_SEARCH Search)
{
    KPROCESSOR_MODE Mode = Request->Irp->RequestorMode;
    ULONG Room = Request->OutputLength / sizeof(ULONG), Count, Returned;
    NTSTATUS Status =
        NoteCopyIn(Search->Pattern, Request->Stack->Parameters.DeviceIoControl.Type3InputBuffer,
                   Request->InputLength, Mode);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Count = NoteSearch(Request->Note, Search, Request->InputLength, Room);
    Returned = Count < Room ? Count : Room;
    Status = NoteCopyOut(Request->Irp->UserBuffer, Search->Found, Returned, Mode);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Request->Information = Returned * sizeof(ULONG);
    return Returned < Count ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static NTSTATUS
NoteFind(PNOTE_REQUEST Request)
{
    PNOTE_SEARCH Search;
    NTSTATUS Status;

    if (Request->InputLength == 0 || Request->InputLength > NOTE_SIZE) {
        return STATUS_INVALID_PARAMETER;
    }
    Search = ExAllocatePoolWithTag(PagedPool, sizeof *Search, NOTE_TAG);
    if (Search == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = NoteFindWith(Request, Search);
    ExFreePoolWithTag(Search, NOTE_TAG);
    return Status;
}

/* --- dispatch --------------------------------------------------------------------------------- */

static NTSTATUS
NoteAnswer(PNOTE_REQUEST Request)
{
    switch (Request->Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_NOTE_SWAP:
        return NoteSwap(Request);
    case IOCTL_NOTE_WRITE:
        return NoteWrite(Request);
    case IOCTL_NOTE_READ:
        return NoteRead(Request);
    case IOCTL_NOTE_FIND:
        return NoteFind(Request);
    default:
        return STATUS_INVALID_DEVICE_REQUEST;
    }
}

NTSTATUS
NoteControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    NOTE_REQUEST Request;
    NTSTATUS Status;

    Request.Irp = Irp;
    Request.Stack = IoGetCurrentIrpStackLocation(Irp);
    Request.Note = Request.Stack->FileObject->FsContext;
    Request.InputLength = Request.Stack->Parameters.DeviceIoControl.InputBufferLength;
    Request.OutputLength = Request.Stack->Parameters.DeviceIoControl.OutputBufferLength;
    Request.Information = 0;
    Status = NoteAnswer(&Request);
    return NoteComplete(Irp, Status, Request.Information);
}
