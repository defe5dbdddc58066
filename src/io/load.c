/*
 * io/load.c - loading drivers
 *
 *      service key --ImagePath--> image --DriverEntry--> driver object, \Driver\<service>
 *
 * DriverEntry runs in a system thread at PASSIVE_LEVEL. When it fails, the image and the driver
 * object go, and Unload is not called; what the driver left behind (a device, for instance) keeps
 * them and shows in the leak report. Devices made in DriverEntry are opened for business when it
 * has succeeded; then Reinitialize routines run.
 *
 * Differs from Windows: no privilege is asked for. An image is found by its base name among
 * the drivers that the program was built with.
 */
#include "iop.h"

#define IOP_SERVICES L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\"

static struct {
    CHAR Error[256];
} Iop SIM_STATE;

PCSTR
IoLastLoadError(VOID)
{
    return Iop.Error;
}

/* --- a system thread to run in ---------------------------------------------------------------- */

typedef struct _IOP_ERRAND {
    WORK_QUEUE_ITEM Item;
    VOID (*Routine)(PVOID);
    PVOID Context;
    KEVENT Done;
} IOP_ERRAND;

static VOID
IopDoErrand(PVOID Context)
{
    IOP_ERRAND *Errand = Context;

    Errand->Routine(Errand->Context);
    KeSetEvent(&Errand->Done, IO_NO_INCREMENT, FALSE);
}

VOID
IoRunInSystemThread(VOID (*Routine)(PVOID), PVOID Context)
{
    IOP_ERRAND Errand = {.Routine = Routine, .Context = Context};

    if (PsCurrentThread()->SystemThread) {
        Routine(Context);
        return;
    }
    KeInitializeEvent(&Errand.Done, NotificationEvent, FALSE);
    ExInitializeWorkItem(&Errand.Item, IopDoErrand, &Errand);
    ExQueueWorkItem(&Errand.Item, DelayedWorkQueue);
    KeWaitForSingleObject(&Errand.Done, Executive, KernelMode, FALSE, NULL);
}

/* --- the image -------------------------------------------------------------------------------- */

/* "\SystemRoot\System32\drivers\abc.sys" -> "abc" */
static NTSTATUS
IopImageBaseName(PCWSTR Path, PSTR Name, ULONG Size)
{
    PCWSTR Base = Path;
    ULONG Length;

    for (PCWSTR Next = Path; *Next != L'\0'; Next++) {
        if (*Next == L'\\') {
            Base = Next + 1;
        }
    }
    Length = IoTextLength(Base);
    if (Length > 4 && IoSameText(Base + Length - 4, L".sys")) {
        Length -= 4;
    }
    if (Length == 0 || Length >= Size) {
        return STATUS_OBJECT_NAME_INVALID;
    }
    for (ULONG i = 0; i < Length; i++) {
        Name[i] = (CHAR)Base[i];
    }
    Name[Length] = '\0';
    return STATUS_SUCCESS;
}

static NTSTATUS
IopFindImage(PCWSTR ServiceName, PCWSTR Key, PSTR Name, ULONG Size)
{
    WCHAR Path[260] = {0};
    ULONG Type, Needed;

    if (!CmKeyExists(Key)) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    if (!NT_SUCCESS(CmGetValue(Key, L"ImagePath", &Type, Path, sizeof(Path) - sizeof(WCHAR),
                               &Needed))) {
        return IopImageBaseName(ServiceName, Name, Size);
    }
    return IopImageBaseName(Path, Name, Size);
}

static NTSTATUS
IopLoadImage(PIOP_DRIVER Driver, PCSTR Name)
{
    PCSTR Error = "";

    Driver->Module = HalLoadModule(Name, &Error);
    if (Driver->Module == NULL) {
        RtlZeroMemory(Iop.Error, sizeof(Iop.Error));
        strncpy(Iop.Error, Error != NULL ? Error : "", sizeof(Iop.Error) - 1);
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Driver->Object.DriverStart = (PVOID)(ULONG_PTR)Driver->Module->Base;
    Driver->Object.DriverSize = (ULONG)Driver->Module->Size;
    Driver->Object.DriverSection = (PVOID)Driver->Module;
    Driver->Object.DriverInit = (PDRIVER_INITIALIZE)HalModuleSymbol(Driver->Module, "DriverEntry");
    if (Driver->Object.DriverInit == NULL) {
        Driver->Object.DriverInit =
            (PDRIVER_INITIALIZE)HalModuleSymbol(Driver->Module, "GsDriverEntry");
    }
    return Driver->Object.DriverInit != NULL ? STATUS_SUCCESS : STATUS_DRIVER_ENTRYPOINT_NOT_FOUND;
}

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
    IopReinitializeDriver(Driver);
}

static NTSTATUS
IopLoadService(PCWSTR ServiceName, PIOP_DRIVER *Driver)
{
    WCHAR Key[300];
    CHAR Image[64];
    NTSTATUS Status;

    IoFormatText(Key, RTL_NUMBER_OF(Key), L"%ws%ws", IOP_SERVICES, ServiceName);
    Status = IopFindImage(ServiceName, Key, Image, sizeof(Image));
    if (NT_SUCCESS(Status)) {
        Status = IopCreateDriverObject(ServiceName, Driver);
    }
    if (!NT_SUCCESS(Status)) {
        return Status == STATUS_OBJECT_NAME_COLLISION ? STATUS_IMAGE_ALREADY_LOADED : Status;
    }
    Status = IopLoadImage(*Driver, Image);
    if (NT_SUCCESS(Status)) {
        Status = IopCallDriverEntry(*Driver, Key);
    }
    if (!NT_SUCCESS(Status)) {
        IopFreeReinitRoutines(*Driver);
        IopDiscardDriver(*Driver);
        return Status;
    }
    IopOpenForBusiness(*Driver);
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
IopFindDriver(PCWSTR ServiceName, PDRIVER_OBJECT *Driver)
{
    WCHAR Name[128];
    UNICODE_STRING String;
    OBJECT_ATTRIBUTES Attributes;

    IoFormatText(Name, RTL_NUMBER_OF(Name), L"\\Driver\\%ws", ServiceName);
    RtlInitUnicodeString(&String, Name);
    InitializeObjectAttributes(&Attributes, &String, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    return ObOpenByName(&Attributes, &IopDriverType, KernelMode, 0, NULL, (PVOID *)Driver, NULL);
}

NTSTATUS
IoLoadDriverByName(PCWSTR ServiceName, PDRIVER_OBJECT *Driver)
{
    IOP_LOAD Load = {.ServiceName = ServiceName};

    if (NT_SUCCESS(IopFindDriver(ServiceName, Driver))) {
        return STATUS_IMAGE_ALREADY_LOADED;
    }
    IoRunInSystemThread(IopLoadInSystemThread, &Load);
    if (NT_SUCCESS(Load.Status)) {
        *Driver = &Load.Driver->Object;
        ObReferenceObject(*Driver);
    }
    return Load.Status;
}

/* The last component of a service key's path. */
NTSTATUS
IopServiceNameFromKey(PUNICODE_STRING Key, PWCHAR Name, ULONG Characters)
{
    ULONG Begin = Key->Length / sizeof(WCHAR);
    ULONG End = Begin;

    while (Begin > 0 && Key->Buffer[Begin - 1] != L'\\') {
        Begin--;
    }
    if (Begin == End || Begin == 0 || End - Begin >= Characters) {
        return STATUS_OBJECT_NAME_INVALID;
    }
    RtlCopyMemory(Name, Key->Buffer + Begin, (End - Begin) * sizeof(WCHAR));
    Name[End - Begin] = L'\0';
    return STATUS_SUCCESS;
}

NTSTATUS NTAPI
NtLoadDriver(PUNICODE_STRING DriverServiceName)
{
    WCHAR Name[128];
    PDRIVER_OBJECT Driver;
    NTSTATUS Status = ObProbeString(ExGetPreviousMode(), DriverServiceName);

    if (NT_SUCCESS(Status)) {
        Status = IopServiceNameFromKey(DriverServiceName, Name, RTL_NUMBER_OF(Name));
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = IoLoadDriverByName(Name, &Driver);
    if (NT_SUCCESS(Status) || Status == STATUS_IMAGE_ALREADY_LOADED) {
        ObDereferenceObject(Driver);
    }
    return Status;
}

ZW_CALL(ZwLoadDriver, NtLoadDriver, (PUNICODE_STRING DriverServiceName), (DriverServiceName))
