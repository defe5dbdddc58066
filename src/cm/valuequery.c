/*
 * cm/valuequery.c - asking values
 *
 * As with keys (query.c): a header, then a tail that may be cut off.
 */
#include "cmi.h"

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
        REG_QUERY_VALUE_KEY_INFORMATION Information = {
            .Object = Body, .ValueName = ValueName,
            .KeyValueInformationClass = KeyValueInformationClass,
            .KeyValueInformation = KeyValueInformation, .Length = Length,
            .ResultLength = ResultLength};
        CMP_CALL Call = CMP_CALL_OF(QueryValueKey, Body, Information);

        if (CmpAskFilters(&Call, &Status)) {
            Status = CmpQueryFound(CmpFindValue(Key, ValueName), STATUS_OBJECT_NAME_NOT_FOUND,
                                   KeyValueInformationClass, KeyValueInformation, Length,
                                   ResultLength);
            Status = CmpTellFilters(&Call, Status);
        }
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
        REG_ENUMERATE_VALUE_KEY_INFORMATION Information = {
            .Object = Body, .Index = Index, .KeyValueInformationClass = KeyValueInformationClass,
            .KeyValueInformation = KeyValueInformation, .Length = Length,
            .ResultLength = ResultLength};
        CMP_CALL Call = CMP_CALL_OF(EnumerateValueKey, Body, Information);

        if (CmpAskFilters(&Call, &Status)) {
            Status = CmpQueryFound(CmpValueAt(Key, Index), STATUS_NO_MORE_ENTRIES,
                                   KeyValueInformationClass, KeyValueInformation, Length,
                                   ResultLength);
            Status = CmpTellFilters(&Call, Status);
        }
        ObDereferenceObject(Body);
    }
    return Status;
}
