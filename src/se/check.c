/*
 * se/check.c - the access check
 *
 *      privileges --> integrity --> owner --> entries of the DACL in their order
 *                                             a restricted token: once more, for its restricting
 *                                             SIDs; both must grant
 *
 * A right is granted by the first entry that names it and somebody the subject is; what is not
 * granted when the list ends is denied. No DACL, or a NULL one, grants everything; an empty one
 * nothing. The owner has READ_CONTROL and WRITE_DAC, unless the list says what OWNER RIGHTS are.
 *
 * Differs from Windows: generic rights in an entry are mapped here too, not only when a descriptor
 * is assigned. Object entries count if they name no object type, for nobody passes a list of
 * types. Conditions are not evaluated: a conditional entry never allows and always denies.
 */
#include "sep.h"

#define SEP_OWNER_RIGHTS (READ_CONTROL | WRITE_DAC)

BOOLEAN
SepIsAmong(const SID_AND_ATTRIBUTES *Sids, ULONG Count, PSID Sid, BOOLEAN DenyOnly)
{
    ULONG i;

    for (i = 0; i < Count; i++) {
        ULONG Attributes = Sids[i].Attributes;
        BOOLEAN Enabled = i == 0 ? (Attributes & SE_GROUP_USE_FOR_DENY_ONLY) == 0
                                 : (Attributes & SE_GROUP_ENABLED) != 0;

        if ((Attributes & SE_GROUP_INTEGRITY) == 0 &&
            (Enabled || (DenyOnly && (Attributes & SE_GROUP_USE_FOR_DENY_ONLY) != 0)) &&
            RtlEqualSid(Sids[i].Sid, Sid)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* --- one pass through the list ---------------------------------------------------------------- */

typedef struct _SEP_PASS {
    const SID_AND_ATTRIBUTES *Sids;
    ULONG Count;
    BOOLEAN IsOwner;
    PGENERIC_MAPPING Mapping;
    ACCESS_MASK Granted, Denied; /* what the entries so far have decided */
} SEP_PASS;

static BOOLEAN
SepIsFor(const SEP_PASS *Pass, PSID Sid, BOOLEAN Denies)
{
    return SepIsAmong(Pass->Sids, Pass->Count, Sid, Denies) ||
           (Pass->IsOwner && RtlEqualSid(Sid, SeExports->SeOwnerRightsSid));
}

static VOID
SepApplyAce(SEP_PASS *Pass, const SEP_ACE *Ace)
{
    ACCESS_MASK Mask = Ace->Mask;

    RtlMapGenericMask(&Mask, Pass->Mapping);
    switch (Ace->Type) {
    case ACCESS_ALLOWED_ACE_TYPE:
    case ACCESS_ALLOWED_OBJECT_ACE_TYPE:
        if (SepIsFor(Pass, Ace->Sid, FALSE)) {
            Pass->Granted |= Mask & ~Pass->Denied;
        }
        break;
    case ACCESS_DENIED_ACE_TYPE:
    case ACCESS_DENIED_OBJECT_ACE_TYPE:
    case ACCESS_DENIED_CALLBACK_ACE_TYPE:
        if (SepIsFor(Pass, Ace->Sid, TRUE)) {
            Pass->Denied |= Mask & ~Pass->Granted;
        }
        break;
    }
}

static BOOLEAN
SepReadEntry(PACL Dacl, ULONG Index, SEP_ACE *Ace)
{
    SepReadAce(SepFindAce(Dacl, Index), Ace);
    return Ace->Sid != NULL && Ace->Object == NULL && (Ace->Flags & INHERIT_ONLY_ACE) == 0;
}

static BOOLEAN
SepSaysOwnerRights(PACL Dacl)
{
    SEP_ACE Ace;
    ULONG i;

    for (i = 0; i < Dacl->AceCount; i++) {
        if (SepReadEntry(Dacl, i, &Ace) && RtlEqualSid(Ace.Sid, SeExports->SeOwnerRightsSid)) {
            return TRUE;
        }
    }
    return FALSE;
}

/* All that the list grants to the SIDs. */
static ACCESS_MASK
SepPass(const SEP_PARTS *Parts, PGENERIC_MAPPING Mapping, const SID_AND_ATTRIBUTES *Sids,
        ULONG Count)
{
    SEP_PASS Pass = {.Sids = Sids, .Count = Count, .Mapping = Mapping};
    SEP_ACE Ace;
    ULONG i;

    Pass.IsOwner = Parts->Owner != NULL && SepIsAmong(Sids, Count, Parts->Owner, FALSE);
    if (Pass.IsOwner && !SepSaysOwnerRights(Parts->Dacl)) {
        Pass.Granted = SEP_OWNER_RIGHTS;
    }
    for (i = 0; i < Parts->Dacl->AceCount; i++) {
        if (SepReadEntry(Parts->Dacl, i, &Ace)) {
            SepApplyAce(&Pass, &Ace);
        }
    }
    return Pass.Granted;
}

static ACCESS_MASK
SepWriteAccess(PGENERIC_MAPPING Mapping)
{
    return Mapping->GenericWrite & ~(Mapping->GenericRead | Mapping->GenericExecute);
}

static ACCESS_MASK
SepDiscretionary(const SEP_PARTS *Parts, const SEP_SUBJECT *Subject, PGENERIC_MAPPING Mapping)
{
    ACCESS_MASK Granted, Both;

    if (Parts->Dacl == NULL) {
        return Mapping->GenericAll | ~(ACCESS_MASK)0;
    }
    Granted = SepPass(Parts, Mapping, Subject->Sids, Subject->SidCount);
    if (Subject->RestrictedCount == 0) {
        return Granted;
    }
    Both = SepPass(Parts, Mapping, Subject->Restricted, Subject->RestrictedCount);
    if (Subject->WriteRestricted) {
        Both |= ~(SepWriteAccess(Mapping) | DELETE | WRITE_DAC | WRITE_OWNER);
    }
    return Granted & Both;
}

/* --- privileges ------------------------------------------------------------------------------- */

static BOOLEAN
SepHasEnabled(const SEP_SUBJECT *Subject, ULONG Privilege)
{
    return (Subject->Enabled & SEP_PRIVILEGE(Privilege)) != 0;
}

/* They grant what the entries need not; ACCESS_SYSTEM_SECURITY comes no other way. */
static NTSTATUS
SepUsePrivileges(const SEP_SUBJECT *Subject, SEP_CHECK *Check, ACCESS_MASK *Privileged)
{
    *Privileged = 0;
    if ((Check->Desired & ACCESS_SYSTEM_SECURITY) != 0) {
        if (!SepHasEnabled(Subject, SE_SECURITY_PRIVILEGE)) {
            return STATUS_PRIVILEGE_NOT_HELD;
        }
        *Privileged |= ACCESS_SYSTEM_SECURITY;
        Check->Used |= SEP_PRIVILEGE(SE_SECURITY_PRIVILEGE);
    }
    if ((Check->Desired & WRITE_OWNER) != 0 &&
        SepHasEnabled(Subject, SE_TAKE_OWNERSHIP_PRIVILEGE)) {
        *Privileged |= WRITE_OWNER;
        Check->Used |= SEP_PRIVILEGE(SE_TAKE_OWNERSHIP_PRIVILEGE);
    }
    return STATUS_SUCCESS;
}

/* --- the check -------------------------------------------------------------------------------- */

static NTSTATUS
SepDecide(SEP_CHECK *Check, ACCESS_MASK Explicit, ACCESS_MASK Privileged, ACCESS_MASK Possible)
{
    BOOLEAN Maximum = (Check->Desired & MAXIMUM_ALLOWED) != 0;

    if ((Explicit & ~(Privileged | Possible)) != 0) {
        return STATUS_ACCESS_DENIED;
    }
    Check->Granted = Explicit | Check->Previously;
    if (Maximum) {
        Check->Granted |= Possible & Check->Mapping->GenericAll;
    }
    return Check->Granted != 0 ? STATUS_SUCCESS : STATUS_ACCESS_DENIED;
}

NTSTATUS
SepCheckAccess(PSECURITY_DESCRIPTOR Descriptor, const SEP_SUBJECT *Subject, SEP_CHECK *Check)
{
    ACCESS_MASK Explicit, Privileged, Possible;
    SEP_PARTS Parts;
    NTSTATUS Status;

    Check->Granted = 0;
    Check->Used = 0;
    if (Descriptor == NULL) {
        return STATUS_ACCESS_DENIED;
    }
    if (Subject->CannotAct) {
        return STATUS_BAD_IMPERSONATION_LEVEL;
    }
    RtlMapGenericMask(&Check->Desired, Check->Mapping);
    Explicit = Check->Desired & ~MAXIMUM_ALLOWED;
    SepGetParts(Descriptor, &Parts);
    Status = SepUsePrivileges(Subject, Check, &Privileged);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Possible = SepDiscretionary(&Parts, Subject, Check->Mapping);
    Possible &= SepMandatoryAccess(Parts.Sacl, Subject, Check->Mapping);
    Possible &= ~ACCESS_SYSTEM_SECURITY;
    return SepDecide(Check, Explicit, Privileged, Possible);
}

/* --- subjects --------------------------------------------------------------------------------- */

VOID
SepSubjectOf(PSECURITY_SUBJECT_CONTEXT Context, SEP_SUBJECT *Subject)
{
    PSEP_TOKEN Token = SeQuerySubjectContextToken(Context);
    PSID_AND_ATTRIBUTES Label = SepIntegrityOf(Token);

    *Subject = (SEP_SUBJECT){
        .Sids = Token->Sids,
        .SidCount = Token->SidCount,
        .Restricted = Token->Restricted,
        .RestrictedCount = Token->RestrictedCount,
        .Enabled = Token->Enabled,
        .Integrity = Label != NULL ? SepLabelLevel(Label->Sid) : 0,
        .Policy = Token->Policy,
        .WriteRestricted = Token->WriteRestricted,
        .CannotAct =
            Context->ClientToken != NULL && Context->ImpersonationLevel < SecurityImpersonation,
    };
}
