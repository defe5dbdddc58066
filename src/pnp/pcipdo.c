/*
 * src/pnp/pcipdo.c - what a PCI device's physical device object answers
 *
 * Requests that are for the bus driver only, and the ends of those that come down the device's
 * stack.
 */
#include "pci.h"

static NTSTATUS
PciQueryCapabilities(PPCI_EXTENSION Pdo, PDEVICE_CAPABILITIES Capabilities)
{
    if (Capabilities->Version != 1 || Capabilities->Size < sizeof *Capabilities) {
        return STATUS_UNSUCCESSFUL;
    }
    Capabilities->UniqueID = FALSE;
    Capabilities->SurpriseRemovalOK = FALSE;
    Capabilities->Address = Pdo->Slot << 16;
    Capabilities->UINumber = Pdo->Slot;
    Capabilities->DeviceState[PowerSystemWorking] = PowerDeviceD0;
    for (ULONG State = PowerSystemSleeping1; State <= PowerSystemShutdown; State++) {
        Capabilities->DeviceState[State] = PowerDeviceD3;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
PciQueryBusInformation(PULONG_PTR Information)
{
    static const GUID BusTypePci = {
        0xC8EBDFB0, 0xB510, 0x11D0, {0x80, 0xE5, 0x00, 0xA0, 0xC9, 0x25, 0x42, 0xE3}};
    PPNP_BUS_INFORMATION Bus = ExAllocatePoolWithTag(PagedPool, sizeof *Bus, PCI_TAG);

    if (Bus == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *Bus =
        (PNP_BUS_INFORMATION){.BusTypeGuid = BusTypePci, .LegacyBusType = PCIBus, .BusNumber = 0};
    *Information = (ULONG_PTR)Bus;
    return STATUS_SUCCESS;
}

static NTSTATUS
PciQueryTargetRelation(PPCI_EXTENSION Pdo, PULONG_PTR Information)
{
    PDEVICE_RELATIONS Relations = ExAllocatePoolWithTag(PagedPool, sizeof *Relations, PCI_TAG);

    if (Relations == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ObReferenceObject(Pdo->Self);
    Relations->Count = 1;
    Relations->Objects[0] = Pdo->Self;
    *Information = (ULONG_PTR)Relations;
    return STATUS_SUCCESS;
}

/* The device is off; its object goes only when the device is gone, too. */
static NTSTATUS
PciRemove(PPCI_EXTENSION Pdo, PIRP Irp)
{
    NTSTATUS Status;

    PciStop(Pdo);
    Status = PciComplete(Irp, STATUS_SUCCESS);
    if (!Pdo->Reported) {
        RemoveEntryList(&Pdo->Entry);
        IoDeleteDevice(Pdo->Self);
    }
    return Status;
}

static NTSTATUS
PciConfigAccess(PPCI_EXTENSION Pdo, PIRP Irp, PIO_STACK_LOCATION Stack)
{
    PVOID Buffer = Stack->Parameters.ReadWriteConfig.Buffer;
    ULONG Offset = Stack->Parameters.ReadWriteConfig.Offset,
          Length = Stack->Parameters.ReadWriteConfig.Length;

    if (Stack->Parameters.ReadWriteConfig.WhichSpace != PCI_WHICHSPACE_CONFIG) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    Irp->IoStatus.Information = Stack->MinorFunction == IRP_MN_READ_CONFIG
                                    ? PciReadBytes(Pdo, Buffer, Offset, Length)
                                    : PciWriteBytes(Pdo, Buffer, Offset, Length);
    return STATUS_SUCCESS;
}

static NTSTATUS
PciQuery(PPCI_EXTENSION Pdo, PIRP Irp, PIO_STACK_LOCATION Stack)
{
    PULONG_PTR Information = &Irp->IoStatus.Information;

    switch (Stack->MinorFunction) {
    case IRP_MN_QUERY_ID:
        return PciQueryId(Pdo, Stack->Parameters.QueryId.IdType, Information);
    case IRP_MN_QUERY_DEVICE_TEXT:
        return PciQueryText(Pdo, Stack->Parameters.QueryDeviceText.DeviceTextType, Information);
    case IRP_MN_QUERY_CAPABILITIES:
        return PciQueryCapabilities(Pdo, Stack->Parameters.DeviceCapabilities.Capabilities);
    case IRP_MN_QUERY_RESOURCE_REQUIREMENTS:
        return PciQueryRequirements(Pdo, Information);
    case IRP_MN_QUERY_BUS_INFORMATION:
        return PciQueryBusInformation(Information);
    case IRP_MN_QUERY_INTERFACE:
        return PciQueryInterface(Pdo, Stack);
    case IRP_MN_QUERY_DEVICE_RELATIONS:
        if (Stack->Parameters.QueryDeviceRelations.Type == TargetDeviceRelation) {
            return PciQueryTargetRelation(Pdo, Information);
        }
        return Irp->IoStatus.Status;
    default:
        return Irp->IoStatus.Status;
    }
}

NTSTATUS
PciDispatchPdoPnp(PPCI_EXTENSION Pdo, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status;

    switch (Stack->MinorFunction) {
    case IRP_MN_START_DEVICE:
        Status = PciStart(Pdo, Stack->Parameters.StartDevice.AllocatedResources,
                          Stack->Parameters.StartDevice.AllocatedResourcesTranslated);
        return PciComplete(Irp, Status);
    case IRP_MN_STOP_DEVICE:
    case IRP_MN_SURPRISE_REMOVAL:
        PciStop(Pdo);
        return PciComplete(Irp, STATUS_SUCCESS);
    case IRP_MN_REMOVE_DEVICE:
        return PciRemove(Pdo, Irp);
    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_CANCEL_STOP_DEVICE:
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        return PciComplete(Irp, STATUS_SUCCESS);
    case IRP_MN_READ_CONFIG:
    case IRP_MN_WRITE_CONFIG:
        return PciComplete(Irp, PciConfigAccess(Pdo, Irp, Stack));
    default:
        return PciComplete(Irp, PciQuery(Pdo, Irp, Stack));
    }
}
