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
    KDPC Dpc;
} CHILD, *PCHILD;

typedef struct _WRITE {
    PIRP Irp;
    LONG Count;
    NTSTATUS Status;
} WRITE, *PWRITE;

MIRROR_STORY Story;

static PDEVICE_OBJECT Mirror, Children[CHILDREN];
static WRITE Write;
static BOOLEAN WriteReturned;

/* --- the children ----------------------------------------------------------------------------- */

static VOID
CompleteInDpc(PKDPC Dpc, PVOID Context, PVOID Irp, PVOID Argument2)
{
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

static NTSTATUS
ChildTransfer(PCHILD Child, PIRP Irp)
{
    CHILD_WAY Way = Story.Ways[Child->Number];
    BOOLEAN Fails = Way == ChildFails || Way == ChildPendsAndFails;
    NTSTATUS Status = Fails ? STATUS_IO_DEVICE_ERROR : STATUS_SUCCESS;

    if (Way != ChildPends && Way != ChildPendsAndFails) {
        return StoryComplete(Irp, Status, 0);
    }
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoMarkIrpPending(Irp);
    KeInsertQueueDpc(&Child->Dpc, Irp, NULL);
    return STATUS_PENDING;
}

/* --- the mirror ------------------------------------------------------------------------------- */

static VOID
EndWrite(ULONG Child)
{
    Story.Originals++;
    Story.LastChild = Child;
    Story.DispatchHadReturned = WriteReturned;
    StoryComplete(Write.Irp, Write.Status, 0);
}

static NTSTATUS
DuplicateDone(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Child)
{
    LONG Left;

    if (!NT_SUCCESS(Irp->IoStatus.Status)) {
        Write.Status = Irp->IoStatus.Status;
    }
    IoFreeIrp(Irp);
    InterlockedIncrement((PLONG)&Story.Freed);
    Left = InterlockedDecrement(&Write.Count);
    Story.LowestCount = Left < Story.LowestCount ? Left : Story.LowestCount;
    if (Left == 0) {
        EndWrite(((PCHILD)Child)->Number);
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static VOID
Duplicate(PIRP Irp, PDEVICE_OBJECT Child, PIRP *Copy)
{
    *Copy = IoAllocateIrp(Child->StackSize, FALSE);
    *IoGetNextIrpStackLocation(*Copy) = *IoGetCurrentIrpStackLocation(Irp);
    IoSetCompletionRoutine(*Copy, DuplicateDone, Child->DeviceExtension, TRUE, TRUE, TRUE);
    Story.Duplicates++;
}

static NTSTATUS
MirrorWrite(PIRP Irp)
{
    PIRP Copies[CHILDREN];

    IoMarkIrpPending(Irp);
    WriteReturned = FALSE;
    Write = (WRITE){.Irp = Irp, .Count = CHILDREN};
    for (ULONG i = 0; i < CHILDREN; i++) {
        Duplicate(Irp, Children[i], &Copies[i]);
    }
    for (ULONG i = 0; i < CHILDREN; i++) {
        Story.WritesOf[i]++;
        IoCallDriver(Children[i], Copies[i]);
    }
    WriteReturned = TRUE;
    return STATUS_PENDING;
}

static NTSTATUS
MirrorRead(PIRP Irp)
{
    static ULONG Turn;
    ULONG Number = Turn++ % CHILDREN;

    Story.ReadsOf[Number]++;
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
    KeInitializeDpc(&Child->Dpc, CompleteInDpc, NULL);
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
