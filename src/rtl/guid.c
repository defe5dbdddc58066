/*
 * src/rtl/guid.c - {01234567-89ab-cdef-0123-456789abcdef}: GUIDs as text
 */
#include "rtlp.h"

#define RTLP_GUID_LENGTH 38

/* Which of a GUID's 16 bytes, in memory order, each pair of digits stands for; 16: punctuation. */
static const UCHAR RtlpGuidBytes[RTLP_GUID_LENGTH] = {
    16, 3, 3, 2, 2, 1,  1,  0,  0,  16, 5,  5,  4,  4,  16, 7,  7,  6,  6,
    16, 8, 8, 9, 9, 16, 10, 10, 11, 11, 12, 12, 13, 13, 14, 14, 15, 15, 16,
};

static WCHAR
RtlpGuidPunctuation(ULONG Index)
{
    return Index == 0 ? '{' : Index == RTLP_GUID_LENGTH - 1 ? '}' : '-';
}

NTSTATUS
RtlStringFromGUID(REFGUID Guid, PUNICODE_STRING GuidString)
{
    const UCHAR *Bytes = (const UCHAR *)Guid;
    NTSTATUS Status = RtlpPrepareString((PSTRING)GuidString, RTLP_GUID_LENGTH * sizeof(WCHAR),
                                        sizeof(WCHAR), TRUE);
    BOOLEAN High = TRUE;

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    for (ULONG i = 0; i < RTLP_GUID_LENGTH; i++) {
        UCHAR Byte = RtlpGuidBytes[i];

        if (Byte == 16) {
            GuidString->Buffer[i] = RtlpGuidPunctuation(i);
            continue;
        }
        GuidString->Buffer[i] = "0123456789abcdef"[High ? Bytes[Byte] >> 4 : Bytes[Byte] & 15];
        High = !High;
    }
    GuidString->Buffer[RTLP_GUID_LENGTH] = 0;
    return STATUS_SUCCESS;
}

NTSTATUS
RtlGUIDFromString(PCUNICODE_STRING GuidString, GUID *Guid)
{
    UCHAR Bytes[17] = {0};

    if (GuidString->Length != RTLP_GUID_LENGTH * sizeof(WCHAR)) {
        return STATUS_INVALID_PARAMETER;
    }
    for (ULONG i = 0; i < RTLP_GUID_LENGTH; i++) {
        UCHAR Byte = RtlpGuidBytes[i];
        ULONG Digit = RtlpDigitValue(GuidString->Buffer[i]);

        if (Byte == 16 ? GuidString->Buffer[i] != RtlpGuidPunctuation(i) : Digit > 15) {
            return STATUS_INVALID_PARAMETER;
        }
        Bytes[Byte] = (UCHAR)(Bytes[Byte] << 4 | (Digit & 15));
    }
    memcpy(Guid, Bytes, sizeof(*Guid));
    return STATUS_SUCCESS;
}
