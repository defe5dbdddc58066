/*
 * se/sid.c - security identifiers
 */
#include "sep.h"

ULONG
RtlLengthRequiredSid(ULONG SubAuthorityCount)
{
    return UFIELD_OFFSET(SID, SubAuthority) + SubAuthorityCount * sizeof(ULONG);
}

ULONG
RtlLengthSid(PSID Sid)
{
    return RtlLengthRequiredSid(((SID *)Sid)->SubAuthorityCount);
}

BOOLEAN
RtlValidSid(PSID Sid)
{
    const SID *S = Sid;

    return S != NULL && S->Revision == SID_REVISION &&
           S->SubAuthorityCount <= SID_MAX_SUB_AUTHORITIES;
}

NTSTATUS
RtlInitializeSid(PSID Sid, PSID_IDENTIFIER_AUTHORITY IdentifierAuthority, UCHAR SubAuthorityCount)
{
    SID *S = Sid;

    if (SubAuthorityCount > SID_MAX_SUB_AUTHORITIES) {
        return STATUS_INVALID_PARAMETER;
    }
    S->Revision = SID_REVISION;
    S->SubAuthorityCount = SubAuthorityCount;
    S->IdentifierAuthority = *IdentifierAuthority;
    return STATUS_SUCCESS;
}

PULONG
RtlSubAuthoritySid(PSID Sid, ULONG SubAuthority)
{
    return &((SID *)Sid)->SubAuthority[SubAuthority];
}

PUCHAR
RtlSubAuthorityCountSid(PSID Sid)
{
    return &((SID *)Sid)->SubAuthorityCount;
}

PSID_IDENTIFIER_AUTHORITY
RtlIdentifierAuthoritySid(PSID Sid)
{
    return &((SID *)Sid)->IdentifierAuthority;
}

NTSTATUS
RtlCopySid(ULONG DestinationSidLength, PSID DestinationSid, PSID SourceSid)
{
    ULONG Length = RtlLengthSid(SourceSid);

    if (Length > DestinationSidLength) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    RtlMoveMemory(DestinationSid, SourceSid, Length);
    return STATUS_SUCCESS;
}

BOOLEAN
RtlEqualSid(PSID Sid1, PSID Sid2)
{
    ULONG Length = RtlLengthSid(Sid1);

    return Length == RtlLengthSid(Sid2) && RtlCompareMemory(Sid1, Sid2, Length) == Length;
}

BOOLEAN
RtlEqualPrefixSid(PSID Sid1, PSID Sid2)
{
    ULONG Length = RtlLengthSid(Sid1);
    ULONG Prefix = Length - (((SID *)Sid1)->SubAuthorityCount != 0 ? sizeof(ULONG) : 0);

    return Length == RtlLengthSid(Sid2) && RtlCompareMemory(Sid1, Sid2, Prefix) == Prefix;
}
