/*
 * bugs/drivers/csq_cleanup.c - reads wait in a cancel-safe queue until their file is closed
 *
 * Defect: a read looks whether its file is being closed before it goes into the queue, and CLEANUP
 * empties the queue in between. Nobody ever completes that read. The twin looks inside the queue's
 * lock, where its insert routine can refuse.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\CsqCleanup"

static IO_CSQ Csq;
static KSPIN_LOCK Lock;
static LIST_ENTRY Reads; /* under Lock */

/* FsContext is set when the file is being closed. */
static BOOLEAN
IsClosing(PIRP Irp)
{
    return KitStack(Irp)->FileObject->FsContext != NULL;
}

/* --- the queue -------------------------------------------------------------------------------- */

static NTSTATUS
CsqInsert(PIO_CSQ Self, PIRP Irp, PVOID Context)
{
    if (FIXED && IsClosing(Irp)) {
        return STATUS_CANCELLED;
    }
    InsertTailList(&Reads, &Irp->Tail.Overlay.ListEntry);
    return STATUS_SUCCESS;
}

static VOID
CsqRemove(PIO_CSQ Self, PIRP Irp)
{
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

static PIRP
CsqPeekNext(PIO_CSQ Self, PIRP Irp, PVOID File)
{
    PLIST_ENTRY Entry = Irp != NULL ? Irp->Tail.Overlay.ListEntry.Flink : Reads.Flink;

    for (; Entry != &Reads; Entry = Entry->Flink) {
        PIRP Next = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry);

        if (KitStack(Next)->FileObject == File) {
            return Next;
        }
    }
    return NULL;
}

static VOID
CsqAcquire(PIO_CSQ Self, PKIRQL OldIrql)
{
    KeAcquireSpinLock(&Lock, OldIrql);
}

static VOID
CsqRelease(PIO_CSQ Self, KIRQL OldIrql)
{
    KeReleaseSpinLock(&Lock, OldIrql);
}

static VOID
CsqCancelled(PIO_CSQ Self, PIRP Irp)
{
    StoryComplete(Irp, STATUS_CANCELLED, 0);
}

/* --- requests --------------------------------------------------------------------------------- */

static BOOLEAN
IsClosingNow(PIRP Irp)
{
    BOOLEAN Closing;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Closing = IsClosing(Irp);
    KeReleaseSpinLock(&Lock, OldIrql);
    return Closing;
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    NTSTATUS Status;

    if (!FIXED && IsClosingNow(Irp)) {
        return StoryComplete(Irp, STATUS_CANCELLED, 0);
    }
    Status = IoCsqInsertIrpEx(&Csq, Irp, NULL, NULL);
    return NT_SUCCESS(Status) ? STATUS_PENDING : StoryComplete(Irp, Status, 0);
}

static NTSTATUS
Cleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFILE_OBJECT File = KitStack(Irp)->FileObject;
    KIRQL OldIrql;
    PIRP Waiting;

    KeAcquireSpinLock(&Lock, &OldIrql);
    File->FsContext = File;
    KeReleaseSpinLock(&Lock, OldIrql);
    while ((Waiting = IoCsqRemoveNextIrp(&Csq, File)) != NULL) {
        StoryComplete(Waiting, STATUS_CANCELLED, 0);
    }
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KeInitializeSpinLock(&Lock);
    InitializeListHead(&Reads);
    IoCsqInitializeEx(&Csq, CsqInsert, CsqRemove, CsqPeekNext, CsqAcquire, CsqRelease,
                      CsqCancelled);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    StoryDispatch(DriverObject, IRP_MJ_CLEANUP, Cleanup);
    return KitDevice(DriverObject, L"\\Device\\CsqCleanup", LINK);
}
