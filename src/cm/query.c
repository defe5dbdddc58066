/*
 * src/cm/query.c - asking keys
 *
 * Every query follows one protocol: the fixed part of the structure does not fit,
 * STATUS_BUFFER_TOO_SMALL and nothing is written; it fits but not all that follows,
 * STATUS_BUFFER_OVERFLOW and as much as fits; either way *ResultLength says what would have been
 * needed.
 */
#include "cmi.h"

NTSTATUS
CmpReturn(PVOID Buffer, ULONG Length, PULONG ResultLength, const VOID *Header, ULONG HeaderLength,
          const VOID *Tail, ULONG TailLength)
{
    ULONG Room = Length > HeaderLength ? Length - HeaderLength : 0;

    *ResultLength = HeaderLength + TailLength;
    if (Length < HeaderLength) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlCopyMemory(Buffer, Header, HeaderLength);
    Room = Room < TailLength ? Room : TailLength;
    if (Room != 0) { // Tail may be NULL
        RtlCopyMemory((PUCHAR)Buffer + HeaderLength, Tail, Room);
    }
    return Room < TailLength ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

NTSTATUS
CmpProbeResult(PVOID Buffer, ULONG Length, PULONG ResultLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = OB_PROBE_WRITE(Mode, ResultLength);

    return NT_SUCCESS(Status) && Length != 0 ? ObProbe(Mode, Buffer, Length, sizeof(ULONG), TRUE)
                                             : Status;
}

/* --- keys
 * -------------------------------------------------------------------------------------
 */

static ULONG
CmpLongestChild(PCMP_KEY Key, BOOLEAN OfClass)
{
    ULONG Longest = 0;

    for (ULONG i = 0; i < Key->ChildCount; i++) {
        PCMP_KEY Child = CmpChildAt(Key, i);
        ULONG Length = OfClass ? Child->Class.Length : Child->Name.Length;

        Longest = Length > Longest ? Length : Longest;
    }
    return Longest;
}

static ULONG
CmpLongestValue(PCMP_KEY Key, BOOLEAN OfData)
{
    ULONG Longest = 0;

    for (ULONG i = 0; i < Key->ValueCount; i++) {
        PCMP_VALUE Value = CmpValueAt(Key, i);
        ULONG Length = OfData ? Value->DataLength : Value->Name.Length;

        Longest = Length > Longest ? Length : Longest;
    }
    return Longest;
}

static NTSTATUS
CmpQueryFull(PCMP_KEY Key, PVOID Buffer, ULONG Length, PULONG ResultLength)
{
    KEY_FULL_INFORMATION Full = {.LastWriteTime = Key->LastWriteTime,
                                 .ClassOffset = Key->Class.Length == 0
                                                    ? MAXULONG
                                                    : UFIELD_OFFSET(KEY_FULL_INFORMATION, Class),
                                 .ClassLength = Key->Class.Length,
                                 .SubKeys = Key->ChildCount,
                                 .MaxNameLen = CmpLongestChild(Key, FALSE),
                                 .MaxClassLen = CmpLongestChild(Key, TRUE),
                                 .Values = Key->ValueCount,
                                 .MaxValueNameLen = CmpLongestValue(Key, FALSE),
                                 .MaxValueDataLen = CmpLongestValue(Key, TRUE)};

    return CmpReturn(Buffer, Length, ResultLength, &Full, FIELD_OFFSET(KEY_FULL_INFORMATION, Class),
                     Key->Class.Buffer, Key->Class.Length);
}

static NTSTATUS
CmpQueryNode(PCMP_KEY Key, PVOID Buffer, ULONG Length, PULONG ResultLength)
{
    KEY_NODE_INFORMATION Node = {.LastWriteTime = Key->LastWriteTime,
                                 .ClassOffset = Key->Class.Length == 0
                                                    ? MAXULONG
                                                    : UFIELD_OFFSET(KEY_NODE_INFORMATION, Name) +
                                                          Key->Name.Length,
                                 .ClassLength = Key->Class.Length,
                                 .NameLength = Key->Name.Length};
    ULONG TailLength = Key->Name.Length + Key->Class.Length;
    PUCHAR Tail = ExAllocateOwn(TailLength + 1, CMP_TAG);
    NTSTATUS Status;

    if (Tail == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Tail, Key->Name.Buffer, Key->Name.Length);
    if (Key->Class.Length != 0) {
        RtlCopyMemory(Tail + Key->Name.Length, Key->Class.Buffer, Key->Class.Length);
    }
    Status = CmpReturn(Buffer, Length, ResultLength, &Node,
                       FIELD_OFFSET(KEY_NODE_INFORMATION, Name), Tail, TailLength);
    ExFreeOwn(Tail);
    return Status;
}

static NTSTATUS
CmpQueryPath(PCMP_KEY Key, PVOID Buffer, ULONG Length, PULONG ResultLength)
{
    KEY_NAME_INFORMATION Header = {.NameLength = CmpNameLength(Key)};
    PWCHAR Path = ExAllocateOwn(Header.NameLength, CMP_TAG);
    NTSTATUS Status;

    if (Path == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    CmpCopyName(Key, Path);
    Status = CmpReturn(Buffer, Length, ResultLength, &Header,
                       FIELD_OFFSET(KEY_NAME_INFORMATION, Name), Path, Header.NameLength);
    ExFreeOwn(Path);
    return Status;
}

static NTSTATUS
CmpQueryCached(PCMP_KEY Key, PVOID Buffer, ULONG Length, PULONG ResultLength)
{
    KEY_CACHED_INFORMATION Cached = {.LastWriteTime = Key->LastWriteTime,
                                     .SubKeys = Key->ChildCount,
                                     .MaxNameLen = CmpLongestChild(Key, FALSE),
                                     .Values = Key->ValueCount,
                                     .MaxValueNameLen = CmpLongestValue(Key, FALSE),
                                     .MaxValueDataLen = CmpLongestValue(Key, TRUE),
                                     .NameLength = Key->Name.Length};

    return CmpReturn(Buffer, Length, ResultLength, &Cached, sizeof Cached, NULL, 0);
}

static NTSTATUS
CmpQueryKey(PCMP_KEY Key, KEY_INFORMATION_CLASS Class, PVOID Buffer, ULONG Length,
            PULONG ResultLength)
{
    KEY_BASIC_INFORMATION Basic = {.LastWriteTime = Key->LastWriteTime,
                                   .NameLength = Key->Name.Length};

    switch (Class) {
    case KeyBasicInformation:
        return CmpReturn(Buffer, Length, ResultLength, &Basic,
                         FIELD_OFFSET(KEY_BASIC_INFORMATION, Name), Key->Name.Buffer,
                         Key->Name.Length);
    case KeyNodeInformation:
        return CmpQueryNode(Key, Buffer, Length, ResultLength);
    case KeyFullInformation:
        return CmpQueryFull(Key, Buffer, Length, ResultLength);
    case KeyNameInformation:
        return CmpQueryPath(Key, Buffer, Length, ResultLength);
    case KeyCachedInformation:
        return CmpQueryCached(Key, Buffer, Length, ResultLength);
    default:
        return STATUS_INVALID_PARAMETER;
    }
}

NTSTATUS
NtQueryKey(HANDLE KeyHandle, KEY_INFORMATION_CLASS KeyInformationClass, PVOID KeyInformation,
           ULONG Length, PULONG ResultLength)
{
    ACCESS_MASK Access = KeyInformationClass == KeyNameInformation ? 0 : KEY_QUERY_VALUE;
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, Access, &Body, &Key);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = CmpProbeResult(KeyInformation, Length, ResultLength);
    if (NT_SUCCESS(Status)) {
        REG_QUERY_KEY_INFORMATION Information = {
            .Object = Body, .KeyInformationClass = KeyInformationClass,
            .KeyInformation = KeyInformation, .Length = Length, .ResultLength = ResultLength};
        CMP_CALL Call = CMP_CALL_OF(QueryKey, Body, Information);

        if (CmpAskFilters(&Call, &Status)) {
            Status = CmpQueryKey(Key, KeyInformationClass, KeyInformation, Length, ResultLength);
            Status = CmpTellFilters(&Call, Status);
        }
    }
    ObDereferenceObject(Body);
    return Status;
}

static BOOLEAN
CmpIsOfSubkeys(KEY_INFORMATION_CLASS Class)
{
    return Class == KeyBasicInformation || Class == KeyNodeInformation ||
           Class == KeyFullInformation;
}

static NTSTATUS
CmpEnumerateFiltered(PCMP_KEY_BODY Body, PREG_ENUMERATE_KEY_INFORMATION Information)
{
    CMP_CALL Call = CMP_CALL_OF(EnumerateKey, Body, *Information);
    PCMP_KEY Child;
    NTSTATUS Status;

    if (!CmpAskFilters(&Call, &Status)) {
        return Status;
    }
    Child = CmpChildAt(Body->Key, Information->Index);
    Status = Child == NULL ? STATUS_NO_MORE_ENTRIES
                           : CmpQueryKey(Child, Information->KeyInformationClass,
                                         Information->KeyInformation, Information->Length,
                                         Information->ResultLength);
    return CmpTellFilters(&Call, Status);
}

NTSTATUS
NtEnumerateKey(HANDLE KeyHandle, ULONG Index, KEY_INFORMATION_CLASS KeyInformationClass,
               PVOID KeyInformation, ULONG Length, PULONG ResultLength)
{
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, KEY_ENUMERATE_SUB_KEYS, &Body, &Key);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = CmpIsOfSubkeys(KeyInformationClass)
                 ? CmpProbeResult(KeyInformation, Length, ResultLength)
                 : STATUS_INVALID_PARAMETER;
    if (NT_SUCCESS(Status)) {
        REG_ENUMERATE_KEY_INFORMATION Information = {
            .Object = Body, .Index = Index, .KeyInformationClass = KeyInformationClass,
            .KeyInformation = KeyInformation, .Length = Length, .ResultLength = ResultLength};

        Status = CmpEnumerateFiltered(Body, &Information);
    }
    ObDereferenceObject(Body);
    return Status;
}
