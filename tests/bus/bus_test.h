/*
 * tests/bus/bus_test.h - a machine without a kernel, for the tests of sim/bus and sim/dev
 *
 * MACHINE_TEST(f) runs f on processor 0 of a fresh machine with 4 MiB of RAM. Interrupts are
 * counted by vector; machine.service, if set, is called for each as an ISR would be.
 */
#ifndef BUS_TEST_H
#define BUS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <sim/device.h>

#include "machine.h"

#define MACHINE_TEST(f) {#f, machine_test, NULL, NULL, (void *)(f)}
#define NO_SUCH_MEMORY  UINT64_C(0xD0000000)

enum { VECTOR = 0x51, FIRST_MESSAGE = 0x60, INTERRUPT_NS = 200 };

static struct {
    void (*body)(void);
    void (*service)(void);
    unsigned interrupts[HW_VECTORS];
    unsigned bus_changes;
} machine;

static void
machine_processor(unsigned cpu)
{
    if (cpu == 0) {
        machine.body();
        hw_stop();
    }
    for (;;) {
        hw_idle();
    }
}

static void
machine_interrupt(unsigned vector)
{
    uint8_t priority = hw_now.priority;

    hw_now.priority = vector >> 4;
    hw_spend(INTERRUPT_NS);
    hw_point();
    machine.interrupts[vector]++;
    if (machine.service != NULL) {
        machine.service();
    }
    hw_now.priority = priority;
    hw_end_of_interrupt(vector);
}

static void
machine_fault(struct hw_fault *fault)
{
    fail_msg("fault at %#llx", (unsigned long long)fault->pc);
}

static void
machine_nothing(void)
{
}

static void
machine_stuck(void)
{
    fail_msg("the machine is stuck");
}

static void
machine_cycle(unsigned cpu)
{
    fail_msg("processor %u waits for itself", cpu);
}

static void
machine_bus_changed(void)
{
    machine.bus_changes++;
}

static const struct hw_upcalls machine_upcalls = {
    .processor = machine_processor,
    .interrupt = machine_interrupt,
    .fault = machine_fault,
    .quiet = machine_nothing,
    .stuck = machine_stuck,
    .wait_cycle = machine_cycle,
    .bus_changed = machine_bus_changed,
};

static inline void
machine_run(void (*body)(void), enum hw_policy policy, uint64_t seed)
{
    struct hw_config config = {.cpus = 1, .policy = policy, .seed = seed, .memory_pages = 1024};

    memset(&machine, 0, sizeof machine);
    machine.body = body;
    hw_power_on(&config, &machine_upcalls);
    hw_run();
    hw_power_off();
}

static inline void
machine_test(void **state)
{
    machine_run((void (*)(void))*state, HW_TIMED, 0);
}

/* Lets virtual time pass; interrupts come in. */
static inline void
wait_ns(uint64_t ns)
{
    hw_stall(ns);
    hw_point();
}

/* --- configuration space and placing, as a bus driver does it --------------------------------- */

static inline uint32_t
config_read(struct sim_device *dev, unsigned offset)
{
    return hw_pci_config_read(0, sim_device_slot(dev), 0, offset, 4);
}

static inline void
config_write(struct sim_device *dev, unsigned offset, uint32_t value)
{
    hw_pci_config_write(0, sim_device_slot(dev), 0, offset, 4, value);
}

enum { PORTS_ON = 1, MEMORY_ON = 2, MASTER_ON = 4, LINE_OFF = 1 << 10 };

/* Places BAR 0 of size bytes and switches everything on. */
static inline uint64_t
place(struct sim_device *dev, bool port, uint64_t size)
{
    uint64_t address = hw_pci_window(port, size);

    config_write(dev, 0x10, (uint32_t)address);
    config_write(dev, 0x04, PORTS_ON | MEMORY_ON | MASTER_ON);
    return address;
}

static inline void
route_line(struct sim_device *dev)
{
    static const uint16_t processor_0 = 0;

    hw_line_route(hw_pci_line(0, sim_device_slot(dev), 1), VECTOR, HW_LEVEL, &processor_0, 1);
}

/* Grants 1 << log2_count messages, from FIRST_MESSAGE on. */
static inline void
enable_messages(struct sim_device *dev, unsigned log2_count)
{
    uint64_t address;
    uint32_t data;

    hw_message_compose(FIRST_MESSAGE, 0, &address, &data);
    config_write(dev, 0x44, (uint32_t)address);
    config_write(dev, 0x48, (uint32_t)(address >> 32));
    config_write(dev, 0x4C, data);
    config_write(dev, 0x40, log2_count << 20 | 1 << 16);
}

/* --- memory ----------------------------------------------------------------------------------- */

static inline uint64_t
physical_of(const void *address)
{
    return hw_frame(address) * HW_PAGE + (uintptr_t)address % HW_PAGE;
}

#endif
