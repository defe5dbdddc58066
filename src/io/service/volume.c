/*
 * io/service/volume.c - NtQueryVolumeInformationFile, NtSetVolumeInformationFile
 *
 * What kind of device it is, the I/O manager knows: FileFsDeviceInformation is answered from the
 * device that was opened. FileFsDriverPathInformation tells whether a driver is among those of the
 * file's stack. The rest is the driver's.
 *
 * Differs from Windows: nothing is mounted, so the device is always the one that was opened.
 */
#include "service.h"

static VOID
IopAnswerDevice(PIOP_QUESTION Question)
{
    PFILE_FS_DEVICE_INFORMATION Information = Question->Buffer;
    PDEVICE_OBJECT Device = Question->Service.File->DeviceObject;

    Information->DeviceType = Device->DeviceType;
    Information->Characteristics = Device->Characteristics;
    Question->Iosb.Information = sizeof(*Information);
}

/* The driver's name is the caller's, in the buffer. */
static NTSTATUS
IopAnswerDriverPath(PIOP_QUESTION Question)
{
    PFILE_FS_DRIVER_PATH_INFORMATION Path = Question->Buffer;
    ULONG Room = Question->Length - FIELD_OFFSET(FILE_FS_DRIVER_PATH_INFORMATION, DriverName);
    UNICODE_STRING Name = {.Buffer = Path->DriverName};
    NTSTATUS Status;

    Status = IopFetch(Question->Service.Mode, Path, Question->UserBuffer, Question->Length);
    if (NT_SUCCESS(Status) && (Path->DriverNameLength > Room || Path->DriverNameLength % 2 != 0)) {
        Status = STATUS_INVALID_PARAMETER;
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Name.Length = Name.MaximumLength = (USHORT)Path->DriverNameLength;
    Path->DriverInPath = FALSE;
    for (PDEVICE_OBJECT Device = Question->Service.Top; Device != NULL;
         Device = IoGetDeviceBelow(Device)) {
        if (RtlEqualUnicodeString(&Device->DriverObject->DriverName, &Name, TRUE)) {
            Path->DriverInPath = TRUE;
        }
    }
    Question->Iosb.Information = sizeof(*Path);
    return STATUS_SUCCESS;
}

static NTSTATUS
IopAskVolume(PIOP_QUESTION Question, UCHAR MajorFunction, FS_INFORMATION_CLASS Class)
{
    PIO_STACK_LOCATION Stack = IopPrepareQuestion(Question, MajorFunction);

    if (Stack == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Stack->Parameters.QueryVolume.Length = Question->Length; // SetVolume has the same layout
    Stack->Parameters.QueryVolume.FsInformationClass = Class;
    return IopSendQuestion(Question);
}

static NTSTATUS
IopQueryVolume(PIOP_QUESTION Question, FS_INFORMATION_CLASS Class)
{
    if (Class == FileFsDeviceInformation) {
        IopAnswerDevice(Question);
        return STATUS_SUCCESS;
    }
    if (Class == FileFsDriverPathInformation) {
        return IopAnswerDriverPath(Question);
    }
    return IopAskVolume(Question, IRP_MJ_QUERY_VOLUME_INFORMATION, Class);
}

NTSTATUS NTAPI
NtQueryVolumeInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FsInformation,
                             ULONG Length, FS_INFORMATION_CLASS FsInformationClass)
{
    IOP_QUESTION Question;
    NTSTATUS Status = IopBeginClass(&Question, IopVolumeClass(FsInformationClass), FALSE,
                                    FileHandle, IoStatusBlock, FsInformation, Length);

    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    return IopEndQuestion(&Question, IopQueryVolume(&Question, FsInformationClass));
}

NTSTATUS NTAPI
NtSetVolumeInformationFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FsInformation,
                           ULONG Length, FS_INFORMATION_CLASS FsInformationClass)
{
    IOP_QUESTION Question;
    NTSTATUS Status = IopBeginClass(&Question, IopVolumeClass(FsInformationClass), TRUE, FileHandle,
                                    IoStatusBlock, FsInformation, Length);

    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    return IopEndQuestion(
        &Question, IopAskVolume(&Question, IRP_MJ_SET_VOLUME_INFORMATION, FsInformationClass));
}

ZW_CALL(ZwQueryVolumeInformationFile, NtQueryVolumeInformationFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FsInformation, ULONG Length,
         FS_INFORMATION_CLASS FsInformationClass),
        (FileHandle, IoStatusBlock, FsInformation, Length, FsInformationClass))
ZW_CALL(ZwSetVolumeInformationFile, NtSetVolumeInformationFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PVOID FsInformation, ULONG Length,
         FS_INFORMATION_CLASS FsInformationClass),
        (FileHandle, IoStatusBlock, FsInformation, Length, FsInformationClass))
