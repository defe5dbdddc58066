/*
 * ob/open.c - handles to new, named and known objects
 *
 * Invariants:
 *   P1. A handle holds one reference and counts in HandleCount; ObpCreateHandleIn gives, close.c
 *       takes.
 *   P2. With OBJ_EXCLUSIVE an object has one handle at most.
 *   P3. Who creates an object gets what it asks for, but for ACCESS_SYSTEM_SECURITY without the
 *       privilege; who opens one, what its descriptor grants (security.c). What the type does not
 *       know is dropped from the mask.
 *
 * Preemption: in the lookup, when a type parses; in drivers' routines (callbacks.c).
 */
#include "obi.h"

ACCESS_MASK
ObMapAccess(OBJECT_TYPE *Type, ACCESS_MASK Access)
{
    if ((Access & MAXIMUM_ALLOWED) != 0) {
        Access = (Access & ~MAXIMUM_ALLOWED) | GENERIC_ALL;
    }
    RtlMapGenericMask(&Access, &Type->GenericMapping);
    return Access & (Type->ValidAccess | ACCESS_SYSTEM_SECURITY);
}

static ULONG
ObpSanitize(ULONG Attributes, KPROCESSOR_MODE Mode)
{
    return Mode == KernelMode ? Attributes : Attributes & ~OBJ_KERNEL_HANDLE;
}

static POB_HANDLE_TABLE
ObpTableForNew(ULONG Attributes, KPROCESSOR_MODE Mode)
{
    const OB_CALLBACKS *Callbacks = ObpCallbacks();

    if ((ObpSanitize(Attributes, Mode) & OBJ_KERNEL_HANDLE) != 0 ||
        Callbacks->CurrentTable == NULL) {
        return ObKernelHandleTable();
    }
    return Callbacks->CurrentTable();
}

static BOOLEAN
ObpTakeExclusively(POBJECT_HEADER Header, ULONG Attributes)
{
    if (Header->HandleCount != 0 && (Header->Exclusive || (Attributes & OBJ_EXCLUSIVE) != 0)) {
        return FALSE;
    }
    Header->Exclusive = (Attributes & OBJ_EXCLUSIVE) != 0;
    return TRUE;
}

VOID
ObpCountHandle(POBJECT_HEADER Header, HANDLE Handle)
{
    HalTouch(Header, FALSE); // see ObpDropHandleCount
    ObpReference(Header);
    Header->HandleCount++;
    Header->Type->Handles++;
    HalProbe(PROBE_HANDLE_OPEN, (ULONG_PTR)Handle, (ULONG_PTR)Header->Body, 0);
}

static NTSTATUS
ObpEnterHandle(POB_HANDLE_TABLE Table, POBJECT_HEADER Header, ACCESS_MASK Granted, ULONG Attributes,
               PHANDLE Handle)
{
    NTSTATUS Status;

    if (!ObpTakeExclusively(Header, Attributes)) {
        return STATUS_ACCESS_DENIED;
    }
    Status = ObpInsertHandle(Table, Header, Granted, Attributes, Handle);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    ObpCountHandle(Header, *Handle);
    return STATUS_SUCCESS;
}

NTSTATUS
ObpCreateHandleIn(POB_HANDLE_TABLE Table, POBJECT_HEADER Header, ACCESS_MASK Granted,
                  ULONG Attributes, POBP_OPERATION Operation, PHANDLE Handle)
{
    NTSTATUS Status;

    if (Table == NULL) {
        return STATUS_PROCESS_IS_TERMINATING;
    }
    if (!Header->Type->Callbacks || ObpRegisteredCallbacks() == 0) {
        return ObpEnterHandle(Table, Header, Granted, Attributes, Handle);
    }
    Operation->KernelHandle = Table == ObKernelHandleTable();
    ObpReference(Header); /* while drivers run */
    ObpCallBefore(Header, Operation, &Granted);
    Status = ObpEnterHandle(Table, Header, Granted, Attributes, Handle);
    ObpCallAfter(Header, Operation, Granted, Status);
    ObpDereference(Header);
    return Status;
}

NTSTATUS
ObCreateHandle(PVOID Object, OBJECT_TYPE *Type, ACCESS_MASK Granted, ULONG Attributes,
               KPROCESSOR_MODE Mode, PHANDLE Handle)
{
    LUID Security = {SE_SECURITY_PRIVILEGE, 0};
    OBP_OPERATION Operation = {.Kind = OB_OPERATION_HANDLE_CREATE};
    POBJECT_HEADER Header = ObpHeaderOf(Object);

    if (Type != NULL && Header->Type != Type) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    if ((Attributes & OBJ_EXCLUSIVE) != 0 && (Attributes & OBJ_INHERIT) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if ((Granted & ACCESS_SYSTEM_SECURITY) != 0 && !SeSinglePrivilegeCheck(Security, Mode)) {
        return STATUS_PRIVILEGE_NOT_HELD;
    }
    return ObpCreateHandleIn(ObpTableForNew(Attributes, Mode), Header,
                             ObMapAccess(Header->Type, Granted), Attributes, &Operation, Handle);
}

/* The object's descriptor is asked what State may have. */
static NTSTATUS
ObpOpenChecked(PVOID Object, OBJECT_TYPE *Type, PACCESS_STATE State, ULONG Attributes,
               KPROCESSOR_MODE Mode, PHANDLE Handle)
{
    NTSTATUS Status = ObCheckObjectAccess(Object, State, ObCheckMode(Mode, Attributes));

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    return ObCreateHandle(Object, Type,
                          State->PreviouslyGrantedAccess | State->RemainingDesiredAccess,
                          Attributes, Mode, Handle);
}

NTSTATUS
ObOpenObjectByPointer(PVOID Object, ULONG HandleAttributes, PACCESS_STATE PassedAccessState,
                      ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType,
                      KPROCESSOR_MODE AccessMode, PHANDLE Handle)
{
    ACCESS_STATE Own;
    NTSTATUS Status;

    if ((HandleAttributes & ~OBJ_VALID_ATTRIBUTES) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if ((ObjectType == NULL && AccessMode != KernelMode) ||
        (ObjectType != NULL && ObTypeOf(Object) != ObjectType)) {
        return STATUS_OBJECT_TYPE_MISMATCH;
    }
    if (PassedAccessState != NULL) {
        return ObpOpenChecked(Object, ObjectType, PassedAccessState, HandleAttributes, AccessMode,
                              Handle);
    }
    SeInitAccessState(&Own, DesiredAccess, &ObTypeOf(Object)->GenericMapping);
    Status = ObpOpenChecked(Object, ObjectType, &Own, HandleAttributes, AccessMode, Handle);
    SeDeleteAccessState(&Own);
    return Status;
}

NTSTATUS
ObOpenObjectByPointerWithTag(PVOID Object, ULONG HandleAttributes, PACCESS_STATE PassedAccessState,
                             ACCESS_MASK DesiredAccess, POBJECT_TYPE ObjectType,
                             KPROCESSOR_MODE AccessMode, ULONG Tag, PHANDLE Handle)
{
    return ObOpenObjectByPointer(Object, HandleAttributes, PassedAccessState, DesiredAccess,
                                 ObjectType, AccessMode, Handle);
}

/* --- by name ---------------------------------------------------------------------------------- */

static NTSTATUS
ObpCheckAttributes(POBJECT_ATTRIBUTES Attributes)
{
    if (Attributes->Length != sizeof *Attributes ||
        (Attributes->Attributes & ~OBJ_VALID_ATTRIBUTES) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (Attributes->ObjectName != NULL && Attributes->ObjectName->Length % sizeof(WCHAR) != 0) {
        return STATUS_OBJECT_NAME_INVALID;
    }
    return STATUS_SUCCESS;
}

static BOOLEAN
ObpIsNamed(POBJECT_ATTRIBUTES Attributes)
{
    return Attributes->ObjectName != NULL && Attributes->ObjectName->Length != 0;
}

/* An object that the lookup found, to the caller: checked, as a handle, as a pointer. */
static NTSTATUS
ObpDeliver(POBP_LOOKUP Lookup, PVOID *Object, PHANDLE Handle)
{
    PACCESS_STATE State = Lookup->AccessState;
    OBJECT_TYPE *Type = ObTypeOf(Lookup->Object);
    NTSTATUS Status;

    if (Lookup->Type != NULL && Type != Lookup->Type) {
        Status = STATUS_OBJECT_TYPE_MISMATCH;
    } else if (Handle == NULL) {
        Status = STATUS_SUCCESS;
    } else if (Lookup->Parsed) { /* and checked by who parsed */
        Status = ObCreateHandle(Lookup->Object, NULL,
                                State->PreviouslyGrantedAccess | State->RemainingDesiredAccess,
                                Lookup->Attributes, Lookup->Mode, Handle);
    } else {
        Status =
            ObpOpenChecked(Lookup->Object, NULL, State, Lookup->Attributes, Lookup->Mode, Handle);
    }
    if (NT_SUCCESS(Status) && Object != NULL) {
        *Object = Lookup->Object;
    } else {
        ObfDereferenceObject(Lookup->Object);
    }
    return Status;
}

NTSTATUS
ObOpenByName(POBJECT_ATTRIBUTES Attributes, OBJECT_TYPE *Type, KPROCESSOR_MODE Mode,
             ACCESS_MASK Access, PVOID ParseContext, PVOID *Object, PHANDLE Handle)
{
    UNICODE_STRING Empty = {0};
    OBP_LOOKUP Lookup = {.Type = Type, .Mode = Mode, .ParseContext = ParseContext};
    ACCESS_STATE State;
    NTSTATUS Status, Delivered;

    if (Attributes == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = ObpCheckAttributes(Attributes);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    SeInitAccessState(&State, Access, Type != NULL ? &Type->GenericMapping : NULL);
    Lookup.AccessState = &State;
    Lookup.RootDirectory = Attributes->RootDirectory;
    Lookup.Attributes = Attributes->Attributes;
    Lookup.Name = Attributes->ObjectName != NULL ? Attributes->ObjectName : &Empty;
    Status = ObpLookup(&Lookup);
    if (NT_SUCCESS(Status)) {
        Delivered = ObpDeliver(&Lookup, Object, Handle);
        Status = NT_SUCCESS(Delivered) ? Status : Delivered;
    }
    SeDeleteAccessState(&State);
    return Status;
}

/* --- new objects ------------------------------------------------------------------------------ */

static NTSTATUS
ObpPrepareInsert(POBJECT_HEADER Header, POBJECT_ATTRIBUTES Attributes, KPROCESSOR_MODE Mode)
{
    LUID Permanent = {SE_CREATE_PERMANENT_PRIVILEGE, 0};
    NTSTATUS Status = ObpCheckAttributes(Attributes);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if ((Attributes->Attributes & OBJ_PERMANENT) != 0 && !SeSinglePrivilegeCheck(Permanent, Mode)) {
        return STATUS_PRIVILEGE_NOT_HELD;
    }
    if (Attributes->RootDirectory != NULL && !ObpIsNamed(Attributes)) {
        return STATUS_OBJECT_NAME_INVALID;
    }
    Header->Permanent = (Attributes->Attributes & OBJ_PERMANENT) != 0;
    return STATUS_SUCCESS;
}

/* *Target, referenced: the object, or what had its name already (STATUS_OBJECT_NAME_EXISTS). */
static NTSTATUS
ObpEnterName(POBJECT_HEADER Header, POBJECT_ATTRIBUTES Attributes, KPROCESSOR_MODE Mode,
             PACCESS_STATE State, PVOID *Target)
{
    OBP_LOOKUP Lookup = {.RootDirectory = Attributes->RootDirectory,
                         .Name = Attributes->ObjectName,
                         .Attributes = Attributes->Attributes,
                         .Type = Header->Type,
                         .Mode = Mode,
                         .AccessState = State,
                         .Security = Attributes->SecurityDescriptor,
                         .Insert = Header};
    NTSTATUS Status = ObpLookup(&Lookup);

    *Target = Lookup.Object;
    if (!NT_SUCCESS(Status) || Lookup.Inserted) {
        return Status;
    }
    if ((Attributes->Attributes & OBJ_OPENIF) == 0) {
        Status = STATUS_OBJECT_NAME_COLLISION;
    } else if (ObTypeOf(Lookup.Object) != Header->Type) {
        Status = STATUS_OBJECT_TYPE_MISMATCH;
    } else {
        return STATUS_OBJECT_NAME_EXISTS;
    }
    ObfDereferenceObject(Lookup.Object);
    return Status;
}

/* A handle to what ObpEnterName returned; without it, a name that was entered goes again. */
static NTSTATUS
ObpOpenEntered(POBJECT_HEADER Header, PVOID Target, ULONG Attributes, PACCESS_STATE State,
               KPROCESSOR_MODE Mode, PHANDLE Handle)
{
    NTSTATUS Status =
        Target == Header->Body
            ? ObCreateHandle(Target, NULL, State->OriginalDesiredAccess, Attributes, Mode, Handle)
            : ObpOpenChecked(Target, NULL, State, Attributes, Mode, Handle);

    if (!NT_SUCCESS(Status) && Target == Header->Body && Header->Directory != NULL) {
        ObpRemoveName(Header);
    }
    return Status;
}

static NTSTATUS
ObpInsertUnnamed(POBJECT_HEADER Header, POBJECT_ATTRIBUTES Attributes, PACCESS_STATE State)
{
    NTSTATUS Status = ObpAssignSecurity(Header, NULL, Attributes->SecurityDescriptor,
                                        &State->SubjectSecurityContext);

    if (NT_SUCCESS(Status)) {
        ObpReference(Header);
    }
    return Status;
}

static NTSTATUS
ObpInsert(POBJECT_HEADER Header, POBJECT_ATTRIBUTES Attributes, PACCESS_STATE State,
          KPROCESSOR_MODE Mode, PHANDLE Handle, PVOID *Existing)
{
    PVOID Object = Header->Body, Target = Object;
    NTSTATUS Status = ObpPrepareInsert(Header, Attributes, Mode), Opened;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (ObpIsNamed(Attributes)) {
        Status = ObpEnterName(Header, Attributes, Mode, State, &Target);
    } else {
        Status = ObpInsertUnnamed(Header, Attributes, State);
    }
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Handle != NULL) {
        Opened = ObpOpenEntered(Header, Target, Attributes->Attributes, State, Mode, Handle);
        Status = NT_SUCCESS(Opened) ? Status : Opened;
    }
    if (NT_SUCCESS(Status) && Existing != NULL && Target != Object) {
        *Existing = Target;
    } else {
        ObfDereferenceObject(Target);
    }
    return Status;
}

NTSTATUS
ObInsertNewObject(PVOID Object, POBJECT_ATTRIBUTES Attributes, ACCESS_MASK Access,
                  KPROCESSOR_MODE Mode, PHANDLE Handle, PVOID *Existing)
{
    OBJECT_ATTRIBUTES None = {.Length = sizeof None};
    POBJECT_HEADER Header = ObpHeaderOf(Object);
    ACCESS_STATE State;
    NTSTATUS Status;

    SeInitAccessState(&State, Access, &Header->Type->GenericMapping);
    Status =
        ObpInsert(Header, Attributes != NULL ? Attributes : &None, &State, Mode, Handle, Existing);
    SeDeleteAccessState(&State);
    return Status;
}
