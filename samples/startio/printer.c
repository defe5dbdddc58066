/*
 * samples/startio/printer.c - a simulated printer
 */
#include "printer.h"

enum { PRINTING = 0 }; /* timer */

struct printer {
    uint64_t character_ns;
    uint8_t character; /* that it prints */
    bool busy, cause;
    unsigned printed;
    char paper[PRINTER_PAPER];
};

static void
printer_realize(struct sim_device *dev)
{
    struct printer *p = sim_device_state(dev);

    p->character_ns = 100000;
}

static void
printer_reset(struct sim_device *dev)
{
    struct printer *p = sim_device_state(dev);

    p->busy = p->cause = false;
}

/* The character is on the paper. */
static void
printer_timer(struct sim_device *dev, unsigned n)
{
    struct printer *p = sim_device_state(dev);

    if (p->printed < PRINTER_PAPER - 1) {
        p->paper[p->printed++] = (char)p->character;
    }
    p->busy = false;
    p->cause = true;
    sim_device_interrupt_raise(dev);
}

static uint64_t
printer_read(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size)
{
    struct printer *p = sim_device_state(dev);

    switch (offset) {
    case PRINTER_STATUS:
        return p->busy ? 0 : PRINTER_READY;
    case PRINTER_CAUSE:
        return p->cause;
    default:
        return sim_refuse(dev);
    }
}

static void
printer_print(struct sim_device *dev, struct printer *p, uint8_t character)
{
    struct sim_latency time = {p->character_ns, p->character_ns, 2 * p->character_ns};

    if (!p->busy) {
        p->busy = true;
        p->character = character;
        sim_timer_start(dev, PRINTING, sim_delay(dev, time));
    }
}

static void
printer_write(struct sim_device *dev, unsigned bar, uint64_t offset, unsigned size, uint64_t value)
{
    struct printer *p = sim_device_state(dev);

    switch (offset) {
    case PRINTER_DATA:
        printer_print(dev, p, (uint8_t)value);
        break;
    case PRINTER_CONTROL:
        if (value & PRINTER_RESET) {
            sim_timer_stop(dev, PRINTING);
            sim_device_interrupt_lower(dev);
            printer_reset(dev);
        }
        break;
    case PRINTER_CAUSE:
        p->cause = false;
        sim_device_interrupt_lower(dev);
        break;
    default:
        sim_refuse(dev);
    }
}

const struct sim_device_model printer_model = {
    .name = "printer",
    .vendor = 0x1234,
    .device = 0x0002,
    .class_code = 0x078000,
    .interrupt_pin = 1,
    .state_size = sizeof(struct printer),
    .bars = {{.kind = SIM_BAR_PORT, .size = 16, .access = 1}},
    .realize = printer_realize,
    .reset = printer_reset,
    .read = printer_read,
    .write = printer_write,
    .timer = printer_timer,
};

const char *
printer_paper(struct sim_device *printer)
{
    return ((struct printer *)sim_device_state(printer))->paper;
}

void
printer_set_speed(struct sim_device *printer, uint64_t character_ns)
{
    ((struct printer *)sim_device_state(printer))->character_ns = character_ns;
}
