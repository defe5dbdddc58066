/*
 * src/rtl/crtnumber.c - the drivers' C library: numbers and text, pseudo-random numbers
 *
 * long is 32 bits in Windows: atol, strtol and strtoul saturate there. They return 64 bits that
 * hold the 32-bit value, so that it does not matter how wide the driver's compiler thinks long
 * is.
 */
#include "crt.h"

static struct {
    ULONG Seed;
} Crt SIM_STATE;

/* A number as it is read: from 8 or 16-bit text, in Base (0: by prefix). */
typedef struct _CRTP_NUMBER {
    ULONG64 Magnitude;
    BOOLEAN Negative, Overflow, Any;
    SIZE_T Length; /* characters that belong to it; 0: there is none */
} CRTP_NUMBER;

static WCHAR
CrtpAt(const VOID *Text, SIZE_T Index, BOOLEAN Wide)
{
    return Wide ? ((PCWSTR)Text)[Index] : ((const UCHAR *)Text)[Index];
}

static BOOLEAN
CrtpIsHexPrefix(const VOID *Text, SIZE_T Index, BOOLEAN Wide)
{
    return CrtpAt(Text, Index, Wide) == '0' && (CrtpAt(Text, Index + 1, Wide) | 0x20) == 'x' &&
           RtlpDigitValue(CrtpAt(Text, Index + 2, Wide)) < 16;
}

static CRTP_NUMBER
CrtpRead(const VOID *Text, BOOLEAN Wide, ULONG Base)
{
    CRTP_NUMBER Number = {0};
    SIZE_T Index = 0;
    ULONG Digit;

    while (crt_isspace(CrtpAt(Text, Index, Wide))) {
        Index++;
    }
    Number.Negative = CrtpAt(Text, Index, Wide) == '-';
    if (Number.Negative || CrtpAt(Text, Index, Wide) == '+') {
        Index++;
    }
    if ((Base == 0 || Base == 16) && CrtpIsHexPrefix(Text, Index, Wide)) {
        Base = 16;
        Index += 2;
    } else if (Base == 0) {
        Base = CrtpAt(Text, Index, Wide) == '0' ? 8 : 10;
    }
    while ((Digit = RtlpDigitValue(CrtpAt(Text, Index, Wide))) < Base) {
        Number.Overflow |=
            __builtin_mul_overflow(Number.Magnitude, (ULONG64)Base, &Number.Magnitude);
        Number.Overflow |=
            __builtin_add_overflow(Number.Magnitude, (ULONG64)Digit, &Number.Magnitude);
        Number.Length = ++Index;
    }
    return Number;
}

static INT64
CrtpSigned(const CRTP_NUMBER *Number, INT64 Most)
{
    ULONG64 Limit = (ULONG64)Most + (Number->Negative ? 1 : 0);
    ULONG64 Magnitude = Number->Overflow || Number->Magnitude > Limit ? Limit : Number->Magnitude;

    return (INT64)(Number->Negative ? 0 - Magnitude : Magnitude);
}

static ULONG64
CrtpUnsigned(const CRTP_NUMBER *Number, ULONG64 Most)
{
    if (Number->Overflow || Number->Magnitude > Most) {
        return Most;
    }
    return (Number->Negative ? 0 - Number->Magnitude : Number->Magnitude) & Most;
}

INT
crt_atoi(PCSTR Text)
{
    CRTP_NUMBER Number = CrtpRead(Text, FALSE, 10);

    return (INT)CrtpSigned(&Number, MAXLONG);
}

INT64
crt_atol(PCSTR Text)
{
    return crt_atoi(Text);
}

INT64
crt__atoi64(PCSTR Text)
{
    CRTP_NUMBER Number = CrtpRead(Text, FALSE, 10);

    return CrtpSigned(&Number, MAXLONGLONG);
}

INT
crt__wtoi(PCWSTR Text)
{
    CRTP_NUMBER Number = CrtpRead(Text, TRUE, 10);

    return (INT)CrtpSigned(&Number, MAXLONG);
}

INT64
crt__wtol(PCWSTR Text)
{
    return crt__wtoi(Text);
}

INT64
crt_strtol(PCSTR Text, PSTR *End, INT Base)
{
    CRTP_NUMBER Number = CrtpRead(Text, FALSE, (ULONG)Base);

    if (End != NULL) {
        *End = (PSTR)Text + Number.Length;
    }
    return CrtpSigned(&Number, MAXLONG);
}

ULONG64
crt_strtoul(PCSTR Text, PSTR *End, INT Base)
{
    CRTP_NUMBER Number = CrtpRead(Text, FALSE, (ULONG)Base);

    if (End != NULL) {
        *End = (PSTR)Text + Number.Length;
    }
    return CrtpUnsigned(&Number, MAXULONG);
}

ULONG64
crt__strtoui64(PCSTR Text, PSTR *End, INT Base)
{
    CRTP_NUMBER Number = CrtpRead(Text, FALSE, (ULONG)Base);

    if (End != NULL) {
        *End = (PSTR)Text + Number.Length;
    }
    return CrtpUnsigned(&Number, MAXULONGLONG);
}

INT64
crt_wcstol(PCWSTR Text, PWSTR *End, INT Base)
{
    CRTP_NUMBER Number = CrtpRead(Text, TRUE, (ULONG)Base);

    if (End != NULL) {
        *End = (PWSTR)Text + Number.Length;
    }
    return CrtpSigned(&Number, MAXLONG);
}

ULONG64
crt_wcstoul(PCWSTR Text, PWSTR *End, INT Base)
{
    CRTP_NUMBER Number = CrtpRead(Text, TRUE, (ULONG)Base);

    if (End != NULL) {
        *End = (PWSTR)Text + Number.Length;
    }
    return CrtpUnsigned(&Number, MAXULONG);
}

/* Puts a number into a buffer of Room characters; an error leaves an empty string. */
static INT
CrtpWrite(PVOID Buffer, SIZE_T Room, BOOLEAN Wide, ULONG64 Value, BOOLEAN Negative, ULONG Base)
{
    CHAR Digits[RTLP_DIGITS + 1];
    PSTR First;
    SIZE_T Length;
    INT Error = Buffer == NULL || Room == 0 || Base < 2 || Base > 36 ? CRT_EINVAL : 0;

    if (Error == 0) {
        First = RtlpDigits(Digits + 1, Negative ? 0 - Value : Value, Base, FALSE);
        if (Negative) {
            *--First = '-';
        }
        Length = (SIZE_T)(&Digits[RTLP_DIGITS + 1] - First);
        Error = Length < Room ? 0 : CRT_ERANGE;
    }
    if (Error != 0) {
        Length = 0;
        First = Digits;
    }
    for (SIZE_T i = 0; Buffer != NULL && Room > 0 && i <= Length; i++) {
        WCHAR Character = i < Length ? (UCHAR)First[i] : 0;

        if (Wide) {
            ((PWSTR)Buffer)[i] = Character;
        } else {
            ((PSTR)Buffer)[i] = (CHAR)Character;
        }
    }
    return Error;
}

/* As Windows: only base 10 has a sign; otherwise a negative number shows its 32 or 64 bits. */
PSTR
crt__itoa(INT Value, PSTR Buffer, INT Base)
{
    BOOLEAN Negative = Base == 10 && Value < 0;

    CrtpWrite(Buffer, MAXLONG, FALSE, Negative ? (ULONG64)Value : (ULONG)Value, Negative,
              (ULONG)Base);
    return Buffer;
}

PWSTR
crt__itow(INT Value, PWSTR Buffer, INT Base)
{
    BOOLEAN Negative = Base == 10 && Value < 0;

    CrtpWrite(Buffer, MAXLONG, TRUE, Negative ? (ULONG64)Value : (ULONG)Value, Negative,
              (ULONG)Base);
    return Buffer;
}

INT
crt__itoa_s(INT Value, PSTR Buffer, SIZE_T Room, INT Base)
{
    BOOLEAN Negative = Base == 10 && Value < 0;

    return CrtpWrite(Buffer, Room, FALSE, Negative ? (ULONG64)Value : (ULONG)Value, Negative,
                     (ULONG)Base);
}

INT
crt__itow_s(INT Value, PWSTR Buffer, SIZE_T Room, INT Base)
{
    BOOLEAN Negative = Base == 10 && Value < 0;

    return CrtpWrite(Buffer, Room, TRUE, Negative ? (ULONG64)Value : (ULONG)Value, Negative,
                     (ULONG)Base);
}

INT
crt__i64toa_s(INT64 Value, PSTR Buffer, SIZE_T Room, INT Base)
{
    return CrtpWrite(Buffer, Room, FALSE, (ULONG64)Value, Base == 10 && Value < 0, (ULONG)Base);
}

INT
crt__i64tow_s(INT64 Value, PWSTR Buffer, SIZE_T Room, INT Base)
{
    return CrtpWrite(Buffer, Room, TRUE, (ULONG64)Value, Base == 10 && Value < 0, (ULONG)Base);
}

INT
crt__ui64toa_s(ULONG64 Value, PSTR Buffer, SIZE_T Room, INT Base)
{
    return CrtpWrite(Buffer, Room, FALSE, Value, FALSE, (ULONG)Base);
}

INT
crt__ui64tow_s(ULONG64 Value, PWSTR Buffer, SIZE_T Room, INT Base)
{
    return CrtpWrite(Buffer, Room, TRUE, Value, FALSE, (ULONG)Base);
}

VOID
crt_srand(UINT Seed)
{
    Crt.Seed = Seed;
}

/* 0 to RAND_MAX, which is 32767. */
INT
crt_rand(VOID)
{
    return (INT)(RtlRandomEx(&Crt.Seed) >> 8 & 0x7FFF);
}

INT
crt_abs(INT Value)
{
    return Value < 0 ? -Value : Value;
}
