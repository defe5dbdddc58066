/*
 * wmi/text.c - what drivers traced, as text: the last lines are kept
 *
 * An event is a record of the trace (TRACE_EVENT or TRACE_MESSAGE, with virtual time, processor and
 * thread); the record's last number is the number of a line here.
 */
#include "wmip.h"

#define WMIP_LINES      64
#define WMIP_LINE_BYTES 192

static struct {
    CHAR Line[WMIP_LINES][WMIP_LINE_BYTES];
    ULONG64 Next; /* number of the next line; the first one is 1 */
} Wmip SIM_STATE;
SIM_STATE_PART(Wmip.Line, Wmip.Next);

static PSTR
WmipLine(ULONG64 Number)
{
    return Wmip.Line[(Number - 1) % WMIP_LINES];
}

PCSTR
WmiTraceText(ULONG64 Number)
{
    BOOLEAN Kept = Number != 0 && Number <= Wmip.Next && Wmip.Next - Number < WMIP_LINES;

    return Kept ? WmipLine(Number) : NULL;
}

PSTR
WmipNewText(PWMIP_TEXT Text, ULONG64 *Number)
{
    *Number = ++Wmip.Next;
    Text->Buffer = WmipLine(*Number);
    Text->Size = WMIP_LINE_BYTES;
    Text->Length = 0;
    Text->Buffer[0] = 0;
    return Text->Buffer;
}

/* What is too long is cut off. */
VOID
WmipPut(PWMIP_TEXT Text, PCSTR Format, ...)
{
    ULONG Room = Text->Size - Text->Length;
    __builtin_va_list Arguments;
    LONG Length;

    __builtin_va_start(Arguments, Format);
    Length = RtlFormat(Text->Buffer + Text->Length, Room, Format, Arguments);
    __builtin_va_end(Arguments);
    if (Length > 0) {
        Text->Length += min((ULONG)Length, Room - 1);
    }
}

VOID
WmipPutGuid(PWMIP_TEXT Text, LPCGUID Guid)
{
    WmipPut(Text, "{%08x-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", Guid->Data1, Guid->Data2,
            Guid->Data3, Guid->Data4[0], Guid->Data4[1], Guid->Data4[2], Guid->Data4[3],
            Guid->Data4[4], Guid->Data4[5], Guid->Data4[6], Guid->Data4[7]);
}
