/*
 * ob/lookup.c - the way along a path
 *
 * A path leads from directory to directory, through symbolic links, to an object; or to an object
 * whose type parses what remains (a device: the I/O manager opens a file below it).
 *
 *      start --> directory --component--> ... --> found | inserted | parsed
 *        ^                                  |
 *        +------ the path that a link or a parse method gives instead (STATUS_REPARSE)
 *
 * Invariants:
 *   L1. Walk->Current is referenced, so that a parse method may wait while others change the names.
 *   L2. Walk->Rest is empty or starts with a separator; only a walk that starts at a handle has a
 *       Rest without one.
 *   L3. An object that is inserted goes where the last component is not found; types do not parse
 *       then.
 *
 * Preemption: in the parse method.
 *
 * Differs from Windows: directories on the way are passed without DIRECTORY_TRAVERSE, as with
 * SeChangeNotifyPrivilege; after 32 links the name is not found.
 */
#include "obi.h"

#define OBP_MAXIMUM_REPARSES 32

typedef struct _OBP_WALK {
    POBP_LOOKUP Lookup;
    UNICODE_STRING Complete, Rest;
    POBJECT_HEADER Current;
    ULONG Reparses;
    BOOLEAN CaseInsensitive;
} OBP_WALK, *POBP_WALK;

const UNICODE_STRING ObpRootName = {sizeof(WCHAR), 2 * sizeof(WCHAR), (PWCH)L"\\"};

static BOOLEAN
ObpStartsWithSeparator(PCUNICODE_STRING Name)
{
    return Name->Length != 0 && Name->Buffer[0] == OBP_SEPARATOR;
}

static VOID
ObpSkip(PUNICODE_STRING Name, ULONG Characters)
{
    Name->Buffer += Characters;
    Name->Length -= (USHORT)(Characters * sizeof(WCHAR));
    Name->MaximumLength = Name->Length;
}

NTSTATUS
ObReplaceName(PUNICODE_STRING CompleteName, PCUNICODE_STRING NewName)
{
    PWCH Old = CompleteName->Buffer;
    NTSTATUS Status = ObpCopyString(CompleteName, NewName);

    if (NT_SUCCESS(Status)) {
        ExFreeOwn(Old);
    }
    return Status;
}

static VOID
ObpMoveTo(POBP_WALK Walk, POBJECT_HEADER Next)
{
    if (Next != NULL) {
        ObpReference(Next);
    }
    if (Walk->Current != NULL) {
        ObpDereference(Walk->Current);
    }
    Walk->Current = Next;
}

static NTSTATUS
ObpStartAtRoot(POBP_WALK Walk)
{
    if (!ObpStartsWithSeparator(&Walk->Complete)) {
        return STATUS_OBJECT_PATH_SYNTAX_BAD;
    }
    Walk->Rest = Walk->Complete;
    if (Walk->Rest.Length == sizeof(WCHAR)) { /* the root itself */
        ObpSkip(&Walk->Rest, 1);
    }
    ObpMoveTo(Walk, ObpHeaderOf(ObpRootDirectory()));
    return STATUS_SUCCESS;
}

static NTSTATUS
ObpStartAtHandle(POBP_WALK Walk)
{
    PVOID Object;
    NTSTATUS Status;

    Status = ObReferenceObjectByHandle(Walk->Lookup->RootDirectory, 0, NULL, Walk->Lookup->Mode,
                                       &Object, NULL);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Walk->Current = ObpHeaderOf(Object);
    Walk->Rest = Walk->Complete;
    if (ObTypeOf(Object) == &ObpDirectoryType && ObpStartsWithSeparator(&Walk->Complete)) {
        return STATUS_OBJECT_PATH_SYNTAX_BAD;
    }
    return STATUS_SUCCESS;
}

/* --- one component ---------------------------------------------------------------------------- */

static NTSTATUS
ObpNextComponent(POBP_WALK Walk, PUNICODE_STRING Component)
{
    ULONG Length = 0;

    if (ObpStartsWithSeparator(&Walk->Rest)) {
        ObpSkip(&Walk->Rest, 1);
    }
    while (Length < Walk->Rest.Length / sizeof(WCHAR) &&
           Walk->Rest.Buffer[Length] != OBP_SEPARATOR) {
        Length++;
    }
    if (Length == 0) {
        return STATUS_OBJECT_NAME_INVALID;
    }
    *Component = Walk->Rest;
    Component->Length = Component->MaximumLength = (USHORT)(Length * sizeof(WCHAR));
    ObpSkip(&Walk->Rest, Length);
    return STATUS_SUCCESS;
}

static NTSTATUS
ObpNotFound(POBP_WALK Walk, POBP_DIRECTORY Directory, PUNICODE_STRING Component)
{
    POBJECT_HEADER Insert = Walk->Lookup->Insert;
    NTSTATUS Status;

    if (Walk->Rest.Length != 0) {
        return STATUS_OBJECT_PATH_NOT_FOUND;
    }
    if (Insert == NULL) {
        return STATUS_OBJECT_NAME_NOT_FOUND;
    }
    Status = ObpCheckInsert(ObpHeaderOf(Directory), Walk->Lookup);
    if (NT_SUCCESS(Status)) {
        Status = ObpAssignSecurity(Insert, ObpHeaderOf(Directory), Walk->Lookup->Security,
                                   &Walk->Lookup->AccessState->SubjectSecurityContext);
    }
    if (NT_SUCCESS(Status)) {
        Status = ObpInsertName(Directory, Insert, Component);
    }
    if (NT_SUCCESS(Status)) {
        Walk->Lookup->Inserted = TRUE;
        ObpMoveTo(Walk, Insert);
    }
    return Status;
}

static NTSTATUS
ObpStep(POBP_WALK Walk)
{
    POBP_DIRECTORY Directory = (POBP_DIRECTORY)Walk->Current->Body;
    UNICODE_STRING Component;
    POBJECT_HEADER Next;
    NTSTATUS Status;

    Status = ObpNextComponent(Walk, &Component);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Next = ObpFindName(Directory, &Component, Walk->CaseInsensitive);
    if (Next == NULL) {
        return ObpNotFound(Walk, Directory, &Component);
    }
    ObpMoveTo(Walk, Next);
    return STATUS_SUCCESS;
}

/* --- parsing ---------------------------------------------------------------------------------- */

static BOOLEAN
ObpParses(POBP_WALK Walk)
{
    if (Walk->Lookup->Inserted) {
        return FALSE;
    }
    if (Walk->Current->Type == &ObpSymbolicLinkType) {
        return Walk->Rest.Length != 0 || Walk->Lookup->Type != &ObpSymbolicLinkType;
    }
    return Walk->Current->Type->Methods.Parse != NULL && Walk->Lookup->Insert == NULL;
}

static NTSTATUS
ObpParse(POBP_WALK Walk)
{
    POBP_LOOKUP Lookup = Walk->Lookup;

    Lookup->Parsed = TRUE; /* it checks access; a link is not the end */
    if (ObpIsDosDevices(Walk->Current)) {
        return ObpParseDosDevices(Lookup->Insert != NULL, &Walk->Complete, &Walk->Rest);
    }
    return Walk->Current->Type->Methods.Parse(
        Walk->Current->Body, Lookup->Type, Lookup->AccessState, Lookup->Mode, Lookup->Attributes,
        &Walk->Complete, &Walk->Rest, Lookup->ParseContext, &Lookup->Object);
}

/* From Current to the end of the path; STATUS_REPARSE: there is a new path. */
static NTSTATUS
ObpWalk(POBP_WALK Walk)
{
    for (;;) {
        NTSTATUS Status;

        if (ObpParses(Walk)) {
            return ObpParse(Walk);
        }
        if (Walk->Rest.Length == 0) {
            Walk->Lookup->Parsed = FALSE;
            ObpReference(Walk->Current);
            Walk->Lookup->Object = Walk->Current->Body;
            return STATUS_SUCCESS;
        }
        if (Walk->Current->Type != &ObpDirectoryType) {
            return STATUS_OBJECT_TYPE_MISMATCH;
        }
        Status = ObpStep(Walk);
        if (!NT_SUCCESS(Status)) {
            return Status;
        }
    }
}

static NTSTATUS
ObpWalkAndReparse(POBP_WALK Walk)
{
    NTSTATUS Status =
        Walk->Lookup->RootDirectory != NULL ? ObpStartAtHandle(Walk) : ObpStartAtRoot(Walk);

    while (NT_SUCCESS(Status)) {
        Status = ObpWalk(Walk);
        if (Status != STATUS_REPARSE) {
            return Status;
        }
        if (++Walk->Reparses > OBP_MAXIMUM_REPARSES) {
            return STATUS_OBJECT_NAME_NOT_FOUND;
        }
        Status = ObpStartAtRoot(Walk);
    }
    return Status;
}

NTSTATUS
ObpLookup(POBP_LOOKUP Lookup)
{
    OBP_WALK Walk = {.Lookup = Lookup};
    NTSTATUS Status;

    Walk.CaseInsensitive = (Lookup->Attributes & OBJ_CASE_INSENSITIVE) != 0 ||
                           (Lookup->Type != NULL && Lookup->Type->CaseInsensitive);
    Status = ObpCopyString(&Walk.Complete, Lookup->Name);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Status = ObpWalkAndReparse(&Walk);
    ObpMoveTo(&Walk, NULL);
    ExFreeOwn(Walk.Complete.Buffer);
    return Status;
}
