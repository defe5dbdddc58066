/*
 * explore/drivers/fault_card.c - programs write the card's liveness register, and read it
 *
 * Without a buffer that comes back a request writes, with one it reads.
 */
#include "../../bugs/drivers/card.h"

#define LINK      L"\\DosDevices\\FaultCard"
#define CARD_LIVE 0x04

static DRIVER_ADD_DEVICE AddDevice;

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PCARD Card = DeviceObject->DeviceExtension;

    if (KitHas(Irp, 0, sizeof(ULONG))) {
        return KitAnswer(Irp, CardRead(Card, CARD_LIVE));
    }
    if (!KitHas(Irp, sizeof(ULONG), 0)) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    CardWrite(Card, CARD_LIVE, *(PULONG)Irp->AssociatedIrp.SystemBuffer);
    return StoryComplete(Irp, STATUS_SUCCESS, 0);
}

static NTSTATUS
Pnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return CardPnp(DeviceObject->DeviceExtension, Irp, NULL, LINK);
}

static NTSTATUS
AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    PVOID Card;

    return CardAdd(DriverObject, Pdo, L"\\Device\\FaultCard", LINK, sizeof(CARD), &Card);
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
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return STATUS_SUCCESS;
}
