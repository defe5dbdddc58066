/*
 * tests/bench/drivers/bench_bell.c - rings a device that interrupts at once
 *
 * \\.\BenchBell: any write of n bytes rings n times; each time the interrupt service routine
 * acknowledges and queues a DPC, which counts.
 */
#include <ntddk.h>

typedef struct _BELL {
    PDEVICE_OBJECT Lower, Pdo;
    volatile ULONG *Register;
    PVOID Interrupt;
    ULONG Version;
    KDPC Dpc;
    volatile ULONG Rung;
} BELL;

static UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Device\\BenchBell");
static UNICODE_STRING Link = RTL_CONSTANT_STRING(L"\\??\\BenchBell");

static BOOLEAN
BellService(PKINTERRUPT Interrupt, PVOID Context)
{
    BELL *Bell = Context;

    WRITE_REGISTER_ULONG((PULONG)Bell->Register, 0);
    return KeInsertQueueDpc(&Bell->Dpc, NULL, NULL);
}

static VOID
BellDpc(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    ((BELL *)Context)->Rung++;
}

static NTSTATUS
BellComplete(PIRP Irp, NTSTATUS Status)
{
    Irp->IoStatus.Status = Status;
    IoCompleteRequest(Irp, IO_NO_INCREMENT);
    return Status;
}

static NTSTATUS
BellWrite(PDEVICE_OBJECT Device, PIRP Irp)
{
    BELL *Bell = Device->DeviceExtension;
    ULONG Times = IoGetCurrentIrpStackLocation(Irp)->Parameters.Write.Length;

    for (ULONG i = 0; i < Times; i++) {
        ULONG Before = Bell->Rung;

        WRITE_REGISTER_ULONG((PULONG)Bell->Register, 1);
        while (Bell->Rung == Before) {
            KeStallExecutionProcessor(1);
        }
    }
    Irp->IoStatus.Information = Times;
    return BellComplete(Irp, STATUS_SUCCESS);
}

static NTSTATUS
BellStart(BELL *Bell, PIRP Irp)
{
    PCM_RESOURCE_LIST List =
        IoGetCurrentIrpStackLocation(Irp)->Parameters.StartDevice.AllocatedResourcesTranslated;
    IO_CONNECT_INTERRUPT_PARAMETERS Parameters = {.Version = CONNECT_MESSAGE_BASED};
    NTSTATUS Status;

    IoForwardIrpSynchronously(Bell->Lower, Irp);
    for (ULONG i = 0; i < List->List[0].PartialResourceList.Count; i++) {
        PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor =
            &List->List[0].PartialResourceList.PartialDescriptors[i];

        if (Descriptor->Type == CmResourceTypeMemory) {
            Bell->Register = MmMapIoSpace(Descriptor->u.Memory.Start, PAGE_SIZE, MmNonCached);
        }
    }
    Parameters.MessageBased.PhysicalDeviceObject = Bell->Pdo;
    Parameters.MessageBased.ConnectionContext.Generic = &Bell->Interrupt;
    Parameters.MessageBased.ServiceContext = Bell;
    Parameters.MessageBased.FallBackServiceRoutine = BellService;
    Status = IoConnectInterruptEx(&Parameters);
    Bell->Version = Parameters.Version;
    return BellComplete(Irp, Status);
}

static VOID
BellStop(BELL *Bell)
{
    IO_DISCONNECT_INTERRUPT_PARAMETERS Parameters = {.Version = Bell->Version,
                                                     .ConnectionContext.Generic = Bell->Interrupt};

    IoDisconnectInterruptEx(&Parameters);
    MmUnmapIoSpace((PVOID)Bell->Register, PAGE_SIZE);
}

static NTSTATUS
BellPnp(PDEVICE_OBJECT Device, PIRP Irp)
{
    BELL *Bell = Device->DeviceExtension;
    UCHAR Minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS Status;

    if (Minor == IRP_MN_START_DEVICE) {
        return BellStart(Bell, Irp);
    }
    if (Minor == IRP_MN_QUERY_REMOVE_DEVICE || Minor == IRP_MN_REMOVE_DEVICE) {
        Irp->IoStatus.Status = STATUS_SUCCESS;
    }
    IoSkipCurrentIrpStackLocation(Irp);
    if (Minor != IRP_MN_REMOVE_DEVICE) {
        return IoCallDriver(Bell->Lower, Irp);
    }
    BellStop(Bell);
    Status = IoCallDriver(Bell->Lower, Irp);
    IoDeleteSymbolicLink(&Link);
    IoDetachDevice(Bell->Lower);
    IoDeleteDevice(Device);
    return Status;
}

static NTSTATUS
BellOpen(PDEVICE_OBJECT Device, PIRP Irp)
{
    return BellComplete(Irp, STATUS_SUCCESS);
}

static NTSTATUS
BellAddDevice(PDRIVER_OBJECT Driver, PDEVICE_OBJECT Pdo)
{
    PDEVICE_OBJECT Device;
    NTSTATUS Status =
        IoCreateDevice(Driver, sizeof(BELL), &Name, FILE_DEVICE_UNKNOWN, 0, FALSE, &Device);
    BELL *Bell;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Bell = Device->DeviceExtension;
    Bell->Pdo = Pdo;
    Bell->Lower = IoAttachDeviceToDeviceStack(Device, Pdo);
    KeInitializeDpc(&Bell->Dpc, BellDpc, Bell);
    Device->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return IoCreateSymbolicLink(&Link, &Name);
}

static VOID
BellUnload(PDRIVER_OBJECT Driver)
{
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT Driver, PUNICODE_STRING RegistryPath)
{
    Driver->DriverUnload = BellUnload;
    Driver->DriverExtension->AddDevice = BellAddDevice;
    Driver->MajorFunction[IRP_MJ_CREATE] = BellOpen;
    Driver->MajorFunction[IRP_MJ_CLEANUP] = BellOpen;
    Driver->MajorFunction[IRP_MJ_CLOSE] = BellOpen;
    Driver->MajorFunction[IRP_MJ_WRITE] = BellWrite;
    Driver->MajorFunction[IRP_MJ_PNP] = BellPnp;
    return STATUS_SUCCESS;
}
