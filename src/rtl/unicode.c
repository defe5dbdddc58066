/*
 * src/rtl/unicode.c - counted 16-bit strings: initialise, copy, append, free
 *
 * Length and MaximumLength count bytes. A string need not be terminated; what these routines write
 * is terminated whenever there is room behind it.
 */
#include "rtlp.h"

#define RTLP_LONGEST 0xFFFC /* bytes: with its terminator the string fits into a USHORT */

static SIZE_T
RtlpWideLength(PCWSTR Text)
{
    SIZE_T Length = 0;

    while (Text[Length] != 0) {
        Length++;
    }
    return Length;
}

static VOID
RtlpTerminateWide(PUNICODE_STRING String)
{
    if (String->Length + sizeof(WCHAR) <= String->MaximumLength) {
        String->Buffer[String->Length / sizeof(WCHAR)] = 0;
    }
}

NTSTATUS
RtlInitUnicodeStringEx(PUNICODE_STRING DestinationString, PCWSTR SourceString)
{
    SIZE_T Bytes = 0;

    if (SourceString != NULL) {
        Bytes = RtlpWideLength(SourceString) * sizeof(WCHAR);
        if (Bytes > RTLP_LONGEST) {
            return STATUS_NAME_TOO_LONG;
        }
    }
    DestinationString->Length = (USHORT)Bytes;
    DestinationString->MaximumLength = SourceString == NULL ? 0 : (USHORT)(Bytes + sizeof(WCHAR));
    DestinationString->Buffer = (PWCH)SourceString;
    return STATUS_SUCCESS;
}

VOID
RtlInitUnicodeString(PUNICODE_STRING DestinationString, PCWSTR SourceString)
{
    if (!NT_SUCCESS(RtlInitUnicodeStringEx(DestinationString, SourceString))) {
        DestinationString->Length = RTLP_LONGEST;
        DestinationString->MaximumLength = RTLP_LONGEST + sizeof(WCHAR);
        DestinationString->Buffer = (PWCH)SourceString;
    }
}

BOOLEAN
RtlCreateUnicodeString(PUNICODE_STRING DestinationString, PCWSTR SourceString)
{
    UNICODE_STRING Source;

    if (!NT_SUCCESS(RtlInitUnicodeStringEx(&Source, SourceString)) ||
        !NT_SUCCESS(
            RtlpPrepareString((PSTRING)DestinationString, Source.Length, sizeof(WCHAR), TRUE))) {
        return FALSE;
    }
    RtlCopyUnicodeString(DestinationString, &Source);
    return TRUE;
}

VOID
RtlFreeUnicodeString(PUNICODE_STRING UnicodeString)
{
    if (UnicodeString->Buffer != NULL) {
        ExFreePool(UnicodeString->Buffer);
        *UnicodeString = (UNICODE_STRING){0};
    }
}

VOID
RtlCopyUnicodeString(PUNICODE_STRING DestinationString, PCUNICODE_STRING SourceString)
{
    if (SourceString == NULL) {
        DestinationString->Length = 0;
        return;
    }
    DestinationString->Length = min(SourceString->Length, DestinationString->MaximumLength);
    memmove(DestinationString->Buffer, SourceString->Buffer, DestinationString->Length);
    RtlpTerminateWide(DestinationString);
}

static NTSTATUS
RtlpAppendWide(PUNICODE_STRING Destination, PCWCH Text, SIZE_T Bytes)
{
    if (Bytes > (SIZE_T)(Destination->MaximumLength -
                         min(Destination->Length, Destination->MaximumLength))) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    memmove((PUCHAR)Destination->Buffer + Destination->Length, Text, Bytes);
    Destination->Length += (USHORT)Bytes;
    RtlpTerminateWide(Destination);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlAppendUnicodeToString(PUNICODE_STRING Destination, PCWSTR Source)
{
    if (Source == NULL) {
        return STATUS_SUCCESS;
    }
    return RtlpAppendWide(Destination, Source, RtlpWideLength(Source) * sizeof(WCHAR));
}

NTSTATUS
RtlAppendUnicodeStringToString(PUNICODE_STRING Destination, PCUNICODE_STRING Source)
{
    if (Source->Length == 0) {
        return STATUS_SUCCESS;
    }
    return RtlpAppendWide(Destination, Source->Buffer, Source->Length);
}
