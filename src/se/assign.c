/*
 * se/assign.c - the descriptor of a new object
 *
 *      owner, group:  the creator's descriptor, or the creator's token
 *      each list:     the creator's descriptor, unless it is a default
 *                     else what the parent's list lets a child inherit, if anything
 *                     else the default one that was given; else the token's default DACL
 *
 * Generic rights become the type's; CREATOR OWNER and CREATOR GROUP become who they are.
 *
 * Differs from Windows: an inherited list is not merged with the creator's
 * (SEF_DACL_AUTO_INHERIT is STATUS_NOT_SUPPORTED); entries inherited by object type are inherited
 * by all.
 */
#include "sep.h"

typedef struct _SEP_HEIR {
    PSID Owner, Group;
    PGENERIC_MAPPING Mapping;
    BOOLEAN Directory;
} SEP_HEIR;

static PSID
SepRealSid(PSID Sid, const SEP_HEIR *Heir)
{
    if (RtlEqualSid(Sid, SeExports->SeCreatorOwnerSid)) {
        return Heir->Owner;
    }
    return RtlEqualSid(Sid, SeExports->SeCreatorGroupSid) ? Heir->Group : Sid;
}

/* The rights and the SID of an entry as they hold for the object itself. */
static SEP_ACE
SepEffectiveAce(const SEP_ACE *Ace, const SEP_HEIR *Heir)
{
    SEP_ACE Effective = *Ace;

    if (Ace->Type != SYSTEM_MANDATORY_LABEL_ACE_TYPE) {
        RtlMapGenericMask(&Effective.Mask, Heir->Mapping);
    }
    Effective.Sid = SepRealSid(Ace->Sid, Heir);
    return Effective;
}

static BOOLEAN
SepChanges(const SEP_ACE *Old, const SEP_ACE *New)
{
    return Old->Mask != New->Mask || Old->Sid != New->Sid;
}

/* --- what a child inherits -------------------------------------------------------------------- */

/* To a child that is a container: what containers inherit, and what their children will. To one
   that is not: what objects inherit. An entry that says something else for the child than for its
   children becomes two. */
static NTSTATUS
SepInheritAce(PACL To, const SEP_ACE *Ace, const SEP_HEIR *Heir)
{
    UCHAR Further = Ace->Flags & (OBJECT_INHERIT_ACE | CONTAINER_INHERIT_ACE);
    UCHAR Applies = Heir->Directory ? CONTAINER_INHERIT_ACE : OBJECT_INHERIT_ACE;
    SEP_ACE Mine = SepEffectiveAce(Ace, Heir), Theirs = *Ace;
    NTSTATUS Status = STATUS_SUCCESS;

    if (!Heir->Directory || (Ace->Flags & NO_PROPAGATE_INHERIT_ACE) != 0) {
        Further = 0;
    }
    Mine.Flags =
        INHERITED_ACE | (Ace->Flags & (SUCCESSFUL_ACCESS_ACE_FLAG | FAILED_ACCESS_ACE_FLAG));
    Theirs.Flags = Mine.Flags | INHERIT_ONLY_ACE | Further;
    if ((Ace->Flags & Applies) != 0) {
        Mine.Flags |= SepChanges(Ace, &Mine) ? 0 : Further;
        Status = SepAppendAce(To, &Mine);
        Further = SepChanges(Ace, &Mine) ? Further : 0;
    }
    if (NT_SUCCESS(Status) && Further != 0) {
        Status = SepAppendAce(To, &Theirs);
    }
    return Status;
}

/* An entry of the creator's own. */
static NTSTATUS
SepKeepAce(PACL To, const SEP_ACE *Ace, const SEP_HEIR *Heir)
{
    SEP_ACE Mine = SepEffectiveAce(Ace, Heir), Theirs = *Ace;
    NTSTATUS Status;

    if ((Ace->Flags & INHERIT_ONLY_ACE) != 0) {
        return SepAppendAce(To, Ace);
    }
    if (!SepChanges(Ace, &Mine) ||
        (Ace->Flags & (OBJECT_INHERIT_ACE | CONTAINER_INHERIT_ACE)) == 0) {
        return SepAppendAce(To, &Mine);
    }
    Mine.Flags &= ~VALID_INHERIT_FLAGS | INHERITED_ACE;
    Theirs.Flags |= INHERIT_ONLY_ACE;
    Status = SepAppendAce(To, &Mine);
    return NT_SUCCESS(Status) ? SepAppendAce(To, &Theirs) : Status;
}

/* --- lists ------------------------------------------------------------------------------------ */

/* One that is being made. Most are small, and need no block of their own. */
typedef struct _SEP_LIST {
    PACL Acl; /* NULL: none */
    DECLSPEC_ALIGN(8) UCHAR Near[512];
} SEP_LIST, *PSEP_LIST;

static VOID
SepMakeRoom(PSEP_LIST List, ULONG Room, UCHAR Revision)
{
    Room = min(Room, MAXUSHORT & ~(sizeof(ULONG) - 1));
    List->Acl = Room <= sizeof List->Near ? (PACL)List->Near : ExAllocateOwn(Room, SEP_TAG);
    if (List->Acl != NULL) {
        RtlCreateAcl(List->Acl, Room, Revision);
    }
}

static VOID
SepDropList(PSEP_LIST List)
{
    if (List->Acl != NULL && List->Acl != (PACL)List->Near) {
        ExFreeOwn(List->Acl);
    }
    List->Acl = NULL;
}

static const ACE_HEADER *
SepNextAce(const ACE_HEADER *Ace)
{
    return (const ACE_HEADER *)((const UCHAR *)Ace + Ace->AceSize);
}

static BOOLEAN
SepIsInheritable(const ACL *Acl)
{
    const ACE_HEADER *Ace = (const ACE_HEADER *)(Acl + 1);
    UCHAR Flags = 0;
    ULONG i;

    for (i = 0; i < Acl->AceCount; i++, Ace = SepNextAce(Ace)) {
        Flags |= Ace->AceFlags;
    }
    return (Flags & (OBJECT_INHERIT_ACE | CONTAINER_INHERIT_ACE)) != 0;
}

static NTSTATUS
SepAddEntries(PACL To, const ACL *From, const SEP_HEIR *Heir, BOOLEAN Inherit)
{
    const ACE_HEADER *Header = (const ACE_HEADER *)(From + 1);
    NTSTATUS Status = STATUS_SUCCESS;
    SEP_ACE Ace;
    ULONG i;

    for (i = 0; NT_SUCCESS(Status) && i < From->AceCount; i++, Header = SepNextAce(Header)) {
        SepReadAce(Header, &Ace);
        if (Ace.Sid == NULL || Ace.Type == SYSTEM_RESOURCE_ATTRIBUTE_ACE_TYPE ||
            Ace.Type == ACCESS_ALLOWED_CALLBACK_ACE_TYPE ||
            Ace.Type == ACCESS_DENIED_CALLBACK_ACE_TYPE) { /* more behind the SID: as it is */
            Status = Inherit ? STATUS_SUCCESS
                             : RtlAddAce(To, From->AclRevision, MAXULONG, (PVOID)Header,
                                         Header->AceSize);
        } else {
            Status = Inherit ? SepInheritAce(To, &Ace, Heir) : SepKeepAce(To, &Ace, Heir);
        }
    }
    return Status;
}

/* A list of From's entries for the heir; STATUS_NOT_FOUND: it inherits nothing. */
static NTSTATUS
SepMakeList(const ACL *From, const SEP_HEIR *Heir, BOOLEAN Inherit, PSEP_LIST List)
{
    ULONG Sid = max(RtlLengthSid(Heir->Owner), RtlLengthSid(Heir->Group));
    NTSTATUS Status;
    PACL Acl;

    if (Inherit && !SepIsInheritable(From)) {
        return STATUS_NOT_FOUND;
    }
    SepMakeRoom(List, sizeof(ACL) + 2 * (From->AclSize + From->AceCount * Sid), From->AclRevision);
    Acl = List->Acl;
    if (Acl == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = SepAddEntries(Acl, From, Heir, Inherit);
    Acl->AclSize = (USHORT)((PUCHAR)SepFindAce(Acl, Acl->AceCount) - (PUCHAR)Acl);
    if (NT_SUCCESS(Status) && Inherit && Acl->AceCount == 0) {
        Status = STATUS_NOT_FOUND;
    }
    if (!NT_SUCCESS(Status)) {
        SepDropList(List);
    }
    return Status == STATUS_ALLOTTED_SPACE_EXCEEDED ? STATUS_INVALID_ACL : Status;
}

typedef struct _SEP_LIST_CHOICE {
    PACL Explicit, Parent, Default;
    BOOLEAN HasExplicit, IsDefault; /* of the creator's descriptor: present, defaulted */
} SEP_LIST_CHOICE;

/* *Has: the new descriptor has this list, even if it is NULL. */
static NTSTATUS
SepChooseList(const SEP_LIST_CHOICE *Choice, const SEP_HEIR *Heir, PSEP_LIST List, PBOOLEAN Has)
{
    NTSTATUS Status;

    *Has = TRUE;
    if (Choice->HasExplicit && !Choice->IsDefault) {
        return Choice->Explicit == NULL ? STATUS_SUCCESS
                                        : SepMakeList(Choice->Explicit, Heir, FALSE, List);
    }
    if (Choice->Parent != NULL) {
        Status = SepMakeList(Choice->Parent, Heir, TRUE, List);
        if (Status != STATUS_NOT_FOUND) {
            return Status;
        }
    }
    if (Choice->HasExplicit && Choice->Explicit != NULL) {
        return SepMakeList(Choice->Explicit, Heir, FALSE, List);
    }
    if (Choice->Default != NULL) {
        return SepMakeList(Choice->Default, Heir, FALSE, List);
    }
    *Has = Choice->HasExplicit;
    return STATUS_SUCCESS;
}

/* --- descriptors ------------------------------------------------------------------------------ */

static NTSTATUS
SepAssignLists(PSECURITY_DESCRIPTOR Parent, PSECURITY_DESCRIPTOR Explicit, PSEP_TOKEN Token,
               const SEP_HEIR *Heir, PSECURITY_DESCRIPTOR *New)
{
    SECURITY_DESCRIPTOR_CONTROL Control = 0, Given = 0;
    SEP_PARTS Theirs = {0}, Mine = {0};
    SEP_LIST Dacl, Sacl;
    BOOLEAN Has;
    NTSTATUS Status;

    Dacl.Acl = Sacl.Acl = NULL; // Near is large: not cleared
    if (Parent != NULL) {
        SepGetParts(Parent, &Theirs);
    }
    if (Explicit != NULL) {
        SepGetParts(Explicit, &Mine);
        Given = ((SECURITY_DESCRIPTOR *)Explicit)->Control;
    }
    Status = SepChooseList(&(SEP_LIST_CHOICE){Mine.Dacl, Theirs.Dacl, Token->DefaultDacl,
                                              (Given & SE_DACL_PRESENT) != 0,
                                              (Given & SE_DACL_DEFAULTED) != 0},
                           Heir, &Dacl, &Has);
    Control |= Has ? SE_DACL_PRESENT : 0;
    if (NT_SUCCESS(Status)) {
        Status = SepChooseList(&(SEP_LIST_CHOICE){Mine.Sacl, Theirs.Sacl, NULL,
                                                  (Given & SE_SACL_PRESENT) != 0,
                                                  (Given & SE_SACL_DEFAULTED) != 0},
                               Heir, &Sacl, &Has);
        Control |= Has ? SE_SACL_PRESENT : 0;
    }
    Control |= Given & (SE_DACL_PROTECTED | SE_SACL_PROTECTED);
    if (NT_SUCCESS(Status)) {
        SEP_PARTS Parts = {Heir->Owner, Heir->Group, Sacl.Acl, Dacl.Acl};

        Status = SepCompose(&Parts, Control, New);
    }
    SepDropList(&Dacl);
    SepDropList(&Sacl);
    return Status;
}

NTSTATUS
SeNewDescriptor(PSECURITY_DESCRIPTOR Parent, PSECURITY_DESCRIPTOR Explicit, BOOLEAN Directory,
                PSECURITY_SUBJECT_CONTEXT Subject, PGENERIC_MAPPING Mapping,
                PSECURITY_DESCRIPTOR *New)
{
    PSEP_TOKEN Token = SeQuerySubjectContextToken(Subject);
    SEP_HEIR Heir = {Token->Sids[Token->Owner].Sid, Token->Sids[Token->Group].Sid, Mapping,
                     Directory};
    SEP_PARTS Given = {0};

    if ((Explicit != NULL && !RtlValidSecurityDescriptor(Explicit)) ||
        (Parent != NULL && !RtlValidSecurityDescriptor(Parent))) {
        return STATUS_INVALID_SECURITY_DESCR;
    }
    if (Explicit != NULL) {
        SepGetParts(Explicit, &Given);
    }
    Heir.Owner = Given.Owner != NULL ? Given.Owner : Heir.Owner;
    Heir.Group = Given.Group != NULL ? Given.Group : Heir.Group;
    return SepAssignLists(Parent, Explicit, Token, &Heir, New);
}

NTSTATUS
SeAssignSecurityEx(PSECURITY_DESCRIPTOR ParentDescriptor, PSECURITY_DESCRIPTOR ExplicitDescriptor,
                   PSECURITY_DESCRIPTOR *NewDescriptor, GUID *ObjectType, BOOLEAN IsDirectoryObject,
                   ULONG AutoInheritFlags, PSECURITY_SUBJECT_CONTEXT SubjectContext,
                   PGENERIC_MAPPING GenericMapping, POOL_TYPE PoolType)
{
    PSECURITY_DESCRIPTOR Own;
    NTSTATUS Status;

    if (AutoInheritFlags != 0) {
        return STATUS_NOT_SUPPORTED;
    }
    Status = SeNewDescriptor(ParentDescriptor, ExplicitDescriptor, IsDirectoryObject,
                             SubjectContext, GenericMapping, &Own);
    return NT_SUCCESS(Status) ? SepGiveToDriver(Own, PoolType, NewDescriptor) : Status;
}

NTSTATUS
SeAssignSecurity(PSECURITY_DESCRIPTOR ParentDescriptor, PSECURITY_DESCRIPTOR ExplicitDescriptor,
                 PSECURITY_DESCRIPTOR *NewDescriptor, BOOLEAN IsDirectoryObject,
                 PSECURITY_SUBJECT_CONTEXT SubjectContext, PGENERIC_MAPPING GenericMapping,
                 POOL_TYPE PoolType)
{
    return SeAssignSecurityEx(ParentDescriptor, ExplicitDescriptor, NewDescriptor, NULL,
                              IsDirectoryObject, 0, SubjectContext, GenericMapping, PoolType);
}

NTSTATUS
SeDeassignSecurity(PSECURITY_DESCRIPTOR *SecurityDescriptor)
{
    if (*SecurityDescriptor != NULL) {
        ExFreePool(*SecurityDescriptor);
        *SecurityDescriptor = NULL;
    }
    return STATUS_SUCCESS;
}
