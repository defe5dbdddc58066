/*
 * bugs/drivers/remove_io.c - reads copy from a buffer that goes with the device
 *
 * Defect: surprise removal frees the buffer while a read that has found the device present may be
 * about to copy from it. The twin's reads hold a remove lock, and it frees the buffer in
 * REMOVE_DEVICE, when all have let go.
 */
// INSTRUMENT
// TWINS
#include "card.h"

#define LINK L"\\DosDevices\\RemoveIo"

enum { BUFFER_BYTES = 64 };

typedef struct _DEVICE {
    CARD Card;
    IO_REMOVE_LOCK RemoveLock;
    volatile LONG Gone;
    PUCHAR Buffer;
} DEVICE, *PDEVICE;

static DRIVER_UNLOAD Unload;
static DRIVER_ADD_DEVICE AddDevice;

/* --- reading ---------------------------------------------------------------------------------- */

static NTSTATUS
CopyBuffer(PDEVICE Device, PIRP Irp)
{
    ULONG Length = min(KitStack(Irp)->Parameters.Read.Length, BUFFER_BYTES);

    if (Device->Gone) {
        return StoryComplete(Irp, STATUS_DEVICE_REMOVED, 0);
    }
    RtlCopyMemory(Irp->AssociatedIrp.SystemBuffer, Device->Buffer, Length);
    return StoryComplete(Irp, STATUS_SUCCESS, Length);
}

static NTSTATUS
Read(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE Device = DeviceObject->DeviceExtension;
    NTSTATUS Status;

    if (!FIXED) {
        return CopyBuffer(Device, Irp);
    }
    Status = IoAcquireRemoveLock(&Device->RemoveLock, Irp);
    if (!NT_SUCCESS(Status)) {
        return StoryComplete(Irp, Status, 0);
    }
    Status = CopyBuffer(Device, Irp);
    IoReleaseRemoveLock(&Device->RemoveLock, Irp);
    return Status;
}

/* --- the device ------------------------------------------------------------------------------- */

static VOID
FreeBuffer(PDEVICE Device)
{
    if (Device->Buffer != NULL) {
        ExFreePoolWithTag(Device->Buffer, KIT_TAG);
        Device->Buffer = NULL;
    }
}

static VOID
WaitForReads(PDEVICE Device, PIRP Irp)
{
    IoAcquireRemoveLock(&Device->RemoveLock, Irp);
    IoReleaseRemoveLockAndWait(&Device->RemoveLock, Irp);
}

static NTSTATUS
Pnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE Device = DeviceObject->DeviceExtension;
    UCHAR Minor = KitStack(Irp)->MinorFunction;

    if (Minor == IRP_MN_SURPRISE_REMOVAL) {
        InterlockedExchange(&Device->Gone, TRUE);
    }
    if (FIXED && Minor == IRP_MN_REMOVE_DEVICE) {
        WaitForReads(Device, Irp);
    }
    if (Minor == IRP_MN_REMOVE_DEVICE || (!FIXED && Minor == IRP_MN_SURPRISE_REMOVAL)) {
        FreeBuffer(Device);
    }
    return CardPnp(&Device->Card, Irp, NULL, LINK);
}

static NTSTATUS
AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    PUCHAR Buffer = ExAllocatePoolWithTag(NonPagedPoolNx, BUFFER_BYTES, KIT_TAG);
    PDEVICE Device;
    NTSTATUS Status;

    if (Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status =
        CardAdd(DriverObject, Pdo, L"\\Device\\RemoveIo", LINK, sizeof(DEVICE), (PVOID *)&Device);
    if (!NT_SUCCESS(Status)) {
        ExFreePoolWithTag(Buffer, KIT_TAG);
        return Status;
    }
    RtlFillMemory(Buffer, BUFFER_BYTES, 'r');
    Device->Buffer = Buffer;
    IoInitializeRemoveLock(&Device->RemoveLock, KIT_TAG, 0, 0);
    return STATUS_SUCCESS;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = Unload;
    CardDispatch(DriverObject, AddDevice, Pnp);
    StoryDispatch(DriverObject, IRP_MJ_READ, Read);
    return STATUS_SUCCESS;
}
