/*
 * pnp/root.c - \Driver\PnpManager: the root of the device tree, and devices that are not on any bus
 *
 * A built-in bus driver. Its first device is the root's PDO; the others are reported as the root's
 * children: the PCI bus, and software devices that a test asks for (PnpCreateRootDevice), with
 * the hardware id that it gives. These are removed by no longer being reported.
 */
#include "pip.h"

typedef struct _PIP_ROOT_DEVICE {
    BOOLEAN IsRoot;
    ULONG Instance;
    WCHAR HardwareId[PIP_NAME_CHARACTERS];
} PIP_ROOT_DEVICE, *PPIP_ROOT_DEVICE;

#define PIP_ROOT_DEVICES 32

static struct {
    PDRIVER_OBJECT Driver;
    PDEVICE_OBJECT Root;
    PDEVICE_OBJECT Reported[PIP_ROOT_DEVICES];
    ULONG Count, Instances;
} Pip SIM_STATE;

/* --- what it answers -------------------------------------------------------------------------- */

static NTSTATUS
PipComplete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    IofCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
PipRootRelations(PULONG_PTR Information)
{
    PDEVICE_RELATIONS Relations = ExAllocatePoolWithTag(
        PagedPool, sizeof(*Relations) + Pip.Count * sizeof(PDEVICE_OBJECT), PIP_TAG);

    if (Relations == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Relations->Count = Pip.Count;
    for (ULONG i = 0; i < Pip.Count; i++) {
        ObReferenceObject(Pip.Reported[i]);
        Relations->Objects[i] = Pip.Reported[i];
    }
    *Information = (ULONG_PTR)Relations;
    return STATUS_SUCCESS;
}

static NTSTATUS
PipRootTarget(PDEVICE_OBJECT Pdo, PULONG_PTR Information)
{
    PDEVICE_RELATIONS Relations = ExAllocatePoolWithTag(PagedPool, sizeof(*Relations), PIP_TAG);

    if (Relations == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    ObReferenceObject(Pdo);
    Relations->Count = 1;
    Relations->Objects[0] = Pdo;
    *Information = (ULONG_PTR)Relations;
    return STATUS_SUCCESS;
}

static NTSTATUS
PipRootId(PPIP_ROOT_DEVICE Device, BUS_QUERY_ID_TYPE Type, PULONG_PTR Information)
{
    ULONG Bytes = (PIP_NAME_CHARACTERS + 1) * sizeof(WCHAR);
    PWSTR Text;

    if (Type != BusQueryDeviceID && Type != BusQueryHardwareIDs && Type != BusQueryInstanceID) {
        return STATUS_NOT_SUPPORTED;
    }
    Text = ExAllocatePoolWithTag(PagedPool, Bytes, PIP_TAG);
    if (Text == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(Text, Bytes);
    if (Type == BusQueryInstanceID) {
        IoFormatText(Text, PIP_NAME_CHARACTERS, L"%04u", Device->Instance);
    } else {
        IoFormatText(Text, PIP_NAME_CHARACTERS, L"%ws", Device->HardwareId);
    }
    *Information = (ULONG_PTR)Text;
    return STATUS_SUCCESS;
}

static BOOLEAN
PipIsReported(PDEVICE_OBJECT Device)
{
    for (ULONG i = 0; i < Pip.Count; i++) {
        if (Pip.Reported[i] == Device) {
            return TRUE;
        }
    }
    return FALSE;
}

static NTSTATUS
PipRootQueryRelations(PDEVICE_OBJECT DeviceObject, DEVICE_RELATION_TYPE Type, PIRP Irp)
{
    PPIP_ROOT_DEVICE Device = DeviceObject->DeviceExtension;

    if (Device->IsRoot && Type == BusRelations) {
        return PipRootRelations(&Irp->IoStatus.Information);
    }
    return Type == TargetDeviceRelation
               ? PipRootTarget(DeviceObject, &Irp->IoStatus.Information)
               : Irp->IoStatus.Status;
}

static NTSTATUS
PipRootQuery(PDEVICE_OBJECT DeviceObject, PIO_STACK_LOCATION Stack, PIRP Irp)
{
    PPIP_ROOT_DEVICE Device = DeviceObject->DeviceExtension;

    switch (Stack->MinorFunction) {
    case IRP_MN_QUERY_ID:
        return PipRootId(Device, Stack->Parameters.QueryId.IdType, &Irp->IoStatus.Information);
    case IRP_MN_QUERY_CAPABILITIES:
        Stack->Parameters.DeviceCapabilities.Capabilities->UniqueID = TRUE;
        return STATUS_SUCCESS;
    case IRP_MN_QUERY_DEVICE_RELATIONS:
        return PipRootQueryRelations(DeviceObject, Stack->Parameters.QueryDeviceRelations.Type,
                                     Irp);
    case IRP_MN_START_DEVICE:
    case IRP_MN_STOP_DEVICE:
    case IRP_MN_QUERY_STOP_DEVICE:
    case IRP_MN_CANCEL_STOP_DEVICE:
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
    case IRP_MN_SURPRISE_REMOVAL:
    case IRP_MN_REMOVE_DEVICE:
        return STATUS_SUCCESS;
    default:
        return Irp->IoStatus.Status;
    }
}

static NTSTATUS
PipRootPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    BOOLEAN Gone = Stack->MinorFunction == IRP_MN_REMOVE_DEVICE && !PipIsReported(DeviceObject);
    NTSTATUS Status =
        PipComplete(Irp, PipRootQuery(DeviceObject, Stack, Irp));

    if (Gone) {
        IoDeleteDevice(DeviceObject);
    }
    return Status;
}

static NTSTATUS
PipRootPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    UCHAR Minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;

    return PipComplete(Irp, Minor == IRP_MN_SET_POWER || Minor == IRP_MN_QUERY_POWER
                                ? STATUS_SUCCESS
                                : Irp->IoStatus.Status);
}

static NTSTATUS
PipRootSystemControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return PipComplete(Irp, Irp->IoStatus.Status);
}

/* --- its devices ------------------------------------------------------------------------------ */

static NTSTATUS
PipCreateRootPdo(PCWSTR HardwareId, BOOLEAN IsRoot, PDEVICE_OBJECT *Pdo)
{
    PPIP_ROOT_DEVICE Device;
    NTSTATUS Status = IoCreateDevice(Pip.Driver, sizeof(*Device), NULL, FILE_DEVICE_CONTROLLER,
                                     FILE_AUTOGENERATED_DEVICE_NAME, FALSE, Pdo);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Device = (*Pdo)->DeviceExtension;
    Device->IsRoot = IsRoot;
    Device->Instance = Pip.Instances++;
    IoFormatText(Device->HardwareId, PIP_NAME_CHARACTERS, L"%ws", HardwareId);
    (*Pdo)->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

static NTSTATUS
PipRootEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DriverObject->MajorFunction[IRP_MJ_PNP] = PipRootPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = PipRootPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = PipRootSystemControl;
    Pip.Driver = DriverObject;
    return PipCreateRootPdo(L"HTREE\\ROOT", TRUE, &Pip.Root);
}

PDEVICE_OBJECT
PipCreateRoot(VOID)
{
    PDRIVER_OBJECT Driver;
    NTSTATUS Status = IoCreateBuiltInDriver(L"PnpManager", PipRootEntry, &Driver);

    SIM_ASSERT(NT_SUCCESS(Status));
    return Pip.Root;
}

VOID
PipReportRootDevice(PDEVICE_OBJECT Device)
{
    SIM_ASSERT(Pip.Count < PIP_ROOT_DEVICES);
    Pip.Reported[Pip.Count++] = Device;
}

NTSTATUS
PnpCreateRootDevice(PCWSTR HardwareId, PDEVICE_OBJECT *Pdo)
{
    NTSTATUS Status;

    if (Pip.Count == PIP_ROOT_DEVICES) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = PipCreateRootPdo(HardwareId, FALSE, Pdo);
    if (NT_SUCCESS(Status)) {
        PipReportRootDevice(*Pdo);
    }
    return Status;
}

VOID
PnpDeleteRootDevice(PDEVICE_OBJECT Pdo)
{
    for (ULONG i = 0; i < Pip.Count; i++) {
        if (Pip.Reported[i] == Pdo) {
            Pip.Reported[i] = Pip.Reported[--Pip.Count];
            return;
        }
    }
}
