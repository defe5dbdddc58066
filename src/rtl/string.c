/*
 * src/rtl/string.c - counted 8-bit strings: initialise, copy, append, upper case, free
 *
 * ANSI, OEM and UTF-8 strings are all of this one kind; only conversions (nlsstring.c, utf8.c) know
 * the difference.
 */
#include "rtlp.h"

#define RTLP_LONGEST 0xFFFE /* bytes: with its terminator the string fits into a USHORT */

NTSTATUS
RtlInitStringEx(PSTRING DestinationString, PCSZ SourceString)
{
    SIZE_T Bytes = 0;

    if (SourceString != NULL) {
        Bytes = strlen(SourceString);
        if (Bytes > RTLP_LONGEST) {
            return STATUS_NAME_TOO_LONG;
        }
    }
    DestinationString->Length = (USHORT)Bytes;
    DestinationString->MaximumLength = SourceString == NULL ? 0 : (USHORT)(Bytes + 1);
    DestinationString->Buffer = (PCHAR)SourceString;
    return STATUS_SUCCESS;
}

VOID
RtlInitString(PSTRING DestinationString, PCSZ SourceString)
{
    if (!NT_SUCCESS(RtlInitStringEx(DestinationString, SourceString))) {
        DestinationString->Length = RTLP_LONGEST;
        DestinationString->MaximumLength = RTLP_LONGEST + 1;
        DestinationString->Buffer = (PCHAR)SourceString;
    }
}

VOID
RtlInitAnsiString(PANSI_STRING DestinationString, PCSZ SourceString)
{
    RtlInitString(DestinationString, SourceString);
}

NTSTATUS
RtlInitAnsiStringEx(PANSI_STRING DestinationString, PCSZ SourceString)
{
    return RtlInitStringEx(DestinationString, SourceString);
}

VOID
RtlInitUTF8String(PUTF8_STRING DestinationString, PCSZ SourceString)
{
    RtlInitString(DestinationString, SourceString);
}

NTSTATUS
RtlInitUTF8StringEx(PUTF8_STRING DestinationString, PCSZ SourceString)
{
    return RtlInitStringEx(DestinationString, SourceString);
}

VOID
RtlFreeAnsiString(PANSI_STRING AnsiString)
{
    if (AnsiString->Buffer != NULL) {
        ExFreePool(AnsiString->Buffer);
        *AnsiString = (ANSI_STRING){0};
    }
}

VOID
RtlFreeOemString(POEM_STRING OemString)
{
    if (OemString->Buffer != NULL) {
        ExFreePool(OemString->Buffer);
    }
}

VOID
RtlFreeUTF8String(PUTF8_STRING Utf8String)
{
    RtlFreeAnsiString(Utf8String);
}

VOID
RtlCopyString(PSTRING DestinationString, const STRING *SourceString)
{
    if (SourceString == NULL) {
        DestinationString->Length = 0;
        return;
    }
    DestinationString->Length = min(SourceString->Length, DestinationString->MaximumLength);
    memmove(DestinationString->Buffer, SourceString->Buffer, DestinationString->Length);
}

NTSTATUS
RtlAppendStringToString(PSTRING Destination, const STRING *Source)
{
    if ((ULONG)Destination->Length + Source->Length > Destination->MaximumLength) {
        return STATUS_BUFFER_TOO_SMALL;
    }
    memmove(Destination->Buffer + Destination->Length, Source->Buffer, Source->Length);
    Destination->Length += Source->Length;
    return STATUS_SUCCESS;
}

VOID
RtlUpperString(PSTRING DestinationString, const STRING *SourceString)
{
    DestinationString->Length = min(SourceString->Length, DestinationString->MaximumLength);
    for (ULONG i = 0; i < DestinationString->Length; i++) {
        DestinationString->Buffer[i] = RtlUpperChar(SourceString->Buffer[i]);
    }
}
