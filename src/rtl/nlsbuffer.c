/*
 * src/rtl/nlsbuffer.c - between 8-bit and 16-bit text in plain buffers, and the sizes it needs
 *
 * The buffer routines cut off what does not fit and succeed all the same; the sizes of the Rtlx
 * routines include a terminator, the other sizes do not.
 */
#include "rtlp.h"

static VOID
RtlpReturnSize(PULONG Size, ULONG Value)
{
    if (Size != NULL) {
        *Size = Value;
    }
}

NTSTATUS
RtlMultiByteToUnicodeN(PWCH UnicodeString, ULONG MaxBytesInUnicodeString,
                       PULONG BytesInUnicodeString, const CHAR *MultiByteString,
                       ULONG BytesInMultiByteString)
{
    ULONG Count = RtlpWiden(&RtlpAnsi, UnicodeString, MaxBytesInUnicodeString / sizeof(WCHAR),
                            MultiByteString, BytesInMultiByteString);

    RtlpReturnSize(BytesInUnicodeString, Count * sizeof(WCHAR));
    return STATUS_SUCCESS;
}

NTSTATUS
RtlOemToUnicodeN(PWCH UnicodeString, ULONG MaxBytesInUnicodeString, PULONG BytesInUnicodeString,
                 PCCH OemString, ULONG BytesInOemString)
{
    ULONG Count = RtlpWiden(&RtlpOem, UnicodeString, MaxBytesInUnicodeString / sizeof(WCHAR),
                            OemString, BytesInOemString);

    RtlpReturnSize(BytesInUnicodeString, Count * sizeof(WCHAR));
    return STATUS_SUCCESS;
}

NTSTATUS
RtlUnicodeToMultiByteN(PCHAR MultiByteString, ULONG MaxBytesInMultiByteString,
                       PULONG BytesInMultiByteString, PCWCH UnicodeString,
                       ULONG BytesInUnicodeString)
{
    ULONG Count = RtlpNarrow(&RtlpAnsi, MultiByteString, MaxBytesInMultiByteString, UnicodeString,
                             BytesInUnicodeString / sizeof(WCHAR));

    RtlpReturnSize(BytesInMultiByteString, Count);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlUnicodeToOemN(PCHAR OemString, ULONG MaxBytesInOemString, PULONG BytesInOemString,
                 PCWCH UnicodeString, ULONG BytesInUnicodeString)
{
    ULONG Count = RtlpNarrow(&RtlpOem, OemString, MaxBytesInOemString, UnicodeString,
                             BytesInUnicodeString / sizeof(WCHAR));

    RtlpReturnSize(BytesInOemString, Count);
    return STATUS_SUCCESS;
}

static ULONG
RtlpNarrowUpper(const RTLP_CODE_PAGE *Page, PCHAR To, ULONG Room, PCWCH From, ULONG Count)
{
    Count = min(Count, Room);
    for (ULONG i = 0; i < Count; i++) {
        To[i] = (CHAR)RtlpFromUnicode(Page, RtlUpcaseUnicodeChar(From[i]));
    }
    return Count;
}

NTSTATUS
RtlUpcaseUnicodeToMultiByteN(PCHAR MultiByteString, ULONG MaxBytesInMultiByteString,
                             PULONG BytesInMultiByteString, PCWCH UnicodeString,
                             ULONG BytesInUnicodeString)
{
    ULONG Count = RtlpNarrowUpper(&RtlpAnsi, MultiByteString, MaxBytesInMultiByteString,
                                  UnicodeString, BytesInUnicodeString / sizeof(WCHAR));

    RtlpReturnSize(BytesInMultiByteString, Count);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlUpcaseUnicodeToOemN(PCHAR OemString, ULONG MaxBytesInOemString, PULONG BytesInOemString,
                       PCWCH UnicodeString, ULONG BytesInUnicodeString)
{
    ULONG Count = RtlpNarrowUpper(&RtlpOem, OemString, MaxBytesInOemString, UnicodeString,
                                  BytesInUnicodeString / sizeof(WCHAR));

    RtlpReturnSize(BytesInOemString, Count);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlMultiByteToUnicodeSize(PULONG BytesInUnicodeString, const CHAR *MultiByteString,
                          ULONG BytesInMultiByteString)
{
    *BytesInUnicodeString = BytesInMultiByteString * sizeof(WCHAR);
    return STATUS_SUCCESS;
}

NTSTATUS
RtlUnicodeToMultiByteSize(PULONG BytesInMultiByteString, PCWCH UnicodeString,
                          ULONG BytesInUnicodeString)
{
    *BytesInMultiByteString = BytesInUnicodeString / sizeof(WCHAR);
    return STATUS_SUCCESS;
}

ULONG
RtlxAnsiStringToUnicodeSize(PCANSI_STRING AnsiString)
{
    return (AnsiString->Length + 1) * sizeof(WCHAR);
}

ULONG
RtlxUnicodeStringToAnsiSize(PCUNICODE_STRING UnicodeString)
{
    return (UnicodeString->Length + sizeof(WCHAR)) / sizeof(WCHAR);
}

ULONG
RtlxOemStringToUnicodeSize(PCOEM_STRING OemString)
{
    return (OemString->Length + 1) * sizeof(WCHAR);
}

ULONG
RtlxUnicodeStringToOemSize(PCUNICODE_STRING UnicodeString)
{
    return (UnicodeString->Length + sizeof(WCHAR)) / sizeof(WCHAR);
}
