/*
 * sim/core/clock.c - events in virtual time
 *
 * A binary heap of events ordered by time, ties by the order in which they were added. A slot holds
 * an event from hw_event_add until it has run or was cancelled; its handle is slot and generation.
 *
 *      free --hw_event_add--> waiting --clock_run_one--> free, and then its function runs
 *                             waiting --hw_event_cancel--> free
 *
 * Invariants:
 *   C1. heap[i] is not later than heap[2i+1] and heap[2i+2].
 *   C2. slots[heap[i]].place == i for each waiting event.
 *   C3. An event's slot is free before its function runs: the function may add and cancel.
 *
 * While an event runs, its time is hw_time(): a model sees no processor's clock.
 */
#include "core.h"

enum { EVENTS = 256 };

struct event {
    uint64_t time, sequence, argument;
    hw_event_fn *fn;
    void *owner;
    uint16_t place, generation;
    bool waiting;
};

static struct {
    struct event slots[EVENTS];
    uint16_t heap[EVENTS];
    uint16_t free_list[EVENTS];
    uint32_t waiting, free_count;
    uint32_t used; /* slots behind were never used, nor was so much of the heap */
    uint64_t sequence;
} queue SIM_STATE;
SIM_STATE_PART(queue.slots, queue.used);
SIM_STATE_PART(queue.heap, queue.used);

/* Who wants or cancels an event and the event itself depend on each other. */
static void
touch(const void *owner)
{
    if (hw_searched()) {
        hw_touch(owner, true);
    }
}

static bool
earlier(unsigned a, unsigned b)
{
    const struct event *x = &queue.slots[queue.heap[a]], *y = &queue.slots[queue.heap[b]];

    return x->time != y->time ? x->time < y->time : x->sequence < y->sequence;
}

static void
place(unsigned at, uint16_t slot)
{
    queue.heap[at] = slot;
    queue.slots[slot].place = (uint16_t)at;
}

static void
swap(unsigned a, unsigned b)
{
    uint16_t slot = queue.heap[a];

    place(a, queue.heap[b]);
    place(b, slot);
}

static void
sift_up(unsigned at)
{
    while (at > 0 && earlier(at, (at - 1) / 2)) {
        swap(at, (at - 1) / 2);
        at = (at - 1) / 2;
    }
}

static void
sift_down(unsigned at)
{
    for (;;) {
        unsigned least = at, child = 2 * at + 1;

        if (child < queue.waiting && earlier(child, least)) {
            least = child;
        }
        if (child + 1 < queue.waiting && earlier(child + 1, least)) {
            least = child + 1;
        }
        if (least == at) {
            return;
        }
        swap(at, least);
        at = least;
    }
}

static void
take_out(unsigned at)
{
    uint16_t slot = queue.heap[at];

    queue.waiting--;
    if (at != queue.waiting) {
        place(at, queue.heap[queue.waiting]);
        sift_up(at);
        sift_down(at);
    }
    queue.slots[slot].waiting = false;
    queue.free_list[queue.free_count++] = slot;
}

void
clock_reset(void)
{
    for (unsigned i = 0; i < EVENTS; i++) {
        queue.free_list[i] = (uint16_t)(EVENTS - 1 - i);
    }
    queue.free_count = EVENTS;
}

uint32_t
hw_event_add(uint64_t delay_ns, hw_event_fn *fn, void *owner, uint64_t argument)
{
    uint64_t time = hw_time() + delay_ns;
    uint16_t slot;
    struct event *event;

    if (queue.free_count == 0) {
        host_die("more than %d events wait in virtual time", EVENTS);
    }
    slot = queue.free_list[--queue.free_count];
    queue.used = slot < queue.used ? queue.used : slot + 1u;
    event = &queue.slots[slot];
    *event = (struct event){.time = time, .sequence = queue.sequence++, .argument = argument,
                            .fn = fn, .owner = owner, .waiting = true,
                            .generation = (uint16_t)(event->generation + 1)};
    place(queue.waiting++, slot);
    sift_up(event->place);
    touch(owner);
    cpu_limit(time);
    return (uint32_t)event->generation << 16 | (slot + 1u);
}

static void
call(void *routine, uint64_t argument)
{
    ((void (*)(void *))routine)((void *)argument);
}

uint32_t
hw_call_at(uint64_t delay_ns, void (*routine)(void *), void *argument)
{
    return hw_event_add(delay_ns, call, (void *)routine, (uint64_t)argument);
}

static void
nothing(void *owner, uint64_t argument)
{
    (void)owner, (void)argument;
}

static struct event *
find(uint32_t handle)
{
    unsigned slot = (handle & 0xFFFF) - 1u;
    struct event *event = slot < EVENTS ? &queue.slots[slot] : NULL;

    return event != NULL && event->waiting && event->generation == handle >> 16 &&
                   event->fn != nothing
               ? event
               : NULL;
}

void
clock_withdraw(uint32_t handle)
{
    struct event *event = find(handle);

    if (event != NULL) {
        touch(event->owner);
        take_out(event->place);
    }
}

/* In a search its time comes nevertheless, with nothing to do: only of what happens can the search
   know that it might have happened before. */
bool
hw_event_cancel(uint32_t handle)
{
    struct event *event = find(handle);

    if (event == NULL) {
        return false;
    }
    touch(event->owner);
    if (hw_searched()) {
        event->fn = nothing;
    } else {
        take_out(event->place);
    }
    return true;
}

uint64_t
clock_next(void)
{
    return queue.waiting == 0 ? UINT64_MAX : queue.slots[queue.heap[0]].time;
}

void
clock_run_one(void)
{
    struct event event = queue.slots[queue.heap[0]];

    SIM_ASSERT(queue.waiting > 0 && hw_now.event_time == 0);
    take_out(0);
    hw_now.event_time = event.time;
    touch(event.owner);
    event.fn(event.owner, event.argument);
    if (hw_now.flags & HW_NOW_LOOKED) {
        step_seen();
    }
    hw_now.event_time = 0;
    if (hw_now.flags & HW_NOW_LOOKED) {
        cpu_upcalls()->look(true);
    }
}
