/*
 * se/access.c - who may do what
 *
 * Kernel mode may do everything. User mode is one ordinary user, without tokens: an object without
 * a DACL is open to it, SeChangeNotifyPrivilege is its only privilege.
 *
 * Differs from Windows: there are no tokens. A check of a DACL for user mode stops by name; a
 * captured subject context is empty.
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

VOID
SeInitAccessState(PACCESS_STATE State, ACCESS_MASK Access, PGENERIC_MAPPING Mapping)
{
    RtlZeroMemory(State, sizeof *State);
    State->OriginalDesiredAccess = Access;
    if (Mapping != NULL) {
        RtlMapGenericMask(&Access, Mapping);
    }
    State->RemainingDesiredAccess = Access;
    SeCaptureSubjectContext(&State->SubjectSecurityContext);
}

/* --- checks ----------------------------------------------------------------------------------- */

static BOOLEAN
SepGrant(ACCESS_MASK Desired, ACCESS_MASK Previously, PGENERIC_MAPPING Mapping,
         PACCESS_MASK Granted, PNTSTATUS Status)
{
    if ((Desired & MAXIMUM_ALLOWED) != 0) {
        Desired = (Desired & ~MAXIMUM_ALLOWED) | Mapping->GenericAll;
    }
    *Granted = Desired | Previously;
    *Status = STATUS_SUCCESS;
    return TRUE;
}

static BOOLEAN
SepDeny(NTSTATUS Reason, PACCESS_MASK Granted, PNTSTATUS Status)
{
    *Granted = 0;
    *Status = Reason;
    return FALSE;
}

BOOLEAN
SeAccessCheck(PSECURITY_DESCRIPTOR SecurityDescriptor,
              PSECURITY_SUBJECT_CONTEXT SubjectSecurityContext, BOOLEAN SubjectContextLocked,
              ACCESS_MASK DesiredAccess, ACCESS_MASK PreviouslyGrantedAccess,
              PPRIVILEGE_SET *Privileges, PGENERIC_MAPPING GenericMapping,
              KPROCESSOR_MODE AccessMode, PACCESS_MASK GrantedAccess, PNTSTATUS AccessStatus)
{
    SEP_PARTS Parts;

    if (Privileges != NULL) {
        *Privileges = NULL;
    }
    if (AccessMode == KernelMode) {
        return SepGrant(DesiredAccess, PreviouslyGrantedAccess, GenericMapping, GrantedAccess,
                        AccessStatus);
    }
    if (SecurityDescriptor == NULL || (DesiredAccess == 0 && PreviouslyGrantedAccess == 0)) {
        return SepDeny(STATUS_ACCESS_DENIED, GrantedAccess, AccessStatus);
    }
    if ((DesiredAccess & ACCESS_SYSTEM_SECURITY) != 0) {
        return SepDeny(STATUS_PRIVILEGE_NOT_HELD, GrantedAccess, AccessStatus);
    }
    SepGetParts(SecurityDescriptor, &Parts);
    if (Parts.Dacl != NULL) {
        KiNotImplemented("SeAccessCheck of a DACL for user mode", __builtin_return_address(0));
    }
    return SepGrant(DesiredAccess, PreviouslyGrantedAccess, GenericMapping, GrantedAccess,
                    AccessStatus);
}

BOOLEAN
SeSinglePrivilegeCheck(LUID PrivilegeValue, KPROCESSOR_MODE PreviousMode)
{
    if (PreviousMode == KernelMode) {
        return TRUE;
    }
    return PrivilegeValue.HighPart == 0 && PrivilegeValue.LowPart == SE_CHANGE_NOTIFY_PRIVILEGE;
}

/* --- subject contexts ------------------------------------------------------------------------- */

VOID
SeCaptureSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
    RtlZeroMemory(SubjectContext, sizeof *SubjectContext);
}

VOID
SeLockSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
}

VOID
SeUnlockSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
}

VOID
SeReleaseSubjectContext(PSECURITY_SUBJECT_CONTEXT SubjectContext)
{
}
