/*
 * race/drivers/race_packets.c - what orders who sends a packet, completes it, cancels it; APCs; the
 * timer of a device
 *
 * A packet is handed from one thread to the other in a way that orders nothing.
 */
// INSTRUMENT
#include "race_kit.h"

#include <sim/race.h>

static PDEVICE_OBJECT Device;
static PIRP Sent; /* by the first thread, taken by the second */
static BOOLEAN InTime;
static KEVENT Done;

static VOID
Delay(LONGLONG Milliseconds)
{
    LARGE_INTEGER Time = {.QuadPart = -10000 * Milliseconds};

    KeDelayExecutionThread(KernelMode, FALSE, &Time);
}

static VOID
Processor(ULONG Number)
{
    KeSetSystemAffinityThread(1ull << Number);
}

static VOID
Finish(VOID)
{
    KeWaitForSingleObject(&Done, Executive, KernelMode, FALSE, NULL);
}

static PIRP
TakeSent(VOID)
{
    PIRP Irp;

    while ((Irp = SIM_DATA_RACE(Sent)) == NULL) {
        Delay(20);
    }
    return Irp;
}

static NTSTATUS
Pend(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoMarkIrpPending(Irp);
    (void)SIM_DATA_RACE(Sent = Irp);
    return STATUS_PENDING;
}

static PIRP
NewPacket(PIO_COMPLETION_ROUTINE Completed)
{
    PIRP Irp = IoAllocateIrp(Device->StackSize, FALSE);

    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_INTERNAL_DEVICE_CONTROL;
    IoSetCompletionRoutine(Irp, Completed, NULL, TRUE, TRUE, TRUE);
    return Irp;
}

static VOID
Prepare(BOOLEAN Ordered)
{
    (void)SIM_DATA_RACE(Sent = NULL);
    InTime = Ordered;
    KeInitializeEvent(&Done, NotificationEvent, FALSE);
}

/* --- IoCallDriver, then completion ------------------------------------------------------------ */

static NTSTATUS
Free(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    IoFreeIrp(Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static NTSTATUS
CountAndFree(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    Shared++;
    return Free(DeviceObject, Irp, Context);
}

static VOID
SendAndCount(PVOID Context)
{
    BOOLEAN Early = InTime;
    PIRP Irp = NewPacket(CountAndFree);

    Processor(0);
    if (Early) {
        Shared++;
    }
    IoCallDriver(Device, Irp);
    if (!Early) {
        Shared++;
    }
}

static VOID
CompleteSent(PVOID Context)
{
    Processor(1);
    KitComplete(TakeSent(), STATUS_SUCCESS, 0);
}

static VOID
Passed(BOOLEAN Ordered)
{
    Prepare(Ordered);
    KitTwo(SendAndCount, NULL, CompleteSent, NULL);
}

/* A completion routine holds the packet back. Whoever sends it again comes after its completion. */
static NTSTATUS
HoldBack(PDEVICE_OBJECT DeviceObject, PIRP Irp, PVOID Context)
{
    (void)SIM_DATA_RACE(Sent = Irp);
    return STATUS_MORE_PROCESSING_REQUIRED;
}

static VOID
CompleteAndCount(PVOID Context)
{
    BOOLEAN Early = InTime;

    Processor(0);
    if (Early) {
        Shared++;
    }
    KitComplete(Context, STATUS_SUCCESS, 0);
    if (!Early) {
        Shared++;
    }
}

static VOID
SendAgain(PVOID Context)
{
    PIRP Irp;

    Processor(1);
    Irp = TakeSent();
    IoReuseIrp(Irp, STATUS_SUCCESS);
    IoGetNextIrpStackLocation(Irp)->MajorFunction = IRP_MJ_INTERNAL_DEVICE_CONTROL;
    IoSetCompletionRoutine(Irp, Free, NULL, TRUE, TRUE, TRUE);
    IoCallDriver(Device, Irp);
    Shared++;
    KitComplete(Irp, STATUS_SUCCESS, 0);
}

static VOID
Completed(BOOLEAN Ordered)
{
    PIRP Irp = NewPacket(HoldBack);

    Prepare(Ordered);
    IoCallDriver(Device, Irp);
    (void)SIM_DATA_RACE(Sent = NULL);
    KitTwo(CompleteAndCount, Irp, SendAgain, NULL);
}

/* --- cancellation ----------------------------------------------------------------------------- */

static VOID
CountAndCancel(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    IoReleaseCancelSpinLock(Irp->CancelIrql);
    Shared++;
    KitComplete(Irp, STATUS_CANCELLED, 0);
}

static VOID
MakeCancelable(PVOID Context)
{
    BOOLEAN Early = InTime;
    PIRP Irp = Context;

    Processor(0);
    if (Early) {
        Shared++;
    }
    IoSetCancelRoutine(Irp, CountAndCancel);
    (void)SIM_DATA_RACE(Sent = Irp);
    if (!Early) {
        Shared++;
    }
}

static VOID
CancelSent(PVOID Context)
{
    Processor(1);
    IoCancelIrp(TakeSent());
}

static VOID
Cancelled(BOOLEAN Ordered)
{
    PIRP Irp = NewPacket(Free);

    Prepare(Ordered);
    IoCallDriver(Device, Irp);
    (void)SIM_DATA_RACE(Sent = NULL);
    KitTwo(MakeCancelable, Irp, CancelSent, NULL);
}

/* --- APCs: drivers declare the calls themselves ----------------------------------------------- */

typedef VOID NORMAL_ROUTINE(PVOID Context, PVOID Argument1, PVOID Argument2);
typedef VOID KERNEL_ROUTINE(PKAPC Apc, NORMAL_ROUTINE **Normal, PVOID *Context, PVOID *Argument1,
                            PVOID *Argument2);
VOID KeInitializeApc(PKAPC Apc, PKTHREAD Thread, INT Environment, KERNEL_ROUTINE *Kernel,
                     VOID (*Rundown)(PKAPC Apc), NORMAL_ROUTINE *Normal, KPROCESSOR_MODE Mode,
                     PVOID Context);
BOOLEAN KeInsertQueueApc(PKAPC Apc, PVOID Argument1, PVOID Argument2, KPRIORITY Increment);

static KAPC Apc;

static VOID
CountInApc(PKAPC Own, NORMAL_ROUTINE **Normal, PVOID *Context, PVOID *Argument1, PVOID *Argument2)
{
    Shared++;
    KeSetEvent(&Done, 0, FALSE);
}

static VOID
TakeApc(PVOID Context)
{
    Processor(1);
    Finish();
}

static VOID
Queued(BOOLEAN Ordered)
{
    PVOID Thread;

    Prepare(Ordered);
    Processor(0);
    Thread = KitThread(TakeApc, NULL);
    KeInitializeApc(&Apc, Thread, 0, CountInApc, NULL, NULL, KernelMode, NULL);
    if (Ordered) {
        Shared++;
    }
    KeInsertQueueApc(&Apc, NULL, NULL, 0);
    if (!Ordered) {
        Shared++;
    }
    KitJoin(Thread);
    KeRevertToUserAffinityThread();
}

/* --- the timer of a device -------------------------------------------------------------------- */

static VOID
EachSecond(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    Shared++;
    KeSetEvent(&Done, 0, FALSE);
}

static VOID
StopTimer(PVOID Context)
{
    BOOLEAN Late = InTime;

    Processor(1);
    Delay(1500);
    if (!Late) {
        Shared++;
    }
    IoStopTimer(Device);
    if (Late) {
        Shared++;
    }
}

static VOID
Stopped(BOOLEAN Ordered)
{
    PVOID Thread;

    Prepare(Ordered);
    Processor(0);
    IoStartTimer(Device);
    Thread = KitThread(StopTimer, NULL);
    Finish();
    KitJoin(Thread);
    KeRevertToUserAffinityThread();
}

/* The first call comes after what was done before it was started. */
static VOID
StartTimer(PVOID Context)
{
    BOOLEAN Early = InTime;

    Processor(1);
    if (Early) {
        Shared++;
    }
    IoStartTimer(Device);
    if (!Early) {
        Shared++;
    }
}

static VOID
Started(BOOLEAN Ordered)
{
    PVOID Thread;

    Prepare(Ordered);
    Thread = KitThread(StartTimer, NULL);
    Finish();
    KitJoin(Thread);
    IoStopTimer(Device);
}

RACE_CASE *const RaceCases[] = {Passed, Completed, Cancelled, Queued, Stopped, Started};
const ULONG RaceCaseCount = ARRAYSIZE(RaceCases);

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status = KitDriver(DriverObject, L"\\Device\\RacePackets");

    if (NT_SUCCESS(Status)) {
        Device = DriverObject->DeviceObject;
        DriverObject->MajorFunction[IRP_MJ_INTERNAL_DEVICE_CONTROL] = Pend;
        Status = IoInitializeTimer(Device, EachSecond, NULL);
    }
    return Status;
}
