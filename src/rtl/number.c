/*
 * src/rtl/number.c - integers as text, and back
 *
 * Base 0 means 10 for output; for input it means what the prefix says: 0x, 0o, 0b, else 10.
 *
 * As in Windows, a number that does not fit wraps.
 */
#include "rtlp.h"

PSTR
RtlpDigits(CHAR Buffer[RTLP_DIGITS], ULONG64 Value, ULONG Base, BOOLEAN Uppercase)
{
    PCSTR Digits = Uppercase ? "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             : "0123456789abcdefghijklmnopqrstuvwxyz";
    PSTR First = &Buffer[RTLP_DIGITS];

    do {
        *--First = Digits[Value % Base];
        Value /= Base;
    } while (Value != 0);
    return First;
}

ULONG
RtlpDigitValue(WCHAR Character)
{
    if (Character >= '0' && Character <= '9') {
        return Character - '0';
    }
    if (Character >= 'a' && Character <= 'z') {
        return Character - 'a' + 10;
    }
    if (Character >= 'A' && Character <= 'Z') {
        return Character - 'A' + 10;
    }
    return 36;
}

static BOOLEAN
RtlpIsBase(ULONG Base)
{
    return Base == 0 || Base == 2 || Base == 8 || Base == 10 || Base == 16;
}

NTSTATUS
RtlInt64ToUnicodeString(ULONGLONG Value, ULONG Base, PUNICODE_STRING String)
{
    CHAR Buffer[RTLP_DIGITS];
    PSTR Digits;
    ULONG Length;

    if (!RtlpIsBase(Base)) {
        return STATUS_INVALID_PARAMETER;
    }
    Digits = RtlpDigits(Buffer, Value, Base == 0 ? 10 : Base, TRUE);
    Length = (ULONG)(&Buffer[RTLP_DIGITS] - Digits);
    if (Length * sizeof(WCHAR) > String->MaximumLength) {
        return STATUS_BUFFER_OVERFLOW;
    }
    for (ULONG i = 0; i < Length; i++) {
        String->Buffer[i] = Digits[i];
    }
    String->Length = (USHORT)(Length * sizeof(WCHAR));
    if (String->Length + sizeof(WCHAR) <= String->MaximumLength) {
        String->Buffer[Length] = 0;
    }
    return STATUS_SUCCESS;
}

NTSTATUS
RtlIntegerToUnicodeString(ULONG Value, ULONG Base, PUNICODE_STRING String)
{
    return RtlInt64ToUnicodeString(Value, Base, String);
}

/* Text that a number is read from: counted 16-bit or terminated 8-bit characters. */
typedef struct _RTLP_TEXT {
    const VOID *Buffer;
    SIZE_T Next, Length;
    BOOLEAN Wide;
} RTLP_TEXT, *PRTLP_TEXT;

static WCHAR
RtlpCurrent(const RTLP_TEXT *Text)
{
    if (Text->Next >= Text->Length) {
        return 0;
    }
    return Text->Wide ? ((PCWCH)Text->Buffer)[Text->Next]
                      : ((const UCHAR *)Text->Buffer)[Text->Next];
}

/* Skips a base prefix and says which base it means. */
static ULONG
RtlpReadBase(PRTLP_TEXT Text)
{
    RTLP_TEXT Ahead = *Text;
    ULONG Base = 10;

    if (RtlpCurrent(&Ahead) != '0') {
        return Base;
    }
    Ahead.Next++;
    switch (RtlpCurrent(&Ahead)) {
    case 'x':
        Base = 16;
        break;
    case 'o':
        Base = 8;
        break;
    case 'b':
        Base = 2;
        break;
    default:
        return Base;
    }
    Text->Next = Ahead.Next + 1;
    return Base;
}

static ULONG64
RtlpReadInteger(PRTLP_TEXT Text, ULONG Base)
{
    BOOLEAN Negative;
    ULONG64 Value = 0;

    while (Text->Next < Text->Length && RtlpCurrent(Text) != 0 && RtlpCurrent(Text) <= ' ') {
        Text->Next++;
    }
    Negative = RtlpCurrent(Text) == '-';
    if (Negative || RtlpCurrent(Text) == '+') {
        Text->Next++;
    }
    if (Base == 0) {
        Base = RtlpReadBase(Text);
    }
    while (RtlpDigitValue(RtlpCurrent(Text)) < Base) {
        Value = Value * Base + RtlpDigitValue(RtlpCurrent(Text));
        Text->Next++;
    }
    return Negative ? 0 - Value : Value;
}

NTSTATUS
RtlUnicodeStringToInteger(PCUNICODE_STRING String, ULONG Base, PULONG Value)
{
    RTLP_TEXT Text = {
        .Buffer = String->Buffer, .Length = String->Length / sizeof(WCHAR), .Wide = TRUE};

    if (Text.Length == 0 || !RtlpIsBase(Base)) {
        return STATUS_INVALID_PARAMETER;
    }
    *Value = (ULONG)RtlpReadInteger(&Text, Base);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlCharToInteger(PCSZ String, ULONG Base, PULONG Value)
{
    RTLP_TEXT Text = {.Buffer = String, .Length = MAXSIZE_T};

    if (!RtlpIsBase(Base)) {
        return STATUS_INVALID_PARAMETER;
    }
    *Value = (ULONG)RtlpReadInteger(&Text, Base);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlUnicodeStringToInt64(PCUNICODE_STRING String, ULONG Base, PLONG64 Number, PWSTR *EndPointer)
{
    RTLP_TEXT Text = {
        .Buffer = String->Buffer, .Length = String->Length / sizeof(WCHAR), .Wide = TRUE};

    if (Text.Length == 0 || !RtlpIsBase(Base)) {
        return STATUS_INVALID_PARAMETER;
    }
    *Number = (LONG64)RtlpReadInteger(&Text, Base);
    if (EndPointer != NULL) {
        *EndPointer = String->Buffer + Text.Next;
    }
    return STATUS_SUCCESS;
}
