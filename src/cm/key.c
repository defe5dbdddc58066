/*
 * src/cm/key.c - the tree of keys
 *
 *      linked --CmpDeleteKey--> deleted: no longer in the tree; handles still refer to it
 *             and get STATUS_KEY_DELETED; freed with the last key object
 *
 * Invariants:
 *   K1. A key's children are sorted by name, without regard to case; no two have the same name.
 *   K2. A deleted key has no children and no parent.
 */
#include "cmi.h"

NTSTATUS
CmpDuplicateString(PUNICODE_STRING To, PCUNICODE_STRING From)
{
    *To = (UNICODE_STRING){0};
    if (From == NULL || From->Length == 0) {
        return STATUS_SUCCESS;
    }
    To->Buffer = ExAllocateOwn(From->Length, CMP_TAG);
    if (To->Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(To->Buffer, From->Buffer, From->Length);
    To->Length = To->MaximumLength = From->Length;
    return STATUS_SUCCESS;
}

static VOID
CmpFreeString(PUNICODE_STRING String)
{
    if (String->Buffer != NULL) {
        ExFreeOwn(String->Buffer);
    }
}

static PCMP_KEY
CmpKeyOf(PLIST_ENTRY Entry)
{
    return CONTAINING_RECORD(Entry, CMP_KEY, Sibling);
}

PCMP_KEY
CmpFindChild(PCMP_KEY Parent, PCUNICODE_STRING Name)
{
    for (PLIST_ENTRY Entry = Parent->Children.Flink; Entry != &Parent->Children;
         Entry = Entry->Flink) {
        if (RtlEqualUnicodeString(&CmpKeyOf(Entry)->Name, Name, TRUE)) {
            return CmpKeyOf(Entry);
        }
    }
    return NULL;
}

PCMP_KEY
CmpChildAt(PCMP_KEY Key, ULONG Index)
{
    for (PLIST_ENTRY Entry = Key->Children.Flink; Entry != &Key->Children; Entry = Entry->Flink) {
        if (Index-- == 0) {
            return CmpKeyOf(Entry);
        }
    }
    return NULL;
}

VOID
CmpTouch(PCMP_KEY Key)
{
    KeQuerySystemTimePrecise(&Key->LastWriteTime);
}

static VOID
CmpLink(PCMP_KEY Parent, PCMP_KEY Key)
{
    PLIST_ENTRY Before = Parent->Children.Flink;

    while (Before != &Parent->Children &&
           RtlCompareUnicodeString(&CmpKeyOf(Before)->Name, &Key->Name, TRUE) < 0) {
        Before = Before->Flink;
    }
    InsertTailList(Before, &Key->Sibling);
    Key->Parent = Parent;
    Parent->ChildCount++;
    CmpTouch(Parent);
}

static VOID
CmpFreeKey(PCMP_KEY Key)
{
    while (!IsListEmpty(&Key->Values)) {
        CmpDeleteValue(Key, CONTAINING_RECORD(Key->Values.Flink, CMP_VALUE, Entry));
    }
    CmpFreeString(&Key->Name);
    CmpFreeString(&Key->Class);
    ExFreeOwn(Key);
}

/* A key under a volatile one is volatile itself. */
NTSTATUS
CmpCreateChild(PCMP_KEY Parent, PCUNICODE_STRING Name, const CMP_CREATE *Create, PCMP_KEY *Result)
{
    PCMP_KEY Key = ExAllocateOwn(sizeof *Key, CMP_TAG);
    BOOLEAN Volatile = (Create->Options & REG_OPTION_VOLATILE) != 0;

    if (Key == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeListHead(&Key->Children);
    InitializeListHead(&Key->Values);
    Key->Volatile = Volatile;
    if (Parent != NULL && Parent->Volatile && !Volatile) {
        ExFreeOwn(Key);
        return STATUS_CHILD_MUST_BE_VOLATILE;
    }
    if (!NT_SUCCESS(CmpDuplicateString(&Key->Name, Name)) ||
        !NT_SUCCESS(CmpDuplicateString(&Key->Class, Create->Class))) {
        CmpFreeKey(Key);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    CmpTouch(Key);
    if (Parent != NULL) {
        CmpLink(Parent, Key);
    }
    *Result = Key;
    return STATUS_SUCCESS;
}

NTSTATUS
CmpDeleteKey(PCMP_KEY Key)
{
    if (Key->ChildCount != 0 || Key->Parent == NULL) {
        return STATUS_CANNOT_DELETE;
    }
    RemoveEntryList(&Key->Sibling);
    Key->Parent->ChildCount--;
    CmpTouch(Key->Parent);
    Key->Parent = NULL;
    Key->Deleted = TRUE;
    return STATUS_SUCCESS;
}

VOID
CmpReleaseKey(PCMP_KEY Key)
{
    SIM_ASSERT(Key->References > 0);
    if (--Key->References == 0 && Key->Deleted) {
        CmpFreeKey(Key);
    }
}
