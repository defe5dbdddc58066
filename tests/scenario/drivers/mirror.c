/*
 * scenario/drivers/mirror.c - a device whose writes go to two others
 *
 * Each write becomes two IRPs of the driver's own; the one that completes last completes the
 * original. Reads go to the children in turn.
 */
// INSTRUMENT
#include "story.h"

#include "mirror.h"

#define LINK L"\\DosDevices\\Mirror"

typedef struct _CHILD {
    ULONG Number;
    LIST_ENTRY Pending; /* IRPs */
    KSPIN_LOCK Lock;
    KDPC Dpc;
} CHILD, *PCHILD;

typedef struct _DUPLICATE {
    struct _WRITE *Write;
    ULONG Child;
} DUPLICATE, *PDUPLICATE;

typedef struct _WRITE {
    PIRP Irp;
    LONG Count;
    NTSTATUS Status;
    BOOLEAN Returned; /* the dispatch routine is about to */
    DUPLICATE Duplicates[CHILDREN];
} WRITE, *PWRITE;

MIRROR_STORY Story;

static PDEVICE_OBJECT Mirror, Children[CHILDREN];
static WRITE Writes[MIRROR_WRITES];
static LONG NextWrite;

/* --- the children ----------------------------------------------------------------------------- */

static VOID
CompleteInDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PCHILD Child = Context;
    PLIST_ENTRY Entry;

    while ((Entry = ExInterlockedRemoveHeadList(&Child->Pending, &Child->Lock)) != NULL) {
        IoCompleteRequest(CONTAINING_RECORD(Entry, IRP, Tail.Overlay.ListEntry), IO_NO_INCREMENT);
    }
}

static CHILD_WAY
WayOf(PCHILD Child, PIRP Irp)
{
    ULONG Ways = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.ByteOffset.LowPart;

    return (CHILD_WAY)((Child->Number == 0 ? Ways : Ways / ChildWays) % ChildWays);
}

static NTSTATUS
ChildTransfer(PCHILD Child, PIRP Irp)
{
    CHILD_WAY Way = WayOf(Child, Irp);
    BOOLEAN Fails = Way == ChildFails || Way == ChildPendsAndFails;
    NTSTATUS Status = Fails ? STATUS_IO_DEVICE_ERROR : STATUS_SUCCESS;

    if (Way != ChildPends && Way != ChildPendsAndFails) {
        return StoryComplete(Irp, Status, 0);
    }
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoMarkIrpPending(Irp);
    ExInterlockedInsertTailList(&Child->Pending, &Irp->Tail.Overlay.ListEntry, &Child->Lock);
    KeInsertQueueDpc(&Child->Dpc, NULL, NULL);
    return STATUS_PENDING;
}

/* --- the mirror ------------------------------------------------------------------------------- */

static VOID
BeginWrite(VOID)
{
    LONG Now = InterlockedIncrement(&Story.Now), Most = Story.MostAtOnce;

    while (Now > Most) {
        Most = InterlockedCompareExchange(&Story.MostAtOnce, Now, Most);
    }
}

static VOID
EndWrite(PWRITE Write, ULONG Child)
{
    InterlockedIncrement(&Story.Originals);
    InterlockedIncrement(&Story.Last[Child]);
    if (!Write->Returned) {
        InterlockedIncrement(&Story.BeforeReturn);
    }
    InterlockedDecrement(&Story.Now);
    StoryComplete(Write->Irp, Write->Status, 0);
}

static NTSTATUS
DuplicateDone(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    PDUPLICATE Duplicate = Context;
    PWRITE Write = Duplicate->Write;
    LONG Left;

    if (!NT_SUCCESS(Irp->IoStatus.Status)) {
        Write->Status = Irp->IoStatus.Status;
    }
    IoFreeIrp(Irp);
    InterlockedIncrement(&Story.Freed);
    Left = InterlockedDecrement(&Write->Count);
    if (Left == 0) {
        EndWrite(Write, Duplicate->Child);
    } else if (Left < 0) {
        InterlockedIncrement(&Story.BelowZero);
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static PIRP
MakeDuplicate(PWRITE Write, ULONG Child)
{
    PIRP Copy = IoAllocateIrp(Children[Child]->StackSize, FALSE);

    *IoGetNextIrpStackLocation(Copy) = *IoGetCurrentIrpStackLocation(Write->Irp);
    Write->Duplicates[Child] = (DUPLICATE){.Write = Write, .Child = Child};
    IoSetCompletionRoutine(Copy, DuplicateDone, &Write->Duplicates[Child], TRUE, TRUE, TRUE);
    InterlockedIncrement(&Story.Duplicates);
    return Copy;
}

static NTSTATUS
MirrorWrite(PIRP Irp)
{
    PWRITE Write = &Writes[(ULONG)InterlockedIncrement(&NextWrite) % MIRROR_WRITES];
    PIRP Copies[CHILDREN];

    IoMarkIrpPending(Irp);
    BeginWrite();
    *Write = (WRITE){.Irp = Irp, .Count = CHILDREN};
    for (ULONG i = 0; i < CHILDREN; i++) {
        Copies[i] = MakeDuplicate(Write, i);
    }
    for (ULONG i = 0; i < CHILDREN; i++) {
        InterlockedIncrement(&Story.WritesOf[i]);
        IoCallDriver(Children[i], Copies[i]);
    }
    Write->Returned = TRUE;
    return STATUS_PENDING;
}

static NTSTATUS
MirrorRead(PIRP Irp)
{
    static LONG Turn;
    ULONG Number = (ULONG)(InterlockedIncrement(&Turn) - 1) % CHILDREN;

    InterlockedIncrement(&Story.ReadsOf[Number]);
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Children[Number], Irp);
}

static NTSTATUS
Transfer(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (DeviceObject != Mirror) {
        return ChildTransfer(DeviceObject->DeviceExtension, Irp);
    }
    if (IoGetCurrentIrpStackLocation(Irp)->MajorFunction == IRP_MJ_READ) {
        return MirrorRead(Irp);
    }
    return MirrorWrite(Irp);
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

static NTSTATUS
AddChild(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    NTSTATUS Status = StoryDevice(DriverObject, NULL, NULL, sizeof(CHILD), &Children[Number]);
    PCHILD Child;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Child = Children[Number]->DeviceExtension;
    Child->Number = Number;
    InitializeListHead(&Child->Pending);
    KeInitializeSpinLock(&Child->Lock);
    KeInitializeDpc(&Child->Dpc, CompleteInDpc, Child);
    KeSetImportanceDpc(&Child->Dpc, HighImportance);
    KeSetTargetProcessorDpc(&Child->Dpc, (CCHAR)((Number + 1) % KeQueryActiveProcessorCount(NULL)));
    return STATUS_SUCCESS;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = StoryDevice(DriverObject, L"\\Device\\Mirror", LINK, 0, &Mirror);

    for (ULONG i = 0; i < CHILDREN && NT_SUCCESS(Status); i++) {
        Status = AddChild(DriverObject, i);
    }
    if (NT_SUCCESS(Status)) {
        Mirror->StackSize = Children[0]->StackSize + 1;
    }
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Transfer);
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Transfer);
    return Status;
}
