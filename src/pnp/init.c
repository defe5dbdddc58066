/*
 * pnp/init.c - the PnP manager begins: the root, the PCI bus, the worker
 *
 * The two are not found and configured as other devices are: they are made here, started. What is
 * on the bus is found by the first PnpEnumerateBus.
 */
#include "notify.h"
#include "pci.h"

static PDEVICE_NODE
PipMakeStarted(PDEVICE_OBJECT Device, PDEVICE_NODE Parent, PCWSTR InstancePath)
{
    PDEVICE_NODE Node = PipCreateNode(Device, Parent);

    SIM_ASSERT(Node != NULL);
    IoFormatText(Node->InstancePath, PIP_PATH_CHARACTERS, L"%ws", InstancePath);
    PipSetState(Node, DeviceNodeStarted);
    return Node;
}

/* Opens reach a device only while it is started; refusing them later is the driver's business. */
static NTSTATUS
PipCheckOpen(PDEVICE_OBJECT Pdo)
{
    PDEVICE_NODE Node = PipNodeOf(Pdo);

    return Node->State == DeviceNodeStarted || Node->State == DeviceNodeQueryRemoved ||
                   Node->State == DeviceNodeStopped
               ? STATUS_SUCCESS
               : STATUS_NO_SUCH_DEVICE;
}

VOID
PnpInitSystem(VOID)
{
    PDEVICE_NODE Root;
    PDEVICE_OBJECT Pci;
    NTSTATUS Status;

    PipInitTree();
    PipInitArbiter();
    PipInitInterfaces();
    PipInitNotify();
    PipInitEvents();
    Root = PipMakeStarted(PipCreateRoot(), NULL, L"HTREE\\ROOT\\0");
    Status = PciCreateBus(&Pci);
    SIM_ASSERT(NT_SUCCESS(Status));
    PipReportRootDevice(Pci);
    PipMakeStarted(Pci, Root, L"ACPI\\PNP0A03\\0");
    IoSetOpenCheckRoutine(PipCheckOpen);
    IoSetLastCloseRoutine(PipLastClose);
    PipInitWorker();
}
