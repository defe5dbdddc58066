/*
 * tests/pnp/drivers/pnp_kit.c - a function driver that notes what it is asked, and can be bad
 *
 * It opens for business in START_DEVICE (interrupt, device interface) and closes in REMOVE_DEVICE.
 * The test sets what a device added later answers.
 */
#include <initguid.h>
#include <ntddk.h>

DEFINE_GUID(KitGuid, 0x12345678, 0x1234, 0x5678, 1, 2, 3, 4, 5, 6, 7, 8);

typedef struct _KIT {
    PDEVICE_OBJECT Self, Lower, Pdo;
    UNICODE_STRING Interface;
    PVOID Interrupt;
    ULONG InterruptVersion;
} KIT, *PKIT;

/* What happened: minor codes; 0xAD for AddDevice, 0xC0 create, 0xC1 cleanup, 0xC2 close. */
UCHAR KitLog[256];
ULONG KitLength;

PDEVICE_OBJECT KitPdo, KitFdo;
CM_PARTIAL_RESOURCE_DESCRIPTOR KitRaw[16], KitTranslated[16];
ULONG KitResources, KitAsserted, KitServed, KitMessages;
WCHAR KitInterface[200];
NTSTATUS KitInterfaceStatus, KitInterfaceAgain;
BOOLEAN KitVisibleInStart;

NTSTATUS KitAddStatus, KitStartStatus, KitQueryRemoveStatus, KitSurpriseStatus;
BOOLEAN KitForgetDetach, KitForgetDelete, KitDetachOnSurprise, KitConnect, KitFailed, KitUseLine;

static VOID
Note(UCHAR What)
{
    if (KitLength < sizeof(KitLog)) {
        KitLog[KitLength++] = What;
    }
}

static NTSTATUS
Complete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
Forward(PKIT Kit, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Kit->Lower, Irp);
}

/* --- interrupts ------------------------------------------------------------------------------- */

static BOOLEAN
ServeLine(PKINTERRUPT Interrupt, PVOID Context)
{
    KitServed++;
    return TRUE;
}

static BOOLEAN
ServeMessage(PKINTERRUPT Interrupt, PVOID Context, ULONG Message)
{
    KitMessages++;
    return TRUE;
}

static NTSTATUS
Connect(PKIT Kit)
{
    IO_CONNECT_INTERRUPT_PARAMETERS Parameters = {0};
    NTSTATUS Status;

    if (KitUseLine) {
        Parameters.Version = CONNECT_LINE_BASED;
        Parameters.LineBased.PhysicalDeviceObject = Kit->Pdo;
        Parameters.LineBased.InterruptObject = (PKINTERRUPT *)&Kit->Interrupt;
        Parameters.LineBased.ServiceRoutine = ServeLine;
    } else {
        Parameters.Version = CONNECT_MESSAGE_BASED;
        Parameters.MessageBased.PhysicalDeviceObject = Kit->Pdo;
        Parameters.MessageBased.ConnectionContext.Generic = &Kit->Interrupt;
        Parameters.MessageBased.MessageServiceRoutine = ServeMessage;
        Parameters.MessageBased.FallBackServiceRoutine = ServeLine;
    }
    Status = IoConnectInterruptEx(&Parameters);
    Kit->InterruptVersion = Parameters.Version;
    return Status;
}

static VOID
Disconnect(PKIT Kit)
{
    IO_DISCONNECT_INTERRUPT_PARAMETERS Parameters = {0};

    if (Kit->Interrupt != NULL) {
        Parameters.Version = Kit->InterruptVersion;
        Parameters.ConnectionContext.Generic = Kit->Interrupt;
        IoDisconnectInterruptEx(&Parameters);
        Kit->Interrupt = NULL;
    }
}

/* --- start and removal ------------------------------------------------------------------------ */

static VOID
NoteResources(PCM_RESOURCE_LIST Raw, PCM_RESOURCE_LIST Translated)
{
    KitResources = Raw != NULL ? Raw->List[0].PartialResourceList.Count : 0;
    for (ULONG i = 0; i < KitResources; i++) {
        KitRaw[i] = Raw->List[0].PartialResourceList.PartialDescriptors[i];
        KitTranslated[i] = Translated->List[0].PartialResourceList.PartialDescriptors[i];
    }
}

static BOOLEAN
IsVisible(PUNICODE_STRING Name)
{
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Link;

    InitializeObjectAttributes(&Attributes, Name, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL,
                               NULL);
    if (!NT_SUCCESS(ZwOpenSymbolicLinkObject(&Link, GENERIC_READ, &Attributes))) {
        return FALSE;
    }
    ZwClose(Link);
    return TRUE;
}

static NTSTATUS
Start(PKIT Kit, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status;

    NoteResources(Stack->Parameters.StartDevice.AllocatedResources,
                  Stack->Parameters.StartDevice.AllocatedResourcesTranslated);
    if (!IoForwardIrpSynchronously(Kit->Lower, Irp)) {
        return Complete(Irp, STATUS_UNSUCCESSFUL);
    }
    Status = Irp->IoStatus.Status;
    if (NT_SUCCESS(Status)) {
        Status = KitStartStatus;
    }
    if (NT_SUCCESS(Status) && KitConnect) {
        Status = Connect(Kit);
    }
    if (NT_SUCCESS(Status)) {
        KitInterfaceStatus = IoSetDeviceInterfaceState(&Kit->Interface, TRUE);
        KitInterfaceAgain = IoSetDeviceInterfaceState(&Kit->Interface, TRUE);
        KitVisibleInStart = IsVisible(&Kit->Interface);
    }
    return Complete(Irp, Status);
}

static VOID
Delete(PKIT Kit)
{
    RtlFreeUnicodeString(&Kit->Interface);
    if (KitForgetDetach) {
        return;
    }
    IoDetachDevice(Kit->Lower);
    if (!KitForgetDelete) {
        IoDeleteDevice(Kit->Self);
    }
}

static NTSTATUS
Remove(PKIT Kit, PIRP Irp)
{
    NTSTATUS Status;

    Disconnect(Kit);
    IoSetDeviceInterfaceState(&Kit->Interface, FALSE);
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Status = Forward(Kit, Irp);
    Delete(Kit);
    return Status;
}

static NTSTATUS
Surprise(PKIT Kit, PIRP Irp)
{
    NTSTATUS Status;

    Disconnect(Kit);
    if (!NT_SUCCESS(KitSurpriseStatus)) {
        return Complete(Irp, KitSurpriseStatus);
    }
    Irp->IoStatus.Status = STATUS_SUCCESS;
    Status = Forward(Kit, Irp);
    if (KitDetachOnSurprise) {
        IoDetachDevice(Kit->Lower);
    }
    return Status;
}

static NTSTATUS
Pnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PKIT Kit = DeviceObject->DeviceExtension;
    UCHAR Minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;

    Note(Minor);
    switch (Minor) {
    case IRP_MN_START_DEVICE:
        return Start(Kit, Irp);
    case IRP_MN_QUERY_REMOVE_DEVICE:
        if (!NT_SUCCESS(KitQueryRemoveStatus)) {
            return Complete(Irp, KitQueryRemoveStatus);
        }
        Irp->IoStatus.Status = STATUS_SUCCESS;
        return Forward(Kit, Irp);
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        Irp->IoStatus.Status = STATUS_SUCCESS;
        return Forward(Kit, Irp);
    case IRP_MN_SURPRISE_REMOVAL:
        return Surprise(Kit, Irp);
    case IRP_MN_REMOVE_DEVICE:
        return Remove(Kit, Irp);
    case IRP_MN_QUERY_PNP_DEVICE_STATE:
        if (KitFailed) {
            Irp->IoStatus.Information |= PNP_DEVICE_FAILED;
            Irp->IoStatus.Status = STATUS_SUCCESS;
        }
        return Forward(Kit, Irp);
    default:
        return Forward(Kit, Irp);
    }
}

/* --- the rest --------------------------------------------------------------------------------- */

static NTSTATUS
Other(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return Forward(DeviceObject->DeviceExtension, Irp);
}

static NTSTATUS
File(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UCHAR Major = IoGetCurrentIrpStackLocation(Irp)->MajorFunction;

    Note(Major == IRP_MJ_CREATE ? 0xC0 : Major == IRP_MJ_CLEANUP ? 0xC1 : 0xC2);
    return Complete(Irp, STATUS_SUCCESS);
}

static NTSTATUS
AddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    PDEVICE_OBJECT Fdo;
    NTSTATUS Status;
    PKIT Kit;

    Note(0xAD);
    if (!NT_SUCCESS(KitAddStatus)) {
        return KitAddStatus;
    }
    Status = IoCreateDevice(DriverObject, sizeof(KIT), NULL, FILE_DEVICE_UNKNOWN,
                            FILE_DEVICE_SECURE_OPEN, FALSE, &Fdo);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Kit = Fdo->DeviceExtension;
    Kit->Self = Fdo;
    Kit->Pdo = Pdo;
    Kit->Lower = IoAttachDeviceToDeviceStack(Fdo, Pdo);
    IoRegisterDeviceInterface(Pdo, &KitGuid, NULL, &Kit->Interface);
    RtlCopyMemory(KitInterface, Kit->Interface.Buffer,
                  Kit->Interface.Length + sizeof(WCHAR));
    KitPdo = Pdo;
    KitFdo = Fdo;
    Fdo->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static VOID
Unload(PDRIVER_OBJECT DriverObject)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        DriverObject->MajorFunction[i] = Other;
    }
    DriverObject->MajorFunction[IRP_MJ_PNP] = Pnp;
    DriverObject->MajorFunction[IRP_MJ_CREATE] = File;
    DriverObject->MajorFunction[IRP_MJ_CLEANUP] = File;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = File;
    DriverObject->DriverExtension->AddDevice = AddDevice;
    DriverObject->DriverUnload = Unload;
    return STATUS_SUCCESS;
}
