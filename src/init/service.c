/*
 * init/service.c - the service keys that the setup asks for, and the order of load order groups
 */
#include "init.h"

#define INI_CONTROL_SET L"\\Registry\\Machine\\System\\CurrentControlSet\\"
#define INI_SERVICES    INI_CONTROL_SET L"Services\\"

VOID
InipCheck(NTSTATUS Status, PCSTR What, PCSTR Name)
{
    if (!NT_SUCCESS(Status)) {
        InipFailSaying(NULL, 0, "%s %s: 0x%08X (%s)", What, Name, Status, InipStatusName(Status));
    }
}

/* --- one key ---------------------------------------------------------------------------------- */

static VOID
InipSetValue(PCSTR Service, PCWSTR Name, ULONG Type, const VOID *Data, ULONG Size)
{
    WCHAR Key[INI_PATH];

    InipWide(Key, INI_PATH, "%ws%s", INI_SERVICES, Service);
    InipCheck(CmSetValue(Key, Name, Type, Data, Size), "service key of", Service);
}

static VOID
InipSetNumber(PCSTR Service, PCWSTR Name, ULONG Value)
{
    InipSetValue(Service, Name, REG_DWORD, &Value, sizeof Value);
}

/* "a,b": a REG_MULTI_SZ of the two */
static VOID
InipSetList(PCSTR Service, PCWSTR Name, PCSTR List)
{
    WCHAR Text[INI_PATH];
    ULONG Bytes;

    if (List == NULL) {
        return;
    }
    Bytes = InipWide(Text, INI_PATH - 1, "%s", List);
    for (PWSTR At = Text; *At != 0; At++) {
        *At = *At == L',' ? 0 : *At;
    }
    Text[Bytes / sizeof(WCHAR)] = 0;
    InipSetValue(Service, Name, REG_MULTI_SZ, Text, Bytes + sizeof(WCHAR));
}

static BOOLEAN
InipIsInstalled(PCSTR Service)
{
    WCHAR Key[INI_PATH];

    InipWide(Key, INI_PATH, "%ws%s", INI_SERVICES, Service);
    return CmKeyExists(Key);
}

static VOID
InipInstallAs(PCSTR Service, PCSTR Image)
{
    WCHAR Key[INI_PATH], Path[INI_PATH];
    ULONG Length;

    InipWide(Key, INI_PATH, "%ws%s", INI_SERVICES, Service);
    Length = InipWide(Path, INI_PATH, "\\SystemRoot\\System32\\drivers\\%s.sys", Image);
    InipCheck(CmCreateKeyPath(Key), "service key of", Service);
    InipSetValue(Service, L"ImagePath", REG_EXPAND_SZ, Path, Length);
    InipSetNumber(Service, L"Type", SERVICE_KERNEL_DRIVER);
    InipSetNumber(Service, L"Start", SERVICE_DEMAND_START);
    InipSetNumber(Service, L"ErrorControl", SERVICE_ERROR_NORMAL);
}

VOID
InipInstall(PCSTR Driver)
{
    if (!InipIsInstalled(Driver)) {
        InipInstallAs(Driver, Driver);
    }
}

static VOID
InipInstallService(const struct sim_service *Service)
{
    static const ULONG Starts[] = {[SIM_START_DEMAND] = SERVICE_DEMAND_START,
                                   [SIM_START_BOOT] = SERVICE_BOOT_START,
                                   [SIM_START_SYSTEM] = SERVICE_SYSTEM_START,
                                   [SIM_START_AUTO] = SERVICE_AUTO_START,
                                   [SIM_START_DISABLED] = SERVICE_DISABLED};
    WCHAR Group[INI_NAME];

    InipInstallAs(Service->name, Service->image != NULL ? Service->image : Service->name);
    InipSetNumber(Service->name, L"Start", Starts[Service->start]);
    InipSetNumber(Service->name, L"ErrorControl", Service->error_control);
    if (Service->file_system) {
        InipSetNumber(Service->name, L"Type", SERVICE_FILE_SYSTEM_DRIVER);
    }
    if (Service->group != NULL) {
        InipSetValue(Service->name, L"Group", REG_SZ, Group,
                     InipWide(Group, INI_NAME, "%s", Service->group));
    }
    if (Service->tag != 0) {
        InipSetNumber(Service->name, L"Tag", Service->tag);
    }
    InipSetList(Service->name, L"DependOnService", Service->depend_on_services);
    InipSetList(Service->name, L"DependOnGroup", Service->depend_on_groups);
}

/* --- groups ----------------------------------------------------------------------------------- */

static VOID
InipOrderTags(const struct sim_group *Group)
{
    ULONG List[1 + RTL_NUMBER_OF(Group->tags)] = {0};
    WCHAR Name[INI_NAME];

    while (List[0] < RTL_NUMBER_OF(Group->tags) && Group->tags[List[0]] != 0) {
        List[List[0] + 1] = Group->tags[List[0]];
        List[0]++;
    }
    InipWide(Name, INI_NAME, "%s", Group->name);
    InipCheck(CmSetValue(INI_CONTROL_SET L"Control\\GroupOrderList", Name, REG_BINARY, List,
                         (1 + List[0]) * sizeof(ULONG)),
              "tags of group", Group->name);
}

static VOID
InipOrderGroups(VOID)
{
    WCHAR List[SIM_MAX_DRIVERS * INI_NAME];
    ULONG Used = 0;

    InipCheck(CmCreateKeyPath(INI_CONTROL_SET L"Control\\ServiceGroupOrder"), "order of", "groups");
    InipCheck(CmCreateKeyPath(INI_CONTROL_SET L"Control\\GroupOrderList"), "order of", "tags");
    for (ULONG i = 0; i < SIM_MAX_DRIVERS; i++) {
        if (InipRun.Setup.groups[i].name != NULL) {
            Used +=
                InipWide(List + Used, INI_NAME, "%s", InipRun.Setup.groups[i].name) / sizeof(WCHAR);
            InipOrderTags(&InipRun.Setup.groups[i]);
        }
    }
    List[Used++] = 0;
    InipCheck(CmSetValue(INI_CONTROL_SET L"Control\\ServiceGroupOrder", L"List", REG_MULTI_SZ, List,
                         Used * sizeof(WCHAR)),
              "order of", "groups");
}

VOID
InipInstallServices(VOID)
{
    InipOrderGroups();
    for (ULONG i = 0; i < SIM_MAX_DRIVERS; i++) {
        if (InipRun.Setup.services[i].name != NULL) {
            InipInstallService(&InipRun.Setup.services[i]);
        }
    }
}
