/*
 * bugs/drivers/resource_upgrade.c - a value with a checksum that is brought up to date when needed
 *
 * Defect: a read that holds the resource shared and finds the checksum old acquires it exclusive.
 * An ERESOURCE cannot be upgraded: it waits for its own share. Whoever reads what a write has
 * finished never meets that path. The twin lets go first, and looks again.
 */
// INSTRUMENT
// TWINS
#include "kit.h"

#define LINK L"\\DosDevices\\ResourceUpgrade"

static ERESOURCE Resource;
static ULONG Value, Checksum; /* under Resource */
static BOOLEAN IsOld;

static VOID
Acquire(BOOLEAN Exclusive)
{
    KeEnterCriticalRegion();
    if (Exclusive) {
        ExAcquireResourceExclusiveLite(&Resource, TRUE);
    } else {
        ExAcquireResourceSharedLite(&Resource, TRUE);
    }
}

static VOID
Release(VOID)
{
    ExReleaseResourceLite(&Resource);
    KeLeaveCriticalRegion();
}

static VOID
Update(VOID)
{
    Acquire(TRUE);
    if (IsOld) {
        Checksum = ~Value;
        IsOld = FALSE;
    }
    Release();
}

static ULONG
ReadChecksum(VOID)
{
    ULONG Result;

    Acquire(FALSE);
    while (IsOld) {
        if (FIXED) {
            Release();
        }
        Update();
        if (FIXED) {
            Acquire(FALSE);
        }
    }
    Result = Checksum;
    Release();
    return Result;
}

static VOID
WriteValue(ULONG New)
{
    Acquire(TRUE);
    Value = New;
    IsOld = TRUE;
    Release();
    Update();
}

/* --- the driver ------------------------------------------------------------------------------- */

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (KitStack(Irp)->Parameters.Read.Length < sizeof(ULONG)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    return KitAnswer(Irp, ReadChecksum());
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    if (KitStack(Irp)->Parameters.Write.Length < sizeof(ULONG)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    WriteValue(*(PULONG)Irp->AssociatedIrp.SystemBuffer);
    return StoryComplete(Irp, STATUS_SUCCESS, sizeof(ULONG));
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
    ExDeleteResourceLite(&Resource);
    StoryEnd(DriverObject, LINK);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS Status;

    ExInitializeResourceLite(&Resource);
    Checksum = ~Value;
    DriverObject->DriverUnload = Unload;
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    Status = KitDevice(DriverObject, L"\\Device\\ResourceUpgrade", LINK);
    if (!NT_SUCCESS(Status)) {
        ExDeleteResourceLite(&Resource);
    }
    return Status;
}
