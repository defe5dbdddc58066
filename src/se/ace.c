/*
 * se/ace.c - access control entries: taken apart, added
 *
 *      plain:   header | mask | SID
 *      object:  header | mask | flags | object type, if any | inherited type, if any | SID
 *
 * What an entry says of its size is not believed: its SID lies within the entry, or there is none.
 */
#include "sep.h"

#define SEP_OBJECT_PRESENT    1 /* ACE_OBJECT_TYPE_PRESENT */
#define SEP_INHERITED_PRESENT 2

BOOLEAN
SepIsObjectAce(UCHAR Type)
{
    return Type >= ACCESS_ALLOWED_OBJECT_ACE_TYPE && Type <= SYSTEM_ALARM_OBJECT_ACE_TYPE;
}

/* The types whose layout is one of the two above. */
static BOOLEAN
SepHasSid(UCHAR Type)
{
    return Type <= SYSTEM_ALARM_ACE_TYPE || SepIsObjectAce(Type) ||
           Type == ACCESS_ALLOWED_CALLBACK_ACE_TYPE || Type == ACCESS_DENIED_CALLBACK_ACE_TYPE ||
           Type == SYSTEM_MANDATORY_LABEL_ACE_TYPE || Type == SYSTEM_SCOPED_POLICY_ID_ACE_TYPE ||
           Type == SYSTEM_PROCESS_TRUST_LABEL_ACE_TYPE ||
           Type == SYSTEM_RESOURCE_ATTRIBUTE_ACE_TYPE;
}

static PSID
SepSidWithin(const UCHAR *Start, ULONG Offset, ULONG Size)
{
    PSID Sid = (PSID)(Start + Offset);

    if (Offset + UFIELD_OFFSET(SID, SubAuthority) > Size || !RtlValidSid(Sid) ||
        Offset + RtlLengthSid(Sid) > Size) {
        return NULL;
    }
    return Sid;
}

static ULONG
SepReadObjectTypes(const ACE_HEADER *Header, SEP_ACE *Ace)
{
    const ACCESS_ALLOWED_OBJECT_ACE *Object = (const ACCESS_ALLOWED_OBJECT_ACE *)Header;
    ULONG Offset = FIELD_OFFSET(ACCESS_ALLOWED_OBJECT_ACE, ObjectType);

    if (Header->AceSize < Offset) {
        return MAXUSHORT;
    }
    if ((Object->Flags & SEP_OBJECT_PRESENT) != 0) {
        Ace->Object = (const GUID *)((const UCHAR *)Header + Offset);
        Offset += sizeof(GUID);
    }
    if ((Object->Flags & SEP_INHERITED_PRESENT) != 0) {
        Ace->Inherited = (const GUID *)((const UCHAR *)Header + Offset);
        Offset += sizeof(GUID);
    }
    return Offset;
}

VOID
SepReadAce(const ACE_HEADER *Header, SEP_ACE *Ace)
{
    ULONG Offset = FIELD_OFFSET(ACCESS_ALLOWED_ACE, SidStart);

    *Ace = (SEP_ACE){.Type = Header->AceType, .Flags = Header->AceFlags};
    if (!SepHasSid(Header->AceType) || Header->AceSize < Offset) {
        return;
    }
    Ace->Mask = ((const ACCESS_ALLOWED_ACE *)Header)->Mask;
    if (SepIsObjectAce(Header->AceType)) {
        Offset = SepReadObjectTypes(Header, Ace);
    }
    Ace->Sid = SepSidWithin((const UCHAR *)Header, Offset, Header->AceSize);
    if (Ace->Sid == NULL) {
        Ace->Object = Ace->Inherited = NULL;
    }
}

/* --- adding ----------------------------------------------------------------------------------- */

ULONG
SepAceSize(const SEP_ACE *Ace)
{
    ULONG Size = FIELD_OFFSET(ACCESS_ALLOWED_ACE, SidStart) + RtlLengthSid(Ace->Sid);

    if (SepIsObjectAce(Ace->Type)) {
        Size += sizeof(ULONG) + (Ace->Object != NULL ? sizeof(GUID) : 0) +
                (Ace->Inherited != NULL ? sizeof(GUID) : 0);
    }
    return Size;
}

static PUCHAR
SepWriteObjectTypes(ACCESS_ALLOWED_OBJECT_ACE *To, const SEP_ACE *Ace)
{
    PUCHAR Next = (PUCHAR)&To->ObjectType;

    To->Flags = 0;
    if (Ace->Object != NULL) {
        To->Flags |= SEP_OBJECT_PRESENT;
        RtlCopyMemory(Next, Ace->Object, sizeof(GUID));
        Next += sizeof(GUID);
    }
    if (Ace->Inherited != NULL) {
        To->Flags |= SEP_INHERITED_PRESENT;
        RtlCopyMemory(Next, Ace->Inherited, sizeof(GUID));
        Next += sizeof(GUID);
    }
    return Next;
}

NTSTATUS
SepAppendAce(PACL Acl, const SEP_ACE *Ace)
{
    PACE_HEADER To = SepFindAce(Acl, Acl->AceCount);
    ULONG Size = SepAceSize(Ace);
    PUCHAR Sid;

    if (To == NULL) {
        return STATUS_INVALID_ACL;
    }
    if ((ULONG)((PUCHAR)To - (PUCHAR)Acl) + Size > Acl->AclSize) {
        return STATUS_ALLOTTED_SPACE_EXCEEDED;
    }
    *To = (ACE_HEADER){Ace->Type, Ace->Flags, (USHORT)Size};
    ((ACCESS_ALLOWED_ACE *)To)->Mask = Ace->Mask;
    Sid = (PUCHAR) & ((ACCESS_ALLOWED_ACE *)To)->SidStart;
    if (SepIsObjectAce(Ace->Type)) {
        Sid = SepWriteObjectTypes((ACCESS_ALLOWED_OBJECT_ACE *)To, Ace);
        Acl->AclRevision = ACL_REVISION_DS;
    }
    RtlCopyMemory(Sid, Ace->Sid, RtlLengthSid(Ace->Sid));
    Acl->AceCount++;
    return STATUS_SUCCESS;
}

/* --- several at once -------------------------------------------------------------------------- */

/* How many entries the list holds; MAXULONG: it is not made of whole entries. */
static ULONG
SepCountAces(const UCHAR *List, ULONG Length)
{
    ULONG Count = 0, Offset = 0;

    while (Offset < Length) {
        const ACE_HEADER *Ace = (const ACE_HEADER *)(List + Offset);

        if (Length - Offset < sizeof *Ace || Ace->AceSize < sizeof *Ace ||
            Ace->AceSize > Length - Offset) {
            return MAXULONG;
        }
        Offset += Ace->AceSize;
        Count++;
    }
    return Count;
}

NTSTATUS
RtlAddAce(PACL Acl, ULONG AceRevision, ULONG StartingAceIndex, PVOID AceList, ULONG AceListLength)
{
    ULONG Count = SepCountAces(AceList, AceListLength);
    PUCHAR End, At;

    if (!SepKnownRevision(Acl->AclRevision) || !SepKnownRevision(AceRevision) ||
        Count == MAXULONG || Count + Acl->AceCount > MAXUSHORT) {
        return STATUS_INVALID_PARAMETER;
    }
    End = (PUCHAR)SepFindAce(Acl, Acl->AceCount);
    if (End == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (AceListLength > Acl->AclSize - (ULONG)(End - (PUCHAR)Acl)) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    At = StartingAceIndex < Acl->AceCount ? (PUCHAR)SepFindAce(Acl, StartingAceIndex) : End;
    RtlMoveMemory(At + AceListLength, At, (SIZE_T)(End - At));
    RtlMoveMemory(At, AceList, AceListLength);
    Acl->AceCount += (USHORT)Count;
    Acl->AclRevision = max(Acl->AclRevision, (UCHAR)AceRevision);
    return STATUS_SUCCESS;
}
