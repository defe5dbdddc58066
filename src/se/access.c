/*
 * se/access.c - access masks, access states, SeAccessCheck
 *
 * Kernel mode may do everything; user mode may do what check.c finds. What privileges were used for
 * it is returned, for audits.
 */
#include "sep.h"

VOID
RtlMapGenericMask(PACCESS_MASK AccessMask, const GENERIC_MAPPING *GenericMapping)
{
    ACCESS_MASK Mask = *AccessMask;

    if ((Mask & GENERIC_READ) != 0) {
        *AccessMask |= GenericMapping->GenericRead;
    }
    if ((Mask & GENERIC_WRITE) != 0) {
        *AccessMask |= GenericMapping->GenericWrite;
    }
    if ((Mask & GENERIC_EXECUTE) != 0) {
        *AccessMask |= GenericMapping->GenericExecute;
    }
    if ((Mask & GENERIC_ALL) != 0) {
        *AccessMask |= GenericMapping->GenericAll;
    }
    *AccessMask &= ~(GENERIC_READ | GENERIC_WRITE | GENERIC_EXECUTE | GENERIC_ALL);
}

/* --- SeAccessCheck ---------------------------------------------------------------------------- */

static ACCESS_MASK
SepAllForKernel(const SEP_CHECK *Check)
{
    ACCESS_MASK Granted = Check->Desired;

    if ((Granted & MAXIMUM_ALLOWED) != 0) {
        Granted = (Granted & ~MAXIMUM_ALLOWED) | Check->Mapping->GenericAll;
    }
    return Granted | Check->Previously;
}

static NTSTATUS
SepCheckInMode(PSECURITY_DESCRIPTOR Descriptor, const SEP_SUBJECT *Subject, SEP_CHECK *Check,
               KPROCESSOR_MODE Mode)
{
    if (Mode == KernelMode) {
        Check->Granted = SepAllForKernel(Check);
        Check->Used = 0;
        return STATUS_SUCCESS;
    }
    return SepCheckAccess(Descriptor, Subject, Check);
}

/* Privileges may be NULL. */
static BOOLEAN
SepReturnCheck(const SEP_CHECK *Check, NTSTATUS Status, PPRIVILEGE_SET *Privileges,
               PACCESS_MASK GrantedAccess, PNTSTATUS AccessStatus)
{
    if (Privileges != NULL) {
        *Privileges = NT_SUCCESS(Status) ? SepPrivilegeSet(Check->Used) : NULL;
    }
    *GrantedAccess = NT_SUCCESS(Status) ? Check->Granted : 0;
    *AccessStatus = Status;
    return NT_SUCCESS(Status);
}

BOOLEAN
SeAccessCheck(PSECURITY_DESCRIPTOR SecurityDescriptor,
              PSECURITY_SUBJECT_CONTEXT SubjectSecurityContext, BOOLEAN SubjectContextLocked,
              ACCESS_MASK DesiredAccess, ACCESS_MASK PreviouslyGrantedAccess,
              PPRIVILEGE_SET *Privileges, PGENERIC_MAPPING GenericMapping,
              KPROCESSOR_MODE AccessMode, PACCESS_MASK GrantedAccess, PNTSTATUS AccessStatus)
{
    SEP_CHECK Check = {DesiredAccess, PreviouslyGrantedAccess, GenericMapping, 0, 0};
    SEP_SUBJECT Subject;
    NTSTATUS Status;

    SepSubjectOf(SubjectSecurityContext, &Subject);
    Status = SepCheckInMode(SecurityDescriptor, &Subject, &Check, AccessMode);
    return SepReturnCheck(&Check, Status, Privileges, GrantedAccess, AccessStatus);
}

/* --- from what SeQueryInformationToken(TokenAccessInformation) told --------------------------- */

static ULONG64
SepEnabledOf(const TOKEN_PRIVILEGES *Privileges)
{
    ULONG64 Enabled = 0;
    ULONG i;

    for (i = 0; i < Privileges->PrivilegeCount; i++) {
        if ((Privileges->Privileges[i].Attributes & SE_PRIVILEGE_ENABLED) != 0 &&
            Privileges->Privileges[i].Luid.LowPart <= SE_MAX_WELL_KNOWN_PRIVILEGE) {
            Enabled |= SEP_PRIVILEGE(Privileges->Privileges[i].Luid.LowPart);
        }
    }
    return Enabled;
}

static VOID
SepSubjectOfInformation(const TOKEN_ACCESS_INFORMATION *Information, SEP_SUBJECT *Subject)
{
    const SID_AND_ATTRIBUTES_HASH *Sids = Information->SidHash;
    ULONG i;

    *Subject = (SEP_SUBJECT){.Sids = Sids->SidAttr,
                             .SidCount = Sids->SidCount,
                             .Enabled = SepEnabledOf(Information->Privileges),
                             .Policy = Information->MandatoryPolicy.Policy};
    if (Information->RestrictedSidHash != NULL) {
        Subject->Restricted = Information->RestrictedSidHash->SidAttr;
        Subject->RestrictedCount = Information->RestrictedSidHash->SidCount;
    }
    for (i = 0; i < Sids->SidCount; i++) {
        if ((Sids->SidAttr[i].Attributes & SE_GROUP_INTEGRITY) != 0) {
            Subject->Integrity = SepLabelLevel(Sids->SidAttr[i].Sid);
        }
    }
}

BOOLEAN
SeAccessCheckFromState(PSECURITY_DESCRIPTOR SecurityDescriptor,
                       PTOKEN_ACCESS_INFORMATION PrimaryTokenInformation,
                       PTOKEN_ACCESS_INFORMATION ClientTokenInformation, ACCESS_MASK DesiredAccess,
                       ACCESS_MASK PreviouslyGrantedAccess, PPRIVILEGE_SET *Privileges,
                       PGENERIC_MAPPING GenericMapping, KPROCESSOR_MODE AccessMode,
                       PACCESS_MASK GrantedAccess, PNTSTATUS AccessStatus)
{
    SEP_CHECK Check = {DesiredAccess, PreviouslyGrantedAccess, GenericMapping, 0, 0};
    SEP_SUBJECT Subject;
    NTSTATUS Status;

    SepSubjectOfInformation(ClientTokenInformation != NULL ? ClientTokenInformation
                                                           : PrimaryTokenInformation,
                            &Subject);
    Subject.CannotAct = ClientTokenInformation != NULL &&
                        ClientTokenInformation->ImpersonationLevel < SecurityImpersonation;
    Status = SepCheckInMode(SecurityDescriptor, &Subject, &Check, AccessMode);
    return SepReturnCheck(&Check, Status, Privileges, GrantedAccess, AccessStatus);
}

BOOLEAN
SeAccessCheckFromStateEx(PSECURITY_DESCRIPTOR SecurityDescriptor, PACCESS_TOKEN PrimaryToken,
                         PACCESS_TOKEN ClientToken, ACCESS_MASK DesiredAccess,
                         ACCESS_MASK PreviouslyGrantedAccess, PPRIVILEGE_SET *Privileges,
                         PGENERIC_MAPPING GenericMapping, KPROCESSOR_MODE AccessMode,
                         PACCESS_MASK GrantedAccess, PNTSTATUS AccessStatus)
{
    SECURITY_SUBJECT_CONTEXT Context = {.ClientToken = ClientToken, .PrimaryToken = PrimaryToken};

    if (ClientToken != NULL) {
        Context.ImpersonationLevel = SeTokenLevel(ClientToken);
    }
    return SeAccessCheck(SecurityDescriptor, &Context, TRUE, DesiredAccess, PreviouslyGrantedAccess,
                         Privileges, GenericMapping, AccessMode, GrantedAccess, AccessStatus);
}

/* --- access states ---------------------------------------------------------------------------- */

VOID
SeInitAccessState(PACCESS_STATE State, ACCESS_MASK Access, PGENERIC_MAPPING Mapping)
{
    RtlZeroMemory(State, sizeof *State);
    State->OriginalDesiredAccess = Access;
    if (Mapping != NULL) {
        RtlMapGenericMask(&Access, Mapping);
    }
    State->RemainingDesiredAccess = Access;
    SepNewLuid(&State->OperationID);
    SeCaptureSubjectContext(&State->SubjectSecurityContext);
}

VOID
SeDeleteAccessState(PACCESS_STATE State)
{
    if (State->PrivilegesAllocated) {
        ExFreeOwn(State->AuxData);
    }
    SeReleaseSubjectContext(&State->SubjectSecurityContext);
}

/* Generic rights that the state was made with, as this type has them. */
VOID
SeSetAccessStateGenericMapping(PACCESS_STATE AccessState, PGENERIC_MAPPING GenericMapping)
{
    RtlMapGenericMask(&AccessState->RemainingDesiredAccess, GenericMapping);
}

NTSTATUS
SeCheckAccess(PSECURITY_DESCRIPTOR Descriptor, PACCESS_STATE State, PGENERIC_MAPPING Mapping,
              KPROCESSOR_MODE Mode)
{
    SEP_CHECK Check = {State->RemainingDesiredAccess, State->PreviouslyGrantedAccess, Mapping, 0,
                       0};
    PPRIVILEGE_SET Used;
    SEP_SUBJECT Subject;
    NTSTATUS Status = STATUS_SUCCESS;

    SepSubjectOf(&State->SubjectSecurityContext, &Subject);
    if (Descriptor == NULL && (Check.Desired & ACCESS_SYSTEM_SECURITY) == 0) {
        Mode = KernelMode; /* nobody restricts it */
    }
    if (Check.Desired == 0 && Check.Previously == 0) {
        return STATUS_SUCCESS; /* nothing was asked for */
    }
    Status = SepCheckInMode(Descriptor, &Subject, &Check, Mode);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Used = SepPrivilegeSet(Check.Used);
    if (Used != NULL) {
        Status = SeAppendPrivileges(State, Used);
        SeFreePrivileges(Used);
    }
    State->PreviouslyGrantedAccess |= Check.Granted;
    State->RemainingDesiredAccess &= ~(Check.Granted | MAXIMUM_ALLOWED);
    return Status;
}
