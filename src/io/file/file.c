/*
 * io/file/file.c - file objects: their beginning, their end, and what belongs to them
 *
 *      open --last handle closed--> IRP_MJ_CLEANUP --last reference gone--> IRP_MJ_CLOSE --> freed
 *
 * CLEANUP is sent in the process that closes the handle; requests of the file may still be
 * outstanding, and each holds a reference. CLOSE is sent wherever the last reference goes. A file
 * that never got a handle (or was opened by pointer only) gets its CLEANUP just before CLOSE.
 *
 * Invariants:
 *   O1. FO_FILE_OPEN is set when CREATE has succeeded; without it neither CLEANUP nor CLOSE is
 *   sent (a stream file has it from the beginning: stream.c).
 *   O2. FO_CLEANUP_COMPLETE is set when CLEANUP was sent: it is sent once.
 *   O3. The device's ReferenceCount counts the file until its CLOSE has returned.
 */
#include "file.h"
#include "device/device.h"
#include "irp/irp.h"
#include "port/port.h"
#include "service/service.h"

PDEVICE_OBJECT
IoGetRelatedDeviceObject(PFILE_OBJECT FileObject)
{
    return IoGetAttachedDevice(FileObject->DeviceObject);
}

PDEVICE_OBJECT
IoGetBaseFileSystemDeviceObject(PFILE_OBJECT FileObject)
{
    return FileObject->DeviceObject;
}

PGENERIC_MAPPING
IoGetFileObjectGenericMapping(VOID)
{
    return &IopFileType.GenericMapping;
}

NTSTATUS
IoSetFileOrigin(PFILE_OBJECT FileObject, BOOLEAN Remote)
{
    if (((FileObject->Flags & FO_REMOTE_ORIGIN) != 0) == (Remote != FALSE)) {
        return STATUS_INVALID_PARAMETER_MIX;
    }
    FileObject->Flags ^= FO_REMOTE_ORIGIN;
    return STATUS_SUCCESS;
}

BOOLEAN
IoIsFileOriginRemote(PFILE_OBJECT FileObject)
{
    return (FileObject->Flags & FO_REMOTE_ORIGIN) != 0;
}

NTSTATUS
IoSetFileObjectIgnoreSharing(PFILE_OBJECT FileObject)
{
    if (FileObject->FileObjectExtension == NULL) {
        return STATUS_NOT_FOUND;
    }
    IopFile(FileObject)->IgnoresSharing = TRUE;
    return STATUS_SUCCESS;
}

BOOLEAN
IoIsFileObjectIgnoringSharing(PFILE_OBJECT FileObject)
{
    return FileObject->FileObjectExtension != NULL && IopFile(FileObject)->IgnoresSharing;
}

BOOLEAN
IoCheckFileObjectOpenedAsCopySource(PFILE_OBJECT FileObject)
{
    return (IopFile(FileObject)->CopyFlags & EX_CREATE_FLAG_FILE_SOURCE_OPEN_FOR_COPY) != 0;
}

BOOLEAN
IoCheckFileObjectOpenedAsCopyDestination(PFILE_OBJECT FileObject)
{
    return (IopFile(FileObject)->CopyFlags & EX_CREATE_FLAG_FILE_DESTINATION_OPEN_FOR_COPY) != 0;
}

/* --- the beginning ---------------------------------------------------------------------------- */

static ULONG
IopFileFlags(PIOP_OPEN Open, ULONG Attributes)
{
    static const struct {
        ULONG Option, Flag;
    } Map[] = {
        {FILE_SYNCHRONOUS_IO_ALERT, FO_SYNCHRONOUS_IO | FO_ALERTABLE_IO},
        {FILE_SYNCHRONOUS_IO_NONALERT, FO_SYNCHRONOUS_IO},
        {FILE_NO_INTERMEDIATE_BUFFERING, FO_NO_INTERMEDIATE_BUFFERING},
        {FILE_WRITE_THROUGH, FO_WRITE_THROUGH},
        {FILE_SEQUENTIAL_ONLY, FO_SEQUENTIAL_ONLY},
        {FILE_RANDOM_ACCESS, FO_RANDOM_ACCESS},
        {FILE_DISALLOW_EXCLUSIVE, FO_DISALLOW_EXCLUSIVE},
    };
    static const ULONG Types[] = {0, FO_NAMED_PIPE, FO_MAILSLOT};
    ULONG Flags = Types[Open->Type];

    for (ULONG i = 0; i < RTL_NUMBER_OF(Map); i++) {
        if ((Open->CreateOptions & Map[i].Option) != 0) {
            Flags |= Map[i].Flag;
        }
    }
    return Flags | ((Attributes & OBJ_CASE_INSENSITIVE) == 0 ? FO_OPENED_CASE_SENSITIVE : 0);
}

NTSTATUS
IopCreateFileObject(PDEVICE_OBJECT Device, PIOP_OPEN Open, ULONG Attributes, PUNICODE_STRING Name,
                    PFILE_OBJECT *FileObject)
{
    PFILE_OBJECT File;
    NTSTATUS Status;

    Status = ObCreateObjectOfType(&IopFileType, sizeof(IOP_FILE), (PVOID *)&File);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    File->Type = IO_TYPE_FILE;
    File->Size = sizeof(FILE_OBJECT);
    File->FileObjectExtension = IopFile(File);
    File->Flags = IopFileFlags(Open, Attributes);
    File->Vpb = Device->Vpb;
    KeInitializeEvent(&File->Event, NotificationEvent, FALSE);
    KeInitializeEvent(&File->Lock, SynchronizationEvent, FALSE);
    InitializeListHead(&File->IrpList);
    IopFile(File)->IgnoresSharing = Open->IgnoreSharing;
    IopFile(File)->CopyFlags = Open->CopyFlags;
    Status = IopSetFileName(File, Name->Buffer, Name->Length);
    if (!NT_SUCCESS(Status)) {
        ObDereferenceObject(File);
        return Status;
    }
    File->RelatedFileObject = Open->RelatedFile;
    if (Open->RelatedFile != NULL) {
        ObReferenceObject(Open->RelatedFile);
    }
    File->DeviceObject = Device; // from here on its deletion undoes the device's count
    IopReferenceDevice(Device);
    *FileObject = File;
    return STATUS_SUCCESS;
}

/* --- the end ---------------------------------------------------------------------------------- */

/* Both cannot fail: for lack of a packet, memory is waited for. */
VOID
IopSendToFile(PFILE_OBJECT File, PDEVICE_OBJECT Device, UCHAR MajorFunction)
{
    LARGE_INTEGER Moment = {.QuadPart = -10 * 1000 * 10};
    PIO_STACK_LOCATION Stack;
    IO_STATUS_BLOCK Iosb;
    PIOP_IRP Own;

    while ((Own = IopBuildRequest(Device, MajorFunction)) == NULL) {
        KeDelayExecutionThread(KernelMode, FALSE, &Moment);
    }
    Own->Irp.Flags = IRP_CLOSE_OPERATION | IRP_SYNCHRONOUS_API;
    Own->Irp.RequestorMode = KernelMode;
    Own->Irp.Tail.Overlay.OriginalFileObject = File;
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->FileObject = File;
    IopSendRequest(Device, Own, &Iosb);
}

static VOID
IopSendCleanup(PFILE_OBJECT File)
{
    BOOLEAN Synchronous = (File->Flags & FO_SYNCHRONOUS_IO) != 0;

    if ((File->Flags & FO_FILE_OPEN) == 0 || (File->Flags & FO_CLEANUP_COMPLETE) != 0 ||
        IopFile(File)->NoCleanup) {
        return;
    }
    File->Flags |= FO_CLEANUP_COMPLETE; // O2
    if (Synchronous) {
        IopLockFile(File, KernelMode, FALSE);
    }
    IopSendToFile(File, IoGetRelatedDeviceObject(File), IRP_MJ_CLEANUP);
    if (Synchronous) {
        IopUnlockFile(File);
    }
}

/* The type's method: a handle was closed, the counts are those before it. */
VOID
IopCloseFile(PVOID Process, PVOID Object, ULONG ProcessHandles, ULONG SystemHandles)
{
    if (SystemHandles == 1) {
        IopSendCleanup(Object);
    } else if (ProcessHandles == 1) {
        IopUnlockProcess(Object);
    }
}

/* The type's method: the last reference has gone. */
VOID
IopDeleteFile(PVOID Object)
{
    PFILE_OBJECT File = Object;
    PDEVICE_OBJECT Device = File->DeviceObject;

    if ((File->Flags & FO_FILE_OPEN) != 0) {
        IopSendCleanup(File);
        IopSendToFile(File, IoGetRelatedDeviceObject(File), IRP_MJ_CLOSE);
    }
    IopForgetPort(File);
    IopFreeFileName(File);
    if (File->RelatedFileObject != NULL) {
        ObDereferenceObject(File->RelatedFileObject);
    }
    if (Device != NULL) {
        IopDereferenceDevice(Device); // O3
    }
}
