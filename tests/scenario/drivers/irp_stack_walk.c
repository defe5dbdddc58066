/*
 * scenario/drivers/irp_stack_walk.c - three devices, the ways to handle an IRP, and a record
 */
// INSTRUMENT
#include "story.h"

#include "irp_stack_walk.h"

#define LINK L"\\DosDevices\\Walk"

typedef struct _EXTENSION {
    PDEVICE_OBJECT Lower;
    UCHAR Level;
    KDPC Dpc;
} EXTENSION, *PEXTENSION;

WALK Walk;
PDRIVER_OBJECT WalkDriver;

static VOID
Note(CHAR What, UCHAR Level, PDEVICE_OBJECT Device, PIRP Irp)
{
    Walk.Events[Walk.Count++] = (WALK_EVENT){
        .What = What,
        .Level = Level,
        .DeviceLevel = ((PEXTENSION)Device->DeviceExtension)->Level,
        .Irql = KeGetCurrentIrql(),
        .CurrentLocation = Irp->CurrentLocation,
        .PendingReturned = Irp->PendingReturned,
        .BottomReturned = Walk.Returned[WALK_LEVELS] != WALK_NOT_RETURNED,
        .Location = IoGetCurrentIrpStackLocation(Irp),
    };
}

/* --- completion routines; the context is the extension of the driver that set them ------------ */

static UCHAR
LevelOf(PVOID Context)
{
    return ((PEXTENSION)Context)->Level;
}

static NTSTATUS
Routine2(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Event)
{
    Note('C', ((PEXTENSION)DeviceObject->DeviceExtension)->Level, DeviceObject, Irp);
    if (Irp->PendingReturned) {
        Walk.EventsSet++;
        KeSetEvent(Event, IO_NO_INCREMENT, FALSE);
    }
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
Routine31(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    Note('C', LevelOf(Context), DeviceObject, Irp);
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
Routine32(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    Note('C', LevelOf(Context), DeviceObject, Irp);
    if (Irp->PendingReturned) {
        IoMarkIrpPending(Irp);
    }
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
Routine41(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    Note('C', LevelOf(Context), DeviceObject, Irp);
    return STATUS_CONTINUE_COMPLETION;
}

static NTSTATUS
Routine42(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    Note('C', LevelOf(Context), DeviceObject, Irp);
    KeInsertQueueDpc(&((PEXTENSION)Context)->Dpc, Irp, NULL);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static VOID
CompleteInDpc(PKDPC Dpc, PVOID Context, PVOID Irp, PVOID Argument2)
{
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
}

/* --- dispatch routines ------------------------------------------------------------------------ */

static NTSTATUS
Forward(PEXTENSION Extension, PIRP Irp, PIO_COMPLETION_ROUTINE Routine)
{
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, Routine, Extension, TRUE, TRUE, TRUE);
    return IoCallDriver(Extension->Lower, Irp);
}

static NTSTATUS
ForwardAndWait(PEXTENSION Extension, PIRP Irp)
{
    NTSTATUS Status;
    KEVENT Event;

    KeInitializeEvent(&Event, NotificationEvent, FALSE);
    IoCopyCurrentIrpStackLocationToNext(Irp);
    IoSetCompletionRoutine(Irp, Routine2, &Event, TRUE, TRUE, TRUE);
    Status = IoCallDriver(Extension->Lower, Irp);
    if (Status == STATUS_PENDING) {
        Walk.Waits++;
        KeWaitForSingleObject(&Event, Executive, KernelMode, FALSE, NULL);
        Status = Irp->IoStatus.Status;
    }
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
ForwardPending(PEXTENSION Extension, PIRP Irp, PIO_COMPLETION_ROUTINE Routine)
{
    IoMarkIrpPending(Irp);
    Forward(Extension, Irp, Routine);
    return STATUS_PENDING;
}

static NTSTATUS
Finish(PEXTENSION Extension, PIRP Irp, WALK_WAY Way)
{
    if (Way == WalkPend || Way == WalkMarkedCompletes) {
        IoMarkIrpPending(Irp);
    }
    Irp->IoStatus.Status = Walk.Status;
    Irp->IoStatus.Information = 0;
    if (Way == WalkPend || Way == WalkPendUnmarked) {
        KeInsertQueueDpc(&Extension->Dpc, Irp, NULL);
        return STATUS_PENDING;
    }
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Walk.Status;
}

static NTSTATUS
Handle(PEXTENSION Extension, PIRP Irp)
{
    WALK_WAY Way = Walk.Ways[Extension->Level];

    switch (Way) {
    case WalkSkip:
        IoSkipCurrentIrpStackLocation(Irp);
        return IoCallDriver(Extension->Lower, Irp);
    case WalkWait:
        return ForwardAndWait(Extension, Irp);
    case WalkCopy31:
        return Forward(Extension, Irp, Routine31);
    case WalkCopy32:
        return Forward(Extension, Irp, Routine32);
    case WalkCopy41:
        return ForwardPending(Extension, Irp, Routine41);
    case WalkCopy42:
        return ForwardPending(Extension, Irp, Routine42);
    case WalkForgetMark:
        return Forward(Extension, Irp, Routine41);
    default:
        return Finish(Extension, Irp, Way);
    }
}

static NTSTATUS
WalkControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEXTENSION Extension = DeviceObject->DeviceExtension;
    NTSTATUS Status;

    Note('D', Extension->Level, DeviceObject, Irp);
    Status = Handle(Extension, Irp);
    Walk.Returned[Extension->Level] = Status;
    return Status;
}

/* Creates and closes go to the bottom, without a record. */
static NTSTATUS
WalkPass(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PEXTENSION Extension = DeviceObject->DeviceExtension;

    if (Extension->Lower == NULL) {
        return StorySucceed(DeviceObject, Irp);
    }
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Extension->Lower, Irp);
}

/* --- the driver ------------------------------------------------------------------------------- */

/* The test calls this at its end: devices with others above them keep their driver loaded. */
VOID
WalkTakeApart(PDRIVER_OBJECT DriverObject)
{
    for (PDEVICE_OBJECT Device = DriverObject->DeviceObject; Device != NULL;
         Device = Device->NextDevice) {
        PEXTENSION Extension = Device->DeviceExtension;

        if (Extension->Lower != NULL) {
            IoDetachDevice(Extension->Lower);
        }
    }
}

static VOID
WalkUnload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

static NTSTATUS
AddLevel(PDRIVER_OBJECT DriverObject, UCHAR Level, PDEVICE_OBJECT *Bottom)
{
    BOOLEAN IsBottom = Level == WALK_LEVELS;
    PDEVICE_OBJECT Device;
    PEXTENSION Extension;
    NTSTATUS Status = StoryDevice(DriverObject, IsBottom ? L"\\Device\\Walk" : NULL,
                                  IsBottom ? LINK : NULL, sizeof(EXTENSION), &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Extension = Device->DeviceExtension;
    Extension->Level = Level;
    KeInitializeDpc(&Extension->Dpc, CompleteInDpc, NULL);
    KeSetImportanceDpc(&Extension->Dpc, HighImportance);
    KeSetTargetProcessorDpc(&Extension->Dpc, (CCHAR)(KeQueryActiveProcessorCount(NULL) - 1));
    if (IsBottom) {
        *Bottom = Device;
        return STATUS_SUCCESS;
    }
    Extension->Lower = IoAttachDeviceToDeviceStack(Device, *Bottom);
    return Extension->Lower != NULL ? STATUS_SUCCESS : STATUS_UNSUCCESSFUL;
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Bottom = NULL;
    NTSTATUS Status = STATUS_SUCCESS;

    for (UCHAR Level = WALK_LEVELS; Level >= 1 && NT_SUCCESS(Status); Level--) {
        Status = AddLevel(DriverObject, Level, &Bottom);
    }
    WalkDriver = DriverObject;
    DriverObject->DriverUnload = WalkUnload;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = WalkPass;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = WalkPass;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = WalkControl;
    return Status;
}
