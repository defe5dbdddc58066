/*
 * samples/template/queue.c - one request at a time on the device, the others in a cancel-safe queue
 *
 *      QueueRequest --> waiting --StartNext--> current --ISR, DPC--> completed
 *                          \--cancel, cleanup, QueueStop--> completed   ^
 *                                                 current --QueueStop--/
 *
 * Who takes Current out under the lock completes it.
 */
#include "mydrv.h"

static IO_CSQ_INSERT_IRP_EX CsqInsert;
static IO_CSQ_REMOVE_IRP CsqRemove;
static IO_CSQ_PEEK_NEXT_IRP CsqPeekNext;
static IO_CSQ_ACQUIRE_LOCK CsqAcquire;
static IO_CSQ_RELEASE_LOCK CsqRelease;
static IO_CSQ_COMPLETE_CANCELED_IRP CsqComplete;
static KSERVICE_ROUTINE OnInterrupt;
static KDEFERRED_ROUTINE OnDpc;

static VOID
Finish(PDEVICE_EXTENSION Extension, PIRP Irp, NTSTATUS Status, ULONG Result)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    if (NT_SUCCESS(Status)) {
        *(PULONG)Irp->AssociatedIrp.SystemBuffer = Result;
        Irp->IoStatus.Information = sizeof(ULONG);
    }
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    IoReleaseRemoveLock(&Extension->RemoveLock, Irp);
}

static ULONG
Read(PDEVICE_EXTENSION Extension, ULONG Register)
{
    return READ_REGISTER_ULONG((PULONG)(Extension->Registers + Register));
}

static VOID
Write(PDEVICE_EXTENSION Extension, ULONG Register, ULONG Value)
{
    WRITE_REGISTER_ULONG((PULONG)(Extension->Registers + Register), Value);
}

/* The device is free and asks for a request: TRUE for one caller at a time. */
static BOOLEAN
Claim(PDEVICE_EXTENSION Extension)
{
    KIRQL OldIrql;
    BOOLEAN Claimed;

    KeAcquireSpinLock(&Extension->Lock, &OldIrql);
    Claimed = Extension->Started && !Extension->Busy && !IsListEmpty(&Extension->Waiting);
    if (Claimed) {
        Extension->Busy = TRUE;
    }
    KeReleaseSpinLock(&Extension->Lock, OldIrql);
    return Claimed;
}

/* The claimed device gets the request, unless it was stopped meanwhile. NULL: it is free again. */
static BOOLEAN
Give(PDEVICE_EXTENSION Extension, PIRP Irp)
{
    KIRQL OldIrql;
    BOOLEAN Given;

    KeAcquireSpinLock(&Extension->Lock, &OldIrql);
    Given = Irp != NULL && Extension->Started;
    if (Given) {
        Extension->Current = Irp;
        Write(Extension, REG_FACTORIAL, *(PULONG)Irp->AssociatedIrp.SystemBuffer);
    }
    Extension->Busy = Given;
    KeReleaseSpinLock(&Extension->Lock, OldIrql);
    return Given;
}

/* At DISPATCH_LEVEL or below, without the lock. */
static VOID
StartNext(PDEVICE_EXTENSION Extension)
{
    while (Claim(Extension)) {
        PIRP Irp = IoCsqRemoveNextIrp(&Extension->Queue, NULL); // NULL: cancelled just now

        if (!Give(Extension, Irp) && Irp != NULL) {
            Finish(Extension, Irp, STATUS_DEVICE_REMOVED, 0);
        }
    }
}

static PIRP
TakeCurrent(PDEVICE_EXTENSION Extension)
{
    KIRQL OldIrql;
    PIRP Irp;

    KeAcquireSpinLock(&Extension->Lock, &OldIrql);
    Irp = Extension->Current;
    if (Irp != NULL) {
        Extension->Current = NULL;
        Extension->Busy = FALSE;
    }
    KeReleaseSpinLock(&Extension->Lock, OldIrql);
    return Irp;
}

NTSTATUS
QueueRequest(PDEVICE_EXTENSION Extension, PIRP Irp)
{
    NTSTATUS Status = IoAcquireRemoveLock(&Extension->RemoveLock, Irp);

    if (NT_SUCCESS(Status)) {
        Status = IoCsqInsertIrpEx(&Extension->Queue, Irp, NULL, NULL);
        if (NT_SUCCESS(Status)) {
            StartNext(Extension);
            return STATUS_PENDING;
        }
        IoReleaseRemoveLock(&Extension->RemoveLock, Irp);
    }
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

VOID
QueueCancelFile(PDEVICE_EXTENSION Extension, PFILE_OBJECT FileObject)
{
    PIRP Irp;

    while ((Irp = IoCsqRemoveNextIrp(&Extension->Queue, FileObject)) != NULL) {
        Finish(Extension, Irp, STATUS_CANCELLED, 0);
    }
}

/* --- the interrupt --- */

static BOOLEAN
OnInterrupt(PKINTERRUPT Interrupt, PVOID Context)
{
    PDEVICE_EXTENSION Extension = Context;
    ULONG Causes = Read(Extension, REG_INTERRUPTS);

    UNREFERENCED_PARAMETER(Interrupt);
    if (Causes == 0 || Causes == MAXULONG) { // another device's, or the device is gone
        return FALSE;
    }
    Write(Extension, REG_ACKNOWLEDGE, Causes);
    KeInsertQueueDpc(&Extension->Dpc, NULL, NULL);
    return TRUE;
}

static VOID
OnDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PDEVICE_EXTENSION Extension = Context;
    PIRP Irp;
    ULONG Result;

    UNREFERENCED_PARAMETER(Dpc);
    UNREFERENCED_PARAMETER(Argument1);
    UNREFERENCED_PARAMETER(Argument2);
    Result = Read(Extension, REG_FACTORIAL);
    if (Read(Extension, REG_STATUS) == MAXULONG) { // gone: QueueStop does the rest
        return;
    }
    Irp = TakeCurrent(Extension);
    if (Irp != NULL) {
        Finish(Extension, Irp, STATUS_SUCCESS, Result);
    }
    StartNext(Extension);
}

NTSTATUS
QueueStart(PDEVICE_EXTENSION Extension, PCM_PARTIAL_RESOURCE_DESCRIPTOR Interrupt)
{
    BOOLEAN IsLatched = (Interrupt->Flags & CM_RESOURCE_INTERRUPT_LATCHED) != 0;
    KIRQL OldIrql;
    NTSTATUS Status = IoConnectInterrupt(
        &Extension->Interrupt, OnInterrupt, Extension, NULL, Interrupt->u.Interrupt.Vector,
        (KIRQL)Interrupt->u.Interrupt.Level, (KIRQL)Interrupt->u.Interrupt.Level,
        IsLatched ? Latched : LevelSensitive, Interrupt->ShareDisposition == CmResourceShareShared,
        Interrupt->u.Interrupt.Affinity, FALSE);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Write(Extension, REG_STATUS, STATUS_INTERRUPT);
    KeAcquireSpinLock(&Extension->Lock, &OldIrql);
    Extension->Started = TRUE;
    KeReleaseSpinLock(&Extension->Lock, OldIrql);
    return STATUS_SUCCESS;
}

/* No more requests; those that the driver has fail. The device may be gone. */
VOID
QueueStop(PDEVICE_EXTENSION Extension)
{
    KIRQL OldIrql;
    PIRP Irp;

    KeAcquireSpinLock(&Extension->Lock, &OldIrql);
    Extension->Started = FALSE;
    KeReleaseSpinLock(&Extension->Lock, OldIrql);
    if (Extension->Interrupt != NULL) {
        IoDisconnectInterrupt(Extension->Interrupt);
        Extension->Interrupt = NULL;
        KeFlushQueuedDpcs();
    }
    Irp = TakeCurrent(Extension);
    if (Irp != NULL) {
        Finish(Extension, Irp, STATUS_DEVICE_REMOVED, 0);
    }
    while ((Irp = IoCsqRemoveNextIrp(&Extension->Queue, NULL)) != NULL) {
        Finish(Extension, Irp, STATUS_DEVICE_REMOVED, 0);
    }
}

/* --- the cancel-safe queue's own functions --- */

static PDEVICE_EXTENSION
Owner(PIO_CSQ Csq)
{
    return CONTAINING_RECORD(Csq, DEVICE_EXTENSION, Queue);
}

/* A device that is not started takes no requests. */
static NTSTATUS
CsqInsert(PIO_CSQ Csq, PIRP Irp, PVOID InsertContext)
{
    PDEVICE_EXTENSION Extension = Owner(Csq);

    UNREFERENCED_PARAMETER(InsertContext);
    if (!Extension->Started) {
        return STATUS_DEVICE_NOT_READY;
    }
    InsertTailList(&Extension->Waiting, &Irp->Tail.Overlay.ListEntry);
    return STATUS_SUCCESS;
}

static VOID
CsqRemove(PIO_CSQ Csq, PIRP Irp)
{
    UNREFERENCED_PARAMETER(Csq);
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

static PIRP
CsqPeekNext(PIO_CSQ Csq, PIRP Irp, PVOID PeekContext)
{
    PDEVICE_EXTENSION Extension = Owner(Csq);
    PLIST_ENTRY Entry = Irp != NULL ? Irp->Tail.Overlay.ListEntry.Flink : Extension->Waiting.Flink;

    for (; Entry != &Extension->Waiting; Entry = Entry->Flink) {
        PIRP Next = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry);

        if (PeekContext == NULL || IoGetCurrentIrpStackLocation(Next)->FileObject == PeekContext) {
            return Next;
        }
    }
    return NULL;
}

static VOID
CsqAcquire(PIO_CSQ Csq, PKIRQL Irql)
{
    KeAcquireSpinLock(&Owner(Csq)->Lock, Irql);
}

static VOID
CsqRelease(PIO_CSQ Csq, KIRQL Irql)
{
    KeReleaseSpinLock(&Owner(Csq)->Lock, Irql);
}

static VOID
CsqComplete(PIO_CSQ Csq, PIRP Irp)
{
    Finish(Owner(Csq), Irp, STATUS_CANCELLED, 0);
}

NTSTATUS
QueueInitialize(PDEVICE_EXTENSION Extension)
{
    KeInitializeSpinLock(&Extension->Lock);
    KeInitializeDpc(&Extension->Dpc, OnDpc, Extension);
    InitializeListHead(&Extension->Waiting);
    return IoCsqInitializeEx(&Extension->Queue, CsqInsert, CsqRemove, CsqPeekNext, CsqAcquire,
                             CsqRelease, CsqComplete);
}
