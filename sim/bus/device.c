/*
 * sim/bus/device.c - devices: plugged in, looked up, pulled out
 *
 *      free --sim_device_add--> present --sim_device_remove--> absent --device_release--> free
 *
 * An absent device is off the bus, but one of its own callbacks may still be running, on its
 * state; the last one to return releases it. Mostly that is at once.
 *
 * Invariants:
 *   V1. A device is present exactly if by_slot of its slot names it.
 *   V2. state is there from add to release; nobody else points into it.
 *   V3. A device that is not present has no event, no asserted line and no range of addresses.
 *
 * Entries are taken in turn, so that the handle of a device that was pulled out is not soon
 * another device's.
 *
 * The kernel is told of each coming and going through hw_upcalls.bus_changed.
 */
#include "bus.h"
#include "core.h"

#include <string.h>

static struct {
    struct sim_device devices[SIM_SLOTS];
    uint8_t by_slot[SIM_SLOTS]; /* index + 1 of the present device; 0: none */
    uint8_t next;               /* the entry to look at first */
    uint8_t used;               /* entries behind were never used */
} bus SIM_STATE;
SIM_STATE_PART(bus.devices, bus.used);

static size_t
state_pages(const struct sim_device_model *model)
{
    return (model->state_size + HW_PAGE - 1) / HW_PAGE;
}

static void
announce(void)
{
    const struct hw_upcalls *upcalls = cpu_upcalls();

    if (upcalls->bus_changed != NULL) {
        upcalls->bus_changed();
    }
}

struct sim_device *
bus_slot(unsigned slot)
{
    unsigned entry = slot < SIM_SLOTS ? bus.by_slot[slot] : 0;

    return entry == 0 ? NULL : &bus.devices[entry - 1];
}

/* In a search, steps that concern a device depend on each other, whatever its model makes of
   them; and whether an address is anybody's depends on what is plugged in. */
void
bus_touch(const struct sim_device *dev)
{
    if (hw_searched()) {
        hw_touch(dev != NULL ? (const void *)dev : &bus, true);
    }
}

void
bus_enter(struct sim_device *dev)
{
    SIM_ASSERT(dev->model != NULL && dev->inside < UINT8_MAX);
    dev->inside++;
    bus_touch(dev);
}

static void
device_release(struct sim_device *dev)
{
    const struct sim_device_model *model = dev->model;

    if (model->remove != NULL) {
        model->remove(dev);
    }
    if (dev->state != NULL) {
        hw_pages_free(HW_CONTIGUOUS, dev->state, state_pages(model));
    }
    dev->state = NULL;
    dev->model = NULL;
}

void
bus_leave(struct sim_device *dev)
{
    SIM_ASSERT(dev->inside > 0);
    dev->inside--;
    if (dev->inside == 0 && !dev->present) {
        device_release(dev);
    }
}

/* --- plugging --------------------------------------------------------------------------------- */

static int
slot_choose(int wanted)
{
    if (wanted >= 0) {
        return wanted < SIM_SLOTS && bus_slot(wanted) == NULL ? wanted : -1;
    }
    for (int slot = 1; slot < SIM_SLOTS; slot++) {
        if (bus_slot(slot) == NULL) {
            return slot;
        }
    }
    return -1;
}

static struct sim_device *
entry_take(void)
{
    for (unsigned i = 0; i < SIM_SLOTS; i++) {
        unsigned index = (bus.next + i) % SIM_SLOTS;

        if (bus.devices[index].model == NULL) {
            bus.next = (index + 1) % SIM_SLOTS;
            bus.used = index < bus.used ? bus.used : index + 1;
            bus.devices[index] = (struct sim_device){.index = index};
            return &bus.devices[index];
        }
    }
    return NULL;
}

static bool
state_make(struct sim_device *dev, const struct sim_device_model *model)
{
    if (model->state_size == 0) {
        return true;
    }
    dev->state = hw_pages_alloc(HW_CONTIGUOUS, state_pages(model));
    return dev->state != NULL;
}

struct sim_device *
sim_device_add(const struct sim_device_model *model, int slot)
{
    struct sim_device *dev;

    bus_model_check(model);
    slot = slot_choose(slot);
    dev = slot < 0 ? NULL : entry_take();
    if (dev == NULL || !state_make(dev, model)) {
        return NULL;
    }
    dev->model = model;
    dev->slot = slot;
    dev->present = true;
    bus.by_slot[slot] = dev->index + 1;
    if (model->realize != NULL) {
        model->realize(dev);
    }
    sim_device_reset(dev);
    announce();
    return dev;
}

void
sim_device_remove(struct sim_device *dev)
{
    if (!dev->present) {
        return;
    }
    bus_touch(NULL);
    bus_events_off(dev);
    bus_lies_off(dev);
    dev->present = false;
    bus.by_slot[dev->slot] = 0;
    bus_line_update(dev);
    bus_enter(dev);
    bus_leave(dev); // releases it, unless one of its callbacks is running
    announce();
}

void
sim_device_reset(struct sim_device *dev)
{
    if (!dev->present) {
        return;
    }
    bus_events_off(dev);
    pci_reset(dev);
    bus_interrupts_off(dev);
    if (dev->model->reset != NULL) {
        bus_enter(dev);
        dev->model->reset(dev);
        bus_leave(dev);
    }
}

/* --- looking ---------------------------------------------------------------------------------- */

struct sim_device *
sim_device_find(const char *name, unsigned n)
{
    for (unsigned slot = 0; slot < SIM_SLOTS; slot++) {
        struct sim_device *dev = bus_slot(slot);

        if (dev != NULL && (name == NULL || strcmp(dev->model->name, name) == 0) && n-- == 0) {
            return dev;
        }
    }
    return NULL;
}

bool
sim_device_present(const struct sim_device *dev)
{
    return dev->present;
}

const struct sim_device_model *
sim_device_model(const struct sim_device *dev)
{
    return dev->model;
}

unsigned
sim_device_slot(const struct sim_device *dev)
{
    return dev->slot;
}

void *
sim_device_state(const struct sim_device *dev)
{
    return dev->state;
}

unsigned
sim_device_refused(const struct sim_device *dev)
{
    return dev->refused;
}

uint64_t
sim_refuse(struct sim_device *dev)
{
    dev->refused++;
    return UINT64_MAX;
}
