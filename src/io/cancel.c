/*
 * io/cancel.c - cancelling IRPs
 *
 * A packet can be cancelled while its CancelRoutine is set. Whoever exchanges the routine for NULL
 * owns what follows: IoCancelIrp calls the routine, a driver that takes it back
 * (IoSetCancelRoutine) goes on with the packet. IoCancelIrp does this under the system's cancel
 * spin lock, and enters the routine with the lock held; the routine releases it with
 * Irp->CancelIrql.
 *
 * Packets on a thread's list are found and cancelled under the same lock: taking the lock is
 * a preemption point, so the search begins after it, and a packet that is found is not complete.
 *
 * A thread that ends waits for its packets to complete. After five minutes of cancelling it gives
 * those that are left up: they complete later, unheard (IopAbandonIrp).
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

/* --- packets that threads issued -------------------------------------------------------------- */

typedef struct _IOP_SCOPE {
    PETHREAD Thread;       /* NULL: all threads of the current process */
    PFILE_OBJECT File;     /* NULL: any */
    PIO_STATUS_BLOCK Iosb; /* NULL: any */
    BOOLEAN SynchronousOnly;
} IOP_SCOPE;

static BOOLEAN
IopMatches(const IOP_SCOPE *Scope, PIOP_IRP Own)
{
    if (Own->Completed || (Scope->File != NULL && Own->File != Scope->File) ||
        (Scope->Iosb != NULL && Own->Irp.UserIosb != Scope->Iosb)) {
        return FALSE;
    }
    return !Scope->SynchronousOnly || Own->Kind == IopRequestIrp ||
           (Own->File != NULL && (Own->File->Flags & FO_SYNCHRONOUS_IO) != 0);
}

/* The first one that nobody has tried to cancel yet (Again: or has). */
static PIOP_IRP
IopFindInThread(const IOP_SCOPE *Scope, PETHREAD Thread, BOOLEAN Again)
{
    for (PLIST_ENTRY Entry = Thread->IrpList.Flink; Entry != &Thread->IrpList;
         Entry = Entry->Flink) {
        PIOP_IRP Own = CONTAINING_RECORD(Entry, IOP_IRP, Irp.ThreadListEntry);

        if ((Again || !Own->Irp.Cancel) && IopMatches(Scope, Own)) {
            return Own;
        }
    }
    return NULL;
}

static PIOP_IRP
IopFindInScope(const IOP_SCOPE *Scope, BOOLEAN Again)
{
    PLIST_ENTRY Head = &PsCurrentProcess()->ThreadListHead;
    PIOP_IRP Own = NULL;

    if (Scope->Thread != NULL) {
        return IopFindInThread(Scope, Scope->Thread, Again);
    }
    for (PLIST_ENTRY Entry = Head->Flink; Entry != Head && Own == NULL; Entry = Entry->Flink) {
        Own = IopFindInThread(Scope, CONTAINING_RECORD(Entry, ETHREAD, ThreadListEntry), Again);
    }
    return Own;
}

static NTSTATUS
IopCancelScope(const IOP_SCOPE *Scope)
{
    BOOLEAN Found = IopFindInScope(Scope, TRUE) != NULL;
    PIOP_IRP Own;
    KIRQL Irql;

    for (;;) {
        IoAcquireCancelSpinLock(&Irql);
        Own = IopFindInScope(Scope, FALSE);
        if (Own == NULL) {
            IoReleaseCancelSpinLock(Irql);
            return Found ? STATUS_SUCCESS : STATUS_NOT_FOUND;
        }
        IopCancelLocked(&Own->Irp, Irql);
    }
}

/* In the thread that ends. */
VOID
IopCancelThreadIrps(PETHREAD Thread)
{
    IOP_SCOPE Scope = {.Thread = Thread};
    LARGE_INTEGER Step = {.QuadPart = IOP_RUNDOWN_STEP_100NS};

    for (ULONG i = 0; !IsListEmpty(&Thread->IrpList) && i < IOP_RUNDOWN_STEPS; i++) {
        IopCancelScope(&Scope);
        KeDelayExecutionThread(KernelMode, FALSE, &Step);
    }
    while (!IsListEmpty(&Thread->IrpList)) {
        IopDequeueThreadIrp(
            CONTAINING_RECORD(Thread->IrpList.Flink, IOP_IRP, Irp.ThreadListEntry));
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
