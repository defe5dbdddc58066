/*
 * init/cpu.c - what a test does to processors and to the clock
 */
#include "init.h"

#include <sim/test.h>

static NTSTATUS
InipAddProcessor(PVOID Context)
{
    return KeAddProcessor(*(NTSTATUS *)Context);
}

NTSTATUS
sim_add_processor(NTSTATUS hardware)
{
    return InipCallKernel(InipAddProcessor, &hardware);
}

void
sim_nmi(unsigned cpu)
{
    SIM_ASSERT(cpu < HalProcessorCount());
    KeRequestNmi(cpu);
}

void
sim_set_system_time(int64_t later_ns)
{
    KeMoveSystemTime(later_ns / 100);
}
