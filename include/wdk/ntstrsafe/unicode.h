/*
 * wdk/ntstrsafe/unicode.h - the safe string functions for UNICODE_STRING
 *
 * The results of these functions are counted, not terminated.
 */
#ifndef _NTSTRSAFE_UNICODE_H_
#define _NTSTRSAFE_UNICODE_H_

/* Validation, initialisation */
NTSTRSAFEDDI
RtlUnicodeStringValidateEx(_In_opt_ PCUNICODE_STRING SourceString, _In_ ULONG dwFlags)
{
    if ((dwFlags & ~STRSAFE_IGNORE_NULLS) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (SourceString == NULL) {
        return (dwFlags & STRSAFE_IGNORE_NULLS) != 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    }
    if (SourceString->Length % sizeof(WCHAR) != 0 ||
        SourceString->MaximumLength % sizeof(WCHAR) != 0 ||
        SourceString->Length > SourceString->MaximumLength ||
        SourceString->MaximumLength > NTSTRSAFE_UNICODE_STRING_MAX_CCH * sizeof(WCHAR)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (SourceString->Buffer == NULL &&
        (SourceString->Length != 0 || SourceString->MaximumLength != 0)) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

NTSTRSAFEDDI
RtlUnicodeStringValidate(_In_ PCUNICODE_STRING SourceString)
{
    return RtlUnicodeStringValidateEx(SourceString, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringInitEx(_Out_opt_ PUNICODE_STRING DestinationString,
                       _In_opt_ NTSTRSAFE_PCWSTR pszSrc, _In_ ULONG dwFlags)
{
    size_t Length = 0;

    if ((dwFlags & ~STRSAFE_IGNORE_NULLS) != 0 ||
        (DestinationString == NULL &&
         ((dwFlags & STRSAFE_IGNORE_NULLS) == 0 || pszSrc != NULL))) {
        return STATUS_INVALID_PARAMETER;
    }
    if (DestinationString == NULL) {
        return STATUS_SUCCESS;
    }
    memset(DestinationString, 0, sizeof(*DestinationString));
    if (pszSrc == NULL) {
        return STATUS_SUCCESS;
    }
    if (NtStrSafeLengthW(pszSrc, NTSTRSAFE_UNICODE_STRING_MAX_CCH, &Length) != STATUS_SUCCESS) {
        return STATUS_INVALID_PARAMETER;
    }
    DestinationString->Length = (USHORT)(Length * sizeof(WCHAR));
    DestinationString->MaximumLength = (USHORT)((Length + 1) * sizeof(WCHAR));
    DestinationString->Buffer = (PWCH)pszSrc;
    return STATUS_SUCCESS;
}

NTSTRSAFEDDI
RtlUnicodeStringInit(_Out_ PUNICODE_STRING DestinationString, _In_opt_ NTSTRSAFE_PCWSTR pszSrc)
{
    return RtlUnicodeStringInitEx(DestinationString, pszSrc, 0);
}

/* Strings at any address */
NTSTRSAFEDDI
RtlUnalignedStringCchLengthW(_In_ NTSTRSAFE_PCUWSTR psz, _In_ size_t cchMax,
                             _Out_opt_ size_t *pcchLength)
{
    const char *Byte = (const char *)psz;
    size_t Length = 0;

    if (pcchLength != NULL) {
        *pcchLength = 0;
    }
    if (psz == NULL || cchMax > NTSTRSAFE_MAX_CCH) {
        return STATUS_INVALID_PARAMETER;
    }
    while (Length < cchMax && (Byte[Length * 2] != 0 || Byte[Length * 2 + 1] != 0)) {
        Length++;
    }
    if (Length == cchMax) {
        return STATUS_INVALID_PARAMETER;
    }
    if (pcchLength != NULL) {
        *pcchLength = Length;
    }
    return STATUS_SUCCESS;
}

NTSTRSAFEDDI
RtlUnalignedStringCbLengthW(_In_ NTSTRSAFE_PCUWSTR psz, _In_ size_t cbMax,
                            _Out_opt_ size_t *pcbLength)
{
    size_t Length;
    NTSTATUS Status = RtlUnalignedStringCchLengthW(psz, cbMax / sizeof(WCHAR), &Length);

    if (pcbLength != NULL) {
        *pcbLength = Length * sizeof(WCHAR);
    }
    return Status;
}

/* From a UNICODE_STRING to a terminated string */
NTSTRSAFEDDI
RtlStringCchCopyUnicodeStringEx(_Out_opt_ NTSTRSAFE_PWSTR pszDest, _In_ size_t cchDest,
                                _In_opt_ PCUNICODE_STRING SourceString,
                                _Out_opt_ NTSTRSAFE_PWSTR *ppszDestEnd,
                                _Out_opt_ size_t *pcchRemaining, _In_ ULONG dwFlags)
{
    NTSTRSAFE_END_W At = {pszDest, cchDest};
    NTSTATUS Status = NtStrSafeCheckW(pszDest, cchDest, dwFlags);
    size_t Length = 0;

    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    Status = RtlUnicodeStringValidateEx(SourceString, dwFlags & STRSAFE_IGNORE_NULLS);
    if (Status == STATUS_SUCCESS && SourceString != NULL) {
        Length = SourceString->Length / sizeof(WCHAR);
    }
    if (cchDest == 0 && Length != 0) {
        Status = pszDest == NULL ? STATUS_INVALID_PARAMETER : STATUS_BUFFER_OVERFLOW;
    }
    if (cchDest != 0) {
        if (Length >= cchDest) {
            Length = cchDest - 1;
            Status = STATUS_BUFFER_OVERFLOW;
        }
        if (Length != 0) {
            memcpy(pszDest, SourceString->Buffer, Length * sizeof(WCHAR));
        }
        At.End += Length;
        At.Remaining -= Length;
        *At.End = 0;
    }
    Status = NtStrSafeFinishW(Status, pszDest, cchDest, 0, &At, dwFlags);
    NtStrSafeReportW(Status, &At, ppszDestEnd, pcchRemaining);
    return Status;
}

NTSTRSAFEDDI
RtlStringCchCopyUnicodeString(_Out_ NTSTRSAFE_PWSTR pszDest, _In_ size_t cchDest,
                              _In_ PCUNICODE_STRING SourceString)
{
    return RtlStringCchCopyUnicodeStringEx(pszDest, cchDest, SourceString, NULL, NULL, 0);
}

NTSTRSAFEDDI
RtlStringCbCopyUnicodeStringEx(_Out_opt_ NTSTRSAFE_PWSTR pszDest, _In_ size_t cbDest,
                               _In_opt_ PCUNICODE_STRING SourceString,
                               _Out_opt_ NTSTRSAFE_PWSTR *ppszDestEnd,
                               _Out_opt_ size_t *pcbRemaining, _In_ ULONG dwFlags)
{
    size_t cchRemaining = 0;
    NTSTATUS Status = RtlStringCchCopyUnicodeStringEx(pszDest, cbDest / sizeof(WCHAR), SourceString,
                                                      ppszDestEnd, &cchRemaining, dwFlags);

    NtStrSafeBytesW(Status, cbDest, cchRemaining, pcbRemaining);
    return Status;
}

NTSTRSAFEDDI
RtlStringCbCopyUnicodeString(_Out_ NTSTRSAFE_PWSTR pszDest, _In_ size_t cbDest,
                             _In_ PCUNICODE_STRING SourceString)
{
    return RtlStringCchCopyUnicodeStringEx(pszDest, cbDest / sizeof(WCHAR), SourceString, NULL,
                                           NULL, 0);
}

/* What the flags ask for, and the new length. Kept is what STRSAFE_NO_TRUNCATION leaves. */
static __inline__ NTSTATUS
NtStrSafeSetLength(NTSTATUS Status, PUNICODE_STRING DestinationString, size_t Length, size_t Kept,
                   PUNICODE_STRING RemainingString, ULONG dwFlags)
{
    size_t Room = DestinationString->MaximumLength / sizeof(WCHAR);
    int Pattern = STRSAFE_GET_FILL_PATTERN(dwFlags);

    if (Status == STATUS_SUCCESS) {
        if ((dwFlags & STRSAFE_FILL_BEHIND) != 0 && Room > Length) {
            memset(DestinationString->Buffer + Length, Pattern, (Room - Length) * sizeof(WCHAR));
        }
    } else {
        if ((dwFlags & STRSAFE_NO_TRUNCATION) != 0 && Status == STATUS_BUFFER_OVERFLOW) {
            Length = Kept;
        }
        if ((dwFlags & STRSAFE_FILL_ON_FAILURE) != 0 && Room != 0) {
            memset(DestinationString->Buffer, Pattern, Room * sizeof(WCHAR));
            Length = Pattern == 0 ? 0 : Room;
        }
        if ((dwFlags & STRSAFE_ZERO_LENGTH_ON_FAILURE) != 0) {
            Length = 0;
        }
    }
    DestinationString->Length = (USHORT)(Length * sizeof(WCHAR));
    if (RemainingString != NULL &&
        (Status == STATUS_SUCCESS || Status == STATUS_BUFFER_OVERFLOW)) {
        RemainingString->Length = 0;
        RemainingString->MaximumLength = (USHORT)((Room - Length) * sizeof(WCHAR));
        RemainingString->Buffer =
            DestinationString->Buffer == NULL ? NULL : DestinationString->Buffer + Length;
    }
    return Status;
}

/* A destination that may be missing, if the flags say so. Absent: nothing but nothing fits. */
static __inline__ NTSTATUS
NtStrSafeCheckString(PUNICODE_STRING DestinationString, ULONG dwFlags)
{
    if ((dwFlags & ~NTSTRSAFE_VALID_FLAGS) != 0) {
        return STATUS_INVALID_PARAMETER;
    }
    if (RtlUnicodeStringValidateEx(DestinationString, dwFlags & STRSAFE_IGNORE_NULLS) !=
        STATUS_SUCCESS) {
        return STATUS_INVALID_PARAMETER;
    }
    if (DestinationString != NULL && DestinationString->Buffer == NULL &&
        (dwFlags & STRSAFE_IGNORE_NULLS) == 0) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

/* Copies, or appends, Count characters. */
static __inline__ NTSTATUS
NtStrSafeMoveString(BOOLEAN Append, PUNICODE_STRING DestinationString, const WCHAR *Source,
                    size_t Count, PUNICODE_STRING RemainingString, ULONG dwFlags)
{
    NTSTATUS Status = STATUS_SUCCESS;
    size_t Start;
    size_t Room;

    if (DestinationString == NULL) {
        return Count == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    }
    Start = Append ? DestinationString->Length / sizeof(WCHAR) : 0;
    Room = DestinationString->MaximumLength / sizeof(WCHAR) - Start;
    if (Count > Room) {
        Count = Room;
        Status = DestinationString->Buffer == NULL ? STATUS_INVALID_PARAMETER
                                                   : STATUS_BUFFER_OVERFLOW;
    }
    if (Count != 0) {
        memcpy(DestinationString->Buffer + Start, Source, Count * sizeof(WCHAR));
    }
    return NtStrSafeSetLength(Status, DestinationString, Start + Count, Start, RemainingString,
                              dwFlags);
}

static __inline__ NTSTATUS
NtStrSafeMoveUnicode(BOOLEAN Append, PUNICODE_STRING DestinationString,
                     PCUNICODE_STRING SourceString, size_t Most, PUNICODE_STRING RemainingString,
                     ULONG dwFlags)
{
    size_t Count = 0;

    if (NtStrSafeCheckString(DestinationString, dwFlags) != STATUS_SUCCESS ||
        RtlUnicodeStringValidateEx(SourceString, dwFlags & STRSAFE_IGNORE_NULLS) !=
            STATUS_SUCCESS ||
        Most > NTSTRSAFE_UNICODE_STRING_MAX_CCH) {
        return STATUS_INVALID_PARAMETER;
    }
    if (SourceString != NULL) {
        Count = SourceString->Length / sizeof(WCHAR);
    }
    return NtStrSafeMoveString(Append, DestinationString,
                               SourceString != NULL ? SourceString->Buffer : NULL,
                               Count < Most ? Count : Most, RemainingString, dwFlags);
}

static __inline__ NTSTATUS
NtStrSafeMoveTerminated(BOOLEAN Append, PUNICODE_STRING DestinationString, NTSTRSAFE_PCWSTR pszSrc,
                        size_t Most, PUNICODE_STRING RemainingString, ULONG dwFlags)
{
    size_t Count = 0;

    if (NtStrSafeCheckString(DestinationString, dwFlags) != STATUS_SUCCESS ||
        (pszSrc == NULL && (dwFlags & STRSAFE_IGNORE_NULLS) == 0) ||
        Most > NTSTRSAFE_UNICODE_STRING_MAX_CCH) {
        return STATUS_INVALID_PARAMETER;
    }
    while (pszSrc != NULL && Count < Most && pszSrc[Count] != 0) {
        Count++;
    }
    return NtStrSafeMoveString(Append, DestinationString, pszSrc, Count, RemainingString, dwFlags);
}

/* Copying */
NTSTRSAFEDDI
RtlUnicodeStringCopy(_Out_ PUNICODE_STRING DestinationString, _In_ PCUNICODE_STRING SourceString)
{
    return NtStrSafeMoveUnicode(FALSE, DestinationString, SourceString,
                                NTSTRSAFE_UNICODE_STRING_MAX_CCH, NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCopyEx(_Out_opt_ PUNICODE_STRING DestinationString,
                       _In_opt_ PCUNICODE_STRING SourceString,
                       _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveUnicode(FALSE, DestinationString, SourceString,
                                NTSTRSAFE_UNICODE_STRING_MAX_CCH, RemainingString, dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCchCopyN(_Out_ PUNICODE_STRING DestinationString,
                         _In_ PCUNICODE_STRING SourceString, _In_ size_t cchToCopy)
{
    return NtStrSafeMoveUnicode(FALSE, DestinationString, SourceString, cchToCopy, NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCchCopyNEx(_Out_opt_ PUNICODE_STRING DestinationString,
                           _In_opt_ PCUNICODE_STRING SourceString, _In_ size_t cchToCopy,
                           _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveUnicode(FALSE, DestinationString, SourceString, cchToCopy, RemainingString,
                                dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCbCopyN(_Out_ PUNICODE_STRING DestinationString, _In_ PCUNICODE_STRING SourceString,
                        _In_ size_t cbToCopy)
{
    return NtStrSafeMoveUnicode(FALSE, DestinationString, SourceString, cbToCopy / sizeof(WCHAR),
                                NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCbCopyNEx(_Out_opt_ PUNICODE_STRING DestinationString,
                          _In_opt_ PCUNICODE_STRING SourceString, _In_ size_t cbToCopy,
                          _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveUnicode(FALSE, DestinationString, SourceString, cbToCopy / sizeof(WCHAR),
                                RemainingString, dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCopyString(_Out_ PUNICODE_STRING DestinationString, _In_ NTSTRSAFE_PCWSTR pszSrc)
{
    return NtStrSafeMoveTerminated(FALSE, DestinationString, pszSrc,
                                   NTSTRSAFE_UNICODE_STRING_MAX_CCH, NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCopyStringEx(_Out_opt_ PUNICODE_STRING DestinationString,
                             _In_opt_ NTSTRSAFE_PCWSTR pszSrc,
                             _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveTerminated(FALSE, DestinationString, pszSrc,
                                   NTSTRSAFE_UNICODE_STRING_MAX_CCH, RemainingString, dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCchCopyStringN(_Out_ PUNICODE_STRING DestinationString,
                               _In_ NTSTRSAFE_PCWSTR pszSrc, _In_ size_t cchToCopy)
{
    return NtStrSafeMoveTerminated(FALSE, DestinationString, pszSrc, cchToCopy, NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCchCopyStringNEx(_Out_opt_ PUNICODE_STRING DestinationString,
                                 _In_opt_ NTSTRSAFE_PCWSTR pszSrc, _In_ size_t cchToCopy,
                                 _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveTerminated(FALSE, DestinationString, pszSrc, cchToCopy, RemainingString,
                                   dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCbCopyStringN(_Out_ PUNICODE_STRING DestinationString, _In_ NTSTRSAFE_PCWSTR pszSrc,
                              _In_ size_t cbToCopy)
{
    return NtStrSafeMoveTerminated(FALSE, DestinationString, pszSrc, cbToCopy / sizeof(WCHAR), NULL,
                                   0);
}

NTSTRSAFEDDI
RtlUnicodeStringCbCopyStringNEx(_Out_opt_ PUNICODE_STRING DestinationString,
                                _In_opt_ NTSTRSAFE_PCWSTR pszSrc, _In_ size_t cbToCopy,
                                _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveTerminated(FALSE, DestinationString, pszSrc, cbToCopy / sizeof(WCHAR),
                                   RemainingString, dwFlags);
}

/* Appending */
NTSTRSAFEDDI
RtlUnicodeStringCat(_Inout_ PUNICODE_STRING DestinationString, _In_ PCUNICODE_STRING SourceString)
{
    return NtStrSafeMoveUnicode(TRUE, DestinationString, SourceString,
                                NTSTRSAFE_UNICODE_STRING_MAX_CCH, NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCatEx(_Inout_opt_ PUNICODE_STRING DestinationString,
                      _In_opt_ PCUNICODE_STRING SourceString,
                      _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveUnicode(TRUE, DestinationString, SourceString,
                                NTSTRSAFE_UNICODE_STRING_MAX_CCH, RemainingString, dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCchCatN(_Inout_ PUNICODE_STRING DestinationString,
                        _In_ PCUNICODE_STRING SourceString, _In_ size_t cchToAppend)
{
    return NtStrSafeMoveUnicode(TRUE, DestinationString, SourceString, cchToAppend, NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCchCatNEx(_Inout_opt_ PUNICODE_STRING DestinationString,
                          _In_opt_ PCUNICODE_STRING SourceString, _In_ size_t cchToAppend,
                          _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveUnicode(TRUE, DestinationString, SourceString, cchToAppend, RemainingString,
                                dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCbCatN(_Inout_ PUNICODE_STRING DestinationString,
                       _In_ PCUNICODE_STRING SourceString, _In_ size_t cbToAppend)
{
    return NtStrSafeMoveUnicode(TRUE, DestinationString, SourceString, cbToAppend / sizeof(WCHAR),
                                NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCbCatNEx(_Inout_opt_ PUNICODE_STRING DestinationString,
                         _In_opt_ PCUNICODE_STRING SourceString, _In_ size_t cbToAppend,
                         _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveUnicode(TRUE, DestinationString, SourceString, cbToAppend / sizeof(WCHAR),
                                RemainingString, dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCatString(_Inout_ PUNICODE_STRING DestinationString, _In_ NTSTRSAFE_PCWSTR pszSrc)
{
    return NtStrSafeMoveTerminated(TRUE, DestinationString, pszSrc,
                                   NTSTRSAFE_UNICODE_STRING_MAX_CCH, NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCatStringEx(_Inout_opt_ PUNICODE_STRING DestinationString,
                            _In_opt_ NTSTRSAFE_PCWSTR pszSrc,
                            _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveTerminated(TRUE, DestinationString, pszSrc,
                                   NTSTRSAFE_UNICODE_STRING_MAX_CCH, RemainingString, dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCchCatStringN(_Inout_ PUNICODE_STRING DestinationString,
                              _In_ NTSTRSAFE_PCWSTR pszSrc, _In_ size_t cchToAppend)
{
    return NtStrSafeMoveTerminated(TRUE, DestinationString, pszSrc, cchToAppend, NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCchCatStringNEx(_Inout_opt_ PUNICODE_STRING DestinationString,
                                _In_opt_ NTSTRSAFE_PCWSTR pszSrc, _In_ size_t cchToAppend,
                                _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveTerminated(TRUE, DestinationString, pszSrc, cchToAppend, RemainingString,
                                   dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringCbCatStringN(_Inout_ PUNICODE_STRING DestinationString,
                             _In_ NTSTRSAFE_PCWSTR pszSrc, _In_ size_t cbToAppend)
{
    return NtStrSafeMoveTerminated(TRUE, DestinationString, pszSrc, cbToAppend / sizeof(WCHAR),
                                   NULL, 0);
}

NTSTRSAFEDDI
RtlUnicodeStringCbCatStringNEx(_Inout_opt_ PUNICODE_STRING DestinationString,
                               _In_opt_ NTSTRSAFE_PCWSTR pszSrc, _In_ size_t cbToAppend,
                               _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags)
{
    return NtStrSafeMoveTerminated(TRUE, DestinationString, pszSrc, cbToAppend / sizeof(WCHAR),
                                   RemainingString, dwFlags);
}

/* Formatting */
NTSTRSAFEDDI
RtlUnicodeStringVPrintfEx(_Out_opt_ PUNICODE_STRING DestinationString,
                          _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags,
                          _In_opt_ NTSTRSAFE_PCWSTR pszFormat, _In_ va_list argList)
{
    NTSTATUS Status = STATUS_SUCCESS;
    size_t Room;
    int Length = 0;

    if (NtStrSafeCheckString(DestinationString, dwFlags) != STATUS_SUCCESS ||
        (pszFormat == NULL && (dwFlags & STRSAFE_IGNORE_NULLS) == 0)) {
        return STATUS_INVALID_PARAMETER;
    }
    if (DestinationString == NULL || DestinationString->Buffer == NULL) {
        return pszFormat == NULL || *pszFormat == 0 ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
    }
    Room = DestinationString->MaximumLength / sizeof(WCHAR);
    if (pszFormat != NULL) {
        Length = _vsnwprintf(DestinationString->Buffer, Room, pszFormat, argList);
    }
    if (Length < 0 || (size_t)Length > Room) {
        Length = (int)Room;
        Status = STATUS_BUFFER_OVERFLOW;
    }
    return NtStrSafeSetLength(Status, DestinationString, (size_t)Length, 0, RemainingString,
                              dwFlags);
}

NTSTRSAFEDDI
RtlUnicodeStringVPrintf(_Out_ PUNICODE_STRING DestinationString, _In_ NTSTRSAFE_PCWSTR pszFormat,
                        _In_ va_list argList)
{
    return RtlUnicodeStringVPrintfEx(DestinationString, NULL, 0, pszFormat, argList);
}

NTSTRSAFEDDI
RtlUnicodeStringPrintf(_Out_ PUNICODE_STRING DestinationString, _In_ NTSTRSAFE_PCWSTR pszFormat,
                       ...)
{
    NTSTATUS Status;
    va_list argList;

    va_start(argList, pszFormat);
    Status = RtlUnicodeStringVPrintfEx(DestinationString, NULL, 0, pszFormat, argList);
    va_end(argList);
    return Status;
}

NTSTRSAFEDDI
RtlUnicodeStringPrintfEx(_Out_opt_ PUNICODE_STRING DestinationString,
                         _Out_opt_ PUNICODE_STRING RemainingString, _In_ ULONG dwFlags,
                         _In_opt_ NTSTRSAFE_PCWSTR pszFormat, ...)
{
    NTSTATUS Status;
    va_list argList;

    va_start(argList, pszFormat);
    Status = RtlUnicodeStringVPrintfEx(DestinationString, RemainingString, dwFlags, pszFormat,
                                       argList);
    va_end(argList);
    return Status;
}

#endif
