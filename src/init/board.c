/*
 * init/board.c - the devices and drivers that the setup asks for
 *
 * What a Windows machine has from an installation: for each driver a service key, and for each
 * device a binding of its hardware id to a service, as an INF file makes them. .driver gets every
 * device that no binding names. Drivers without a device are loaded as "sc start" does.
 */
#include "init.h"

#define INI_SERVICES L"\\Registry\\Machine\\System\\CurrentControlSet\\Services\\"

enum { INI_NAME = 64, INI_PATH = 160 };

static VOID
InipNarrow(PSTR Text, SIZE_T Size, PCSTR Format, ...)
{
    __builtin_va_list Arguments;

    __builtin_va_start(Arguments, Format);
    RtlFormat(Text, Size, Format, Arguments);
    __builtin_va_end(Arguments);
}

/* Returns the bytes that the text has, with the zero at its end. */
static ULONG
InipWide(PWSTR Text, SIZE_T Characters, PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    CHAR Narrow[INI_PATH];
    SIZE_T i = 0;

    __builtin_va_start(Arguments, Format);
    RtlFormat(Narrow, sizeof Narrow, Format, Arguments);
    __builtin_va_end(Arguments);
    for (; Narrow[i] != 0 && i + 1 < Characters; i++) {
        Text[i] = (UCHAR)Narrow[i];
    }
    Text[i] = 0;
    return (ULONG)(i + 1) * sizeof(WCHAR);
}

/* --- devices ---------------------------------------------------------------------------------- */

static VOID
InipPlug(const struct sim_device_model *Model)
{
    if (Model != NULL && sim_device_add(Model, -1) == NULL) {
        InipFailSaying(NULL, 0, "no slot is left for device %s", Model->name);
    }
}

VOID
InipPlugDevices(VOID)
{
    InipPlug(InipRun.Setup.device);
    for (ULONG i = 0; i < SIM_MAX_DEVICES; i++) {
        InipPlug(InipRun.Setup.devices[i]);
    }
}

/* --- services --------------------------------------------------------------------------------- */

static VOID
InipCheck(NTSTATUS Status, PCSTR What, PCSTR Name)
{
    if (!NT_SUCCESS(Status)) {
        InipFailSaying(NULL, 0, "%s %s: 0x%08X (%s)", What, Name, Status, InipStatusName(Status));
    }
}

static VOID
InipSetNumber(PCSTR Service, PCWSTR Name, ULONG Value)
{
    WCHAR Key[INI_PATH];

    InipWide(Key, INI_PATH, "%ws%s", INI_SERVICES, Service);
    InipCheck(CmSetValue(Key, Name, REG_DWORD, &Value, sizeof Value), "service key of", Service);
}

static VOID
InipInstall(PCSTR Driver)
{
    WCHAR Key[INI_PATH], Image[INI_PATH];
    ULONG Length;

    InipWide(Key, INI_PATH, "%ws%s", INI_SERVICES, Driver);
    Length = InipWide(Image, INI_PATH, "\\SystemRoot\\System32\\drivers\\%s.sys", Driver);
    InipCheck(CmCreateKeyPath(Key), "service key of", Driver);
    InipCheck(CmSetValue(Key, L"ImagePath", REG_EXPAND_SZ, Image, Length), "service key of",
              Driver);
    InipSetNumber(Driver, L"Type", 1);
    InipSetNumber(Driver, L"Start", 3);
    InipSetNumber(Driver, L"ErrorControl", 1);
}

static VOID
InipBind(PCSTR HardwareId, PCSTR Driver)
{
    WCHAR Id[INI_PATH], Service[INI_NAME];

    InipWide(Id, INI_PATH, "%s", HardwareId);
    InipWide(Service, INI_NAME, "%s", Driver);
    InipCheck(PnpAddService(Id, Service), "binding of", HardwareId);
    PnpSetMessageSignaled(Id, InipRun.Setup.msi);
}

static VOID
InipHardwareId(const struct sim_device_model *Model, PSTR Id, SIZE_T Size)
{
    InipNarrow(Id, Size, "PCI\\VEN_%04X&DEV_%04X", Model->vendor, Model->device);
}

static BOOLEAN
InipIsBound(PCSTR HardwareId)
{
    for (ULONG i = 0; i < SIM_MAX_DEVICES; i++) {
        PCSTR Bound = InipRun.Setup.bindings[i].hardware_id;

        if (Bound != NULL && strcmp(Bound, HardwareId) == 0) {
            return TRUE;
        }
    }
    return FALSE;
}

static VOID
InipBindModel(const struct sim_device_model *Model)
{
    CHAR Id[INI_PATH];

    if (Model == NULL || InipRun.Setup.driver == NULL) {
        return;
    }
    InipHardwareId(Model, Id, sizeof Id);
    if (!InipIsBound(Id)) {
        InipBind(Id, InipRun.Setup.driver);
    }
}

static VOID
InipBindDevices(VOID)
{
    const struct sim_setup *Setup = &InipRun.Setup;

    for (ULONG i = 0; i < SIM_MAX_DEVICES; i++) {
        if (Setup->bindings[i].hardware_id != NULL) {
            InipBind(Setup->bindings[i].hardware_id, Setup->bindings[i].driver);
        }
    }
    InipBindModel(Setup->device);
    for (ULONG i = 0; i < SIM_MAX_DEVICES; i++) {
        InipBindModel(Setup->devices[i]);
    }
}

/* --- drivers ---------------------------------------------------------------------------------- */

VOID
InipEachDriver(VOID (*Routine)(PCSTR Driver))
{
    if (InipRun.Setup.driver != NULL) {
        Routine(InipRun.Setup.driver);
    }
    for (ULONG i = 0; i < SIM_MAX_DRIVERS; i++) {
        if (InipRun.Setup.drivers[i] != NULL) {
            Routine(InipRun.Setup.drivers[i]);
        }
    }
}

PDRIVER_OBJECT
InipFindDriver(PCSTR Name)
{
    WCHAR Path[INI_PATH];
    UNICODE_STRING PathString;
    OBJECT_ATTRIBUTES Attributes;
    PVOID Driver;

    InipWide(Path, INI_PATH, "\\Driver\\%s", Name);
    RtlInitUnicodeString(&PathString, Path);
    InitializeObjectAttributes(&Attributes, &PathString, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE,
                               NULL, NULL);
    return NT_SUCCESS(ObOpenByName(&Attributes, NULL, KernelMode, 0, NULL, &Driver, NULL)) ? Driver
                                                                                           : NULL;
}

/* Those that came with a device are there already. */
static VOID
InipLoad(PCSTR Driver)
{
    WCHAR Service[INI_NAME];
    PDRIVER_OBJECT Object = NULL;
    NTSTATUS Status;

    InipWide(Service, INI_NAME, "%s", Driver);
    Status = IoLoadDriverByName(Service, &Object);
    if (Status != STATUS_IMAGE_ALREADY_LOADED) {
        if (!NT_SUCCESS(Status)) {
            InipPrint("%s", IoLastLoadError());
        }
        InipCheck(Status, "loading driver", Driver);
    }
    if (Object != NULL) {
        ObDereferenceObject(Object);
    }
}

VOID
InipStartDrivers(VOID)
{
    InipEachDriver(InipInstall);
    InipBindDevices();
    PnpEnumerateBus();
    InipEachDriver(InipLoad);
}
