/*
 * io/service/info.c - NtQueryInformationFile, NtSetInformationFile
 *
 * Classes, lengths and rights are in class.c. What the I/O manager knows itself it answers: access,
 * mode, alignment, priority, whether the device is remote, and of a synchronous file the position.
 * The rest is the driver's. FileAllInformation is both's: the driver finds the I/O manager's parts
 * filled in.
 *
 * Differs from Windows: FileVolumeNameInformation is the driver's, as any class that is not named
 * above.
 */
#include "service.h"
#include "file/file.h"
#include "port/port.h"

/* --- what the I/O manager answers ------------------------------------------------------------- */

static ULONG
IopFileMode(PFILE_OBJECT File)
{
    ULONG Mode = 0;

    if ((File->Flags & FO_SYNCHRONOUS_IO) != 0) {
        Mode |= (File->Flags & FO_ALERTABLE_IO) != 0 ? FILE_SYNCHRONOUS_IO_ALERT
                                                     : FILE_SYNCHRONOUS_IO_NONALERT;
    }
    Mode |= (File->Flags & FO_WRITE_THROUGH) != 0 ? FILE_WRITE_THROUGH : 0;
    Mode |= (File->Flags & FO_SEQUENTIAL_ONLY) != 0 ? FILE_SEQUENTIAL_ONLY : 0;
    Mode |= (File->Flags & FO_NO_INTERMEDIATE_BUFFERING) != 0 ? FILE_NO_INTERMEDIATE_BUFFERING : 0;
    Mode |= (File->Flags & FO_DELETE_ON_CLOSE) != 0 ? FILE_DELETE_ON_CLOSE : 0;
    return Mode;
}

static IO_PRIORITY_HINT
IopFileHint(PFILE_OBJECT File)
{
    UCHAR Hint = IopFile(File)->PriorityHint;

    return Hint != 0 ? (IO_PRIORITY_HINT)(Hint - 1) : IoPriorityNormal;
}

/* FALSE: it is the driver's to answer. */
static BOOLEAN
IopAnswerQuery(PIOP_QUESTION Question, FILE_INFORMATION_CLASS Class)
{
    PIOP_SERVICE Service = &Question->Service;
    PVOID Buffer = Question->Buffer;

    if (IopIsCompletionClass(Class, FALSE)) {
        Question->Iosb.Status = IopQueryCompletionClass(Service->File, Class, Buffer);
        Question->Iosb.Information = IopFileClass(Class)->QueryLength;
        return TRUE;
    }
    switch (Class) {
    case FilePositionInformation:
        if (!Service->Synchronous) {
            return FALSE;
        }
        ((PFILE_POSITION_INFORMATION)Buffer)->CurrentByteOffset = Service->File->CurrentByteOffset;
        break;
    case FileModeInformation:
        ((PFILE_MODE_INFORMATION)Buffer)->Mode = IopFileMode(Service->File);
        break;
    case FileAccessInformation:
        ((PFILE_ACCESS_INFORMATION)Buffer)->AccessFlags = Service->Access;
        break;
    case FileAlignmentInformation:
        ((PFILE_ALIGNMENT_INFORMATION)Buffer)->AlignmentRequirement =
            Service->Top->AlignmentRequirement;
        break;
    case FileIoPriorityHintInformation:
        ((PFILE_IO_PRIORITY_HINT_INFORMATION)Buffer)->PriorityHint = IopFileHint(Service->File);
        break;
    case FileIsRemoteDeviceInformation:
        ((PFILE_IS_REMOTE_DEVICE_INFORMATION)Buffer)->IsRemote =
            (Service->Top->Characteristics & FILE_REMOTE_DEVICE) != 0;
        break;
    default:
        return FALSE;
    }
    Question->Iosb.Status = STATUS_SUCCESS;
    Question->Iosb.Information = IopFileClass(Class)->QueryLength;
    return TRUE;
}

static VOID
IopFillAll(PIOP_QUESTION Question)
{
    PFILE_ALL_INFORMATION All = Question->Buffer;
    PIOP_SERVICE Service = &Question->Service;

    All->AccessInformation.AccessFlags = Service->Access;
    All->PositionInformation.CurrentByteOffset = Service->File->CurrentByteOffset;
    All->ModeInformation.Mode = IopFileMode(Service->File);
    All->AlignmentInformation.AlignmentRequirement = Service->Top->AlignmentRequirement;
}

/* --- what it sets ----------------------------------------------------------------------------- */

static NTSTATUS
IopSetPosition(PIOP_SERVICE Service, const FILE_POSITION_INFORMATION *Position)
{
    PFILE_OBJECT File = Service->File;
    LONGLONG Offset = Position->CurrentByteOffset.QuadPart;

    if (Offset < 0 || ((File->Flags & FO_NO_INTERMEDIATE_BUFFERING) != 0 &&
                       Service->Top->SectorSize != 0 && Offset % Service->Top->SectorSize != 0)) {
        return STATUS_INVALID_PARAMETER;
    }
    File->CurrentByteOffset = Position->CurrentByteOffset;
    return STATUS_SUCCESS;
}

/* A file stays synchronous or asynchronous; how a synchronous one waits can change. */
static NTSTATUS
IopSetMode(PFILE_OBJECT File, ULONG Mode)
{
    ULONG Synchronous = Mode & (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT);
    BOOLEAN WasSynchronous = (File->Flags & FO_SYNCHRONOUS_IO) != 0;
    ULONG Changed = FO_ALERTABLE_IO | FO_WRITE_THROUGH | FO_SEQUENTIAL_ONLY;

    if ((Mode & ~(ULONG)FILE_VALID_SET_FLAGS) != 0 || (Synchronous != 0) != WasSynchronous ||
        (Synchronous & (Synchronous - 1)) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    File->Flags = (File->Flags & ~Changed) |
                  (Synchronous == FILE_SYNCHRONOUS_IO_ALERT ? FO_ALERTABLE_IO : 0) |
                  ((Mode & FILE_WRITE_THROUGH) != 0 ? FO_WRITE_THROUGH : 0) |
                  ((Mode & FILE_SEQUENTIAL_ONLY) != 0 ? FO_SEQUENTIAL_ONLY : 0);
    return STATUS_SUCCESS;
}

/* Higher than normal is for the memory manager. */
static NTSTATUS
IopSetHint(PFILE_OBJECT File, ULONG Hint)
{
    if (Hint > IoPriorityNormal) {
        return STATUS_INVALID_PARAMETER;
    }
    IopFile(File)->PriorityHint = (UCHAR)(Hint + 1);
    return STATUS_SUCCESS;
}

/* FALSE: it is the driver's. */
static BOOLEAN
IopSetOwn(PIOP_QUESTION Question, FILE_INFORMATION_CLASS Class, NTSTATUS *Status)
{
    PIOP_SERVICE Service = &Question->Service;
    PVOID Buffer = Question->Buffer;

    if (IopIsCompletionClass(Class, TRUE)) {
        *Status = IopSetCompletionClass(Service->File, Class, Buffer, Service->Mode);
        return TRUE;
    }
    switch (Class) {
    case FilePositionInformation:
        if (!Service->Synchronous) {
            return FALSE;
        }
        *Status = IopSetPosition(Service, Buffer);
        return TRUE;
    case FileModeInformation:
        *Status = IopSetMode(Service->File, ((PFILE_MODE_INFORMATION)Buffer)->Mode);
        return TRUE;
    case FileIoPriorityHintInformation:
        *Status =
            IopSetHint(Service->File, ((PFILE_IO_PRIORITY_HINT_INFORMATION)Buffer)->PriorityHint);
        return TRUE;
    default:
        return FALSE;
    }
}

/* --- the driver's part ------------------------------------------------------------------------ */

static NTSTATUS
IopQueryDriver(PIOP_QUESTION Question, FILE_INFORMATION_CLASS Class)
{
    PIO_STACK_LOCATION Stack = IopPrepareQuestion(Question, IRP_MJ_QUERY_INFORMATION);

    if (Stack == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Class == FileAllInformation) {
        IopFillAll(Question);
    }
    Stack->Parameters.QueryFile.Length = Question->Length;
    Stack->Parameters.QueryFile.FileInformationClass = Class;
    return IopSendQuestion(Question);
}

static VOID
IopFillSet(PIO_STACK_LOCATION Stack, const VOID *Buffer, FILE_INFORMATION_CLASS Class)
{
    switch (Class) {
    case FileRenameInformation:
    case FileLinkInformation:
        Stack->Parameters.SetFile.ReplaceIfExists =
            ((const FILE_RENAME_INFORMATION *)Buffer)->ReplaceIfExists;
        break;
    case FileEndOfFileInformation:
        Stack->Parameters.SetFile.AdvanceOnly = FALSE;
        break;
    default:
        break;
    }
}

static NTSTATUS
IopSetDriver(PIOP_QUESTION Question, FILE_INFORMATION_CLASS Class)
{
    PIO_STACK_LOCATION Stack = IopPrepareQuestion(Question, IRP_MJ_SET_INFORMATION);

    if (Stack == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Stack->Parameters.SetFile.Length = Question->Length;
    Stack->Parameters.SetFile.FileInformationClass = Class;
    IopFillSet(Stack, Question->Buffer, Class);
    return IopSendQuestion(Question);
}

/* --- the services ----------------------------------------------------------------------------- */

NTSTATUS NTAPI
NtQueryInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation,
                       ULONG Length, FILE_INFORMATION_CLASS FileInformationClass)
{
    IOP_QUESTION Question;
    NTSTATUS Status = IopBeginClass(&Question, IopFileClass(FileInformationClass), FALSE,
                                    FileHandle, IoStatusBlock, FileInformation, Length);

    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Status = IopAnswerQuery(&Question, FileInformationClass)
                 ? Question.Iosb.Status
                 : IopQueryDriver(&Question, FileInformationClass);
    return IopEndQuestion(&Question, Status);
}

NTSTATUS NTAPI
NtSetInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation,
                     ULONG Length, FILE_INFORMATION_CLASS FileInformationClass)
{
    IOP_QUESTION Question;
    NTSTATUS Status = IopBeginClass(&Question, IopFileClass(FileInformationClass), TRUE, FileHandle,
                                    IoStatusBlock, FileInformation, Length);

    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    if (!IopSetOwn(&Question, FileInformationClass, &Status)) {
        Status = IopSetDriver(&Question, FileInformationClass);
    }
    return IopEndQuestion(&Question, Status);
}

ZW_CALL(ZwQueryInformationFile, NtQueryInformationFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length,
         FILE_INFORMATION_CLASS FileInformationClass),
        (FileHandle, IoStatusBlock, FileInformation, Length, FileInformationClass))

ZW_CALL(ZwSetInformationFile, NtSetInformationFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length,
         FILE_INFORMATION_CLASS FileInformationClass),
        (FileHandle, IoStatusBlock, FileInformation, Length, FileInformationClass))
