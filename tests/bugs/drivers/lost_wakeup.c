/*
 * bugs/drivers/lost_wakeup.c - a read takes what a write brings, and waits for it
 *
 * Defect: the event is cleared after the lock was released, so a write that comes between the look
 * into the store and that has its signal cleared, and the read waits for ever. The twin clears it
 * under the lock.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\LostWakeup"

static KSPIN_LOCK Lock;
static ULONG Items; /* under Lock */
static KEVENT Arrived;

static VOID
Put(VOID)
{
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Items++;
    KeSetEvent(&Arrived, IO_NO_INCREMENT, FALSE);
    KeReleaseSpinLock(&Lock, OldIrql);
}

static BOOLEAN
TryTake(VOID)
{
    BOOLEAN Taken;
    KIRQL OldIrql;

    KeAcquireSpinLock(&Lock, &OldIrql);
    Taken = Items > 0;
    if (Taken) {
        Items--;
    } else if (FIXED) {
        KeClearEvent(&Arrived);
    }
    KeReleaseSpinLock(&Lock, OldIrql);
    return Taken;
}

static VOID
Take(VOID)
{
    while (!TryTake()) {
        if (!FIXED) {
            KeClearEvent(&Arrived);
        }
        KeWaitForSingleObject(&Arrived, Executive, KernelMode, FALSE, NULL);
    }
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    Take();
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    Put();
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
    KeInitializeEvent(&Arrived, NotificationEvent, FALSE);
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    return KitDevice(DriverObject, L"\\Device\\LostWakeup", LINK);
}
