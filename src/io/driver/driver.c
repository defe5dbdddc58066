/*
 * io/driver/driver.c - driver objects
 *
 * A driver object stands at the head of an IOP_DRIVER, named \Driver\<service>, or as the service's
 * key says. Each of its devices
 * holds a reference; when the last one goes, the image is unloaded (the type's Delete method).
 *
 * All entries of MajorFunction start as IopInvalidDeviceRequest, so a driver answers what it does
 * not know with STATUS_INVALID_DEVICE_REQUEST.
 */
#include "load.h"
#include "check/check.h"

static struct {
    LIST_ENTRY Drivers; /* oldest first */
} Iop SIM_STATE;

static const UNICODE_STRING IopHardwareDatabase =
    RTL_CONSTANT_STRING(L"\\REGISTRY\\MACHINE\\HARDWARE\\DESCRIPTION\\SYSTEM");

VOID
IopInitDrivers(VOID)
{
    InitializeListHead(&Iop.Drivers);
}

NTSTATUS
IopInvalidDeviceRequest(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    Irp->IoStatus.Status = STATUS_INVALID_DEVICE_REQUEST;
    Irp->IoStatus.Information = 0;
    IofCompleteRequest(Irp, IO_NO_INCREMENT);
    return STATUS_INVALID_DEVICE_REQUEST;
}

/* --- creation --------------------------------------------------------------------------------- */

static NTSTATUS
IopCopyName(PUNICODE_STRING To, PCWSTR Name)
{
    SIZE_T Bytes = (SIZE_T)(IoTextLength(Name) + 1) * sizeof(WCHAR);

    To->Buffer = ExAllocateOwn(Bytes, IOP_TAG);
    if (To->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    To->MaximumLength = (USHORT)Bytes;
    return RtlAppendUnicodeToString(To, Name);
}

static VOID
IopInitDriver(PIOP_DRIVER Driver)
{
    PDRIVER_OBJECT Object = &Driver->Object;

    Object->Type = IO_TYPE_DRIVER;
    Object->Size = sizeof(DRIVER_OBJECT);
    Object->DriverExtension = &Driver->Extension;
    Object->HardwareDatabase = (PUNICODE_STRING)&IopHardwareDatabase;
    Driver->Extension.DriverObject = Object;
    InsertTailList(&Iop.Drivers, &Driver->Links);
    Driver->Serial = IopNextSerial();
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        Object->MajorFunction[i] = IopInvalidDeviceRequest;
    }
}

/* With one reference, the loader's; its name holds another. */
NTSTATUS
IopCreateDriverObject(PCWSTR ObjectName, PCWSTR ServiceName, PCWSTR ImagePath, PIOP_DRIVER *Driver)
{
    OBJECT_ATTRIBUTES Attributes;
    PIOP_DRIVER New;
    NTSTATUS Status;

    Status = ObCreateObjectOfType(&IopDriverType, sizeof(*New), (PVOID *)&New);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    IopInitDriver(New);
    Status = IopCopyName(&New->Object.DriverName, ObjectName);
    if (NT_SUCCESS(Status)) {
        Status = IopCopyName(&New->Extension.ServiceKeyName, ServiceName);
    }
    if (NT_SUCCESS(Status)) {
        Status = IopCopyName(&New->ImagePath, ImagePath);
    }
    if (NT_SUCCESS(Status)) {
        InitializeObjectAttributes(&Attributes, &New->Object.DriverName,
                                   OBJ_PERMANENT | OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                                   NULL);
        Status = ObInsertNewObject(New, &Attributes, 0, KernelMode, NULL, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        ObDereferenceObject(New);
        return Status;
    }
    *Driver = New;
    return STATUS_SUCCESS;
}

VOID
IopDiscardDriver(PIOP_DRIVER Driver)
{
    ObMakeTemporary(&Driver->Object);
    ObDereferenceObject(&Driver->Object);
}

static VOID
IopFreeName(PUNICODE_STRING Name)
{
    if (Name->Buffer != NULL) {
        ExFreeOwn(Name->Buffer);
    }
}

/* The type's method: no device and nobody else refers to it. */
VOID
IopDeleteDriverObject(PVOID Object)
{
    PIOP_DRIVER Driver = Object;

    while (Driver->ClientExtensions != NULL) {
        PIOP_CLIENT_EXTENSION Extension = Driver->ClientExtensions;

        Driver->ClientExtensions = Extension->Next;
        ExFreeOwn(Extension);
    }
    IopForgetReinit(Driver);
    RemoveEntryList(&Driver->Links);
    IopFreeName(&Driver->Object.DriverName);
    IopFreeName(&Driver->Extension.ServiceKeyName);
    IopFreeName(&Driver->ImagePath);
    if (Driver->Module != NULL) {
        MmForgetImage(Driver->Module);
        HalUnloadModule(Driver->Module);
    }
}

NTSTATUS
IoCreateBuiltInDriver(PCWSTR Name, DRIVER_INITIALIZE *Entry, PDRIVER_OBJECT *Driver)
{
    UNICODE_STRING NoPath = {0};
    WCHAR ObjectName[IOP_NAME_CHARACTERS];
    PIOP_DRIVER New;
    NTSTATUS Status;

    IoFormatText(ObjectName, RTL_NUMBER_OF(ObjectName), L"\\Driver\\%ws", Name);
    Status = IopCreateDriverObject(ObjectName, Name, L"", &New);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    New->Object.Flags = DRVO_BUILTIN_DRIVER;
    New->Object.DriverInit = Entry;
    *Driver = &New->Object;
    return Entry(&New->Object, &NoPath);
}

BOOLEAN
IoIsBuiltInDriver(PDRIVER_OBJECT Driver)
{
    return IopDriver(Driver)->Module == NULL;
}

ULONG
IoDriverDeviceCount(PDRIVER_OBJECT Driver)
{
    ULONG Count = 0;

    for (PDEVICE_OBJECT Device = Driver->DeviceObject; Device != NULL;
         Device = Device->NextDevice) {
        Count++;
    }
    return Count;
}

PIOP_DRIVER
IopNextDriver(PIOP_DRIVER Driver)
{
    PLIST_ENTRY Next = Driver == NULL ? Iop.Drivers.Flink : Driver->Links.Flink;

    return Next != &Iop.Drivers ? CONTAINING_RECORD(Next, IOP_DRIVER, Links) : NULL;
}

/* --- what a driver keeps with its driver object ----------------------------------------------- */

PVOID
IoGetDriverObjectExtension(PDRIVER_OBJECT DriverObject, PVOID ClientIdentificationAddress)
{
    for (PIOP_CLIENT_EXTENSION Extension = IopDriver(DriverObject)->ClientExtensions;
         Extension != NULL; Extension = Extension->Next) {
        if (Extension->Identification == ClientIdentificationAddress) {
            return Extension->Body;
        }
    }
    return NULL;
}

NTSTATUS
IoAllocateDriverObjectExtension(PDRIVER_OBJECT DriverObject, PVOID ClientIdentificationAddress,
                                ULONG DriverObjectExtensionSize, PVOID *DriverObjectExtension)
{
    PIOP_DRIVER Driver = IopDriver(DriverObject);
    PIOP_CLIENT_EXTENSION Extension;

    *DriverObjectExtension = NULL;
    if (IoGetDriverObjectExtension(DriverObject, ClientIdentificationAddress) != NULL) {
        return STATUS_OBJECT_NAME_COLLISION;
    }
    Extension = ExAllocateOwn(sizeof(*Extension) + (SIZE_T)DriverObjectExtensionSize, IOP_TAG);
    if (Extension == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Extension->Identification = ClientIdentificationAddress;
    Extension->Next = Driver->ClientExtensions;
    Driver->ClientExtensions = Extension;
    *DriverObjectExtension = Extension->Body;
    return STATUS_SUCCESS;
}
