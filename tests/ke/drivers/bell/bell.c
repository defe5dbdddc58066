/*
 * ke/drivers/bell/bell.c - a PnP driver for the device of bell_device.h, for tests of interrupts
 */
#include "bell.h"

enum { RING = 0x00, CAUSE = 0x04, ACKNOWLEDGE = 0x08, LENGTH = 4096 };

BELL_HOOKS BellHooks;
PBELL Bells[BELL_MOST];
static ULONG Count;

DRIVER_INITIALIZE DriverEntry;
DRIVER_DISPATCH BellControl;
KSERVICE_ROUTINE BellService;
KMESSAGE_SERVICE_ROUTINE BellMessage;
KDEFERRED_ROUTINE BellDpc;
DECLSPEC_NOINLINE NTSTATUS BellWork(PBELL Bell, ULONG Ring);
DECLSPEC_NOINLINE NTSTATUS BellWorkLocked(PBELL Bell, ULONG Ring);

static NTSTATUS
Complete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    Irp->IoStatus.Information = 0;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static VOID
Write(PBELL Bell, ULONG Register, ULONG Value)
{
    WRITE_REGISTER_ULONG((PULONG)(Bell->Registers + Register), Value);
}

static ULONG
Read(PBELL Bell, ULONG Register)
{
    return READ_REGISTER_ULONG((PULONG)(Bell->Registers + Register));
}

/* --- interrupts ------------------------------------------------------------------------------- */

BOOLEAN NTAPI
BellService(PKINTERRUPT Interrupt, PVOID Context)
{
    PBELL Bell = Context;

    if (Bell->Deaf || Read(Bell, CAUSE) != 1) {
        Bell->Foreign++;
        return FALSE;
    }
    if (Bell->Ignore > 0) {
        Bell->Ignore--;
        Bell->Services++;
        return TRUE;
    }
    Write(Bell, ACKNOWLEDGE, 1);
    Bell->Services++; // from here on the bell may be rung again
    if (BellHooks.Service != NULL) {
        BellHooks.Service(Bell);
    }
    KeInsertQueueDpc(&Bell->Dpc, NULL, NULL);
    return TRUE;
}

BOOLEAN NTAPI
BellMessage(PKINTERRUPT Interrupt, PVOID Context, ULONG Message)
{
    PBELL Bell = Context;

    Bell->LastMessage = Message;
    return BellService(Interrupt, Bell);
}

VOID NTAPI
BellDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    PBELL Bell = Context;

    if (BellHooks.Dpc != NULL) {
        BellHooks.Dpc(Bell);
    }
    Bell->Dpcs++;
}

/* --- requests --------------------------------------------------------------------------------- */

NTSTATUS
BellWork(PBELL Bell, ULONG Ring)
{
    ULONG Services = Bell->Services, Rounds = 0;

    Bell->WorkStack = &Rounds;
    Write(Bell, RING, Ring);
    while (*(volatile ULONG *)&Bell->Services == Services && ++Rounds < 1000) {
        KeStallExecutionProcessor(1);
    }
    return Rounds < 1000 ? STATUS_SUCCESS : STATUS_IO_TIMEOUT;
}

NTSTATUS
BellWorkLocked(PBELL Bell, ULONG Ring)
{
    KIRQL OldIrql;
    NTSTATUS Status;

    KeAcquireSpinLock(&Bell->Lock, &OldIrql);
    Status = BellWork(Bell, Ring);
    KeReleaseSpinLock(&Bell->Lock, OldIrql);
    return Status;
}

NTSTATUS
BellControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PBELL Bell = DeviceObject->DeviceExtension;
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    PULONG Ring = Irp->AssociatedIrp.SystemBuffer;
    NTSTATUS Status = STATUS_INVALID_DEVICE_REQUEST;

    if (Stack->Parameters.DeviceIoControl.InputBufferLength < sizeof *Ring) {
        return Complete(Irp, STATUS_BUFFER_TOO_SMALL);
    }
    switch (Stack->Parameters.DeviceIoControl.IoControlCode) {
    case IOCTL_BELL_RING:
        Status = BellWork(Bell, *Ring);
        break;
    case IOCTL_BELL_RING_LOCKED:
        Status = BellWorkLocked(Bell, *Ring);
        break;
    }
    return Complete(Irp, Status);
}

static NTSTATUS
BellSucceed(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return Complete(Irp, STATUS_SUCCESS);
}

/* --- starting and removing -------------------------------------------------------------------- */

static VOID
TakeResources(PBELL Bell, PCM_RESOURCE_LIST Translated)
{
    PCM_PARTIAL_RESOURCE_LIST List = &Translated->List[0].PartialResourceList;

    for (ULONG i = 0; i < List->Count; i++) {
        PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor = &List->PartialDescriptors[i];

        if (Descriptor->Type == CmResourceTypeMemory) {
            Bell->Registers = MmMapIoSpace(Descriptor->u.Memory.Start, LENGTH, MmNonCached);
        } else if (Descriptor->Type == CmResourceTypePort) {
            Bell->Ports = (PUCHAR)(ULONG_PTR)Descriptor->u.Port.Start.QuadPart;
        } else if (Descriptor->Type == CmResourceTypeInterrupt) {
            Bell->Level = Descriptor->u.Interrupt.Level;
        }
    }
}

static NTSTATUS
Connect(PBELL Bell)
{
    IO_CONNECT_INTERRUPT_PARAMETERS Parameters;
    NTSTATUS Status;

    RtlZeroMemory(&Parameters, sizeof Parameters);
    Parameters.Version = CONNECT_MESSAGE_BASED;
    Parameters.MessageBased.PhysicalDeviceObject = Bell->Pdo;
    Parameters.MessageBased.ConnectionContext.Generic = &Bell->Connection;
    Parameters.MessageBased.MessageServiceRoutine = BellMessage;
    Parameters.MessageBased.ServiceContext = Bell;
    Parameters.MessageBased.FallBackServiceRoutine = BellService;
    Status = IoConnectInterruptEx(&Parameters);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Bell->ConnectVersion = Parameters.Version;
    Bell->Interrupt = Bell->Connection;
    if (Parameters.Version == CONNECT_MESSAGE_BASED) {
        PIO_INTERRUPT_MESSAGE_INFO Messages = Bell->Connection;

        Bell->Messages = Messages->MessageCount;
        Bell->Interrupt = Messages->MessageInfo[0].InterruptObject;
    }
    return Status;
}

static VOID
Disconnect(PBELL Bell)
{
    IO_DISCONNECT_INTERRUPT_PARAMETERS Parameters;

    if (Bell->Connection != NULL) {
        RtlZeroMemory(&Parameters, sizeof Parameters);
        Parameters.Version = Bell->ConnectVersion;
        Parameters.ConnectionContext.Generic = Bell->Connection;
        IoDisconnectInterruptEx(&Parameters);
        Bell->Connection = NULL;
    }
    KeFlushQueuedDpcs();
    if (Bell->Registers != NULL) {
        MmUnmapIoSpace(Bell->Registers, LENGTH);
        Bell->Registers = NULL;
    }
}

static NTSTATUS
Start(PBELL Bell, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_UNSUCCESSFUL;

    if (IoForwardIrpSynchronously(Bell->Lower, Irp)) {
        Status = Irp->IoStatus.Status;
    }
    if (NT_SUCCESS(Status)) {
        TakeResources(Bell, Stack->Parameters.StartDevice.AllocatedResourcesTranslated);
        Status = Connect(Bell);
    }
    return Complete(Irp, Status);
}

static VOID
LinkName(PUNICODE_STRING Link, PWSTR Buffer, ULONG Number)
{
    Buffer[sizeof L"\\DosDevices\\Bell" / sizeof(WCHAR) - 1] = (WCHAR)(L'A' + Number);
    RtlInitUnicodeString(Link, Buffer);
}

static NTSTATUS
Remove(PBELL Bell, PIRP Irp)
{
    WCHAR Buffer[] = L"\\DosDevices\\Bell?";
    UNICODE_STRING Link;
    NTSTATUS Status;

    Disconnect(Bell);
    Bells[Bell->Number] = NULL;
    LinkName(&Link, Buffer, Bell->Number);
    IoDeleteSymbolicLink(&Link);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    IoSkipCurrentIrpStackLocation(Irp);
    Status = IoCallDriver(Bell->Lower, Irp);
    IoDetachDevice(Bell->Lower);
    IoDeleteDevice(Bell->Self);
    return Status;
}

static NTSTATUS
BellPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PBELL Bell = DeviceObject->DeviceExtension;

    switch (IoGetCurrentIrpStackLocation(Irp)->MinorFunction) {
    case IRP_MN_START_DEVICE:
        return Start(Bell, Irp);
    case IRP_MN_REMOVE_DEVICE:
        return Remove(Bell, Irp);
    case IRP_MN_SURPRISE_REMOVAL:
        Disconnect(Bell);
        Irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        Irp->IoStatus.Status = STATUS_SUCCESS;
        break;
    }
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Bell->Lower, Irp);
}

static NTSTATUS
BellPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PBELL Bell = DeviceObject->DeviceExtension;

    PoStartNextPowerIrp(Irp);
    IoSkipCurrentIrpStackLocation(Irp);
    return PoCallDriver(Bell->Lower, Irp);
}

/* \Device\BellA and so on; \DosDevices\BellA for programs. */
static NTSTATUS
BellAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    WCHAR Buffer[] = L"\\Device\\Bell?", LinkBuffer[] = L"\\DosDevices\\Bell?";
    UNICODE_STRING Name, Link;
    PDEVICE_OBJECT DeviceObject;
    PBELL Bell;
    NTSTATUS Status;

    if (Count == BELL_MOST) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Buffer[RTL_NUMBER_OF(Buffer) - 2] = (WCHAR)(L'A' + Count);
    RtlInitUnicodeString(&Name, Buffer);
    Status = IoCreateDevice(DriverObject, sizeof(BELL), &Name, FILE_DEVICE_UNKNOWN, 0, FALSE,
                            &DeviceObject);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    LinkName(&Link, LinkBuffer, Count);
    Status = IoCreateSymbolicLink(&Link, &Name);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(DeviceObject);
        return Status;
    }
    Bell = DeviceObject->DeviceExtension;
    Bell->Self = DeviceObject;
    Bell->Pdo = Pdo;
    Bell->Number = Count;
    KeInitializeDpc(&Bell->Dpc, BellDpc, Bell);
    KeInitializeSpinLock(&Bell->Lock);
    Bell->Lower = IoAttachDeviceToDeviceStack(DeviceObject, Pdo);
    Bells[Count++] = Bell;
    DeviceObject->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static VOID
BellUnload(PDRIVER_OBJECT DriverObject)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->DriverUnload = BellUnload;
    DriverObject->DriverExtension->AddDevice = BellAddDevice;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = BellSucceed;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = BellSucceed;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = BellControl;
    DriverObject->MajorFunction[IRP_MJ_PNP] = BellPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = BellPower;
    return STATUS_SUCCESS;
}
