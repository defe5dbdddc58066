/*
 * src/rtl/rtlp.h - what rtl's files share
 */
#ifndef RTLP_H
#define RTLP_H

#include "rtl.h"

#define RTLP_TAG 'rtSR' /* pool that conversions allocate for their caller */

/* --- format.c --------------------------------------------------------------------------------- */

/* Where formatted text goes: 8 or 16-bit characters, at most Size; Length counts them all. */
typedef struct _RTLP_SINK {
    PVOID Buffer;
    SIZE_T Size, Length;
    BOOLEAN Wide;
    BOOLEAN Unicode; /* a conversion of 16-bit text was met */
} RTLP_SINK, *PRTLP_SINK;

/* One conversion, as parsed: %[flags][width][.precision][size]type. */
typedef struct _RTLP_CONVERSION {
    BOOLEAN Left, Plus, Space, Alternate, Zero;
    UCHAR Bytes;    /* of an integer argument */
    BOOLEAN Narrow, WideText; /* h; l or w */
    WCHAR Type;
    LONG Width, Precision; /* -1: none */
} RTLP_CONVERSION, *PRTLP_CONVERSION;

/* Nothing is terminated. FALSE: a conversion that Windows' kernel does not have either. */
BOOLEAN RtlpFormat(PRTLP_SINK Sink, const VOID *Format, __builtin_va_list Arguments);

/* --- formatout.c ------------------------------------------------------------------------------ */

VOID RtlpPut(PRTLP_SINK Sink, WCHAR Character); /* a character of the sink's own kind */
VOID RtlpPutInteger(PRTLP_SINK Sink, const RTLP_CONVERSION *Conversion, ULONG64 Value);
/* Text of Bytes bytes, or to its terminator when Bytes is MAXSIZE_T. */
VOID RtlpPutText(PRTLP_SINK Sink, const RTLP_CONVERSION *Conversion, const VOID *Text, SIZE_T Bytes,
                 BOOLEAN WideText);

/* --- nls.c: the ANSI and OEM code pages ------------------------------------------------------- */

typedef struct _RTLP_CODE_PAGE {
    USHORT Number;
    WCHAR Upper[128]; /* what 0x80 to 0xFF mean */
} RTLP_CODE_PAGE;

extern const RTLP_CODE_PAGE RtlpAnsi, RtlpOem;

WCHAR RtlpToUnicode(const RTLP_CODE_PAGE *Page, UCHAR Character);
UCHAR RtlpFromUnicode(const RTLP_CODE_PAGE *Page, WCHAR Character); /* '?' for what it lacks */

/* --- nlsstring.c ------------------------------------------------------------------------------ */

/* Both count characters; what does not fit is cut off. */
ULONG RtlpWiden(const RTLP_CODE_PAGE *Page, PWCH To, ULONG Room, PCCH From, ULONG Count);
ULONG RtlpNarrow(const RTLP_CODE_PAGE *Page, PCH To, ULONG Room, PCWCH From, ULONG Count);

/* Takes a string buffer from paged pool when Allocate, then checks that Bytes and a terminator of
   Terminator bytes fit. Sets Length; the caller fills the buffer. */
NTSTATUS RtlpPrepareString(PSTRING String, SIZE_T Bytes, ULONG Terminator, BOOLEAN Allocate);

/* --- upcase.c --------------------------------------------------------------------------------- */

/* A run of characters (every one, or every second) whose other case lies Delta further on. */
typedef struct _RTLP_CASE_RUN {
    WCHAR First, Last;
    USHORT Step;
    SHORT Delta;
} RTLP_CASE_RUN;

extern const RTLP_CASE_RUN RtlpUpcaseRuns[], RtlpDowncaseRuns[];
extern const ULONG RtlpUpcaseRunCount, RtlpDowncaseRunCount;

/* Compares as memcmp does, by the upcased character when IgnoreCase. */
LONG RtlpCompareWide(PCWCH Text1, PCWCH Text2, SIZE_T Characters, BOOLEAN IgnoreCase);

/* --- splay.c: also for balanced links, which begin alike -------------------------------------- */

VOID RtlpRotateUp(PRTL_SPLAY_LINKS Links);
PRTL_SPLAY_LINKS RtlpTakeOut(PRTL_SPLAY_LINKS Links, PRTL_SPLAY_LINKS *Heir);

/* --- table.c: the way down a tree, for both kinds of generic tables --------------------------- */

typedef RTL_GENERIC_COMPARE_RESULTS RTLP_COMPARE(PVOID Table, PVOID Buffer, PRTL_SPLAY_LINKS Links);
/* *NodeOrParent: what was found, or the last one looked at; unchanged for an empty tree. */
TABLE_SEARCH_RESULT RtlpSearch(PRTL_SPLAY_LINKS Links, RTLP_COMPARE *Compare, PVOID Table,
                               PVOID Buffer, PRTL_SPLAY_LINKS *NodeOrParent);

/* --- number.c --------------------------------------------------------------------------------- */

/* Digits of Value in Base, most significant first, at the end of Buffer; returns the first. */
#define RTLP_DIGITS 65
PSTR RtlpDigits(CHAR Buffer[RTLP_DIGITS], ULONG64 Value, ULONG Base, BOOLEAN Uppercase);
/* The value of a digit, or 36 and more for what is none. */
ULONG RtlpDigitValue(WCHAR Character);

#endif
