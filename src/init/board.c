/*
 * init/board.c - the devices and drivers that the setup asks for
 *
 * What a Windows machine has from an installation: for each driver a service key (service.c), and
 * for each device a binding of its hardware id to a service and to filters, as an INF file makes
 * them. .driver gets every device that no binding names. .driver and .drivers without a device are
 * loaded as "sc start" does.
 */
#include "init.h"

static VOID
InipNarrow(PSTR Text, SIZE_T Size, PCSTR Format, ...)
{
    __builtin_va_list Arguments;

    __builtin_va_start(Arguments, Format);
    RtlFormat(Text, Size, Format, Arguments);
    __builtin_va_end(Arguments);
}

ULONG
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

/* --- bindings --------------------------------------------------------------------------------- */

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
InipBindFilters(VOID)
{
    WCHAR Id[INI_PATH], Service[INI_NAME];

    for (ULONG i = 0; i < SIM_MAX_DRIVERS; i++) {
        const struct sim_filter *Filter = &InipRun.Setup.filters[i];

        if (Filter->driver != NULL) {
            InipWide(Id, INI_PATH, "%s", Filter->hardware_id);
            InipWide(Service, INI_NAME, "%s", Filter->driver);
            InipCheck(PnpAddFilter(Id, Service, Filter->lower), "filter", Filter->driver);
        }
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

static VOID
InipEachLoaded(VOID (*Routine)(PCSTR Driver))
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

static VOID
InipEachDriver(VOID (*Routine)(PCSTR Driver))
{
    InipEachLoaded(Routine);
    for (ULONG i = 0; i < SIM_MAX_DRIVERS; i++) {
        if (InipRun.Setup.filters[i].driver != NULL) {
            Routine(InipRun.Setup.filters[i].driver);
        }
        if (InipRun.Setup.services[i].name != NULL) {
            Routine(InipRun.Setup.services[i].name);
        }
    }
}

VOID
InipEachDriverBackwards(VOID (*Routine)(PCSTR Driver))
{
    for (ULONG i = SIM_MAX_DRIVERS; i-- > 0;) {
        if (InipRun.Setup.services[i].name != NULL) {
            Routine(InipRun.Setup.services[i].name);
        }
        if (InipRun.Setup.filters[i].driver != NULL) {
            Routine(InipRun.Setup.filters[i].driver);
        }
    }
    for (ULONG i = SIM_MAX_DRIVERS; i-- > 0;) {
        if (InipRun.Setup.drivers[i] != NULL) {
            Routine(InipRun.Setup.drivers[i]);
        }
    }
    if (InipRun.Setup.driver != NULL) {
        Routine(InipRun.Setup.driver);
    }
}

PDRIVER_OBJECT
InipFindDriver(PCSTR Name)
{
    WCHAR Service[INI_NAME];
    PDRIVER_OBJECT Driver;

    InipWide(Service, INI_NAME, "%s", Name);
    return NT_SUCCESS(IoFindDriver(Service, &Driver)) ? Driver : NULL;
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
    InipInstallServices();
    InipEachDriver(InipInstall);
    InipImportRegistry();
    InipBindDevices();
    InipBindFilters();
    IoStartBootDrivers();
    PnpEnumerateBootDevices();
    PnpEnumerateBus();
    IoReinitializeBootDrivers();
    IoStartSystemDrivers();
    IoReinitializeDrivers();
    IoStartAutoDrivers();
    InipEachLoaded(InipLoad);
}
