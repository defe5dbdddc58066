/*
 * scenario/drivers/csq_insert_refused.c - reads in a cancel-safe queue
 *
 * The callbacks of the page "Cancel-safe IRP queues", and what they are to find.
 */
// INSTRUMENT
#include "story.h"

#include "csq_insert_refused.h"

#define LINK L"\\DosDevices\\Csq"

CSQ_STORY Story;

static IO_CSQ Csq;
static IO_CSQ_IRP_CONTEXT FirstContext;
static LIST_ENTRY Queue;
static KSPIN_LOCK Lock;
static KMUTEX Mutex;

/* --- callbacks -------------------------------------------------------------------------------- */

static VOID
AcquireLock(PIO_CSQ Self, PKIRQL Irql)
{
    if (Story.UsesMutex) {
        KeWaitForSingleObject(&Mutex, Executive, KernelMode, FALSE, NULL);
    } else {
        KeAcquireSpinLock(&Lock, Irql);
    }
    Story.LockHeld++;
}

static VOID
ReleaseLock(PIO_CSQ Self, KIRQL Irql)
{
    Story.LockHeld--;
    if (Story.UsesMutex) {
        KeReleaseMutex(&Mutex, FALSE);
    } else {
        KeReleaseSpinLock(&Lock, Irql);
    }
}

static NTSTATUS
InsertIrp(PIO_CSQ Self, PIRP Irp, PVOID Context)
{
    if (Story.Limit != 0 && Story.Queued >= Story.Limit) {
        Story.Refused++;
        return STATUS_DEVICE_BUSY;
    }
    Story.WrongContext += Irp->Tail.Overlay.DriverContext[3] == NULL;
    Story.Inserted++;
    Story.Queued++;
    InsertTailList(&Queue, &Irp->Tail.Overlay.ListEntry);
    return STATUS_SUCCESS;
}

static VOID
RemoveIrp(PIO_CSQ Self, PIRP Irp)
{
    Story.Removed++;
    Story.Queued--;
    Irp->Tail.Overlay.DriverContext[0] = &Csq; // CompleteCanceled looks for it
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
}

static PIRP
PeekNextIrp(PIO_CSQ Self, PIRP Irp, PVOID Context)
{
    PLIST_ENTRY Next = Irp != NULL ? Irp->Tail.Overlay.ListEntry.Flink : Queue.Flink;

    return Next != &Queue ? CONTAINING_RECORD(Next, IRP, Tail.Overlay.ListEntry) : NULL;
}

static VOID
CompleteCanceled(PIO_CSQ Self, PIRP Irp)
{
    Story.Cancelled++;
    Story.CancelledUnqueued += Irp->Tail.Overlay.DriverContext[0] != &Csq;
    StoryComplete(Irp, STATUS_CANCELLED, 0);
}

/* --- dispatch routines ------------------------------------------------------------------------ */

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    BOOLEAN IsFirst = Stack->Parameters.Read.ByteOffset.QuadPart == 0;
    NTSTATUS Status = IoCsqInsertIrpEx(&Csq, Irp, IsFirst ? &FirstContext : NULL, NULL);

    return NT_SUCCESS(Status) ? STATUS_PENDING : StoryComplete(Irp, Status, 0);
}

static NTSTATUS
Remove(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    BOOLEAN First = Stack->Parameters.DeviceIoControl.IoControlCode == IOCTL_REMOVE_FIRST;
    PIRP Read = First ? IoCsqRemoveIrp(&Csq, &FirstContext) : IoCsqRemoveNextIrp(&Csq, NULL);

    if (Read == NULL) {
        return StoryComplete(Irp, STATUS_NOT_FOUND, 0);
    }
    Story.RemovedFirst += First;
    Story.WrongContext += Read->Tail.Overlay.DriverContext[3] != NULL;
    Story.NotMarked += (IoGetCurrentIrpStackLocation(Read)->Control & SL_PENDING_RETURNED) == 0;
    StoryComplete(Read, STATUS_SUCCESS, 0);
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;

    InitializeListHead(&Queue);
    KeInitializeSpinLock(&Lock);
    KeInitializeMutex(&Mutex, 0);
    IoCsqInitializeEx(&Csq, InsertIrp, RemoveIrp, PeekNextIrp, AcquireLock, ReleaseLock,
                      CompleteCanceled);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Remove);
    return StoryDevice(DriverObject, L"\\Device\\Csq", LINK, 0, &Device);
}
