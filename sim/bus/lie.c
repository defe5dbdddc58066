/*
 * sim/bus/lie.c - hardware that misbehaves because a test asked for it
 *
 * What goes wrong goes wrong between the model and the outside: the model itself is truthful and
 * does not notice. Interrupts pass bus_lie_lets_line_through or bus_lie_lets_message_through,
 * register reads bus_lie_reads_dead, transfers bus_lie_torn.
 *
 *      lost       this assertion stays withheld until the model lowers the line; a message is gone
 *      late       it stays withheld until BUS_EVENT_LATE; messages wait in late_messages
 *      spurious   each BUS_EVENT_SPURIOUS begins or ends a pulse of the line, or sends message 0
 *      stuck      lowering holds the line until BUS_EVENT_STUCK
 *      mute       nothing is delivered; with the end of it, a line that is still wanted is
 *
 * Where several lies apply, lost comes before late.
 */
#include "bus.h"

enum { PULSE_NS = 1000, PERIOD_NS = 10000 };

/* --- when something is about to happen -------------------------------------------------------- */

static bool
take_one(uint32_t *count)
{
    if (*count == 0) {
        return false;
    }
    --*count;
    return true;
}

bool
bus_lie_lets_line_through(struct sim_device *dev)
{
    if (take_one(&dev->lost)) {
        return false;
    }
    if (dev->late_ns != 0) {
        bus_event_start(dev, BUS_EVENT_LATE, dev->late_ns);
        return false;
    }
    return true;
}

/* Messages that come while others wait are as late as the first of them. */
bool
bus_lie_lets_message_through(struct sim_device *dev, unsigned n)
{
    if (dev->mute || take_one(&dev->lost)) {
        return false;
    }
    if (dev->late_ns == 0) {
        return true;
    }
    if (dev->late_messages == 0) {
        bus_event_start(dev, BUS_EVENT_LATE, dev->late_ns);
    }
    dev->late_messages |= UINT32_C(1) << n;
    return false;
}

void
bus_lie_line_lowered(struct sim_device *dev)
{
    if (dev->late_messages == 0) {
        bus_event_stop(dev, BUS_EVENT_LATE); // what was late is over before it began
    }
    if (dev->stuck_ns != 0 && dev->asserted && !dev->stuck) {
        dev->stuck = true;
        bus_event_start(dev, BUS_EVENT_STUCK, dev->stuck_ns);
    }
}

bool
bus_lie_reads_dead(struct sim_device *dev)
{
    return take_one(&dev->dead_reads);
}

size_t
bus_lie_torn(struct sim_device *dev, size_t length)
{
    return take_one(&dev->torn) ? length / 2 : length;
}

/* --- events ----------------------------------------------------------------------------------- */

static void
deliver_late(struct sim_device *dev)
{
    uint32_t messages = dev->late_messages;

    dev->late_messages = 0;
    for (unsigned n = 0; n < SIM_MESSAGES; n++) {
        if (messages >> n & 1) {
            bus_message_send(dev, n);
        }
    }
    dev->withheld = false;
    bus_line_update(dev);
}

static void
spurious_step(struct sim_device *dev)
{
    if (dev->spurious) {
        dev->spurious = false;
    } else if (take_one(&dev->spurious_left)) {
        dev->spurious = !bus_message_send(dev, 0);
    }
    bus_line_update(dev);
    if (dev->spurious || dev->spurious_left != 0) {
        bus_event_start(dev, BUS_EVENT_SPURIOUS, dev->spurious ? PULSE_NS : PERIOD_NS);
    }
}

void
bus_lie_event(struct sim_device *dev, unsigned which)
{
    switch (which) {
    case BUS_EVENT_LATE:
        deliver_late(dev);
        break;
    case BUS_EVENT_SPURIOUS:
        spurious_step(dev);
        break;
    default:
        dev->stuck = false;
        bus_line_update(dev);
    }
}

/* What is under way ends; what was asked for stays: a reset does not mend the device. */
void
bus_lies_off(struct sim_device *dev)
{
    dev->stuck = false;
    dev->spurious = false;
    dev->spurious_left = 0;
    dev->late_messages = 0;
}

/* --- what tests call -------------------------------------------------------------------------- */

void
sim_device_lie(struct sim_device *dev, enum sim_lie lie, uint64_t amount)
{
    if (!dev->present) {
        return;
    }
    switch (lie) {
    case SIM_LIE_NO_INTERRUPTS:
        dev->mute = amount != 0;
        bus_line_update(dev);
        break;
    case SIM_LIE_LOST_INTERRUPTS:
        dev->lost = amount;
        break;
    case SIM_LIE_LATE_INTERRUPTS:
        dev->late_ns = amount;
        break;
    case SIM_LIE_SPURIOUS_INTERRUPTS:
        dev->spurious_left = amount;
        bus_event_start(dev, BUS_EVENT_SPURIOUS, 0);
        break;
    case SIM_LIE_STUCK_INTERRUPT:
        dev->stuck_ns = amount;
        break;
    case SIM_LIE_DEAD_REGISTERS:
        dev->dead_reads = amount;
        break;
    case SIM_LIE_TORN_DMA:
        dev->torn = amount;
        break;
    }
}
