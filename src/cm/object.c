/*
 * src/cm/object.c - Key objects: opening, creating, deleting
 *
 * \Registry is a Key object in the object manager's name space; what follows it in a path is parsed
 * here, component by component through the tree. Each open makes a Key object of its own.
 *
 * Differs from Windows: keys have no security descriptors, so every access that is asked is
 * granted; no symbolic links between keys; nothing is written to a hive.
 */
#include "cmi.h"

SIM_STATE OBJECT_TYPE CmpKeyType;
SIM_STATE POBJECT_TYPE *CmKeyObjectType;

static struct {
    POBJECT_TYPE Type;
} CmpKeys SIM_STATE;

static NTSTATUS
CmpNewObject(PCMP_KEY Key, PVOID *Object)
{
    PCMP_KEY_BODY Body;
    NTSTATUS Status = ObCreateObjectOfType(&CmpKeyType, sizeof *Body, (PVOID *)&Body);

    if (NT_SUCCESS(Status)) {
        Body->Key = Key;
        Key->References++;
        *Object = Body;
    }
    return Status;
}

static VOID
CmpDeleteObject(PVOID Object)
{
    PCMP_KEY_BODY Body = Object;

    if (Body->Key != NULL) {
        CmpReleaseKey(Body->Key);
    }
}

/* The next component of a path; FALSE at its end. */
static BOOLEAN
CmpNextName(PUNICODE_STRING Rest, PUNICODE_STRING Name)
{
    USHORT Length = 0;

    while (Rest->Length > 0 && Rest->Buffer[0] == L'\\') {
        Rest->Buffer++;
        Rest->Length -= sizeof(WCHAR);
    }
    while (Length < Rest->Length && Rest->Buffer[Length / sizeof(WCHAR)] != L'\\') {
        Length += sizeof(WCHAR);
    }
    *Name = (UNICODE_STRING){.Length = Length, .MaximumLength = Length, .Buffer = Rest->Buffer};
    Rest->Buffer += Length / sizeof(WCHAR);
    Rest->Length -= Length;
    return Length != 0;
}

static BOOLEAN
CmpIsLast(UNICODE_STRING Rest)
{
    UNICODE_STRING Name;

    return !CmpNextName(&Rest, &Name);
}

static NTSTATUS
CmpWalk(PCMP_KEY *Key, UNICODE_STRING Rest, PCMP_CREATE Create)
{
    UNICODE_STRING Name;
    PCMP_KEY Child;

    while (CmpNextName(&Rest, &Name)) {
        if ((*Key)->Deleted) {
            return STATUS_KEY_DELETED;
        }
        Child = CmpFindChild(*Key, &Name);
        if (Child == NULL && !CmpIsLast(Rest)) {
            return STATUS_OBJECT_NAME_NOT_FOUND; // only the last component is created
        }
        if (Child == NULL && Create == NULL) {
            return STATUS_OBJECT_NAME_NOT_FOUND;
        }
        if (Child == NULL) {
            NTSTATUS Status = CmpCreateChild(*Key, &Name, Create, &Child);

            if (!NT_SUCCESS(Status)) {
                return Status;
            }
            Create->Disposition = REG_CREATED_NEW_KEY;
        }
        *Key = Child;
    }
    return (*Key)->Deleted ? STATUS_KEY_DELETED : STATUS_SUCCESS;
}

static NTSTATUS
CmpParseKey(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState, KPROCESSOR_MODE Mode,
            ULONG Attributes, PUNICODE_STRING CompleteName, PUNICODE_STRING RemainingName,
            PVOID Context, PVOID *Object)
{
    PCMP_KEY Key = ((PCMP_KEY_BODY)ParseObject)->Key;
    NTSTATUS Status;

    UNREFERENCED_PARAMETER(AccessState);
    UNREFERENCED_PARAMETER(Mode);
    UNREFERENCED_PARAMETER(Attributes);
    UNREFERENCED_PARAMETER(CompleteName);
    if (ObjectType != NULL && ObjectType != &CmpKeyType) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    Status = CmpWalk(&Key, *RemainingName, Context);
    return NT_SUCCESS(Status) ? CmpNewObject(Key, Object) : Status;
}

/* --- names ------------------------------------------------------------------------------------ */

ULONG
CmpNameLength(PCMP_KEY Key)
{
    ULONG Length = 0;

    for (; Key != NULL; Key = Key->Parent) {
        Length += sizeof(WCHAR) + Key->Name.Length;
    }
    return Length;
}

VOID
CmpCopyName(PCMP_KEY Key, PWCHAR Buffer)
{
    PWCHAR End = Buffer + CmpNameLength(Key) / sizeof(WCHAR);

    for (; Key != NULL; Key = Key->Parent) {
        End -= Key->Name.Length / sizeof(WCHAR);
        RtlCopyMemory(End, Key->Name.Buffer, Key->Name.Length);
        *--End = L'\\';
    }
}

static NTSTATUS
CmpQueryName(PVOID Object, POBJECT_NAME_INFORMATION Information, ULONG Length, PULONG ReturnLength)
{
    PCMP_KEY Key = ((PCMP_KEY_BODY)Object)->Key;
    UNICODE_STRING Name = {.Length = (USHORT)CmpNameLength(Key),
                           .MaximumLength = (USHORT)CmpNameLength(Key)};
    UNICODE_STRING Empty = {0};
    NTSTATUS Status;

    Name.Buffer = ExAllocateOwn(Name.Length, CMP_TAG);
    if (Name.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    CmpCopyName(Key, Name.Buffer);
    Status = ObReturnName(&Name, &Empty, Information, Length, ReturnLength);
    ExFreeOwn(Name.Buffer);
    return Status;
}

/* --- handles ---------------------------------------------------------------------------------- */

NTSTATUS
CmpReferenceKey(HANDLE Handle, ACCESS_MASK Access, PCMP_KEY_BODY *Body, PCMP_KEY *Key)
{
    NTSTATUS Status = ObReferenceObjectByHandle(Handle, Access, (POBJECT_TYPE)&CmpKeyType,
                                                ExGetPreviousMode(), (PVOID *)Body, NULL);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if ((*Body)->Key->Deleted) {
        ObDereferenceObject(*Body);
        return STATUS_KEY_DELETED;
    }
    *Key = (*Body)->Key;
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpOpen(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
        PCMP_CREATE Create)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    HANDLE Handle;
    NTSTATUS Status = OB_PROBE_WRITE(Mode, KeyHandle);

    if (NT_SUCCESS(Status)) {
        Status = ObProbeAttributes(Mode, ObjectAttributes, TRUE);
    }
    if (NT_SUCCESS(Status)) {
        Status =
            ObOpenByName(ObjectAttributes, &CmpKeyType, Mode, DesiredAccess, Create, NULL, &Handle);
    }
    if (NT_SUCCESS(Status)) {
        *KeyHandle = Handle;
    }
    return Status;
}

NTSTATUS
NtOpenKeyEx(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
            ULONG OpenOptions)
{
    if ((OpenOptions & ~(ULONG)(REG_OPTION_BACKUP_RESTORE | REG_OPTION_OPEN_LINK)) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    return CmpOpen(KeyHandle, DesiredAccess, ObjectAttributes, NULL);
}

NTSTATUS
NtOpenKey(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes)
{
    return NtOpenKeyEx(KeyHandle, DesiredAccess, ObjectAttributes, 0);
}

NTSTATUS
NtCreateKey(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
            ULONG TitleIndex, PUNICODE_STRING Class, ULONG CreateOptions, PULONG Disposition)
{
    CMP_CREATE Create = {
        .Class = Class, .Options = CreateOptions, .Disposition = REG_OPENED_EXISTING_KEY};
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = STATUS_SUCCESS;

    UNREFERENCED_PARAMETER(TitleIndex);
    if (Class != NULL) {
        Status = ObProbeString(Mode, Class);
    }
    if (NT_SUCCESS(Status) && Disposition != NULL) {
        Status = OB_PROBE_WRITE(Mode, Disposition);
    }
    if (NT_SUCCESS(Status)) {
        Status = CmpOpen(KeyHandle, DesiredAccess, ObjectAttributes, &Create);
    }
    if (NT_SUCCESS(Status) && Disposition != NULL) {
        *Disposition = Create.Disposition;
    }
    return Status;
}

NTSTATUS
NtDeleteKey(HANDLE KeyHandle)
{
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, DELETE, &Body, &Key);

    if (NT_SUCCESS(Status)) {
        Status = CmpDeleteKey(Key);
        ObDereferenceObject(Body);
    }
    return Status;
}

/* There is no disk behind the registry: what was written stays for the run, and no longer. */
NTSTATUS
NtFlushKey(HANDLE KeyHandle)
{
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, 0, &Body, &Key);

    if (NT_SUCCESS(Status)) {
        ObDereferenceObject(Body);
    }
    return Status;
}

VOID
CmpInitKeyType(PCMP_KEY Root)
{
    UNICODE_STRING Name = RTL_CONSTANT_STRING(L"\\Registry");
    OBJECT_ATTRIBUTES Attributes;
    PVOID Object;
    NTSTATUS Status;

    CmpKeyType = (OBJECT_TYPE){
        .Name = L"Key",
        .GenericMapping = {KEY_READ, KEY_WRITE, KEY_EXECUTE, KEY_ALL_ACCESS},
        .ValidAccess = KEY_ALL_ACCESS,
        .DispatcherOffset = OB_NOT_WAITABLE,
        .CaseInsensitive = TRUE,
        .Methods = {.Delete = CmpDeleteObject, .Parse = CmpParseKey, .QueryName = CmpQueryName}};
    ObCreateObjectType(&CmpKeyType);
    CmpKeys.Type = &CmpKeyType;
    CmKeyObjectType = &CmpKeys.Type;
    Status = CmpNewObject(Root, &Object);
    SIM_ASSERT(NT_SUCCESS(Status));
    InitializeObjectAttributes(&Attributes, &Name, OBJ_PERMANENT | OBJ_CASE_INSENSITIVE, NULL,
                               NULL);
    Status = ObInsertNewObject(Object, &Attributes, 0, KernelMode, NULL, NULL);
    SIM_ASSERT(NT_SUCCESS(Status));
    ObDereferenceObject(Object);
}
