/*
 * io/service/directory.c - directories: NtQueryDirectoryFile(Ex), NtNotifyChangeDirectoryFile(Ex)
 *
 * Both are asynchronous requests like reads, with IRP_MJ_DIRECTORY_CONTROL; the data goes as the
 * flags of the top device say. The name to search for is copied for the packet's life.
 */
#include "service.h"
#include "irp/buffer.h"

#define IOP_TAG_NAME 0x6d4e6f49 /* "IoNm" */

typedef struct _IOP_DIRECTORY {
    PVOID Buffer;
    ULONG Length, QueryFlags;
    FILE_INFORMATION_CLASS Class;
    PUNICODE_STRING FileName; /* the caller's; then a copy in pool, with its characters */
} IOP_DIRECTORY;

/* The least length for each class of entries; 0: not a class of entries. */
static ULONG
IopEntrySize(FILE_INFORMATION_CLASS Class)
{
    switch (Class) {
    case FileDirectoryInformation:
        return sizeof(FILE_DIRECTORY_INFORMATION);
    case FileFullDirectoryInformation:
        return sizeof(FILE_FULL_DIR_INFORMATION);
    case FileIdFullDirectoryInformation:
        return sizeof(FILE_ID_FULL_DIR_INFORMATION);
    case FileBothDirectoryInformation:
        return sizeof(FILE_BOTH_DIR_INFORMATION);
    case FileIdBothDirectoryInformation:
        return sizeof(FILE_ID_BOTH_DIR_INFORMATION);
    case FileIdExtdDirectoryInformation:
        return sizeof(FILE_ID_EXTD_DIR_INFORMATION);
    case FileNamesInformation:
        return sizeof(FILE_NAMES_INFORMATION);
    case FileObjectIdInformation:
        return sizeof(FILE_OBJECTID_INFORMATION);
    case FileQuotaInformation:
        return sizeof(FILE_QUOTA_INFORMATION);
    case FileReparsePointInformation:
        return sizeof(FILE_REPARSE_POINT_INFORMATION);
    default:
        return 0;
    }
}

static NTSTATUS
IopCheckDirectory(KPROCESSOR_MODE Mode, const IOP_DIRECTORY *Directory)
{
    ULONG Least = IopEntrySize(Directory->Class);

    if (Least == 0) {
        return STATUS_INVALID_INFO_CLASS;
    }
    if (Directory->Length < Least) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if ((Directory->QueryFlags & ~(ULONG)SL_QUERY_DIRECTORY_MASK) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    return ObProbe(Mode, Directory->Buffer, Directory->Length,
                   Directory->Class == FileNamesInformation ? sizeof(ULONG) : sizeof(ULONG64),
                   TRUE);
}

static NTSTATUS
IopCaptureName(KPROCESSOR_MODE Mode, PUNICODE_STRING *FileName)
{
    UNICODE_STRING Name;
    PUNICODE_STRING Copy;
    NTSTATUS Status;

    if (*FileName == NULL) {
        return STATUS_SUCCESS;
    }
    Status = ObProbeString(Mode, *FileName);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Name = **FileName;
    *FileName = NULL;
    if (Name.Length % sizeof(WCHAR) != 0) {
        return STATUS_OBJECT_NAME_INVALID;
    }
    Copy = ExAllocatePoolWithTag(NonPagedPool, sizeof(*Copy) + Name.Length, IOP_TAG_NAME);
    if (Copy == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *Copy = (UNICODE_STRING){Name.Length, Name.Length, (PWCH)(Copy + 1)};
    RtlCopyMemory(Copy->Buffer, Name.Buffer, Name.Length);
    *FileName = Copy;
    return STATUS_SUCCESS;
}

/* --- query ------------------------------------------------------------------------------------ */

static NTSTATUS
IopQueryDirectory(PIOP_SERVICE Service, IOP_DIRECTORY *Directory)
{
    PIO_STACK_LOCATION Stack;
    NTSTATUS Status;

    Status = IopBuildServiceIrp(Service, IRP_MJ_DIRECTORY_CONTROL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopBufferByDevice(Service, Directory->Buffer, Directory->Length, FALSE);
    if (NT_SUCCESS(Status)) {
        Status = IopCaptureName(Service->Mode, &Directory->FileName);
    }
    if (!NT_SUCCESS(Status)) {
        return IopEndService(Service, Status);
    }
    Service->Own->Irp.Tail.Overlay.AuxiliaryBuffer = (PCHAR)Directory->FileName;
    Stack = IoGetNextIrpStackLocation(&Service->Own->Irp);
    Stack->MinorFunction = IRP_MN_QUERY_DIRECTORY;
    Stack->Flags = (UCHAR)Directory->QueryFlags;
    Stack->Parameters.QueryDirectory.Length = Directory->Length;
    Stack->Parameters.QueryDirectory.FileName = Directory->FileName;
    Stack->Parameters.QueryDirectory.FileInformationClass = Directory->Class;
    return IopRunService(Service);
}

NTSTATUS NTAPI
NtQueryDirectoryFileEx(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine,
                       PVOID ApcContext, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation,
                       ULONG Length, FILE_INFORMATION_CLASS FileInformationClass, ULONG QueryFlags,
                       PUNICODE_STRING FileName)
{
    IOP_DIRECTORY Directory = {FileInformation, Length, QueryFlags, FileInformationClass, FileName};
    IOP_SERVICE Service;
    NTSTATUS Status = IopCheckDirectory(ExGetPreviousMode(), &Directory);

    if (NT_SUCCESS(Status)) {
        Status = IopBeginService(&Service, FileHandle, FILE_LIST_DIRECTORY, Event, ApcRoutine,
                                 ApcContext, IoStatusBlock);
    }
    return Status == STATUS_SUCCESS ? IopQueryDirectory(&Service, &Directory) : Status;
}

NTSTATUS NTAPI
NtQueryDirectoryFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
                     PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length,
                     FILE_INFORMATION_CLASS FileInformationClass, BOOLEAN ReturnSingleEntry,
                     PUNICODE_STRING FileName, BOOLEAN RestartScan)
{
    return NtQueryDirectoryFileEx(FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock,
                                  FileInformation, Length, FileInformationClass,
                                  (RestartScan ? SL_RESTART_SCAN : 0) |
                                      (ReturnSingleEntry ? SL_RETURN_SINGLE_ENTRY : 0),
                                  FileName);
}

/* --- notify ----------------------------------------------------------------------------------- */

typedef struct _IOP_NOTIFY {
    PVOID Buffer;
    ULONG Length, CompletionFilter;
    BOOLEAN WatchTree;
    DIRECTORY_NOTIFY_INFORMATION_CLASS Class; /* 0: not the extended service */
} IOP_NOTIFY;

static NTSTATUS
IopNotify(PIOP_SERVICE Service, const IOP_NOTIFY *Notify)
{
    PIO_STACK_LOCATION Stack;
    NTSTATUS Status;

    Status = IopBuildServiceIrp(Service, IRP_MJ_DIRECTORY_CONTROL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopBufferByDevice(Service, Notify->Buffer, Notify->Length, FALSE);
    if (!NT_SUCCESS(Status)) {
        return IopEndService(Service, Status);
    }
    Stack = IoGetNextIrpStackLocation(&Service->Own->Irp);
    Stack->MinorFunction =
        Notify->Class != 0 ? IRP_MN_NOTIFY_CHANGE_DIRECTORY_EX : IRP_MN_NOTIFY_CHANGE_DIRECTORY;
    Stack->Flags = Notify->WatchTree ? SL_WATCH_TREE : 0;
    Stack->Parameters.NotifyDirectoryEx.Length = Notify->Length; // NotifyDirectory is its beginning
    Stack->Parameters.NotifyDirectoryEx.CompletionFilter = Notify->CompletionFilter;
    Stack->Parameters.NotifyDirectoryEx.DirectoryNotifyInformationClass = Notify->Class;
    return IopRunService(Service);
}

static NTSTATUS
IopNotifyChange(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
                PIO_STATUS_BLOCK IoStatusBlock, const IOP_NOTIFY *Notify)
{
    IOP_SERVICE Service;
    NTSTATUS Status;

    if (Notify->CompletionFilter == 0 ||
        (Notify->CompletionFilter & ~(ULONG)FILE_NOTIFY_VALID_MASK) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = ObProbe(ExGetPreviousMode(), Notify->Buffer, Notify->Length, sizeof(ULONG), TRUE);
    if (NT_SUCCESS(Status)) {
        Status = IopBeginService(&Service, FileHandle, FILE_LIST_DIRECTORY, Event, ApcRoutine,
                                 ApcContext, IoStatusBlock);
    }
    return Status == STATUS_SUCCESS ? IopNotify(&Service, Notify) : Status;
}

NTSTATUS NTAPI
NtNotifyChangeDirectoryFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine,
                            PVOID ApcContext, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer,
                            ULONG Length, ULONG CompletionFilter, BOOLEAN WatchTree)
{
    IOP_NOTIFY Notify = {Buffer, Length, CompletionFilter, WatchTree, 0};

    return IopNotifyChange(FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, &Notify);
}

NTSTATUS NTAPI
NtNotifyChangeDirectoryFileEx(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine,
                              PVOID ApcContext, PIO_STATUS_BLOCK IoStatusBlock, PVOID Buffer,
                              ULONG Length, ULONG CompletionFilter, BOOLEAN WatchTree,
                              DIRECTORY_NOTIFY_INFORMATION_CLASS DirectoryNotifyInformationClass)
{
    IOP_NOTIFY Notify = {Buffer, Length, CompletionFilter, WatchTree,
                         DirectoryNotifyInformationClass};

    if ((ULONG)DirectoryNotifyInformationClass - 1 >= DirectoryNotifyMaximumInformation - 1) {
        return STATUS_INVALID_PARAMETER;
    }
    if (DirectoryNotifyInformationClass == DirectoryNotifyInformation) {
        Notify.Class = 0; // that is what the plain service asks for
    }
    return IopNotifyChange(FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, &Notify);
}

ZW_CALL(ZwQueryDirectoryFile, NtQueryDirectoryFile,
        (HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
         PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length,
         FILE_INFORMATION_CLASS FileInformationClass, BOOLEAN ReturnSingleEntry,
         PUNICODE_STRING FileName, BOOLEAN RestartScan),
        (FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, FileInformation, Length,
         FileInformationClass, ReturnSingleEntry, FileName, RestartScan))
ZW_CALL(ZwQueryDirectoryFileEx, NtQueryDirectoryFileEx,
        (HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
         PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length,
         FILE_INFORMATION_CLASS FileInformationClass, ULONG QueryFlags, PUNICODE_STRING FileName),
        (FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, FileInformation, Length,
         FileInformationClass, QueryFlags, FileName))
