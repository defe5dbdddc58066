/*
 * samples/startio/pnp.c - starting, removing; power and WMI are the bus driver's business
 */
#include "startio.h"

static NTSTATUS
PrinterPassDown(PPRINTER Printer, PIRP Irp)
{
    IoSkipCurrentIrpStackLocation(Irp);
    return IoCallDriver(Printer->Lower, Irp);
}

static NTSTATUS
PrinterSucceedAndPassDown(PPRINTER Printer, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_SUCCESS;
    return PrinterPassDown(Printer, Irp);
}

/* --- starting --------------------------------------------------------------------------------- */

static NTSTATUS
PrinterFindPorts(PPRINTER Printer, PCM_RESOURCE_LIST Translated)
{
    PCM_PARTIAL_RESOURCE_LIST List;
    ULONG i;

    if (Translated == NULL) {
        return STATUS_DEVICE_CONFIGURATION_ERROR;
    }
    List = &Translated->List[0].PartialResourceList;
    for (i = 0; i < List->Count; i++) {
        PCM_PARTIAL_RESOURCE_DESCRIPTOR Descriptor = &List->PartialDescriptors[i];

        if (Descriptor->Type == CmResourceTypePort && Descriptor->u.Port.Length >= PRINTER_PORTS) {
            Printer->Ports = (PUCHAR)(ULONG_PTR)Descriptor->u.Port.Start.QuadPart;
            return STATUS_SUCCESS;
        }
    }
    return STATUS_DEVICE_CONFIGURATION_ERROR;
}

static NTSTATUS
PrinterConnectInterrupt(PPRINTER Printer)
{
    IO_CONNECT_INTERRUPT_PARAMETERS Parameters;
    NTSTATUS Status;

    RtlZeroMemory(&Parameters, sizeof Parameters);
    Parameters.Version = CONNECT_LINE_BASED;
    Parameters.LineBased.PhysicalDeviceObject = Printer->Pdo;
    Parameters.LineBased.InterruptObject = &Printer->Interrupt;
    Parameters.LineBased.ServiceRoutine = PrinterService;
    Parameters.LineBased.ServiceContext = Printer;
    Status = IoConnectInterruptEx(&Parameters);
    if (!NT_SUCCESS(Status)) {
        Printer->Interrupt = NULL;
    }
    return Status;
}

static VOID
PrinterDisconnectInterrupt(PPRINTER Printer)
{
    IO_DISCONNECT_INTERRUPT_PARAMETERS Parameters;

    RtlZeroMemory(&Parameters, sizeof Parameters);
    Parameters.Version = CONNECT_LINE_BASED;
    Parameters.ConnectionContext.InterruptObject = Printer->Interrupt;
    IoDisconnectInterruptEx(&Parameters);
    Printer->Interrupt = NULL;
}

static NTSTATUS
PrinterStartDevice(PPRINTER Printer, PIRP Irp)
{
    PIO_STACK_LOCATION Stack = IoGetCurrentIrpStackLocation(Irp);
    NTSTATUS Status = STATUS_UNSUCCESSFUL;

    if (IoForwardIrpSynchronously(Printer->Lower, Irp)) {
        Status = Irp->IoStatus.Status;
    }
    if (NT_SUCCESS(Status)) {
        Status =
            PrinterFindPorts(Printer, Stack->Parameters.StartDevice.AllocatedResourcesTranslated);
    }
    if (NT_SUCCESS(Status)) {
        Status = PrinterConnectInterrupt(Printer);
    }
    if (NT_SUCCESS(Status)) {
        PrinterStart(Printer);
    }
    return PrinterComplete(Irp, Status, 0);
}

/* --- removing --------------------------------------------------------------------------------- */

/* Twice, if the removal is a surprise; the second time does nothing. */
static VOID
PrinterStopDevice(PPRINTER Printer)
{
    if (Printer->Interrupt != NULL) {
        PrinterDisconnectInterrupt(Printer);
        PrinterStop(Printer);
    }
}

/* When the remove lock is free, all requests are completed; the DPC that did it may not have
   returned yet. */
static NTSTATUS
PrinterRemoveDevice(PPRINTER Printer, PIRP Irp)
{
    NTSTATUS Status;

    PrinterStopDevice(Printer);
    IoReleaseRemoveLockAndWait(&Printer->RemoveLock, Irp);
    KeFlushQueuedDpcs();
    Status = PrinterSucceedAndPassDown(Printer, Irp);
    PrinterDelete(Printer);
    return Status;
}

/* --- dispatch --------------------------------------------------------------------------------- */

static NTSTATUS
PrinterPnpMinor(PPRINTER Printer, PIRP Irp, UCHAR Minor)
{
    switch (Minor) {
    case IRP_MN_START_DEVICE:
        return PrinterStartDevice(Printer, Irp);
    case IRP_MN_QUERY_STOP_DEVICE:
        return PrinterComplete(Irp, STATUS_UNSUCCESSFUL, 0);
    case IRP_MN_SURPRISE_REMOVAL:
        PrinterStopDevice(Printer);
        return PrinterSucceedAndPassDown(Printer, Irp);
    case IRP_MN_CANCEL_STOP_DEVICE:
    case IRP_MN_QUERY_REMOVE_DEVICE:
    case IRP_MN_CANCEL_REMOVE_DEVICE:
        return PrinterSucceedAndPassDown(Printer, Irp);
    default:
        return PrinterPassDown(Printer, Irp);
    }
}

NTSTATUS
PrinterPnp(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PPRINTER Printer = DeviceObject->DeviceExtension;
    UCHAR Minor = IoGetCurrentIrpStackLocation(Irp)->MinorFunction;
    NTSTATUS Status = IoAcquireRemoveLock(&Printer->RemoveLock, Irp);

    if (!NT_SUCCESS(Status)) {
        return PrinterComplete(Irp, Status, 0);
    }
    if (Minor == IRP_MN_REMOVE_DEVICE) {
        return PrinterRemoveDevice(Printer, Irp);
    }
    Status = PrinterPnpMinor(Printer, Irp, Minor);
    IoReleaseRemoveLock(&Printer->RemoveLock, Irp);
    return Status;
}

NTSTATUS
PrinterPower(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PPRINTER Printer = DeviceObject->DeviceExtension;
    NTSTATUS Status = IoAcquireRemoveLock(&Printer->RemoveLock, Irp);

    PoStartNextPowerIrp(Irp);
    if (!NT_SUCCESS(Status)) {
        return PrinterComplete(Irp, Status, 0);
    }
    IoSkipCurrentIrpStackLocation(Irp);
    Status = PoCallDriver(Printer->Lower, Irp);
    IoReleaseRemoveLock(&Printer->RemoveLock, Irp);
    return Status;
}

NTSTATUS
PrinterSystemControl(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    PPRINTER Printer = DeviceObject->DeviceExtension;
    NTSTATUS Status = IoAcquireRemoveLock(&Printer->RemoveLock, Irp);

    if (!NT_SUCCESS(Status)) {
        return PrinterComplete(Irp, Status, 0);
    }
    Status = PrinterPassDown(Printer, Irp);
    IoReleaseRemoveLock(&Printer->RemoveLock, Irp);
    return Status;
}
