/*
 * io/info.c - NtQueryInformationFile, NtSetInformationFile, NtFlushBuffersFile
 *
 * What the I/O manager knows itself (position, mode, access, alignment) it answers; the rest is the
 * driver's. The packet's data goes through a system buffer. These services are synchronous, also on
 * asynchronous files.
 *
 * Differs from Windows: a class whose answer the I/O manager and the driver would share
 * (FileAllInformation, FileNameInformation) is the driver's alone; binding a completion port ends
 * the run by name.
 */
#include "iop.h"

typedef struct _IOP_INFORMATION {
    IOP_SERVICE Service;
    IO_STATUS_BLOCK Iosb;
    PVOID Buffer; /* in system memory */
    ULONG Length;
    FILE_INFORMATION_CLASS Class;
} IOP_INFORMATION, *PIOP_INFORMATION;

/* The smallest buffer for a class that the I/O manager answers itself; 0: the driver's. */
static ULONG
IopOwnClassSize(FILE_INFORMATION_CLASS Class, BOOLEAN Set)
{
    switch (Class) {
    case FilePositionInformation:
        return sizeof(FILE_POSITION_INFORMATION);
    case FileModeInformation:
        return Set ? 0 : sizeof(FILE_MODE_INFORMATION);
    case FileAccessInformation:
        return Set ? 0 : sizeof(FILE_ACCESS_INFORMATION);
    case FileAlignmentInformation:
        return Set ? 0 : sizeof(FILE_ALIGNMENT_INFORMATION);
    default:
        return 0;
    }
}

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
    return Mode;
}

static VOID
IopAnswerQuery(PIOP_INFORMATION Information)
{
    PFILE_OBJECT File = Information->Service.File;

    switch (Information->Class) {
    case FilePositionInformation:
        ((PFILE_POSITION_INFORMATION)Information->Buffer)->CurrentByteOffset =
            File->CurrentByteOffset;
        break;
    case FileModeInformation:
        ((PFILE_MODE_INFORMATION)Information->Buffer)->Mode = IopFileMode(File);
        break;
    case FileAccessInformation:
        ((PFILE_ACCESS_INFORMATION)Information->Buffer)->AccessFlags = Information->Service.Access;
        break;
    default:
        ((PFILE_ALIGNMENT_INFORMATION)Information->Buffer)->AlignmentRequirement =
            Information->Service.Top->AlignmentRequirement;
        break;
    }
    Information->Iosb.Status = STATUS_SUCCESS;
    Information->Iosb.Information = IopOwnClassSize(Information->Class, FALSE);
}

static VOID
IopSetPosition(PIOP_INFORMATION Information)
{
    PFILE_OBJECT File = Information->Service.File;
    LARGE_INTEGER Position =
        ((PFILE_POSITION_INFORMATION)Information->Buffer)->CurrentByteOffset;

    if (Position.QuadPart < 0) {
        Information->Iosb.Status = STATUS_INVALID_PARAMETER;
        return;
    }
    File->CurrentByteOffset = Position;
    Information->Iosb.Status = STATUS_SUCCESS;
}

/* --- the driver's part ------------------------------------------------------------------------ */

static NTSTATUS
IopAskDriver(PIOP_INFORMATION Information, UCHAR MajorFunction)
{
    PIOP_SERVICE Service = &Information->Service;
    PIOP_IRP Own = IopBuildRequest(Service->Top, MajorFunction);
    PIO_STACK_LOCATION Stack;

    if (Own == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Own->Irp.RequestorMode = Service->Mode;
    Own->Irp.Flags = IRP_SYNCHRONOUS_API | IRP_BUFFERED_IO;
    Own->Irp.AssociatedIrp.SystemBuffer = Information->Buffer;
    Own->Irp.Tail.Overlay.OriginalFileObject = Service->File;
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->FileObject = Service->File;
    if (MajorFunction == IRP_MJ_QUERY_INFORMATION) {
        Own->Irp.Flags |= IRP_INPUT_OPERATION;
        Stack->Parameters.QueryFile.Length = Information->Length;
        Stack->Parameters.QueryFile.FileInformationClass = Information->Class;
    } else if (MajorFunction == IRP_MJ_SET_INFORMATION) {
        Stack->Parameters.SetFile.Length = Information->Length;
        Stack->Parameters.SetFile.FileInformationClass = Information->Class;
    }
    return IopSendRequest(Service->Top, Own, &Information->Iosb);
}

static NTSTATUS
IopBeginInformation(PIOP_INFORMATION Information, HANDLE FileHandle, ACCESS_MASK Access,
                    PIO_STATUS_BLOCK Iosb)
{
    NTSTATUS Status;

    Status = IopBeginService(&Information->Service, FileHandle, Access, NULL, NULL, NULL, Iosb);
    if (Status != STATUS_SUCCESS || Information->Length == 0) {
        return Status;
    }
    Information->Buffer = IopAllocateSystemBuffer(Information->Length);
    if (Information->Buffer == NULL) {
        return IopEndService(&Information->Service, STATUS_INSUFFICIENT_RESOURCES);
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
IopEndInformation(PIOP_INFORMATION Information, NTSTATUS Status)
{
    PIOP_SERVICE Service = &Information->Service;

    if (!NT_ERROR(Status)) {
        if (Service->Mode != KernelMode) {
            MmCopyToUser(Service->Iosb, &Information->Iosb, sizeof(Information->Iosb));
        } else {
            *Service->Iosb = Information->Iosb;
        }
    }
    if (Information->Buffer != NULL) {
        ExFreeOwn(Information->Buffer);
    }
    return IopEndService(Service, Status);
}

/* --- the services ----------------------------------------------------------------------------- */

NTSTATUS NTAPI
NtQueryInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation,
                       ULONG Length, FILE_INFORMATION_CLASS FileInformationClass)
{
    IOP_INFORMATION Information = {.Length = Length, .Class = FileInformationClass};
    ULONG OwnSize = IopOwnClassSize(FileInformationClass, FALSE);
    NTSTATUS Status = ObProbe(ExGetPreviousMode(), FileInformation, Length, sizeof(ULONG), TRUE);

    if (NT_SUCCESS(Status) && Length < OwnSize) {
        Status = STATUS_INFO_LENGTH_MISMATCH;
    }
    if (NT_SUCCESS(Status)) {
        Status = IopBeginInformation(&Information, FileHandle, 0, IoStatusBlock);
    }
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    if (OwnSize != 0) {
        IopAnswerQuery(&Information);
    } else {
        Information.Iosb.Status = IopAskDriver(&Information, IRP_MJ_QUERY_INFORMATION);
    }
    Status = Information.Iosb.Status;
    if (!NT_ERROR(Status) && Information.Iosb.Information > Length) {
        IopVerifierStop(0x312, Information.Service.Top, Length);
    }
    if (!NT_ERROR(Status) && Information.Service.Mode != KernelMode) {
        MmCopyToUser(FileInformation, Information.Buffer, Information.Iosb.Information);
    } else if (!NT_ERROR(Status)) {
        RtlCopyMemory(FileInformation, Information.Buffer, Information.Iosb.Information);
    }
    return IopEndInformation(&Information, Status);
}

NTSTATUS NTAPI
NtSetInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation,
                     ULONG Length, FILE_INFORMATION_CLASS FileInformationClass)
{
    IOP_INFORMATION Information = {.Length = Length, .Class = FileInformationClass};
    ULONG OwnSize = IopOwnClassSize(FileInformationClass, TRUE);
    NTSTATUS Status = STATUS_SUCCESS;

    if (FileInformationClass == FileCompletionInformation) {
        KiNotImplemented("NtSetInformationFile(FileCompletionInformation)", IOP_CALLER());
    }
    if (Length < OwnSize) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    Status = IopBeginInformation(&Information, FileHandle, 0, IoStatusBlock);
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    if (Information.Service.Mode != KernelMode) {
        Status = MmCopyFromUser(Information.Buffer, FileInformation, Length);
    } else {
        RtlCopyMemory(Information.Buffer, FileInformation, Length);
    }
    if (NT_SUCCESS(Status) && OwnSize != 0) {
        IopSetPosition(&Information);
        Status = Information.Iosb.Status;
    } else if (NT_SUCCESS(Status)) {
        Status = IopAskDriver(&Information, IRP_MJ_SET_INFORMATION);
    }
    return IopEndInformation(&Information, Status);
}

NTSTATUS NTAPI
NtFlushBuffersFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock)
{
    IOP_INFORMATION Information = {0};
    NTSTATUS Status;

    Status = IopBeginInformation(&Information, FileHandle, FILE_WRITE_DATA | FILE_APPEND_DATA,
                                 IoStatusBlock);
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    return IopEndInformation(&Information, IopAskDriver(&Information, IRP_MJ_FLUSH_BUFFERS));
}

ZW_CALL(ZwQueryInformationFile, NtQueryInformationFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length,
         FILE_INFORMATION_CLASS FileInformationClass),
        (FileHandle, IoStatusBlock, FileInformation, Length, FileInformationClass))

ZW_CALL(ZwSetInformationFile, NtSetInformationFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FileInformation, ULONG Length,
         FILE_INFORMATION_CLASS FileInformationClass),
        (FileHandle, IoStatusBlock, FileInformation, Length, FileInformationClass))

ZW_CALL(ZwFlushBuffersFile, NtFlushBuffersFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock), (FileHandle, IoStatusBlock))
