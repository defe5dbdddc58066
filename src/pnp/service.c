/*
 * pnp/service.c - which driver a device gets
 *
 * What installing an INF would have left in the registry: below Control\CriticalDeviceDatabase
 * there is a key for each hardware id (with # for the backslash), whose Service names the driver,
 * whose LowerFilters and UpperFilters name filters, and whose MSISupported stands for the INF's
 * interrupt management settings. A device's ids are tried in their order, from the most special to
 * the most general. What is found is written to the device's Enum key when a driver is chosen; a
 * test may also have put it there before.
 */
#include "device.h"
#include "pci.h"

#define PIP_DATABASE                                                                               \
    L"\\Registry\\Machine\\System\\CurrentControlSet\\Control\\"                                   \
    L"CriticalDeviceDatabase\\"

static VOID
PipDatabaseKey(PCWSTR Id, PWSTR Path, ULONG Characters)
{
    ULONG Prefix = IoTextLength(PIP_DATABASE);

    IoFormatText(Path, Characters, L"%ws%ws", PIP_DATABASE, Id);
    for (PWSTR Next = Path + Prefix; *Next != L'\0'; Next++) {
        if (*Next == L'\\') {
            *Next = L'#';
        }
    }
}

NTSTATUS
PnpAddService(PCWSTR HardwareId, PCWSTR ServiceName)
{
    WCHAR Key[300];
    NTSTATUS Status;

    PipDatabaseKey(HardwareId, Key, RTL_NUMBER_OF(Key));
    Status = CmCreateKeyPath(Key);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return CmSetValue(Key, L"Service", REG_SZ, ServiceName,
                      (IoTextLength(ServiceName) + 1) * sizeof(WCHAR));
}

NTSTATUS
PnpSetMessageSignaled(PCWSTR HardwareId, BOOLEAN Allowed)
{
    ULONG Value = Allowed;
    WCHAR Key[300];
    NTSTATUS Status;

    PipDatabaseKey(HardwareId, Key, RTL_NUMBER_OF(Key));
    Status = CmCreateKeyPath(Key);
    return NT_SUCCESS(Status) ? CmSetValue(Key, L"MSISupported", REG_DWORD, &Value, sizeof(Value))
                              : Status;
}

/* Adds a name to a REG_MULTI_SZ. */
static NTSTATUS
PipAddName(PCWSTR Key, PCWSTR ValueName, PCWSTR Name)
{
    WCHAR Names[PIP_FILTER_CHARACTERS] = {0};
    ULONG Type, Needed, End = 0;

    CmGetValue(Key, ValueName, &Type, Names, sizeof(Names) - 2 * sizeof(WCHAR), &Needed);
    while (Names[End] != L'\0') {
        End += IoTextLength(Names + End) + 1;
    }
    if (End + IoTextLength(Name) + 2 > PIP_FILTER_CHARACTERS) {
        return STATUS_BUFFER_OVERFLOW;
    }
    IoFormatText(Names + End, PIP_FILTER_CHARACTERS - End, L"%ws", Name);
    End += IoTextLength(Name) + 1;
    Names[End] = L'\0';
    return CmSetValue(Key, ValueName, REG_MULTI_SZ, Names, (End + 1) * sizeof(WCHAR));
}

NTSTATUS
PnpAddFilter(PCWSTR HardwareId, PCWSTR ServiceName, BOOLEAN Lower)
{
    WCHAR Key[300];
    NTSTATUS Status;

    PipDatabaseKey(HardwareId, Key, RTL_NUMBER_OF(Key));
    Status = CmCreateKeyPath(Key);
    return NT_SUCCESS(Status)
               ? PipAddName(Key, Lower ? L"LowerFilters" : L"UpperFilters", ServiceName)
               : Status;
}

/* --- matching --------------------------------------------------------------------------------- */

static BOOLEAN
PipReadText(PCWSTR Key, PCWSTR Name, PWSTR Text, ULONG Characters)
{
    ULONG Type, Needed;

    RtlZeroMemory(Text, Characters * sizeof(WCHAR));
    return NT_SUCCESS(
               CmGetValue(Key, Name, &Type, Text, (Characters - 1) * sizeof(WCHAR), &Needed)) &&
           Type == REG_SZ && Text[0] != L'\0';
}

static BOOLEAN
PipReadNumber(PCWSTR Key, PCWSTR Name, PULONG Value)
{
    ULONG Type, Needed;

    return NT_SUCCESS(CmGetValue(Key, Name, &Type, Value, sizeof(*Value), &Needed)) &&
           Type == REG_DWORD;
}

static BOOLEAN
PipMatch(PDEVICE_NODE Node, PCWSTR Ids)
{
    WCHAR Key[300];

    for (PCWSTR Id = Ids; Id != NULL && *Id != L'\0'; Id += IoTextLength(Id) + 1) {
        PipDatabaseKey(Id, Key, RTL_NUMBER_OF(Key));
        if (PipReadText(Key, L"Service", Node->ServiceName, PIP_NAME_CHARACTERS)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* The first id that the database has this value for says it. */
static BOOLEAN
PipCopyFilters(PDEVICE_NODE Node, PCWSTR Ids, PCWSTR ValueName)
{
    WCHAR Key[300], Names[PIP_FILTER_CHARACTERS];
    ULONG Type, Needed;

    for (PCWSTR Id = Ids; Id != NULL && *Id != L'\0'; Id += IoTextLength(Id) + 1) {
        PipDatabaseKey(Id, Key, RTL_NUMBER_OF(Key));
        if (NT_SUCCESS(CmGetValue(Key, ValueName, &Type, Names, sizeof(Names), &Needed))) {
            PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
            CmSetValue(Key, ValueName, REG_MULTI_SZ, Names, Needed);
            return TRUE;
        }
    }
    return FALSE;
}

static VOID
PipInstallFilters(PDEVICE_NODE Node)
{
    static const PCWSTR Values[] = {L"LowerFilters", L"UpperFilters"};

    for (ULONG i = 0; i < RTL_NUMBER_OF(Values); i++) {
        if (!PipCopyFilters(Node, Node->HardwareIds, Values[i])) {
            PipCopyFilters(Node, Node->CompatibleIds, Values[i]);
        }
    }
}

BOOLEAN
PipFindService(PDEVICE_NODE Node)
{
    WCHAR Key[300];

    PipEnumKey(Node, Key, RTL_NUMBER_OF(Key));
    if (PipReadText(Key, L"Service", Node->ServiceName, PIP_NAME_CHARACTERS)) {
        return TRUE;
    }
    if (!PipMatch(Node, Node->HardwareIds) && !PipMatch(Node, Node->CompatibleIds)) {
        return FALSE;
    }
    CmSetValue(Key, L"Service", REG_SZ, Node->ServiceName,
               (IoTextLength(Node->ServiceName) + 1) * sizeof(WCHAR));
    PipInstallFilters(Node);
    return TRUE;
}

/* What the database says for the first of the ids that it says something for. */
static BOOLEAN
PipFindNumber(PCWSTR Ids, PCWSTR Name, PULONG Value)
{
    WCHAR Key[300];

    for (PCWSTR Id = Ids; Id != NULL && *Id != L'\0'; Id += IoTextLength(Id) + 1) {
        PipDatabaseKey(Id, Key, RTL_NUMBER_OF(Key));
        if (PipReadNumber(Key, Name, Value)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* As the device's own key says (where an INF's HW section writes it), or the database. */
BOOLEAN
PnpMessageSignaledAllowed(PDEVICE_OBJECT Pdo)
{
    PDEVICE_NODE Node = PipNodeOf(Pdo);
    WCHAR Key[400], Own[300];
    ULONG Value = 0;

    PipEnumKey(Node, Own, RTL_NUMBER_OF(Own));
    IoFormatText(Key, RTL_NUMBER_OF(Key),
                 L"%ws\\Device Parameters\\Interrupt Management\\"
                 L"MessageSignaledInterruptProperties",
                 Own);
    return (PipReadNumber(Key, L"MSISupported", &Value) ||
            PipFindNumber(Node->HardwareIds, L"MSISupported", &Value) ||
            PipFindNumber(Node->CompatibleIds, L"MSISupported", &Value)) &&
           Value != 0;
}
