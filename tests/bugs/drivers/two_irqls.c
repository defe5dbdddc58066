/*
 * bugs/drivers/two_irqls.c - the service routine notes causes, programs ask for them
 *
 * Defect: a dispatch routine takes the lock at DISPATCH_LEVEL that the service routine takes at its
 * own, higher IRQL. An interrupt on the processor that holds it waits for itself. The twin's
 * dispatch routine takes the interrupt's lock, which raises the IRQL to the service routine's.
 */
// INSTRUMENT
// TWINS
#include "card.h"

#define LINK L"\\DosDevices\\TwoIrqls"

typedef struct _DEVICE {
    CARD Card;
    KSPIN_LOCK Lock;
    ULONG Causes, Interrupts; /* under Lock; in the twin, under the interrupt's */
} DEVICE, *PDEVICE;

static DRIVER_ADD_DEVICE AddDevice;

static VOID
Note(PDEVICE Device, ULONG Causes)
{
    Device->Causes |= Causes;
    Device->Interrupts++;
}

static BOOLEAN
Service(PKINTERRUPT Interrupt, PVOID Context)
{
    PDEVICE Device = Context;
    ULONG Causes = CardTakeCauses(&Device->Card);

    if (Causes == 0) {
        return FALSE;
    }
    if (!FIXED) {
        KeAcquireSpinLockAtDpcLevel(&Device->Lock);
    }
    Note(Device, Causes);
    if (!FIXED) {
        KeReleaseSpinLockFromDpcLevel(&Device->Lock);
    }
    return TRUE;
}

/* What was noted since the last time. */
static ULONG
TakeNotes(PDEVICE Device)
{
    ULONG Causes;
    KIRQL OldIrql;

    if (FIXED) {
        OldIrql = KeAcquireInterruptSpinLock(Device->Card.Interrupt);
    } else {
        KeAcquireSpinLock(&Device->Lock, &OldIrql);
    }
    Causes = Device->Interrupts != 0 ? Device->Causes : 0;
    Device->Causes = Device->Interrupts = 0;
    if (FIXED) {
        KeReleaseInterruptSpinLock(Device->Card.Interrupt, OldIrql);
    } else {
        KeReleaseSpinLock(&Device->Lock, OldIrql);
    }
    return Causes;
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
        return KitAnswer(Irp, TakeNotes(Device));
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
        CardAdd(DriverObject, Pdo, L"\\Device\\TwoIrqls", LINK, sizeof(DEVICE), (PVOID *)&Device);

    if (NT_SUCCESS(Status)) {
        KeInitializeSpinLock(&Device->Lock);
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
