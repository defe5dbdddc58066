/*
 * io/file/reparse.c - names of file objects, and drivers that answer an open with another name
 *
 * STATUS_REPARSE from IRP_MJ_CREATE: Information says how to go on.
 *      IO_REPARSE, IO_REPARSE_GLOBAL   FileObject->FileName is the whole new path
 *      IO_REMOUNT                      once more with the same path
 *      IO_REPARSE_TAG_MOUNT_POINT,     the packet's auxiliary buffer (the driver's pool, freed
 *      IO_REPARSE_TAG_SYMLINK          here) has the substitute; Reserved bytes at the end of the
 *                                      file's name come after it
 *      any other tag                   STATUS_IO_REPARSE_TAG_NOT_HANDLED
 *
 * A file's name is in pool that a driver may free: some replace FileName themselves.
 *
 * Differs from Windows: relative symbolic links end the run by name.
 */
#include "file.h"

#define IOP_TAG_NAME 0x6d4e6f49 /* "IoNm" */

NTSTATUS
IopSetFileName(PFILE_OBJECT File, PCWSTR Name, USHORT Length)
{
    PWCHAR Buffer = NULL;

    if (Length != 0) {
        Buffer = ExAllocatePoolWithTag(PagedPool, Length + sizeof(WCHAR), IOP_TAG_NAME);
        if (Buffer == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        RtlCopyMemory(Buffer, Name, Length);
        Buffer[Length / sizeof(WCHAR)] = 0;
    }
    IopFreeFileName(File);
    File->FileName.Buffer = Buffer;
    File->FileName.Length = Length;
    File->FileName.MaximumLength = Buffer != NULL ? Length + sizeof(WCHAR) : 0;
    return STATUS_SUCCESS;
}

VOID
IopFreeFileName(PFILE_OBJECT File)
{
    if (File->FileName.Buffer != NULL) {
        ExFreePool(File->FileName.Buffer);
        File->FileName.Buffer = NULL;
    }
}

NTSTATUS
IoReplaceFileObjectName(PFILE_OBJECT FileObject, PWSTR NewFileName, USHORT FileNameLength)
{
    if (FileObject->FileName.Buffer == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    return IopSetFileName(FileObject, NewFileName, FileNameLength);
}

/* --- where a reparse leads -------------------------------------------------------------------- */

static BOOLEAN
IopSubstitute(const REPARSE_DATA_BUFFER *Data, PUNICODE_STRING Substitute)
{
    BOOLEAN Symlink = Data->ReparseTag == IO_REPARSE_TAG_SYMLINK;
    USHORT Offset = Symlink ? Data->SymbolicLinkReparseBuffer.SubstituteNameOffset
                            : Data->MountPointReparseBuffer.SubstituteNameOffset;

    Substitute->Length = Symlink ? Data->SymbolicLinkReparseBuffer.SubstituteNameLength
                                 : Data->MountPointReparseBuffer.SubstituteNameLength;
    Substitute->MaximumLength = Substitute->Length;
    Substitute->Buffer = (PWCH)((PUCHAR)(Symlink ? Data->SymbolicLinkReparseBuffer.PathBuffer
                                                 : Data->MountPointReparseBuffer.PathBuffer) +
                                Offset);
    return (PUCHAR)Substitute->Buffer + Substitute->Length <=
           (PUCHAR)Data + REPARSE_DATA_BUFFER_HEADER_SIZE + Data->ReparseDataLength;
}

/* The substitute, and of the file's name what the driver has not looked at. */
static NTSTATUS
IopJoin(PFILE_OBJECT File, PUNICODE_STRING Substitute, USHORT Unparsed,
        PUNICODE_STRING CompleteName)
{
    UNICODE_STRING Name = {.MaximumLength = Substitute->Length + Unparsed};
    NTSTATUS Status;

    if (Unparsed > File->FileName.Length || Substitute->Length + Unparsed > MAXUSHORT) {
        return STATUS_IO_REPARSE_DATA_INVALID;
    }
    Name.Buffer = ExAllocateOwn(Name.MaximumLength, IOP_TAG_NAME);
    if (Name.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Name.Length = Name.MaximumLength;
    RtlCopyMemory(Name.Buffer, Substitute->Buffer, Substitute->Length);
    RtlCopyMemory((PUCHAR)Name.Buffer + Substitute->Length,
                  (PUCHAR)File->FileName.Buffer + File->FileName.Length - Unparsed, Unparsed);
    Status = ObReplaceName(CompleteName, &Name);
    ExFreeOwn(Name.Buffer);
    return NT_SUCCESS(Status) ? STATUS_REPARSE : Status;
}

static NTSTATUS
IopReparseByTag(PFILE_OBJECT File, const REPARSE_DATA_BUFFER *Data, PUNICODE_STRING CompleteName)
{
    UNICODE_STRING Substitute;

    if (Data->ReparseTag != IO_REPARSE_TAG_MOUNT_POINT &&
        Data->ReparseTag != IO_REPARSE_TAG_SYMLINK) {
        return STATUS_IO_REPARSE_TAG_NOT_HANDLED;
    }
    if (!IopSubstitute(Data, &Substitute)) {
        return STATUS_IO_REPARSE_DATA_INVALID;
    }
    if (Data->ReparseTag == IO_REPARSE_TAG_SYMLINK &&
        (Data->SymbolicLinkReparseBuffer.Flags & SYMLINK_FLAG_RELATIVE) != 0) {
        KiNotImplemented("a relative symbolic link from IRP_MJ_CREATE", File);
    }
    return IopJoin(File, &Substitute, Data->Reserved, CompleteName);
}

NTSTATUS
IopReparse(PIOP_OPEN Open, PFILE_OBJECT File, PVOID Buffer, PUNICODE_STRING CompleteName)
{
    PREPARSE_DATA_BUFFER Data = Buffer;
    NTSTATUS Status;

    if (Open->Information == IO_REMOUNT) {
        return STATUS_REPARSE;
    }
    if (Open->Information == IO_REPARSE || Open->Information == IO_REPARSE_GLOBAL) {
        Status = ObReplaceName(CompleteName, &File->FileName);
        return NT_SUCCESS(Status) ? STATUS_REPARSE : Status;
    }
    if (Data == NULL || Open->Information != Data->ReparseTag) {
        return STATUS_IO_REPARSE_DATA_INVALID;
    }
    if ((Open->Options & IO_STOP_ON_SYMLINK) != 0) { // the caller frees the buffer
        Open->Status = STATUS_STOPPED_ON_SYMLINK;
        Open->Information = (ULONG_PTR)Data;
        return STATUS_STOPPED_ON_SYMLINK;
    }
    Status = IopReparseByTag(File, Data, CompleteName);
    ExFreePool(Data);
    return Status;
}
