/*
 * sim/bus/bus.h - what the files of the bus share; higher rungs use sim/machine.h and sim/device.h
 */
#ifndef SIM_BUS_H
#define SIM_BUS_H

#include <sim/device.h>

#include "machine.h"

/* Configuration space that the bus itself implements; from there on it is the model's. */
enum { BUS_CONFIG_BYTES = 0x80 };

/* Offsets of registers in configuration space, and the bits that the bus acts on. */
enum {
    PCI_ID = 0x00,
    PCI_COMMAND = 0x04,
    PCI_CLASS = 0x08,
    PCI_HEADER = 0x0C,
    PCI_BARS = 0x10,
    PCI_SUBSYSTEM = 0x2C,
    PCI_CAPABILITIES = 0x34,
    PCI_INTERRUPT = 0x3C,
    PCI_MSI = 0x40,
    PCI_MSI_ADDRESS = 0x44,
    PCI_MSI_DATA = 0x4C
};
enum {
    PCI_COMMAND_PORTS = 1 << 0,
    PCI_COMMAND_MEMORY = 1 << 1,
    PCI_COMMAND_MASTER = 1 << 2,
    PCI_COMMAND_NO_LINE = 1 << 10,
    PCI_STATUS_INTERRUPT = 1 << 19,
    PCI_STATUS_CAPABILITIES = 1 << 20,
    PCI_STATUS_MASTER_ABORT = 1 << 29,
    PCI_MSI_ENABLE = 1 << 16
};

/* A device's events: the model's timers, then those of its lies. */
enum { BUS_EVENT_LATE = SIM_TIMERS, BUS_EVENT_SPURIOUS, BUS_EVENT_STUCK, BUS_EVENTS };

struct sim_device {
    /* device.c */
    const struct sim_device_model *model; /* NULL: this entry is free */
    void *state;
    uint32_t refused;
    uint8_t index; /* of this entry; also its name at an interrupt line */
    uint8_t slot;
    uint8_t inside; /* callbacks that are running */
    bool present;

    /* words.c, pci.c */
    uint32_t config[BUS_CONFIG_BYTES / 4];

    /* interrupt.c */
    bool wanted;   /* what the model asks of the line */
    bool withheld; /* a lie keeps this assertion from the line */
    bool asserted; /* what the line was last told */

    /* event.c */
    uint32_t events[BUS_EVENTS]; /* handles; 0: not running */

    /* lie.c */
    bool mute, stuck, spurious;
    uint32_t lost, spurious_left, dead_reads, torn;
    uint32_t late_messages; /* a set of message numbers */
    uint64_t late_ns, stuck_ns;
};

/* --- device.c --------------------------------------------------------------------------------- */
struct sim_device *bus_slot(unsigned slot); /* NULL: nothing is plugged in there */
/* Each call of a model's routine stands between these two. */
void bus_enter(struct sim_device *dev);
void bus_leave(struct sim_device *dev);
void bus_touch(const struct sim_device *dev); /* a step of a search; NULL: what is plugged in */

/* --- model.c ---------------------------------------------------------------------------------- */
void bus_model_check(const struct sim_device_model *model);

/* --- words.c ---------------------------------------------------------------------------------- */
void pci_reset(struct sim_device *dev);
uint32_t pci_writable(const struct sim_device_model *model, unsigned offset);
uint32_t pci_clearable(unsigned offset);

/* --- bar.c ------------------------------------------------------------------------------------ */
/* Where software has placed a BAR; 0: nowhere. */
uint64_t pci_bar_base(const struct sim_device *dev, unsigned bar);
bool pci_bar_is_decoded(const struct sim_device *dev, unsigned bar);

/* --- window.c --------------------------------------------------------------------------------- */
uint64_t bus_all_ones(unsigned size);
uint64_t bus_window_read(bool port, uint64_t address, unsigned size);
void bus_window_write(bool port, uint64_t address, unsigned size, uint64_t value);

/* --- physical.c ------------------------------------------------------------------------------- */
/* False, and nothing is copied, unless all of it is RAM. */
bool bus_ram_read(uint64_t address, void *buffer, size_t length);
bool bus_ram_write(uint64_t address, const void *buffer, size_t length);

/* --- interrupt.c ------------------------------------------------------------------------------ */
/* Brings the line up to date with whatever has changed. */
void bus_line_update(struct sim_device *dev);
bool bus_message_send(struct sim_device *dev, unsigned n);
void bus_interrupts_off(struct sim_device *dev);

/* --- event.c ---------------------------------------------------------------------------------- */
void bus_event_start(struct sim_device *dev, unsigned which, uint64_t delay_ns);
bool bus_event_stop(struct sim_device *dev, unsigned which);
void bus_events_off(struct sim_device *dev);

/* --- lie.c ------------------------------------------------------------------------------------ */
/* An interrupt is about to be delivered: false if it must not be, now or ever. */
bool bus_lie_lets_line_through(struct sim_device *dev);
bool bus_lie_lets_message_through(struct sim_device *dev, unsigned n);
void bus_lie_line_lowered(struct sim_device *dev);
bool bus_lie_reads_dead(struct sim_device *dev);
size_t bus_lie_torn(struct sim_device *dev, size_t length); /* how much is copied */
void bus_lie_event(struct sim_device *dev, unsigned which);
void bus_lies_off(struct sim_device *dev);

#endif
