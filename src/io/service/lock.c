/*
 * io/service/lock.c - ranges of bytes are locked: NtLockFile, NtUnlockFile
 *
 * The locks are the driver's (IRP_MJ_LOCK_CONTROL). The I/O manager remembers that a file object
 * has been locked: when a process closes its last handle while others have some, it has the
 * process's locks released (IRP_MN_UNLOCK_ALL); at the very last handle CLEANUP says so.
 *
 * Differs from Windows: fast I/O for locks is not tried.
 */
#include "service.h"
#include "irp/irp.h"

#define IOP_TAG_LOCK 0x6b4c6f49 /* "IoLk" */

typedef struct _IOP_RANGE {
    LARGE_INTEGER ByteOffset, Length;
    ULONG Key;
    UCHAR Flags; /* SL_* */
} IOP_RANGE;

static NTSTATUS
IopCaptureRange(IOP_RANGE *Range, PLARGE_INTEGER ByteOffset, PLARGE_INTEGER Length)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = ObProbe(Mode, ByteOffset, sizeof(*ByteOffset), sizeof(ULONG), FALSE);

    if (NT_SUCCESS(Status)) {
        Status = ObProbe(Mode, Length, sizeof(*Length), sizeof(ULONG), FALSE);
    }
    if (NT_SUCCESS(Status)) {
        Range->ByteOffset = *ByteOffset;
        Range->Length = *Length;
    }
    return Status;
}

/* Length must stay where it is until the packet is complete. */
static VOID
IopFillLock(PIO_STACK_LOCATION Stack, UCHAR MinorFunction, const IOP_RANGE *Range,
            PLARGE_INTEGER Length)
{
    Stack->MinorFunction = MinorFunction;
    Stack->Flags = Range->Flags;
    Stack->Parameters.LockControl.Length = Length;
    Stack->Parameters.LockControl.Key = Range->Key;
    Stack->Parameters.LockControl.ByteOffset = Range->ByteOffset;
}

static NTSTATUS
IopLock(PIOP_SERVICE Service, const IOP_RANGE *Range)
{
    PLARGE_INTEGER Length;
    NTSTATUS Status;

    Status = IopBuildServiceIrp(Service, IRP_MJ_LOCK_CONTROL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Length = ExAllocatePoolWithTag(NonPagedPool, sizeof(*Length), IOP_TAG_LOCK);
    if (Length == NULL) {
        return IopEndService(Service, STATUS_INSUFFICIENT_RESOURCES);
    }
    *Length = Range->Length;
    Service->Own->Irp.Tail.Overlay.AuxiliaryBuffer = (PCHAR)Length;
    IopFillLock(IoGetNextIrpStackLocation(&Service->Own->Irp), IRP_MN_LOCK, Range, Length);
    Service->File->LockOperation = TRUE;
    return IopRunService(Service);
}

NTSTATUS NTAPI
NtLockFile(HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
           PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER ByteOffset, PLARGE_INTEGER Length,
           ULONG Key, BOOLEAN FailImmediately, BOOLEAN ExclusiveLock)
{
    IOP_RANGE Range = {.Key = Key,
                       .Flags = (FailImmediately ? SL_FAIL_IMMEDIATELY : 0) |
                                (ExclusiveLock ? SL_EXCLUSIVE_LOCK : 0)};
    IOP_SERVICE Service;
    NTSTATUS Status = IopCaptureRange(&Range, ByteOffset, Length);

    if (NT_SUCCESS(Status)) {
        Status = IopBeginService(&Service, FileHandle, FILE_READ_DATA | FILE_WRITE_DATA, Event,
                                 ApcRoutine, ApcContext, IoStatusBlock);
    }
    return Status == STATUS_SUCCESS ? IopLock(&Service, &Range) : Status;
}

NTSTATUS NTAPI
NtUnlockFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER ByteOffset,
             PLARGE_INTEGER Length, ULONG Key)
{
    IOP_RANGE Range = {.Key = Key};
    PIO_STACK_LOCATION Stack;
    IOP_QUESTION Question;
    NTSTATUS Status = IopCaptureRange(&Range, ByteOffset, Length);

    if (NT_SUCCESS(Status)) {
        Status = IopBeginQuestion(&Question, FileHandle, FILE_READ_DATA | FILE_WRITE_DATA,
                                  IoStatusBlock, 0);
    }
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Stack = IopPrepareQuestion(&Question, IRP_MJ_LOCK_CONTROL);
    if (Stack == NULL) {
        return IopEndQuestion(&Question, STATUS_INSUFFICIENT_RESOURCES);
    }
    IopFillLock(Stack, IRP_MN_UNLOCK_SINGLE, &Range, &Range.Length);
    return IopEndQuestion(&Question, IopSendQuestion(&Question));
}

VOID
IopUnlockProcess(PFILE_OBJECT File)
{
    PDEVICE_OBJECT Top = IoGetRelatedDeviceObject(File);
    PIO_STACK_LOCATION Stack;
    IO_STATUS_BLOCK Iosb;
    PIOP_IRP Own;

    if (!File->LockOperation) {
        return;
    }
    Own = IopBuildRequest(Top, IRP_MJ_LOCK_CONTROL);
    if (Own == NULL) {
        return; // CLEANUP will release them
    }
    Own->Irp.Flags = IRP_SYNCHRONOUS_API;
    Own->Irp.RequestorMode = KernelMode;
    Own->Irp.Tail.Overlay.OriginalFileObject = File;
    Stack = IoGetNextIrpStackLocation(&Own->Irp);
    Stack->MinorFunction = IRP_MN_UNLOCK_ALL;
    Stack->FileObject = File;
    IopSendRequest(Top, Own, &Iosb);
}

ZW_CALL(ZwLockFile, NtLockFile,
        (HANDLE FileHandle, HANDLE Event, PIO_APC_ROUTINE ApcRoutine, PVOID ApcContext,
         PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER ByteOffset, PLARGE_INTEGER Length,
         ULONG Key, BOOLEAN FailImmediately, BOOLEAN ExclusiveLock),
        (FileHandle, Event, ApcRoutine, ApcContext, IoStatusBlock, ByteOffset, Length, Key,
         FailImmediately, ExclusiveLock))
ZW_CALL(ZwUnlockFile, NtUnlockFile,
        (HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock, PLARGE_INTEGER ByteOffset,
         PLARGE_INTEGER Length, ULONG Key),
        (FileHandle, IoStatusBlock, ByteOffset, Length, Key))
