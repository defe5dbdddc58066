/*
 * sim/core/processor.c - processors at power-on, and what each of them runs
 *
 * Each processor begins in its boot context, which is its idle context later. What it runs is noted
 * at every switch, so that its turn can be given to others and come back to the same place.
 */
#include "cpui.h"

unsigned
hw_cpu_count(void)
{
    return cpus.count;
}

void
hw_cpu_unmask(unsigned cpu)
{
    SIM_ASSERT(cpu != hw_now.cpu && cpu < cpus.count);
    cpus.cpu[cpu].now.priority = 0;
}

void
hw_freeze_others(void)
{
    for (unsigned i = 0; i < cpus.count; i++) {
        if (i != hw_now.cpu) {
            cpus.cpu[i].idle = true;
            cpus.cpu[i].now.priority = UINT8_MAX;
        }
    }
}

const struct hw_upcalls *
cpu_upcalls(void)
{
    return &cpus.upcalls;
}

void
hw_cpu_run(struct hw_context *from, struct hw_context *to)
{
    if (hw_now.flags & HW_NOW_HELD) {
        cpus.upcalls.held_up();
    }
    if (hw_weak()) {
        hw_fence(HW_FENCE_ALL);
    }
    cpus.cpu[hw_now.cpu].running = to;
    hw_context_switch(from, to);
    if (hw_weak()) {
        hw_fence(HW_FENCE_ALL);
    }
}

void
hw_look(bool on)
{
    for (unsigned i = 0; i < cpus.count; i++) {
        struct hw_now *now = cpu_now(i);

        now->flags = on ? now->flags | HW_NOW_LOOKED : now->flags & ~(uint32_t)HW_NOW_LOOKED;
    }
}

void
hw_hold(bool on)
{
    hw_now.flags = on ? hw_now.flags | HW_NOW_HELD : hw_now.flags & ~(uint32_t)HW_NOW_HELD;
}

static void
first_code(void *number)
{
    cpus.upcalls.processor((unsigned)(uintptr_t)number);
    SIM_ASSERT(!"a processor returned");
}

void
cpu_reset(const struct hw_config *config, const struct hw_upcalls *upcalls)
{
    SIM_ASSERT(config->cpus >= 1 && config->cpus <= HW_CPU_MAX);
    cpus.count = config->cpus;
    cpus.interleave = config->policy != HW_TIMED;
    cpus.paced = config->paced;
    cpus.upcalls = *upcalls;
    for (unsigned i = 0; i < cpus.count; i++) {
        struct cpu *c = &cpus.cpu[i];

        c->now.cpu = (uint16_t)i;
        c->spin_owner = -1;
        c->running = &c->boot;
        hw_context_make(&c->boot, hw_stack_alloc(), hw_stack_size(), first_code,
                        (void *)(uintptr_t)i);
    }
    hw_now = cpus.cpu[0].now;
}

bool
hw_run(void)
{
    host_faults_install(cpus.upcalls.fault);
    cpus.paused = false;
    hw_context_switch(&host_main, cpus.cpu[hw_now.cpu].running);
    host_faults_remove();
    return cpus.paused;
}

void
hw_pause(void)
{
    SIM_ASSERT(!hw_on_host_stack() && hw_now.event_time == 0);
    cpus.paused = true;
    hw_context_switch(cpus.cpu[hw_now.cpu].running, &host_main);
}
