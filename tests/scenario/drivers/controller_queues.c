/*
 * scenario/drivers/controller_queues.c - three units behind one controller
 *
 * A unit's reads wait in its own device queue; at most one of each unit waits for the controller,
 * whose device queue and StartIo are those of the I/O manager.
 */
// INSTRUMENT
#include "story.h"

#include "controller_queues.h"

typedef struct _UNIT {
    ULONG Number;
    KDEVICE_QUEUE Queue;
    ULONG Turn; /* Story.Started when its present read went to the controller */
} UNIT, *PUNIT;

CONTROLLER_STORY Story;

static PDEVICE_OBJECT Controller;
static KTIMER Timer;
static KDPC TimerDpc, Dpc;
static KSPIN_LOCK TurnLock;

static const PCWSTR Names[UNITS] = {L"\\Device\\Unit0", L"\\Device\\Unit1", L"\\Device\\Unit2"};
static const PCWSTR Links[UNITS] = {L"\\DosDevices\\Unit0", L"\\DosDevices\\Unit1",
                                    L"\\DosDevices\\Unit2"};

static PUNIT
UnitOf(PIRP Irp)
{
    return IoGetCurrentIrpStackLocation(Irp)->DeviceObject->DeviceExtension;
}

/* The lock is there for the record only: no other unit's read gets between the two lines. */
static VOID
SendToController(PIRP Irp)
{
    KeAcquireSpinLockAtDpcLevel(&TurnLock);
    UnitOf(Irp)->Turn = Story.Started;
    IoStartPacket(Controller, Irp, NULL, NULL);
    KeReleaseSpinLockFromDpcLevel(&TurnLock);
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PUNIT Unit = DeviceObject->DeviceExtension;
    KIRQL OldIrql;

    IoMarkIrpPending(Irp);
    KeRaiseIrql(DISPATCH_LEVEL, &OldIrql);
    if (!KeInsertDeviceQueue(&Unit->Queue, &Irp->Tail.Overlay.DeviceQueueEntry)) {
        SendToController(Irp);
    } else {
        Story.Waited++;
    }
    KeLowerIrql(OldIrql);
    return STATUS_PENDING;
}

static VOID
NoteStart(PIRP Irp)
{
    PUNIT Unit = UnitOf(Irp);
    LONGLONG Number = IoGetCurrentIrpStackLocation(Irp)->Parameters.Read.ByteOffset.QuadPart;
    ULONG Wait = Story.Started - Unit->Turn;

    Story.WrongOrder += Number != (LONGLONG)Story.StartedOf[Unit->Number]++;
    if (Wait > Story.LongestWait[Unit->Number]) {
        Story.LongestWait[Unit->Number] = Wait;
    }
    Story.Started++;
}

static VOID
StartIo(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    LARGE_INTEGER Due = {.QuadPart = -10000};

    Story.TooManyActive += Story.Active++ != 0;
    NoteStart(Irp);
    if (Story.TakesTime) {
        KeSetTimer(&Timer, Due, &TimerDpc);
    } else {
        KeInsertQueueDpc(&Dpc, NULL, NULL);
    }
}

/* The order of the page: the controller first, then the unit, then the requestor. */
static VOID
Done(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PIRP Irp = Controller->CurrentIrp;
    PKDEVICE_QUEUE_ENTRY Next;

    Story.Active--;
    IoStartNextPacket(Controller, FALSE);
    Next = KeRemoveDeviceQueue(&UnitOf(Irp)->Queue);
    if (Next != NULL) {
        SendToController(CONTAINING_RECORD(Next, IRP, Tail.Overlay.DeviceQueueEntry));
    }
    StoryComplete(Irp, STATUS_SUCCESS, 0);
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    for (ULONG i = 1; i < UNITS; i++) {
        UNICODE_STRING Link;

        RtlInitUnicodeString(&Link, Links[i]);
        IoDeleteSymbolicLink(&Link);
    }
    StoryEnd(DriverObject, Links[0]);
}

static NTSTATUS
AddUnit(PDRIVER_OBJECT DriverObject, ULONG Number)
{
    PDEVICE_OBJECT Device;
    PUNIT Unit;
    NTSTATUS Status =
        StoryDevice(DriverObject, Names[Number], Links[Number], sizeof(UNIT), &Device);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Unit = Device->DeviceExtension;
    Unit->Number = Number;
    KeInitializeDeviceQueue(&Unit->Queue);
    return STATUS_SUCCESS;
}

static VOID
InitializeUrgentDpc(PKDPC Object)
{
    KeInitializeDpc(Object, Done, NULL);
    KeSetImportanceDpc(Object, HighImportance);
    KeSetTargetProcessorDpc(Object, (CCHAR)(KeQueryActiveProcessorCount(NULL) - 1));
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = StoryDevice(DriverObject, NULL, NULL, 0, &Controller);

    for (ULONG i = 0; i < UNITS && NT_SUCCESS(Status); i++) {
        Status = AddUnit(DriverObject, i);
    }
    KeInitializeSpinLock(&TurnLock);
    KeInitializeTimer(&Timer);
    InitializeUrgentDpc(&TimerDpc);
    InitializeUrgentDpc(&Dpc);
    DriverObject->DriverStartIo = StartIo;
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    return Status;
}
