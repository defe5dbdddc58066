/*
 * src/cm/key.c - the tree of keys
 *
 *      linked --CmpDeleteKey--> deleted: no longer in the tree; handles still refer to it
 *             and get STATUS_KEY_DELETED; freed with the last key object
 *
 * Invariants:
 *   K1. A key's children are sorted by name, without regard to case; no two have the same name.
 *   K2. A deleted key has no children and no parent.
 *   K3. A full path is at most 0x7FFF characters long, a key's name at most 255.
 */
#include "cmi.h"

enum { CMP_MAXIMUM_NAME = 255 * sizeof(WCHAR), CMP_MAXIMUM_PATH = 0x7FFF * sizeof(WCHAR) };

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
    HalTouch(Parent, FALSE);
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

/* For a search, too: it is changed. */
VOID
CmpTouch(PCMP_KEY Key)
{
    HalTouch(Key, TRUE);
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
    CmpReleaseSecurity(Key->Security);
    ExFreeOwn(Key);
}

static NTSTATUS
CmpCheckNew(PCMP_KEY Parent, PCUNICODE_STRING Name, ULONG Options)
{
    if (Name->Length > CMP_MAXIMUM_NAME ||
        CmpNameLength(Parent) + sizeof(WCHAR) + Name->Length > CMP_MAXIMUM_PATH) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Parent != NULL && Parent->Volatile && (Options & REG_OPTION_VOLATILE) == 0) {
        return STATUS_CHILD_MUST_BE_VOLATILE;
    }
    return STATUS_SUCCESS;
}

static PCMP_KEY
CmpNewKey(PCUNICODE_STRING Name, PCUNICODE_STRING Class, PCMP_SECURITY Security)
{
    PCMP_KEY Key = ExAllocateOwn(sizeof *Key, CMP_TAG);

    if (Key == NULL) {
        return NULL;
    }
    InitializeListHead(&Key->Children);
    InitializeListHead(&Key->Values);
    InitializeListHead(&Key->Watchers);
    Key->Security = CmpShareSecurity(Security);
    if (!NT_SUCCESS(CmpDuplicateString(&Key->Name, Name)) ||
        !NT_SUCCESS(CmpDuplicateString(&Key->Class, Class))) {
        CmpFreeKey(Key);
        return NULL;
    }
    CmpTouch(Key);
    return Key;
}

NTSTATUS
CmpCreateChild(PCMP_KEY Parent, PCUNICODE_STRING Name, PCUNICODE_STRING Class, ULONG Options,
               PCMP_SECURITY Security, PCMP_KEY *Result)
{
    NTSTATUS Status = CmpCheckNew(Parent, Name, Options);
    PCMP_KEY Key;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Key = CmpNewKey(Name, Class, Security != NULL ? Security : Parent->Security);
    if (Key == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Key->Volatile = (Options & REG_OPTION_VOLATILE) != 0;
    Key->Link = (Options & REG_OPTION_CREATE_LINK) != 0;
    if (Parent != NULL) {
        CmpLink(Parent, Key);
        CmpReport(Parent, REG_NOTIFY_CHANGE_NAME);
    }
    *Result = Key;
    return STATUS_SUCCESS;
}

NTSTATUS
CmpDeleteKey(PCMP_KEY Key)
{
    PCMP_KEY Parent = Key->Parent;

    if (Key->ChildCount != 0 || Parent == NULL) {
        return STATUS_CANNOT_DELETE;
    }
    RemoveEntryList(&Key->Sibling);
    Parent->ChildCount--;
    CmpTouch(Parent);
    HalTouch(Key, TRUE); // its handles tell
    Key->Parent = NULL;
    Key->Deleted = TRUE;
    CmpReport(Parent, REG_NOTIFY_CHANGE_NAME);
    CmpKeyIsDeleted(Key);
    if (Key->References == 0) {
        CmpFreeKey(Key);
    }
    return STATUS_SUCCESS;
}

VOID
CmpDeleteTree(PCMP_KEY Key)
{
    while (!IsListEmpty(&Key->Children)) {
        CmpDeleteTree(CmpKeyOf(Key->Children.Flink));
    }
    CmpDeleteKey(Key);
}

VOID
CmpReleaseKey(PCMP_KEY Key)
{
    SIM_ASSERT(Key->References > 0);
    if (--Key->References == 0 && Key->Deleted) {
        CmpFreeKey(Key);
    }
}
