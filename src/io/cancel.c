/*
 * io/cancel.c - cancelling IRPs
 *
 * A packet can be cancelled while its CancelRoutine is set. Whoever exchanges the routine for NULL
 * owns what follows: IoCancelIrp calls the routine, a driver that takes it back
 * (IoSetCancelRoutine) goes on with the packet. IoCancelIrp does this under the system's cancel
 * spin lock, and enters the routine with the lock held; the routine releases it with
 * Irp->CancelIrql.
 *
 * A request of a system service is on the list of its thread and on that of its file. Packets are
 * found there and cancelled under the same lock: taking the lock is a preemption point, so the
 * search begins after it, and a packet that is found is not complete.
 *
 * A thread that ends waits for its packets to complete. After five minutes of cancelling it gives
 * those that are left up: they complete later, unheard (IopAbandonIrp). What will be reported to
 * a completion port goes on without the thread (Detached, finish.c F5 and F6), until the process
 * ends.
 */
#include "iop.h"

#define IOP_RUNDOWN_STEP_100NS (-10 * 1000 * 10) /* 10 ms */
#define IOP_RUNDOWN_STEPS      (5 * 60 * 100)    /* 5 minutes of them */

static struct {
    KSPIN_LOCK Lock;
    ULONG64 Releases;
} Iop SIM_STATE;

VOID
IoAcquireCancelSpinLock(PKIRQL Irql)
{
    KeAcquireSpinLock(&Iop.Lock, Irql);
}

VOID
IoReleaseCancelSpinLock(KIRQL Irql)
{
    Iop.Releases++;
    KeReleaseSpinLock(&Iop.Lock, Irql);
}

/* The lock is held since Irql; released on return. TRUE: a cancel routine was called. */
static BOOLEAN
IopCancelLocked(PIRP Irp, KIRQL Irql)
{
    PDRIVER_CANCEL Routine;
    ULONG64 Releases = Iop.Releases;

    Irp->Cancel = TRUE;
    Routine = (PDRIVER_CANCEL)InterlockedExchangePointer((PVOID *)&Irp->CancelRoutine, NULL);
    HalProbe2(PROBE_IRP_CANCEL, Irp, Routine);
    if (Routine == NULL) {
        IoReleaseCancelSpinLock(Irql);
        return FALSE;
    }
    if (Irp->Type != IO_TYPE_IRP || Irp->CurrentLocation > Irp->StackCount + 1) {
        KeBugCheckEx(CANCEL_STATE_IN_COMPLETED_IRP, (ULONG_PTR)Irp, (ULONG_PTR)Routine, 0, 0);
    }
    Irp->CancelIrql = Irql;
    CALL_DRIVER(Routine, Irp->Tail.Overlay.CurrentStackLocation->DeviceObject, Irp);
    if (Iop.Releases == Releases) {
        KeBugCheckEx(DRIVER_RETURNED_HOLDING_CANCEL_LOCK, (ULONG_PTR)Irp, (ULONG_PTR)Routine, 0, 0);
    }
    return TRUE;
}

BOOLEAN
IoCancelIrp(PIRP Irp)
{
    KIRQL Irql;

    if (Irp->Type != IO_TYPE_IRP) {
        IopStop(0x03, Irp);
    }
    IoAcquireCancelSpinLock(&Irql);
    return IopCancelLocked(Irp, Irql);
}

/* --- packets that were issued ----------------------------------------------------------------- */

/* A thread's requests, or a file's of the current process. */
typedef struct _IOP_SCOPE {
    PETHREAD Thread;       /* NULL: any */
    PFILE_OBJECT File;     /* NULL: any; then Thread is given */
    PIO_STATUS_BLOCK Iosb; /* NULL: any */
    BOOLEAN SynchronousOnly;
} IOP_SCOPE;

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
static NTSTATUS
IopCancelScope(const IOP_SCOPE *Scope)
{
    PLIST_ENTRY Head = IopScopeHead(Scope);
    BOOLEAN Found = IopFindInScope(Scope, Head, TRUE) != NULL;
    PIOP_IRP Own = NULL;
    ULONG Serial = 0;
    KIRQL Irql;

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

/* --- the end of a thread ---------------------------------------------------------------------- */

/* The requests that a completion port will hear of outlive the thread. */
static VOID
IopDetachThreadIrps(PETHREAD Thread)
{
    PLIST_ENTRY Link = Thread->IrpList.Flink;

    while (Link != &Thread->IrpList) {
        PIOP_IRP Own = CONTAINING_RECORD(Link, IOP_IRP, Irp.ThreadListEntry);

        Link = Link->Flink;
        if (!Own->Completed && IopHasPort(Own)) {
            RemoveEntryList(&Own->Irp.ThreadListEntry);
            InitializeListHead(&Own->Irp.ThreadListEntry);
            ObReferenceObject(Thread);
            Own->OnThread = FALSE;
            Own->Detached = TRUE;
        }
    }
}

/* ... but not the process. Whoever removes their packets finds that its memory is gone. */
static VOID
IopCancelDetached(PEPROCESS Process)
{
    PIOP_IRP Own = NULL;

    while ((Own = IopNextLiveIrp(Own)) != NULL) {
        if (Own->Detached && !Own->Completed && !Own->Irp.Cancel &&
            IoThreadToProcess(Own->Irp.Tail.Overlay.Thread) == Process) {
            IoCancelIrp(&Own->Irp);
            Own = NULL;
        }
    }
}

/* In the thread that ends. */
VOID
IopCancelThreadIrps(PETHREAD Thread)
{
    IOP_SCOPE Scope = {.Thread = Thread};
    LARGE_INTEGER Step = {.QuadPart = IOP_RUNDOWN_STEP_100NS};
    PEPROCESS Process = IoThreadToProcess(Thread);

    if (Process->ActiveThreads > 1) {
        IopDetachThreadIrps(Thread);
    }
    for (ULONG i = 0; !IsListEmpty(&Thread->IrpList) && i < IOP_RUNDOWN_STEPS; i++) {
        IopCancelScope(&Scope);
        KeDelayExecutionThread(KernelMode, FALSE, &Step);
    }
    while (!IsListEmpty(&Thread->IrpList)) {
        IopDequeueThreadIrp(CONTAINING_RECORD(Thread->IrpList.Flink, IOP_IRP, Irp.ThreadListEntry));
    }
    if (Process->ActiveThreads == 1) {
        IopCancelDetached(Process);
    }
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
