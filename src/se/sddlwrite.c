/*
 * se/sddlwrite.c - from a security descriptor to SDDL; what SDDL may say of a device
 *
 * Writing runs twice: it counts, then it writes.
 *
 * Differs from Windows: an entry that SDDL has no words for here (a conditional one) makes the
 * whole STATUS_INVALID_ACL.
 */
#include "sep.h"

static VOID
SepPutGuid(PSEP_WRITER Writer, const GUID *Guid)
{
    const UCHAR *Rest;
    CHAR Text[40];

    if (Guid == NULL) {
        return;
    }
    Rest = Guid->Data4;
    RtlFormatText(Text, sizeof Text, "%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                  Guid->Data1, Guid->Data2, Guid->Data3, Rest[0], Rest[1], Rest[2], Rest[3],
                  Rest[4], Rest[5], Rest[6], Rest[7]);
    SepPut(Writer, Text);
}

static BOOLEAN
SepPutType(PSEP_WRITER Writer, UCHAR Type)
{
    ULONG i;

    for (i = 0; i < SepAceTypeCount; i++) {
        if (SepAceTypes[i].Value == Type) {
            SepPut(Writer, SepAceTypes[i].Text);
            return TRUE;
        }
    }
    return FALSE;
}

static NTSTATUS
SepPutAce(PSEP_WRITER Writer, const SEP_ACE *Ace)
{
    ULONG i;

    SepPut(Writer, "(");
    if (Ace->Sid == NULL || !SepPutType(Writer, Ace->Type)) {
        return STATUS_INVALID_ACL;
    }
    SepPut(Writer, ";");
    for (i = 0; i < SepAceFlagCount; i++) {
        SepPut(Writer, (Ace->Flags & SepAceFlags[i].Value) != 0 ? SepAceFlags[i].Text : "");
    }
    SepPut(Writer, ";");
    SepPutRights(Writer, Ace->Type, Ace->Mask);
    SepPut(Writer, ";");
    SepPutGuid(Writer, Ace->Object);
    SepPut(Writer, ";");
    SepPutGuid(Writer, Ace->Inherited);
    SepPut(Writer, ";");
    SepPutSidByName(Writer, Ace->Sid);
    SepPut(Writer, ")");
    return STATUS_SUCCESS;
}

static NTSTATUS
SepPutList(PSEP_WRITER Writer, const ACL *Acl)
{
    NTSTATUS Status = STATUS_SUCCESS;
    SEP_ACE Ace;
    ULONG i;

    if (Acl == NULL) {
        SepPut(Writer, "NO_ACCESS_CONTROL");
        return STATUS_SUCCESS;
    }
    for (i = 0; NT_SUCCESS(Status) && i < Acl->AceCount; i++) {
        SepReadAce(SepFindAce(Acl, i), &Ace);
        Status = SepPutAce(Writer, &Ace);
    }
    return Status;
}

static VOID
SepPutListFlags(PSEP_WRITER Writer, SECURITY_DESCRIPTOR_CONTROL Control, BOOLEAN System)
{
    ULONG Shift = System ? 1 : 0; /* each flag of a SACL is next to that of a DACL */

    SepPut(Writer, (Control & SE_DACL_PROTECTED << Shift) != 0 ? "P" : "");
    SepPut(Writer, (Control & SE_DACL_AUTO_INHERIT_REQ << Shift) != 0 ? "AR" : "");
    SepPut(Writer, (Control & SE_DACL_AUTO_INHERITED << Shift) != 0 ? "AI" : "");
}

static NTSTATUS
SepPutDescriptor(PSEP_WRITER Writer, PSECURITY_DESCRIPTOR Descriptor, SECURITY_INFORMATION What)
{
    SECURITY_DESCRIPTOR_CONTROL Control = ((SECURITY_DESCRIPTOR *)Descriptor)->Control;
    NTSTATUS Status = STATUS_SUCCESS;
    SEP_PARTS Parts;

    SepGetParts(Descriptor, &Parts);
    if ((What & OWNER_SECURITY_INFORMATION) != 0 && Parts.Owner != NULL) {
        SepPut(Writer, "O:");
        SepPutSidByName(Writer, Parts.Owner);
    }
    if ((What & GROUP_SECURITY_INFORMATION) != 0 && Parts.Group != NULL) {
        SepPut(Writer, "G:");
        SepPutSidByName(Writer, Parts.Group);
    }
    if ((What & DACL_SECURITY_INFORMATION) != 0 && (Control & SE_DACL_PRESENT) != 0) {
        SepPut(Writer, "D:");
        SepPutListFlags(Writer, Control, FALSE);
        Status = SepPutList(Writer, Parts.Dacl);
    }
    if (NT_SUCCESS(Status) &&
        (What & (SACL_SECURITY_INFORMATION | LABEL_SECURITY_INFORMATION)) != 0 &&
        (Control & SE_SACL_PRESENT) != 0) {
        SepPut(Writer, "S:");
        SepPutListFlags(Writer, Control, TRUE);
        Status = SepPutList(Writer, Parts.Sacl);
    }
    return Status;
}

NTSTATUS
SeConvertSecurityDescriptorString(PSECURITY_DESCRIPTOR Descriptor, SECURITY_INFORMATION What,
                                  PUNICODE_STRING Text)
{
    SEP_WRITER Writer = {0};
    NTSTATUS Status;
    ULONG Bytes;

    if (!RtlValidSecurityDescriptor(Descriptor)) {
        return STATUS_INVALID_SECURITY_DESCR;
    }
    Status = SepPutDescriptor(&Writer, Descriptor, What);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    Bytes = Writer.Used * sizeof(WCHAR);
    if (Bytes + sizeof(WCHAR) > UNICODE_STRING_MAX_BYTES) {
        return STATUS_BUFFER_OVERFLOW;
    }
    Writer = (SEP_WRITER){ExAllocateOwn(Bytes + sizeof(WCHAR), SEP_TAG), 0};
    if (Writer.Buffer == NULL) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    SepPutDescriptor(&Writer, Descriptor, What);
    *Text = (UNICODE_STRING){(USHORT)Bytes, (USHORT)(Bytes + sizeof(WCHAR)), Writer.Buffer};
    return STATUS_SUCCESS;
}

/* --- the subset for devices ------------------------------------------------------------------- */

/* SY, LS, NS, BA, BU, BG, AU, AN, IU, NU, WD, RC, UD: found in the text, not as S-1-... */
static BOOLEAN
SepIsDeviceSid(PSEP_CURSOR Cursor)
{
    static const PCSTR Names[] = {"SY)", "LS)", "NS)", "BA)", "BU)", "BG)", "AU)",
                                  "AN)", "IU)", "NU)", "WD)", "RC)", "UD)"};
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(Names); i++) {
        if (SepTake(Cursor, Names[i])) {
            return TRUE;
        }
    }
    return FALSE;
}

static BOOLEAN
SepIsDeviceRights(PSEP_CURSOR Cursor)
{
    static const PCSTR Names[] = {"GA", "GR", "GW", "GX", "RC", "SD", "WD", "WO"};
    ULONG64 Number;
    ULONG i = 0;

    if (SepPeek(Cursor, 0) == '0') {
        return SepTakeNumber(Cursor, MAXULONG, &Number);
    }
    while (i < RTL_NUMBER_OF(Names)) {
        i = SepTake(Cursor, Names[i]) ? 0 : i + 1;
    }
    return TRUE;
}

BOOLEAN
SeIsDeviceSddl(PCUNICODE_STRING Text)
{
    SEP_CURSOR Cursor = {Text->Buffer, Text->Length / sizeof(WCHAR), 0};

    if (!SepTake(&Cursor, "D:P")) {
        return FALSE;
    }
    while (SepTake(&Cursor, "(A;;")) {
        if (!SepIsDeviceRights(&Cursor) || !SepTake(&Cursor, ";;;") || !SepIsDeviceSid(&Cursor)) {
            return FALSE;
        }
    }
    return Cursor.At == Cursor.Length;
}
