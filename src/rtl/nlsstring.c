/*
 * src/rtl/nlsstring.c - between counted 8-bit and 16-bit strings
 *
 * Nine conversions, made of two: RtlpWiden and RtlpNarrow, each with the ANSI or the OEM code page
 * (nls.c). With Allocate the result comes from paged pool and is the caller's, to be freed by
 * RtlFreeUnicodeString, RtlFreeAnsiString or RtlFreeOemString.
 */
#include "rtlp.h"

NTSTATUS
RtlpPrepareString(PSTRING String, SIZE_T Bytes, ULONG Terminator, BOOLEAN Allocate)
{
    if (Bytes + Terminator > MAXUSHORT) {
        return STATUS_INVALID_PARAMETER_2;
    }
    if (Allocate) {
        String->Buffer = ExAllocatePoolWithTag(PagedPool, max(Bytes + Terminator, 1), RTLP_TAG);
        if (String->Buffer == NULL) {
            return STATUS_NO_MEMORY;
        }
        String->MaximumLength = (USHORT)(Bytes + Terminator);
    } else if (Bytes + Terminator > String->MaximumLength) {
        return STATUS_BUFFER_OVERFLOW;
    }
    String->Length = (USHORT)Bytes;
    return STATUS_SUCCESS;
}

ULONG
RtlpWiden(const RTLP_CODE_PAGE *Page, PWCH To, ULONG Room, PCCH From, ULONG Count)
{
    Count = min(Count, Room);
    for (ULONG i = 0; i < Count; i++) {
        To[i] = RtlpToUnicode(Page, (UCHAR)From[i]);
    }
    return Count;
}

ULONG
RtlpNarrow(const RTLP_CODE_PAGE *Page, PCH To, ULONG Room, PCWCH From, ULONG Count)
{
    Count = min(Count, Room);
    for (ULONG i = 0; i < Count; i++) {
        To[i] = (CHAR)RtlpFromUnicode(Page, From[i]);
    }
    return Count;
}

static NTSTATUS
RtlpWidenString(const RTLP_CODE_PAGE *Page, PUNICODE_STRING To, const STRING *From,
                BOOLEAN Terminate, BOOLEAN Allocate)
{
    NTSTATUS Status = RtlpPrepareString((PSTRING)To, From->Length * sizeof(WCHAR),
                                        Terminate ? sizeof(WCHAR) : 0, Allocate);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    RtlpWiden(Page, To->Buffer, From->Length, From->Buffer, From->Length);
    if (Terminate) {
        To->Buffer[From->Length] = 0;
    }
    return STATUS_SUCCESS;
}

static NTSTATUS
RtlpNarrowString(const RTLP_CODE_PAGE *Page, PSTRING To, PCUNICODE_STRING From, BOOLEAN Terminate,
                 BOOLEAN Allocate)
{
    ULONG Count = From->Length / sizeof(WCHAR);
    NTSTATUS Status = RtlpPrepareString(To, Count, Terminate ? 1 : 0, Allocate);

    if (!NT_SUCCESS(Status)) {
        return Status;
    }
    RtlpNarrow(Page, To->Buffer, Count, From->Buffer, Count);
    if (Terminate) {
        To->Buffer[Count] = 0;
    }
    return STATUS_SUCCESS;
}

/* As RtlpNarrowString, in upper case; what has no upper case in the code page stays as it is. */
static NTSTATUS
RtlpNarrowUpcased(PSTRING To, PCUNICODE_STRING From, BOOLEAN Terminate, BOOLEAN Allocate)
{
    NTSTATUS Status = RtlpNarrowString(&RtlpOem, To, From, Terminate, Allocate);

    for (ULONG i = 0; NT_SUCCESS(Status) && i < To->Length; i++) {
        UCHAR Upper = RtlpFromUnicode(&RtlpOem, RtlUpcaseUnicodeChar(From->Buffer[i]));

        To->Buffer[i] = Upper == '?' ? To->Buffer[i] : (CHAR)Upper;
    }
    return Status;
}

NTSTATUS
RtlAnsiStringToUnicodeString(PUNICODE_STRING DestinationString, PCANSI_STRING SourceString,
                             BOOLEAN AllocateDestinationString)
{
    return RtlpWidenString(&RtlpAnsi, DestinationString, SourceString, TRUE,
                           AllocateDestinationString);
}

NTSTATUS
RtlUnicodeStringToAnsiString(PANSI_STRING DestinationString, PCUNICODE_STRING SourceString,
                             BOOLEAN AllocateDestinationString)
{
    return RtlpNarrowString(&RtlpAnsi, DestinationString, SourceString, TRUE,
                            AllocateDestinationString);
}

NTSTATUS
RtlOemStringToUnicodeString(PUNICODE_STRING DestinationString, PCOEM_STRING SourceString,
                            BOOLEAN AllocateDestinationString)
{
    return RtlpWidenString(&RtlpOem, DestinationString, SourceString, TRUE,
                           AllocateDestinationString);
}

NTSTATUS
RtlOemStringToCountedUnicodeString(PUNICODE_STRING DestinationString, PCOEM_STRING SourceString,
                                   BOOLEAN AllocateDestinationString)
{
    return RtlpWidenString(&RtlpOem, DestinationString, SourceString, FALSE,
                           AllocateDestinationString);
}

NTSTATUS
RtlUnicodeStringToOemString(POEM_STRING DestinationString, PCUNICODE_STRING SourceString,
                            BOOLEAN AllocateDestinationString)
{
    return RtlpNarrowString(&RtlpOem, DestinationString, SourceString, TRUE,
                            AllocateDestinationString);
}

NTSTATUS
RtlUnicodeStringToCountedOemString(POEM_STRING DestinationString, PCUNICODE_STRING SourceString,
                                   BOOLEAN AllocateDestinationString)
{
    return RtlpNarrowString(&RtlpOem, DestinationString, SourceString, FALSE,
                            AllocateDestinationString);
}

NTSTATUS
RtlUpcaseUnicodeStringToOemString(POEM_STRING DestinationString, PCUNICODE_STRING SourceString,
                                  BOOLEAN AllocateDestinationString)
{
    return RtlpNarrowUpcased(DestinationString, SourceString, TRUE, AllocateDestinationString);
}

NTSTATUS
RtlUpcaseUnicodeStringToCountedOemString(POEM_STRING DestinationString,
                                         PCUNICODE_STRING SourceString,
                                         BOOLEAN AllocateDestinationString)
{
    return RtlpNarrowUpcased(DestinationString, SourceString, FALSE, AllocateDestinationString);
}
