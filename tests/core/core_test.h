/*
 * tests/core/core_test.h - processors without a kernel, for the tests of sim/core
 *
 * RUN(f) runs f on processor 0 of a fresh machine; when f returns, the machine stops. What the
 * other processors run is set before, in machine.body. Interrupts are counted by vector;
 * machine.service, if set, is called for each at its priority, as an ISR would be.
 *
 * note() writes down what happened, in order: a test compares the whole story with a string.
 *
 * Assertions stand anywhere: one that fails on a simulated stack stops the machine first.
 */
#ifndef CORE_TEST_H
#define CORE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core.h"

#define CORE_TEST(f) {#f, core_test, NULL, NULL, (void *)(f)}

enum { VECTOR = 0x51, HIGHER = 0x91, INTERRUPT_NS = 200 };

static struct {
    void (*body[HW_CPU_MAX])(void);
    void (*service)(unsigned vector);
    unsigned interrupts[HW_VECTORS], at_cpu[HW_CPU_MAX], quiet, stuck, cycles;
    uint64_t interrupt_ns; /* when the last one came */
    char story[256];
    const char *failed_file;
    int failed_line;
} machine;

typedef void fail_fn(const char *file, int line);

/* CMocka's assertions call this one: the program comes before the library. */
void
_fail(const char *const file, const int line)
{
    if (!hw_on_host_stack()) {
        machine.failed_file = file;
        machine.failed_line = line;
        hw_stop();
    }
    ((fail_fn *)hw_next_symbol("_fail"))(file, line);
}

static inline void
note(const char *what)
{
    SIM_ASSERT(strlen(machine.story) + strlen(what) < sizeof machine.story);
    strcat(machine.story, what);
}

/* An event that notes a letter. */
static inline void
note_event(void *owner, uint64_t letter)
{
    char text[2] = {(char)letter};

    note(text);
}

/* --- calls up --------------------------------------------------------------------------------- */

static void
core_processor(unsigned cpu)
{
    if (machine.body[cpu] != NULL) {
        machine.body[cpu]();
    }
    if (cpu == 0) {
        hw_stop();
    }
    for (;;) {
        hw_idle();
        hw_point();
    }
}

static void
core_interrupt(unsigned vector)
{
    uint8_t priority = hw_now.priority;

    hw_now.priority = (uint8_t)(vector >> 4);
    machine.interrupts[vector]++;
    machine.at_cpu[hw_now.cpu]++;
    machine.interrupt_ns = hw_time();
    hw_spend(INTERRUPT_NS);
    if (machine.service != NULL) {
        machine.service(vector);
    }
    hw_point();
    hw_end_of_interrupt(vector);
    hw_now.priority = priority;
}

static void
core_fault(struct hw_fault *fault)
{
    fail_msg("fault at %#llx", (unsigned long long)fault->pc);
}

static void
core_quiet(void)
{
    machine.quiet++;
}

static void
core_stuck(void)
{
    machine.stuck++;
    hw_stop();
}

static void
core_cycle(unsigned cpu)
{
    machine.cycles++;
    hw_stop();
}

static void
core_look(bool event)
{
    note(event ? "E" : "L");
}

static void
core_held_up(void)
{
    note("!");
    hw_stop();
}

static const struct hw_upcalls core_upcalls = {
    .processor = core_processor,
    .interrupt = core_interrupt,
    .fault = core_fault,
    .quiet = core_quiet,
    .stuck = core_stuck,
    .wait_cycle = core_cycle,
    .look = core_look,
    .held_up = core_held_up,
};

/* --- running ---------------------------------------------------------------------------------- */

static inline void
power_on(struct hw_config config)
{
    config.cpus = config.cpus == 0 ? 1 : config.cpus;
    config.memory_pages = 1024;
    hw_power_on(&config, &core_upcalls);
}

#define RUN(function, ...) run((function), (struct hw_config){__VA_ARGS__})

static inline void
run(void (*body)(void), struct hw_config config)
{
    machine.body[0] = body;
    power_on(config);
    hw_run();
    hw_power_off();
    if (machine.failed_file != NULL) {
        _fail(machine.failed_file, machine.failed_line);
    }
}

/* Test functions run on the host's stack, with the power off. */
static inline void
core_test(void **state)
{
    memset(&machine, 0, sizeof machine);
    ((void (*)(void))*state)();
}

/* Lets virtual time pass; events and interrupts come in. */
static inline void
wait_ns(uint64_t ns)
{
    hw_stall(ns);
    hw_spend(1);
    hw_point();
}

#endif
