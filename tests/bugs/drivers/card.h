/*
 * bugs/drivers/card.h - a PnP function driver's part of the education device
 *
 * The driver's device extension begins with a CARD. It hands each PnP request to CardPnp() when it
 * has done what is its own part of it; that starts the card and removes the device.
 */
#ifndef BUGS_CARD_H
#define BUGS_CARD_H

#include "kit.h"

#define CARD_FACTORIAL   0x08
#define CARD_STATUS      0x20
#define CARD_INTERRUPTS  0x24
#define CARD_RAISE       0x60
#define CARD_ACKNOWLEDGE 0x64

#define CARD_STATUS_INTERRUPT 0x80 /* when the factorial is computed */
#define CARD_REGISTERS        0x100000
#define CARD_IS_GONE          0xFFFFFFFF /* what its registers read then */

typedef struct _CARD {
    PDEVICE_OBJECT Self, Lower, Pdo;
    PUCHAR Registers;      /* from start to removal */
    PKINTERRUPT Interrupt; /* from start to CardDisconnect() */
} CARD, *PCARD;

static inline ULONG
CardRead(PCARD Card, ULONG Register)
{
    return READ_REGISTER_ULONG((PULONG)(Card->Registers + Register));
}

static inline VOID
CardWrite(PCARD Card, ULONG Register, ULONG Value)
{
    WRITE_REGISTER_ULONG((PULONG)(Card->Registers + Register), Value);
}

/* The causes of an interrupt, which are taken away; 0: it is another device's. */
static inline ULONG
CardTakeCauses(PCARD Card)
{
    ULONG Causes = CardRead(Card, CARD_INTERRUPTS);

    if (Causes == CARD_IS_GONE) {
        return 0;
    }
    if (Causes != 0) {
        CardWrite(Card, CARD_ACKNOWLEDGE, Causes);
    }
    return Causes;
}

/* --- starting --------------------------------------------------------------------------------- */

static inline NTSTATUS
CardMap(PCARD Card, PCM_RESOURCE_LIST Translated)
{
    PCM_PARTIAL_RESOURCE_LIST List = &Translated->List[0].PartialResourceList;

    for (ULONG i = 0; i < List->Count; i++) {
        PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor = &List->PartialDescriptors[i];

        if (Descriptor->Type == CmResourceTypeMemory) {
            Card->Registers = MmMapIoSpace(Descriptor->u.Memory.Start, CARD_REGISTERS, MmNonCached);
        }
    }
    return Card->Registers != NULL ? STATUS_SUCCESS : STATUS_INSUFFICIENT_RESOURCES;
}

static inline NTSTATUS
CardConnect(PCARD Card, PKSERVICE_ROUTINE Service)
{
    IO_CONNECT_INTERRUPT_PARAMETERS Parameters;

    RtlZeroMemory(&Parameters, sizeof Parameters);
    Parameters.Version = CONNECT_LINE_BASED;
    Parameters.LineBased.PhysicalDeviceObject = Card->Pdo;
    Parameters.LineBased.InterruptObject = &Card->Interrupt;
    Parameters.LineBased.ServiceRoutine = Service;
    Parameters.LineBased.ServiceContext = Card;
    return IoConnectInterruptEx(&Parameters);
}

static inline VOID
CardDisconnect(PCARD Card)
{
    IO_DISCONNECT_INTERRUPT_PARAMETERS Parameters;

    if (Card->Interrupt != NULL) {
        RtlZeroMemory(&Parameters, sizeof Parameters);
        Parameters.Version = CONNECT_LINE_BASED;
        Parameters.ConnectionContext.InterruptObject = Card->Interrupt;
        IoDisconnectInterruptEx(&Parameters);
        Card->Interrupt = NULL;
    }
}

/* Service NULL: the driver wants no interrupts. */
static inline NTSTATUS
CardStart(PCARD Card, PIRP Irp, PKSERVICE_ROUTINE Service)
{
    NTSTATUS Status = STATUS_UNSUCCESSFUL;

    if (IoForwardIrpSynchronously(Card->Lower, Irp)) {
        Status = Irp->IoStatus.Status;
    }
    if (NT_SUCCESS(Status)) {
        Status = CardMap(Card, KitStack(Irp)->Parameters.StartDevice.AllocatedResourcesTranslated);
    }
    if (NT_SUCCESS(Status) && Service != NULL) {
        Status = CardConnect(Card, Service);
    }
    return StoryComplete(Irp, Status, 0);
}

/* --- removing --------------------------------------------------------------------------------- */

static inline NTSTATUS
CardPass(PCARD Card, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Card->Lower, Irp);
}

static inline NTSTATUS
CardRemove(PCARD Card, PIRP Irp, PCWSTR Link)
{
    UNICODE_STRING LinkName;
    NTSTATUS Status;

    CardDisconnect(Card);
    KeFlushQueuedDpcs();
    RtlInitUnicodeString(&LinkName, Link);
    IoDeleteSymbolicLink(&LinkName);
    if (Card->Registers != NULL) {
        MmUnmapIoSpace(Card->Registers, CARD_REGISTERS);
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Status = CardPass(Card, Irp);
    IoDetachDevice(Card->Lower);
    IoDeleteDevice(Card->Self);
    return Status;
}

static inline NTSTATUS
CardPnp(PCARD Card, PIRP Irp, PKSERVICE_ROUTINE Service, PCWSTR Link)
{
    switch (KitStack(Irp)->MinorFunction) {
    case IRP_MN_START_DEVICE:
        return CardStart(Card, Irp, Service);
    case IRP_MN_REMOVE_DEVICE:
        return CardRemove(Card, Irp, Link);
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
    case IRP_MN_SURPRISE_REMOVAL:
        Irp->IoStatus.Status = STATUS_SUCCESS;
        return CardPass(Card, Irp);
    default:
        return CardPass(Card, Irp);
    }
}

/* --- adding ----------------------------------------------------------------------------------- */

static inline NTSTATUS
CardPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PoStartNextPowerIrp(Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    return PoCallDriver(((PCARD)DeviceObject->DeviceExtension)->Lower, Irp);
}

static inline NTSTATUS
CardSystemControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return CardPass(DeviceObject->DeviceExtension, Irp);
}

static inline NTSTATUS
CardAdd(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo, PCWSTR Name, PCWSTR Link, ULONG Bytes,
        PVOID *Extension)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status = StoryDevice(DriverObject, Name, Link, Bytes, &Device);
    PCARD Card;

    if (NT_SUCCESS(Status)) {
        Card = *Extension = Device->DeviceExtension;
        Card->Self = Device;
        Card->Pdo = Pdo;
        Card->Lower = IoAttachDeviceToDeviceStack(Device, Pdo);
        Device->Flags |= DO_BUFFERED_IO | DO_POWER_PAGABLE;
    }
    return Status;
}

static inline VOID
CardDispatch(PDRIVER_OBJECT DriverObject, PDRIVER_ADD_DEVICE AddDevice, PDRIVER_DISPATCH Pnp)
{
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->MajorFunction[IRP_MJ_POWER] = CardPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = CardSystemControl;
    StoryDispatch(DriverObject, IRP_MJ_PNP, Pnp);
}

#endif
