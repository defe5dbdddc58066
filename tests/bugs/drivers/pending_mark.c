/*
 * bugs/drivers/pending_mark.c - a read is served at once, or waits for the next write
 *
 * Defect: a read that waits is not marked with IoMarkIrpPending. Who tests with data that is
 * already there never sees it.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\PendingMark"

static KSPIN_LOCK Lock;
static LIST_ENTRY Readers; /* under Lock, as Items */
static ULONG Items;

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    BOOLEAN Taken;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Taken = Items > 0;
    if (Taken) {
        Items--;
    } else {
        if (FIXED) {
            IoMarkIrpPending(Irp);
        }
        InsertTailList(&Readers, &Irp->Tail.Overlay.ListEntry);
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    return Taken ? StoryComplete(Irp, STATUS_SUCCESS, 0) : STATUS_PENDING;
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PLIST_ENTRY Entry = NULL;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    if (IsListEmpty(&Readers)) {
        Items++;
    } else {
        Entry = RemoveHeadList(&Readers);
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    if (Entry != NULL) {
        StoryComplete(CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry), STATUS_SUCCESS, 0);
    }
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
    KeInitializeSpinLock(&Lock);
    InitializeListHead(&Readers);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    return KitDevice(DriverObject, L"\\Device\\PendingMark", LINK);
}
