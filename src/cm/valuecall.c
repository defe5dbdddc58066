/*
 * cm/valuecall.c - changing values: NtSetValueKey, NtDeleteValueKey
 *
 * Of a symbolic link, only the value SymbolicLinkValue can be set: where it leads.
 *
 * Differs from Windows: a value name that is too long is STATUS_INVALID_PARAMETER; Microsoft's
 * documentation names no status.
 */
#include "cmi.h"

enum { CMP_MAXIMUM_VALUE_NAME = 16383 * sizeof(WCHAR) };

static NTSTATUS
CmpCheckLinkValue(PCMP_KEY Key, PCUNICODE_STRING Name, ULONG Type)
{
    UNICODE_STRING Only = RTL_CONSTANT_STRING(L"SymbolicLinkValue");

    if (!Key->Link || (Type == REG_LINK && RtlEqualUnicodeString(Name, &Only, TRUE))) {
        return STATUS_SUCCESS;
    }
    return STATUS_ACCESS_DENIED;
}

/* The name of a value may be missing: it is the default one's. */
static NTSTATUS
CmpProbeValueName(PUNICODE_STRING *Name, PUNICODE_STRING Empty)
{
    NTSTATUS Status;

    if (*Name == NULL) {
        *Name = Empty;
        return STATUS_SUCCESS;
    }
    Status = ObProbeString(ExGetPreviousMode(), *Name);
    if (NT_SUCCESS(Status) && (*Name)->Length > CMP_MAXIMUM_VALUE_NAME) {
        Status = STATUS_INVALID_PARAMETER;
    }
    return Status;
}

static NTSTATUS
CmpSetFiltered(PCMP_KEY_BODY Body, PREG_SET_VALUE_KEY_INFORMATION Information)
{
    CMP_CALL Call = CMP_CALL_OF(SetValueKey, Body, *Information);
    NTSTATUS Status;

    if (!CmpAskFilters(&Call, &Status)) {
        return Status;
    }
    Status = CmpCheckLinkValue(Body->Key, Information->ValueName, Information->Type);
    if (NT_SUCCESS(Status)) {
        Status = CmpSetValue(Body->Key, Information->ValueName, Information->Type,
                             Information->Data, Information->DataSize);
    }
    return CmpTellFilters(&Call, Status);
}

NTSTATUS
NtSetValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName, ULONG TitleIndex, ULONG Type, PVOID Data,
              ULONG DataSize)
{
    UNICODE_STRING Empty = {0};
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, KEY_SET_VALUE, &Body, &Key);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = CmpProbeValueName(&ValueName, &Empty);
    if (NT_SUCCESS(Status) && DataSize != 0) {
        Status = ObProbe(ExGetPreviousMode(), Data, DataSize, 1, FALSE);
    }
    if (NT_SUCCESS(Status)) {
        REG_SET_VALUE_KEY_INFORMATION Information = {.Object = Body, .ValueName = ValueName,
                                                     .TitleIndex = TitleIndex, .Type = Type,
                                                     .Data = Data, .DataSize = DataSize};

        Status = CmpSetFiltered(Body, &Information);
    }
    ObDereferenceObject(Body);
    return Status;
}

static NTSTATUS
CmpDeleteNamed(PCMP_KEY Key, PCUNICODE_STRING Name)
{
    PCMP_VALUE Value = CmpFindValue(Key, Name);

    if (Value == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    CmpDeleteValue(Key, Value);
    return STATUS_SUCCESS;
}

NTSTATUS
NtDeleteValueKey(HANDLE KeyHandle, PUNICODE_STRING ValueName)
{
    UNICODE_STRING Empty = {0};
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, KEY_SET_VALUE, &Body, &Key);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = CmpProbeValueName(&ValueName, &Empty);
    if (NT_SUCCESS(Status)) {
        REG_DELETE_VALUE_KEY_INFORMATION Information = {.Object = Body, .ValueName = ValueName};
        CMP_CALL Call = CMP_CALL_OF(DeleteValueKey, Body, Information);

        if (CmpAskFilters(&Call, &Status)) {
            Status = CmpTellFilters(&Call, CmpDeleteNamed(Key, ValueName));
        }
    }
    ObDereferenceObject(Body);
    return Status;
}
