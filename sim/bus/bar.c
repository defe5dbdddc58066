/*
 * sim/bus/bar.c - base address registers: where a device's registers are, and where there is room
 *
 * A BAR holds what software wrote. It counts as placed while that is not 0, and answers to its
 * range while the command register also switches its space on. All ones, which software writes to
 * learn the size, is not a place.
 *
 * Ranges that firmware would use are clear of RAM and of the message window at 0xFEE00000.
 */
#include "bus.h"

enum { PORT_FIRST = 0xC000, PORT_END = 0x10000 };
#define MEMORY_FIRST UINT64_C(0xE0000000)
#define MEMORY_END   UINT64_C(0xFEC00000)

static uint64_t
bar_value(const struct sim_device *dev, unsigned bar)
{
    const uint32_t *word = &dev->config[PCI_BARS / 4 + bar];

    switch (dev->model->bars[bar].kind) {
    case SIM_BAR_NONE:
        return 0;
    case SIM_BAR_PORT:
        return word[0] & ~UINT32_C(3);
    case SIM_BAR_MEMORY64:
        return (uint64_t)word[1] << 32 | (word[0] & ~UINT32_C(15));
    default:
        return word[0] & ~UINT32_C(15);
    }
}

uint64_t
pci_bar_base(const struct sim_device *dev, unsigned bar)
{
    const struct sim_bar *model = &dev->model->bars[bar];
    uint64_t all_ones = ~(model->size - 1);
    uint64_t value = bar_value(dev, bar);

    if (model->kind != SIM_BAR_MEMORY64) {
        all_ones &= UINT32_MAX;
    }
    return value == all_ones ? 0 : value;
}

bool
pci_bar_is_decoded(const struct sim_device *dev, unsigned bar)
{
    bool port = dev->model->bars[bar].kind == SIM_BAR_PORT;

    return dev->config[PCI_COMMAND / 4] & (port ? PCI_COMMAND_PORTS : PCI_COMMAND_MEMORY);
}

/* The end of a BAR's range that overlaps this one; 0: it is free. */
static uint64_t
taken_until(bool port, uint64_t first, uint64_t size)
{
    for (unsigned i = 0; i < SIM_SLOTS * SIM_BARS; i++) {
        const struct sim_device *dev = bus_slot(i / SIM_BARS);
        const struct sim_bar *bar = dev == NULL ? NULL : &dev->model->bars[i % SIM_BARS];
        uint64_t base = dev == NULL ? 0 : pci_bar_base(dev, i % SIM_BARS);

        if (base != 0 && (bar->kind == SIM_BAR_PORT) == port && base < first + size &&
            first < base + bar->size) {
            return base + bar->size;
        }
    }
    return 0;
}

uint64_t
hw_pci_window(bool port_space, uint64_t size)
{
    uint64_t address = port_space ? PORT_FIRST : MEMORY_FIRST;
    uint64_t end = port_space ? PORT_END : MEMORY_END;

    SIM_ASSERT(size != 0 && (size & (size - 1)) == 0);
    while (address < end) {
        uint64_t next = 0;

        address = (address + size - 1) & ~(size - 1);
        next = taken_until(port_space, address, size);
        if (next == 0) {
            return size <= end && address <= end - size ? address : UINT64_MAX;
        }
        address = next;
    }
    return UINT64_MAX;
}
