/*
 * io/driver.c - driver objects
 *
 * A driver object stands at the head of an IOP_DRIVER, named \Driver\<service>. Each of its devices
 * holds a reference; when the last one goes, the image is unloaded (the type's Delete method).
 *
 * All entries of MajorFunction start as IopInvalidDeviceRequest, so a driver answers what it does
 * not know with STATUS_INVALID_DEVICE_REQUEST.
 */
#include "iop.h"

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
IopCopyName(PUNICODE_STRING To, PCWSTR Prefix, PCWSTR Name)
{
    SIZE_T Bytes = (SIZE_T)(IoTextLength(Prefix) + IoTextLength(Name) + 1) * sizeof(WCHAR);

    To->Buffer = ExAllocateOwn(Bytes, IOP_TAG);
    if (To->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    To->MaximumLength = (USHORT)Bytes;
    RtlAppendUnicodeToString(To, Prefix);
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
    InitializeListHead(&Driver->Reinitialize);
    InsertTailList(&Iop.Drivers, &Driver->Links);
    Driver->Serial = IopNextSerial();
    for (ULONG i = 0; i <= IRP_MJ_MAXIMUM_FUNCTION; i++) {
        Object->MajorFunction[i] = IopInvalidDeviceRequest;
    }
}

/* With one reference, the loader's; its name holds another. */
NTSTATUS
IopCreateDriverObject(PCWSTR Name, PIOP_DRIVER *Driver)
{
    OBJECT_ATTRIBUTES Attributes;
    PIOP_DRIVER New;
    NTSTATUS Status;

    Status = ObCreateObjectOfType(&IopDriverType, sizeof(*New), (PVOID *)&New);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    IopInitDriver(New);
    Status = IopCopyName(&New->Object.DriverName, L"\\Driver\\", Name);
    if (NT_SUCCESS(Status)) {
        Status = IopCopyName(&New->Extension.ServiceKeyName, L"", Name);
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
    IopFreeReinitRoutines(Driver);
    RemoveEntryList(&Driver->Links);
    if (Driver->Object.DriverName.Buffer != NULL) {
        ExFreeOwn(Driver->Object.DriverName.Buffer);
    }
    if (Driver->Extension.ServiceKeyName.Buffer != NULL) {
        ExFreeOwn(Driver->Extension.ServiceKeyName.Buffer);
    }
    if (Driver->Module != NULL) {
        HalUnloadModule(Driver->Module);
    }
}

NTSTATUS
IoCreateBuiltInDriver(PCWSTR Name, DRIVER_INITIALIZE *Entry, PDRIVER_OBJECT *Driver)
{
    UNICODE_STRING NoPath = {0};
    PIOP_DRIVER New;
    NTSTATUS Status;

    Status = IopCreateDriverObject(Name, &New);
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

/* --- Reinitialize routines -------------------------------------------------------------------- */

VOID
IoRegisterDriverReinitialization(PDRIVER_OBJECT DriverObject,
                                 PDRIVER_REINITIALIZE DriverReinitializationRoutine, PVOID Context)
{
    PIOP_REINIT Reinit = ExAllocateOwn(sizeof(*Reinit), IOP_TAG);

    if (Reinit != NULL) {
        Reinit->Routine = DriverReinitializationRoutine;
        Reinit->Context = Context;
        InsertTailList(&IopDriver(DriverObject)->Reinitialize, &Reinit->Links);
    }
}

VOID
IoRegisterBootDriverReinitialization(PDRIVER_OBJECT DriverObject,
                                     PDRIVER_REINITIALIZE DriverReinitializationRoutine,
                                     PVOID Context)
{
    IoRegisterDriverReinitialization(DriverObject, DriverReinitializationRoutine, Context);
}

static PIOP_REINIT
IopTakeReinit(PIOP_DRIVER Driver)
{
    return IsListEmpty(&Driver->Reinitialize)
               ? NULL
               : CONTAINING_RECORD(RemoveHeadList(&Driver->Reinitialize), IOP_REINIT, Links);
}

/* A routine may register itself again. */
VOID
IopReinitializeDriver(PIOP_DRIVER Driver)
{
    PIOP_REINIT Reinit;

    while ((Reinit = IopTakeReinit(Driver)) != NULL) {
        IOP_REINIT Call = *Reinit;

        ExFreeOwn(Reinit);
        Driver->Extension.Count++;
        CALL_DRIVER(Call.Routine, &Driver->Object, Call.Context, Driver->Extension.Count);
    }
}

VOID
IopFreeReinitRoutines(PIOP_DRIVER Driver)
{
    PIOP_REINIT Reinit;

    while ((Reinit = IopTakeReinit(Driver)) != NULL) {
        ExFreeOwn(Reinit);
    }
}
