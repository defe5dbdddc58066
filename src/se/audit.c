/*
 * se/audit.c - audits: what the SACL asks to be told about goes to the trace
 *
 * Differs from Windows: there is no security log. No global object access policy and no audit of
 * privilege use; a failed delete is audited as a failed open.
 */
#include "sep.h"

/* Whether an audit entry of the SACL is for the subject, this access and this outcome. */
static BOOLEAN
SepAudits(const SEP_ACE *Ace, const SEP_SUBJECT *Subject, ACCESS_MASK Access, BOOLEAN Granted)
{
    UCHAR Wanted = Granted ? SUCCESSFUL_ACCESS_ACE_FLAG : FAILED_ACCESS_ACE_FLAG;

    return Ace->Type == SYSTEM_AUDIT_ACE_TYPE && Ace->Sid != NULL &&
           (Ace->Flags & INHERIT_ONLY_ACE) == 0 && (Ace->Flags & Wanted) != 0 &&
           (Ace->Mask & Access) != 0 &&
           SepIsAmong(Subject->Sids, Subject->SidCount, Ace->Sid, !Granted);
}

static BOOLEAN
SepMustAudit(PSECURITY_DESCRIPTOR Descriptor, PACCESS_STATE State, BOOLEAN Granted)
{
    ACCESS_MASK Access = Granted ? State->PreviouslyGrantedAccess : State->OriginalDesiredAccess;
    SEP_SUBJECT Subject;
    SEP_PARTS Parts;
    SEP_ACE Ace;
    ULONG i;

    SepGetParts(Descriptor, &Parts);
    SepSubjectOf(&State->SubjectSecurityContext, &Subject);
    for (i = 0; Parts.Sacl != NULL && i < Parts.Sacl->AceCount; i++) {
        SepReadAce(SepFindAce(Parts.Sacl, i), &Ace);
        if (SepAudits(&Ace, &Subject, Access, Granted)) {
            return TRUE;
        }
    }
    return FALSE;
}

VOID
SeOpenObjectAuditAlarm(PUNICODE_STRING ObjectTypeName, PVOID Object,
                       PUNICODE_STRING AbsoluteObjectName, PSECURITY_DESCRIPTOR SecurityDescriptor,
                       PACCESS_STATE AccessState, BOOLEAN ObjectCreated, BOOLEAN AccessGranted,
                       KPROCESSOR_MODE AccessMode, PBOOLEAN GenerateOnClose)
{
    *GenerateOnClose = FALSE;
    if (AccessMode == KernelMode || SecurityDescriptor == NULL ||
        !SepMustAudit(SecurityDescriptor, AccessState, AccessGranted)) {
        return;
    }
    HalProbe(PROBE_AUDIT, (ULONG_PTR)Object, AccessGranted, AccessState->OriginalDesiredAccess);
    *GenerateOnClose = AccessGranted;
}

VOID
SeOpenObjectForDeleteAuditAlarm(PUNICODE_STRING ObjectTypeName, PVOID Object,
                                PUNICODE_STRING AbsoluteObjectName,
                                PSECURITY_DESCRIPTOR SecurityDescriptor, PACCESS_STATE AccessState,
                                BOOLEAN ObjectCreated, BOOLEAN AccessGranted,
                                KPROCESSOR_MODE AccessMode, PBOOLEAN GenerateOnClose)
{
    SeOpenObjectAuditAlarm(ObjectTypeName, Object, AbsoluteObjectName, SecurityDescriptor,
                           AccessState, ObjectCreated, AccessGranted, AccessMode, GenerateOnClose);
}

VOID
SeDeleteObjectAuditAlarm(PVOID Object, HANDLE Handle)
{
    HalProbe(PROBE_AUDIT, (ULONG_PTR)Object, TRUE, DELETE);
}

/* --- whether anybody listens ------------------------------------------------------------------ */

/* A SACL with an entry for this outcome: then the caller builds names for the alarm. */
BOOLEAN
SeAuditingFileEvents(BOOLEAN AccessGranted, PSECURITY_DESCRIPTOR SecurityDescriptor)
{
    UCHAR Wanted = AccessGranted ? SUCCESSFUL_ACCESS_ACE_FLAG : FAILED_ACCESS_ACE_FLAG;
    SEP_PARTS Parts;
    SEP_ACE Ace;
    ULONG i;

    SepGetParts(SecurityDescriptor, &Parts);
    for (i = 0; Parts.Sacl != NULL && i < Parts.Sacl->AceCount; i++) {
        SepReadAce(SepFindAce(Parts.Sacl, i), &Ace);
        if (Ace.Type == SYSTEM_AUDIT_ACE_TYPE && (Ace.Flags & Wanted) != 0) {
            return TRUE;
        }
    }
    return FALSE;
}

BOOLEAN
SeAuditingFileOrGlobalEvents(BOOLEAN AccessGranted, PSECURITY_DESCRIPTOR SecurityDescriptor,
                             PSECURITY_SUBJECT_CONTEXT SubjectSecurityContext)
{
    return SeAuditingFileEvents(AccessGranted, SecurityDescriptor);
}

BOOLEAN
SeAuditingHardLinkEvents(BOOLEAN AccessGranted, PSECURITY_DESCRIPTOR SecurityDescriptor)
{
    return SeAuditingFileEvents(AccessGranted, SecurityDescriptor);
}

VOID
SeAuditHardLinkCreation(PUNICODE_STRING FileName, PUNICODE_STRING LinkName, BOOLEAN bSuccess)
{
    HalProbe(PROBE_AUDIT, 0, bSuccess, FILE_WRITE_ATTRIBUTES);
}
