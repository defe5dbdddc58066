/*
 * io/driver/boot.c - the drivers that the system starts by itself
 *
 *      boot-start drivers      by group and tag; DependOn... is ignored
 *      devices                 (pnp: first those whose drivers are boot-start drivers)
 *      boot Reinitialize routines
 *      system-start drivers    by group and tag
 *      Reinitialize routines
 *      auto-start drivers      in the registry's order, each after those that it depends on
 *
 * A driver that a device has brought is there already. A boot-start or system-start driver whose
 * ErrorControl is critical must start: CRITICAL_SERVICE_FAILED. Other failures are told to the
 * debugger, unless ErrorControl is to ignore them.
 *
 * Differs from Windows: there is no LastKnownGood control set; severe counts as normal. The service
 * control manager's part is done by the I/O manager.
 */
#include "load.h"

#define IOP_MOST_DEPENDENCIES 16 /* one below another */

/* --- one driver ------------------------------------------------------------------------------- */

static NTSTATUS
IopStartService(PCWSTR Service)
{
    PDRIVER_OBJECT Driver;
    NTSTATUS Status = IoLoadDriverByName(Service, &Driver);

    if (Driver == NULL) {
        return Status;
    }
    ObDereferenceObject(Driver);
    return STATUS_SUCCESS;
}

static VOID
IopReportFailure(PIOP_SERVICE_KEY Service, NTSTATUS Status)
{
    if (Service->ErrorControl == SERVICE_ERROR_CRITICAL && Service->Start <= SERVICE_SYSTEM_START) {
        KeBugCheckEx(CRITICAL_SERVICE_FAILED, (ULONG_PTR)(LONG_PTR)Status, 0, 0, 0);
    }
    if (Service->ErrorControl != SERVICE_ERROR_IGNORE) {
        DbgPrintEx(DPFLTR_DEFAULT_ID, DPFLTR_ERROR_LEVEL, "driver %ws did not start: 0x%08X\n",
                   Service->Name, Status);
    }
}

/* --- by group and tag ------------------------------------------------------------------------- */

typedef struct _IOP_START {
    LIST_ENTRY Links;
    IOP_SERVICE_KEY Service;
} IOP_START, *PIOP_START;

static BOOLEAN
IopComesBefore(PIOP_SERVICE_KEY First, PIOP_SERVICE_KEY Second)
{
    if (First->GroupRank != Second->GroupRank) {
        return First->GroupRank < Second->GroupRank;
    }
    return First->TagRank < Second->TagRank;
}

static VOID
IopInsertInOrder(PLIST_ENTRY List, PIOP_START New)
{
    PLIST_ENTRY Before = List->Blink;

    while (Before != List &&
           IopComesBefore(&New->Service, &CONTAINING_RECORD(Before, IOP_START, Links)->Service)) {
        Before = Before->Blink;
    }
    InsertHeadList(Before, &New->Links);
}

static VOID
IopCollectServices(ULONG Start, PLIST_ENTRY List)
{
    IOP_SERVICE_KEY Service;

    InitializeListHead(List);
    for (ULONG i = 0; IopServiceAt(i, &Service); i++) {
        PIOP_START New;

        if (Service.Start == Start) {
            New = ExAllocateOwn(sizeof(*New), IOP_TAG);
            SIM_ASSERT(New != NULL);
            New->Service = Service;
            IopInsertInOrder(List, New);
        }
    }
}

static VOID
IopStartOne(PIOP_SERVICE_KEY Service)
{
    NTSTATUS Status;

    if (Service->Start == SERVICE_BOOT_START && !IopMayInitialize(Service->Name)) {
        return;
    }
    Status = IopStartService(Service->Name);
    if (!NT_SUCCESS(Status)) {
        IopReportFailure(Service, Status);
    }
}

static VOID
IopStartInOrder(ULONG Start)
{
    LIST_ENTRY List;

    IopCollectServices(Start, &List);
    while (!IsListEmpty(&List)) {
        PIOP_START Next = CONTAINING_RECORD(RemoveHeadList(&List), IOP_START, Links);

        IopStartOne(&Next->Service);
        ExFreeOwn(Next);
    }
}

VOID
IoStartBootDrivers(VOID)
{
    IopStartInOrder(SERVICE_BOOT_START);
    IopTellBootStatus(BdCbStatusPrepareForUnload);
}

VOID
IoStartSystemDrivers(VOID)
{
    IopStartInOrder(SERVICE_SYSTEM_START);
}

/* --- by dependency ---------------------------------------------------------------------------- */

static BOOLEAN IopStartWithDependencies(PCWSTR Service, ULONG Depth);

static BOOLEAN
IopIsLoaded(PCWSTR Service)
{
    PDRIVER_OBJECT Driver;

    if (!NT_SUCCESS(IoFindDriver(Service, &Driver))) {
        return FALSE;
    }
    ObDereferenceObject(Driver);
    return TRUE;
}

/* Starts the group's auto-start members; whether one member, of whatever start, is there then. */
static BOOLEAN
IopStartGroup(PCWSTR Group, ULONG Depth)
{
    WCHAR Own[IOP_NAME_CHARACTERS];
    IOP_SERVICE_KEY Service;
    BOOLEAN Any = FALSE;

    for (ULONG i = 0; IopServiceAt(i, &Service); i++) {
        if (IopServiceText(Service.Name, L"Group", Own, RTL_NUMBER_OF(Own)) &&
            IoSameText(Own, Group)) {
            Any |= Service.Start == SERVICE_AUTO_START
                       ? IopStartWithDependencies(Service.Name, Depth)
                       : IopIsLoaded(Service.Name);
        }
    }
    return Any;
}

static BOOLEAN
IopStartAll(PCWSTR Service, PCWSTR Value, ULONG Depth, BOOLEAN (*Start)(PCWSTR Name, ULONG Depth))
{
    WCHAR Names[IOP_PATH_CHARACTERS];

    if (!IopServiceText(Service, Value, Names, RTL_NUMBER_OF(Names))) {
        return TRUE;
    }
    for (PCWSTR Name = Names; *Name != L'\0'; Name += IoTextLength(Name) + 1) {
        if (!Start(Name, Depth)) {
            return FALSE;
        }
    }
    return TRUE;
}

/* A circle of dependencies ends at the depth: none of them starts. */
static BOOLEAN
IopStartWithDependencies(PCWSTR Service, ULONG Depth)
{
    if (IopIsLoaded(Service)) {
        return TRUE;
    }
    return Depth < IOP_MOST_DEPENDENCIES &&
           IopServiceNumber(Service, L"Start", SERVICE_DISABLED) != SERVICE_DISABLED &&
           IopStartAll(Service, L"DependOnService", Depth + 1, IopStartWithDependencies) &&
           IopStartAll(Service, L"DependOnGroup", Depth + 1, IopStartGroup) &&
           NT_SUCCESS(IopStartService(Service));
}

VOID
IoStartAutoDrivers(VOID)
{
    IOP_SERVICE_KEY Service;

    for (ULONG i = 0; IopServiceAt(i, &Service); i++) {
        if (Service.Start == SERVICE_AUTO_START && !IopStartWithDependencies(Service.Name, 0)) {
            IopReportFailure(&Service, STATUS_UNSUCCESSFUL);
        }
    }
}

ULONG
IoServiceStart(PCWSTR ServiceName)
{
    return IopServiceNumber(ServiceName, L"Start", SERVICE_DEMAND_START);
}
