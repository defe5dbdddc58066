/*
 * scenario/drivers/slow_target.c - a device that answers as the test tells it
 *
 * One request at a time. It is held with a cancel routine; whoever takes that back under the lock,
 * timer or IoCancelIrp, completes the request.
 */
// INSTRUMENT
#include "story.h"

#include "slow_target.h"

#define LINK L"\\DosDevices\\SlowTarget"

TARGET Target;

static PIRP Held;
static KSPIN_LOCK Lock;
static KTIMER Timer;
static KDPC TimerDpc, CancelDpc;

static VOID
Answer(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PIRP Irp;

    KeAcquireSpinLockAtDpcLevel(&Lock);
    Irp = Held;
    if (Irp != NULL && IoSetCancelRoutine(Irp, NULL) == NULL) {
        Irp = NULL;
    }
    if (Irp != NULL) {
        Held = NULL;
    }
    KeReleaseSpinLockFromDpcLevel(&Lock);
    if (Irp != NULL) {
        Target.Answers++;
        StoryComplete(Irp, Target.Status, 0);
    }
}

static VOID
CompleteCancelled(PKDPC Dpc, PVOID Context, PVOID Irp, PVOID Argument2)
{
    StoryComplete(Irp, STATUS_CANCELLED, 0);
}

static VOID
Cancel(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    KIRQL OldIrql;

    IoReleaseCancelSpinLock(Irp->CancelIrql);
    KeAcquireSpinLock(&Lock, &OldIrql);
    Held = NULL;
    Target.Cancels++;
    KeReleaseSpinLock(&Lock, OldIrql);
    if (Target.CancelsLater) {
        KeInsertQueueDpc(&CancelDpc, Irp, NULL);
    } else {
        StoryComplete(Irp, STATUS_CANCELLED, 0);
    }
}

static NTSTATUS
Hold(PIRP Irp)
{
    LARGE_INTEGER Due = {.QuadPart = -(LONGLONG)Target.DelayMs * 10000};
    KIRQL OldIrql;

    IoMarkIrpPending(Irp);
    KeAcquireSpinLock(&Lock, &OldIrql);
    Held = Irp;
    IoSetCancelRoutine(Irp, Cancel);
    if (Irp->Cancel && IoSetCancelRoutine(Irp, NULL) != NULL) {
        Held = NULL;
        KeReleaseSpinLock(&Lock, OldIrql);
        StoryComplete(Irp, STATUS_CANCELLED, 0);
        return STATUS_PENDING;
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    if (Target.DelayMs != 0) {
        KeSetTimer(&Timer, Due, &TimerDpc);
    }
    return STATUS_PENDING;
}

static NTSTATUS
TargetAnswer(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return Target.Pends ? Hold(Irp) : StoryComplete(Irp, Target.Status, 0);
}

static VOID
TargetUnload(PDRIVER_OBJECT DriverObject)
{
    KeCancelTimer(&Timer);
    KeFlushQueuedDpcs();
    StoryEnd(DriverObject, LINK);
}

static VOID
InitializeUrgentDpc(PKDPC Dpc, PKDEFERRED_ROUTINE Routine)
{
    KeInitializeDpc(Dpc, Routine, NULL);
    KeSetImportanceDpc(Dpc, HighImportance);
    KeSetTargetProcessorDpc(Dpc, (CCHAR)(KeQueryActiveProcessorCount(NULL) - 1));
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    PDEVICE_OBJECT Device;

    KeInitializeSpinLock(&Lock);
    KeInitializeTimer(&Timer);
    InitializeUrgentDpc(&TimerDpc, Answer);
    InitializeUrgentDpc(&CancelDpc, CompleteCancelled);
    DriverObject->DriverUnload = TargetUnload;
    StoryDispatch(DriverObject, IRP_MJ_READ, TargetAnswer);
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, TargetAnswer);
    return StoryDevice(DriverObject, L"\\Device\\SlowTarget", LINK, 0, &Device);
}
