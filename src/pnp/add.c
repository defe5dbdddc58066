/*
 * pnp/add.c - AddDevice: a device's stack is built
 *
 * Lower filters, the function driver, upper filters, in this order (filter.c); drivers that are not
 * loaded yet are. A filter that cannot be loaded, or whose service is disabled, is left out; the
 * function driver must be there, and an AddDevice that fails undoes the whole stack.
 */
#include "device.h"

VOID
PipCheckCallout(PVOID Routine)
{
    KIRQL Irql = HalGetIrql();

    if (Irql != PASSIVE_LEVEL) {
        KeBugCheckEx(IRQL_UNEXPECTED_VALUE, (ULONG_PTR)Irql << 16 | PASSIVE_LEVEL << 8 | 2,
                     (ULONG_PTR)Routine, 0, 0);
    }
}

static NTSTATUS
PipCallAddDevice(PDEVICE_NODE Node, PDRIVER_OBJECT Driver)
{
    PDRIVER_ADD_DEVICE AddDevice = Driver->DriverExtension->AddDevice;
    NTSTATUS Status;

    if (AddDevice == NULL) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    Status = CALL_DRIVER(AddDevice, Driver, Node->Pdo);
    HalRelease(HAL_SYNC_KEY(HalSyncKernel, HAL_SYNC_STARTED));
    PipCheckCallout((PVOID)AddDevice);
    return Status;
}

static NTSTATUS
PipLoad(PCWSTR ServiceName, PDRIVER_OBJECT *Driver)
{
    NTSTATUS Status;

    if (IoServiceStart(ServiceName) == SERVICE_DISABLED) {
        return STATUS_PLUGPLAY_NO_DEVICE;
    }
    Status = IoLoadDriverByName(ServiceName, Driver);
    return *Driver != NULL ? STATUS_SUCCESS : Status;
}

/* One after another, from below. */
static NTSTATUS
PipAddFilters(PDEVICE_NODE Node, PCWSTR Names)
{
    NTSTATUS Status = STATUS_SUCCESS;

    for (PCWSTR Name = Names; *Name != L'\0' && NT_SUCCESS(Status);
         Name += IoTextLength(Name) + 1) {
        PDRIVER_OBJECT Driver;

        if (NT_SUCCESS(PipLoad(Name, &Driver))) {
            Status = PipCallAddDevice(Node, Driver);
            ObDereferenceObject(Driver);
        }
    }
    return Status;
}

static NTSTATUS
PipAddSide(PDEVICE_NODE Node, BOOLEAN Lower)
{
    WCHAR Names[PIP_FILTER_CHARACTERS];
    NTSTATUS Status;

    PipDeviceFilters(Node, Lower, Names);
    Status = PipAddFilters(Node, Names);
    if (NT_SUCCESS(Status)) {
        PipClassFilters(Node, Lower, Names);
        Status = PipAddFilters(Node, Names);
    }
    return Status;
}

static NTSTATUS
PipAddFunction(PDEVICE_NODE Node)
{
    PDRIVER_OBJECT Driver;
    NTSTATUS Status;

    if (Node->ServiceName[0] == L'\0') { // raw: the bus driver alone
        return STATUS_SUCCESS;
    }
    Status = PipLoad(Node->ServiceName, &Driver);
    if (!NT_SUCCESS(Status)) {
        PipSetProblem(Node,
                      Status == STATUS_PLUGPLAY_NO_DEVICE ? CM_PROB_DISABLED_SERVICE
                                                          : CM_PROB_DRIVER_FAILED_LOAD,
                      Status);
        return Status;
    }
    Status = PipCallAddDevice(Node, Driver);
    ObDereferenceObject(Driver);
    return Status;
}

NTSTATUS
PipAddDrivers(PDEVICE_NODE Node)
{
    NTSTATUS Status = PipAddSide(Node, TRUE);

    if (NT_SUCCESS(Status)) {
        Status = PipAddFunction(Node);
    }
    if (NT_SUCCESS(Status)) {
        Status = PipAddSide(Node, FALSE);
    }
    if (NT_SUCCESS(Status)) {
        PipSetState(Node, DeviceNodeDriversAdded);
        return STATUS_SUCCESS;
    }
    if (Node->Problem == 0) {
        PipSetProblem(Node, CM_PROB_FAILED_ADD, Status);
    }
    PipRemoveStack(Node);
    return Status;
}
