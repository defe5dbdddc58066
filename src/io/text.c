/*
 * io/text.c - short texts in WCHARs: key paths, object names
 */
#include "iop.h"

#include <stdarg.h>

VOID
IoFormatText(PWSTR Buffer, ULONG Characters, PCWSTR Format, ...)
{
    va_list Arguments;

    va_start(Arguments, Format);
    RtlFormatWide(Buffer, Characters, Format, Arguments);
    va_end(Arguments);
}

ULONG
IoTextLength(PCWSTR Text)
{
    ULONG Length = 0;

    while (Text[Length] != L'\0') {
        Length++;
    }
    return Length;
}

BOOLEAN
IoSameText(PCWSTR First, PCWSTR Second)
{
    UNICODE_STRING A, B;

    RtlInitUnicodeString(&A, First);
    RtlInitUnicodeString(&B, Second);
    return RtlEqualUnicodeString(&A, &B, TRUE);
}
