/*
 * src/rtl/compare.c - counted strings: compare, prefix, hash
 *
 * Strings are compared character by character, by their codes or, ignoring case, by the codes of
 * their upper case; at a common beginning the shorter one comes first.
 */
#include "rtlp.h"

LONG
RtlCompareUnicodeStrings(PCWCH String1, SIZE_T String1Length, PCWCH String2, SIZE_T String2Length,
                         BOOLEAN CaseInSensitive)
{
    SIZE_T Common = min(String1Length, String2Length);
    LONG Order = RtlpCompareWide(String1, String2, Common, CaseInSensitive);

    return Order != 0 ? Order : (LONG)(String1Length - String2Length);
}

LONG
RtlCompareUnicodeString(PCUNICODE_STRING String1, PCUNICODE_STRING String2, BOOLEAN CaseInSensitive)
{
    return RtlCompareUnicodeStrings(String1->Buffer, String1->Length / sizeof(WCHAR),
                                    String2->Buffer, String2->Length / sizeof(WCHAR),
                                    CaseInSensitive);
}

BOOLEAN
RtlEqualUnicodeString(PCUNICODE_STRING String1, PCUNICODE_STRING String2, BOOLEAN CaseInSensitive)
{
    return String1->Length == String2->Length &&
           RtlpCompareWide(String1->Buffer, String2->Buffer, String1->Length / sizeof(WCHAR),
                           CaseInSensitive) == 0;
}

BOOLEAN
RtlPrefixUnicodeString(PCUNICODE_STRING String1, PCUNICODE_STRING String2, BOOLEAN CaseInSensitive)
{
    return String1->Length <= String2->Length &&
           RtlpCompareWide(String1->Buffer, String2->Buffer, String1->Length / sizeof(WCHAR),
                           CaseInSensitive) == 0;
}

/* HASH_STRING_ALGORITHM_X65599 is also the default. */
NTSTATUS
RtlHashUnicodeString(PCUNICODE_STRING String, BOOLEAN CaseInSensitive, ULONG HashAlgorithm,
                     PULONG HashValue)
{
    ULONG Hash = 0;

    if (String == NULL || HashValue == NULL ||
        (HashAlgorithm != HASH_STRING_ALGORITHM_DEFAULT &&
         HashAlgorithm != HASH_STRING_ALGORITHM_X65599)) {
        return STATUS_INVALID_PARAMETER;
    }
    for (ULONG i = 0; i < String->Length / sizeof(WCHAR); i++) {
        WCHAR Character = String->Buffer[i];

        Hash = Hash * 65599 + (CaseInSensitive ? RtlUpcaseUnicodeChar(Character) : Character);
    }
    *HashValue = Hash;
    return STATUS_SUCCESS;
}

static LONG
RtlpCompareNarrow(PCCH Text1, PCCH Text2, ULONG Count, BOOLEAN IgnoreCase)
{
    for (ULONG i = 0; i < Count; i++) {
        UCHAR Character1 = (UCHAR)(IgnoreCase ? RtlUpperChar(Text1[i]) : Text1[i]);
        UCHAR Character2 = (UCHAR)(IgnoreCase ? RtlUpperChar(Text2[i]) : Text2[i]);

        if (Character1 != Character2) {
            return (LONG)Character1 - (LONG)Character2;
        }
    }
    return 0;
}

LONG
RtlCompareString(const STRING *String1, const STRING *String2, BOOLEAN CaseInSensitive)
{
    ULONG Common = min(String1->Length, String2->Length);
    LONG Order = RtlpCompareNarrow(String1->Buffer, String2->Buffer, Common, CaseInSensitive);

    return Order != 0 ? Order : (LONG)String1->Length - (LONG)String2->Length;
}

BOOLEAN
RtlEqualString(const STRING *String1, const STRING *String2, BOOLEAN CaseInSensitive)
{
    return String1->Length == String2->Length &&
           RtlpCompareNarrow(String1->Buffer, String2->Buffer, String1->Length, CaseInSensitive) ==
               0;
}

BOOLEAN
RtlPrefixString(const STRING *String1, const STRING *String2, BOOLEAN CaseInSensitive)
{
    return String1->Length <= String2->Length &&
           RtlpCompareNarrow(String1->Buffer, String2->Buffer, String1->Length, CaseInSensitive) ==
               0;
}
