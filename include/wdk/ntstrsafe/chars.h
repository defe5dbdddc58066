/*
 * wdk/ntstrsafe/chars.h - the safe string functions for one type of character
 *
 * Included twice by ntstrsafe.h, with NTSTRSAFE_CHAR the type, NTSTRSAFE_NAME the suffix of names
 * and NTSTRSAFE_VSNPRINTF the formatting function.
 */

/* Where a result ends, and the characters from there to the end of the buffer */
typedef struct NTSTRSAFE_NAME(_NTSTRSAFE_END_) {
    NTSTRSAFE_CHAR *End;
    size_t Remaining;
} NTSTRSAFE_NAME(NTSTRSAFE_END_);

static __inline__ NTSTATUS
NTSTRSAFE_NAME(NtStrSafeLength)(const NTSTRSAFE_CHAR *psz, size_t cchMax, size_t *pcchLength)
{
    size_t Length = 0;

    while (Length < cchMax && psz[Length] != 0) {
        Length++;
    }
    *pcchLength = Length < cchMax ? Length : 0;
    return Length < cchMax ? STATUS_SUCCESS : STATUS_INVALID_PARAMETER;
}

static __inline__ NTSTATUS
NTSTRSAFE_NAME(NtStrSafeCheck)(const NTSTRSAFE_CHAR *pszDest, size_t cchDest, ULONG dwFlags)
{
    if ((dwFlags & ~NTSTRSAFE_VALID_FLAGS) != 0 || cchDest > NTSTRSAFE_MAX_CCH) {
        return STATUS_INVALID_PARAMETER;
    }
    if ((dwFlags & STRSAFE_IGNORE_NULLS) != 0) {
        return pszDest == NULL && cchDest != 0 ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
    }
    return pszDest == NULL || cchDest == 0 ? STATUS_INVALID_PARAMETER : STATUS_SUCCESS;
}

/* Copies at most cchToCopy characters behind At->End, and terminates the result. */
static __inline__ NTSTATUS
NTSTRSAFE_NAME(NtStrSafeAppend)(NTSTRSAFE_NAME(NTSTRSAFE_END_) * At, const NTSTRSAFE_CHAR *pszSrc,
                                size_t cchToCopy)
{
    if (At->Remaining == 0) {
        if (cchToCopy == 0 || *pszSrc == 0) {
            return STATUS_SUCCESS;
        }
        return At->End == NULL ? STATUS_INVALID_PARAMETER : STATUS_BUFFER_OVERFLOW;
    }
    while (At->Remaining > 1 && cchToCopy > 0 && *pszSrc != 0) {
        *At->End++ = *pszSrc++;
        At->Remaining--;
        cchToCopy--;
    }
    *At->End = 0;
    return cchToCopy > 0 && *pszSrc != 0 ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS;
}

static __inline__ NTSTATUS
NTSTRSAFE_NAME(NtStrSafeFormat)(NTSTRSAFE_NAME(NTSTRSAFE_END_) * At,
                                const NTSTRSAFE_CHAR *pszFormat, va_list argList)
{
    size_t Room;
    int Length;

    if (At->Remaining == 0) {
        if (*pszFormat == 0) {
            return STATUS_SUCCESS;
        }
        return At->End == NULL ? STATUS_INVALID_PARAMETER : STATUS_BUFFER_OVERFLOW;
    }
    Room = At->Remaining - 1;
    Length = NTSTRSAFE_VSNPRINTF(At->End, Room, pszFormat, argList);
    if (Length < 0 || (size_t)Length > Room) {
        At->End += Room;
        At->Remaining = 1;
        *At->End = 0;
        return STATUS_BUFFER_OVERFLOW;
    }
    At->End += Length;
    At->Remaining -= (size_t)Length;
    *At->End = 0;
    return STATUS_SUCCESS;
}

/* What the flags ask for. Kept is how much of the destination STRSAFE_NO_TRUNCATION leaves. */
static __inline__ NTSTATUS
NTSTRSAFE_NAME(NtStrSafeFinish)(NTSTATUS Status, NTSTRSAFE_CHAR *pszDest, size_t cchDest,
                                size_t Kept, NTSTRSAFE_NAME(NTSTRSAFE_END_) * At, ULONG dwFlags)
{
    int Pattern = STRSAFE_GET_FILL_PATTERN(dwFlags);

    if (cchDest == 0) {
        return Status;
    }
    if (Status == STATUS_SUCCESS) {
        if ((dwFlags & STRSAFE_FILL_BEHIND_NULL) != 0 && At->Remaining > 1) {
            memset(At->End + 1, Pattern, (At->Remaining - 1) * sizeof(NTSTRSAFE_CHAR));
        }
        return Status;
    }
    if ((dwFlags & NTSTRSAFE_FAILURE_FLAGS) == 0) {
        return Status;
    }
    if ((dwFlags & (STRSAFE_FILL_ON_FAILURE | STRSAFE_NULL_ON_FAILURE)) != 0) {
        Kept = 0;
    } else if (Status != STATUS_BUFFER_OVERFLOW) {
        return Status;
    }
    if ((dwFlags & STRSAFE_FILL_ON_FAILURE) != 0) {
        memset(pszDest, Pattern, cchDest * sizeof(NTSTRSAFE_CHAR));
        Kept = Pattern == 0 ? 0 : cchDest - 1;
    }
    if ((dwFlags & STRSAFE_NULL_ON_FAILURE) != 0) {
        Kept = 0;
    }
    At->End = pszDest + Kept;
    At->Remaining = cchDest - Kept;
    *At->End = 0;
    return Status;
}

static __inline__ VOID
NTSTRSAFE_NAME(NtStrSafeReport)(NTSTATUS Status, const NTSTRSAFE_NAME(NTSTRSAFE_END_) * At,
                                NTSTRSAFE_CHAR **ppszDestEnd, size_t *pcchRemaining)
{
    if (Status != STATUS_SUCCESS && Status != STATUS_BUFFER_OVERFLOW) {
        return;
    }
    if (ppszDestEnd != NULL) {
        *ppszDestEnd = At->End;
    }
    if (pcchRemaining != NULL) {
        *pcchRemaining = At->Remaining;
    }
}

/* Copying, or appending to what is there */
static __inline__ NTSTATUS
NTSTRSAFE_NAME(NtStrSafeMove)(BOOLEAN Append, NTSTRSAFE_CHAR *pszDest, size_t cchDest,
                              const NTSTRSAFE_CHAR *pszSrc, size_t cchToMove,
                              NTSTRSAFE_CHAR **ppszDestEnd, size_t *pcchRemaining, ULONG dwFlags)
{
    static const NTSTRSAFE_CHAR Empty[1] = {0};
    NTSTRSAFE_NAME(NTSTRSAFE_END_) At = {pszDest, cchDest};
    NTSTATUS Status = NTSTRSAFE_NAME(NtStrSafeCheck)(pszDest, cchDest, dwFlags);
    size_t Length = 0;

    if (Status == STATUS_SUCCESS && Append && cchDest != 0) {
        Status = NTSTRSAFE_NAME(NtStrSafeLength)(pszDest, cchDest, &Length);
    }
    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    if (Length != 0) {
        At.End += Length;
        At.Remaining -= Length;
    }
    if (pszSrc == NULL && (dwFlags & STRSAFE_IGNORE_NULLS) != 0) {
        pszSrc = Empty;
    }
    if (pszSrc == NULL || cchToMove > NTSTRSAFE_MAX_CCH) {
        Status = STATUS_INVALID_PARAMETER;
        if (!Append && cchDest != 0) {
            *At.End = 0;
        }
    } else {
        Status = NTSTRSAFE_NAME(NtStrSafeAppend)(&At, pszSrc, cchToMove);
    }
    Status = NTSTRSAFE_NAME(NtStrSafeFinish)(Status, pszDest, cchDest, Length, &At, dwFlags);
    NTSTRSAFE_NAME(NtStrSafeReport)(Status, &At, ppszDestEnd, pcchRemaining);
    return Status;
}

/* Lengths */
NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchLength)(_In_ const NTSTRSAFE_CHAR *psz, _In_ size_t cchMax,
                                   _Out_opt_ size_t *pcchLength)
{
    NTSTATUS Status = STATUS_INVALID_PARAMETER;
    size_t Length = 0;

    if (psz != NULL && cchMax <= NTSTRSAFE_MAX_CCH) {
        Status = NTSTRSAFE_NAME(NtStrSafeLength)(psz, cchMax, &Length);
    }
    if (pcchLength != NULL) {
        *pcchLength = Length;
    }
    return Status;
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbLength)(_In_ const NTSTRSAFE_CHAR *psz, _In_ size_t cbMax,
                                  _Out_opt_ size_t *pcbLength)
{
    size_t Length;
    NTSTATUS Status =
        NTSTRSAFE_NAME(RtlStringCchLength)(psz, cbMax / sizeof(NTSTRSAFE_CHAR), &Length);

    if (pcbLength != NULL) {
        *pcbLength = Length * sizeof(NTSTRSAFE_CHAR);
    }
    return Status;
}

/* A size in bytes may leave part of a character over, which counts as remaining. */
static __inline__ VOID
NTSTRSAFE_NAME(NtStrSafeBytes)(NTSTATUS Status, size_t cbDest, size_t cchRemaining,
                               size_t *pcbRemaining)
{
    if (pcbRemaining != NULL && (Status == STATUS_SUCCESS || Status == STATUS_BUFFER_OVERFLOW)) {
        *pcbRemaining =
            cchRemaining * sizeof(NTSTRSAFE_CHAR) + cbDest % sizeof(NTSTRSAFE_CHAR);
    }
}

/* Copying */
NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchCopy)(_Out_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                 _In_ const NTSTRSAFE_CHAR *pszSrc)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(FALSE, pszDest, cchDest, pszSrc, NTSTRSAFE_MAX_CCH, NULL,
                                         NULL, 0);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchCopyEx)(_Out_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                   _In_opt_ const NTSTRSAFE_CHAR *pszSrc,
                                   _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                   _Out_opt_ size_t *pcchRemaining, _In_ ULONG dwFlags)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(FALSE, pszDest, cchDest, pszSrc, NTSTRSAFE_MAX_CCH,
                                         ppszDestEnd, pcchRemaining, dwFlags);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchCopyN)(_Out_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                  _In_ const NTSTRSAFE_CHAR *pszSrc, _In_ size_t cchToCopy)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(FALSE, pszDest, cchDest, pszSrc, cchToCopy, NULL, NULL, 0);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchCopyNEx)(_Out_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                    _In_opt_ const NTSTRSAFE_CHAR *pszSrc, _In_ size_t cchToCopy,
                                    _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                    _Out_opt_ size_t *pcchRemaining, _In_ ULONG dwFlags)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(FALSE, pszDest, cchDest, pszSrc, cchToCopy, ppszDestEnd,
                                         pcchRemaining, dwFlags);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbCopy)(_Out_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                _In_ const NTSTRSAFE_CHAR *pszSrc)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(FALSE, pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), pszSrc,
                                         NTSTRSAFE_MAX_CCH, NULL, NULL, 0);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbCopyEx)(_Out_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                  _In_opt_ const NTSTRSAFE_CHAR *pszSrc,
                                  _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                  _Out_opt_ size_t *pcbRemaining, _In_ ULONG dwFlags)
{
    size_t cchRemaining = 0;
    NTSTATUS Status =
        NTSTRSAFE_NAME(NtStrSafeMove)(FALSE, pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), pszSrc,
                                      NTSTRSAFE_MAX_CCH, ppszDestEnd, &cchRemaining, dwFlags);

    NTSTRSAFE_NAME(NtStrSafeBytes)(Status, cbDest, cchRemaining, pcbRemaining);
    return Status;
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbCopyN)(_Out_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                 _In_ const NTSTRSAFE_CHAR *pszSrc, _In_ size_t cbToCopy)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(FALSE, pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), pszSrc,
                                         cbToCopy / sizeof(NTSTRSAFE_CHAR), NULL, NULL, 0);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbCopyNEx)(_Out_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                   _In_opt_ const NTSTRSAFE_CHAR *pszSrc, _In_ size_t cbToCopy,
                                   _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                   _Out_opt_ size_t *pcbRemaining, _In_ ULONG dwFlags)
{
    size_t cchRemaining = 0;
    NTSTATUS Status =
        NTSTRSAFE_NAME(NtStrSafeMove)(FALSE, pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), pszSrc,
                                      cbToCopy / sizeof(NTSTRSAFE_CHAR), ppszDestEnd, &cchRemaining,
                                      dwFlags);

    NTSTRSAFE_NAME(NtStrSafeBytes)(Status, cbDest, cchRemaining, pcbRemaining);
    return Status;
}

/* Appending */
NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchCat)(_Inout_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                _In_ const NTSTRSAFE_CHAR *pszSrc)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(TRUE, pszDest, cchDest, pszSrc, NTSTRSAFE_MAX_CCH, NULL,
                                         NULL, 0);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchCatEx)(_Inout_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                  _In_opt_ const NTSTRSAFE_CHAR *pszSrc,
                                  _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                  _Out_opt_ size_t *pcchRemaining, _In_ ULONG dwFlags)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(TRUE, pszDest, cchDest, pszSrc, NTSTRSAFE_MAX_CCH,
                                         ppszDestEnd, pcchRemaining, dwFlags);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchCatN)(_Inout_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                 _In_ const NTSTRSAFE_CHAR *pszSrc, _In_ size_t cchToAppend)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(TRUE, pszDest, cchDest, pszSrc, cchToAppend, NULL, NULL,
                                         0);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchCatNEx)(_Inout_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                   _In_opt_ const NTSTRSAFE_CHAR *pszSrc, _In_ size_t cchToAppend,
                                   _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                   _Out_opt_ size_t *pcchRemaining, _In_ ULONG dwFlags)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(TRUE, pszDest, cchDest, pszSrc, cchToAppend, ppszDestEnd,
                                         pcchRemaining, dwFlags);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbCat)(_Inout_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                               _In_ const NTSTRSAFE_CHAR *pszSrc)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(TRUE, pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), pszSrc,
                                         NTSTRSAFE_MAX_CCH, NULL, NULL, 0);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbCatEx)(_Inout_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                 _In_opt_ const NTSTRSAFE_CHAR *pszSrc,
                                 _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                 _Out_opt_ size_t *pcbRemaining, _In_ ULONG dwFlags)
{
    size_t cchRemaining = 0;
    NTSTATUS Status =
        NTSTRSAFE_NAME(NtStrSafeMove)(TRUE, pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), pszSrc,
                                      NTSTRSAFE_MAX_CCH, ppszDestEnd, &cchRemaining, dwFlags);

    NTSTRSAFE_NAME(NtStrSafeBytes)(Status, cbDest, cchRemaining, pcbRemaining);
    return Status;
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbCatN)(_Inout_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                _In_ const NTSTRSAFE_CHAR *pszSrc, _In_ size_t cbToAppend)
{
    return NTSTRSAFE_NAME(NtStrSafeMove)(TRUE, pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), pszSrc,
                                         cbToAppend / sizeof(NTSTRSAFE_CHAR), NULL, NULL, 0);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbCatNEx)(_Inout_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                  _In_opt_ const NTSTRSAFE_CHAR *pszSrc, _In_ size_t cbToAppend,
                                  _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                  _Out_opt_ size_t *pcbRemaining, _In_ ULONG dwFlags)
{
    size_t cchRemaining = 0;
    NTSTATUS Status =
        NTSTRSAFE_NAME(NtStrSafeMove)(TRUE, pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), pszSrc,
                                      cbToAppend / sizeof(NTSTRSAFE_CHAR), ppszDestEnd,
                                      &cchRemaining, dwFlags);

    NTSTRSAFE_NAME(NtStrSafeBytes)(Status, cbDest, cchRemaining, pcbRemaining);
    return Status;
}

/* Formatting */
NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchVPrintfEx)(_Out_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                      _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                      _Out_opt_ size_t *pcchRemaining, _In_ ULONG dwFlags,
                                      _In_opt_ const NTSTRSAFE_CHAR *pszFormat,
                                      _In_ va_list argList)
{
    static const NTSTRSAFE_CHAR Empty[1] = {0};
    NTSTRSAFE_NAME(NTSTRSAFE_END_) At = {pszDest, cchDest};
    NTSTATUS Status = NTSTRSAFE_NAME(NtStrSafeCheck)(pszDest, cchDest, dwFlags);

    if (Status != STATUS_SUCCESS) {
        return Status;
    }
    if (pszFormat == NULL && (dwFlags & STRSAFE_IGNORE_NULLS) != 0) {
        pszFormat = Empty;
    }
    if (pszFormat == NULL) {
        Status = STATUS_INVALID_PARAMETER;
        *pszDest = 0;
    } else {
        Status = NTSTRSAFE_NAME(NtStrSafeFormat)(&At, pszFormat, argList);
    }
    Status = NTSTRSAFE_NAME(NtStrSafeFinish)(Status, pszDest, cchDest, 0, &At, dwFlags);
    NTSTRSAFE_NAME(NtStrSafeReport)(Status, &At, ppszDestEnd, pcchRemaining);
    return Status;
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbVPrintfEx)(_Out_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                     _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                     _Out_opt_ size_t *pcbRemaining, _In_ ULONG dwFlags,
                                     _In_opt_ const NTSTRSAFE_CHAR *pszFormat, _In_ va_list argList)
{
    size_t cchRemaining = 0;
    NTSTATUS Status =
        NTSTRSAFE_NAME(RtlStringCchVPrintfEx)(pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), ppszDestEnd,
                                              &cchRemaining, dwFlags, pszFormat, argList);

    NTSTRSAFE_NAME(NtStrSafeBytes)(Status, cbDest, cchRemaining, pcbRemaining);
    return Status;
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchVPrintf)(_Out_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                    _In_ const NTSTRSAFE_CHAR *pszFormat, _In_ va_list argList)
{
    return NTSTRSAFE_NAME(RtlStringCchVPrintfEx)(pszDest, cchDest, NULL, NULL, 0, pszFormat,
                                                 argList);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchPrintf)(_Out_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                   _In_ const NTSTRSAFE_CHAR *pszFormat, ...)
{
    NTSTATUS Status;
    va_list argList;

    va_start(argList, pszFormat);
    Status = NTSTRSAFE_NAME(RtlStringCchVPrintfEx)(pszDest, cchDest, NULL, NULL, 0, pszFormat,
                                                   argList);
    va_end(argList);
    return Status;
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCchPrintfEx)(_Out_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cchDest,
                                     _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                     _Out_opt_ size_t *pcchRemaining, _In_ ULONG dwFlags,
                                     _In_opt_ const NTSTRSAFE_CHAR *pszFormat, ...)
{
    NTSTATUS Status;
    va_list argList;

    va_start(argList, pszFormat);
    Status = NTSTRSAFE_NAME(RtlStringCchVPrintfEx)(pszDest, cchDest, ppszDestEnd, pcchRemaining,
                                                   dwFlags, pszFormat, argList);
    va_end(argList);
    return Status;
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbVPrintf)(_Out_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                   _In_ const NTSTRSAFE_CHAR *pszFormat, _In_ va_list argList)
{
    return NTSTRSAFE_NAME(RtlStringCchVPrintfEx)(pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), NULL,
                                                 NULL, 0, pszFormat, argList);
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbPrintf)(_Out_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                  _In_ const NTSTRSAFE_CHAR *pszFormat, ...)
{
    NTSTATUS Status;
    va_list argList;

    va_start(argList, pszFormat);
    Status = NTSTRSAFE_NAME(RtlStringCchVPrintfEx)(pszDest, cbDest / sizeof(NTSTRSAFE_CHAR), NULL,
                                                   NULL, 0, pszFormat, argList);
    va_end(argList);
    return Status;
}

NTSTRSAFEDDI
NTSTRSAFE_NAME(RtlStringCbPrintfEx)(_Out_opt_ NTSTRSAFE_CHAR *pszDest, _In_ size_t cbDest,
                                    _Out_opt_ NTSTRSAFE_CHAR **ppszDestEnd,
                                    _Out_opt_ size_t *pcbRemaining, _In_ ULONG dwFlags,
                                    _In_opt_ const NTSTRSAFE_CHAR *pszFormat, ...)
{
    NTSTATUS Status;
    va_list argList;

    va_start(argList, pszFormat);
    Status = NTSTRSAFE_NAME(RtlStringCbVPrintfEx)(pszDest, cbDest, ppszDestEnd, pcbRemaining,
                                                  dwFlags, pszFormat, argList);
    va_end(argList);
    return Status;
}
