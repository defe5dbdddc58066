/*
 * src/cm/object.c - Key objects: opening, creating, deleting
 *
 * \Registry is a Key object in the object manager's name space; what follows it in a path is parsed
 * by parse.c. Each open makes a Key object of its own.
 *
 * Differs from Windows: nothing is written to a hive; KEY_WOW64_32KEY has no meaning.
 */
#include "cmi.h"

SIM_STATE OBJECT_TYPE CmpKeyType;
SIM_STATE POBJECT_TYPE *CmKeyObjectType;

static struct {
    POBJECT_TYPE Type;
} CmpKeys SIM_STATE;

NTSTATUS
CmpNewObject(PCMP_KEY Key, PVOID *Object)
{
    PCMP_KEY_BODY Body;
    NTSTATUS Status = ObCreateObjectOfType(&CmpKeyType, sizeof *Body, (PVOID *)&Body);

    if (NT_SUCCESS(Status)) {
        Body->Key = Key;
        InitializeListHead(&Body->Requests);
        InitializeListHead(&Body->Contexts);
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
        CmpForgetFilters(Body);
        CmpStopWatching(Body, STATUS_NOTIFY_CLEANUP);
        CmpReleaseKey(Body->Key);
    }
}

static VOID
CmpCloseObject(PVOID Process, PVOID Object, ULONG ProcessHandles, ULONG SystemHandles)
{
    if (SystemHandles == 1) {
        CmpStopWatching(Object, STATUS_NOTIFY_CLEANUP);
    }
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
    HalTouch((*Body)->Key, FALSE);
    if ((*Body)->Key->Deleted) {
        ObDereferenceObject(*Body);
        return STATUS_KEY_DELETED;
    }
    *Key = (*Body)->Key;
    return STATUS_SUCCESS;
}

static NTSTATUS
CmpOpen(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
        PCMP_OPEN Open)
{
    HANDLE Handle;
    NTSTATUS Status =
        ObOpenByName(ObjectAttributes, &CmpKeyType, ExGetPreviousMode(),
                     DesiredAccess & ~(ACCESS_MASK)KEY_WOW64_RES, Open, NULL, &Handle);

    if (NT_SUCCESS(Status)) {
        *KeyHandle = Handle;
    }
    return Status;
}

static NTSTATUS
CmpProbeOpen(PHANDLE KeyHandle, POBJECT_ATTRIBUTES ObjectAttributes)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = OB_PROBE_WRITE(Mode, KeyHandle);

    return NT_SUCCESS(Status) ? ObProbeAttributes(Mode, ObjectAttributes, TRUE) : Status;
}

NTSTATUS
NtOpenKeyEx(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
            ULONG OpenOptions)
{
    CMP_OPEN Open = {.Options = OpenOptions};
    NTSTATUS Status;

    if ((OpenOptions & ~(ULONG)(REG_OPTION_BACKUP_RESTORE | REG_OPTION_OPEN_LINK)) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = CmpProbeOpen(KeyHandle, ObjectAttributes);
    return NT_SUCCESS(Status) ? CmpOpen(KeyHandle, DesiredAccess, ObjectAttributes, &Open) : Status;
}

NTSTATUS
NtOpenKey(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes)
{
    return NtOpenKeyEx(KeyHandle, DesiredAccess, ObjectAttributes, 0);
}

static BOOLEAN
CmpMayCreateBelow(HANDLE Root)
{
    PVOID Object;

    if (Root == NULL ||
        ObReferenceObjectByHandle(Root, KEY_CREATE_SUB_KEY, (POBJECT_TYPE)&CmpKeyType,
                                  ExGetPreviousMode(), &Object, NULL) == STATUS_ACCESS_DENIED) {
        return Root == NULL;
    }
    ObDereferenceObject(Object);
    return TRUE;
}

static NTSTATUS
CmpProbeCreate(PHANDLE KeyHandle, POBJECT_ATTRIBUTES ObjectAttributes, PUNICODE_STRING Class,
               PULONG Disposition)
{
    KPROCESSOR_MODE Mode = ExGetPreviousMode();
    NTSTATUS Status = CmpProbeOpen(KeyHandle, ObjectAttributes);

    if (NT_SUCCESS(Status) && Class != NULL) {
        Status = ObProbeString(Mode, Class);
    }
    if (NT_SUCCESS(Status) && Disposition != NULL) {
        Status = OB_PROBE_WRITE(Mode, Disposition);
    }
    return Status;
}

NTSTATUS
NtCreateKey(PHANDLE KeyHandle, ACCESS_MASK DesiredAccess, POBJECT_ATTRIBUTES ObjectAttributes,
            ULONG TitleIndex, PUNICODE_STRING Class, ULONG CreateOptions, PULONG Disposition)
{
    CMP_OPEN Open = {.Create = TRUE,
                     .Class = Class,
                     .Options = CreateOptions,
                     .Disposition = REG_OPENED_EXISTING_KEY};
    NTSTATUS Status;

    if ((CreateOptions &
         ~(ULONG)(REG_OPTION_VOLATILE | REG_OPTION_CREATE_LINK | REG_OPTION_BACKUP_RESTORE |
                  REG_OPTION_OPEN_LINK | REG_OPTION_DONT_VIRTUALIZE)) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = CmpProbeCreate(KeyHandle, ObjectAttributes, Class, Disposition);
    if (NT_SUCCESS(Status)) {
        Open.Security = ObjectAttributes->SecurityDescriptor;
        Open.MayCreate = CmpMayCreateBelow(ObjectAttributes->RootDirectory);
        Status = CmpOpen(KeyHandle, DesiredAccess, ObjectAttributes, &Open);
    }
    if (NT_SUCCESS(Status) && Disposition != NULL) {
        *Disposition = Open.Disposition;
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
        REG_DELETE_KEY_INFORMATION Information = {.Object = Body};
        CMP_CALL Call = CMP_CALL_OF(DeleteKey, Body, Information);

        if (CmpAskFilters(&Call, &Status)) {
            Status = CmpTellFilters(&Call, CmpDeleteKey(Key));
        }
        ObDereferenceObject(Body);
    }
    return Status;
}

/* There is no disk behind the registry: what was written stays for the run, and
 * no longer. */
NTSTATUS
NtFlushKey(HANDLE KeyHandle)
{
    PCMP_KEY_BODY Body;
    PCMP_KEY Key;
    NTSTATUS Status = CmpReferenceKey(KeyHandle, 0, &Body, &Key);

    if (NT_SUCCESS(Status)) {
        REG_FLUSH_KEY_INFORMATION Information = {.Object = Body};
        CMP_CALL Call = CMP_CALL_OF(FlushKey, Body, Information);

        if (CmpAskFilters(&Call, &Status)) {
            Status = CmpTellFilters(&Call, STATUS_SUCCESS);
        }
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

    CmpKeyType = (OBJECT_TYPE){.Name = L"Key",
                               .GenericMapping = {KEY_READ, KEY_WRITE, KEY_EXECUTE, KEY_ALL_ACCESS},
                               .ValidAccess = KEY_ALL_ACCESS,
                               .DispatcherOffset = OB_NOT_WAITABLE,
                               .CaseInsensitive = TRUE,
                               .Methods = {.Delete = CmpDeleteObject,
                                           .Close = CmpCloseObject,
                                           .Parse = CmpParseKey,
                                           .Security = CmpSecurityMethod,
                                           .QueryName = CmpQueryName}};
    ObCreateObjectType(&CmpKeyType);
    CmpInitFilters();
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
