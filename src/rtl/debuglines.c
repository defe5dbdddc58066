/*
 * src/rtl/debuglines.c - drivers' debug output as lines: the last ones are kept, some are shown
 *
 * A line that is shown begins with the virtual time and the processor. Drivers may print a line in
 * pieces; the pieces are kept, and shown, as they come.
 */
#include "debug.h"

#define RTLP_LINES 16
#define RTLP_LINE_BYTES 128

static struct {
    CHAR Line[RTLP_LINES][RTLP_LINE_BYTES]; /* a ring; the last one is not ended yet */
    ULONG Ended, Length;
    BOOLEAN Shown; /* the terminal is within a line */
} Rtl SIM_STATE;

static VOID
RtlpKeep(CHAR Character)
{
    PSTR Line = Rtl.Line[Rtl.Ended % RTLP_LINES];

    if (Character == '\n') {
        Line[Rtl.Length] = 0;
        Rtl.Ended++;
        Rtl.Length = 0;
        Rtl.Line[Rtl.Ended % RTLP_LINES][0] = 0;
    } else if (Character != '\r' && Rtl.Length < RTLP_LINE_BYTES - 1) {
        Line[Rtl.Length++] = Character;
        Line[Rtl.Length] = 0;
    }
}

PCSTR
RtlDebugLine(ULONG Index)
{
    ULONG Kept = min(Rtl.Ended, RTLP_LINES - 1);

    return Index < Kept ? Rtl.Line[(Rtl.Ended - Kept + Index) % RTLP_LINES] : NULL;
}

/* --- the terminal ----------------------------------------------------------------------------- */

static VOID
RtlpShowStamp(VOID)
{
    CHAR Stamp[64];
    ULONG64 Now = HalTimeNs();
    LONG Length = RtlFormatText(Stamp, sizeof(Stamp), "%6I64u.%03u us cpu %u: ", Now / 1000,
                                (ULONG)(Now % 1000), HalCurrentProcessor());

    HalPrint(Stamp, (ULONG)Length);
}

static VOID
RtlpShowOnHost(PVOID Context)
{
    PCSTR Text = Context;

    while (*Text != 0) {
        ULONG Length = 0;

        while (Text[Length] != 0 && Text[Length] != '\n') {
            Length++;
        }
        if (!Rtl.Shown) {
            RtlpShowStamp();
        }
        Rtl.Shown = Text[Length] == 0;
        Length += !Rtl.Shown;
        HalPrint(Text, Length);
        Text += Length;
    }
}

VOID
RtlpDebugText(PCSTR Text, BOOLEAN Show)
{
    for (PCSTR Next = Text; *Next != 0; Next++) {
        RtlpKeep(*Next);
    }
    if (Show && !HalIsMute()) {
        HalCallHost(RtlpShowOnHost, (PVOID)Text);
    }
}

/* --- reports ---------------------------------------------------------------------------------- */

static VOID
RtlpReportLines(ULONG Code, const ULONG_PTR Parameters[4])
{
    PCSTR Line;

    for (ULONG Index = 0; (Line = RtlDebugLine(Index)) != NULL; Index++) {
        KeReport("%s    %s\n", Index == 0 ? "the drivers printed last:\n" : "", Line);
    }
    if (Rtl.Length > 0) {
        KeReport("    %s\n", Rtl.Line[Rtl.Ended % RTLP_LINES]);
    }
}

VOID
RtlInitSystem(VOID)
{
    KeAddReportRoutine(RtlpReportLines);
}
