/*
 * sim/bus/pci.c - bus 0: reading and writing configuration space, and where its pins lead
 *
 * Every device is function 0 of its slot, with a type 0 header. Offsets below 0x80 are words.c's,
 * the rest belongs to the model (or reads zero).
 *
 * Invariants:
 *   P2. What does not exist reads all ones and swallows writes: other buses, empty slots, functions
 *       but 0, accesses that are not aligned.
 *   P3. A write that changes whether the device may use its line has changed the line when it
 *       returns.
 *
 * Differs from real machines: there is no bridge, not even a host bridge in slot 0.
 */
#include "bus.h"

enum { CONFIG_NS = 1000 };

static struct sim_device *
config_target(unsigned bus, unsigned slot, unsigned function, unsigned offset, unsigned size)
{
    bool aligned = (size == 1 || size == 2 || size == 4) && offset % size == 0;

    hw_spend(CONFIG_NS);
    return bus == 0 && function == 0 && aligned && offset < 256 ? bus_slot(slot) : NULL;
}

static uint32_t
word_read(const struct sim_device *dev, unsigned offset)
{
    uint32_t value = dev->config[offset / 4];

    if (offset == PCI_COMMAND && dev->wanted && !sim_device_msi_enabled(dev)) {
        value |= PCI_STATUS_INTERRUPT;
    }
    return value;
}

static uint32_t
model_read(struct sim_device *dev, unsigned offset, unsigned size)
{
    uint32_t value;

    if (dev->model->config_read == NULL) {
        return 0;
    }
    bus_enter(dev);
    value = dev->model->config_read(dev, offset, size);
    bus_leave(dev);
    return value;
}

uint32_t
hw_pci_config_read(unsigned bus, unsigned slot, unsigned function, unsigned offset, unsigned size)
{
    struct sim_device *dev = config_target(bus, slot, function, offset, size);
    uint32_t value;

    if (dev == NULL) {
        return bus_all_ones(size);
    }
    if (offset >= BUS_CONFIG_BYTES) {
        value = model_read(dev, offset, size);
    } else {
        value = word_read(dev, offset & ~3u) >> 8 * (offset % 4);
    }
    return value & bus_all_ones(size);
}

static void
word_write(struct sim_device *dev, unsigned offset, uint32_t value, uint32_t bytes)
{
    uint32_t *word = &dev->config[offset / 4];
    uint32_t set = pci_writable(dev->model, offset) & bytes;
    uint32_t clear = pci_clearable(offset) & bytes;

    *word = ((*word & ~set) | (value & set)) & ~(value & clear);
    if (offset == PCI_COMMAND || offset == PCI_MSI) {
        bus_line_update(dev);
    }
}

static void
model_write(struct sim_device *dev, unsigned offset, unsigned size, uint32_t value)
{
    if (dev->model->config_write != NULL) {
        bus_enter(dev);
        dev->model->config_write(dev, offset, size, value);
        bus_leave(dev);
    }
}

void
hw_pci_config_write(unsigned bus, unsigned slot, unsigned function, unsigned offset, unsigned size,
                    uint32_t value)
{
    struct sim_device *dev = config_target(bus, slot, function, offset, size);
    unsigned shift = 8 * (offset % 4);

    if (dev == NULL) {
        return;
    }
    value &= bus_all_ones(size);
    if (offset >= BUS_CONFIG_BYTES) {
        model_write(dev, offset, size, value);
    } else {
        word_write(dev, offset & ~3u, value << shift, (uint32_t)bus_all_ones(size) << shift);
    }
}

/* The usual swizzle, over lines 16 to 23: slots that differ by 8 share their lines. */
unsigned
hw_pci_line(unsigned bus, unsigned slot, unsigned pin)
{
    SIM_ASSERT(bus == 0 && pin >= 1 && pin <= 4);
    return 16 + (slot + pin - 1) % 8;
}
