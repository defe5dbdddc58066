/*
 * io/open.c - NtCreateFile, NtOpenFile, IoCreateFile, IoGetDeviceObjectPointer
 *
 * The parameters are checked and collected in an IOP_OPEN, which the object manager carries to the
 * device's parse method (parse.c). What comes back is a file object with a reference; the handle is
 * made by the object manager.
 */
#include "iop.h"

#define IOP_SYNCHRONOUS (FILE_SYNCHRONOUS_IO_ALERT | FILE_SYNCHRONOUS_IO_NONALERT)

static BOOLEAN
IopOptionsAgree(ACCESS_MASK Access, const IOP_OPEN *Open)
{
    ULONG Options = Open->CreateOptions;

    if ((Options & IOP_SYNCHRONOUS) == IOP_SYNCHRONOUS ||
        ((Options & IOP_SYNCHRONOUS) != 0 && (Access & SYNCHRONIZE) == 0)) {
        return FALSE;
    }
    if ((Options & FILE_DELETE_ON_CLOSE) != 0 && (Access & DELETE) == 0) {
        return FALSE;
    }
    if ((Options & FILE_NO_INTERMEDIATE_BUFFERING) != 0 && (Access & FILE_APPEND_DATA) != 0 &&
        (Access & FILE_WRITE_DATA) == 0) {
        return FALSE;
    }
    if ((Options & FILE_DIRECTORY_FILE) == 0) {
        return TRUE;
    }
    return (Options & FILE_NON_DIRECTORY_FILE) == 0 &&
           (Open->Disposition == FILE_CREATE || Open->Disposition == FILE_OPEN ||
            Open->Disposition == FILE_OPEN_IF);
}

static NTSTATUS
IopCheckOpenParameters(ACCESS_MASK Access, const IOP_OPEN *Open, ULONG FileAttributes,
                       ULONG ShareAccess)
{
    if ((FileAttributes & ~FILE_ATTRIBUTE_VALID_FLAGS) != 0 ||
        (ShareAccess & ~(ULONG)FILE_SHARE_VALID_FLAGS) != 0 ||
        Open->Disposition > FILE_MAXIMUM_DISPOSITION ||
        (Open->CreateOptions & ~(ULONG)FILE_VALID_OPTION_FLAGS) != 0 ||
        !IopOptionsAgree(Access, Open)) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

/* A copy of the extended attributes in system memory. */
static NTSTATUS
IopCaptureEa(IOP_OPEN *Open, KPROCESSOR_MODE Mode, PVOID EaBuffer, ULONG EaLength)
{
    NTSTATUS Status = STATUS_SUCCESS;

    if (EaBuffer == NULL || EaLength == 0) {
        return STATUS_SUCCESS;
    }
    Open->EaBuffer = IopAllocateSystemBuffer(EaLength);
    if (Open->EaBuffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Open->EaLength = EaLength;
    if (Mode != KernelMode) {
        Status = MmCopyFromUser(Open->EaBuffer, EaBuffer, EaLength);
    } else {
        RtlCopyMemory(Open->EaBuffer, EaBuffer, EaLength);
    }
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(Open->EaBuffer);
    }
    return Status;
}

static NTSTATUS
IopProbeOpen(KPROCESSOR_MODE Mode, PHANDLE Handle, POBJECT_ATTRIBUTES Attributes,
             PIO_STATUS_BLOCK Iosb, PLARGE_INTEGER AllocationSize)
{
    NTSTATUS Status = OB_PROBE_WRITE(Mode, Handle);

    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, Iosb, sizeof(*Iosb), sizeof(ULONG), TRUE);
    }
    if (NT_SUCCESS(Status) && AllocationSize != NULL) {
        Status = ObProbe(Mode, AllocationSize, sizeof(*AllocationSize), sizeof(ULONG), FALSE);
    }
    return NT_SUCCESS(Status) ? ObProbeAttributes(Mode, Attributes, TRUE) : Status;
}

static NTSTATUS
IopOpenByName(IOP_OPEN *Open, KPROCESSOR_MODE Mode, PHANDLE FileHandle, ACCESS_MASK Access,
              POBJECT_ATTRIBUTES Attributes, PIO_STATUS_BLOCK Iosb)
{
    HANDLE Handle = NULL;
    PFILE_OBJECT File;
    NTSTATUS Status;

    Status = ObOpenByName(Attributes, &IopFileType, Mode, Access, Open, (PVOID *)&File, &Handle);
    if (Open->Asked) {
        Iosb->Status = Open->Status;
        Iosb->Information = Open->Information;
    }
    if (NT_SUCCESS(Status)) {
        File->Flags |= FO_HANDLE_CREATED;
        ObDereferenceObject(File);
        *FileHandle = Handle;
        Status = Open->Status;
    }
    return Status;
}

static NTSTATUS
IopCreateFile(KPROCESSOR_MODE Mode, PHANDLE FileHandle, ACCESS_MASK Access,
              POBJECT_ATTRIBUTES Attributes, PIO_STATUS_BLOCK Iosb, IOP_OPEN *Open, PVOID EaBuffer,
              ULONG EaLength)
{
    NTSTATUS Status;

    Status = IopProbeOpen(Mode, FileHandle, Attributes, Iosb, Open->AllocationSize);
    if (NT_SUCCESS(Status)) {
        Status = IopCaptureEa(Open, Mode, EaBuffer, EaLength);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopOpenByName(Open, Mode, FileHandle, Access, Attributes, Iosb);
    if (Open->EaBuffer != NULL) {
        ExFreeOwn(Open->EaBuffer);
    }
    return Status;
}

NTSTATUS
IoCreateFile(PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
             PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER AllocationSize, ULONG FileAttributes,
             ULONG ShareAccess, ULONG Disposition, ULONG CreateOptions, PVOID EaBuffer,
             ULONG EaLength, CREATE_FILE_TYPE CreateFileType, PVOID InternalParameters,
             ULONG Options)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    IOP_OPEN Open = {.Tag = IOP_TAG,
                     .Disposition = Disposition,
                     .CreateOptions = CreateOptions,
                     .FileAttributes = (USHORT)FileAttributes,
                     .ShareAccess = (USHORT)ShareAccess,
                     .AllocationSize = AllocationSize};
    NTSTATUS Status;

    if (CreateFileType != CreateFileTypeNone) {
        KiNotImplemented("IoCreateFile: named pipes and mailslots", IOP_CALLER());
    }
    if ((Options & IO_NO_PARAMETER_CHECKING) != 0) {
        Mode = KernelMode;
    } else {
        Status = IopCheckOpenParameters(DesiredAccess, &Open, FileAttributes, ShareAccess);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
    if ((Options & IO_FORCE_ACCESS_CHECK) != 0) {
        Open.Options = SL_FORCE_ACCESS_CHECK;
    }
    return IopCreateFile(Mode, FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, &Open,
                         EaBuffer, EaLength);
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

/* The handle is closed again, so CLEANUP is sent; the reference keeps the file open. */
NTSTATUS
IoGetDeviceObjectPointer(PUNICODE_STRING ObjectName, ACCESS_MASK DesiredAccess,
                         PFILE_OBJECT *FileObject, PDEVICE_OBJECT *DeviceObject)
{
    OBJECT_ATTRIBUTES Attributes;
    IO_STATUS_BLOCK Iosb;
    HANDLE Handle;
    NTSTATUS Status;

    InitializeObjectAttributes(&Attributes, ObjectName, OBJ_KERNEL_HANDLE, NULL, NULL);
    Status = ZwOpenFile(&Handle, DesiredAccess, &Attributes, &Iosb, 0, FILE_NON_DIRECTORY_FILE);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObReferenceObjectByHandle(Handle, 0, &IopFileType, KernelMode, (PVOID *)FileObject,
                                       NULL);
    if (NT_SUCCESS(Status)) {
        *DeviceObject = IoGetRelatedDeviceObject(*FileObject);
    }
    ZwClose(Handle);
    return Status;
}
