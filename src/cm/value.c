/*
 * src/cm/value.c - the values of a key
 */
#include "cmi.h"

static PCMP_VALUE
CmpValueOf(PLIST_ENTRY Entry)
{
    return CONTAINING_RECORD(Entry, CMP_VALUE, Entry);
}

/* An empty name is the default value's. */
PCMP_VALUE
CmpFindValue(PCMP_KEY Key, PCUNICODE_STRING Name)
{
    for (PLIST_ENTRY Entry = Key->Values.Flink; Entry != &Key->Values; Entry = Entry->Flink) {
        if (RtlEqualUnicodeString(&CmpValueOf(Entry)->Name, Name, TRUE)) {
            return CmpValueOf(Entry);
        }
    }
    return NULL;
}

PCMP_VALUE
CmpValueAt(PCMP_KEY Key, ULONG Index)
{
    for (PLIST_ENTRY Entry = Key->Values.Flink; Entry != &Key->Values; Entry = Entry->Flink) {
        if (Index-- == 0) {
            return CmpValueOf(Entry);
        }
    }
    return NULL;
}

static PCMP_VALUE
CmpNewValue(PCMP_KEY Key, PCUNICODE_STRING Name)
{
    PCMP_VALUE Value = ExAllocateOwn(sizeof *Value, CMP_TAG);

    if (Value != NULL && !NT_SUCCESS(CmpDuplicateString(&Value->Name, Name))) {
        ExFreeOwn(Value);
        Value = NULL;
    }
    if (Value != NULL) {
        InsertTailList(&Key->Values, &Value->Entry);
        Key->ValueCount++;
    }
    return Value;
}

/* One that is written again as it is tells nobody. */
static BOOLEAN
CmpIsSame(PCMP_VALUE Value, ULONG Type, const VOID *Data, ULONG Length)
{
    return Value != NULL && Value->Type == Type && Value->DataLength == Length &&
           RtlEqualMemory(Value->Data, Data, Length);
}

NTSTATUS
CmpSetValue(PCMP_KEY Key, PCUNICODE_STRING Name, ULONG Type, const VOID *Data, ULONG Length)
{
    PUCHAR Copy = Length == 0 ? NULL : ExAllocateOwn(Length, CMP_TAG);
    PCMP_VALUE Value = CmpFindValue(Key, Name);
    BOOLEAN Same = CmpIsSame(Value, Type, Data, Length);

    if (Length != 0 && Copy == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Value == NULL && (Value = CmpNewValue(Key, Name)) == NULL) {
        if (Copy != NULL) {
            ExFreeOwn(Copy);
        }
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (Value->Data != NULL) {
        ExFreeOwn(Value->Data);
    }
    if (Length != 0) {
        RtlCopyMemory(Copy, Data, Length);
    }
    Value->Data = Copy;
    Value->DataLength = Length;
    Value->Type = Type;
    CmpTouch(Key);
    if (!Same) {
        CmpReport(Key, REG_NOTIFY_CHANGE_LAST_SET);
    }
    return STATUS_SUCCESS;
}

VOID
CmpDeleteValue(PCMP_KEY Key, PCMP_VALUE Value)
{
    RemoveEntryList(&Value->Entry);
    Key->ValueCount--;
    if (Value->Data != NULL) {
        ExFreeOwn(Value->Data);
    }
    if (Value->Name.Buffer != NULL) {
        ExFreeOwn(Value->Name.Buffer);
    }
    ExFreeOwn(Value);
    CmpTouch(Key);
    CmpReport(Key, REG_NOTIFY_CHANGE_LAST_SET);
}
