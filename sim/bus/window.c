/*
 * sim/bus/window.c - an access to an address where registers are
 *
 *      address --window_find--> device, BAR, offset --access_is_decoded--> the model's routine
 *         |                                             |
 *         nobody is there                               wrong size or alignment
 *         v                                             v
 *      reads all ones, writes disappear              the same, and the device counts it
 *
 * Each access costs the processor what the BAR says. When two ranges overlap, the lower slot
 * answers; real hardware would make no promise.
 */
#include "bus.h"

enum { NOBODY_NS = 1000, MEMORY_READ_NS = 500, MEMORY_WRITE_NS = 50, PORT_NS = 1000 };

struct hit {
    struct sim_device *dev;
    unsigned bar;
    uint64_t offset;
};

uint64_t
bus_all_ones(unsigned size)
{
    return size >= 8 ? UINT64_MAX : (UINT64_C(1) << 8 * size) - 1;
}

static bool
bar_holds(const struct sim_device *dev, unsigned bar, bool port, uint64_t address)
{
    const struct sim_bar *model = &dev->model->bars[bar];
    uint64_t base;

    if (model->kind == SIM_BAR_NONE || (model->kind == SIM_BAR_PORT) != port) {
        return false;
    }
    base = pci_bar_base(dev, bar);
    return base != 0 && address >= base && address - base < model->size &&
           pci_bar_is_decoded(dev, bar);
}

static bool
window_find(bool port, uint64_t address, struct hit *hit)
{
    for (unsigned slot = 0; slot < SIM_SLOTS; slot++) {
        struct sim_device *dev = bus_slot(slot);

        for (unsigned bar = 0; dev != NULL && bar < SIM_BARS; bar++) {
            if (bar_holds(dev, bar, port, address)) {
                *hit = (struct hit){dev, bar, address - pci_bar_base(dev, bar)};
                return true;
            }
        }
    }
    return false;
}

static bool
access_is_decoded(const struct sim_bar *bar, uint64_t offset, unsigned size)
{
    unsigned access = bar->access != 0 ? bar->access : 1 | 2 | 4;

    return (access & size) != 0 && offset % size == 0;
}

static uint32_t
read_cost(const struct sim_bar *bar)
{
    if (bar->read_ns != 0) {
        return bar->read_ns;
    }
    return bar->kind == SIM_BAR_PORT ? PORT_NS : MEMORY_READ_NS;
}

static uint32_t
write_cost(const struct sim_bar *bar)
{
    if (bar->write_ns != 0) {
        return bar->write_ns;
    }
    return bar->kind == SIM_BAR_PORT ? PORT_NS : MEMORY_WRITE_NS;
}

static uint64_t
model_read(struct hit *hit, unsigned size)
{
    struct sim_device *dev = hit->dev;
    uint64_t value;

    if (dev->model->read == NULL || bus_lie_reads_dead(dev)) {
        return UINT64_MAX;
    }
    bus_enter(dev);
    value = dev->model->read(dev, hit->bar, hit->offset, size);
    bus_leave(dev);
    return value;
}

uint64_t
bus_window_read(bool port, uint64_t address, unsigned size)
{
    const struct sim_bar *bar;
    struct hit hit;

    SIM_ASSERT(size == 1 || size == 2 || size == 4 || size == 8);
    if (!window_find(port, address, &hit)) {
        bus_touch(NULL);
        hw_spend(NOBODY_NS);
        return bus_all_ones(size);
    }
    bar = &hit.dev->model->bars[hit.bar];
    hw_spend(read_cost(bar));
    if (!access_is_decoded(bar, hit.offset, size)) {
        return sim_refuse(hit.dev) & bus_all_ones(size);
    }
    return model_read(&hit, size) & bus_all_ones(size);
}

void
bus_window_write(bool port, uint64_t address, unsigned size, uint64_t value)
{
    const struct sim_bar *bar;
    struct hit hit;

    SIM_ASSERT(size == 1 || size == 2 || size == 4 || size == 8);
    if (!window_find(port, address, &hit)) {
        bus_touch(NULL);
        hw_spend(NOBODY_NS);
        return;
    }
    bar = &hit.dev->model->bars[hit.bar];
    hw_spend(write_cost(bar));
    if (!access_is_decoded(bar, hit.offset, size)) {
        sim_refuse(hit.dev);
    } else if (hit.dev->model->write != NULL) {
        bus_enter(hit.dev);
        hit.dev->model->write(hit.dev, hit.bar, hit.offset, size, value & bus_all_ones(size));
        bus_leave(hit.dev);
    }
}
