/*
 * se/privilege.c - privileges: held, asked for, used
 */
#include "sep.h"

static BOOLEAN
SepHolds(const SEP_TOKEN *Token, LUID Privilege)
{
    return Privilege.HighPart == 0 && Privilege.LowPart <= SE_MAX_WELL_KNOWN_PRIVILEGE &&
           (Token->Enabled & SEP_PRIVILEGE(Privilege.LowPart)) != 0;
}

BOOLEAN
SeCheckPrivileges(PACCESS_TOKEN Token, PPRIVILEGE_SET Required)
{
    ULONG Held = 0, i;

    for (i = 0; i < Required->PrivilegeCount; i++) {
        if (SepHolds(Token, Required->Privilege[i].Luid)) {
            Required->Privilege[i].Attributes |= SE_PRIVILEGE_USED_FOR_ACCESS;
            Held++;
        }
    }
    return (Required->Control & PRIVILEGE_SET_ALL_NECESSARY) != 0 ? Held == Required->PrivilegeCount
                                                                  : Held != 0;
}

/* A client at identification level or below has no privileges. */
BOOLEAN
SePrivilegeCheck(PPRIVILEGE_SET RequiredPrivileges,
                 PSECURITY_SUBJECT_CONTEXT SubjectSecurityContext, KPROCESSOR_MODE AccessMode)
{
    if (AccessMode == KernelMode) {
        return TRUE;
    }
    if (SubjectSecurityContext->ClientToken != NULL &&
        SubjectSecurityContext->ImpersonationLevel < SecurityImpersonation) {
        return FALSE;
    }
    return SeCheckPrivileges(SeQuerySubjectContextToken(SubjectSecurityContext),
                             RequiredPrivileges);
}

BOOLEAN
SeSinglePrivilegeCheck(LUID PrivilegeValue, KPROCESSOR_MODE PreviousMode)
{
    PRIVILEGE_SET Set = {1, PRIVILEGE_SET_ALL_NECESSARY, {{PrivilegeValue, 0}}};
    SECURITY_SUBJECT_CONTEXT Subject;
    BOOLEAN Held;

    if (PreviousMode == KernelMode) {
        return TRUE;
    }
    SeCaptureSubjectContext(&Subject);
    Held = SePrivilegeCheck(&Set, &Subject, PreviousMode);
    SeReleaseSubjectContext(&Subject);
    return Held;
}

/* --- sets ------------------------------------------------------------------------------------- */

static ULONG
SepSetSize(ULONG Count)
{
    return UFIELD_OFFSET(PRIVILEGE_SET, Privilege) + Count * sizeof(LUID_AND_ATTRIBUTES);
}

PPRIVILEGE_SET
SepPrivilegeSet(ULONG64 Privileges)
{
    PPRIVILEGE_SET Set;
    ULONG i;

    if (Privileges == 0) {
        return NULL;
    }
    Set = ExAllocateOwn(SepSetSize((ULONG)__builtin_popcountll(Privileges)), SEP_TAG);
    for (i = 0; Set != NULL && i <= SE_MAX_WELL_KNOWN_PRIVILEGE; i++) {
        if ((Privileges & SEP_PRIVILEGE(i)) != 0) {
            Set->Privilege[Set->PrivilegeCount++] =
                (LUID_AND_ATTRIBUTES){{i, 0}, SE_PRIVILEGE_USED_FOR_ACCESS};
        }
    }
    return Set;
}

VOID
SeFreePrivileges(PPRIVILEGE_SET Privileges)
{
    ExFreeOwn(Privileges);
}

/* The set of an access state has room for three; a larger one is a block that the state owns. */
NTSTATUS
SeAppendPrivileges(PACCESS_STATE AccessState, PPRIVILEGE_SET Privileges)
{
    PPRIVILEGE_SET Old = AccessState->PrivilegesAllocated ? (PPRIVILEGE_SET)AccessState->AuxData
                                                          : &AccessState->Privileges.PrivilegeSet;
    ULONG Count = Old->PrivilegeCount + Privileges->PrivilegeCount;
    PPRIVILEGE_SET New = Old;

    if (Count > INITIAL_PRIVILEGE_COUNT) {
        New = ExAllocateOwn(SepSetSize(Count), SEP_TAG);
        if (New == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        RtlCopyMemory(New, Old, SepSetSize(Old->PrivilegeCount));
    }
    RtlCopyMemory(&New->Privilege[New->PrivilegeCount], Privileges->Privilege,
                  Privileges->PrivilegeCount * sizeof(LUID_AND_ATTRIBUTES));
    New->PrivilegeCount = Count;
    if (New != Old) {
        if (AccessState->PrivilegesAllocated) {
            ExFreeOwn(Old);
        }
        AccessState->AuxData = New;
        AccessState->PrivilegesAllocated = TRUE;
    }
    return STATUS_SUCCESS;
}
