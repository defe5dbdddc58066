/*
 * init/look.c - what a test or a demonstration may see of a run: its token, its numbers
 */
#include "init.h"

#include <sim/test.h>

const char *
sim_token(void)
{
    return InipToken();
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
