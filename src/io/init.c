/*
 * io/init.c - the I/O manager begins: object types, lists, what lower rungs hand back to it
 */
#include "iop.h"

OBJECT_TYPE IopFileType SIM_STATE, IopDeviceType SIM_STATE, IopDriverType SIM_STATE;

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
                                            .Parse = IopParseFile}};
    IopDeviceType = (OBJECT_TYPE){.Name = L"Device",
                                  .GenericMapping = Mapping,
                                  .ValidAccess = FILE_ALL_ACCESS,
                                  .DispatcherOffset = OB_NOT_WAITABLE,
                                  .CaseInsensitive = TRUE,
                                  .Methods = {.Delete = IopDeleteDeviceObject,
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
}

VOID
IoInitSystem(VOID)
{
    IopCreateTypes();
    IopInitIrps();
    IopInitDrivers();
    IopInitTimers();
    IopInitRemoveLocks();
    IopInitWorkItems();
    IopInitInterrupts();
    IopInitShutdown();
    IopInitReports();
    PsSetThreadExitRoutine(IopCancelThreadIrps);
}
