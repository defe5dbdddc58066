/*
 * cm/parse.c - the way along a path through the tree of keys
 *
 *      key --component--> key --> ... --> the last one: opened, or created under its parent
 *       |
 *       +-- a symbolic link on the way, or as the last one unless the link itself is wanted:
 *           STATUS_REPARSE, the path goes on at what its value SymbolicLinkValue names
 *
 * An existing key's descriptor is asked for what the caller wants; a new one's creator gets what it
 * asks for, if the parent's descriptor (and the handle that the path starts at) lets it create.
 *
 * Differs from Windows: keys on the way are passed whatever their descriptors say, as with
 * SeChangeNotifyPrivilege. A name that is too long is STATUS_INVALID_PARAMETER; Microsoft's
 * documentation names no status.
 */
#include "cmi.h"

typedef struct _CMP_WALK {
    PCMP_KEY Key;
    UNICODE_STRING Rest;
    PCMP_OPEN Open;
    PACCESS_STATE AccessState;
    KPROCESSOR_MODE Mode; /* that rights are checked for */
    BOOLEAN OpenLink;     /* a link at the end is itself wanted */
    PUNICODE_STRING CompleteName;
} CMP_WALK, *PCMP_WALK;

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

/* --- links ------------------------------------------------------------------------------------ */

static NTSTATUS
CmpFollow(PCMP_KEY Link, PCMP_WALK Walk)
{
    UNICODE_STRING ValueName = RTL_CONSTANT_STRING(L"SymbolicLinkValue"), Path = {0};
    PCMP_VALUE Value = CmpFindValue(Link, &ValueName);
    ULONG Length;
    NTSTATUS Status;

    if (Value == NULL || Value->Type != REG_LINK || Value->DataLength % sizeof(WCHAR) != 0) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Length = Value->DataLength + Walk->Rest.Length;
    if (Length == 0 || Length > MAXUSHORT - 1) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Path.Length = Path.MaximumLength = (USHORT)Length;
    Path.Buffer = ExAllocateOwn(Length, CMP_TAG);
    if (Path.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    RtlCopyMemory(Path.Buffer, Value->Data, Value->DataLength);
    RtlCopyMemory((PUCHAR)Path.Buffer + Value->DataLength, Walk->Rest.Buffer, Walk->Rest.Length);
    Status = ObReplaceName(Walk->CompleteName, &Path);
    ExFreeOwn(Path.Buffer);
    return NT_SUCCESS(Status) ? STATUS_REPARSE : Status;
}

/* --- new keys --------------------------------------------------------------------------------- */

static NTSTATUS
CmpCheckCreate(PCMP_WALK Walk)
{
    BOOLEAN Link = (Walk->Open->Options & REG_OPTION_CREATE_LINK) != 0;
    ACCESS_STATE State = {.RemainingDesiredAccess =
                              KEY_CREATE_SUB_KEY | (Link ? KEY_CREATE_LINK : 0)};

    if (!Walk->Open->MayCreate) {
        return STATUS_ACCESS_DENIED;
    }
    State.SubjectSecurityContext = Walk->AccessState->SubjectSecurityContext;
    return SeCheckAccess(Walk->Key->Security->Descriptor, &State, &CmpKeyType.GenericMapping,
                         Walk->Mode);
}

static NTSTATUS
CmpCreateHere(PCMP_WALK Walk, PCUNICODE_STRING Name)
{
    PCMP_OPEN Open = Walk->Open;
    PCMP_SECURITY Security;
    NTSTATUS Status;

    if (Open == NULL || !Open->Create || !CmpIsLast(Walk->Rest)) {
        return STATUS_OBJECT_NAME_NOT_FOUND; /* only the last component is created
                                          */
    }
    Status = CmpCheckCreate(Walk);
    if (NT_SUCCESS(Status)) {
        Status = CmpNewSecurity(Walk->Key, Open->Security,
                                &Walk->AccessState->SubjectSecurityContext, &Security);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = CmpCreateChild(Walk->Key, Name, Open->Class, Open->Options, Security, &Walk->Key);
    CmpReleaseSecurity(Security);
    if (NT_SUCCESS(Status)) {
        Open->Disposition = REG_CREATED_NEW_KEY;
    }
    return Status;
}

/* --- the way ---------------------------------------------------------------------------------- */

static NTSTATUS
CmpStep(PCMP_WALK Walk, PCUNICODE_STRING Name)
{
    PCMP_KEY Child = CmpFindChild(Walk->Key, Name);

    if (Child == NULL) {
        return CmpCreateHere(Walk, Name);
    }
    if (Child->Link && !(Walk->OpenLink && CmpIsLast(Walk->Rest))) {
        return CmpFollow(Child, Walk);
    }
    Walk->Key = Child;
    return STATUS_SUCCESS;
}

/* The key at the end exists: may it be had? */
static NTSTATUS
CmpCheckOpen(PCMP_WALK Walk)
{
    PCMP_OPEN Open = Walk->Open;

    if (Open != NULL && Open->Disposition == REG_CREATED_NEW_KEY) {
        return STATUS_SUCCESS;
    }
    if (Open != NULL && Open->Create && (Open->Options & REG_OPTION_CREATE_LINK) != 0) {
        return STATUS_OBJECT_NAME_COLLISION;
    }
    return SeCheckAccess(Walk->Key->Security->Descriptor, Walk->AccessState,
                         &CmpKeyType.GenericMapping, Walk->Mode);
}

static NTSTATUS
CmpWalkPath(PCMP_WALK Walk)
{
    UNICODE_STRING Name;

    if (Walk->Key->Deleted) {
        return STATUS_KEY_DELETED;
    }
    while (CmpNextName(&Walk->Rest, &Name)) {
        NTSTATUS Status = CmpStep(Walk, &Name);

        if (Status != STATUS_SUCCESS) {
            return Status;
        }
    }
    return CmpCheckOpen(Walk);
}

static NTSTATUS
CmpWalkToObject(PCMP_WALK Walk, PVOID *Object)
{
    NTSTATUS Status = CmpWalkPath(Walk);

    return Status == STATUS_SUCCESS ? CmpNewObject(Walk->Key, Object) : Status;
}

/* --- through the filters ---------------------------------------------------------------------- */

/* A filter may have opened the key itself, or another one. */
static NTSTATUS
CmpTakeOver(PCMP_WALK Walk, const REG_CREATE_KEY_INFORMATION_V1 *Shown, NTSTATUS Status)
{
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (*Shown->ResultObject == NULL) {
        KeRuleViolation("a registry callback returned success without a key object",
                        (ULONG_PTR)Shown->RootObject, 0);
    }
    Walk->AccessState->PreviouslyGrantedAccess = Shown->GrantedAccess;
    Walk->AccessState->RemainingDesiredAccess = 0;
    return Status;
}

static NTSTATUS
CmpParseFiltered(PCMP_WALK Walk, PREG_CREATE_KEY_INFORMATION_V1 Shown)
{
    CMP_CALL Call = CMP_CALL_OF(OpenKeyEx, Shown->RootObject, *Shown);
    PVOID *Object = Shown->ResultObject;
    NTSTATUS Status;

    if (Walk->Open != NULL && Walk->Open->Create) {
        Call.Before = RegNtPreCreateKeyEx;
        Call.After = RegNtPostCreateKeyEx;
    }
    Call.Result = Object;
    *Object = NULL;
    if (CmpAskFilters(&Call, &Status)) {
        Status = CmpWalkToObject(Walk, Object);
        Shown->GrantedAccess = Walk->AccessState->PreviouslyGrantedAccess;
        Status = CmpTellFilters(&Call, Status);
    }
    return Status == STATUS_REPARSE ? Status : CmpTakeOver(Walk, Shown, Status);
}

/* A link's target is on its way as if it had been asked for. */
static NTSTATUS
CmpShowAndParse(PVOID Root, PCMP_WALK Walk, ULONG Attributes, PVOID *Object)
{
    CMP_OPEN None = {0};
    PCMP_OPEN Open = Walk->Open != NULL ? Walk->Open : &None;
    REG_CREATE_KEY_INFORMATION_V1 Shown = {.RootObject = Root,
                                           .CompleteName = Walk->CompleteName,
                                           .RemainingName = &Walk->Rest,
                                           .ObjectType = &CmpKeyType,
                                           .Options = Open->Options,
                                           .Class = (PUNICODE_STRING)Open->Class,
                                           .SecurityDescriptor = Open->Security,
                                           .DesiredAccess =
                                               Walk->AccessState->OriginalDesiredAccess,
                                           .Disposition = &Open->Disposition,
                                           .ResultObject = Object,
                                           .Version = 1,
                                           .Attributes = Attributes,
                                           .CheckAccessMode = Walk->Mode};

    return CmpParseFiltered(Walk, &Shown);
}

NTSTATUS
CmpParseKey(PVOID ParseObject, PVOID ObjectType, PACCESS_STATE AccessState, KPROCESSOR_MODE Mode,
            ULONG Attributes, PUNICODE_STRING CompleteName, PUNICODE_STRING RemainingName,
            PVOID Context, PVOID *Object)
{
    CMP_WALK Walk = {.Key = ((PCMP_KEY_BODY)ParseObject)->Key,
                     .Rest = *RemainingName,
                     .Open = Context,
                     .AccessState = AccessState,
                     .Mode = ObCheckMode(Mode, Attributes),
                     .CompleteName = CompleteName};

    if (ObjectType != NULL && ObjectType != &CmpKeyType) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    Walk.OpenLink = (Attributes & OBJ_OPENLINK) != 0 ||
                    (Walk.Open != NULL &&
                     (Walk.Open->Options & (REG_OPTION_OPEN_LINK | REG_OPTION_CREATE_LINK)) != 0);
    return IsListEmpty(CmpFilters()) ? CmpWalkToObject(&Walk, Object)
                                     : CmpShowAndParse(ParseObject, &Walk, Attributes, Object);
}
