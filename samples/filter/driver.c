/*
 * samples/filter/driver.c - loading, adding a device, the control device
 */
#include "filter.h"

DRIVER_INITIALIZE DriverEntry;
static DRIVER_ADD_DEVICE FilterAddDevice;
static DRIVER_UNLOAD FilterUnload;

static UNICODE_STRING FilterName = RTL_CONSTANT_STRING(L"\\Device\\Filter");
static UNICODE_STRING FilterLink = RTL_CONSTANT_STRING(L"\\DosDevices\\Filter");

/* --- the control device: while there are filtered devices ------------------------------------- */

static struct {
    KMUTEX Mutex; /* guards what follows; devices are made at PASSIVE_LEVEL: no FAST_MUTEX */
    ULONG Devices;
    PDEVICE_OBJECT Control;
} Filters;

static VOID
FilterDeleteControl(VOID)
{
    if (Filters.Control != NULL) {
        IoDeleteSymbolicLink(&FilterLink);
        IoDeleteDevice(Filters.Control);
        Filters.Control = NULL;
    }
}

/* A filter without control device still filters. */
static VOID
FilterCreateControl(PDRIVER_OBJECT DriverObject)
{
    NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(FILTER), &FilterName, FILE_DEVICE_UNKNOWN,
                                     FILE_DEVICE_SECURE_OPEN, FALSE, &Filters.Control);

    if (!NT_SUCCESS(Status)) {
        Filters.Control = NULL;
        return;
    }
    Status = IoCreateSymbolicLink(&FilterLink, &FilterName);
    Filters.Control->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    if (!NT_SUCCESS(Status)) {
        FilterDeleteControl();
    }
}

static VOID
FilterCount(PDRIVER_OBJECT DriverObject, LONG More)
{
    KeWaitForSingleObject(&Filters.Mutex, Executive, KernelMode, FALSE, NULL);
    Filters.Devices += (ULONG)More;
    if (Filters.Devices == 0) {
        FilterDeleteControl();
    } else if (Filters.Control == NULL) {
        FilterCreateControl(DriverObject);
    }
    KeReleaseMutex(&Filters.Mutex, FALSE);
}

/* --- devices ---------------------------------------------------------------------------------- */

VOID
FilterDelete(PFILTER Filter)
{
    PDRIVER_OBJECT DriverObject = Filter->Self->DriverObject;

    IoDetachDevice(Filter->Lower);
    IoDeleteDevice(Filter->Self);
    FilterCount(DriverObject, -1);
}

/* Buffers come as the driver below wants them; power as it can take it. */
static NTSTATUS
FilterAttach(PFILTER Filter, PDEVICE_OBJECT Pdo)
{
    PDEVICE_OBJECT Self = Filter->Self;

    IoInitializeRemoveLock(&Filter->RemoveLock, FILTER_TAG, 0, 0);
    Filter->Lower = IoAttachDeviceToDeviceStack(Self, Pdo);
    if (Filter->Lower == NULL) {
        return STATUS_NO_SUCH_DEVICE;
    }
    Self->DeviceType = Filter->Lower->DeviceType;
    Self->Characteristics = Filter->Lower->Characteristics;
    Self->Flags |=
        Filter->Lower->Flags & (DO_BUFFERED_IO | DO_DIRECT_IO | DO_POWER_PAGABLE | DO_POWER_INRUSH);
    return STATUS_SUCCESS;
}

static NTSTATUS
FilterAddDevice(PDRIVER_OBJECT DriverObject, PDEVICE_OBJECT Pdo)
{
    PDEVICE_OBJECT Self;
    PFILTER Filter;
    NTSTATUS Status = IoCreateDevice(DriverObject, sizeof(FILTER), NULL, FILE_DEVICE_UNKNOWN,
                                     FILE_DEVICE_SECURE_OPEN, FALSE, &Self);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Filter = Self->DeviceExtension;
    Filter->Self = Self;
    Status = FilterAttach(Filter, Pdo);
    if (!NT_SUCCESS(Status)) {
        IoDeleteDevice(Self);
        return Status;
    }
    FilterCount(DriverObject, 1);
    Self->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    return STATUS_SUCCESS;
}

/* --- the driver ------------------------------------------------------------------------------- */

static VOID
FilterUnload(PDRIVER_OBJECT DriverObject)
{
    ASSERT(DriverObject->DeviceObject == NULL);
}

NTSTATUS
DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    ULONG Major;

    KeInitializeMutex(&Filters.Mutex, 0);
    FilterInitializeLog();
    for (Major = 0; Major <= IRP_MJ_MAXIMUM_FUNCTION; Major++) {
        DriverObject->MajorFunction[Major] = FilterDispatch;
    }
    DriverObject->DriverExtension->AddDevice = FilterAddDevice;
    DriverObject->DriverUnload = FilterUnload;
    return STATUS_SUCCESS;
}
