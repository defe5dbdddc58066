/*
 * se/token.c - tokens: who a process or thread is
 *
 *      SepCreateToken --> primary      of processes (ps)
 *                     --> impersonation of threads, clients
 *      last reference gone --> SeDeleteToken
 *
 * A token is an object; ob hands down how one is made. What a token holds is a copy of its own: the
 * SIDs in one block, the default DACL in another.
 *
 * Invariants:
 *   T1. Sids[0] is the user; Owner and Group are indices of Sids.
 *   T2. Enabled and Default hold no privilege that Present lacks.
 *   T3. Modified changes with each change of groups, privileges or defaults.
 *
 * Differs from Windows: no quota, no capabilities, claims or trust level.
 */
#include "sep.h"

static struct {
    SE_OBJECT_ROUTINES Objects;
    PACCESS_TOKEN System;
} SepTokens SIM_STATE;

VOID
SeInitTokens(const SE_OBJECT_ROUTINES *Routines)
{
    NTSTATUS Status;

    SepTokens.Objects = *Routines;
    Status = SeCreateAccountToken(SeAccountSystem, &SepTokens.System);
    SIM_ASSERT(NT_SUCCESS(Status));
}

PACCESS_TOKEN
SeSystemToken(VOID)
{
    return SepTokens.System;
}

VOID
SepNewLuid(PLUID Luid)
{
    SepTokens.Objects.AllocateLuid(Luid);
}

VOID
SepReferenceObject(PVOID Object)
{
    SepTokens.Objects.Reference(Object);
}

VOID
SepDereferenceObject(PVOID Object)
{
    SepTokens.Objects.Dereference(Object);
}

/* --- copies of SIDs --------------------------------------------------------------------------- */

static ULONG
SepSidsSize(const SID_AND_ATTRIBUTES *Sids, ULONG Count)
{
    ULONG Size = Count * sizeof *Sids, i;

    for (i = 0; i < Count; i++) {
        Size += SepSidSize(Sids[i].Sid);
    }
    return Size;
}

/* NULL: no memory. */
static PSID_AND_ATTRIBUTES
SepCopySids(const SID_AND_ATTRIBUTES *Sids, ULONG Count)
{
    ULONG Size = SepSidsSize(Sids, Count), i;
    PSID_AND_ATTRIBUTES Copy = ExAllocateOwn(max(Size, 1), SEP_TAG);
    PUCHAR Next = (PUCHAR)(Copy + Count);

    for (i = 0; Copy != NULL && i < Count; i++) {
        Copy[i] = (SID_AND_ATTRIBUTES){Next, Sids[i].Attributes};
        RtlCopyMemory(Next, Sids[i].Sid, RtlLengthSid(Sids[i].Sid));
        Next += SepSidSize(Sids[i].Sid);
    }
    return Copy;
}

static PACL
SepCopyAcl(const ACL *Acl)
{
    PACL Copy = ExAllocateOwn(Acl->AclSize, SEP_TAG);

    if (Copy != NULL) {
        RtlCopyMemory(Copy, Acl, Acl->AclSize);
    }
    return Copy;
}

static BOOLEAN
SepCopyContents(PSEP_TOKEN Token, const SEP_TOKEN *Pattern)
{
    Token->Sids = SepCopySids(Pattern->Sids, Pattern->SidCount);
    Token->Restricted = SepCopySids(Pattern->Restricted, Pattern->RestrictedCount);
    Token->DefaultDacl = Pattern->DefaultDacl != NULL ? SepCopyAcl(Pattern->DefaultDacl) : NULL;
    return Token->Sids != NULL && Token->Restricted != NULL &&
           (Token->DefaultDacl != NULL || Pattern->DefaultDacl == NULL);
}

/* --- life ------------------------------------------------------------------------------------- */

NTSTATUS
SepCreateToken(const SEP_TOKEN *Pattern, PSEP_TOKEN *Token)
{
    PSEP_TOKEN New;
    NTSTATUS Status = SepTokens.Objects.CreateToken(sizeof *New, (PACCESS_TOKEN *)&New);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    *New = *Pattern;
    SepTokenJoins(&New->Session);
    if (!SepCopyContents(New, Pattern)) {
        SepDereferenceObject(New);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    SepNewLuid(&New->Id);
    New->Modified = New->Id;
    *Token = New;
    return STATUS_SUCCESS;
}

VOID
SeDeleteToken(PVOID Object)
{
    PSEP_TOKEN Token = Object;

    if (Token->Sids != NULL) {
        ExFreeOwn(Token->Sids);
    }
    if (Token->Restricted != NULL) {
        ExFreeOwn(Token->Restricted);
    }
    if (Token->DefaultDacl != NULL) {
        ExFreeOwn(Token->DefaultDacl);
    }
    SepTokenLeaves(&Token->Session);
}

/* --- asking ----------------------------------------------------------------------------------- */

TOKEN_TYPE
SeTokenType(PACCESS_TOKEN Token)
{
    return ((PSEP_TOKEN)Token)->Type;
}

SECURITY_IMPERSONATION_LEVEL
SeTokenLevel(PACCESS_TOKEN Token)
{
    return ((PSEP_TOKEN)Token)->Level;
}

BOOLEAN
SeTokenHasPrivilege(PACCESS_TOKEN Token, ULONG Privilege)
{
    return (((PSEP_TOKEN)Token)->Enabled & SEP_PRIVILEGE(Privilege)) != 0;
}

/* Administrators is there, enabled, and in the restricting SIDs too if there are any. */
BOOLEAN
SeTokenIsAdmin(PACCESS_TOKEN Object)
{
    PSEP_TOKEN Token = Object;
    PSID Admins = SeExports->SeAliasAdminsSid;

    return SepIsAmong(Token->Sids, Token->SidCount, Admins, FALSE) &&
           (Token->RestrictedCount == 0 ||
            SepIsAmong(Token->Restricted, Token->RestrictedCount, Admins, FALSE));
}

BOOLEAN
SeTokenIsRestricted(PACCESS_TOKEN Token)
{
    return ((PSEP_TOKEN)Token)->RestrictedCount != 0;
}

NTSTATUS
SeQueryAuthenticationIdToken(PACCESS_TOKEN Token, PLUID AuthenticationId)
{
    *AuthenticationId = ((PSEP_TOKEN)Token)->Session;
    return STATUS_SUCCESS;
}

NTSTATUS
SeQuerySessionIdToken(PACCESS_TOKEN Token, PULONG SessionId)
{
    *SessionId = ((PSEP_TOKEN)Token)->SessionId;
    return STATUS_SUCCESS;
}

NTSTATUS
SeSetSessionIdToken(PACCESS_TOKEN Token, ULONG SessionId)
{
    ((PSEP_TOKEN)Token)->SessionId = SessionId;
    return STATUS_SUCCESS;
}

VOID
SeTokenControl(PACCESS_TOKEN Object, PTOKEN_CONTROL Control)
{
    PSEP_TOKEN Token = Object;

    *Control = (TOKEN_CONTROL){Token->Id, Token->Session, Token->Modified, Token->Source};
}

PSID_AND_ATTRIBUTES
SepIntegrityOf(const SEP_TOKEN *Token)
{
    ULONG i;

    for (i = 1; i < Token->SidCount; i++) {
        if ((Token->Sids[i].Attributes & SE_GROUP_INTEGRITY) != 0) {
            return &Token->Sids[i];
        }
    }
    return NULL;
}

/* The same user in the same logon session, or with SeImpersonatePrivilege; never someone of higher
   integrity. */
BOOLEAN
SeTokenCanImpersonate(PACCESS_TOKEN ServerObject, PACCESS_TOKEN ClientObject)
{
    PSEP_TOKEN Server = ServerObject, Client = ClientObject;
    PSID_AND_ATTRIBUTES Mine = SepIntegrityOf(Server), Theirs = SepIntegrityOf(Client);

    if (SeTokenHasPrivilege(Server, SE_IMPERSONATE_PRIVILEGE)) {
        return TRUE;
    }
    if (Mine != NULL && Theirs != NULL && SepLabelLevel(Theirs->Sid) > SepLabelLevel(Mine->Sid)) {
        return FALSE;
    }
    return RtlEqualSid(Server->Sids[0].Sid, Client->Sids[0].Sid) &&
           (Server->RestrictedCount == 0 || Client->RestrictedCount != 0);
}
