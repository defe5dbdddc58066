/*
 * src/cm/queryregistry.c - RtlQueryRegistryValues: a table of values and subkeys, read in one call
 *
 * An entry is a subkey to go to (SUBKEY, TOPKEY), a name to call back for (NOVALUE), the name of a
 * value, or, without a name, all values of the current key. A key that is missing and need not be
 * there has no values. A value that is missing is an error if it is REQUIRED, otherwise the default
 * of the entry takes its place, if it has one. What becomes of a value: queryvalue.c.
 *
 * Differs from Windows: which hives are trusted (\Registry\Machine's own five) is told by the path
 * of the key.
 */
#include "queryregistry.h"

#define FAST_FAIL_UNSAFE_REGISTRY_ACCESS 9

/* --- the current key -------------------------------------------------------------------------- */

static VOID
CmpLeaveSubkey(PCMP_TABLE_QUERY Query)
{
    if (Query->Key != Query->TopKey && Query->Key != NULL) {
        ZwClose(Query->Key);
    }
    Query->Key = Query->TopKey;
}

/* No key at all when it is missing and Optional. */
static NTSTATUS
CmpEnterSubkey(PCMP_TABLE_QUERY Query, PCWSTR Name, BOOLEAN Optional)
{
    OBJECT_ATTRIBUTES Attributes;
    UNICODE_STRING Path;
    NTSTATUS Status = STATUS_OBJECT_NAME_NOT_FOUND;

    CmpLeaveSubkey(Query);
    RtlInitUnicodeString(&Path, Name);
    InitializeObjectAttributes(&Attributes, &Path, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE,
                               Query->TopKey, NULL);
    if (Query->TopKey != NULL) {
        Status = ZwOpenKey(&Query->Key, KEY_READ, &Attributes);
    }
    if (!NT_SUCCESS(Status)) {
        Query->Key = NULL;
    }
    return Status == STATUS_OBJECT_NAME_NOT_FOUND && Optional ? STATUS_SUCCESS : Status;
}

static BOOLEAN
CmpIsTrustedPath(PCUNICODE_STRING Path)
{
    static const PCWSTR Hives[] = {L"\\Registry\\Machine\\Hardware",
                                   L"\\Registry\\Machine\\Software", L"\\Registry\\Machine\\System",
                                   L"\\Registry\\Machine\\Security", L"\\Registry\\Machine\\Sam"};

    for (ULONG i = 0; i < ARRAYSIZE(Hives); i++) {
        UNICODE_STRING Hive;

        RtlInitUnicodeString(&Hive, Hives[i]);
        if (RtlPrefixUnicodeString(&Hive, Path, TRUE) &&
            (Path->Length == Hive.Length || Path->Buffer[Hive.Length / sizeof(WCHAR)] == '\\')) {
            return TRUE;
        }
    }
    return FALSE;
}

static VOID
CmpCheckTrusted(PCMP_TABLE_QUERY Query)
{
    struct {
        KEY_NAME_INFORMATION Header;
        WCHAR Name[64]; // as much as is looked at
    } Path;
    UNICODE_STRING Name = {.Buffer = Path.Header.Name};
    ULONG Needed;

    if (Query->Key == NULL) {
        return;
    }
    ZwQueryKey(Query->Key, KeyNameInformation, &Path, sizeof Path, &Needed);
    Name.Length = (USHORT)min(Path.Header.NameLength, sizeof Path.Name);
    if (!CmpIsTrustedPath(&Name)) {
        KeBugCheckEx(KERNEL_SECURITY_CHECK_FAILURE, FAST_FAIL_UNSAFE_REGISTRY_ACCESS, 0, 0, 0);
    }
}

/* --- values ----------------------------------------------------------------------------------- */

/* The value is followed by two zero characters, so that every text in it ends. */
static NTSTATUS
CmpReadValue(HANDLE Key, PUNICODE_STRING Name, PKEY_VALUE_FULL_INFORMATION *Value)
{
    ULONG Needed = 0, Room;
    NTSTATUS Status = ZwQueryValueKey(Key, Name, KeyValueFullInformation, NULL, 0, &Needed);

    if (Status != STATUS_BUFFER_TOO_SMALL && Status != STATUS_BUFFER_OVERFLOW) {
        return Status;
    }
    Room = Needed + 3 * sizeof(WCHAR);
    *Value = ExAllocateOwn(Room, CMP_TAG);
    if (*Value == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlZeroMemory(*Value, Room);
    Status = ZwQueryValueKey(Key, Name, KeyValueFullInformation, *Value, Needed, &Needed);
    if (!NT_SUCCESS(Status)) {
        ExFreeOwn(*Value);
    }
    return Status;
}

static NTSTATUS
CmpReadAndReport(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry, PUNICODE_STRING Name)
{
    PKEY_VALUE_FULL_INFORMATION Value = NULL;
    CMP_QUERIED Queried;
    NTSTATUS Status =
        Query->Key == NULL ? STATUS_OBJECT_NAME_NOT_FOUND : CmpReadValue(Query->Key, Name, &Value);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Queried = (CMP_QUERIED){.Name = Name->Buffer,
                            .Type = Value->Type,
                            .Data = (PUCHAR)Value + Value->DataOffset,
                            .Length = Value->DataLength};
    Status = CmpReportValue(Query, Entry, &Queried, TRUE);
    ExFreeOwn(Value);
    if (NT_SUCCESS(Status) && (Entry->Flags & RTL_QUERY_REGISTRY_DELETE) != 0) {
        Status = ZwDeleteValueKey(Query->Key, Name);
    }
    return Status;
}

static ULONG
CmpDefaultLength(PRTL_QUERY_REGISTRY_TABLE Entry)
{
    ULONG Type = Entry->DefaultType & 0xFF;
    PCWSTR Text = Entry->DefaultData, End = Text;

    if (Entry->DefaultLength != 0 || Text == NULL ||
        (Type != REG_SZ && Type != REG_EXPAND_SZ && Type != REG_MULTI_SZ)) {
        return Entry->DefaultLength;
    }
    while (*End != 0 || (Type == REG_MULTI_SZ && End != Text && End[-1] != 0)) {
        End++;
    }
    return (ULONG)((End - Text + 1) * sizeof(WCHAR));
}

static NTSTATUS
CmpReportDefault(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry)
{
    CMP_QUERIED Queried = {.Name = Entry->Name,
                           .Type = Entry->DefaultType & 0xFF,
                           .Data = Entry->DefaultData,
                           .Length = CmpDefaultLength(Entry)};

    if ((Entry->Flags & RTL_QUERY_REGISTRY_REQUIRED) != 0) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    return Queried.Type == REG_NONE ? STATUS_SUCCESS
                                    : CmpReportValue(Query, Entry, &Queried, FALSE);
}

static NTSTATUS
CmpQueryNamed(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry)
{
    UNICODE_STRING Name;
    NTSTATUS Status;

    RtlInitUnicodeString(&Name, Entry->Name);
    Status = CmpReadAndReport(Query, Entry, &Name);
    return Status == STATUS_OBJECT_NAME_NOT_FOUND ? CmpReportDefault(Query, Entry) : Status;
}

/* The name of value number Index, terminated; the caller frees its buffer. */
static NTSTATUS
CmpNameOfValue(HANDLE Key, ULONG Index, PUNICODE_STRING Name)
{
    KEY_VALUE_BASIC_INFORMATION Header;
    PKEY_VALUE_BASIC_INFORMATION Whole;
    ULONG Needed;
    NTSTATUS Status =
        ZwEnumerateValueKey(Key, Index, KeyValueBasicInformation, &Header, sizeof Header, &Needed);

    if (!NT_SUCCESS(Status) && Status != STATUS_BUFFER_OVERFLOW) {
        return Status;
    }
    Whole = ExAllocateOwn(Needed + sizeof(WCHAR), CMP_TAG);
    if (Whole == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = ZwEnumerateValueKey(Key, Index, KeyValueBasicInformation, Whole, Needed, &Needed);
    Name->Length = (USHORT)Whole->NameLength;
    Name->MaximumLength = (USHORT)(Name->Length + sizeof(WCHAR));
    Name->Buffer = (PWCH)Whole; // the name moves to the front of its block
    RtlMoveMemory(Name->Buffer, Whole->Name, Name->Length);
    Name->Buffer[Name->Length / sizeof(WCHAR)] = 0;
    return Status;
}

static NTSTATUS
CmpQueryAll(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry)
{
    ULONG Index = 0, Found = 0;
    NTSTATUS Status = Query->Key == NULL ? STATUS_NO_MORE_ENTRIES : STATUS_SUCCESS;

    while (NT_SUCCESS(Status)) {
        UNICODE_STRING Name;

        Status = CmpNameOfValue(Query->Key, Index, &Name);
        if (NT_SUCCESS(Status)) {
            Found++;
            Index += (Entry->Flags & RTL_QUERY_REGISTRY_DELETE) == 0;
            Status = CmpReadAndReport(Query, Entry, &Name);
            ExFreeOwn(Name.Buffer);
        }
    }
    if (Status != STATUS_NO_MORE_ENTRIES) {
        return Status;
    }
    return Found == 0 && (Entry->Flags & RTL_QUERY_REGISTRY_REQUIRED) != 0
               ? STATUS_OBJECT_NAME_NOT_FOUND
               : STATUS_SUCCESS;
}

/* --- the table -------------------------------------------------------------------------------- */

static BOOLEAN
CmpIsValidEntry(PRTL_QUERY_REGISTRY_TABLE Entry)
{
    ULONG Flags = Entry->Flags;

    if ((Flags & RTL_QUERY_REGISTRY_DIRECT) != 0) {
        return Entry->Name != NULL && Entry->QueryRoutine == NULL &&
               (Flags & RTL_QUERY_REGISTRY_SUBKEY) == 0;
    }
    if ((Flags & RTL_QUERY_REGISTRY_SUBKEY) != 0) {
        return Entry->Name != NULL;
    }
    return Entry->QueryRoutine != NULL || (Flags & RTL_QUERY_REGISTRY_TOPKEY) != 0;
}

static NTSTATUS
CmpQueryEntry(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry)
{
    ULONG Flags = Entry->Flags;
    NTSTATUS Status;

    if (!CmpIsValidEntry(Entry)) {
        return STATUS_INVALID_PARAMETER;
    }
    if ((Flags & RTL_QUERY_REGISTRY_TOPKEY) != 0) {
        CmpLeaveSubkey(Query);
    }
    if ((Flags & RTL_QUERY_REGISTRY_SUBKEY) != 0) {
        Status = CmpEnterSubkey(Query, Entry->Name, (Flags & RTL_QUERY_REGISTRY_REQUIRED) == 0);
        return NT_SUCCESS(Status) && Entry->QueryRoutine != NULL ? CmpQueryAll(Query, Entry)
                                                                 : Status;
    }
    if ((Flags & (RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK)) ==
        RTL_QUERY_REGISTRY_DIRECT) {
        CmpCheckTrusted(Query);
    }
    if ((Flags & RTL_QUERY_REGISTRY_DIRECT) == 0 && Entry->QueryRoutine == NULL) {
        return STATUS_SUCCESS; // only back to the top
    }
    if ((Flags & RTL_QUERY_REGISTRY_NOVALUE) != 0) {
        return CmpCallBack(Query, Entry, &(CMP_QUERIED){.Name = Entry->Name, .Type = REG_NONE});
    }
    return Entry->Name == NULL ? CmpQueryAll(Query, Entry) : CmpQueryNamed(Query, Entry);
}

NTSTATUS
RtlQueryRegistryValues(ULONG RelativeTo, PCWSTR Path, PRTL_QUERY_REGISTRY_TABLE QueryTable,
                       PVOID Context, PVOID Environment)
{
    CMP_TABLE_QUERY Query = {.Context = Context, .Environment = Environment};
    NTSTATUS Status = CmpOpenRelative(RelativeTo, Path, KEY_READ, FALSE, &Query.TopKey);

    if (Status == STATUS_OBJECT_NAME_NOT_FOUND && (RelativeTo & RTL_REGISTRY_OPTIONAL) != 0) {
        Query.TopKey = NULL;
        Status = STATUS_SUCCESS;
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Query.Key = Query.TopKey;
    for (; NT_SUCCESS(Status) &&
           (QueryTable->QueryRoutine != NULL || QueryTable->Name != NULL || QueryTable->Flags != 0);
         QueryTable++) {
        Status = CmpQueryEntry(&Query, QueryTable);
    }
    CmpLeaveSubkey(&Query);
    if (Query.TopKey != NULL) {
        CmpCloseRelative(RelativeTo, Query.TopKey);
    }
    return Status;
}
