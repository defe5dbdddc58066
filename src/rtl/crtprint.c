/*
 * src/rtl/crtprint.c - the drivers' C library: printf into buffers
 *
 * Three families over one formatter (format.c):
 *   sprintf    believes that there is room;
 *   _snprintf  writes at most Count characters, with a terminator only if there is room for it, and
 *              returns -1 when text was cut off (Microsoft's rule, not C99's);
 *   sprintf_s  always terminates; what does not fit leaves an empty string and -1, except with
 *              _snprintf_s and the count _TRUNCATE, which cuts.
 * A format that the formatter does not know gives -1 and what came before it.
 */
#include "crt.h"

static VOID
CrtpTerminate(PRTLP_SINK Sink, SIZE_T Index)
{
    if (Sink->Wide) {
        ((PWCH)Sink->Buffer)[Index] = 0;
    } else {
        ((PCH)Sink->Buffer)[Index] = 0;
    }
}

static INT
CrtpPrint(PVOID Buffer, SIZE_T Count, BOOLEAN Wide, const VOID *Format, __builtin_va_list Arguments)
{
    RTLP_SINK Sink = {.Buffer = Buffer, .Size = Count, .Wide = Wide};
    BOOLEAN Good = RtlpFormat(&Sink, Format, Arguments);

    if (Sink.Length < Count) {
        CrtpTerminate(&Sink, Sink.Length);
    }
    if (Buffer == NULL && Count == 0) {
        return Good ? (INT)Sink.Length : -1;
    }
    return Good && Sink.Length <= Count ? (INT)Sink.Length : -1;
}

static INT
CrtpPrintSafe(PVOID Buffer, SIZE_T Room, SIZE_T Count, BOOLEAN Wide, const VOID *Format,
              __builtin_va_list Arguments)
{
    RTLP_SINK Sink = {.Buffer = Buffer, .Size = Room, .Wide = Wide};
    BOOLEAN Good;

    if (Buffer == NULL || Room == 0 || Format == NULL) {
        return -1;
    }
    Sink.Size = Count < Room ? Count : Room - 1;
    Good = RtlpFormat(&Sink, Format, Arguments);
    CrtpTerminate(&Sink, min(Sink.Length, Sink.Size));
    if (Good && Sink.Length <= Sink.Size) {
        return (INT)Sink.Length;
    }
    if (!Good || (Count >= Room && Count != CRT_TRUNCATE)) {
        CrtpTerminate(&Sink, 0);
    }
    return -1;
}

INT
crt__vsnprintf(PSTR Buffer, SIZE_T Count, PCSTR Format, __builtin_va_list Arguments)
{
    return CrtpPrint(Buffer, Count, FALSE, Format, Arguments);
}

INT
crt__vsnwprintf(PWSTR Buffer, SIZE_T Count, PCWSTR Format, __builtin_va_list Arguments)
{
    return CrtpPrint(Buffer, Count, TRUE, Format, Arguments);
}

INT
crt_vsprintf(PSTR Buffer, PCSTR Format, __builtin_va_list Arguments)
{
    return CrtpPrint(Buffer, MAXLONG, FALSE, Format, Arguments);
}

INT
crt_vswprintf(PWSTR Buffer, PCWSTR Format, __builtin_va_list Arguments)
{
    return CrtpPrint(Buffer, MAXLONG, TRUE, Format, Arguments);
}

INT
crt_vsprintf_s(PSTR Buffer, SIZE_T Room, PCSTR Format, __builtin_va_list Arguments)
{
    return CrtpPrintSafe(Buffer, Room, CRT_TRUNCATE - 1, FALSE, Format, Arguments);
}

INT
crt_vswprintf_s(PWSTR Buffer, SIZE_T Room, PCWSTR Format, __builtin_va_list Arguments)
{
    return CrtpPrintSafe(Buffer, Room, CRT_TRUNCATE - 1, TRUE, Format, Arguments);
}

INT
crt__vsnprintf_s(PSTR Buffer, SIZE_T Room, SIZE_T Count, PCSTR Format, __builtin_va_list Arguments)
{
    return CrtpPrintSafe(Buffer, Room, Count, FALSE, Format, Arguments);
}

INT
crt__vsnwprintf_s(PWSTR Buffer, SIZE_T Room, SIZE_T Count, PCWSTR Format,
                  __builtin_va_list Arguments)
{
    return CrtpPrintSafe(Buffer, Room, Count, TRUE, Format, Arguments);
}

INT
crt_sprintf(PSTR Buffer, PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    INT Length;

    __builtin_va_start(Arguments, Format);
    Length = crt_vsprintf(Buffer, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}

INT
crt_swprintf(PWSTR Buffer, PCWSTR Format, ...)
{
    __builtin_va_list Arguments;
    INT Length;

    __builtin_va_start(Arguments, Format);
    Length = crt_vswprintf(Buffer, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}

INT
crt__snprintf(PSTR Buffer, SIZE_T Count, PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    INT Length;

    __builtin_va_start(Arguments, Format);
    Length = crt__vsnprintf(Buffer, Count, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}

INT
crt__snwprintf(PWSTR Buffer, SIZE_T Count, PCWSTR Format, ...)
{
    __builtin_va_list Arguments;
    INT Length;

    __builtin_va_start(Arguments, Format);
    Length = crt__vsnwprintf(Buffer, Count, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}

INT
crt_sprintf_s(PSTR Buffer, SIZE_T Room, PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    INT Length;

    __builtin_va_start(Arguments, Format);
    Length = crt_vsprintf_s(Buffer, Room, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}

INT
crt_swprintf_s(PWSTR Buffer, SIZE_T Room, PCWSTR Format, ...)
{
    __builtin_va_list Arguments;
    INT Length;

    __builtin_va_start(Arguments, Format);
    Length = crt_vswprintf_s(Buffer, Room, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}

INT
crt__snprintf_s(PSTR Buffer, SIZE_T Room, SIZE_T Count, PCSTR Format, ...)
{
    __builtin_va_list Arguments;
    INT Length;

    __builtin_va_start(Arguments, Format);
    Length = crt__vsnprintf_s(Buffer, Room, Count, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}

INT
crt__snwprintf_s(PWSTR Buffer, SIZE_T Room, SIZE_T Count, PCWSTR Format, ...)
{
    __builtin_va_list Arguments;
    INT Length;

    __builtin_va_start(Arguments, Format);
    Length = crt__vsnwprintf_s(Buffer, Room, Count, Format, Arguments);
    __builtin_va_end(Arguments);
    return Length;
}
