/*
 * sim/bus/dma.c - a device reads and writes memory
 *
 * A device sees physical addresses. A transfer happens whole, between two instructions of the
 * processors: how long it took is the model's to say, before it calls here.
 *
 * Differs from real machines: a device reaches RAM only, no other device's registers, and no
 * processor's message window (messages are sim_device_message).
 */
#include "bus.h"

static bool
is_master(const struct sim_device *dev)
{
    return dev->present && (dev->config[PCI_COMMAND / 4] & PCI_COMMAND_MASTER) != 0;
}

static bool
aborted(struct sim_device *dev)
{
    dev->config[PCI_COMMAND / 4] |= PCI_STATUS_MASTER_ABORT;
    return false;
}

bool
sim_dma_read(struct sim_device *dev, uint64_t address, void *buffer, size_t length)
{
    if (!is_master(dev)) {
        return false;
    }
    return bus_ram_read(address, buffer, bus_lie_torn(dev, length)) || aborted(dev);
}

bool
sim_dma_write(struct sim_device *dev, uint64_t address, const void *buffer, size_t length)
{
    if (!is_master(dev)) {
        return false;
    }
    return bus_ram_write(address, buffer, bus_lie_torn(dev, length)) || aborted(dev);
}
