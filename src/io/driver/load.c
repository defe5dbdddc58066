/*
 * io/driver/load.c - loading drivers
 *
 *      service key --ImagePath--> image --DriverEntry--> driver object, \Driver\<service>
 *
 * DriverEntry runs in a system thread at PASSIVE_LEVEL. When it fails, the image and the driver
 * object go, and Unload is not called; what the driver left behind (a device, for instance) keeps
 * them and shows in the leak report. Devices made in DriverEntry are opened for business when it
 * has succeeded; then Reinitialize routines run (reinit.c).
 *
 * Differs from Windows: ZwLoadDriver does not look at Start; the PnP manager and boot do.
 */
#include "load.h"

/* --- DriverEntry ------------------------------------------------------------------------------ */

typedef struct _IOP_LOAD {
    PCWSTR ServiceName;
    PIOP_DRIVER Driver;
    NTSTATUS Status;
} IOP_LOAD;

VOID
IopCheckCallout(const VOID *Routine)
{
    KIRQL Irql = HalGetIrql();

    if (Irql != PASSIVE_LEVEL) {
        KeBugCheckEx(IRQL_UNEXPECTED_VALUE, (ULONG_PTR)Irql << 16 | PASSIVE_LEVEL << 8 | 2,
                     (ULONG_PTR)Routine, 0, 0);
    }
}

/* The path is the driver's only until DriverEntry returns: it is freed then, as in Windows. */
static NTSTATUS
IopCallDriverEntry(PIOP_DRIVER Driver, PCWSTR Key)
{
    UNICODE_STRING Source;
    PUNICODE_STRING Path;
    NTSTATUS Status;

    RtlInitUnicodeString(&Source, Key);
    Path = ExAllocateOwn(sizeof(*Path) + Source.MaximumLength, IOP_TAG);
    if (Path == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Path->Buffer = (PWCH)(Path + 1);
    Path->MaximumLength = Source.MaximumLength;
    RtlCopyUnicodeString(Path, &Source);
    Status = CALL_DRIVER(Driver->Object.DriverInit, &Driver->Object, Path);
    IopCheckCallout((PVOID)Driver->Object.DriverInit);
    ExFreeOwn(Path);
    return Status;
}

static VOID
IopOpenForBusiness(PIOP_DRIVER Driver)
{
    PDRIVER_OBJECT Object = &Driver->Object;

    Object->Flags |= DRVO_INITIALIZED;
    for (PDEVICE_OBJECT Device = Object->DeviceObject; Device != NULL;
         Device = Device->NextDevice) {
        Device->Flags &= ~(ULONG)DO_DEVICE_INITIALIZING;
    }
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        if (Object->MajorFunction[i] == NULL) {
            Object->MajorFunction[i] = IopInvalidDeviceRequest;
        }
    }
    HalProbe1(PROBE_DRIVER_LOAD, Object);
    IopRunReinit();
}

/* Its driver object exists before its image does: a second load of the service finds it. */
static NTSTATUS
IopMakeDriver(PCWSTR ServiceName, PIOP_DRIVER *Driver)
{
    WCHAR ObjectName[IOP_NAME_CHARACTERS], ImagePath[IOP_PATH_CHARACTERS];
    NTSTATUS Status;

    IopDriverObjectName(ServiceName, ObjectName, RTL_NUMBER_OF(ObjectName));
    IopImagePath(ServiceName, ImagePath, RTL_NUMBER_OF(ImagePath));
    Status = IopCreateDriverObject(ObjectName, ServiceName, ImagePath, Driver);
    if (!NT_SUCCESS(Status)) {
        return Status == STATUS_OBJECT_NAME_COLLISION ? STATUS_IMAGE_ALREADY_LOADED : Status;
    }
    Status = IopLoadImage(*Driver, ImagePath);
    if (!NT_SUCCESS(Status)) {
        IopDiscardDriver(*Driver);
    }
    return Status;
}

static NTSTATUS
IopLoadService(PCWSTR ServiceName, PIOP_DRIVER *Driver)
{
    WCHAR Key[IOP_PATH_CHARACTERS];
    NTSTATUS Status;

    IopServicePath(ServiceName, Key, RTL_NUMBER_OF(Key));
    if (!CmKeyExists(Key)) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Status = IopMakeDriver(ServiceName, Driver);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IopCallDriverEntry(*Driver, Key);
    if (!NT_SUCCESS(Status)) {
        IopForgetReinit(*Driver);
        IopDiscardDriver(*Driver);
        return Status;
    }
    IopOpenForBusiness(*Driver);
    IopDiscardInit(*Driver);
    return STATUS_SUCCESS;
}

static VOID
IopLoadInSystemThread(PVOID Context)
{
    IOP_LOAD *Load = Context;

    Load->Status = IopLoadService(Load->ServiceName, &Load->Driver);
}

/* --- by name ---------------------------------------------------------------------------------- */

NTSTATUS
IoFindDriver(PCWSTR ServiceName, PDRIVER_OBJECT *Driver)
{
    WCHAR Name[IOP_NAME_CHARACTERS];
    UNICODE_STRING String;
    OBJECT_ATTRIBUTES Attributes;

    IopDriverObjectName(ServiceName, Name, RTL_NUMBER_OF(Name));
    RtlInitUnicodeString(&String, Name);
    InitializeObjectAttributes(&Attributes, &String, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    return ObOpenByName(&Attributes, &IopDriverType, KernelMode, 0, NULL, (PVOID *)Driver, NULL);
}

NTSTATUS
IoLoadDriverByName(PCWSTR ServiceName, PDRIVER_OBJECT *Driver)
{
    IOP_LOAD Load = {.ServiceName = ServiceName};

    *Driver = NULL;
    if (NT_SUCCESS(IoFindDriver(ServiceName, Driver))) {
        return STATUS_IMAGE_ALREADY_LOADED;
    }
    IoRunInSystemThread(IopLoadInSystemThread, &Load);
    if (NT_SUCCESS(Load.Status)) {
        *Driver = &Load.Driver->Object;
        ObReferenceObject(*Driver);
    }
    return Load.Status;
}

NTSTATUS
IopCheckLoadPrivilege(KPROCESSOR_MODE Mode)
{
    return SeSinglePrivilegeCheck(SeExports->SeLoadDriverPrivilege, Mode)
               ? STATUS_SUCCESS
               : STATUS_PRIVILEGE_NOT_HELD;
}

NTSTATUS NTAPI
NtLoadDriver(PUNICODE_STRING DriverServiceName)
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
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IoLoadDriverByName(Name, &Driver);
    if (Driver != NULL) {
        ObDereferenceObject(Driver);
    }
    return Status;
}

ZW_CALL(ZwLoadDriver, NtLoadDriver, (PUNICODE_STRING DriverServiceName), (DriverServiceName))
