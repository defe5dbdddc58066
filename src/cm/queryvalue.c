/*
 * src/cm/queryvalue.c - a value that RtlQueryRegistryValues found: expanded, stored
 *
 * Unless NOEXPAND is set, REG_EXPAND_SZ is expanded and becomes REG_SZ, and each string of a
 * REG_MULTI_SZ is reported as a REG_SZ of its own. Directly stored text goes to a UNICODE_STRING;
 * other data of at most four bytes to the buffer itself; longer data to a buffer that begins with
 * its size, with its length and type (a positive size) or alone (a negative one).
 *
 * Differs from Windows: the system process has no environment of its own. What the block given as
 * Environment (NAME=value strings, an empty one at the end) does not name stays as it is.
 */
#include "queryregistry.h"

NTSTATUS
CmpCallBack(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry, const CMP_QUERIED *Value)
{
    NTSTATUS Status =
        CALL_DRIVER(Entry->QueryRoutine, (PWSTR)Value->Name, Value->Type, (PVOID)Value->Data,
                    Value->Length, Query->Context, Entry->EntryContext);

    return Status == STATUS_BUFFER_TOO_SMALL ? STATUS_SUCCESS : Status;
}

/* --- directly --------------------------------------------------------------------------------- */

static BOOLEAN
CmpIsText(ULONG Type)
{
    return Type == REG_SZ || Type == REG_EXPAND_SZ || Type == REG_MULTI_SZ;
}

/* Length counts all but the last terminator. */
static NTSTATUS
CmpStoreText(PUNICODE_STRING String, const CMP_QUERIED *Value)
{
    ULONG Length = Value->Length & ~1u;
    const WCHAR *Text = Value->Data;

    if (Length != 0 && Text[Length / sizeof(WCHAR) - 1] == 0) {
        Length -= sizeof(WCHAR);
    }
    if (Length + sizeof(WCHAR) > MAXUSHORT) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if (String->Buffer == NULL) {
        String->Buffer = ExAllocatePoolWithTag(PagedPool, Length + sizeof(WCHAR), CMP_TAG);
        String->MaximumLength = (USHORT)(Length + sizeof(WCHAR));
    }
    if (String->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (String->MaximumLength < Length + sizeof(WCHAR)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(String->Buffer, Text, Length);
    String->Buffer[Length / sizeof(WCHAR)] = 0;
    String->Length = (USHORT)Length;
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpStoreData(PVOID Buffer, const CMP_QUERIED *Value)
{
    LONG Size = *(PLONG)Buffer;
    ULONG64 Room = Size < 0 ? (ULONG64) - (LONG64)Size : (ULONG64)Size;
    ULONG Header = Size < 0 ? 0 : 2 * sizeof(ULONG);

    if (Room < (ULONG64)Value->Length + Header) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if (Header != 0) {
        ((PULONG)Buffer)[0] = Value->Length;
        ((PULONG)Buffer)[1] = Value->Type;
    }
    RtlCopyMemory((PUCHAR)Buffer + Header, Value->Data, Value->Length);
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpStore(PRTL_QUERY_REGISTRY_TABLE Entry, const CMP_QUERIED *Value)
{
    if (CmpIsText(Value->Type)) {
        return CmpStoreText(Entry->EntryContext, Value);
    }
    if (Value->Length > sizeof(ULONG)) {
        return CmpStoreData(Entry->EntryContext, Value);
    }
    RtlCopyMemory(Entry->EntryContext, Value->Data, Value->Length);
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpDeliver(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry, const CMP_QUERIED *Value)
{
    return (Entry->Flags & RTL_QUERY_REGISTRY_DIRECT) != 0 ? CmpStore(Entry, Value)
                                                           : CmpCallBack(Query, Entry, Value);
}

/* --- strings ---------------------------------------------------------------------------------- */

static ULONG
CmpCharacters(PCWSTR Text, PCWSTR End)
{
    PCWSTR Next = Text;

    while (Next < End && *Next != 0) {
        Next++;
    }
    return (ULONG)(Next - Text);
}

static NTSTATUS
CmpReportStrings(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry, const CMP_QUERIED *Value)
{
    PCWSTR Text = Value->Data, End = Text + Value->Length / sizeof(WCHAR);
    NTSTATUS Status = STATUS_SUCCESS;

    while (NT_SUCCESS(Status) && Text < End && *Text != 0) {
        ULONG Count = CmpCharacters(Text, End) + 1;
        CMP_QUERIED One = {Value->Name, REG_SZ, Count * sizeof(WCHAR), Text};

        Status = CmpDeliver(Query, Entry, &One);
        Text += Count;
    }
    return Status;
}

/* What NAME (Count characters) is in the environment; NULL: not there. */
static PCWSTR
CmpVariable(PCWSTR Environment, PCWSTR Name, ULONG Count)
{
    UNICODE_STRING Wanted = {(USHORT)(Count * sizeof(WCHAR)), 0, (PWCH)Name};

    while (Environment != NULL && *Environment != 0) {
        ULONG Length = CmpCharacters(Environment, Environment + MAXUSHORT);
        UNICODE_STRING Start = {Wanted.Length, 0, (PWCH)Environment};

        if (Length > Count && Environment[Count] == '=' &&
            RtlEqualUnicodeString(&Start, &Wanted, TRUE)) {
            return Environment + Count + 1;
        }
        Environment += Length + 1;
    }
    return NULL;
}

/* The text of one %NAME% at Text, or of one character; *Used: how much of Text that was. */
static PCWSTR
CmpExpandOne(PCWSTR Environment, PCWSTR Text, PCWSTR End, ULONG *Used, ULONG *Count)
{
    PCWSTR Close = Text + 1, Found = NULL;

    while (*Text == '%' && Close < End && *Close != '%') {
        Close++;
    }
    if (*Text == '%' && Close < End && Close > Text + 1) {
        Found = CmpVariable(Environment, Text + 1, (ULONG)(Close - Text - 1));
    }
    *Used = Found == NULL ? 1 : (ULONG)(Close - Text + 1);
    *Count = Found == NULL ? 1 : CmpCharacters(Found, Found + MAXUSHORT);
    return Found == NULL ? Text : Found;
}

/* Room in characters; returns how many are needed, without a terminator. */
static ULONG
CmpExpand(PCWSTR Environment, PCWSTR Text, ULONG Characters, PWSTR To, ULONG Room)
{
    PCWSTR End = Text + Characters;
    ULONG Length = 0, Used, Count;

    for (; Text < End; Text += Used) {
        PCWSTR Piece = CmpExpandOne(Environment, Text, End, &Used, &Count);

        for (ULONG i = 0; i < Count; i++, Length++) {
            if (Length < Room) {
                To[Length] = Piece[i];
            }
        }
    }
    return Length;
}

static NTSTATUS
CmpReportExpanded(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry, const CMP_QUERIED *Value)
{
    PCWSTR Text = Value->Data;
    ULONG Characters = CmpCharacters(Text, Text + Value->Length / sizeof(WCHAR));
    ULONG Needed = CmpExpand(Query->Environment, Text, Characters, NULL, 0);
    PWSTR Expanded = ExAllocateOwn((Needed + 1) * sizeof(WCHAR), CMP_TAG);
    CMP_QUERIED Whole = {Value->Name, REG_SZ, (ULONG)((Needed + 1) * sizeof(WCHAR)), Expanded};
    NTSTATUS Status;

    if (Expanded == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    CmpExpand(Query->Environment, Text, Characters, Expanded, Needed);
    Expanded[Needed] = 0;
    Status = CmpDeliver(Query, Entry, &Whole);
    ExFreeOwn(Expanded);
    return Status;
}

NTSTATUS
CmpReportValue(PCMP_TABLE_QUERY Query, PRTL_QUERY_REGISTRY_TABLE Entry, const CMP_QUERIED *Value,
               BOOLEAN Stored)
{
    CMP_QUERIED Terminated = *Value;
    ULONG Checked = RTL_QUERY_REGISTRY_DIRECT | RTL_QUERY_REGISTRY_TYPECHECK;

    if (Stored && (Entry->Flags & Checked) == Checked &&
        Entry->DefaultType >> RTL_QUERY_REGISTRY_TYPECHECK_SHIFT != Value->Type) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    if ((Entry->Flags & RTL_QUERY_REGISTRY_NOEXPAND) == 0 && Value->Type == REG_MULTI_SZ) {
        return CmpReportStrings(Query, Entry, Value);
    }
    if ((Entry->Flags & RTL_QUERY_REGISTRY_NOEXPAND) == 0 && Value->Type == REG_EXPAND_SZ) {
        return CmpReportExpanded(Query, Entry, Value);
    }
    if (Stored && Value->Type == REG_SZ) {
        ULONG Even = Value->Length & ~1u;

        if (Even == 0 || ((PCWSTR)Value->Data)[Even / sizeof(WCHAR) - 1] != 0) {
            Terminated.Length = Even + sizeof(WCHAR);
        }
    }
    return CmpDeliver(Query, Entry, &Terminated);
}
