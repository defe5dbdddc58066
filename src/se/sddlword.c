/*
 * se/sddlword.c - the words of SDDL: where the reader is, numbers, rights, types, flags
 *
 * Letters of either case mean the same. Nothing behind Length is looked at.
 */
#include "sep.h"

#define SEP_KEY_READ  0x20019
#define SEP_KEY_WRITE 0x20006
#define SEP_KEY_ALL   0xF003F

const SEP_WORD SepAceTypes[] = {
    {"A", ACCESS_ALLOWED_ACE_TYPE},
    {"D", ACCESS_DENIED_ACE_TYPE},
    {"AU", SYSTEM_AUDIT_ACE_TYPE},
    {"AL", SYSTEM_ALARM_ACE_TYPE},
    {"OA", ACCESS_ALLOWED_OBJECT_ACE_TYPE},
    {"OD", ACCESS_DENIED_OBJECT_ACE_TYPE},
    {"OU", SYSTEM_AUDIT_OBJECT_ACE_TYPE},
    {"OL", SYSTEM_ALARM_OBJECT_ACE_TYPE},
    {"ML", SYSTEM_MANDATORY_LABEL_ACE_TYPE},
    {"TL", SYSTEM_PROCESS_TRUST_LABEL_ACE_TYPE},
    {"SP", SYSTEM_SCOPED_POLICY_ID_ACE_TYPE},
};
const ULONG SepAceTypeCount = RTL_NUMBER_OF(SepAceTypes);

const SEP_WORD SepAceFlags[] = {
    {"OI", OBJECT_INHERIT_ACE},
    {"CI", CONTAINER_INHERIT_ACE},
    {"NP", NO_PROPAGATE_INHERIT_ACE},
    {"IO", INHERIT_ONLY_ACE},
    {"ID", INHERITED_ACE},
    {"SA", SUCCESSFUL_ACCESS_ACE_FLAG},
    {"FA", FAILED_ACCESS_ACE_FLAG},
};
const ULONG SepAceFlagCount = RTL_NUMBER_OF(SepAceFlags);

/* The first of those with equal values is what is written. */
static const SEP_WORD SepRights[] = {
    {"CC", 0x1},
    {"DC", 0x2},
    {"LC", 0x4},
    {"SW", 0x8},
    {"RP", 0x10},
    {"WP", 0x20},
    {"DT", 0x40},
    {"LO", 0x80},
    {"CR", 0x100},
    {"SD", DELETE},
    {"RC", READ_CONTROL},
    {"WD", WRITE_DAC},
    {"WO", WRITE_OWNER},
    {"GA", GENERIC_ALL},
    {"GR", GENERIC_READ},
    {"GW", GENERIC_WRITE},
    {"GX", GENERIC_EXECUTE},
    {"FA", FILE_ALL_ACCESS},
    {"FR", FILE_GENERIC_READ},
    {"FW", FILE_GENERIC_WRITE},
    {"FX", FILE_GENERIC_EXECUTE},
    {"KA", SEP_KEY_ALL},
    {"KR", SEP_KEY_READ},
    {"KW", SEP_KEY_WRITE},
    {"KX", SEP_KEY_READ},
};

/* An integrity label's: no read up, ... */
static const SEP_WORD SepLabelRights[] = {{"NW", 0x1}, {"NR", 0x2}, {"NX", 0x4}};

/* --- reading ---------------------------------------------------------------------------------- */

WCHAR
SepPeek(PSEP_CURSOR Cursor, ULONG Ahead)
{
    WCHAR Character;

    if (Ahead >= Cursor->Length - Cursor->At) {
        return 0;
    }
    Character = Cursor->Text[Cursor->At + Ahead];
    return Character >= 'a' && Character <= 'z' ? (WCHAR)(Character - 'a' + 'A') : Character;
}

BOOLEAN
SepTake(PSEP_CURSOR Cursor, PCSTR Word)
{
    ULONG i;

    for (i = 0; Word[i] != 0; i++) {
        if (SepPeek(Cursor, i) != (WCHAR)Word[i]) {
            return FALSE;
        }
    }
    Cursor->At += i;
    return TRUE;
}

BOOLEAN
SepTakeBits(PSEP_CURSOR Cursor, const SEP_WORD *Words, ULONG Count, PULONG Bits)
{
    WCHAR First = SepPeek(Cursor, 0), Second = SepPeek(Cursor, 1);
    ULONG i;

    for (i = 0; i < Count; i++) {
        if (Words[i].Text[0] == First && Words[i].Text[1] == Second) {
            Cursor->At += 2;
            *Bits |= Words[i].Value;
            return TRUE;
        }
    }
    return FALSE;
}

static ULONG
SepDigit(WCHAR Character)
{
    if (Character >= '0' && Character <= '9') {
        return Character - '0';
    }
    return Character >= 'A' && Character <= 'F' ? Character - 'A' + 10u : MAXULONG;
}

/* 0x and hexadecimal digits, or decimal ones; the cursor stays where a number is too large. */
BOOLEAN
SepTakeNumber(PSEP_CURSOR Cursor, ULONG64 Limit, PULONG64 Value)
{
    ULONG Base = SepTake(Cursor, "0X") ? 16 : 10;
    ULONG Digits = 0;

    for (*Value = 0; SepDigit(SepPeek(Cursor, 0)) < Base; Cursor->At++, Digits++) {
        ULONG Digit = SepDigit(SepPeek(Cursor, 0));

        if (*Value > (Limit - Digit) / Base || Digit > Limit) {
            return FALSE;
        }
        *Value = *Value * Base + Digit;
    }
    return Digits != 0;
}

NTSTATUS
SepTakeRights(PSEP_CURSOR Cursor, PACCESS_MASK Rights)
{
    ULONG64 Number;

    *Rights = 0;
    if (SepDigit(SepPeek(Cursor, 0)) < 10) {
        if (!SepTakeNumber(Cursor, MAXULONG, &Number)) {
            return STATUS_INVALID_PARAMETER;
        }
        *Rights = (ACCESS_MASK)Number;
        return STATUS_SUCCESS;
    }
    while (SepTakeBits(Cursor, SepRights, RTL_NUMBER_OF(SepRights), Rights) ||
           SepTakeBits(Cursor, SepLabelRights, RTL_NUMBER_OF(SepLabelRights), Rights)) {
    }
    return STATUS_SUCCESS; /* what follows must be a semicolon, or is an error there */
}

/* --- writing ---------------------------------------------------------------------------------- */

VOID
SepPut(PSEP_WRITER Writer, PCSTR Text)
{
    for (; *Text != 0; Text++) {
        if (Writer->Buffer != NULL) {
            Writer->Buffer[Writer->Used] = (WCHAR)*Text;
        }
        Writer->Used++;
    }
}

VOID
SepPutNumber(PSEP_WRITER Writer, ULONG64 Value, ULONG Base)
{
    CHAR Text[24];
    ULONG At = sizeof Text;

    Text[--At] = 0;
    do {
        Text[--At] = "0123456789abcdef"[Value % Base];
        Value /= Base;
    } while (Value != 0);
    SepPut(Writer, &Text[At]);
}

static BOOLEAN
SepPutWhole(PSEP_WRITER Writer, ACCESS_MASK Rights)
{
    ULONG i;

    for (i = 0; i < RTL_NUMBER_OF(SepRights); i++) {
        if (SepRights[i].Value == Rights) {
            SepPut(Writer, SepRights[i].Text);
            return TRUE;
        }
    }
    return FALSE;
}

static BOOLEAN
SepOneBit(ULONG Value)
{
    return (Value & (Value - 1)) == 0;
}

static VOID
SepPutBits(PSEP_WRITER Writer, const SEP_WORD *Words, ULONG Count, ACCESS_MASK Rights)
{
    ACCESS_MASK Known = 0;
    ULONG i;

    for (i = 0; i < Count; i++) {
        Known |= SepOneBit(Words[i].Value) ? Words[i].Value : 0;
    }
    if ((Rights & ~Known) != 0) {
        SepPut(Writer, "0x");
        SepPutNumber(Writer, Rights, 16);
        return;
    }
    for (i = 0; i < Count; i++) {
        if (SepOneBit(Words[i].Value) && (Rights & Words[i].Value) != 0) {
            SepPut(Writer, Words[i].Text);
        }
    }
}

VOID
SepPutRights(PSEP_WRITER Writer, UCHAR AceType, ACCESS_MASK Rights)
{
    if (AceType == SYSTEM_MANDATORY_LABEL_ACE_TYPE) {
        SepPutBits(Writer, SepLabelRights, RTL_NUMBER_OF(SepLabelRights), Rights);
    } else if (!SepPutWhole(Writer, Rights)) {
        SepPutBits(Writer, SepRights, RTL_NUMBER_OF(SepRights), Rights);
    }
}
