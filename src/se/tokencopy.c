/*
 * se/tokencopy.c - tokens made from tokens: duplicates, and filtered ones that may do less
 */
#include "sep.h"

#define SEP_DISABLE_MAX_PRIVILEGE 1 /* DISABLE_MAX_PRIVILEGE, SANDBOX_INERT, LUA_TOKEN, */
#define SEP_SANDBOX_INERT         2 /* WRITE_RESTRICTED of SeFilterToken */
#define SEP_LUA_TOKEN             4
#define SEP_WRITE_RESTRICTED      8
#define SEP_FILTER_FLAGS          15

/* --- duplicates ------------------------------------------------------------------------------- */

/* Groups and privileges that are not enabled cannot be enabled in the copy: they are not there. */
static VOID
SepKeepEffective(SEP_TOKEN *Pattern, SID_AND_ATTRIBUTES *Sids)
{
    PSID Owner = Pattern->Sids[Pattern->Owner].Sid, Group = Pattern->Sids[Pattern->Group].Sid;
    ULONG Count = 0, i;

    Pattern->Owner = Pattern->Group = 0;
    for (i = 0; i < Pattern->SidCount; i++) {
        const SID_AND_ATTRIBUTES *Sid = &Pattern->Sids[i];

        if (i == 0 || (Sid->Attributes &
                       (SE_GROUP_ENABLED | SE_GROUP_USE_FOR_DENY_ONLY | SE_GROUP_INTEGRITY)) != 0) {
            Pattern->Owner = Sid->Sid == Owner ? Count : Pattern->Owner;
            Pattern->Group = Sid->Sid == Group ? Count : Pattern->Group;
            Sids[Count++] = *Sid;
        }
    }
    Pattern->Sids = Sids;
    Pattern->SidCount = Count;
    Pattern->Present = Pattern->Enabled;
    Pattern->Default &= Pattern->Enabled;
}

NTSTATUS
SeDuplicateToken(PACCESS_TOKEN Existing, BOOLEAN EffectiveOnly, TOKEN_TYPE Type,
                 SECURITY_IMPERSONATION_LEVEL Level, PACCESS_TOKEN *New)
{
    SEP_TOKEN Pattern = *(PSEP_TOKEN)Existing;
    PSID_AND_ATTRIBUTES Sids;
    NTSTATUS Status;

    Sids = ExAllocateOwn(Pattern.SidCount * sizeof *Sids, SEP_TAG);
    if (Sids == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Pattern.Type = Type;
    Pattern.Level = Type == TokenImpersonation ? Level : SecurityAnonymous;
    if (EffectiveOnly) {
        SepKeepEffective(&Pattern, Sids);
    }
    Status = SepCreateToken(&Pattern, (PSEP_TOKEN *)New);
    ExFreeOwn(Sids);
    return Status;
}

/* --- filtered tokens -------------------------------------------------------------------------- */

static VOID
SepDenyOnly(PSEP_TOKEN Token, PSID Sid)
{
    ULONG i;

    for (i = 0; i < Token->SidCount; i++) {
        PSID_AND_ATTRIBUTES Held = &Token->Sids[i];

        if ((Held->Attributes & SE_GROUP_INTEGRITY) == 0 && RtlEqualSid(Held->Sid, Sid)) {
            Held->Attributes &=
                ~(SE_GROUP_MANDATORY | SE_GROUP_ENABLED_BY_DEFAULT | SE_GROUP_ENABLED);
            Held->Attributes |= SE_GROUP_USE_FOR_DENY_ONLY;
            Token->Owner = Token->Owner == i ? 0 : Token->Owner;
        }
    }
}

static VOID
SepDisableGroups(PSEP_TOKEN Token, ULONG Flags, PTOKEN_GROUPS SidsToDisable)
{
    ULONG i;

    for (i = 0; SidsToDisable != NULL && i < SidsToDisable->GroupCount; i++) {
        SepDenyOnly(Token, SidsToDisable->Groups[i].Sid);
    }
    if ((Flags & SEP_LUA_TOKEN) != 0) {
        SepDenyOnly(Token, SeExports->SeAliasAdminsSid);
        SepDenyOnly(Token, SeExports->SeAliasPowerUsersSid);
    }
}

/* What a limited user may keep. */
static ULONG64
SepHarmlessPrivileges(VOID)
{
    return SEP_PRIVILEGE(SE_CHANGE_NOTIFY_PRIVILEGE) | SEP_PRIVILEGE(SE_SHUTDOWN_PRIVILEGE) |
           SEP_PRIVILEGE(SE_UNDOCK_PRIVILEGE) | SEP_PRIVILEGE(SE_INC_WORKING_SET_PRIVILEGE) |
           SEP_PRIVILEGE(SE_TIME_ZONE_PRIVILEGE);
}

static VOID
SepDeletePrivileges(PSEP_TOKEN Token, ULONG Flags, PTOKEN_PRIVILEGES ToDelete)
{
    ULONG64 Keep = ~0ull;
    ULONG i;

    for (i = 0; ToDelete != NULL && i < ToDelete->PrivilegeCount; i++) {
        LUID Luid = ToDelete->Privileges[i].Luid;

        if (Luid.HighPart == 0 && Luid.LowPart <= SE_MAX_WELL_KNOWN_PRIVILEGE) {
            Keep &= ~SEP_PRIVILEGE(Luid.LowPart);
        }
    }
    if ((Flags & SEP_DISABLE_MAX_PRIVILEGE) != 0) {
        Keep = SEP_PRIVILEGE(SE_CHANGE_NOTIFY_PRIVILEGE);
    }
    if ((Flags & SEP_LUA_TOKEN) != 0) {
        Keep &= SepHarmlessPrivileges();
    }
    Token->Present &= Keep;
    Token->Enabled &= Keep;
    Token->Default &= Keep;
}

/* What restricts already stays, where both do: the intersection. All of them are enabled. */
static NTSTATUS
SepRestrict(SEP_TOKEN *Pattern, PTOKEN_GROUPS Restricted, PSID_AND_ATTRIBUTES *Block)
{
    ULONG Count = 0, i;

    *Block = NULL;
    if (Restricted == NULL || Restricted->GroupCount == 0) {
        return STATUS_SUCCESS;
    }
    *Block = ExAllocateOwn(Restricted->GroupCount * sizeof **Block, SEP_TAG);
    if (*Block == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    for (i = 0; i < Restricted->GroupCount; i++) {
        PSID Sid = Restricted->Groups[i].Sid;

        if (Pattern->RestrictedCount == 0 ||
            SepIsAmong(Pattern->Restricted, Pattern->RestrictedCount, Sid, FALSE)) {
            (*Block)[Count++] = (SID_AND_ATTRIBUTES){
                Sid, SE_GROUP_MANDATORY | SE_GROUP_ENABLED_BY_DEFAULT | SE_GROUP_ENABLED};
        }
    }
    Pattern->Restricted = *Block;
    Pattern->RestrictedCount = Count;
    return STATUS_SUCCESS;
}

NTSTATUS
SeFilterToken(PACCESS_TOKEN ExistingToken, ULONG Flags, PTOKEN_GROUPS SidsToDisable,
              PTOKEN_PRIVILEGES PrivilegesToDelete, PTOKEN_GROUPS RestrictedSids,
              PACCESS_TOKEN *FilteredToken)
{
    SEP_TOKEN Pattern = *(PSEP_TOKEN)ExistingToken;
    PSID_AND_ATTRIBUTES Block;
    PSEP_TOKEN New;
    NTSTATUS Status;

    *FilteredToken = NULL;
    if ((Flags & ~SEP_FILTER_FLAGS) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    Status = SepRestrict(&Pattern, RestrictedSids, &Block);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Pattern.SandboxInert |= (Flags & SEP_SANDBOX_INERT) != 0;
    Pattern.WriteRestricted |= Block != NULL && (Flags & SEP_WRITE_RESTRICTED) != 0;
    Status = SepCreateToken(&Pattern, &New);
    if (NT_SUCCESS(Status)) {
        SepDisableGroups(New, Flags, SidsToDisable);
        SepDeletePrivileges(New, Flags, PrivilegesToDelete);
        *FilteredToken = New;
    }
    if (Block != NULL) {
        ExFreeOwn(Block);
    }
    return Status;
}
