/*
 * bugs/drivers/work_unload.c - writes are logged by a work item
 *
 * Defect: ExQueueWorkItem knows nothing of the driver, which may be unloaded before the work item
 * has run, or while it runs. The twin's belongs to the device (IoQueueWorkItem), which keeps the
 * image until the routine has returned; Unload waits for the last one to be done.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\WorkUnload"

static KSPIN_LOCK Lock;
static BOOLEAN Queued; /* under Lock, as Lines */
static ULONG Lines;
static KEVENT Idle; /* set exactly while Queued is FALSE */

static WORK_QUEUE_ITEM Item;
static PIO_WORKITEM DeviceItem; /* the twin's */

static VOID
WriteLine(VOID)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Lines++;
    Queued = FALSE;
    KeSetEvent(&Idle, IO_NO_INCREMENT, FALSE);
    KeReleaseSpinLock(&Lock, OldIrql);
}

static VOID
Work(PVOID Context)
{
    WriteLine();
}

static VOID
DeviceWork(PDEVICE_OBJECT DeviceObject, PVOID Context)
{
    WriteLine();
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    BOOLEAN Queue;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Queue = !Queued;
    Queued = TRUE;
    KeClearEvent(&Idle);
    KeReleaseSpinLock(&Lock, OldIrql);
    if (Queue && FIXED) {
        IoQueueWorkItem(DeviceItem, DeviceWork, DelayedWorkQueue, NULL);
    } else if (Queue) {
        ExQueueWorkItem(&Item, DelayedWorkQueue);
    }
    return StoryComplete(Irp, STATUS_SUCCESS, KitStack(Irp)->Parameters.Write.Length);
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    if (FIXED) {
        KeWaitForSingleObject(&Idle, Executive, KernelMode, FALSE, NULL);
    }
    IoFreeWorkItem(DeviceItem);
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status;

    KeInitializeSpinLock(&Lock);
    KeInitializeEvent(&Idle, NotificationEvent, TRUE);
    ExInitializeWorkItem(&Item, Work, NULL);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    Status = KitDevice(DriverObject, L"\\Device\\WorkUnload", LINK);
    if (NT_SUCCESS(Status)) {
        DeviceItem = IoAllocateWorkItem(DriverObject->DeviceObject);
        if (DeviceItem == NULL) {
            StoryEnd(DriverObject, LINK);
            return STATUS_INSUFFICIENT_RESOURCES;
        }
    }
    return Status;
}
