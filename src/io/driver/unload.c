/*
 * io/driver/unload.c - unloading drivers
 *
 *      loaded --IoUnloadDriverObject--> unload pending --nothing uses its devices--> DriverUnload
 *          --> name and loader's reference gone --last reference (devices)--> image unloaded
 *
 * While the unload is pending, the driver's devices are neither opened nor attached to. What uses a
 * device: open files, and another driver's device attached above it.
 *
 * DriverUnload runs in a system thread at PASSIVE_LEVEL, once. A device that it forgot keeps the
 * driver object and the image; the leak report names it.
 */
#include "load.h"
#include "device/device.h"

static BOOLEAN
IopIsUsed(PDRIVER_OBJECT Driver)
{
    for (PDEVICE_OBJECT Device = Driver->DeviceObject; Device != NULL;
         Device = Device->NextDevice) {
        PDEVICE_OBJECT Upper = Device->AttachedDevice;

        if (Device->ReferenceCount != 0 || (Upper != NULL && Upper->DriverObject != Driver)) {
            return TRUE;
        }
    }
    return FALSE;
}

static VOID
IopCallUnload(PVOID Context)
{
    PDRIVER_OBJECT Driver = Context;

    HalProbe1(PROBE_DRIVER_UNLOAD, Driver);
    CALL_DRIVER(Driver->DriverUnload, Driver);
    HalProbe1(PROBE_DRIVER_UNLOADED, Driver);
    IopCheckCallout((PVOID)Driver->DriverUnload);
    IopDiscardDriver(IopDriver(Driver));
}

/* TRUE: it is the caller who calls Unload. */
static BOOLEAN
IopClaimUnload(PDRIVER_OBJECT Driver)
{
    if (IopIsUsed(Driver) || (Driver->Flags & DRVO_UNLOAD_INVOKED) != 0) {
        return FALSE;
    }
    Driver->Flags |= DRVO_UNLOAD_INVOKED;
    return TRUE;
}

typedef struct _IOP_UNLOAD {
    WORK_QUEUE_ITEM Item;
    PDRIVER_OBJECT Driver;
} IOP_UNLOAD;

static VOID
IopUnloadLater(PVOID Context)
{
    IOP_UNLOAD *Unload = Context;

    IopCallUnload(Unload->Driver);
    ExFreeOwn(Unload);
}

/* A device of a driver with a pending unload is not used any more; <= DISPATCH_LEVEL. */
VOID
IopTryUnload(PDRIVER_OBJECT Driver)
{
    IOP_UNLOAD *Unload;

    if (!IopClaimUnload(Driver)) {
        return;
    }
    Unload = ExAllocateOwn(sizeof(*Unload), IOP_TAG);
    SIM_ASSERT(Unload != NULL);
    Unload->Driver = Driver;
    ExInitializeWorkItem(&Unload->Item, IopUnloadLater, Unload);
    ExQueueWorkItem(&Unload->Item, DelayedWorkQueue);
}

NTSTATUS
IoUnloadDriverObject(PDRIVER_OBJECT Driver)
{
    if (Driver->DriverUnload == NULL || IoIsBuiltInDriver(Driver) ||
        (Driver->Flags & DRVO_UNLOAD_INVOKED) != 0) {
        return STATUS_INVALID_DEVICE_REQUEST;
    }
    for (PDEVICE_OBJECT Device = Driver->DeviceObject; Device != NULL;
         Device = Device->NextDevice) {
        IopDevice(Device)->Flags |= DOE_UNLOAD_PENDING;
    }
    if (IopClaimUnload(Driver)) {
        IoRunInSystemThread(IopCallUnload, Driver);
    }
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI
NtUnloadDriver(PUNICODE_STRING DriverServiceName)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    WCHAR Name[IOP_NAME_CHARACTERS];
    PDRIVER_OBJECT Driver;
    NTSTATUS Status = IopCheckLoadPrivilege(Mode);

    if (NT_SUCCESS(Status)) {
        Status = ObProbeString(Mode, DriverServiceName);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopServiceNameFromKey(DriverServiceName, Name, RTL_NUMBER_OF(Name));
    }
    if (NT_SUCCESS(Status)) {
        Status = IoFindDriver(Name, &Driver);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = Driver->DriverExtension->AddDevice != NULL ? STATUS_INVALID_DEVICE_REQUEST
                                                        : IoUnloadDriverObject(Driver);
    ObDereferenceObject(Driver);
    return Status;
}

ZW_CALL(ZwUnloadDriver, NtUnloadDriver, (PUNICODE_STRING DriverServiceName), (DriverServiceName))
