/*
 * bugs/drivers/surprise_completion.c - the card computes for a write, or is pulled out meanwhile
 *
 * Defect: the DPC and surprise removal both look whether there is a request, and both complete it.
 * In the twin who takes it out of the slot has it, and only one can.
 */
// INSTRUMENT
// TWINS
#include "card.h"

#define LINK L"\\DosDevices\\SurpriseCompletion"

typedef struct _DEVICE {
    CARD Card;
    KDPC Dpc;
    PIRP volatile Current;
} DEVICE, *PDEVICE;

static DRIVER_ADD_DEVICE AddDevice;

static PIRP
TakeCurrent(PDEVICE Device)
{
    PIRP Irp;

    if (FIXED) {
        return InterlockedExchangePointer((PVOID volatile *)&Device->Current, NULL);
    }
    Irp = Device->Current;
    Device->Current = NULL;
    return Irp;
}

static VOID
CompleteCurrent(PDEVICE Device, NTSTATUS Status)
{
    PIRP Irp = TakeCurrent(Device);

    if (Irp != NULL) {
        StoryComplete(Irp, Status, 0);
    }
}

/* --- the card --------------------------------------------------------------------------------- */

static BOOLEAN
Service(PKINTERRUPT Interrupt, PVOID Context)
{
    PDEVICE Device = Context;

    if (CardTakeCauses(&Device->Card) == 0) {
        return FALSE;
    }
    KeInsertQueueDpc(&Device->Dpc, NULL, NULL);
    return TRUE;
}

static VOID
IsComputed(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    CompleteCurrent(Context, STATUS_SUCCESS);
}

static NTSTATUS
Write(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE Device = DeviceObject->DeviceExtension;

    if (KitStack(Irp)->Parameters.Write.Length < sizeof(ULONG)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    IoMarkIrpPending(Irp);
    if (InterlockedCompareExchangePointer((PVOID volatile *)&Device->Current, Irp, NULL) != NULL) {
        StoryComplete(Irp, STATUS_DEVICE_BUSY, 0);
        return STATUS_PENDING;
    }
    CardWrite(&Device->Card, CARD_STATUS, CARD_STATUS_INTERRUPT);
    CardWrite(&Device->Card, CARD_FACTORIAL, 5);
    if (CardRead(&Device->Card, CARD_STATUS) == CARD_IS_GONE) { // removal may have been told before
        CompleteCurrent(Device, STATUS_DEVICE_REMOVED);
    }
    return STATUS_PENDING;
}

/* --- the device ------------------------------------------------------------------------------- */

static NTSTATUS
Pnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE Device = DeviceObject->DeviceExtension;

    if (KitStack(Irp)->MinorFunction == IRP_MN_SURPRISE_REMOVAL) {
        CompleteCurrent(Device, STATUS_DEVICE_REMOVED);
    }
    return CardPnp(&Device->Card, Irp, Service, LINK);
}

static NTSTATUS
AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    PDEVICE Device;
    NTSTATUS Status = CardAdd(DriverObject, Pdo, L"\\Device\\SurpriseCompletion", LINK,
                              sizeof(DEVICE), (PVOID *)&Device);

    if (NT_SUCCESS(Status)) {
        KeInitializeDpc(&Device->Dpc, IsComputed, Device);
    }
    return Status;
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
    StoryDispatch(DriverObject, IRP_MJ_WRITE, Write);
    return STATUS_SUCCESS;
}
