/*
 * se/tokenset.c - tokens are changed: owner, primary group, default DACL, session, origin, label
 */
#include "sep.h"

static VOID
SepModified(PSEP_TOKEN Token)
{
    SepNewLuid(&Token->Modified);
}

/* The index of a SID; MAXULONG: it is not there. */
static ULONG
SepIndexOf(PSEP_TOKEN Token, PSID Sid)
{
    ULONG i;

    for (i = 0; i < Token->SidCount; i++) {
        if (RtlEqualSid(Token->Sids[i].Sid, Sid)) {
            return i;
        }
    }
    return MAXULONG;
}

/* The user, or a group that may own. */
static NTSTATUS
SepSetOwner(PSEP_TOKEN Token, PSID Sid)
{
    ULONG Index = RtlValidSid(Sid) ? SepIndexOf(Token, Sid) : MAXULONG;

    if (Index == MAXULONG ||
        (Index != 0 && (Token->Sids[Index].Attributes & SE_GROUP_OWNER) == 0) ||
        (Token->Sids[Index].Attributes & SE_GROUP_USE_FOR_DENY_ONLY) != 0) {
        return STATUS_INVALID_OWNER;
    }
    Token->Owner = Index;
    return STATUS_SUCCESS;
}

static NTSTATUS
SepSetGroup(PSEP_TOKEN Token, PSID Sid)
{
    ULONG Index = RtlValidSid(Sid) ? SepIndexOf(Token, Sid) : MAXULONG;

    if (Index == MAXULONG || (Token->Sids[Index].Attributes & SE_GROUP_INTEGRITY) != 0) {
        return STATUS_INVALID_PRIMARY_GROUP;
    }
    Token->Group = Index;
    return STATUS_SUCCESS;
}

static NTSTATUS
SepSetDefaultDacl(PSEP_TOKEN Token, PACL Acl)
{
    PACL Copy = NULL;

    if (Acl != NULL) {
        if (!SepValidAcl(Acl, Acl->AclSize)) {
            return STATUS_INVALID_ACL;
        }
        Copy = ExAllocateOwn(Acl->AclSize, SEP_TAG);
        if (Copy == NULL) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        RtlCopyMemory(Copy, Acl, Acl->AclSize);
    }
    if (Token->DefaultDacl != NULL) {
        ExFreeOwn(Token->DefaultDacl);
    }
    Token->DefaultDacl = Copy;
    return STATUS_SUCCESS;
}

/* Downwards everybody may; upwards SeRelabelPrivilege is needed. */
static NTSTATUS
SepSetIntegrity(PSEP_TOKEN Token, const SID_AND_ATTRIBUTES *Label)
{
    PSID_AND_ATTRIBUTES Mine = SepIntegrityOf(Token);

    if (!RtlValidSid(Label->Sid) || Mine == NULL ||
        RtlLengthSid(Label->Sid) != RtlLengthSid(Mine->Sid) ||
        !RtlEqualPrefixSid(Mine->Sid, Label->Sid)) {
        return STATUS_INVALID_LABEL;
    }
    if (SepLabelLevel(Label->Sid) > SepLabelLevel(Mine->Sid) &&
        !SeTokenHasPrivilege(Token, SE_RELABEL_PRIVILEGE)) {
        return STATUS_PRIVILEGE_NOT_HELD;
    }
    *RtlSubAuthoritySid(Mine->Sid, 0) = SepLabelLevel(Label->Sid);
    return STATUS_SUCCESS;
}

/* --- SeSetToken ------------------------------------------------------------------------------- */

static ULONG
SepLengthToSet(TOKEN_INFORMATION_CLASS Class)
{
    switch (Class) {
    case TokenOwner:
    case TokenPrimaryGroup:
    case TokenDefaultDacl:
        return sizeof(PVOID);
    case TokenIntegrityLevel:
        return sizeof(SID_AND_ATTRIBUTES);
    case TokenOrigin:
        return sizeof(TOKEN_ORIGIN);
    case TokenSessionId:
        return sizeof(ULONG);
    default:
        return 0;
    }
}

NTSTATUS
SeSetToken(PACCESS_TOKEN Object, TOKEN_INFORMATION_CLASS Class, const VOID *Information,
           ULONG Length)
{
    ULONG Needed = SepLengthToSet(Class);
    PSEP_TOKEN Token = Object;
    NTSTATUS Status = STATUS_SUCCESS;

    if (Needed == 0) {
        return STATUS_INVALID_INFO_CLASS;
    }
    if (Length < Needed) {
        return STATUS_INFO_LENGTH_MISMATCH;
    }
    if (Class == TokenOwner) {
        Status = SepSetOwner(Token, *(PSID *)Information);
    } else if (Class == TokenPrimaryGroup) {
        Status = SepSetGroup(Token, *(PSID *)Information);
    } else if (Class == TokenDefaultDacl) {
        Status = SepSetDefaultDacl(Token, *(PACL *)Information);
    } else if (Class == TokenIntegrityLevel) {
        Status = SepSetIntegrity(Token, Information);
    } else if (Class == TokenOrigin) {
        Token->Origin = ((const TOKEN_ORIGIN *)Information)->OriginatingLogonSession;
    } else {
        Token->SessionId = *(const ULONG *)Information;
    }
    if (NT_SUCCESS(Status)) {
        SepModified(Token);
    }
    return Status;
}

/* --- no child processes ----------------------------------------------------------------------- */

VOID
SeTokenSetNoChildProcessRestricted(PACCESS_TOKEN Object, BOOLEAN UnlessSecure, BOOLEAN AuditOnly)
{
    PSEP_TOKEN Token = Object;

    Token->NoChild = !AuditOnly;
    Token->NoChildUnlessSecure = UnlessSecure;
    Token->NoChildAuditOnly = AuditOnly;
}

VOID
SeTokenGetNoChildProcessRestricted(PACCESS_TOKEN Object, PBOOLEAN Enforced, PBOOLEAN UnlessSecure,
                                   PBOOLEAN AuditOnly)
{
    PSEP_TOKEN Token = Object;

    *Enforced = Token->NoChild;
    *UnlessSecure = Token->NoChildUnlessSecure;
    *AuditOnly = Token->NoChildAuditOnly;
}

BOOLEAN
SeTokenIsNoChildProcessRestrictionEnforced(PACCESS_TOKEN Object, PBOOLEAN UnlessSecure)
{
    PSEP_TOKEN Token = Object;

    if (UnlessSecure != NULL) {
        *UnlessSecure = Token->NoChildUnlessSecure;
    }
    return Token->NoChild;
}
