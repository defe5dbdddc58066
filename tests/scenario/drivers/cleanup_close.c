/*
 * scenario/drivers/cleanup_close.c - reads that wait until their file is cleaned up
 *
 * CLEANUP cancels what waits for its own file object. A read that arrives after it (a thread was
 * inside NtReadFile when the last handle was closed) is not queued any more.
 */
// INSTRUMENT
#include "story.h"

#include "cleanup_close.h"

#define LINK L"\\DosDevices\\CleanupClose"

FILE_STORY Files[CLEANUP_FILES];
ULONG Opens;
BOOLEAN KeepsReads; /* CLEANUP leaves them alone */
ULONG ReadStallUs;  /* a read does so long something else before it is queued */

static LIST_ENTRY Queue;
static KSPIN_LOCK Lock;

static PFILE_STORY
StoryOf(PIRP Irp)
{
    return IoGetCurrentIrpStackLocation(Irp)->FileObject->FsContext;
}

/* Under the lock. */
static VOID
Note(PFILE_STORY Story, CHAR What)
{
    ULONG i = 0;

    while (Story->Seen[i] != 0) {
        i++;
    }
    Story->Seen[i] = What;
}

static VOID
NoteAlone(PFILE_STORY Story, CHAR What)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Note(Story, What);
    KeReleaseSpinLock(&Lock, OldIrql);
}

static BOOLEAN
IsCleanedUp(PFILE_STORY Story)
{
    for (ULONG i = 0; Story->Seen[i] != 0; i++) {
        if (Story->Seen[i] == 'u') {
            return TRUE;
        }
    }
    return FALSE;
}

static NTSTATUS
Open(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFILE_OBJECT File = IoGetCurrentIrpStackLocation(Irp)->FileObject;
    PFILE_STORY Story = &Files[Opens++];

    File->FsContext = Story;
    Story->File = File;
    NoteAlone(Story, 'o');
    return StoryComplete(Irp, STATUS_SUCCESS, FILE_OPENED);
}

/* --- reads ------------------------------------------------------------------------------------ */

static VOID
CancelRead(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    KIRQL OldIrql;

    IoReleaseCancelSpinLock(Irp->CancelIrql);
    KeAcquireSpinLock(&Lock, &OldIrql);
    RemoveEntryList(&Irp->Tail.Overlay.ListEntry);
    StoryOf(Irp)->Waiting--;
    KeReleaseSpinLock(&Lock, OldIrql);
    StoryComplete(Irp, STATUS_CANCELLED, 0);
}

/* Under the lock. FALSE: it must be completed instead. */
static BOOLEAN
Hold(PIRP Irp)
{
    IoSetCancelRoutine(Irp, CancelRead);
    if (Irp->Cancel && IoSetCancelRoutine(Irp, NULL) != NULL) {
        return FALSE;
    }
    InsertTailList(&Queue, &Irp->Tail.Overlay.ListEntry);
    StoryOf(Irp)->Waiting++;
    return TRUE;
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFILE_STORY Story = StoryOf(Irp);
    BOOLEAN IsLate, IsHeld;
    KIRQL OldIrql;

    IoMarkIrpPending(Irp);
    KeStallExecutionProcessor(ReadStallUs);
    KeAcquireSpinLock(&Lock, &OldIrql);
    IsLate = IsCleanedUp(Story);
    Story->Late += IsLate;
    Note(Story, 'r');
    IsHeld = !IsLate && Hold(Irp);
    KeReleaseSpinLock(&Lock, OldIrql);
    if (!IsHeld) {
        StoryComplete(Irp, STATUS_CANCELLED, 0);
    }
    return STATUS_PENDING;
}

/* --- cleanup and close ------------------------------------------------------------------------ */

/* Under the lock. One of the file's reads, out of the queue; NULL: there is none to take. */
static PIRP
TakeRead(PFILE_STORY Story)
{
    for (PLIST_ENTRY Entry = Queue.Flink; Entry != &Queue; Entry = Entry->Flink) {
        PIRP Irp = CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry);

        if (StoryOf(Irp) == Story && IoSetCancelRoutine(Irp, NULL) != NULL) {
            RemoveEntryList(Entry);
            Story->Waiting--;
            return Irp;
        }
    }
    return NULL;
}

static NTSTATUS
Cleanup(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PFILE_STORY Story = StoryOf(Irp);
    KIRQL OldIrql;
    PIRP Waiting;

    NoteAlone(Story, 'u');
    do {
        KeAcquireSpinLock(&Lock, &OldIrql);
        Waiting = KeepsReads ? NULL : TakeRead(Story);
        KeReleaseSpinLock(&Lock, OldIrql);
        if (Waiting != NULL) {
            StoryComplete(Waiting, STATUS_CANCELLED, 0);
        }
    } while (Waiting != NULL);
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
Close(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    NoteAlone(StoryOf(Irp), 'c');
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
    DriverObject->DriverUnload = Unload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = Open;
    DriverObject->MajorFunction[IRP_MJ_READ] = Read;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = Cleanup;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = Close;
    return StoryDevice(DriverObject, L"\\Device\\CleanupClose", LINK, 0, &Device);
}
