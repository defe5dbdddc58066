/*
 * ob/querydirectory.c - NtQueryDirectoryObject: what an object directory holds
 *
 *      Context: the number of the next entry --> entries, as many as fit, and an empty one
 *          --> STATUS_MORE_ENTRIES: the rest did not fit --> STATUS_NO_MORE_ENTRIES
 *
 * Strings lie behind the entries. In the order in which the names came.
 */
#include "obi.h"

/* OBJECT_DIRECTORY_INFORMATION, which the WDK does not declare. */
typedef struct _OBP_DIRECTORY_ENTRY {
    UNICODE_STRING Name, TypeName;
} OBP_DIRECTORY_ENTRY, *POBP_DIRECTORY_ENTRY;

static POBJECT_HEADER
ObpEntryAt(POBP_DIRECTORY Directory, ULONG Index)
{
    PLIST_ENTRY Entry = Directory->Entries.Flink;

    while (Entry != &Directory->Entries && Index-- > 0) {
        Entry = Entry->Flink;
    }
    return Entry == &Directory->Entries ? NULL : CONTAINING_RECORD(Entry, OBJECT_HEADER, NameLinks);
}

static UNICODE_STRING
ObpTypeName(POBJECT_HEADER Header)
{
    UNICODE_STRING Name;

    RtlInitUnicodeString(&Name, Header->Type->Name);
    return Name;
}

/* With the strings and their terminators. */
static ULONG
ObpEntryBytes(POBJECT_HEADER Header)
{
    return sizeof(OBP_DIRECTORY_ENTRY) + Header->Name.Length + ObpTypeName(Header).Length +
           2 * sizeof(WCHAR);
}

static PWCH
ObpPutString(PUNICODE_STRING To, const UNICODE_STRING *From, PWCH Text)
{
    *To = (UNICODE_STRING){From->Length, (USHORT)(From->Length + sizeof(WCHAR)), Text};
    RtlCopyMemory(Text, From->Buffer, From->Length);
    Text[From->Length / sizeof(WCHAR)] = 0;
    return Text + From->Length / sizeof(WCHAR) + 1;
}

static VOID
ObpPutEntries(POBP_DIRECTORY Directory, ULONG First, ULONG Count, POBP_DIRECTORY_ENTRY Buffer)
{
    PWCH Text = (PWCH)(Buffer + Count + 1);

    for (ULONG i = 0; i < Count; i++) {
        POBJECT_HEADER Header = ObpEntryAt(Directory, First + i);
        UNICODE_STRING Type = ObpTypeName(Header);

        Text = ObpPutString(&Buffer[i].Name, &Header->Name, Text);
        Text = ObpPutString(&Buffer[i].TypeName, &Type, Text);
    }
    Buffer[Count] = (OBP_DIRECTORY_ENTRY){0};
}

static NTSTATUS
ObpListEntries(POBP_DIRECTORY Directory, PVOID Buffer, ULONG Length, BOOLEAN Single, PULONG Next,
               PULONG Needed)
{
    ULONG Bytes = sizeof(OBP_DIRECTORY_ENTRY), Count = 0;
    POBJECT_HEADER Header;

    while ((Header = ObpEntryAt(Directory, *Next + Count)) != NULL && !(Single && Count == 1) &&
           Bytes + ObpEntryBytes(Header) <= Length) {
        Bytes += ObpEntryBytes(Header);
        Count++;
    }
    if (Count == 0) {
        *Needed = Header == NULL ? 0 : Bytes + ObpEntryBytes(Header);
        return Header == NULL ? STATUS_NO_MORE_ENTRIES : STATUS_BUFFER_TOO_SMALL;
    }
    ObpPutEntries(Directory, *Next, Count, Buffer);
    *Next += Count;
    *Needed = Bytes;
    return Header != NULL && !Single ? STATUS_MORE_ENTRIES : STATUS_SUCCESS;
}

NTSTATUS
NtQueryDirectoryObject(HANDLE DirectoryHandle, PVOID Buffer, ULONG Length,
                       BOOLEAN ReturnSingleEntry, BOOLEAN RestartScan, PULONG Context,
                       PULONG ReturnLength)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    POBP_DIRECTORY Directory;
    ULONG Next, Needed = 0;
    NTSTATUS Status = ObProbe(Mode, Buffer, Length, sizeof(WCHAR), TRUE);

    if (NT_SUCCESS(Status)) {
        Status = OB_PROBE_WRITE(Mode, Context);
    }
    if (NT_SUCCESS(Status) && ReturnLength != NULL) {
        Status = OB_PROBE_WRITE(Mode, ReturnLength);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObReferenceObjectByHandle(DirectoryHandle, DIRECTORY_QUERY, &ObpDirectoryType,
                                           Mode, (PVOID *)&Directory, NULL);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Next = RestartScan ? 0 : *Context;
    Status = ObpListEntries(Directory, Buffer, Length, ReturnSingleEntry, &Next, &Needed);
    *Context = Next;
    if (ReturnLength != NULL) {
        *ReturnLength = Needed;
    }
    ObfDereferenceObject(Directory);
    return Status;
}

ZW_CALL(ZwQueryDirectoryObject, NtQueryDirectoryObject,
        (HANDLE Directory, PVOID Buffer, ULONG Length, BOOLEAN Single, BOOLEAN Restart,
         PULONG Context, PULONG ReturnLength),
        (Directory, Buffer, Length, Single, Restart, Context, ReturnLength))
