/*
 * tests/ke/bell_device.h - a device that interrupts when it is asked to, and does nothing else
 */
#ifndef BELL_DEVICE_H
#define BELL_DEVICE_H

#include <sim/device.h>

enum {
    BELL_RING = 0x00,  /* WO: interrupt after so many ns (24 bits), by that message (8 bits) */
    BELL_CAUSE = 0x04, /* RO: 1 until it is acknowledged */
    BELL_ACKNOWLEDGE = 0x08, /* WO */
    BELL_MESSAGE_SHIFT = 24
};

struct bell_state {
    uint32_t cause, message;
};

static void
bell_timer(struct sim_device *dev, unsigned n)
{
    struct bell_state *bell = sim_device_state(dev);

    bell->cause = 1;
    if (!sim_device_message(dev, bell->message)) {
        sim_device_interrupt_raise(dev);
    }
}

static uint64_t
bell_read(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size)
{
    struct bell_state *bell = sim_device_state(dev);

    return offset == BELL_CAUSE ? bell->cause : sim_refuse(dev);
}

static void
bell_write(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size, uint64_t value)
{
    struct bell_state *bell = sim_device_state(dev);

    switch (offset) {
    case BELL_RING:
        bell->message = (uint32_t)value >> BELL_MESSAGE_SHIFT;
        sim_timer_start(dev, 0, value & 0xFFFFFF);
        break;
    case BELL_ACKNOWLEDGE:
        bell->cause = 0;
        sim_device_interrupt_lower(dev);
        break;
    default:
        sim_refuse(dev);
    }
}

static const struct sim_device_model bell_device __attribute__((unused)) = {
    .name = "bell",
    .vendor = 0x1234,
    .device = 0xBE11,
    .class_code = 0xFF0000,
    .interrupt_pin = 1,
    .messages = 4,
    .state_size = sizeof(struct bell_state),
    .bars = {{.kind = SIM_BAR_MEMORY, .size = 4096, .access = 4}},
    .timer = bell_timer,
    .read = bell_read,
    .write = bell_write,
};

#endif
