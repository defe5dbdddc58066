/*
 * wdk/ntstrsafe.h - string functions that know the size of their destination
 *
 * Each function is inline code of the driver. What goes wrong is said by the status:
 *
 *      STATUS_BUFFER_OVERFLOW      the result was cut off to fit; it is terminated all the same
 *      STATUS_INVALID_PARAMETER    a null pointer, a size of zero or beyond the maximum, an
 *                                  unknown flag, a destination without its terminating null
 *
 * The Ex functions take flags for what to do then, and report the end of the result and the room
 * behind it. Cch functions count characters, Cb functions bytes. The functions for char (A) and for
 * WCHAR (W) are one text, ntstrsafe/chars.h; those for UNICODE_STRING are in ntstrsafe/unicode.h.
 */
#ifndef _NTSTRSAFE_H_INCLUDED_
#define _NTSTRSAFE_H_INCLUDED_

#include "ntdef.h"
#include "ntstatus.h"

#ifdef __cplusplus
extern "C" {
#endif

#define NTSTRSAFE_MAX_CCH 2147483647
#define NTSTRSAFE_MAX_LENGTH (NTSTRSAFE_MAX_CCH - 1)
#define NTSTRSAFE_UNICODE_STRING_MAX_CCH (0xFFFF / sizeof(WCHAR))

#define STRSAFE_IGNORE_NULLS 0x00000100
#define STRSAFE_FILL_BEHIND_NULL 0x00000200
#define STRSAFE_FILL_BEHIND STRSAFE_FILL_BEHIND_NULL
#define STRSAFE_FILL_ON_FAILURE 0x00000400
#define STRSAFE_NULL_ON_FAILURE 0x00000800
#define STRSAFE_ZERO_LENGTH_ON_FAILURE STRSAFE_NULL_ON_FAILURE
#define STRSAFE_NO_TRUNCATION 0x00001000
#define STRSAFE_FILL_BYTE(x) ((ULONG)((x & 0x000000FF) | STRSAFE_FILL_BEHIND_NULL))
#define STRSAFE_FAILURE_BYTE(x) ((ULONG)((x & 0x000000FF) | STRSAFE_FILL_ON_FAILURE))
#define STRSAFE_GET_FILL_PATTERN(dwFlags) ((int)(dwFlags & 0x000000FF))

/* Flags that mean something; and those that act on a failure */
#define NTSTRSAFE_VALID_FLAGS                                                                      \
    (0xFF | STRSAFE_IGNORE_NULLS | STRSAFE_FILL_BEHIND_NULL | STRSAFE_FILL_ON_FAILURE |            \
     STRSAFE_NULL_ON_FAILURE | STRSAFE_NO_TRUNCATION)
#define NTSTRSAFE_FAILURE_FLAGS                                                                    \
    (STRSAFE_FILL_ON_FAILURE | STRSAFE_NULL_ON_FAILURE | STRSAFE_NO_TRUNCATION)

typedef char *NTSTRSAFE_PSTR;
typedef const char *NTSTRSAFE_PCSTR;
typedef WCHAR *NTSTRSAFE_PWSTR;
typedef const WCHAR *NTSTRSAFE_PCWSTR;
typedef const WCHAR *NTSTRSAFE_PCUWSTR;

#define NTSTRSAFEDDI static __inline__ NTSTATUS

int _vsnprintf(char *buffer, size_t count, const char *format, va_list arguments);
int _vsnwprintf(WCHAR *buffer, size_t count, const WCHAR *format, va_list arguments);

#define NTSTRSAFE_CHAR char
#define NTSTRSAFE_NAME(Name) Name##A
#define NTSTRSAFE_VSNPRINTF _vsnprintf
#include "ntstrsafe/chars.h"
#undef NTSTRSAFE_CHAR
#undef NTSTRSAFE_NAME
#undef NTSTRSAFE_VSNPRINTF

#define NTSTRSAFE_CHAR WCHAR
#define NTSTRSAFE_NAME(Name) Name##W
#define NTSTRSAFE_VSNPRINTF _vsnwprintf
#include "ntstrsafe/chars.h"
#undef NTSTRSAFE_CHAR
#undef NTSTRSAFE_NAME
#undef NTSTRSAFE_VSNPRINTF

#include "ntstrsafe/unicode.h"

#ifdef __cplusplus
}
#endif

/* Names without a suffix follow UNICODE. */
#ifdef UNICODE
#define RtlStringCchCopy RtlStringCchCopyW
#define RtlStringCchCopyEx RtlStringCchCopyExW
#define RtlStringCchCopyN RtlStringCchCopyNW
#define RtlStringCchCopyNEx RtlStringCchCopyNExW
#define RtlStringCchCat RtlStringCchCatW
#define RtlStringCchCatEx RtlStringCchCatExW
#define RtlStringCchCatN RtlStringCchCatNW
#define RtlStringCchCatNEx RtlStringCchCatNExW
#define RtlStringCchVPrintf RtlStringCchVPrintfW
#define RtlStringCchVPrintfEx RtlStringCchVPrintfExW
#define RtlStringCchPrintf RtlStringCchPrintfW
#define RtlStringCchPrintfEx RtlStringCchPrintfExW
#define RtlStringCchLength RtlStringCchLengthW
#define RtlStringCbCopy RtlStringCbCopyW
#define RtlStringCbCopyEx RtlStringCbCopyExW
#define RtlStringCbCopyN RtlStringCbCopyNW
#define RtlStringCbCopyNEx RtlStringCbCopyNExW
#define RtlStringCbCat RtlStringCbCatW
#define RtlStringCbCatEx RtlStringCbCatExW
#define RtlStringCbCatN RtlStringCbCatNW
#define RtlStringCbCatNEx RtlStringCbCatNExW
#define RtlStringCbVPrintf RtlStringCbVPrintfW
#define RtlStringCbVPrintfEx RtlStringCbVPrintfExW
#define RtlStringCbPrintf RtlStringCbPrintfW
#define RtlStringCbPrintfEx RtlStringCbPrintfExW
#define RtlStringCbLength RtlStringCbLengthW
#else
#define RtlStringCchCopy RtlStringCchCopyA
#define RtlStringCchCopyEx RtlStringCchCopyExA
#define RtlStringCchCopyN RtlStringCchCopyNA
#define RtlStringCchCopyNEx RtlStringCchCopyNExA
#define RtlStringCchCat RtlStringCchCatA
#define RtlStringCchCatEx RtlStringCchCatExA
#define RtlStringCchCatN RtlStringCchCatNA
#define RtlStringCchCatNEx RtlStringCchCatNExA
#define RtlStringCchVPrintf RtlStringCchVPrintfA
#define RtlStringCchVPrintfEx RtlStringCchVPrintfExA
#define RtlStringCchPrintf RtlStringCchPrintfA
#define RtlStringCchPrintfEx RtlStringCchPrintfExA
#define RtlStringCchLength RtlStringCchLengthA
#define RtlStringCbCopy RtlStringCbCopyA
#define RtlStringCbCopyEx RtlStringCbCopyExA
#define RtlStringCbCopyN RtlStringCbCopyNA
#define RtlStringCbCopyNEx RtlStringCbCopyNExA
#define RtlStringCbCat RtlStringCbCatA
#define RtlStringCbCatEx RtlStringCbCatExA
#define RtlStringCbCatN RtlStringCbCatNA
#define RtlStringCbCatNEx RtlStringCbCatNExA
#define RtlStringCbVPrintf RtlStringCbVPrintfA
#define RtlStringCbVPrintfEx RtlStringCbVPrintfExA
#define RtlStringCbPrintf RtlStringCbPrintfA
#define RtlStringCbPrintfEx RtlStringCbPrintfExA
#define RtlStringCbLength RtlStringCbLengthA
#endif

#endif
