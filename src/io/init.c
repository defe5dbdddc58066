/*
 * io/init.c - the I/O manager begins: object types, lists, what lower rungs hand back to it
 */
#include "check/check.h"
#include "device/device.h"
#include "driver/load.h"
#include "file/file.h"
#include "irp/irp.h"
#include "port/port.h"
#include "queue/queue.h"
#include "system/system.h"

OBJECT_TYPE IopFileType SIM_STATE, IopDeviceType SIM_STATE, IopDriverType SIM_STATE;

/* What drivers see: a variable that points at a pointer to the type. */
POBJECT_TYPE *IoFileObjectType SIM_STATE, *IoDeviceObjectType SIM_STATE;
POBJECT_TYPE *IoDriverObjectType SIM_STATE;

static struct {
    POBJECT_TYPE File, Device, Driver;
} IopTypes SIM_STATE;

static VOID
IopCreateTypes(VOID)
{
    static const GENERIC_MAPPING Mapping = {FILE_GENERIC_READ, FILE_GENERIC_WRITE,
                                            FILE_GENERIC_EXECUTE, FILE_ALL_ACCESS};

    IopFileType = (OBJECT_TYPE){.Name = L"File",
                                .GenericMapping = Mapping,
                                .ValidAccess = FILE_ALL_ACCESS,
                                .DispatcherOffset = FIELD_OFFSET(FILE_OBJECT, Event),
                                .Methods = {.Delete = IopDeleteFile,
                                            .Close = IopCloseFile,
                                            .Security = IopFileSecurity,
                                            .Parse = IopParseFile}};
    IopDeviceType = (OBJECT_TYPE){.Name = L"Device",
                                  .GenericMapping = Mapping,
                                  .ValidAccess = FILE_ALL_ACCESS,
                                  .DispatcherOffset = OB_NOT_WAITABLE,
                                  .CaseInsensitive = TRUE,
                                  .Methods = {.Delete = IopDeleteDeviceObject,
                                              .Security = IopDeviceSecurity,
                                              .Parse = IopParseDevice}};
    IopDriverType = (OBJECT_TYPE){.Name = L"Driver",
                                  .GenericMapping = Mapping,
                                  .ValidAccess = FILE_ALL_ACCESS,
                                  .DispatcherOffset = OB_NOT_WAITABLE,
                                  .CaseInsensitive = TRUE,
                                  .Methods = {.Delete = IopDeleteDriverObject}};
    ObCreateObjectType(&IopFileType);
    ObCreateObjectType(&IopDeviceType);
    ObCreateObjectType(&IopDriverType);
    IopTypes.File = &IopFileType;
    IopTypes.Device = &IopDeviceType;
    IopTypes.Driver = &IopDriverType;
    IoFileObjectType = &IopTypes.File;
    IoDeviceObjectType = &IopTypes.Device;
    IoDriverObjectType = &IopTypes.Driver;
}

VOID
IoInitSystem(VOID)
{
    IopCreateTypes();
    IopInitIrps();
    IopInitTouch();
    IopInitCompletion();
    IopInitActivities();
    IopInitKeepAlive();
    IopInitKsr();
    IopInitDrivers();
    IopInitReinit();
    IopInitBootCallbacks();
    IopInitTimers();
    IopInitRemoveLocks();
    IopInitSessions();
    KeSetAbandonRoutine(IopAbandonCalls);
    IopInitWorkItems();
    IopInitInterrupts();
    IopInitShutdown();
    IopInitControllers();
    IopInitReports();
    PsSetThreadExitRoutine(IopCancelThreadIrps);
}
