/*
 * io/file.c - file objects: their end, and what belongs to them
 *
 *      open --last handle closed--> IRP_MJ_CLEANUP --last reference gone--> IRP_MJ_CLOSE --> freed
 *
 * CLEANUP is sent in the process that closes the handle; requests of the file may still be
 * outstanding, and each holds a reference. CLOSE is sent wherever the last reference goes. A file
 * that never got a handle (or was opened by pointer only) gets its CLEANUP just before CLOSE.
 *
 * Invariants:
 *   O1. FO_FILE_OPEN is set when CREATE has succeeded; without it neither CLEANUP nor CLOSE is
 *   sent.
 *   O2. FO_CLEANUP_COMPLETE is set when CLEANUP was sent: it is sent once.
 *   O3. The device's ReferenceCount counts the file until its CLOSE has returned.
 */
#include "iop.h"

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

/* Both cannot fail: for lack of a packet, memory is waited for. */
static VOID
IopSendToFile(PFILE_OBJECT File, UCHAR MajorFunction)
{
    PDEVICE_OBJECT Top = IoGetRelatedDeviceObject(File);
    LARGE_INTEGER Moment = {.QuadPart = -10 * 1000 * 10};
    PIO_STACK_LOCATION Stack;
    IO_STATUS_BLOCK Iosb;
    PIOP_IRP Own;

    while ((Own = IopBuildRequest(Top, MajorFunction)) == NULL) {
        KeDelayExecutionThread(KernelMode, FALSE, &Moment);
    }
    Own->Irp.Flags = IRP_CLOSE_OPERATION | IRP_SYNCHRONOUS_API;
    Own->Irp.RequestorMode = KernelMode;
    Own->Irp.Tail.Overlay.OriginalFileObject = File;
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->FileObject = File;
    IopSendRequest(Top, Own, &Iosb);
}

static VOID
IopSendCleanup(PFILE_OBJECT File)
{
    BOOLEAN Synchronous = (File->Flags & FO_SYNCHRONOUS_IO) != 0;

    if ((File->Flags & FO_FILE_OPEN) == 0 || (File->Flags & FO_CLEANUP_COMPLETE) != 0) {
        return;
    }
    File->Flags |= FO_CLEANUP_COMPLETE; // O2
    if (Synchronous) {
        IopLockFile(File, KernelMode);
    }
    IopSendToFile(File, IRP_MJ_CLEANUP);
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
        IopSendToFile(File, IRP_MJ_CLOSE);
    }
    if (File->FileName.Buffer != NULL) {
        ExFreeOwn(File->FileName.Buffer);
    }
    if (File->RelatedFileObject != NULL) {
        ObDereferenceObject(File->RelatedFileObject);
    }
    if (Device != NULL) {
        IopDereferenceDevice(Device); // O3
    }
}

/* --- sharing: what a driver keeps for each thing that can be opened --------------------------- */

static BOOLEAN
IopConflicts(PFILE_OBJECT File, const SHARE_ACCESS *Share)
{
    return (File->ReadAccess && Share->SharedRead < Share->OpenCount) ||
           (File->WriteAccess && Share->SharedWrite < Share->OpenCount) ||
           (File->DeleteAccess && Share->SharedDelete < Share->OpenCount) ||
           (Share->Readers != 0 && !File->SharedRead) ||
           (Share->Writers != 0 && !File->SharedWrite) ||
           (Share->Deleters != 0 && !File->SharedDelete);
}

static VOID
IopNoteAccess(PFILE_OBJECT File, ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess)
{
    File->ReadAccess = (DesiredAccess & (FILE_EXECUTE | FILE_READ_DATA)) != 0;
    File->WriteAccess = (DesiredAccess & (FILE_WRITE_DATA | FILE_APPEND_DATA)) != 0;
    File->DeleteAccess = (DesiredAccess & DELETE) != 0;
    File->SharedRead = (DesiredShareAccess & FILE_SHARE_READ) != 0;
    File->SharedWrite = (DesiredShareAccess & FILE_SHARE_WRITE) != 0;
    File->SharedDelete = (DesiredShareAccess & FILE_SHARE_DELETE) != 0;
}

/* An open without any of these rights neither conflicts nor counts. */
static BOOLEAN
IopShares(PFILE_OBJECT File)
{
    return File->ReadAccess || File->WriteAccess || File->DeleteAccess;
}

static VOID
IopAddToShare(PFILE_OBJECT File, PSHARE_ACCESS Share, ULONG One)
{
    Share->OpenCount += One;
    Share->Readers += File->ReadAccess ? One : 0;
    Share->Writers += File->WriteAccess ? One : 0;
    Share->Deleters += File->DeleteAccess ? One : 0;
    Share->SharedRead += File->SharedRead ? One : 0;
    Share->SharedWrite += File->SharedWrite ? One : 0;
    Share->SharedDelete += File->SharedDelete ? One : 0;
}

NTSTATUS
IoCheckShareAccess(ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess, PFILE_OBJECT FileObject,
                   PSHARE_ACCESS ShareAccess, BOOLEAN Update)
{
    IopNoteAccess(FileObject, DesiredAccess, DesiredShareAccess);
    if (!IopShares(FileObject)) {
        return STATUS_SUCCESS;
    }
    if (IopConflicts(FileObject, ShareAccess)) {
        return STATUS_SHARING_VIOLATION;
    }
    if (Update) {
        IopAddToShare(FileObject, ShareAccess, 1);
    }
    return STATUS_SUCCESS;
}

VOID
IoSetShareAccess(ACCESS_MASK DesiredAccess, ULONG DesiredShareAccess, PFILE_OBJECT FileObject,
                 PSHARE_ACCESS ShareAccess)
{
    IopNoteAccess(FileObject, DesiredAccess, DesiredShareAccess);
    RtlZeroMemory(ShareAccess, sizeof(*ShareAccess));
    if (IopShares(FileObject)) {
        IopAddToShare(FileObject, ShareAccess, 1);
    }
}

VOID
IoUpdateShareAccess(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess)
{
    if (IopShares(FileObject)) {
        IopAddToShare(FileObject, ShareAccess, 1);
    }
}

VOID
IoRemoveShareAccess(PFILE_OBJECT FileObject, PSHARE_ACCESS ShareAccess)
{
    if (IopShares(FileObject)) {
        IopAddToShare(FileObject, ShareAccess, (ULONG)-1);
    }
}
