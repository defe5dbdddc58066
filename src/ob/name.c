/*
 * ob/name.c - the names in one directory
 *
 * Invariants:
 *   N1. Header->Directory is the directory that has the object, or NULL; only then NameLinks is
 *       used.
 *   N2. A name in a directory holds a reference to its object and one to the directory.
 *   N3. A temporary object's name goes with its last handle; a permanent one's with
 *       ObMakeTemporary.
 */
#include "obi.h"

/* For a search: who looks for a name sees which there are. */
static VOID
ObpTouchNames(POBP_DIRECTORY Directory, BOOLEAN Changes)
{
    HalTouch(Directory, Changes);
}

NTSTATUS
ObpCopyString(PUNICODE_STRING To, PCUNICODE_STRING From)
{
    PWCH Buffer = ExAllocateOwn(From->Length + sizeof(WCHAR), OBP_TAG);

    if (Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    if (From->Length != 0) {
        RtlCopyMemory(Buffer, From->Buffer, From->Length);
    }
    To->Buffer = Buffer;
    To->Length = From->Length;
    To->MaximumLength = From->Length + sizeof(WCHAR);
    return STATUS_SUCCESS;
}

POBJECT_HEADER
ObpFindName(POBP_DIRECTORY Directory, PCUNICODE_STRING Name, BOOLEAN CaseInsensitive)
{
    PLIST_ENTRY Entry;

    ObpTouchNames(Directory, FALSE);
    for (Entry = Directory->Entries.Flink; Entry != &Directory->Entries; Entry = Entry->Flink) {
        POBJECT_HEADER Header = CONTAINING_RECORD(Entry, OBJECT_HEADER, NameLinks);

        if (Header->Name.Length == Name->Length &&
            RtlEqualUnicodeString(&Header->Name, Name, CaseInsensitive)) {
            return Header;
        }
    }
    return NULL;
}

NTSTATUS
ObpInsertName(POBP_DIRECTORY Directory, POBJECT_HEADER Header, PCUNICODE_STRING Name)
{
    NTSTATUS Status;

    SIM_ASSERT(Header->Directory == NULL);
    if (Header->Name.Buffer != NULL) { /* it was in a directory before */
        ExFreeOwn(Header->Name.Buffer);
        Header->Name = (UNICODE_STRING){0};
    }
    Status = ObpCopyString(&Header->Name, Name);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    ObpTouchNames(Directory, TRUE);
    Header->Directory = Directory;
    InsertTailList(&Directory->Entries, &Header->NameLinks);
    Directory->Count++;
    ObpReference(Header);
    ObfReferenceObject(Directory);
    return STATUS_SUCCESS;
}

VOID
ObpRemoveName(POBJECT_HEADER Header)
{
    POBP_DIRECTORY Directory = Header->Directory;

    SIM_ASSERT(Directory != NULL && Directory->Count != 0);
    ObpTouchNames(Directory, TRUE);
    RemoveEntryList(&Header->NameLinks);
    Header->Directory = NULL;
    Directory->Count--;
    ObfDereferenceObject(Directory);
    ObpDereference(Header);
}

VOID
ObpRemoveNameIfTemporary(POBJECT_HEADER Header)
{
    if (Header->HandleCount == 0 && !Header->Permanent && Header->Directory != NULL) {
        ObpRemoveName(Header);
    }
}

NTSTATUS
ObMakeTemporary(PVOID Object)
{
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    Header->Permanent = FALSE;
    ObpRemoveNameIfTemporary(Header);
    return STATUS_SUCCESS;
}

VOID
ObMakeTemporaryObject(PVOID Object)
{
    ObMakeTemporary(Object);
}

NTSTATUS
NtMakeTemporaryObject(HANDLE Handle)
{
    PVOID Object;
    NTSTATUS Status;

    Status = ObReferenceObjectByHandle(Handle, DELETE, NULL, ExGetPreviousMode(), &Object, NULL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    ObMakeTemporary(Object);
    ObfDereferenceObject(Object);
    return STATUS_SUCCESS;
}
