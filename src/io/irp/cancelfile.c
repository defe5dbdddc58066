/*
 * io/irp/cancelfile.c - cancelling what a thread, a file or a program has issued
 *
 * A request of a system service is on the list of its thread and on that of its file. Packets are
 * found there and cancelled under the same lock: taking the lock is a preemption point, so the
 * search begins after it, and a packet that is found is not complete.
 */
#include "irp.h"
#include "file/file.h"

static BOOLEAN
IopMatches(const IOP_SCOPE *Scope, PIOP_IRP Own)
{
    PFILE_OBJECT File = Own->Kind == IopSystemIrp ? Own->File : NULL;

    if (Own->Completed || (Scope->File != NULL && File != Scope->File) ||
        (Scope->Iosb != NULL && Own->Irp.UserIosb != Scope->Iosb)) {
        return FALSE;
    }
    if (Scope->Thread == NULL &&
        IoThreadToProcess(Own->Irp.Tail.Overlay.Thread) != PsCurrentProcess()) {
        return FALSE;
    }
    return !Scope->SynchronousOnly || Own->Kind == IopRequestIrp ||
           (File != NULL && (File->Flags & FO_SYNCHRONOUS_IO) != 0);
}

/* The list that has them all, and a packet's place in it. */
static PLIST_ENTRY
IopScopeHead(const IOP_SCOPE *Scope)
{
    return Scope->Thread != NULL ? &Scope->Thread->IrpList : &Scope->File->IrpList;
}

static PLIST_ENTRY
IopScopeLink(const IOP_SCOPE *Scope, PIOP_IRP Own)
{
    return Scope->Thread != NULL ? &Own->Irp.ThreadListEntry : &Own->FileLinks;
}

static PIOP_IRP
IopScopePacket(const IOP_SCOPE *Scope, PLIST_ENTRY Link)
{
    return Scope->Thread != NULL ? CONTAINING_RECORD(Link, IOP_IRP, Irp.ThreadListEntry)
                                 : CONTAINING_RECORD(Link, IOP_IRP, FileLinks);
}

static BOOLEAN
IopIsListed(const IOP_SCOPE *Scope, PIOP_IRP Own, ULONG Serial)
{
    return Own->Serial == Serial &&
           (Scope->Thread != NULL ? Own->OnThread : Own->FileLinks.Flink != NULL);
}

/* The first one behind After that nobody has tried to cancel yet (Again: or has). */
static PIOP_IRP
IopFindInScope(const IOP_SCOPE *Scope, PLIST_ENTRY After, BOOLEAN Again)
{
    PLIST_ENTRY Head = IopScopeHead(Scope);

    for (PLIST_ENTRY Link = After->Flink; Link != Head; Link = Link->Flink) {
        PIOP_IRP Own = IopScopePacket(Scope, Link);

        if ((Again || !Own->Irp.Cancel) && IopMatches(Scope, Own)) {
            return Own;
        }
    }
    return NULL;
}

/* Goes on behind the packet that was cancelled, unless that has left the list meanwhile. */
NTSTATUS
IopCancelScope(const IOP_SCOPE *Scope)
{
    PLIST_ENTRY Head = IopScopeHead(Scope);
    BOOLEAN Found = IopFindInScope(Scope, Head, TRUE) != NULL;
    PIOP_IRP Own = NULL;
    ULONG Serial = 0;
    KIRQL Irql;

    HalTouch(Head, TRUE); // see IopTouchLists
    while (Found) {
        IoAcquireCancelSpinLock(&Irql);
        Own = IopFindInScope(
            Scope, Own != NULL && IopIsListed(Scope, Own, Serial) ? IopScopeLink(Scope, Own) : Head,
            FALSE);
        if (Own == NULL) {
            IoReleaseCancelSpinLock(Irql);
            return STATUS_SUCCESS;
        }
        Serial = Own->Serial;
        IopCancelLocked(&Own->Irp, Irql);
    }
    return STATUS_NOT_FOUND;
}

/* --- NtCancelIoFile, NtCancelIoFileEx, NtCancelSynchronousIoFile ------------------------------ */

static NTSTATUS
IopStoreStatus(KPROCESSOR_MODE Mode, PIO_STATUS_BLOCK Iosb, NTSTATUS Status)
{
    IO_STATUS_BLOCK Block = {.Status = Status};

    if (Mode != KernelMode) {
        MmCopyToUser(Iosb, &Block, sizeof(Block));
    } else {
        *Iosb = Block;
    }
    return Status;
}

static NTSTATUS
IopOpenForCancel(HANDLE Handle, OBJECT_TYPE *Type, ACCESS_MASK Access,
                 PIO_STATUS_BLOCK IoStatusBlock, PVOID *Object)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = STATUS_SUCCESS;

    if (Mode != KernelMode) {
        Status = MmProbeUser(IoStatusBlock, sizeof(*IoStatusBlock), sizeof(ULONG), TRUE);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(Handle, Access, (POBJECT_TYPE)Type, Mode, Object, NULL);
    }
    return Status;
}

static NTSTATUS
IopCancelFile(HANDLE FileHandle, PETHREAD Thread, PIO_STATUS_BLOCK Request,
              PIO_STATUS_BLOCK IoStatusBlock)
{
    IOP_SCOPE Scope = {.Thread = Thread, .Iosb = Request};
    NTSTATUS Status;

    Status = IopOpenForCancel(FileHandle, &IopFileType, 0, IoStatusBlock, (PVOID *)&Scope.File);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopCancelScope(&Scope);
    ObDereferenceObject(Scope.File);
    return Status;
}

/* The calling thread's requests on the file; it does not matter whether there are any. */
NTSTATUS NTAPI
NtCancelIoFile(HANDLE FileHandle, PIO_STATUS_BLOCK IoStatusBlock)
{
    NTSTATUS Status = IopCancelFile(FileHandle, PsCurrentThread(), NULL, IoStatusBlock);

    if (!NT_SUCCESS(Status) && Status != STATUS_NOT_FOUND) {
        return Status;
    }
    return IopStoreStatus(ExGetPreviousMode(), IoStatusBlock, STATUS_SUCCESS);
}

/* All of the process's requests on the file, or those with this status block. */
NTSTATUS NTAPI
NtCancelIoFileEx(HANDLE FileHandle, PIO_STATUS_BLOCK IoRequestToCancel,
                 PIO_STATUS_BLOCK IoStatusBlock)
{
    NTSTATUS Status = IopCancelFile(FileHandle, NULL, IoRequestToCancel, IoStatusBlock);

    if (!NT_SUCCESS(Status) && Status != STATUS_NOT_FOUND) {
        return Status;
    }
    return IopStoreStatus(ExGetPreviousMode(), IoStatusBlock, Status);
}

/* What a thread waits for inside a system service. */
NTSTATUS NTAPI
NtCancelSynchronousIoFile(HANDLE ThreadHandle, PIO_STATUS_BLOCK IoRequestToCancel,
                          PIO_STATUS_BLOCK IoStatusBlock)
{
    IOP_SCOPE Scope = {.Iosb = IoRequestToCancel, .SynchronousOnly = TRUE};
    NTSTATUS Status;

    Status = IopOpenForCancel(ThreadHandle, &PspThreadType, THREAD_TERMINATE, IoStatusBlock,
                              (PVOID *)&Scope.Thread);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopCancelScope(&Scope);
    ObDereferenceObject(Scope.Thread);
    return IopStoreStatus(ExGetPreviousMode(), IoStatusBlock, Status);
}
