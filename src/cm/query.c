/*
 * src/cm/query.c - asking keys and values
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
    RtlCopyMemory((PUCHAR)Buffer + HeaderLength, Tail, Room < TailLength ? Room : TailLength);
    return Room < TailLength ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static NTSTATUS
CmpProbeResult(PVOID Buffer, ULONG Length, PULONG ResultLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = OB_PROBE_WRITE(Mode, ResultLength);

    return NT_SUCCESS(Status) && Length != 0 ? ObProbe(Mode, Buffer, Length, sizeof(ULONG), TRUE)
                                             : Status;
}

/* --- keys ------------------------------------------------------------------------------------- */

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
    KEY_NODE_INFORMATION Node = {
        .LastWriteTime = Key->LastWriteTime,
        .ClassOffset = Key->Class.Length == 0
                           ? MAXULONG
                           : UFIELD_OFFSET(KEY_NODE_INFORMATION, Name) + Key->Name.Length,
        .ClassLength = Key->Class.Length,
        .NameLength = Key->Name.Length};
    ULONG TailLength = Key->Name.Length + Key->Class.Length;
    PUCHAR Tail = ExAllocateOwn(TailLength + 1, CMP_TAG);
    NTSTATUS Status;

    if (Tail == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Tail, Key->Name.Buffer, Key->Name.Length);
    RtlCopyMemory(Tail + Key->Name.Length, Key->Class.Buffer, Key->Class.Length);
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
        Status = CmpQueryKey(Key, KeyInformationClass, KeyInformation, Length, ResultLength);
    }
    ObDereferenceObject(Body);
    return Status;
}

NTSTATUS
NtEnumerateKey(HANDLE KeyHandle, ULONG Index, KEY_INFORMATION_CLASS KeyInformationClass,
               PVOID KeyInformation, ULONG Length, PULONG ResultLength)
{
    PCMP_KEY_BODY Body;
    PCMP_KEY Key, Child;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, KEY_ENUMERATE_SUB_KEYS, &Body, &Key);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = CmpProbeResult(KeyInformation, Length, ResultLength);
    if (NT_SUCCESS(Status)) {
        Child = CmpChildAt(Key, Index);
        Status = Child == NULL ? STATUS_NO_MORE_ENTRIES
                               : CmpQueryKey(Child, KeyInformationClass, KeyInformation, Length,
                                             ResultLength);
    }
    ObDereferenceObject(Body);
    return Status;
}

/* --- values ----------------------------------------------------------------------------------- */

static NTSTATUS
CmpQueryFullValue(PCMP_VALUE Value, PVOID Buffer, ULONG Length, PULONG ResultLength)
{
    ULONG NameOffset = FIELD_OFFSET(KEY_VALUE_FULL_INFORMATION, Name);
    ULONG DataOffset = (NameOffset + Value->Name.Length + 7) & ~7u;
    KEY_VALUE_FULL_INFORMATION Full = {.Type = Value->Type,
                                       .DataOffset = DataOffset,
                                       .DataLength = Value->DataLength,
                                       .NameLength = Value->Name.Length};
    ULONG TailLength = DataOffset - NameOffset + Value->DataLength;
    PUCHAR Tail = ExAllocateOwn(TailLength + 1, CMP_TAG);
    NTSTATUS Status;

    if (Tail == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Tail, Value->Name.Buffer, Value->Name.Length);
    RtlCopyMemory(Tail + DataOffset - NameOffset, Value->Data, Value->DataLength);
    Status = CmpReturn(Buffer, Length, ResultLength, &Full, NameOffset, Tail, TailLength);
    ExFreeOwn(Tail);
    return Status;
}

static NTSTATUS
CmpQueryValue(PCMP_VALUE Value, KEY_VALUE_INFORMATION_CLASS Class, PVOID Buffer, ULONG Length,
              PULONG ResultLength)
{
    KEY_VALUE_BASIC_INFORMATION Basic = {.Type = Value->Type, .NameLength = Value->Name.Length};
    KEY_VALUE_PARTIAL_INFORMATION Partial = {.Type = Value->Type, .DataLength = Value->DataLength};
    KEY_VALUE_PARTIAL_INFORMATION_ALIGN64 Aligned = {.Type = Value->Type,
                                                     .DataLength = Value->DataLength};

    switch (Class) {
    case KeyValueBasicInformation:
        return CmpReturn(Buffer, Length, ResultLength, &Basic,
                         FIELD_OFFSET(KEY_VALUE_BASIC_INFORMATION, Name), Value->Name.Buffer,
                         Value->Name.Length);
    case KeyValueFullInformation:
    case KeyValueFullInformationAlign64:
        return CmpQueryFullValue(Value, Buffer, Length, ResultLength);
    case KeyValuePartialInformation:
        return CmpReturn(Buffer, Length, ResultLength, &Partial,
                         FIELD_OFFSET(KEY_VALUE_PARTIAL_INFORMATION, Data), Value->Data,
                         Value->DataLength);
    case KeyValuePartialInformationAlign64:
        return CmpReturn(Buffer, Length, ResultLength, &Aligned,
                         FIELD_OFFSET(KEY_VALUE_PARTIAL_INFORMATION_ALIGN64, Data), Value->Data,
                         Value->DataLength);
    default:
        return STATUS_INVALID_PARAMETER;
    }
}

static NTSTATUS
CmpQueryFound(PCMP_VALUE Value, NTSTATUS NotFound, KEY_VALUE_INFORMATION_CLASS Class, PVOID Buffer,
              ULONG Length, PULONG ResultLength)
{
    NTSTATUS Status = CmpProbeResult(Buffer, Length, ResultLength);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return Value == NULL ? NotFound : CmpQueryValue(Value, Class, Buffer, Length, ResultLength);
}

NTSTATUS
NtQueryValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName,
                KEY_VALUE_INFORMATION_CLASS KeyValueInformationClass, PVOID KeyValueInformation,
                ULONG Length, PULONG ResultLength)
{
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, KEY_QUERY_VALUE, &Body, &Key);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObProbeString(ExGetPreviousMode(), ValueName);
    if (NT_SUCCESS(Status)) {
        Status = CmpQueryFound(CmpFindValue(Key, ValueName), STATUS_OBJECT_NAME_NOT_FOUND,
                               KeyValueInformationClass, KeyValueInformation, Length, ResultLength);
    }
    ObDereferenceObject(Body);
    return Status;
}

NTSTATUS
NtEnumerateValueKey(HANDLE KeyHandle, ULONG Index,
                    KEY_VALUE_INFORMATION_CLASS KeyValueInformationClass, PVOID KeyValueInformation,
                    ULONG Length, PULONG ResultLength)
{
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, KEY_QUERY_VALUE, &Body, &Key);

    if (NT_SUCCESS(Status)) {
        Status = CmpQueryFound(CmpValueAt(Key, Index), STATUS_NO_MORE_ENTRIES,
                               KeyValueInformationClass, KeyValueInformation, Length, ResultLength);
        ObDereferenceObject(Body);
    }
    return Status;
}

NTSTATUS
NtSetValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName, ULONG TitleIndex, ULONG Type, PVOID Data,
              ULONG DataSize)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, KEY_SET_VALUE, &Body, &Key);

    UNREFERENCED_PARAMETER(TitleIndex);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObProbeString(Mode, ValueName);
    if (NT_SUCCESS(Status) && DataSize != 0) {
        Status = ObProbe(Mode, Data, DataSize, 1, FALSE);
    }
    if (NT_SUCCESS(Status)) {
        Status = CmpSetValue(Key, ValueName, Type, Data, DataSize);
    }
    ObDereferenceObject(Body);
    return Status;
}

NTSTATUS
NtDeleteValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName)
{
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    PCMP_VALUE Value;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, KEY_SET_VALUE, &Body, &Key);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObProbeString(ExGetPreviousMode(), ValueName);
    if (NT_SUCCESS(Status)) {
        Value = CmpFindValue(Key, ValueName);
        if (Value == NULL) {
            Status = STATUS_OBJECT_NAME_NOT_FOUND;
        } else {
            CmpDeleteValue(Key, Value);
        }
    }
    ObDereferenceObject(Body);
    return Status;
}
