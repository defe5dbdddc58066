/*
 * se/sddlread.c - from SDDL to a security descriptor
 *
 *      text:   [O:sid] [G:sid] [D:flags aces] [S:flags aces], each at most once, in any order
 *      flags:  P, AR, AI, NO_ACCESS_CONTROL (the list is NULL), in any order
 *      ace:    (type;flags;rights;object;inherited object;sid)
 *
 * The text comes from registries and INF files: any bytes. Invariants:
 *   D1. Nothing at or behind Cursor.Length is read; Cursor.At is where reading stopped, so that it
 *       is the position of the error if there is one.
 *   D2. A list is as large as its entries can become at most; what is larger than an ACL can be is
 *       STATUS_INVALID_ACL.
 *
 * Differs from Windows: conditional entries (XA, XD, XU, ZA) and resource attributes (RA) are
 * STATUS_NOT_SUPPORTED.
 */
#include "sep.h"

typedef struct _SEP_READER {
    SEP_CURSOR Cursor;
    SE_SID Owner, Group;
    PACL Lists[2]; /* D, S; own blocks */
    SECURITY_DESCRIPTOR_CONTROL Control;
    BOOLEAN HasOwner, HasGroup;
} SEP_READER, *PSEP_READER;

enum { SEP_DACL, SEP_SACL };

/* What the same flag is called in either list. */
typedef struct _SEP_LIST_FLAGS {
    SECURITY_DESCRIPTOR_CONTROL Present, Protected, Required, Inherited;
} SEP_LIST_FLAGS;
static const SEP_LIST_FLAGS SepListFlags[] = {
    {SE_DACL_PRESENT, SE_DACL_PROTECTED, SE_DACL_AUTO_INHERIT_REQ, SE_DACL_AUTO_INHERITED},
    {SE_SACL_PRESENT, SE_SACL_PROTECTED, SE_SACL_AUTO_INHERIT_REQ, SE_SACL_AUTO_INHERITED},
};

/* --- one entry -------------------------------------------------------------------------------- */

static NTSTATUS
SepTakeType(PSEP_CURSOR Cursor, PUCHAR Type)
{
    static const PCSTR Unsupported[] = {"XA;", "XD;", "XU;", "ZA;", "RA;"};
    ULONG i;

    for (i = 0; i < SepAceTypeCount; i++) {
        SEP_CURSOR Ahead = *Cursor;

        if (SepTake(&Ahead, SepAceTypes[i].Text) && SepTake(&Ahead, ";")) {
            *Cursor = Ahead;
            *Type = (UCHAR)SepAceTypes[i].Value;
            return STATUS_SUCCESS;
        }
    }
    for (i = 0; i < RTL_NUMBER_OF(Unsupported); i++) {
        SEP_CURSOR Ahead = *Cursor;

        if (SepTake(&Ahead, Unsupported[i])) {
            return STATUS_NOT_SUPPORTED;
        }
    }
    return STATUS_INVALID_PARAMETER;
}

static UCHAR
SepTakeFlags(PSEP_CURSOR Cursor)
{
    ULONG Flags = 0;

    while (SepTakeBits(Cursor, SepAceFlags, SepAceFlagCount, &Flags)) {
    }
    return (UCHAR)Flags;
}

/* The GUID's text has no braces here. */
static NTSTATUS
SepTakeGuid(PSEP_CURSOR Cursor, BOOLEAN Allowed, GUID *Guid, const GUID **Which)
{
    enum { DIGITS = 36 };
    WCHAR Text[DIGITS + 2];
    UNICODE_STRING String = {sizeof Text, sizeof Text, Text};

    if (SepPeek(Cursor, 0) == ';') {
        return STATUS_SUCCESS;
    }
    if (!Allowed || Cursor->Length - Cursor->At < DIGITS) {
        return STATUS_INVALID_PARAMETER;
    }
    Text[0] = '{';
    RtlCopyMemory(&Text[1], &Cursor->Text[Cursor->At], DIGITS * sizeof(WCHAR));
    Text[DIGITS + 1] = '}';
    if (!NT_SUCCESS(RtlGUIDFromString(&String, Guid))) {
        return STATUS_INVALID_PARAMETER;
    }
    Cursor->At += DIGITS;
    *Which = Guid;
    return STATUS_SUCCESS;
}

static NTSTATUS
SepExpect(PSEP_CURSOR Cursor, PCSTR Word, NTSTATUS Status)
{
    if (NT_SUCCESS(Status) && !SepTake(Cursor, Word)) {
        Status = STATUS_INVALID_PARAMETER;
    }
    return Status;
}

/* The entry's pointers lead into Guids and Sid. */
static NTSTATUS
SepTakeAce(PSEP_CURSOR Cursor, SEP_ACE *Ace, GUID Guids[2], PSE_SID Sid)
{
    NTSTATUS Status = SepTakeType(Cursor, &Ace->Type);
    BOOLEAN Object;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Object = SepIsObjectAce(Ace->Type);
    Ace->Flags = SepTakeFlags(Cursor);
    Status = SepExpect(Cursor, ";", STATUS_SUCCESS);
    Status = NT_SUCCESS(Status) ? SepTakeRights(Cursor, &Ace->Mask) : Status;
    Status = SepExpect(Cursor, ";", Status);
    Status = NT_SUCCESS(Status) ? SepTakeGuid(Cursor, Object, &Guids[0], &Ace->Object) : Status;
    Status = SepExpect(Cursor, ";", Status);
    Status = NT_SUCCESS(Status) ? SepTakeGuid(Cursor, Object, &Guids[1], &Ace->Inherited) : Status;
    Status = SepExpect(Cursor, ";", Status);
    Status = NT_SUCCESS(Status) ? SepTakeSid(Cursor, Sid) : Status;
    Ace->Sid = Sid;
    return SepExpect(Cursor, ")", Status);
}

/* --- one list --------------------------------------------------------------------------------- */

static BOOLEAN
SepIsSystemAce(UCHAR Type)
{
    return Type == SYSTEM_AUDIT_ACE_TYPE || Type == SYSTEM_ALARM_ACE_TYPE ||
           Type == SYSTEM_AUDIT_OBJECT_ACE_TYPE || Type == SYSTEM_ALARM_OBJECT_ACE_TYPE ||
           Type >= SYSTEM_MANDATORY_LABEL_ACE_TYPE;
}

static PACL
SepNewList(PSEP_CURSOR Cursor)
{
    ULONG Size = sizeof(ACL), i;
    PACL Acl;

    for (i = Cursor->At; i < Cursor->Length && Size < MAXUSHORT; i++) {
        Size += Cursor->Text[i] == '(' ? sizeof(ACCESS_ALLOWED_OBJECT_ACE) + sizeof(SE_SID) : 0;
    }
    Size = min(Size, MAXUSHORT & ~(sizeof(ULONG) - 1));
    Acl = ExAllocateOwn(Size, SEP_TAG);
    if (Acl != NULL) {
        RtlCreateAcl(Acl, Size, ACL_REVISION);
    }
    return Acl;
}

static NTSTATUS
SepTakeAces(PSEP_CURSOR Cursor, PACL Acl, BOOLEAN System)
{
    NTSTATUS Status = STATUS_SUCCESS;
    SE_SID Sid;

    while (NT_SUCCESS(Status) && SepTake(Cursor, "(")) {
        SEP_ACE Ace = {0};
        GUID Guids[2];

        Status = SepTakeAce(Cursor, &Ace, Guids, &Sid);
        if (NT_SUCCESS(Status) && SepIsSystemAce(Ace.Type) != System) {
            Status = STATUS_INVALID_ACL;
        }
        if (NT_SUCCESS(Status)) {
            Status = SepAppendAce(Acl, &Ace);
        }
    }
    return Status == STATUS_ALLOTTED_SPACE_EXCEEDED ? STATUS_INVALID_ACL : Status;
}

/* No larger than its entries. */
static VOID
SepShrink(PACL Acl)
{
    Acl->AclSize = (USHORT)((PUCHAR)SepFindAce(Acl, Acl->AceCount) - (PUCHAR)Acl);
}

static NTSTATUS
SepTakeList(PSEP_READER Reader, ULONG Which)
{
    const SEP_LIST_FLAGS *Flags = &SepListFlags[Which];
    PSEP_CURSOR Cursor = &Reader->Cursor;
    BOOLEAN Null = FALSE;
    NTSTATUS Status;

    for (;;) {
        if (SepTake(Cursor, "NO_ACCESS_CONTROL")) {
            Null = TRUE;
        } else if (SepTake(Cursor, "P")) {
            Reader->Control |= Flags->Protected;
        } else if (SepTake(Cursor, "AR")) {
            Reader->Control |= Flags->Required;
        } else if (SepTake(Cursor, "AI")) {
            Reader->Control |= Flags->Inherited;
        } else {
            break;
        }
    }
    Reader->Control |= Flags->Present;
    if (Null) {
        return STATUS_SUCCESS;
    }
    Reader->Lists[Which] = SepNewList(Cursor);
    if (Reader->Lists[Which] == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    Status = SepTakeAces(Cursor, Reader->Lists[Which], Which == SEP_SACL);
    SepShrink(Reader->Lists[Which]);
    return Status;
}

/* --- the whole -------------------------------------------------------------------------------- */

static NTSTATUS
SepTakeSection(PSEP_READER Reader)
{
    PSEP_CURSOR Cursor = &Reader->Cursor;

    if (!Reader->HasOwner && SepTake(Cursor, "O:")) {
        Reader->HasOwner = TRUE;
        return SepTakeSid(Cursor, &Reader->Owner);
    }
    if (!Reader->HasGroup && SepTake(Cursor, "G:")) {
        Reader->HasGroup = TRUE;
        return SepTakeSid(Cursor, &Reader->Group);
    }
    if ((Reader->Control & SE_DACL_PRESENT) == 0 && SepTake(Cursor, "D:")) {
        return SepTakeList(Reader, SEP_DACL);
    }
    if ((Reader->Control & SE_SACL_PRESENT) == 0 && SepTake(Cursor, "S:")) {
        return SepTakeList(Reader, SEP_SACL);
    }
    return STATUS_INVALID_PARAMETER;
}

static VOID
SepFreeLists(PSEP_READER Reader)
{
    if (Reader->Lists[SEP_DACL] != NULL) {
        ExFreeOwn(Reader->Lists[SEP_DACL]);
    }
    if (Reader->Lists[SEP_SACL] != NULL) {
        ExFreeOwn(Reader->Lists[SEP_SACL]);
    }
}

NTSTATUS
SeConvertStringSecurityDescriptor(PCUNICODE_STRING Text, PSECURITY_DESCRIPTOR *Descriptor,
                                  PULONG ErrorPosition)
{
    SEP_READER Reader = {.Cursor = {Text->Buffer, Text->Length / sizeof(WCHAR), 0}};
    NTSTATUS Status = STATUS_SUCCESS;

    while (NT_SUCCESS(Status) && Reader.Cursor.At < Reader.Cursor.Length) {
        Status = SepTakeSection(&Reader);
    }
    if (NT_SUCCESS(Status)) {
        SEP_PARTS Parts = {Reader.HasOwner ? &Reader.Owner : NULL,
                           Reader.HasGroup ? &Reader.Group : NULL, Reader.Lists[SEP_SACL],
                           Reader.Lists[SEP_DACL]};

        Status = SepCompose(&Parts, Reader.Control, Descriptor);
    }
    SepFreeLists(&Reader);
    if (ErrorPosition != NULL) {
        *ErrorPosition = Reader.Cursor.At;
    }
    return Status;
}
