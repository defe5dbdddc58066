/*
 * io/driver/servicekey.c - the service keys of drivers
 *
 *      \Registry\Machine\System\CurrentControlSet\Services\<service>
 *          ImagePath           default: \SystemRoot\System32\drivers\<service>.sys
 *          Type                2, 8: the driver object is \FileSystem\<service>, else \Driver\...
 *          ObjectName          the whole name of the driver object instead
 *          Start               0 boot, 1 system, 2 auto, 3 demand, 4 disabled
 *          ErrorControl        3: the system does not start without it
 *          Group, Tag          place in the order of loading (boot.c)
 *          DependOnService, DependOnGroup
 *
 *      ...\Control\ServiceGroupOrder       List: groups in their order
 *      ...\Control\GroupOrderList          <group>: a count and that many tags in their order
 */
#include "load.h"

#define IOP_CONTROL_SET L"\\Registry\\Machine\\System\\CurrentControlSet\\"
#define IOP_SERVICES    IOP_CONTROL_SET L"Services"

/* --- values ----------------------------------------------------------------------------------- */

VOID
IopServicePath(PCWSTR Service, PWSTR Path, ULONG Characters)
{
    IoFormatText(Path, Characters, L"%ws\\%ws", IOP_SERVICES, Service);
}

ULONG
IopServiceNumber(PCWSTR Service, PCWSTR Value, ULONG Default)
{
    WCHAR Path[IOP_PATH_CHARACTERS];
    ULONG Type, Needed, Number;

    IopServicePath(Service, Path, RTL_NUMBER_OF(Path));
    return NT_SUCCESS(CmGetValue(Path, Value, &Type, &Number, sizeof(Number), &Needed)) &&
                   Type == REG_DWORD
               ? Number
               : Default;
}

static BOOLEAN
IopReadText(PCWSTR Path, PCWSTR Value, PWSTR Text, ULONG Characters)
{
    ULONG Type, Needed;

    RtlZeroMemory(Text, Characters * sizeof(WCHAR));
    return NT_SUCCESS(
               CmGetValue(Path, Value, &Type, Text, (Characters - 2) * sizeof(WCHAR), &Needed)) &&
           (Type == REG_SZ || Type == REG_EXPAND_SZ || Type == REG_MULTI_SZ) && Text[0] != L'\0';
}

BOOLEAN
IopServiceText(PCWSTR Service, PCWSTR Value, PWSTR Text, ULONG Characters)
{
    WCHAR Path[IOP_PATH_CHARACTERS];

    IopServicePath(Service, Path, RTL_NUMBER_OF(Path));
    return IopReadText(Path, Value, Text, Characters);
}

VOID
IopDriverObjectName(PCWSTR Service, PWSTR Name, ULONG Characters)
{
    ULONG Type;

    if (IopServiceText(Service, L"ObjectName", Name, Characters)) {
        return;
    }
    Type = IopServiceNumber(Service, L"Type", SERVICE_KERNEL_DRIVER);
    IoFormatText(Name, Characters, L"\\%ws\\%ws",
                 (Type & (SERVICE_FILE_SYSTEM_DRIVER | SERVICE_RECOGNIZER_DRIVER)) != 0
                     ? L"FileSystem"
                     : L"Driver",
                 Service);
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

/* --- the order of loading --------------------------------------------------------------------- */

static ULONG
IopGroupRank(PCWSTR Group)
{
    WCHAR List[512];
    ULONG Rank = 0;

    if (!IopReadText(IOP_CONTROL_SET L"Control\\ServiceGroupOrder", L"List", List,
                     RTL_NUMBER_OF(List))) {
        return MAXULONG;
    }
    for (PCWSTR Next = List; *Next != L'\0'; Next += IoTextLength(Next) + 1, Rank++) {
        if (IoSameText(Next, Group)) {
            return Rank;
        }
    }
    return MAXULONG;
}

static ULONG
IopTagRank(PCWSTR Group, ULONG Tag)
{
    ULONG List[65] = {0}, Type, Needed;

    if (!NT_SUCCESS(CmGetValue(IOP_CONTROL_SET L"Control\\GroupOrderList", Group, &Type, List,
                               sizeof(List), &Needed)) ||
        Type != REG_BINARY) {
        return MAXULONG;
    }
    for (ULONG i = 1; i <= List[0] && i < RTL_NUMBER_OF(List); i++) {
        if (List[i] == Tag) {
            return i;
        }
    }
    return MAXULONG;
}

static VOID
IopReadService(PIOP_SERVICE_KEY Service)
{
    WCHAR Group[IOP_NAME_CHARACTERS];

    Service->Start = IopServiceNumber(Service->Name, L"Start", SERVICE_DEMAND_START);
    Service->ErrorControl = IopServiceNumber(Service->Name, L"ErrorControl", SERVICE_ERROR_NORMAL);
    Service->GroupRank = Service->TagRank = MAXULONG;
    if (IopServiceText(Service->Name, L"Group", Group, RTL_NUMBER_OF(Group))) {
        Service->GroupRank = IopGroupRank(Group);
        Service->TagRank = IopTagRank(Group, IopServiceNumber(Service->Name, L"Tag", 0));
    }
}

static NTSTATUS
IopNameServiceAt(HANDLE Services, ULONG Index, PWSTR Name)
{
    struct {
        KEY_BASIC_INFORMATION Information;
        WCHAR Room[IOP_NAME_CHARACTERS];
    } Key;
    ULONG Length;
    NTSTATUS Status = ZwEnumerateKey(Services, Index, KeyBasicInformation, &Key.Information,
                                     sizeof(Key), &Length);

    if (NT_SUCCESS(Status)) {
        Length = Key.Information.NameLength / sizeof(WCHAR);
        Length = Length < IOP_NAME_CHARACTERS ? Length : IOP_NAME_CHARACTERS - 1;
        RtlCopyMemory(Name, Key.Information.Name, Length * sizeof(WCHAR));
        Name[Length] = L'\0';
    }
    return Status;
}

BOOLEAN
IopServiceAt(ULONG Index, PIOP_SERVICE_KEY Service)
{
    UNICODE_STRING Path = RTL_CONSTANT_STRING(IOP_SERVICES);
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Services;
    NTSTATUS Status;

    InitializeObjectAttributes(&Attributes, &Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, NULL,
                               NULL);
    Status = ZwOpenKey(&Services, KEY_READ, &Attributes);
    if (!NT_SUCCESS(Status)) {
        return FALSE;
    }
    Status = IopNameServiceAt(Services, Index, Service->Name);
    ZwClose(Services);
    if (NT_SUCCESS(Status)) {
        IopReadService(Service);
    }
    return NT_SUCCESS(Status);
}
