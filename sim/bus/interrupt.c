/*
 * sim/bus/interrupt.c - how a device interrupts: its line, or messages
 *
 * A model says "raise" and "lower"; what leaves the device depends on its configuration space.
 *
 *      INTx: the line is asserted while the model wants it, unless MSI is enabled, the command
 *      register has the interrupt disable bit, or a lie holds it back. bus_line_update compares
 *      that with what the line was last told; everything that can change it calls it.
 *
 *      MSI: each raise is one write of the data word to the message address, which the interrupt
 *      controllers decode. A device that may not master the bus cannot write it.
 *
 * Invariants:
 *   N1. asserted is what hw_line_assert was last told for this device.
 *   N2. With MSI enabled the line is not asserted.
 */
#include "bus.h"
#include "core.h"

static bool
line_should_be_asserted(const struct sim_device *dev)
{
    bool wanted = (dev->wanted && !dev->withheld) || dev->stuck || dev->spurious;

    return dev->present && wanted && !dev->mute && dev->model->interrupt_pin != 0 &&
           !(dev->config[PCI_COMMAND / 4] & PCI_COMMAND_NO_LINE) && !sim_device_msi_enabled(dev);
}

void
bus_line_update(struct sim_device *dev)
{
    bool assert = line_should_be_asserted(dev);

    if (assert != dev->asserted) {
        dev->asserted = assert;
        hw_line_assert(hw_pci_line(0, dev->slot, dev->model->interrupt_pin), dev->index, assert);
    }
}

void
bus_interrupts_off(struct sim_device *dev)
{
    dev->wanted = false;
    dev->withheld = false;
    bus_lies_off(dev);
    bus_line_update(dev);
}

void
sim_device_interrupt_raise(struct sim_device *dev)
{
    bool rises = !dev->wanted;

    dev->wanted = true;
    if (sim_device_msi_enabled(dev)) {
        sim_device_message(dev, 0);
    } else if (rises) {
        dev->withheld = !bus_lie_lets_line_through(dev);
        bus_line_update(dev);
    }
}

void
sim_device_interrupt_lower(struct sim_device *dev)
{
    dev->wanted = false;
    dev->withheld = false;
    bus_lie_line_lowered(dev);
    bus_line_update(dev);
}

/* --- messages --------------------------------------------------------------------------------- */

bool
sim_device_msi_enabled(const struct sim_device *dev)
{
    return (dev->config[PCI_MSI / 4] & PCI_MSI_ENABLE) != 0;
}

/* What software granted, but no more than the device has, whatever was written. */
unsigned
sim_device_msi_count(const struct sim_device *dev)
{
    unsigned granted = 1u << (dev->config[PCI_MSI / 4] >> 20 & 7);

    if (!sim_device_msi_enabled(dev)) {
        return 0;
    }
    return granted < dev->model->messages ? granted : dev->model->messages;
}

/* A write like any other: to the processors' window, or by mistake somewhere else. */
static void
message_write(uint64_t address, uint32_t data)
{
    if (address >> 20 == 0xFEE) {
        hw_message_write(address, data);
    } else {
        bus_ram_write(address, &data, sizeof data);
    }
}

bool
bus_message_send(struct sim_device *dev, unsigned n)
{
    unsigned count = sim_device_msi_count(dev);
    const uint32_t *word = dev->config;
    uint64_t address = (uint64_t)word[PCI_MSI_ADDRESS / 4 + 1] << 32 | word[PCI_MSI_ADDRESS / 4];
    uint32_t data;

    if (count == 0 || !dev->present || !(word[PCI_COMMAND / 4] & PCI_COMMAND_MASTER)) {
        return false;
    }
    data = (word[PCI_MSI_DATA / 4] & ~(count - 1)) | (n & (count - 1));
    message_write(address, data);
    return true;
}

bool
sim_device_message(struct sim_device *dev, unsigned n)
{
    SIM_ASSERT(n < SIM_MESSAGES);
    if (!sim_device_msi_enabled(dev) || !bus_lie_lets_message_through(dev, n)) {
        return sim_device_msi_enabled(dev);
    }
    return bus_message_send(dev, n);
}
