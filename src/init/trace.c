/*
 * init/trace.c - the events of a run as text: for tests that look, and for reports
 *
 * SIM_TRACE=n in the environment: a run that fails prints its last n events.
 */
#include "init.h"

#include <sim/test.h>
#include <sim/trace.h>

uint64_t
sim_trace_hash(void)
{
    return HalTraceHash();
}

uint64_t
sim_trace_count(void)
{
    return HalTraceCount();
}

void
sim_trace_provider(const GUID *provider, uint8_t level, uint64_t keywords)
{
    WmiEnableProvider(provider, level, keywords);
}

static void
InipFormatLine(char *Text, size_t Size, const char *Format, ...)
{
    __builtin_va_list Arguments;

    __builtin_va_start(Arguments, Format);
    RtlFormat(Text, Size, Format, Arguments);
    __builtin_va_end(Arguments);
}

/* Of an event that a driver traced, its text; what a test says. NULL: numbers are all there is. */
static PCSTR
InipTraceText(const HAL_TRACE_RECORD *Record, PSTR Said, SIZE_T Size)
{
    if (Record->Probe == PROBE_TRACE_EVENT || Record->Probe == PROBE_TRACE_MESSAGE) {
        return WmiTraceText(Record->C);
    }
    return InipTestSays(Record, Said, Size) ? Said : NULL;
}

bool
sim_trace_line(uint64_t i, char *text, size_t size)
{
    CHAR Said[160];
    PCSTR Text;
    HAL_TRACE_RECORD Record;

    if (!HalTraceRecord(i, &Record)) {
        return false;
    }
    Text = InipTraceText(&Record, Said, sizeof Said);
    if (Text != NULL) {
        InipFormatLine(text, size, "%7I64u.%03u us  cpu %-2u thread %-4u %-16s %s",
                       Record.TimeNs / 1000, (ULONG)(Record.TimeNs % 1000), Record.Processor,
                       Record.ThreadId, HalProbeName(Record.Probe), Text);
        return true;
    }
    InipFormatLine(text, size, "%7I64u.%03u us  cpu %-2u thread %-4u %-16s %16I64x %16I64x %16I64x",
                   Record.TimeNs / 1000, (ULONG)(Record.TimeNs % 1000), Record.Processor,
                   Record.ThreadId, HalProbeName(Record.Probe), Record.A, Record.B, Record.C);
    return true;
}

/* Old records are dropped: how many are there? */
static ULONG64
InipKeptRecords(VOID)
{
    ULONG64 Low = 0, High = HalTraceCount();
    HAL_TRACE_RECORD Record;

    while (Low < High) {
        ULONG64 Middle = Low + (High - Low) / 2;

        if (HalTraceRecord(Middle, &Record)) {
            Low = Middle + 1;
        } else {
            High = Middle;
        }
    }
    return Low;
}

VOID
InipPrintTrace(VOID)
{
    PCSTR Wanted = HalEnvironment("SIM_TRACE");
    ULONG64 Kept = InipKeptRecords(), Most;
    CHAR Line[320];

    if (Wanted == NULL || !InipReadNumber(Wanted, &Most)) {
        return;
    }
    for (ULONG64 i = Kept > Most ? Kept - Most : 0; i < Kept; i++) {
        sim_trace_line(i, Line, sizeof Line);
        InipPrint("%s", Line);
    }
}
