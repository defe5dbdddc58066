/*
 * io/service/byname.c - what is asked of a file by its name: NtQueryAttributesFile,
 * NtQueryFullAttributesFile, NtQueryInformationByName, NtDeleteFile
 *
 *      CREATE --> QUERY_INFORMATION --> CLEANUP --> CLOSE      without a handle
 *
 * Deleting is to open with FILE_DELETE_ON_CLOSE, and to close.
 *
 * Differs from Windows: fast I/O for queries by name is not tried.
 */
#include "service.h"
#include "file/file.h"
#include "irp/buffer.h"

#define IOP_SHARE_ALL (FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE)

static NTSTATUS
IopOpenByNameOnly(KPROCESSOR_MODE Mode, POBJECT_ATTRIBUTES Attributes, ACCESS_MASK Access,
                  ULONG CreateOptions, PFILE_OBJECT *File)
{
    IOP_OPEN Open = {.Tag = IOP_TAG,
                     .Disposition = FILE_OPEN,
                     .CreateOptions = CreateOptions,
                     .ShareAccess = IOP_SHARE_ALL};
    NTSTATUS Status = ObProbeAttributes(Mode, Attributes, TRUE);

    return NT_SUCCESS(Status) ? IopOpenFile(&Open, Mode, Access, Attributes, File) : Status;
}

static NTSTATUS
IopQueryOpened(PIOP_QUESTION Question, FILE_INFORMATION_CLASS Class)
{
    PIO_STACK_LOCATION Stack = IopPrepareQuestion(Question, IRP_MJ_QUERY_INFORMATION);

    if (Stack == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Stack->Parameters.QueryFile.Length = Question->Length;
    Stack->Parameters.QueryFile.FileInformationClass = Class;
    return IopSendQuestion(Question);
}

/* To the caller's buffer; *Iosb is ours. */
static NTSTATUS
IopQueryByName(POBJECT_ATTRIBUTES Attributes, PVOID UserBuffer, ULONG Length,
               FILE_INFORMATION_CLASS Class, PIO_STATUS_BLOCK Iosb)
{
    IOP_QUESTION Question = {.Length = Length,
                             .UserBuffer = UserBuffer,
                             .Service = {.Mode = ExGetPreviousMode(), .Iosb = Iosb}};
    KPROCESSOR_MODE Mode = Question.Service.Mode;
    NTSTATUS Status;

    Status = ObProbe(Mode, UserBuffer, Length, IopFileClass(Class)->Alignment, TRUE);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Question.Buffer = IopAllocateSystemBuffer(Length);
    if (Question.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = IopOpenByNameOnly(Mode, Attributes, FILE_READ_ATTRIBUTES, FILE_OPEN_REPARSE_POINT,
                               &Question.Service.File);
    if (NT_SUCCESS(Status)) {
        Question.Service.Top = IoGetRelatedDeviceObject(Question.Service.File);
        Status = IopQueryOpened(&Question, Class);
        ObDereferenceObject(Question.Service.File);
        *Iosb = Question.Iosb;
    }
    if (NT_SUCCESS(Status)) {
        NTSTATUS Stored = IopStoreTo(Mode, UserBuffer, Question.Buffer, Iosb->Information);

        Status = NT_SUCCESS(Stored) ? Status : Stored;
    }
    ExFreeOwn(Question.Buffer);
    return Status;
}

NTSTATUS NTAPI
NtQueryAttributesFile(POBJECT_ATTRIBUTES ObjectAttributes, PFILE_BASIC_INFORMATION FileInformation)
{
    IO_STATUS_BLOCK Iosb;

    return IopQueryByName(ObjectAttributes, FileInformation, sizeof(*FileInformation),
                          FileBasicInformation, &Iosb);
}

NTSTATUS NTAPI
NtQueryFullAttributesFile(POBJECT_ATTRIBUTES ObjectAttributes,
                          PFILE_NETWORK_OPEN_INFORMATION FileInformation)
{
    IO_STATUS_BLOCK Iosb;

    return IopQueryByName(ObjectAttributes, FileInformation, sizeof(*FileInformation),
                          FileNetworkOpenInformation, &Iosb);
}

NTSTATUS NTAPI
NtQueryInformationByName(POBJECT_ATTRIBUTES ObjectAttributes, PIO_STATUS_BLOCK IoStatusBlock,
                         PVOID FileInformation, ULONG Length,
                         FILE_INFORMATION_CLASS FileInformationClass)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    IO_STATUS_BLOCK Iosb;
    NTSTATUS Status;

    if (FileInformationClass != FileStatInformation &&
        FileInformationClass != FileCaseSensitiveInformation) {
        return STATUS_INVALID_INFO_CLASS;
    }
    Status = IopCheckClass(IopFileClass(FileInformationClass), Length, FALSE);
    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, IoStatusBlock, sizeof(*IoStatusBlock), sizeof(ULONG), TRUE);
    }
    if (NT_SUCCESS(Status)) {
        Status =
            IopQueryByName(ObjectAttributes, FileInformation, Length, FileInformationClass, &Iosb);
    }
    if (!NT_ERROR(Status)) {
        IopStoreTo(Mode, IoStatusBlock, &Iosb, sizeof(Iosb));
    }
    return Status;
}

NTSTATUS NTAPI
NtDeleteFile(POBJECT_ATTRIBUTES ObjectAttributes)
{
    PFILE_OBJECT File;
    NTSTATUS Status = IopOpenByNameOnly(ExGetPreviousMode(), ObjectAttributes, DELETE,
                                        FILE_DELETE_ON_CLOSE, &File);

    if (NT_SUCCESS(Status)) {
        ObDereferenceObject(File);
    }
    return Status;
}

ZW_CALL(ZwQueryFullAttributesFile, NtQueryFullAttributesFile,
        (POBJECT_ATTRIBUTES ObjectAttributes, PFILE_NETWORK_OPEN_INFORMATION FileInformation),
        (ObjectAttributes, FileInformation))
ZW_CALL(ZwQueryInformationByName, NtQueryInformationByName,
        (POBJECT_ATTRIBUTES ObjectAttributes, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation,
         ULONG Length, FILE_INFORMATION_CLASS FileInformationClass),
        (ObjectAttributes, IoStatusBlock, FileInformation, Length, FileInformationClass))
ZW_CALL(ZwDeleteFile, NtDeleteFile, (POBJECT_ATTRIBUTES ObjectAttributes), (ObjectAttributes))
