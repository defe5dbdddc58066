/*
 * sim/bus/event.c - what a device has coming: its model's timers and the events of its lies
 *
 *      off --bus_event_start--> running --time--> off, then its routine runs
 *          <--bus_event_stop---
 *
 * Invariants:
 *   E1. events[which] is the handle of the one event under way, or 0.
 *   E2. It is 0 before the routine runs, so that the routine may start it again.
 *   E3. A device that is not present has none (V3).
 */
#include "bus.h"
#include "core.h"

static void
event_fired(void *owner, uint64_t which)
{
    struct sim_device *dev = owner;

    SIM_ASSERT(dev->present && dev->events[which] != 0);
    dev->events[which] = 0;
    if (which >= SIM_TIMERS) {
        bus_lie_event(dev, which);
    } else if (dev->model->timer != NULL) {
        bus_enter(dev);
        dev->model->timer(dev, which);
        bus_leave(dev);
    }
}

bool
bus_event_stop(struct sim_device *dev, unsigned which)
{
    uint32_t handle = dev->events[which];

    SIM_ASSERT(which < BUS_EVENTS);
    if (handle == 0) {
        return false;
    }
    dev->events[which] = 0;
    if (!hw_event_cancel(handle)) {
        SIM_ASSERT(!"a running event can be cancelled");
    }
    return true;
}

void
bus_event_start(struct sim_device *dev, unsigned which, uint64_t delay_ns)
{
    SIM_ASSERT(which < BUS_EVENTS);
    bus_event_stop(dev, which);
    if (dev->present) {
        dev->events[which] = hw_event_add(delay_ns, event_fired, dev, which);
    }
}

void
bus_events_off(struct sim_device *dev)
{
    for (unsigned which = 0; which < BUS_EVENTS; which++) {
        bus_event_stop(dev, which);
    }
}

/* --- what models call ------------------------------------------------------------------------- */

void
sim_timer_start(struct sim_device *dev, unsigned n, uint64_t delay_ns)
{
    SIM_ASSERT(n < SIM_TIMERS);
    bus_event_start(dev, n, delay_ns);
}

bool
sim_timer_stop(struct sim_device *dev, unsigned n)
{
    SIM_ASSERT(n < SIM_TIMERS);
    return bus_event_stop(dev, n);
}

bool
sim_timer_running(const struct sim_device *dev, unsigned n)
{
    SIM_ASSERT(n < SIM_TIMERS);
    return dev->events[n] != 0;
}

uint64_t
sim_device_time(const struct sim_device *dev)
{
    return hw_time();
}

/* Choices: 0 typical, 1 shortest, 2 longest, 3 to 7 evenly between these two. */
uint64_t
sim_delay(struct sim_device *dev, struct sim_latency latency)
{
    uint64_t span = latency.max_ns - latency.min_ns;
    unsigned choice;

    SIM_ASSERT(latency.min_ns <= latency.typical_ns && latency.typical_ns <= latency.max_ns);
    if (span == 0) {
        return latency.typical_ns;
    }
    choice = hw_choose(HW_CHOOSE_LATENCY, 8);
    switch (choice) {
    case 0:
        return latency.typical_ns;
    case 1:
        return latency.min_ns;
    case 2:
        return latency.max_ns;
    default:
        return latency.min_ns + span / 6 * (choice - 2);
    }
}
