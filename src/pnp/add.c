/*
 * pnp/add.c - AddDevice: a device's stack is built
 *
 * Lower filters, the function driver, upper filters, in this order; drivers that are not loaded yet
 * are. A filter that cannot be loaded is left out; the function driver must be there, and
 * an AddDevice that fails undoes the whole stack.
 */
#include "pip.h"

static VOID
PipCheckAddDevice(PVOID Routine)
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
    PipCheckAddDevice((PVOID)AddDevice);
    return Status;
}

static NTSTATUS
PipLoad(PCWSTR ServiceName, PDRIVER_OBJECT *Driver)
{
    NTSTATUS Status = IoLoadDriverByName(ServiceName, Driver);

    return Status == STATUS_IMAGE_ALREADY_LOADED ? STATUS_SUCCESS : Status;
}

static NTSTATUS
PipAddFilters(PDEVICE_NODE Node, PCWSTR ValueName)
{
    WCHAR Key[300], Names[256] = {0};
    ULONG Type, Needed;
    NTSTATUS Status = STATUS_SUCCESS;

    PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
    if (!NT_SUCCESS(CmGetValue(Key, ValueName, &Type, Names, sizeof(Names) - 2 * sizeof(WCHAR),
                               &Needed))) {
        return STATUS_SUCCESS;
    }
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
PipAddFunction(PDEVICE_NODE Node)
{
    PDRIVER_OBJECT Driver;
    NTSTATUS Status;

    if (Node->ServiceName[0] == L'\0') { // raw: the bus driver alone
        return STATUS_SUCCESS;
    }
    Status = PipLoad(Node->ServiceName, &Driver);
    if (!NT_SUCCESS(Status)) {
        PipSetProblem(Node, CM_PROB_DRIVER_FAILED_LOAD, Status);
        return Status;
    }
    Status = PipCallAddDevice(Node, Driver);
    ObDereferenceObject(Driver);
    return Status;
}

NTSTATUS
PipAddDrivers(PDEVICE_NODE Node)
{
    NTSTATUS Status = PipAddFilters(Node, L"LowerFilters");

    if (NT_SUCCESS(Status)) {
        Status = PipAddFunction(Node);
    }
    if (NT_SUCCESS(Status)) {
        Status = PipAddFilters(Node, L"UpperFilters");
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
