/*
 * bugs/drivers/list_race.c - each write is kept in a list until somebody asks for all
 *
 * Defect: entries go into the list without a lock, on whatever processor the write came in.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\ListRace"

typedef struct _ITEM {
    LIST_ENTRY Entry;
    ULONG Value;
} ITEM, *PITEM;

static KSPIN_LOCK Lock;
static LIST_ENTRY Items;

static VOID
Insert(PITEM Item)
{
    KIRQL OldIrql = PASSIVE_LEVEL;

    if (FIXED) {
        KeAcquireSpinLock(&Lock, &OldIrql);
    }
    InsertTailList(&Items, &Item->Entry);
    if (FIXED) {
        KeReleaseSpinLock(&Lock, OldIrql);
    }
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PITEM Item;

    if (KitStack(Irp)->Parameters.Write.Length < sizeof(ULONG)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    Item = ExAllocatePoolWithTag(NonPagedPoolNx, sizeof *Item, KIT_TAG);
    if (Item == NULL) {
        return StoryComplete(Irp, STATUS_INSUFFICIENT_RESOURCES, 0);
    }
    Item->Value = *(PULONG)Irp->AssociatedIrp.SystemBuffer;
    Insert(Item);
    return StoryComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
}

static ULONG
Drain(VOID)
{
    ULONG Count = 0;
    PLIST_ENTRY Entry;

    while ((Entry = ExInterlockedRemoveHeadList(&Items, &Lock)) != NULL) {
        ExFreePoolWithTag(CONTAINING_RECORD(Entry, ITEM, Entry), KIT_TAG);
        Count++;
    }
    return Count;
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (KitCode(Irp) != IOCTL_LIST_DRAIN || !KitHas(Irp, 0, sizeof(ULONG))) {
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
    return KitAnswer(Irp, Drain());
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    Drain();
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KeInitializeSpinLock(&Lock);
    InitializeListHead(&Items);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return KitDevice(DriverObject, L"\\Device\\ListRace", LINK);
}
