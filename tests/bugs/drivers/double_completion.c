/*
 * bugs/drivers/double_completion.c - one write at a time; another one is refused meanwhile
 *
 * Defect: Reserve completes the request that it refuses, and its caller, who sees the failure,
 * completes it again. The twin's Reserve only says no.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\DoubleCompletion"

static volatile LONG Busy;
static ULONG Written; /* by who is busy */

static NTSTATUS
Reserve(PIRP Irp)
{
    if (InterlockedExchange(&Busy, TRUE)) {
        if (!FIXED) {
            StoryComplete(Irp, STATUS_DEVICE_BUSY, 0);
        }
        return STATUS_DEVICE_BUSY;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    ULONG Length = KitStack(Irp)->Parameters.Write.Length;
    NTSTATUS Status = Reserve(Irp);

    if (!NT_SUCCESS(Status)) {
        return StoryComplete(Irp, Status, 0);
    }
    Written += Length;
    InterlockedExchange(&Busy, FALSE);
    return StoryComplete(Irp, STATUS_SUCCESS, Length);
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    return KitDevice(DriverObject, L"\\Device\\DoubleCompletion", LINK);
}
