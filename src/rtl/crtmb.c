/*
 * src/rtl/crtmb.c - the drivers' C library: between 8-bit and 16-bit strings
 *
 * The code page is the ANSI code page (nls.c); every character is one byte.
 */
#include "crt.h"

/* NULL for To: only the length, without terminator. A full buffer is not terminated. */
SIZE_T
crt_mbstowcs(PWSTR To, PCSTR From, SIZE_T Count)
{
    SIZE_T Length = crt_strlen(From);

    if (To == NULL) {
        return Length;
    }
    Length = min(Length, Count);
    RtlpWiden(&RtlpAnsi, To, (ULONG)Length, From, (ULONG)Length);
    if (Length < Count) {
        To[Length] = 0;
    }
    return Length;
}

SIZE_T
crt_wcstombs(PSTR To, PCWSTR From, SIZE_T Count)
{
    SIZE_T Length = crt_wcslen(From);

    if (To == NULL) {
        return Length;
    }
    Length = min(Length, Count);
    RtlpNarrow(&RtlpAnsi, To, (ULONG)Length, From, (ULONG)Length);
    if (Length < Count) {
        To[Length] = 0;
    }
    return Length;
}

INT
crt_mbtowc(PWCHAR To, PCSTR From, SIZE_T Count)
{
    if (From == NULL || Count == 0) {
        return 0;
    }
    if (To != NULL) {
        *To = RtlpToUnicode(&RtlpAnsi, (UCHAR)*From);
    }
    return *From == 0 ? 0 : 1;
}

INT
crt_wctomb(PSTR To, WCHAR Character)
{
    if (To == NULL) {
        return 0;
    }
    *To = (CHAR)RtlpFromUnicode(&RtlpAnsi, Character);
    return 1;
}
