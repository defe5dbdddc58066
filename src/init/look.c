/*
 * init/look.c - what a test or a demonstration may see of a run: its token, its trace, its numbers
 */
#include "init.h"

#include <sim/test.h>

const char *
sim_token(void)
{
    return InipToken();
}

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

static void
InipFormatLine(char *Text, size_t Size, const char *Format, ...)
{
    __builtin_va_list Arguments;

    __builtin_va_start(Arguments, Format);
    RtlFormat(Text, Size, Format, Arguments);
    __builtin_va_end(Arguments);
}

bool
sim_trace_line(uint64_t i, char *text, size_t size)
{
    HAL_TRACE_RECORD Record;

    if (!HalTraceRecord(i, &Record)) {
        return false;
    }
    InipFormatLine(text, size, "%7I64u.%03u us  cpu %-2u thread %-4u %-16s %16I64x %16I64x %16I64x",
                   Record.TimeNs / 1000, (ULONG)(Record.TimeNs % 1000), Record.Processor,
                   Record.ThreadId, HalProbeName(Record.Probe), Record.A, Record.B, Record.C);
    return true;
}

unsigned
sim_choose(unsigned n)
{
    return HalChoose(HalChooseTest, n);
}

unsigned
sim_cpu_count(void)
{
    return HalProcessorCount();
}

struct sim_statistics
sim_statistics(unsigned cpu)
{
    KE_STATISTICS Of;

    KeQueryStatistics(cpu, &Of);
    return (struct sim_statistics){.interrupts = Of.Interrupts,
                                   .dpcs = Of.Dpcs,
                                   .context_switches = Of.ContextSwitches,
                                   .busy_ns = Of.BusyNs};
}
