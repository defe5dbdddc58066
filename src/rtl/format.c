/*
 * src/rtl/format.c - Windows' format language, for 8-bit and 16-bit text
 *
 *     %[-+ #0][width|*][.precision|.*][hh|h|l|ll|I32|I64|I|w|z|t|j|L]type
 *
 * One parser serves both kinds of text: the format and what it makes are of one width, %c and %s
 * mean that width, %C and %S the other one; h makes a text 8-bit, l and w make it 16-bit.
 * Integers are 32 bits wide, with l too; I64, ll and j make 64, I, z and t a pointer's size. %Z
 * takes a counted ANSI_STRING, %wZ a UNICODE_STRING.
 *
 * Invariants:
 *   F1. Sink->Length counts every character, also those that have no room.
 *   F2. Nothing is written at or beyond Sink->Size.
 *
 * Differs from Windows: floating point and %n end the formatting (RtlFormat gives -1) instead of
 * printing nonsense or writing to memory; so does a letter that is no type.
 */
#include "rtlp.h"

typedef struct _RTLP_READER {
    const VOID *Format;
    SIZE_T Next;
    BOOLEAN Wide;
    __builtin_va_list Arguments;
} RTLP_READER, *PRTLP_READER;

static WCHAR
RtlpPeek(const RTLP_READER *Reader, SIZE_T Ahead)
{
    SIZE_T Index = Reader->Next + Ahead;

    return Reader->Wide ? ((PCWCH)Reader->Format)[Index] : ((const UCHAR *)Reader->Format)[Index];
}

static BOOLEAN
RtlpAccept(PRTLP_READER Reader, PCSTR Word)
{
    SIZE_T Length = 0;

    while (Word[Length] != 0) {
        if (RtlpPeek(Reader, Length) != (UCHAR)Word[Length]) {
            return FALSE;
        }
        Length++;
    }
    Reader->Next += Length;
    return TRUE;
}

static VOID
RtlpParseFlags(PRTLP_READER Reader, PRTLP_CONVERSION Conversion)
{
    for (;; Reader->Next++) {
        switch (RtlpPeek(Reader, 0)) {
        case '-':
            Conversion->Left = TRUE;
            break;
        case '+':
            Conversion->Plus = TRUE;
            break;
        case ' ':
            Conversion->Space = TRUE;
            break;
        case '#':
            Conversion->Alternate = TRUE;
            break;
        case '0':
            Conversion->Zero = TRUE;
            break;
        default:
            return;
        }
    }
}

static LONG
RtlpParseNumber(PRTLP_READER Reader)
{
    LONG Value = 0;

    if (RtlpAccept(Reader, "*")) {
        return __builtin_va_arg(Reader->Arguments, LONG);
    }
    while (RtlpPeek(Reader, 0) >= '0' && RtlpPeek(Reader, 0) <= '9') {
        if (Value < MAXLONG / 10 - 1) {
            Value = Value * 10 + (RtlpPeek(Reader, 0) - '0');
        }
        Reader->Next++;
    }
    return Value;
}

static VOID
RtlpParseWidth(PRTLP_READER Reader, PRTLP_CONVERSION Conversion)
{
    Conversion->Width = RtlpParseNumber(Reader);
    if (Conversion->Width < 0) {
        Conversion->Left = TRUE;
        Conversion->Width = Conversion->Width == (LONG)MINLONG ? MAXLONG : -Conversion->Width;
    }
    Conversion->Precision = -1;
    if (RtlpAccept(Reader, ".")) {
        Conversion->Precision = RtlpParseNumber(Reader);
    }
    if (Conversion->Precision < 0) {
        Conversion->Precision = -1;
    }
}

static VOID
RtlpParseSize(PRTLP_READER Reader, PRTLP_CONVERSION Conversion)
{
    static const struct {
        CHAR Word[4];
        UCHAR Bytes;
        BOOLEAN Narrow, WideText;
    } Sizes[] = {
        {"hh", 1, TRUE, FALSE}, {"h", 2, TRUE, FALSE},   {"ll", 8, FALSE, TRUE},
        {"l", 4, FALSE, TRUE},  {"I64", 8, FALSE, FALSE}, {"I32", 4, FALSE, FALSE},
        {"I", 8, FALSE, FALSE}, {"w", 4, FALSE, TRUE},   {"z", 8, FALSE, FALSE},
        {"t", 8, FALSE, FALSE}, {"j", 8, FALSE, FALSE},  {"L", 4, FALSE, FALSE},
    };

    Conversion->Bytes = 4;
    for (ULONG i = 0; i < ARRAYSIZE(Sizes); i++) {
        if (RtlpAccept(Reader, Sizes[i].Word)) {
            Conversion->Bytes = Sizes[i].Bytes;
            Conversion->Narrow = Sizes[i].Narrow;
            Conversion->WideText = Sizes[i].WideText;
            return;
        }
    }
}

static ULONG64
RtlpIntegerArgument(PRTLP_READER Reader, const RTLP_CONVERSION *Conversion)
{
    BOOLEAN Signed = Conversion->Type == 'd' || Conversion->Type == 'i';
    ULONG Value;

    if (Conversion->Bytes == 8) {
        return __builtin_va_arg(Reader->Arguments, ULONG64);
    }
    Value = __builtin_va_arg(Reader->Arguments, ULONG);
    if (Conversion->Bytes == 1) {
        return Signed ? (ULONG64)(CHAR)Value : (UCHAR)Value;
    }
    if (Conversion->Bytes == 2) {
        return Signed ? (ULONG64)(SHORT)Value : (USHORT)Value;
    }
    return Signed ? (ULONG64)(LONG)Value : Value;
}

/* %c and %s mean the format's own width, %C and %S the other one; a size prefix beats both. */
static BOOLEAN
RtlpIsWideText(const RTLP_READER *Reader, const RTLP_CONVERSION *Conversion)
{
    if (Conversion->Narrow || Conversion->WideText) {
        return Conversion->WideText;
    }
    if (Conversion->Type == 'C' || Conversion->Type == 'S') {
        return !Reader->Wide;
    }
    return Reader->Wide;
}

static VOID
RtlpFormatCharacter(PRTLP_SINK Sink, PRTLP_READER Reader, PRTLP_CONVERSION Conversion)
{
    BOOLEAN WideText = RtlpIsWideText(Reader, Conversion);
    ULONG Argument = __builtin_va_arg(Reader->Arguments, ULONG);
    WCHAR Wide = (WCHAR)Argument;
    CHAR Narrow = (CHAR)Argument;

    Conversion->Precision = -1;
    RtlpPutText(Sink, Conversion, WideText ? (PVOID)&Wide : &Narrow, WideText ? 2 : 1, WideText);
}

static VOID
RtlpFormatString(PRTLP_SINK Sink, PRTLP_READER Reader, const RTLP_CONVERSION *Conversion)
{
    const VOID *Text = __builtin_va_arg(Reader->Arguments, PVOID);

    if (Text == NULL) {
        RtlpPutText(Sink, Conversion, "(null)", MAXSIZE_T, FALSE);
    } else {
        RtlpPutText(Sink, Conversion, Text, MAXSIZE_T, RtlpIsWideText(Reader, Conversion));
    }
}

static VOID
RtlpFormatCounted(PRTLP_SINK Sink, PRTLP_READER Reader, const RTLP_CONVERSION *Conversion)
{
    const STRING *String = __builtin_va_arg(Reader->Arguments, PVOID);

    if (String == NULL || String->Buffer == NULL) {
        RtlpPutText(Sink, Conversion, "(null)", MAXSIZE_T, FALSE);
    } else {
        RtlpPutText(Sink, Conversion, String->Buffer, String->Length, Conversion->WideText);
    }
}

static BOOLEAN
RtlpFormatOne(PRTLP_SINK Sink, PRTLP_READER Reader, PRTLP_CONVERSION Conversion)
{
    switch (Conversion->Type) {
    case '%':
        RtlpPut(Sink, '%');
        return TRUE;
    case 'c':
    case 'C':
        RtlpFormatCharacter(Sink, Reader, Conversion);
        return TRUE;
    case 's':
    case 'S':
        RtlpFormatString(Sink, Reader, Conversion);
        return TRUE;
    case 'Z':
        RtlpFormatCounted(Sink, Reader, Conversion);
        return TRUE;
    case 'p':
        Conversion->Bytes = sizeof(PVOID);
        Conversion->Precision = 2 * sizeof(PVOID);
        Conversion->Type = 'X';
        break;
    case 'd':
    case 'i':
    case 'o':
    case 'u':
    case 'x':
    case 'X':
        break;
    default:
        return FALSE;
    }
    RtlpPutInteger(Sink, Conversion, RtlpIntegerArgument(Reader, Conversion));
    return TRUE;
}

static BOOLEAN
RtlpFormatNext(PRTLP_SINK Sink, PRTLP_READER Reader)
{
    RTLP_CONVERSION Conversion = {0};

    RtlpParseFlags(Reader, &Conversion);
    RtlpParseWidth(Reader, &Conversion);
    RtlpParseSize(Reader, &Conversion);
    Conversion.Type = RtlpPeek(Reader, 0);
    if (Conversion.Type == 0) {
        return FALSE;
    }
    Reader->Next++;
    return RtlpFormatOne(Sink, Reader, &Conversion);
}

BOOLEAN
RtlpFormat(PRTLP_SINK Sink, const VOID *Format, __builtin_va_list Arguments)
{
    RTLP_READER Reader = {.Format = Format, .Wide = Sink->Wide};
    BOOLEAN Good = TRUE;
    WCHAR Character;

    __builtin_va_copy(Reader.Arguments, Arguments);
    while (Good && (Character = RtlpPeek(&Reader, 0)) != 0) {
        Reader.Next++;
        if (Character == '%') {
            Good = RtlpFormatNext(Sink, &Reader);
        } else {
            RtlpPut(Sink, Character);
        }
    }
    __builtin_va_end(Reader.Arguments);
    return Good;
}

LONG
RtlFormat(PSTR Buffer, SIZE_T Size, PCSTR Format, __builtin_va_list Arguments)
{
    RTLP_SINK Sink = {.Buffer = Buffer, .Size = Size > 0 ? Size - 1 : 0};
    BOOLEAN Good = RtlpFormat(&Sink, Format, Arguments);

    if (Size > 0) {
        Buffer[min(Sink.Length, Sink.Size)] = 0;
    }
    return Good ? (LONG)Sink.Length : -1;
}

LONG
RtlFormatWide(PWSTR Buffer, SIZE_T Characters, PCWSTR Format, __builtin_va_list Arguments)
{
    RTLP_SINK Sink = {.Buffer = Buffer, .Size = Characters > 0 ? Characters - 1 : 0, .Wide = TRUE};
    BOOLEAN Good = RtlpFormat(&Sink, Format, Arguments);

    if (Characters > 0) {
        Buffer[min(Sink.Length, Sink.Size)] = 0;
    }
    return Good ? (LONG)Sink.Length : -1;
}

LONG
RtlFormatText(PSTR Buffer, SIZE_T Size, PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    LONG Length;

    __builtin_va_start(Arguments, Format);
    Length = RtlFormat(Buffer, Size, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}
