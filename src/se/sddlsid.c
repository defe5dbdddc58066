/*
 * se/sddlsid.c - SIDs as text: S-1-5-18, and SY for those that SDDL has a name for
 *
 * Differs from Windows: names of a domain's accounts (DA, LA, ...) mean the simulated machine's.
 */
#include "sep.h"

typedef struct _SEP_NAMED_SID {
    CHAR Name[3];
    SEP_SID Sid;
} SEP_NAMED_SID;

static const SEP_NAMED_SID SepNamedSids[] = {
    {"AA", SEP_ALIAS(579)},
    {"AC", SEP_SID_OF(15, 2, 2, 1)},
    {"AN", SEP_SID_OF(SEP_NT, 1, 7)},
    {"AO", SEP_ALIAS(548)},
    {"AP", SEP_DOMAIN(525)},
    {"AS", SEP_SID_OF(18, 1, 1)},
    {"AU", SEP_SID_OF(SEP_NT, 1, 11)},
    {"BA", SEP_ALIAS(544)},
    {"BG", SEP_ALIAS(546)},
    {"BO", SEP_ALIAS(551)},
    {"BU", SEP_ALIAS(545)},
    {"CA", SEP_DOMAIN(517)},
    {"CD", SEP_ALIAS(574)},
    {"CG", SEP_SID_OF(3, 1, 1)},
    {"CN", SEP_DOMAIN(522)},
    {"CO", SEP_SID_OF(3, 1, 0)},
    {"CY", SEP_ALIAS(569)},
    {"DA", SEP_DOMAIN(512)},
    {"DC", SEP_DOMAIN(515)},
    {"DD", SEP_DOMAIN(516)},
    {"DG", SEP_DOMAIN(514)},
    {"DU", SEP_DOMAIN(513)},
    {"EA", SEP_DOMAIN(519)},
    {"ED", SEP_SID_OF(SEP_NT, 1, 9)},
    {"EK", SEP_DOMAIN(527)},
    {"ER", SEP_ALIAS(573)},
    {"ES", SEP_ALIAS(576)},
    {"HA", SEP_ALIAS(578)},
    {"HI", SEP_LABEL_OF(0x3000)},
    {"HO", SEP_ALIAS(584)},
    {"IS", SEP_ALIAS(568)},
    {"IU", SEP_SID_OF(SEP_NT, 1, 4)},
    {"KA", SEP_DOMAIN(526)},
    {"LA", SEP_DOMAIN(500)},
    {"LG", SEP_DOMAIN(501)},
    {"LS", SEP_SID_OF(SEP_NT, 1, 19)},
    {"LU", SEP_ALIAS(559)},
    {"LW", SEP_LABEL_OF(0x1000)},
    {"ME", SEP_LABEL_OF(0x2000)},
    {"MP", SEP_LABEL_OF(0x2100)},
    {"MS", SEP_ALIAS(577)},
    {"MU", SEP_ALIAS(558)},
    {"NO", SEP_ALIAS(556)},
    {"NS", SEP_SID_OF(SEP_NT, 1, 20)},
    {"NU", SEP_SID_OF(SEP_NT, 1, 2)},
    {"OW", SEP_SID_OF(3, 1, 4)},
    {"PA", SEP_DOMAIN(520)},
    {"PO", SEP_ALIAS(550)},
    {"PS", SEP_SID_OF(SEP_NT, 1, 10)},
    {"PU", SEP_ALIAS(547)},
    {"RA", SEP_ALIAS(575)},
    {"RC", SEP_SID_OF(SEP_NT, 1, 12)},
    {"RD", SEP_ALIAS(555)},
    {"RE", SEP_ALIAS(552)},
    {"RM", SEP_ALIAS(580)},
    {"RO", SEP_DOMAIN(498)},
    {"RS", SEP_DOMAIN(553)},
    {"RU", SEP_ALIAS(554)},
    {"SA", SEP_DOMAIN(518)},
    {"SI", SEP_LABEL_OF(0x4000)},
    {"SO", SEP_ALIAS(549)},
    {"SS", SEP_SID_OF(18, 1, 2)},
    {"SU", SEP_SID_OF(SEP_NT, 1, 6)},
    {"SY", SEP_SID_OF(SEP_NT, 1, 18)},
    {"UD", SEP_SID_OF(SEP_NT, 6, 84, 0, 0, 0, 0, 0)},
    {"WD", SEP_SID_OF(1, 1, 0)},
    {"WR", SEP_SID_OF(SEP_NT, 1, 33)},
};

/* --- reading ---------------------------------------------------------------------------------- */

static NTSTATUS
SepTakeNamedSid(PSEP_CURSOR Cursor, PSE_SID Sid)
{
    WCHAR First = SepPeek(Cursor, 0), Second = SepPeek(Cursor, 1);
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(SepNamedSids); i++) {
        if (SepNamedSids[i].Name[0] == First && SepNamedSids[i].Name[1] == Second) {
            PSID Known = (PSID)&SepNamedSids[i].Sid;

            RtlCopyMemory(Sid, Known, RtlLengthSid(Known));
            Cursor->At += 2;
            return STATUS_SUCCESS;
        }
    }
    return STATUS_INVALID_SID;
}

static VOID
SepSetAuthority(SID_IDENTIFIER_AUTHORITY *Authority, ULONG64 Value)
{
    LONG i;

    for (i = 5; i >= 0; i--) {
        Authority->Value[i] = (UCHAR)Value;
        Value >>= 8;
    }
}

NTSTATUS
SepTakeSid(PSEP_CURSOR Cursor, PSE_SID Sid)
{
    ULONG64 Number;

    RtlZeroMemory(Sid, sizeof *Sid);
    if (SepPeek(Cursor, 0) != 'S' || SepPeek(Cursor, 1) != '-') {
        return SepTakeNamedSid(Cursor, Sid);
    }
    Cursor->At += 2;
    if (!SepTakeNumber(Cursor, SID_REVISION, &Number) || Number != SID_REVISION ||
        !SepTake(Cursor, "-") || !SepTakeNumber(Cursor, (1ull << 48) - 1, &Number)) {
        return STATUS_INVALID_SID;
    }
    Sid->Sid.Revision = SID_REVISION;
    SepSetAuthority(&Sid->Sid.IdentifierAuthority, Number);
    while (SepTake(Cursor, "-")) {
        if (Sid->Sid.SubAuthorityCount == SID_MAX_SUB_AUTHORITIES ||
            !SepTakeNumber(Cursor, MAXULONG, &Number)) {
            return STATUS_INVALID_SID;
        }
        *RtlSubAuthoritySid(Sid, Sid->Sid.SubAuthorityCount++) = (ULONG)Number;
    }
    return Sid->Sid.SubAuthorityCount != 0 ? STATUS_SUCCESS : STATUS_INVALID_SID;
}

/* --- writing ---------------------------------------------------------------------------------- */

VOID
SepPutSid(PSEP_WRITER Writer, PSID Sid)
{
    const SID *S = Sid;
    ULONG64 Authority = 0;
    ULONG i;

    for (i = 0; i < 6; i++) {
        Authority = Authority << 8 | S->IdentifierAuthority.Value[i];
    }
    SepPut(Writer, "S-");
    SepPutNumber(Writer, S->Revision, 10);
    SepPut(Writer, Authority > MAXULONG ? "-0x" : "-");
    SepPutNumber(Writer, Authority, Authority > MAXULONG ? 16 : 10);
    for (i = 0; i < S->SubAuthorityCount; i++) {
        SepPut(Writer, "-");
        SepPutNumber(Writer, *RtlSubAuthoritySid(Sid, i), 10);
    }
}

VOID
SepPutSidByName(PSEP_WRITER Writer, PSID Sid)
{
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(SepNamedSids); i++) {
        if (RtlEqualSid(Sid, (PSID)&SepNamedSids[i].Sid)) {
            SepPut(Writer, SepNamedSids[i].Name);
            return;
        }
    }
    SepPutSid(Writer, Sid);
}

NTSTATUS
RtlConvertSidToUnicodeString(PUNICODE_STRING UnicodeString, PSID Sid,
                             BOOLEAN AllocateDestinationString)
{
    SEP_WRITER Writer = {0};
    ULONG Bytes;

    if (!RtlValidSid(Sid)) {
        return STATUS_INVALID_SID;
    }
    SepPutSid(&Writer, Sid);
    Bytes = Writer.Used * sizeof(WCHAR);
    if (AllocateDestinationString) {
        UnicodeString->MaximumLength = (USHORT)(Bytes + sizeof(WCHAR));
        UnicodeString->Buffer =
            ExAllocatePoolWithTag(PagedPool, UnicodeString->MaximumLength, SEP_TAG);
        if (UnicodeString->Buffer == NULL) {
            return STATUS_NO_MEMORY;
        }
    } else if (Bytes > UnicodeString->MaximumLength) {
        return STATUS_BUFFER_OVERFLOW;
    }
    Writer = (SEP_WRITER){UnicodeString->Buffer, 0};
    SepPutSid(&Writer, Sid);
    UnicodeString->Length = (USHORT)Bytes;
    if (Bytes + sizeof(WCHAR) <= UnicodeString->MaximumLength) {
        UnicodeString->Buffer[Writer.Used] = UNICODE_NULL;
    }
    return STATUS_SUCCESS;
}
