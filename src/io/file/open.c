/*
 * io/file/open.c - NtCreateFile, NtOpenFile, IoCreateFile
 *
 * The parameters are checked and collected in an IOP_OPEN, which the object manager carries to the
 * device's parse method (parse.c). What comes back is a file object with a reference; the handle is
 * made by the object manager.
 *
 *      check --> capture (EAs, quality of service, size) --> look the name up --> store the results
 *
 * An open that never reached a driver leaves the caller's status block as it was.
 *
 * Differs from Windows: the parameters of kernel mode are checked too, unless
 * IO_NO_PARAMETER_CHECKING is given.
 */
#include "file.h"
#include "irp/buffer.h"

/* --- what is copied into system memory -------------------------------------------------------- */

static NTSTATUS
IopProbeOpen(KPROCESSOR_MODE Mode, const IOP_CREATE *Create)
{
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Create->FileHandle);

    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, Create->Iosb, sizeof(*Create->Iosb), sizeof(ULONG), TRUE);
    }
    return NT_SUCCESS(Status) ? ObProbeAttributes(Mode, Create->Attributes, TRUE) : Status;
}

/* The options may say that the EA buffer holds more than EAs: that comes apart here. */
static NTSTATUS
IopCaptureExtended(IOP_OPEN *Open, KPROCESSOR_MODE Mode, IOP_CREATE *Create)
{
    EXTENDED_CREATE_INFORMATION Extended;
    NTSTATUS Status;

    if ((Open->CreateOptions & FILE_CONTAINS_EXTENDED_CREATE_INFORMATION) == 0) {
        return STATUS_SUCCESS;
    }
    if (Create->EaBuffer == NULL || Create->EaLength < sizeof(Extended)) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = IopFetch(Mode, &Extended, Create->EaBuffer, sizeof(Extended));
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Open->CreateOptions &= ~(ULONG)FILE_CONTAINS_EXTENDED_CREATE_INFORMATION;
    Open->CopyFlags = (UCHAR)Extended.ExtendedCreateFlags;
    Create->EaBuffer = Extended.EaBuffer;
    Create->EaLength = Extended.EaLength;
    return STATUS_SUCCESS;
}

static NTSTATUS
IopCheckEas(IOP_OPEN *Open, KPROCESSOR_MODE Mode, PIO_STATUS_BLOCK UserIosb)
{
    ULONG Offset = 0;
    NTSTATUS Status = IoCheckEaBufferValidity(Open->EaBuffer, Open->EaLength, &Offset);

    if (!NT_SUCCESS(Status)) {
        IO_STATUS_BLOCK Iosb = {.Status = Status, .Information = Offset};

        IopStoreTo(Mode, UserIosb, &Iosb, sizeof(Iosb));
    }
    return Status;
}

static NTSTATUS
IopCaptureEas(IOP_OPEN *Open, KPROCESSOR_MODE Mode, const IOP_CREATE *Create)
{
    NTSTATUS Status;

    if (Create->EaBuffer == NULL || Create->EaLength == 0) {
        return STATUS_SUCCESS;
    }
    Status = ObProbe(Mode, Create->EaBuffer, Create->EaLength, sizeof(ULONG), FALSE);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Open->EaBuffer = IopAllocateSystemBuffer(Create->EaLength);
    if (Open->EaBuffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Open->EaLength = Create->EaLength;
    RtlCopyMemory(Open->EaBuffer, Create->EaBuffer, Create->EaLength);
    return IopCheckEas(Open, Mode, Create->Iosb);
}

static NTSTATUS
IopCaptureSize(IOP_OPEN *Open, KPROCESSOR_MODE Mode, PLARGE_INTEGER AllocationSize)
{
    NTSTATUS Status;

    if (AllocationSize == NULL) {
        return STATUS_SUCCESS;
    }
    Status = ObProbe(Mode, AllocationSize, sizeof(*AllocationSize), sizeof(ULONG), FALSE);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Open->AllocationSize = *AllocationSize;
    return Open->AllocationSize.QuadPart < 0 ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

static NTSTATUS
IopCaptureQos(IOP_OPEN *Open, KPROCESSOR_MODE Mode, POBJECT_ATTRIBUTES Attributes)
{
    PSECURITY_QUALITY_OF_SERVICE Qos = Attributes->SecurityQualityOfService;

    if (Qos == NULL) {
        return STATUS_SUCCESS;
    }
    Open->HasQos = TRUE;
    return IopFetch(Mode, &Open->Qos, Qos, sizeof(*Qos));
}

static NTSTATUS
IopCaptureOpen(IOP_OPEN *Open, KPROCESSOR_MODE Mode, const IOP_CREATE *Create)
{
    NTSTATUS Status = IopProbeOpen(Mode, Create);

    if (NT_SUCCESS(Status)) {
        Status = IopCaptureSize(Open, Mode, Create->AllocationSize);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopCaptureQos(Open, Mode, Create->Attributes);
    }
    return NT_SUCCESS(Status) ? IopCaptureEas(Open, Mode, Create) : Status;
}

/* --- the open itself -------------------------------------------------------------------------- */

static NTSTATUS
IopStoreOpen(const IOP_OPEN *Open, KPROCESSOR_MODE Mode, const IOP_CREATE *Create, HANDLE Handle)
{
    IO_STATUS_BLOCK Iosb = {.Status = Open->Status, .Information = Open->Information};
    NTSTATUS Status = STATUS_SUCCESS;

    if (Open->Asked) {
        Status = IopStoreTo(Mode, Create->Iosb, &Iosb, sizeof(Iosb));
    }
    if (NT_SUCCESS(Status) && Handle != NULL) {
        Status = IopStoreTo(Mode, Create->FileHandle, &Handle, sizeof(Handle));
    }
    return Status;
}

static NTSTATUS
IopOpenByName(IOP_OPEN *Open, KPROCESSOR_MODE Mode, const IOP_CREATE *Create)
{
    HANDLE Handle = NULL;
    PFILE_OBJECT File;
    NTSTATUS Status, Stored;

    IopBeginEcps(Open);
    Status = ObOpenByName(Create->Attributes, &IopFileType, Mode, Create->Access, Open,
                          (PVOID *)&File, &Handle);
    IopEndEcps(Open);
    if (NT_SUCCESS(Status)) {
        File->Flags |= FO_HANDLE_CREATED;
        ObDereferenceObject(File);
        Status = Open->Status;
    }
    Stored = IopStoreOpen(Open, Mode, Create, Handle);
    return NT_SUCCESS(Stored) ? Status : Stored;
}

NTSTATUS
IopOpenFile(PIOP_OPEN Open, KPROCESSOR_MODE Mode, ACCESS_MASK Access, POBJECT_ATTRIBUTES Attributes,
            PFILE_OBJECT *File)
{
    NTSTATUS Status;

    IopBeginEcps(Open);
    Status = ObOpenByName(Attributes, &IopFileType, Mode, Access, Open, (PVOID *)File, NULL);
    IopEndEcps(Open);
    return Status;
}

NTSTATUS
IopCreateFile(KPROCESSOR_MODE Mode, IOP_CREATE *Create, IOP_OPEN *Open)
{
    NTSTATUS Status;

    Open->Tag = IOP_TAG;
    Open->Disposition = Create->Disposition;
    Open->CreateOptions = Create->CreateOptions;
    Open->FileAttributes = (USHORT)Create->FileAttributes;
    Open->ShareAccess = (USHORT)Create->ShareAccess;
    Open->Options = Create->Options & (IO_FORCE_ACCESS_CHECK | IO_OPEN_PAGING_FILE |
                                       IO_OPEN_TARGET_DIRECTORY | IO_STOP_ON_SYMLINK);
    Open->IgnoreSharing = (Create->Options & IO_IGNORE_SHARE_ACCESS_CHECK) != 0;
    Status = IopCaptureExtended(Open, Mode, Create);
    if (NT_SUCCESS(Status) && (Create->Options & IO_NO_PARAMETER_CHECKING) == 0) {
        Status = IopCheckOpenParameters(Create, Open);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopCaptureOpen(Open, Mode, Create);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopOpenByName(Open, Mode, Create);
    }
    if (Open->EaBuffer != NULL) {
        ExFreeOwn(Open->EaBuffer);
    }
    return Status;
}

/* --- services --------------------------------------------------------------------------------- */

NTSTATUS
IoCreateFile(PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
             PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER AllocationSize, ULONG FileAttributes,
             ULONG ShareAccess, ULONG Disposition, ULONG CreateOptions, PVOID EaBuffer,
             ULONG EaLength, CREATE_FILE_TYPE CreateFileType, PVOID InternalParameters,
             ULONG Options)
{
    BOOLEAN Unchecked = (Options & IO_NO_PARAMETER_CHECKING) != 0;
    IOP_CREATE Create = {FileHandle,     DesiredAccess,  ObjectAttributes, IoStatusBlock,
                         AllocationSize, FileAttributes, ShareAccess,      Disposition,
                         CreateOptions,  EaBuffer,       EaLength,         Options};
    IOP_OPEN Open = {.Type = CreateFileType, .Parameters = InternalParameters};

    return IopCreateFile(Unchecked ? KernelMode : ExGetPreviousMode(), &Create, &Open);
}

NTSTATUS NTAPI
NtCreateFile(PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
             PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER AllocationSize, ULONG FileAttributes,
             ULONG ShareAccess, ULONG CreateDisposition, ULONG CreateOptions, PVOID EaBuffer,
             ULONG EaLength)
{
    return IoCreateFile(FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, AllocationSize,
                        FileAttributes, ShareAccess, CreateDisposition, CreateOptions, EaBuffer,
                        EaLength, CreateFileTypeNone, NULL, 0);
}

NTSTATUS NTAPI
NtOpenFile(PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
           PIO_STATUS_BLOCK IoStatusBlock, ULONG ShareAccess, ULONG OpenOptions)
{
    return NtCreateFile(FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, NULL, 0,
                        ShareAccess, FILE_OPEN, OpenOptions, NULL, 0);
}

ZW_CALL(ZwCreateFile, NtCreateFile,
        (PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
         PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER AllocationSize, ULONG FileAttributes,
         ULONG ShareAccess, ULONG CreateDisposition, ULONG CreateOptions, PVOID EaBuffer,
         ULONG EaLength),
        (FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, AllocationSize, FileAttributes,
         ShareAccess, CreateDisposition, CreateOptions, EaBuffer, EaLength))

ZW_CALL(ZwOpenFile, NtOpenFile,
        (PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
         PIO_STATUS_BLOCK IoStatusBlock, ULONG ShareAccess, ULONG OpenOptions),
        (FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, ShareAccess, OpenOptions))
