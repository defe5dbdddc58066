/*
 * se/acl.c - access control lists
 *
 * An ACL is a header and, one after another, its entries; what lies behind the last is free space.
 */
#include "sep.h"

BOOLEAN
SepKnownRevision(ULONG Revision)
{
    return Revision >= MIN_ACL_REVISION && Revision <= MAX_ACL_REVISION;
}

PACE_HEADER
SepFindAce(const ACL *Acl, ULONG Index)
{
    ULONG Offset = sizeof(ACL);
    ULONG i;

    for (i = 0; i < Index; i++) {
        const ACE_HEADER *Ace = (const ACE_HEADER *)((const UCHAR *)Acl + Offset);

        if (Offset + sizeof *Ace > Acl->AclSize || Ace->AceSize < sizeof *Ace ||
            Offset + Ace->AceSize > Acl->AclSize) {
            return NULL;
        }
        Offset += Ace->AceSize;
    }
    return (PACE_HEADER)((PUCHAR)Acl + Offset);
}

BOOLEAN
SepValidAcl(const ACL *Acl, ULONG Size)
{
    if (Size < sizeof(ACL) || Acl->AclSize < sizeof(ACL) || Acl->AclSize > Size ||
        !SepKnownRevision(Acl->AclRevision)) {
        return FALSE;
    }
    return SepFindAce(Acl, Acl->AceCount) != NULL;
}

NTSTATUS
RtlCreateAcl(PACL Acl, ULONG AclLength, ULONG AclRevision)
{
    if (AclLength < sizeof(ACL)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    if (!SepKnownRevision(AclRevision) || AclLength > MAXUSHORT) {
        return STATUS_INVALID_PARAMETER;
    }
    RtlZeroMemory(Acl, sizeof *Acl);
    Acl->AclRevision = (UCHAR)AclRevision;
    Acl->AclSize = (USHORT)(AclLength & ~(sizeof(ULONG) - 1));
    return STATUS_SUCCESS;
}

NTSTATUS
RtlGetAce(PACL Acl, ULONG AceIndex, PVOID *Ace)
{
    if (!SepKnownRevision(Acl->AclRevision) || AceIndex >= Acl->AceCount ||
        SepFindAce(Acl, AceIndex + 1) == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    *Ace = SepFindAce(Acl, AceIndex);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlAddAccessAllowedAceEx(PACL Acl, ULONG AceRevision, ULONG AceFlags, ACCESS_MASK AccessMask,
                         PSID Sid)
{
    ULONG Size = UFIELD_OFFSET(ACCESS_ALLOWED_ACE, SidStart);
    ACCESS_ALLOWED_ACE *Ace;

    if (!RtlValidSid(Sid)) {
        return STATUS_INVALID_SID;
    }
    if (!SepKnownRevision(AceRevision) || Acl->AclRevision > MAX_ACL_REVISION) {
        return STATUS_REVISION_MISMATCH;
    }
    Ace = (ACCESS_ALLOWED_ACE *)SepFindAce(Acl, Acl->AceCount);
    if (Acl->AclRevision < MIN_ACL_REVISION || Ace == NULL) {
        return STATUS_INVALID_ACL;
    }
    Size += RtlLengthSid(Sid);
    if ((ULONG)((PUCHAR)Ace - (PUCHAR)Acl) + Size > Acl->AclSize) {
        return STATUS_ALLOTTED_SPACE_EXCEEDED;
    }
    Ace->Header = (ACE_HEADER){ACCESS_ALLOWED_ACE_TYPE, (UCHAR)AceFlags, (USHORT)Size};
    Ace->Mask = AccessMask;
    RtlCopySid(RtlLengthSid(Sid), &Ace->SidStart, Sid);
    Acl->AceCount++;
    Acl->AclRevision = max(Acl->AclRevision, (UCHAR)AceRevision);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlAddAccessAllowedAce(PACL Acl, ULONG AceRevision, ACCESS_MASK AccessMask, PSID Sid)
{
    return RtlAddAccessAllowedAceEx(Acl, AceRevision, 0, AccessMask, Sid);
}

NTSTATUS
RtlDeleteAce(PACL Acl, ULONG AceIndex)
{
    PUCHAR End = (PUCHAR)SepFindAce(Acl, Acl->AceCount);
    PACE_HEADER Ace;
    ULONG Size;

    if (AceIndex >= Acl->AceCount || End == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    Ace = SepFindAce(Acl, AceIndex);
    Size = Ace->AceSize;
    RtlMoveMemory(Ace, (PUCHAR)Ace + Size, (SIZE_T)(End - ((PUCHAR)Ace + Size)));
    RtlZeroMemory(End - Size, Size);
    Acl->AceCount--;
    return STATUS_SUCCESS;
}
