/*
 * io/file/createex.c - the other ways to open: into the middle of a stack, with more parameters, by
 * pointer, pipes and mailslots
 *
 * A driver context names the device of the stack where CREATE begins (those above do not see it)
 * and a list of extra create parameters (ecp.c). Drivers that open so are trusted: the call is one
 * of kernel mode, whatever the previous mode.
 *
 * Differs from Windows: a transaction in the context ends the run by name; silos are not known.
 */
#include "file.h"

NTSTATUS
IoCreateFileEx(PHANDLE FileHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
               PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER AllocationSize, ULONG FileAttributes,
               ULONG ShareAccess, ULONG Disposition, ULONG CreateOptions, PVOID EaBuffer,
               ULONG EaLength, CREATE_FILE_TYPE CreateFileType, PVOID InternalParameters,
               ULONG Options, PIO_DRIVER_CREATE_CONTEXT DriverContext)
{
    IOP_CREATE Create = {FileHandle,     DesiredAccess,  ObjectAttributes, IoStatusBlock,
                         AllocationSize, FileAttributes, ShareAccess,      Disposition,
                         CreateOptions,  EaBuffer,       EaLength,         Options};
    IOP_OPEN Open = {.Type = CreateFileType, .Parameters = InternalParameters};

    if (DriverContext != NULL && DriverContext->Size < (CSHORT)sizeof(*DriverContext)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (DriverContext != NULL && DriverContext->TxnParameters != NULL) {
        KiNotImplemented("IoCreateFileEx with a transaction", IOP_CALLER());
    }
    if (DriverContext != NULL) {
        Open.Hint = DriverContext->DeviceObjectHint;
        Open.Ecps = DriverContext->ExtraCreateParameter;
    }
    return IopCreateFile(KernelMode, &Create, &Open);
}

NTSTATUS
IoCreateFileSpecifyDeviceObjectHint(PHANDLE FileHandle, ACCESS_MASK DesiredAccess,
                                    POBJECT_ATTRIBUTES ObjectAttributes,
                                    PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER AllocationSize,
                                    ULONG FileAttributes, ULONG ShareAccess, ULONG Disposition,
                                    ULONG CreateOptions, PVOID EaBuffer, ULONG EaLength,
                                    CREATE_FILE_TYPE CreateFileType, PVOID InternalParameters,
                                    ULONG Options, PVOID DeviceObject)
{
    IO_DRIVER_CREATE_CONTEXT Context = {.Size = sizeof(Context), .DeviceObjectHint = DeviceObject};

    return IoCreateFileEx(FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock,
                          AllocationSize, FileAttributes, ShareAccess, Disposition, CreateOptions,
                          EaBuffer, EaLength, CreateFileType, InternalParameters, Options,
                          &Context);
}

/* A filter takes back what those below it have opened. The create fails then, so that nothing else
   is sent. */
VOID
IoCancelFileOpen(PDEVICE_OBJECT DeviceObject, PFILE_OBJECT FileObject)
{
    if ((FileObject->Flags & FO_HANDLE_CREATED) != 0) {
        KeRuleViolation("IoCancelFileOpen after a handle was created", (ULONG_PTR)FileObject, 0);
    }
    FileObject->Flags |= FO_FILE_OPEN_CANCELLED;
    IopSendToFile(FileObject, DeviceObject, IRP_MJ_CLEANUP);
    IopSendToFile(FileObject, DeviceObject, IRP_MJ_CLOSE);
}

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
    Status =
        ObReferenceObjectByHandle(Handle, 0, &IopFileType, KernelMode, (PVOID *)FileObject, NULL);
    if (NT_SUCCESS(Status)) {
        *DeviceObject = IoGetRelatedDeviceObject(*FileObject);
    }
    ZwClose(Handle);
    return Status;
}

/* --- pipes and mailslots ---------------------------------------------------------------------- */

/* A time-out is relative: not above 0. */
static NTSTATUS
IopCaptureTimeout(PLARGE_INTEGER Timeout, PLARGE_INTEGER Captured)
{
    NTSTATUS Status = IopFetch(ExGetPreviousMode(), Captured, Timeout, sizeof(*Timeout));

    return NT_SUCCESS(Status) && Captured->QuadPart > 0 ? STATUS_INVALID_PARAMETER : Status;
}

NTSTATUS NTAPI
NtCreateNamedPipeFile(PHANDLE FileHandle, ULONG DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
                      PIO_STATUS_BLOCK IoStatusBlock, ULONG ShareAccess, ULONG CreateDisposition,
                      ULONG CreateOptions, ULONG NamedPipeType, ULONG ReadMode,
                      ULONG CompletionMode, ULONG MaximumInstances, ULONG InboundQuota,
                      ULONG OutboundQuota, PLARGE_INTEGER DefaultTimeout)
{
    NAMED_PIPE_CREATE_PARAMETERS Parameters = {NamedPipeType,
                                               ReadMode,
                                               CompletionMode,
                                               MaximumInstances,
                                               InboundQuota,
                                               OutboundQuota,
                                               .TimeoutSpecified = DefaultTimeout != NULL};
    NTSTATUS Status = STATUS_SUCCESS;

    if (DefaultTimeout != NULL) {
        Status = IopCaptureTimeout(DefaultTimeout, &Parameters.DefaultTimeout);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return IoCreateFile(FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, NULL, 0,
                        ShareAccess, CreateDisposition, CreateOptions, NULL, 0,
                        CreateFileTypeNamedPipe, &Parameters, 0);
}

NTSTATUS NTAPI
NtCreateMailslotFile(PHANDLE FileHandle, ULONG DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
                     PIO_STATUS_BLOCK IoStatusBlock, ULONG CreateOptions, ULONG MailslotQuota,
                     ULONG MaximumMessageSize, PLARGE_INTEGER ReadTimeout)
{
    MAILSLOT_CREATE_PARAMETERS Parameters = {MailslotQuota, MaximumMessageSize,
                                             .TimeoutSpecified = ReadTimeout != NULL};
    NTSTATUS Status = STATUS_SUCCESS;

    if (ReadTimeout != NULL) {
        Status = IopFetch(ExGetPreviousMode(), &Parameters.ReadTimeout, ReadTimeout,
                          sizeof(*ReadTimeout));
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return IoCreateFile(FileHandle, DesiredAccess, ObjectAttributes, IoStatusBlock, NULL, 0,
                        FILE_SHARE_READ | FILE_SHARE_WRITE, FILE_CREATE, CreateOptions, NULL, 0,
                        CreateFileTypeMailslot, &Parameters, 0);
}
