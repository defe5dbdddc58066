/*
 * se/tokenquery.c - what tokens tell
 *
 * A class is written by one routine, in two runs: the first counts, the second writes into a buffer
 * that is large enough. Structures with pointers are followed by what they point at.
 */
#include "sep.h"

/* Buffer NULL: only counted. */
typedef struct _SEP_ANSWER {
    PUCHAR Buffer;
    ULONG Used;
} SEP_ANSWER, *PSEP_ANSWER;

/* Room for Size bytes; NULL while counting. */
static PVOID
SepRoom(PSEP_ANSWER Answer, ULONG Size)
{
    PVOID Room = Answer->Buffer != NULL ? Answer->Buffer + Answer->Used : NULL;

    Answer->Used += (Size + sizeof(PVOID) - 1) & ~(ULONG)(sizeof(PVOID) - 1);
    return Room;
}

static PVOID
SepWrite(PSEP_ANSWER Answer, const VOID *Data, ULONG Size)
{
    PVOID Room = SepRoom(Answer, Size);

    if (Room != NULL) {
        RtlCopyMemory(Room, Data, Size);
    }
    return Room;
}

static VOID
SepWriteSids(PSEP_ANSWER Answer, PSID_AND_ATTRIBUTES To, const SID_AND_ATTRIBUTES *Sids,
             ULONG Count)
{
    ULONG i;

    for (i = 0; i < Count; i++) {
        PSID Sid = SepWrite(Answer, Sids[i].Sid, RtlLengthSid(Sids[i].Sid));

        if (To != NULL) {
            To[i] = (SID_AND_ATTRIBUTES){Sid, Sids[i].Attributes};
        }
    }
}

static ULONG
SepListPrivileges(const SEP_TOKEN *Token, LUID_AND_ATTRIBUTES *To)
{
    ULONG Count = 0, i;

    for (i = 0; i <= SE_MAX_WELL_KNOWN_PRIVILEGE; i++) {
        ULONG Attributes =
            ((Token->Enabled & SEP_PRIVILEGE(i)) != 0 ? SE_PRIVILEGE_ENABLED : 0) |
            ((Token->Default & SEP_PRIVILEGE(i)) != 0 ? SE_PRIVILEGE_ENABLED_BY_DEFAULT : 0);

        if ((Token->Present & SEP_PRIVILEGE(i)) != 0) {
            if (To != NULL) {
                To[Count] = (LUID_AND_ATTRIBUTES){{i, 0}, Attributes};
            }
            Count++;
        }
    }
    return Count;
}

/* --- classes ---------------------------------------------------------------------------------- */

/* TOKEN_USER, and TOKEN_MANDATORY_LABEL, which looks the same. */
static VOID
SepTellSid(PSEP_ANSWER Answer, const SID_AND_ATTRIBUTES *Sid)
{
    PSID_AND_ATTRIBUTES To = SepRoom(Answer, sizeof *To);

    SepWriteSids(Answer, To, Sid, 1);
}

static VOID
SepTellGroups(PSEP_ANSWER Answer, const SID_AND_ATTRIBUTES *Sids, ULONG Count)
{
    PTOKEN_GROUPS Groups =
        SepRoom(Answer, FIELD_OFFSET(TOKEN_GROUPS, Groups) + Count * sizeof *Sids);

    if (Groups != NULL) {
        Groups->GroupCount = Count;
    }
    SepWriteSids(Answer, Groups != NULL ? Groups->Groups : NULL, Sids, Count);
}

static VOID
SepTellLogonSid(PSEP_ANSWER Answer, const SEP_TOKEN *Token)
{
    ULONG i, Count = 0, First = 0;

    for (i = 1; i < Token->SidCount; i++) {
        if ((Token->Sids[i].Attributes & SE_GROUP_LOGON_ID) == SE_GROUP_LOGON_ID) {
            Count = 1;
            First = i;
        }
    }
    SepTellGroups(Answer, &Token->Sids[First], Count);
}

static PTOKEN_PRIVILEGES
SepTellPrivileges(PSEP_ANSWER Answer, const SEP_TOKEN *Token)
{
    ULONG Count = SepListPrivileges(Token, NULL);
    PTOKEN_PRIVILEGES To = SepRoom(Answer, FIELD_OFFSET(TOKEN_PRIVILEGES, Privileges) +
                                               Count * sizeof(LUID_AND_ATTRIBUTES));

    if (To != NULL) {
        To->PrivilegeCount = SepListPrivileges(Token, To->Privileges);
    }
    return To;
}

/* TOKEN_OWNER, TOKEN_PRIMARY_GROUP, TOKEN_DEFAULT_DACL: one pointer. */
static VOID
SepTellPointer(PSEP_ANSWER Answer, const VOID *Data, ULONG Size)
{
    PVOID *To = SepRoom(Answer, sizeof *To);
    PVOID At = Data != NULL ? SepWrite(Answer, Data, Size) : NULL;

    if (To != NULL) {
        *To = At;
    }
}

static VOID
SepTellStatistics(PSEP_ANSWER Answer, const SEP_TOKEN *Token)
{
    TOKEN_STATISTICS Statistics = {
        .TokenId = Token->Id,
        .AuthenticationId = Token->Session,
        .ExpirationTime.QuadPart = MAXLONGLONG,
        .TokenType = Token->Type,
        .ImpersonationLevel = Token->Level,
        .DynamicCharged = Token->DefaultDacl != NULL ? Token->DefaultDacl->AclSize : 0,
        .GroupCount = Token->SidCount - 1,
        .PrivilegeCount = SepListPrivileges(Token, NULL),
        .ModifiedId = Token->Modified,
    };

    SepWrite(Answer, &Statistics, sizeof Statistics);
}

static VOID
SepTellGroupsAndPrivileges(PSEP_ANSWER Answer, const SEP_TOKEN *Token)
{
    PTOKEN_GROUPS_AND_PRIVILEGES To = SepRoom(Answer, sizeof *To);
    ULONG Count = SepListPrivileges(Token, NULL);
    PSID_AND_ATTRIBUTES Sids = SepRoom(Answer, Token->SidCount * sizeof *Sids);
    PSID_AND_ATTRIBUTES Restricted = SepRoom(Answer, Token->RestrictedCount * sizeof *Restricted);
    PLUID_AND_ATTRIBUTES Privileges = SepRoom(Answer, Count * sizeof *Privileges);
    ULONG Start = Answer->Used, Between;

    SepWriteSids(Answer, Sids, Token->Sids, Token->SidCount);
    Between = Answer->Used;
    SepWriteSids(Answer, Restricted, Token->Restricted, Token->RestrictedCount);
    if (To != NULL) {
        SepListPrivileges(Token, Privileges);
        *To = (TOKEN_GROUPS_AND_PRIVILEGES){
            .SidCount = Token->SidCount,
            .SidLength = Between - Start + Token->SidCount * (ULONG)sizeof *Sids,
            .Sids = Sids,
            .RestrictedSidCount = Token->RestrictedCount,
            .RestrictedSidLength =
                Answer->Used - Between + Token->RestrictedCount * (ULONG)sizeof *Sids,
            .RestrictedSids = Token->RestrictedCount != 0 ? Restricted : NULL,
            .PrivilegeCount = Count,
            .PrivilegeLength = Count * (ULONG)sizeof *Privileges,
            .Privileges = Privileges,
            .AuthenticationId = Token->Session};
    }
}

static PSID_AND_ATTRIBUTES_HASH
SepTellHash(PSEP_ANSWER Answer, const SID_AND_ATTRIBUTES *Sids, ULONG Count)
{
    PSID_AND_ATTRIBUTES_HASH Hash = SepRoom(Answer, sizeof *Hash);
    PSID_AND_ATTRIBUTES List = SepRoom(Answer, Count * sizeof *List);

    SepWriteSids(Answer, List, Sids, Count);
    if (Hash != NULL) {
        *Hash = (SID_AND_ATTRIBUTES_HASH){.SidCount = Count, .SidAttr = List};
    }
    return Hash;
}

static VOID
SepTellAccess(PSEP_ANSWER Answer, const SEP_TOKEN *Token)
{
    PTOKEN_ACCESS_INFORMATION To = SepRoom(Answer, sizeof *To);
    PSID_AND_ATTRIBUTES_HASH Sids = SepTellHash(Answer, Token->Sids, Token->SidCount);
    PSID_AND_ATTRIBUTES_HASH Restricted =
        SepTellHash(Answer, Token->Restricted, Token->RestrictedCount);
    PTOKEN_PRIVILEGES Privileges = SepTellPrivileges(Answer, Token);

    if (To != NULL) {
        *To = (TOKEN_ACCESS_INFORMATION){.SidHash = Sids,
                                         .RestrictedSidHash = Restricted,
                                         .Privileges = Privileges,
                                         .AuthenticationId = Token->Session,
                                         .TokenType = Token->Type,
                                         .ImpersonationLevel = Token->Level,
                                         .MandatoryPolicy.Policy = Token->Policy};
    }
}

static VOID
SepTellNumber(PSEP_ANSWER Answer, ULONG Number)
{
    SepWrite(Answer, &Number, sizeof Number);
    Answer->Used = sizeof Number;
}

/* Classes whose answer is a ULONG; FALSE: it is not one of them. */
static BOOLEAN
SepTellSmall(PSEP_ANSWER Answer, PSEP_TOKEN Token, TOKEN_INFORMATION_CLASS Class)
{
    switch (Class) {
    case TokenType:
        SepTellNumber(Answer, Token->Type);
        return TRUE;
    case TokenImpersonationLevel:
        SepTellNumber(Answer, Token->Level);
        return TRUE;
    case TokenSessionId:
        SepTellNumber(Answer, Token->SessionId);
        return TRUE;
    case TokenSandBoxInert:
        SepTellNumber(Answer, Token->SandboxInert);
        return TRUE;
    case TokenElevationType:
        SepTellNumber(Answer, Token->Elevation);
        return TRUE;
    case TokenElevation:
        SepTellNumber(Answer, SeTokenIsAdmin(Token));
        return TRUE;
    case TokenHasRestrictions:
        SepTellNumber(Answer, Token->RestrictedCount != 0);
        return TRUE;
    case TokenMandatoryPolicy:
        SepTellNumber(Answer, Token->Policy);
        return TRUE;
    case TokenIsRestricted:
        SepTellNumber(Answer, Token->RestrictedCount != 0);
        return TRUE;
    case TokenVirtualizationAllowed:
    case TokenVirtualizationEnabled:
    case TokenUIAccess:
    case TokenIsAppContainer:
        SepTellNumber(Answer, 0);
        return TRUE;
    default:
        return FALSE;
    }
}

static NTSTATUS
SepTell(PSEP_ANSWER Answer, PSEP_TOKEN Token, TOKEN_INFORMATION_CLASS Class)
{
    PSID_AND_ATTRIBUTES Label = SepIntegrityOf(Token);
    PSID Owner = Token->Sids[Token->Owner].Sid, Group = Token->Sids[Token->Group].Sid;

    if (SepTellSmall(Answer, Token, Class)) {
        return STATUS_SUCCESS;
    }
    switch (Class) {
    case TokenUser:
        SepTellSid(Answer, Token->Sids);
        return STATUS_SUCCESS;
    case TokenGroups:
        SepTellGroups(Answer, Token->Sids + 1, Token->SidCount - 1);
        return STATUS_SUCCESS;
    case TokenPrivileges:
        SepTellPrivileges(Answer, Token);
        return STATUS_SUCCESS;
    case TokenOwner:
        SepTellPointer(Answer, Owner, RtlLengthSid(Owner));
        return STATUS_SUCCESS;
    case TokenPrimaryGroup:
        SepTellPointer(Answer, Group, RtlLengthSid(Group));
        return STATUS_SUCCESS;
    case TokenDefaultDacl:
        SepTellPointer(Answer, Token->DefaultDacl, SepAclSize(Token->DefaultDacl));
        return STATUS_SUCCESS;
    case TokenSource:
        SepWrite(Answer, &Token->Source, sizeof Token->Source);
        return STATUS_SUCCESS;
    case TokenStatistics:
        SepTellStatistics(Answer, Token);
        return STATUS_SUCCESS;
    case TokenRestrictedSids:
        SepTellGroups(Answer, Token->Restricted, Token->RestrictedCount);
        return STATUS_SUCCESS;
    case TokenGroupsAndPrivileges:
        SepTellGroupsAndPrivileges(Answer, Token);
        return STATUS_SUCCESS;
    case TokenOrigin:
        SepWrite(Answer, &Token->Origin, sizeof Token->Origin);
        return STATUS_SUCCESS;
    case TokenAccessInformation:
        SepTellAccess(Answer, Token);
        return STATUS_SUCCESS;
    case TokenLogonSid:
        SepTellLogonSid(Answer, Token);
        return STATUS_SUCCESS;
    case TokenIntegrityLevel:
        if (Label == NULL) {
            return STATUS_NOT_FOUND;
        }
        SepTellSid(Answer, Label);
        return STATUS_SUCCESS;
    default:
        return STATUS_INVALID_INFO_CLASS;
    }
}

/* --- to callers ------------------------------------------------------------------------------- */

NTSTATUS
SeQueryToken(PACCESS_TOKEN Token, TOKEN_INFORMATION_CLASS Class, PVOID Buffer, ULONG Length,
             PULONG Needed)
{
    SEP_ANSWER Answer = {0};
    NTSTATUS Status;

    if (Class == TokenImpersonationLevel && SeTokenType(Token) == TokenPrimary) {
        return STATUS_INVALID_PARAMETER; /* of NtQueryInformationToken */
    }
    Status = SepTell(&Answer, Token, Class);
    *Needed = Answer.Used;
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    if (Buffer == NULL || Length < Answer.Used) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    Answer = (SEP_ANSWER){Buffer, 0};
    return SepTell(&Answer, Token, Class);
}

/* What fits into a pointer or less is returned in *TokenInformation itself. */
NTSTATUS
SeQueryInformationToken(PACCESS_TOKEN Token, TOKEN_INFORMATION_CLASS TokenInformationClass,
                        PVOID *TokenInformation)
{
    SEP_ANSWER Answer = {0};
    NTSTATUS Status;
    ULONG Number;

    if (SepTellSmall(&Answer, Token, TokenInformationClass)) {
        Answer = (SEP_ANSWER){(PUCHAR)&Number, 0};
        SepTellSmall(&Answer, Token, TokenInformationClass);
        *(PULONG)TokenInformation = Number;
        return STATUS_SUCCESS;
    }
    Status = SepTell(&Answer, Token, TokenInformationClass);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Answer.Buffer = ExAllocatePoolWithTag(PagedPool, Answer.Used, SEP_TAG);
    if (Answer.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    *TokenInformation = Answer.Buffer;
    Answer.Used = 0;
    return SepTell(&Answer, Token, TokenInformationClass);
}
