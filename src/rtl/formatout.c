/*
 * src/rtl/formatout.c - what a conversion puts out: digits, text, padding
 *
 * Text of the other width passes through the ANSI code page (nls.c).
 */
#include "rtlp.h"

VOID
RtlpPut(PRTLP_SINK Sink, WCHAR Character)
{
    if (Sink->Length < Sink->Size) {
        if (Sink->Wide) {
            ((PWCH)Sink->Buffer)[Sink->Length] = Character;
        } else {
            ((PCH)Sink->Buffer)[Sink->Length] = (CHAR)Character;
        }
    }
    Sink->Length++;
}

static VOID
RtlpFill(PRTLP_SINK Sink, CHAR Character, LONG Count)
{
    while (Count-- > 0) {
        RtlpPut(Sink, Character);
    }
}

static ULONG
RtlpBase(WCHAR Type)
{
    if (Type == 'x' || Type == 'X') {
        return 16;
    }
    return Type == 'o' ? 8 : 10;
}

/* What stands before the digits: a sign, 0x. Returns its length. */
static ULONG
RtlpPrefix(CHAR Prefix[2], const RTLP_CONVERSION *Conversion, BOOLEAN Negative, ULONG64 Value)
{
    if (Conversion->Type == 'd' || Conversion->Type == 'i') {
        Prefix[0] = Negative ? '-' : Conversion->Plus ? '+' : ' ';
        return Negative || Conversion->Plus || Conversion->Space;
    }
    Prefix[0] = '0';
    Prefix[1] = (CHAR)Conversion->Type;
    return Conversion->Alternate && RtlpBase(Conversion->Type) == 16 && Value != 0 ? 2 : 0;
}

VOID
RtlpPutInteger(PRTLP_SINK Sink, const RTLP_CONVERSION *Conversion, ULONG64 Value)
{
    BOOLEAN Signed = Conversion->Type == 'd' || Conversion->Type == 'i';
    BOOLEAN Negative = Signed && (LONG64)Value < 0;
    CHAR Buffer[RTLP_DIGITS], Prefix[2];
    ULONG PrefixLength = RtlpPrefix(Prefix, Conversion, Negative, Value);
    PSTR Digits = RtlpDigits(Buffer, Negative ? 0 - Value : Value, RtlpBase(Conversion->Type),
                             Conversion->Type == 'X');
    LONG Length = (LONG)(&Buffer[RTLP_DIGITS] - Digits);
    LONG Zeros, Padding;

    if (Value == 0 && Conversion->Precision == 0) {
        Length = 0;
    }
    Zeros = Conversion->Precision - Length;
    if (Conversion->Type == 'o' && Conversion->Alternate && Zeros < 1 &&
        (Length == 0 || Value != 0)) {
        Zeros = 1;
    }
    Zeros = max(Zeros, 0);
    Padding = max(Conversion->Width - Length - Zeros - (LONG)PrefixLength, 0);
    if (Conversion->Zero && !Conversion->Left && Conversion->Precision < 0) {
        Zeros += Padding;
        Padding = 0;
    }
    RtlpFill(Sink, ' ', Conversion->Left ? 0 : Padding);
    for (ULONG i = 0; i < PrefixLength; i++) {
        RtlpPut(Sink, Prefix[i]);
    }
    RtlpFill(Sink, '0', Zeros);
    while (Length-- > 0) {
        RtlpPut(Sink, *Digits++);
    }
    RtlpFill(Sink, ' ', Conversion->Left ? Padding : 0);
}

/* How many characters are printed: a precision ends the reading, so text need not be terminated. */
static LONG
RtlpTextLength(const RTLP_CONVERSION *Conversion, const VOID *Text, SIZE_T Bytes, BOOLEAN WideText)
{
    SIZE_T Most = Bytes == MAXSIZE_T ? MAXLONG : Bytes / (WideText ? sizeof(WCHAR) : 1);
    SIZE_T Length = 0;

    if (Conversion->Precision >= 0) {
        Most = min(Most, (SIZE_T)Conversion->Precision);
    }
    if (Bytes != MAXSIZE_T) {
        return (LONG)Most;
    }
    while (Length < Most &&
           (WideText ? ((PCWCH)Text)[Length] : (WCHAR)((const UCHAR *)Text)[Length]) != 0) {
        Length++;
    }
    return (LONG)Length;
}

static WCHAR
RtlpCharacterFor(const RTLP_SINK *Sink, const VOID *Text, LONG Index, BOOLEAN WideText)
{
    if (WideText) {
        WCHAR Wide = ((PCWCH)Text)[Index];

        return Sink->Wide ? Wide : RtlpFromUnicode(&RtlpAnsi, Wide);
    }
    UCHAR Narrow = ((const UCHAR *)Text)[Index];

    return Sink->Wide ? RtlpToUnicode(&RtlpAnsi, Narrow) : Narrow;
}

VOID
RtlpPutText(PRTLP_SINK Sink, const RTLP_CONVERSION *Conversion, const VOID *Text, SIZE_T Bytes,
            BOOLEAN WideText)
{
    LONG Length = RtlpTextLength(Conversion, Text, Bytes, WideText);
    LONG Padding = Conversion->Width - Length;

    Sink->Unicode |= WideText;
    RtlpFill(Sink, ' ', Conversion->Left ? 0 : Padding);
    for (LONG i = 0; i < Length; i++) {
        RtlpPut(Sink, RtlpCharacterFor(Sink, Text, i, WideText));
    }
    RtlpFill(Sink, ' ', Conversion->Left ? Padding : 0);
}
