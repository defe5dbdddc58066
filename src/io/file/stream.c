/*
 * io/file/stream.c - file objects that drivers make: IoCreateStreamFileObject and its kin
 *
 * A stream file is open without an IRP_MJ_CREATE: it ends with IRP_MJ_CLOSE. CLEANUP is sent when
 * its only handle is closed, which is at once unless the caller asked for the handle; a "lite" one
 * never has a handle, and no CLEANUP.
 */
#include "file.h"

static NTSTATUS
IopCreateStream(PFILE_OBJECT FileObject, PDEVICE_OBJECT DeviceObject, BOOLEAN Lite,
                PFILE_OBJECT *Stream)
{
    IOP_OPEN Open = {.Tag = IOP_TAG};
    UNICODE_STRING Nameless = {0};
    NTSTATUS Status;

    Status = IopCreateFileObject(FileObject != NULL ? FileObject->DeviceObject : DeviceObject,
                                 &Open, OBJ_CASE_INSENSITIVE, &Nameless, Stream);
    if (NT_SUCCESS(Status)) {
        (*Stream)->Flags = FO_STREAM_FILE | FO_FILE_OPEN;
        IopFile(*Stream)->NoCleanup = Lite;
    }
    return Status;
}

/* Handle NULL: it is closed again. */
static NTSTATUS
IopHandleToStream(PFILE_OBJECT Stream, PHANDLE Handle)
{
    HANDLE Own;
    NTSTATUS Status =
        ObCreateHandle(Stream, &IopFileType, FILE_READ_DATA, OBJ_KERNEL_HANDLE, KernelMode, &Own);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Stream->Flags |= FO_HANDLE_CREATED;
    if (Handle != NULL) {
        *Handle = Own;
    } else {
        ZwClose(Own);
    }
    return STATUS_SUCCESS;
}

NTSTATUS
IoCreateStreamFileObjectEx2(PIO_CREATE_STREAM_FILE_OPTIONS CreateOptions, PFILE_OBJECT FileObject,
                            PDEVICE_OBJECT DeviceObject, PFILE_OBJECT *StreamFileObject,
                            PHANDLE FileHandle)
{
    BOOLEAN Lite = (CreateOptions->Flags & IO_CREATE_STREAM_FILE_LITE) != 0;
    NTSTATUS Status;

    if (CreateOptions->Size != sizeof(*CreateOptions) || (Lite && FileHandle != NULL)) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = IopCreateStream(FileObject, DeviceObject, Lite, StreamFileObject);
    if (NT_SUCCESS(Status) && !Lite) {
        Status = IopHandleToStream(*StreamFileObject, FileHandle);
        if (!NT_SUCCESS(Status)) {
            ObDereferenceObject(*StreamFileObject);
        }
    }
    if (!NT_SUCCESS(Status) && (CreateOptions->Flags & IO_CREATE_STREAM_FILE_RAISE_ON_ERROR) != 0) {
        ExRaiseStatus(Status);
    }
    return Status;
}

static PFILE_OBJECT
IopMustCreateStream(PFILE_OBJECT FileObject, PDEVICE_OBJECT DeviceObject, USHORT Flags,
                    PHANDLE FileHandle)
{
    IO_CREATE_STREAM_FILE_OPTIONS Options = {.Size = sizeof(Options),
                                             .Flags = Flags | IO_CREATE_STREAM_FILE_RAISE_ON_ERROR};
    PFILE_OBJECT Stream = NULL;

    IoCreateStreamFileObjectEx2(&Options, FileObject, DeviceObject, &Stream, FileHandle);
    return Stream;
}

PFILE_OBJECT
IoCreateStreamFileObject(PFILE_OBJECT FileObject, PDEVICE_OBJECT DeviceObject)
{
    return IopMustCreateStream(FileObject, DeviceObject, 0, NULL);
}

PFILE_OBJECT
IoCreateStreamFileObjectEx(PFILE_OBJECT FileObject, PDEVICE_OBJECT DeviceObject, PHANDLE FileHandle)
{
    return IopMustCreateStream(FileObject, DeviceObject, 0, FileHandle);
}

PFILE_OBJECT
IoCreateStreamFileObjectLite(PFILE_OBJECT FileObject, PDEVICE_OBJECT DeviceObject)
{
    return IopMustCreateStream(FileObject, DeviceObject, IO_CREATE_STREAM_FILE_LITE, NULL);
}
