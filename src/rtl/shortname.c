/*
 * src/rtl/shortname.c - 8.3 names: whether a name is one, and made from long names
 *
 * A generated name is up to six characters of the long one, a tilde and a number; the caller asks
 * again while that name is taken. From the fifth on, four of the six are a checksum of the long
 * name; a longer number takes characters away. Context keeps all that between calls.
 *
 * Differs from Windows: the checksum is another one.
 */
#include "rtlp.h"

#define RTLP_BASE        8
#define RTLP_EXTENSION   3
#define RTLP_PLAIN_TRIES 4
#define RTLP_LAST_NUMBER 999999

static BOOLEAN
RtlpIsOneOf(PCWSTR Set, WCHAR Character)
{
    while (*Set != 0 && *Set != Character) {
        Set++;
    }
    return *Set != 0;
}

/* What a character of a long name is in a short one; 0: nothing. */
static WCHAR
RtlpShortCharacter(WCHAR Character, BOOLEAN Extended)
{
    WCHAR Upper = RtlUpcaseUnicodeChar(Character);
    UCHAR Oem = RtlpFromUnicode(&RtlpOem, Upper);

    if (Upper <= ' ' || RtlpIsOneOf(L"\"*./<>?\\|", Upper)) {
        return 0;
    }
    if (RtlpIsOneOf(L":;,+=[]", Upper)) {
        return '_';
    }
    return Upper < 0x7F || (Extended && Oem != '?') ? Upper : 0;
}

static ULONG
RtlpShorten(PCWCH From, ULONG Count, BOOLEAN Extended, PWCH To, ULONG Most)
{
    ULONG Length = 0;

    for (ULONG i = 0; i < Count && Length < Most; i++) {
        To[Length] = RtlpShortCharacter(From[i], Extended);
        Length += To[Length] != 0;
    }
    return Length;
}

static VOID
RtlpBeginName(PCUNICODE_STRING Name, BOOLEAN Extended, PGENERATE_NAME_CONTEXT Context)
{
    PCWCH Text = Name->Buffer;
    ULONG Count = Name->Length / sizeof(WCHAR), Dot;

    for (ULONG i = 0; i < Count; i++) {
        Context->Checksum = (USHORT)(Context->Checksum * 31 + Text[i]);
    }
    while (Count > 0 && *Text == '.') {
        Text++;
        Count--;
    }
    Dot = Count;
    for (ULONG i = 0; i < Count; i++) {
        Dot = Text[i] == '.' ? i : Dot;
    }
    Context->NameLength =
        (UCHAR)RtlpShorten(Text, Dot, Extended, Context->NameBuffer, RTLP_BASE - 2);
    if (Dot + 1 < Count) {
        Context->ExtensionBuffer[0] = '.';
        Context->ExtensionLength = 1 + RtlpShorten(Text + Dot + 1, Count - Dot - 1, Extended,
                                                   Context->ExtensionBuffer + 1, RTLP_EXTENSION);
        Context->ExtensionLength = Context->ExtensionLength == 1 ? 0 : Context->ExtensionLength;
    }
}

static VOID
RtlpInsertChecksum(PGENERATE_NAME_CONTEXT Context)
{
    ULONG At = min(Context->NameLength, 2u);

    for (ULONG i = 0; i < 4; i++) {
        Context->NameBuffer[At + i] =
            (WCHAR) "0123456789ABCDEF"[Context->Checksum >> (12 - 4 * i) & 15];
    }
    Context->NameLength = (UCHAR)(At + 4);
    Context->ChecksumInserted = TRUE;
    Context->LastIndexValue = 1;
}

static VOID
RtlpComposeName(PGENERATE_NAME_CONTEXT Context, PUNICODE_STRING Name8dot3)
{
    CHAR Buffer[RTLP_DIGITS];
    PCSTR Digits = RtlpDigits(Buffer, Context->LastIndexValue, 10, FALSE);
    ULONG Count = (ULONG)(Buffer + RTLP_DIGITS - Digits), At = 0;
    ULONG Kept = min((ULONG)Context->NameLength, RTLP_BASE - 1 - Count);

    for (ULONG i = 0; i < Kept; i++) {
        Name8dot3->Buffer[At++] = Context->NameBuffer[i];
    }
    Name8dot3->Buffer[At++] = '~';
    for (ULONG i = 0; i < Count; i++) {
        Name8dot3->Buffer[At++] = (WCHAR)Digits[i];
    }
    for (ULONG i = 0; i < Context->ExtensionLength; i++) {
        Name8dot3->Buffer[At++] = Context->ExtensionBuffer[i];
    }
    Name8dot3->Length = (USHORT)(At * sizeof(WCHAR));
}

NTSTATUS
RtlGenerate8dot3Name(PCUNICODE_STRING Name, BOOLEAN AllowExtendedCharacters,
                     PGENERATE_NAME_CONTEXT Context, PUNICODE_STRING Name8dot3)
{
    if (Context->LastIndexValue == 0) {
        RtlpBeginName(Name, AllowExtendedCharacters, Context);
    }
    if (Context->LastIndexValue >= RTLP_LAST_NUMBER) {
        return STATUS_FILE_SYSTEM_LIMITATION;
    }
    Context->LastIndexValue++;
    if (Context->LastIndexValue > RTLP_PLAIN_TRIES && !Context->ChecksumInserted) {
        RtlpInsertChecksum(Context);
    }
    RtlpComposeName(Context, Name8dot3);
    return STATUS_SUCCESS;
}

/* --- is it one? ------------------------------------------------------------------------------- */

static BOOLEAN
RtlpIsLegalPart(PCWCH Text, ULONG Count, ULONG Most)
{
    for (ULONG i = 0; i < Count; i++) {
        if (Text[i] < ' ' || RtlpIsOneOf(L"\"*+,./:;<=>?[\\]|", Text[i]) ||
            RtlpFromUnicode(&RtlpOem, RtlUpcaseUnicodeChar(Text[i])) == '?') {
            return FALSE;
        }
    }
    return Count > 0 && Count <= Most && Text[Count - 1] != ' ';
}

/* OemName, if given, has room for 12 characters and gets the name in upper case. */
BOOLEAN
RtlIsNameLegalDOS8Dot3(PCUNICODE_STRING Name, POEM_STRING OemName, PBOOLEAN NameContainsSpaces)
{
    ULONG Count = Name->Length / sizeof(WCHAR), Dot = 0;
    PCWCH Text = Name->Buffer;
    BOOLEAN Relative = (Count == 1 || (Count == 2 && Text[1] == '.')) && Text[0] == '.';
    BOOLEAN Spaces = FALSE;

    while (Dot < Count && Text[Dot] != '.') {
        Spaces |= Text[Dot++] == ' ';
    }
    if (!Relative &&
        (!RtlpIsLegalPart(Text, Dot, RTLP_BASE) ||
         (Dot < Count && !RtlpIsLegalPart(Text + Dot + 1, Count - Dot - 1, RTLP_EXTENSION)))) {
        return FALSE;
    }
    for (ULONG i = Dot; i < Count; i++) {
        Spaces |= Text[i] == ' ';
    }
    if (NameContainsSpaces != NULL) {
        *NameContainsSpaces = Spaces;
    }
    return OemName == NULL ||
           NT_SUCCESS(RtlUpcaseUnicodeStringToCountedOemString(OemName, Name, FALSE));
}
