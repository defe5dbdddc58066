/*
 * src/rtl/utf8.c - between UTF-8 and UTF-16
 *
 * Ill-formed input (a lone surrogate, an overlong or truncated sequence, a code beyond U+10FFFF)
 * becomes U+FFFD and the status STATUS_SOME_NOT_MAPPED; a maximal ill-formed part becomes one
 * U+FFFD, as Unicode recommends. Output ends before the first character that does not fit whole.
 */
#include "rtlp.h"

#define RTLP_REPLACEMENT 0xFFFD
#define RTLP_BAD MAXULONG

/* The next code point of 16-bit text, or RTLP_BAD. */
static ULONG
RtlpReadUtf16(PCWCH Text, ULONG Count, PULONG Next)
{
    ULONG High = Text[(*Next)++];

    if (High < 0xD800 || High > 0xDFFF) {
        return High;
    }
    if (High > 0xDBFF || *Next == Count || Text[*Next] < 0xDC00 || Text[*Next] > 0xDFFF) {
        return RTLP_BAD;
    }
    return 0x10000 + ((High - 0xD800) << 10) + (Text[(*Next)++] - 0xDC00);
}

/* How many bytes follow the first one, and what range the second one may have; 4: none is right. */
static ULONG
RtlpFollowing(UCHAR First, PUCHAR Lowest, PUCHAR Highest)
{
    *Lowest = First == 0xE0 ? 0xA0 : First == 0xF0 ? 0x90 : 0x80;
    *Highest = First == 0xED ? 0x9F : First == 0xF4 ? 0x8F : 0xBF;
    if (First < 0x80) {
        return 0;
    }
    if (First >= 0xC2 && First <= 0xDF) {
        return 1;
    }
    if (First >= 0xE0 && First <= 0xEF) {
        return 2;
    }
    return First >= 0xF0 && First <= 0xF4 ? 3 : 4;
}

/* The next code point of UTF-8 text, or RTLP_BAD. */
static ULONG
RtlpReadUtf8(const UCHAR *Text, ULONG Count, PULONG Next)
{
    static const UCHAR FirstBits[] = {0x7F, 0x1F, 0x0F, 0x07};
    UCHAR First = Text[(*Next)++], Lowest, Highest;
    ULONG Following = RtlpFollowing(First, &Lowest, &Highest);
    ULONG Code;

    if (Following == 4) {
        return RTLP_BAD;
    }
    Code = First & FirstBits[Following];
    for (; Following > 0; Following--) {
        if (*Next == Count || Text[*Next] < Lowest || Text[*Next] > Highest) {
            return RTLP_BAD;
        }
        Code = Code << 6 | (Text[(*Next)++] & 0x3F);
        Lowest = 0x80;
        Highest = 0xBF;
    }
    return Code;
}

static ULONG
RtlpEncodeUtf8(UCHAR Bytes[4], ULONG Code)
{
    static const UCHAR FirstMarks[] = {0x00, 0xC0, 0xE0, 0xF0};
    ULONG Following = Code < 0x80 ? 0 : Code < 0x800 ? 1 : Code < 0x10000 ? 2 : 3;

    for (ULONG i = Following; i > 0; i--) {
        Bytes[i] = 0x80 | (Code & 0x3F);
        Code >>= 6;
    }
    Bytes[0] = (UCHAR)(FirstMarks[Following] | Code);
    return Following + 1;
}

static ULONG
RtlpEncodeUtf16(WCHAR Words[2], ULONG Code)
{
    if (Code < 0x10000) {
        Words[0] = (WCHAR)Code;
        return 1;
    }
    Words[0] = (WCHAR)(0xD800 + ((Code - 0x10000) >> 10));
    Words[1] = (WCHAR)(0xDC00 + ((Code - 0x10000) & 0x3FF));
    return 2;
}

NTSTATUS
RtlUnicodeToUTF8N(PCHAR UTF8StringDestination, ULONG UTF8StringMaxByteCount,
                  PULONG UTF8StringActualByteCount, PCWCH UnicodeStringSource,
                  ULONG UnicodeStringByteCount)
{
    ULONG Count = UnicodeStringByteCount / sizeof(WCHAR), Next = 0, Total = 0;
    NTSTATUS Status = STATUS_SUCCESS;

    if (UTF8StringDestination == NULL && UTF8StringActualByteCount == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (UnicodeStringSource == NULL) {
        return STATUS_INVALID_PARAMETER_4;
    }
    if (UnicodeStringByteCount % sizeof(WCHAR) != 0) {
        return STATUS_INVALID_PARAMETER_5;
    }
    while (Next < Count) {
        ULONG Code = RtlpReadUtf16(UnicodeStringSource, Count, &Next);
        UCHAR Bytes[4];
        ULONG Length;

        Status = Code == RTLP_BAD ? STATUS_SOME_NOT_MAPPED : Status;
        Length = RtlpEncodeUtf8(Bytes, Code == RTLP_BAD ? RTLP_REPLACEMENT : Code);
        if (UTF8StringDestination != NULL) {
            if (Length > UTF8StringMaxByteCount - Total) {
                Status = STATUS_BUFFER_TOO_SMALL;
                break;
            }
            memcpy(UTF8StringDestination + Total, Bytes, Length);
        }
        Total += Length;
    }
    if (UTF8StringActualByteCount != NULL) {
        *UTF8StringActualByteCount = Total;
    }
    return Status;
}

NTSTATUS
RtlUTF8ToUnicodeN(PWSTR UnicodeStringDestination, ULONG UnicodeStringMaxByteCount,
                  PULONG UnicodeStringActualByteCount, PCCH UTF8StringSource,
                  ULONG UTF8StringByteCount)
{
    ULONG Room = UnicodeStringMaxByteCount / sizeof(WCHAR), Next = 0, Total = 0;
    NTSTATUS Status = STATUS_SUCCESS;

    if (UnicodeStringDestination == NULL && UnicodeStringActualByteCount == NULL) {
        return STATUS_INVALID_PARAMETER;
    }
    if (UTF8StringSource == NULL) {
        return STATUS_INVALID_PARAMETER_4;
    }
    while (Next < UTF8StringByteCount) {
        ULONG Code = RtlpReadUtf8((const UCHAR *)UTF8StringSource, UTF8StringByteCount, &Next);
        WCHAR Words[2];
        ULONG Length;

        Status = Code == RTLP_BAD ? STATUS_SOME_NOT_MAPPED : Status;
        Length = RtlpEncodeUtf16(Words, Code == RTLP_BAD ? RTLP_REPLACEMENT : Code);
        if (UnicodeStringDestination != NULL) {
            if (Length > Room - Total) {
                Status = STATUS_BUFFER_TOO_SMALL;
                break;
            }
            memcpy(UnicodeStringDestination + Total, Words, Length * sizeof(WCHAR));
        }
        Total += Length;
    }
    if (UnicodeStringActualByteCount != NULL) {
        *UnicodeStringActualByteCount = Total * sizeof(WCHAR);
    }
    return Status;
}

NTSTATUS
RtlUnicodeStringToUTF8String(PUTF8_STRING DestinationString, PCUNICODE_STRING SourceString,
                             BOOLEAN AllocateDestinationString)
{
    ULONG Bytes;
    NTSTATUS Status, Mapped;

    Mapped = RtlUnicodeToUTF8N(NULL, 0, &Bytes, SourceString->Buffer, SourceString->Length);
    if (!NT_SUCCESS(Mapped)) {
        return Mapped;
    }
    Status = RtlpPrepareString(DestinationString, Bytes, 1, AllocateDestinationString);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    RtlUnicodeToUTF8N(DestinationString->Buffer, Bytes, NULL, SourceString->Buffer,
                      SourceString->Length);
    DestinationString->Buffer[Bytes] = 0;
    return Mapped;
}

NTSTATUS
RtlUTF8StringToUnicodeString(PUNICODE_STRING DestinationString, PUTF8_STRING SourceString,
                             BOOLEAN AllocateDestinationString)
{
    ULONG Bytes;
    NTSTATUS Status, Mapped;

    Mapped = RtlUTF8ToUnicodeN(NULL, 0, &Bytes, SourceString->Buffer, SourceString->Length);
    if (!NT_SUCCESS(Mapped)) {
        return Mapped;
    }
    Status = RtlpPrepareString((PSTRING)DestinationString, Bytes, sizeof(WCHAR),
                               AllocateDestinationString);
    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    RtlUTF8ToUnicodeN(DestinationString->Buffer, Bytes, NULL, SourceString->Buffer,
                      SourceString->Length);
    DestinationString->Buffer[Bytes / sizeof(WCHAR)] = 0;
    return Mapped;
}
