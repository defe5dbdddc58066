/*
 * bugs/drivers/isr_dpc.c - the service routine gathers causes, the DPC handles them
 *
 * Defect: the DPC reads and clears what the service routine writes without KeSynchronizeExecution.
 * A cause that comes between the two is lost.
 */
// INSTRUMENT
// TWINS
#include "card.h"

#define LINK L"\\DosDevices\\IsrDpc"

typedef struct _DEVICE {
    CARD Card;
    KDPC Dpc;
    ULONG Causes; /* that the DPC has not seen; under the interrupt's lock */
    volatile LONG Handled;
} DEVICE, *PDEVICE;

static DRIVER_ADD_DEVICE AddDevice;

static BOOLEAN
Service(PKINTERRUPT Interrupt, PVOID Context)
{
    PDEVICE Device = Context;
    ULONG Causes = CardTakeCauses(&Device->Card);

    if (Causes == 0) {
        return FALSE;
    }
    Device->Causes |= Causes;
    KeInsertQueueDpc(&Device->Dpc, NULL, NULL);
    return TRUE;
}

typedef struct _TAKE {
    PDEVICE Device;
    ULONG Causes;
} TAKE, *PTAKE;

static BOOLEAN
TakeCauses(PVOID Context)
{
    PTAKE Take = Context;

    Take->Causes = Take->Device->Causes;
    Take->Device->Causes = 0;
    return TRUE;
}

static VOID
Handle(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PDEVICE Device = Context;
    TAKE Take = {Device, 0};

    if (FIXED) {
        KeSynchronizeExecution(Device->Card.Interrupt, TakeCauses, &Take);
    } else {
        TakeCauses(&Take);
    }
    InterlockedOr(&Device->Handled, (LONG)Take.Causes);
}

static NTSTATUS
Control(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PDEVICE Device = DeviceObject->DeviceExtension;

    if (!KitHas(Irp, sizeof(ULONG), sizeof(ULONG))) {
        return StoryComplete(Irp, STATUS_BUFFER_TOO_SMALL, 0);
    }
    switch (KitCode(Irp)) {
    case IOCTL_CARD_RAISE:
        CardWrite(&Device->Card, CARD_RAISE, *(PULONG)Irp->AssociatedIrp.SystemBuffer);
        return StoryComplete(Irp, STATUS_SUCCESS, 0);
    case IOCTL_CARD_HANDLED:
        return KitAnswer(Irp, (ULONG)Device->Handled);
    default:
        return StoryComplete(Irp, STATUS_INVALID_DEVICE_REQUEST, 0);
    }
}

static NTSTATUS
Pnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return CardPnp(DeviceObject->DeviceExtension, Irp, Service, LINK);
}

static NTSTATUS
AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    PDEVICE Device;
    NTSTATUS Status =
        CardAdd(DriverObject, Pdo, L"\\Device\\IsrDpc", LINK, sizeof(DEVICE), (PVOID *)&Device);

    if (NT_SUCCESS(Status)) {
        KeInitializeDpc(&Device->Dpc, Handle, Device);
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
    StoryDispatch(DriverObject, IRP_MJ_DEVICE_CONTROL, Control);
    return STATUS_SUCCESS;
}
