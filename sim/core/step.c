/*
 * sim/core/step.c - the machine under a search: who makes the next step is somebody else's question
 *
 * While a search is on, a processor asks before each step that may matter to others (a call of the
 * kernel, a contended access, a device register) who goes next, and tells what its step touches.
 * The search (sim/search) knows contexts: one for each processor, and one for time, which is the
 * last. If time is chosen, the next event happens now, although processors could have gone on: so
 * an interrupt or a time-out may come at any step. Events whose time has come happen anyway.
 *
 * What depends on what, besides memory and kernel objects that the kernel names:
 *   - an event's owner is touched by who wants or cancels it, and by the event;
 *   - an interrupt request touches the target processor, each step of that one looks at it: so all
 *     places where the interrupt may arrive are tried. A request that only gets an idle processor
 *     to dispatch a thread is an edge, and depends on other requests alone: which was first?
 *
 * With weakly ordered memory the turn passes from what one processor sees to what another sees; in
 * between, for events, memory is what all see (store.c).
 *
 * Schedules that differ only in virtual times, or in the processor that a thread is put on where
 * there is an idle one for it, count as equivalent.
 */
#include "cpui.h"

enum { STEP_FIRST_DEVICE_CLASS = 3 };

/* Time is brought forward by no more than this: what was meant for a hang stays far away. */
static const uint64_t step_jump_ns = 10000000000;

static struct {
    bool brought; /* since a processor made a step, time has brought an event */
} step SIM_STATE;

_Static_assert((int)HW_CPU_MAX == (int)SEARCH_CONTEXTS, "a search has a bit for each context");

static unsigned
time_context(void)
{
    return cpus.count;
}

static unsigned
actor(void)
{
    return hw_now.event_time != 0 ? time_context() : hw_now.cpu;
}

/* When it is to be asked in the midst of its accesses, each of which takes a nanosecond. */
static uint64_t
skip_of(unsigned i)
{
    uint32_t skip = search_skip(i);

    return skip == SEARCH_NEVER ? UINT64_MAX : hw_time() + skip;
}

static uint32_t
flags_of(enum hw_memory memory)
{
    static const uint32_t flags[] = {[HW_SC] = HW_NOW_SEARCHED,
                                     [HW_TSO] = HW_NOW_SEARCHED | HW_NOW_WEAK,
                                     [HW_ARM] = HW_NOW_SEARCHED | HW_NOW_WEAK | HW_NOW_ARM};

    return flags[memory];
}

void
hw_search(bool on, enum hw_memory memory)
{
    uint32_t flags = on ? flags_of(memory) : 0;

    SIM_ASSERT(cpus.count < SEARCH_CONTEXTS);
    if (hw_weak()) {
        store_end();
    }
    for (unsigned i = 0; i < cpus.count; i++) {
        struct hw_now *now = cpu_now(i);

        now->flags = (now->flags & ~flags_of(HW_ARM)) | flags;
        if (i != hw_now.cpu) {
            cpus.cpu[i].clock = hw_time();
        }
        cpus.cpu[i].anywhere = UINT64_MAX;
    }
    if (on) {
        cpus.cpu[hw_now.cpu].anywhere = skip_of(hw_now.cpu);
    }
    if (hw_weak()) {
        store_begin(memory);
    }
    cpu_limit(hw_time());
}

void
hw_touch(const volatile void *key, bool write)
{
    search_touch(actor(), (uintptr_t)key, write);
}

void
hw_contended(const volatile void *key)
{
    if (hw_searched()) {
        search_contended((uintptr_t)key);
    }
}

void
step_request(unsigned target, unsigned vector, bool ran)
{
    if (vector >> 4 >= STEP_FIRST_DEVICE_CLASS || ran) {
        hw_touch(cpus.cpu[target].requested, true);
    }
    hw_touch(&cpus.cpu[target].running, true);
    if (!ran) { /* one that runs might have come before */
        step_wake(target);
    }
}

void
step_wake(unsigned target)
{
    if (target != actor()) {
        search_edge(actor(), target);
    }
}

/* --- whose turn it is ------------------------------------------------------------------------- */

static uint64_t
enabled(void)
{
    uint64_t set = 0;

    for (unsigned i = 0; i < cpus.count; i++) {
        set |= (uint64_t)cpu_runnable(i) << i;
    }
    return set;
}

uint64_t
hw_next_event(void)
{
    uint64_t next = clock_next(), now = hw_time();

    return next == UINT64_MAX || next - now > step_jump_ns ? UINT64_MAX : next - now;
}

static bool
time_is_enabled(void)
{
    return !step.brought && hw_next_event() != UINT64_MAX;
}

static void
run_due(void)
{
    while (clock_next() <= hw_time()) {
        clock_run_one();
    }
}

static void
bring_event(void)
{
    step.brought = true;
    cpu_pass_time(clock_next());
    clock_run_one();
}

/* Events and the passing of time come first; then it is some processor's turn. */
static unsigned
ask(enum search_point point, const volatile void *key)
{
    for (;;) {
        uint64_t set;
        unsigned next;

        run_due();
        set = enabled();
        if (set != 0) {
            set |= (uint64_t)time_is_enabled() << time_context();
        }
        next = search_turn(point, (uintptr_t)key, set, hw_now.cpu);
        if (set == 0) {
            cpu_wait_for_event();
            continue;
        }
        if (next == SEARCH_STOP) {
            hw_stop();
        }
        if (next != time_context()) {
            return next;
        }
        bring_event();
    }
}

/* Its slice ends with the next event, or where it is to be asked in the midst of its accesses. */
static uint64_t
horizon_of(unsigned next)
{
    uint64_t event = clock_next();

    return event < cpus.cpu[next].anywhere ? event : cpus.cpu[next].anywhere;
}

static void
turn(enum search_point point, const volatile void *key)
{
    unsigned own = hw_now.cpu, next;

    host_watchdog_alive();
    if (hw_weak()) {
        store_lift();
    }
    next = ask(point, key);
    step.brought = false;
    cpus.cpu[next].anywhere = skip_of(next);
    if (next != own) {
        cpus.cpu[next].clock = hw_time();
    }
    if (hw_weak()) {
        store_apply(next);
    }
    cpu_turn(next, horizon_of(next));
}

/* A processor looks for interrupts before each step that its mask allows one to come before. */
static void
look_for_interrupts(void)
{
    if (hw_now.priority < STEP_FIRST_DEVICE_CLASS) {
        hw_touch(cpus.cpu[hw_now.cpu].requested, false);
    }
}

void
hw_step(enum hw_step kind, const volatile void *key)
{
    static const enum search_point points[] = {[HW_STEP_CALL] = SEARCH_CALL,
                                               [HW_STEP_ACCESS] = SEARCH_ACCESS,
                                               [HW_STEP_ANYWHERE] = SEARCH_ANYWHERE};

    if (kind == HW_STEP_ACCESS && !search_is_point((uintptr_t)key)) {
        return; /* it will be one in the next schedule */
    }
    turn(points[kind], key);
    cpu_deliver();
    look_for_interrupts();
}

void
step_blocked(bool polls)
{
    if (polls) {
        search_yield(hw_now.cpu);
    }
    turn(polls ? SEARCH_CALL : SEARCH_BLOCKED, cpus.cpu[hw_now.cpu].spinning);
    cpus.cpu[hw_now.cpu].yields = false;
}

void
step_events(void)
{
    if (hw_weak()) {
        store_lift();
    }
    run_due();
    if (hw_weak()) {
        store_apply(hw_now.cpu);
    }
    if (cpus.cpu[hw_now.cpu].anywhere < hw_time()) {
        cpus.cpu[hw_now.cpu].anywhere = UINT64_MAX;
        turn(SEARCH_ANYWHERE, NULL);
    } else {
        cpu_turn(hw_now.cpu, horizon_of(hw_now.cpu));
    }
}
