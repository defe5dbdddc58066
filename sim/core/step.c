/*
 * sim/core/step.c - the machine under a search: who makes the next step is somebody else's question
 *
 * While a search is on, a processor asks before each step that may matter to others (a call of the
 * kernel, a contended access, a device register) who goes next, and tells what its step touches.
 * The search (sim/search) knows contexts: one for each processor, and one for time, which is the
 * last. If time is chosen, the next event happens now, although processors could have gone on: so
 * an interrupt or a time-out may come at any step. An event whose time has come may be late:
 * processors go on first. When all are idle, or it would be too late, time is the only choice. So
 * an event is always a step of its own, and comes after nothing but what it depends on.
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
 * Whoever looks at memory after each step (hw_look) sees the order of steps that have nothing else
 * in common: all steps depend on each other then.
 *
 * Schedules that differ only in virtual times, or in the processor that a thread is put on where
 * there is an idle one for it, count as equivalent.
 */
#include "cpui.h"

enum { STEP_FIRST_DEVICE_CLASS = 3, STEP_URGENT_CLASS = 2 };

/* What is this far away was meant for a hang, or the next day. */
static const uint64_t step_far_ns = 10000000000;
/* While processors can go on, time is brought forward by no more than this in a schedule: a program
   may be slow, and a timer come before it; but timers do not run for ever meanwhile. */
static const uint64_t step_jumps_ns = 5000000000;
/* By no more than this, while one has to do with an interrupt: that never takes as long as what a
   driver's time-outs are for. */
static const uint64_t step_urgent_ns = 1000000;
/* How late an event may come: some hundred steps. */
static const uint64_t step_late_ns = 20000;
/* So many events may come in a row, before a processor makes a step. */
enum { STEP_EVENTS = 4 };

static struct {
    unsigned events; /* that time has brought since a processor made a step */
    uint64_t jumps_ns;
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

void
step_seen(void)
{
    if (hw_searched()) {
        hw_touch(&step, true);
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

    if (next <= now) {
        return 0;
    }
    return next == UINT64_MAX || next - now > step_far_ns ? UINT64_MAX : next - now;
}

/* A processor has an interrupt to take, or to finish. */
static bool
is_urgent(void)
{
    for (unsigned i = 0; i < cpus.count; i++) {
        const struct hw_now *now = cpu_now(i);

        if (now->pending >= STEP_URGENT_CLASS ||
            (!cpus.cpu[i].idle && now->priority >= STEP_URGENT_CLASS)) {
            return true;
        }
    }
    return false;
}

static bool
time_is_enabled(void)
{
    uint64_t next = clock_next(), most = step_jumps_ns - step.jumps_ns;

    if (step.events == STEP_EVENTS || next == UINT64_MAX || next > hw_time() + most) {
        return false;
    }
    return next <= hw_time() + step_urgent_ns || !is_urgent();
}

/* When the next event can wait no longer, if this processor makes the next step. */
static uint64_t
latest(unsigned processor)
{
    uint64_t next = clock_next();

    return next == UINT64_MAX || cpus.cpu[processor].stalls ? next : next + step_late_ns;
}

/* All processors are idle, and nobody wants to know that; or it is late. */
static bool
time_must_pass(uint64_t processors)
{
    return processors == 0 ? clock_next() != UINT64_MAX && !cpus.want_quiet
                           : latest(hw_now.cpu) <= hw_time();
}

static void
bring_event(uint64_t processors)
{
    uint64_t next = clock_next();

    step.events++;
    if (processors != 0 && next > hw_time()) {
        step.jumps_ns += next - hw_time();
    }
    cpu_pass_time(next);
    clock_run_one();
}

/* Events come first; then it is some processor's turn. */
static unsigned
ask(enum search_point point, const volatile void *key)
{
    const uint64_t time = (uint64_t)1 << time_context();

    for (;;) {
        uint64_t set = enabled(), all = set;
        unsigned next;

        if (time_must_pass(set)) {
            all = time;
        } else if (set != 0 && time_is_enabled()) {
            all |= time;
        }
        next = search_turn(point, (uintptr_t)key, all, hw_now.cpu);
        if (all == 0) {
            cpu_wait_for_event();
            continue;
        }
        if (next == SEARCH_STOP) {
            hw_stop();
        }
        if (next != time_context()) {
            return next;
        }
        bring_event(set);
    }
}

/* Its slice ends with the next event, or where it is to be asked in the midst of its accesses. */
static uint64_t
horizon_of(unsigned next)
{
    uint64_t event = latest(next);

    return event < cpus.cpu[next].anywhere ? event : cpus.cpu[next].anywhere;
}

/* A repetition in which nothing happens here. */
static bool
goes_on(enum search_point point)
{
    return point <= SEARCH_ACCESS && !hw_weak() && (hw_now.flags & HW_NOW_LOOKED) == 0 &&
           cpus.cpu[hw_now.cpu].anywhere == UINT64_MAX && latest(hw_now.cpu) > hw_time() &&
           search_goes_on(hw_now.cpu);
}

static void
turn(enum search_point point, const volatile void *key)
{
    unsigned own = hw_now.cpu, next;

    if (goes_on(point)) {
        return;
    }
    host_watchdog_alive();
    if (hw_weak()) {
        store_lift();
    }
    if (hw_now.flags & HW_NOW_LOOKED) {
        step_seen();
        cpus.upcalls.look(false);
    }
    next = ask(point, key);
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

    if (hw_now.flags & HW_NOW_HELD) {
        return;
    }
    if (kind == HW_STEP_ACCESS && !search_is_point((uintptr_t)key)) {
        return; /* it will be one in the next schedule */
    }
    turn(points[kind], key);
    look_for_interrupts();
    while (hw_now.pending > hw_now.priority) { /* what a handler does is a step of its own */
        cpu_deliver();
        turn(points[kind], key);
        look_for_interrupts();
    }
    step.events = 0;
}

void
step_blocked(bool polls)
{
    if (polls) {
        search_yield(hw_now.cpu);
    }
    turn(polls ? SEARCH_CALL : SEARCH_BLOCKED, cpus.cpu[hw_now.cpu].spinning);
    cpus.cpu[hw_now.cpu].yields = false;
    step.events = 0;
}

/* The slice is over: an event must come, or the search wants to be asked. */
void
step_events(void)
{
    if (latest(hw_now.cpu) <= hw_time()) {
        turn(SEARCH_CALL, NULL);
    } else if (cpus.cpu[hw_now.cpu].anywhere < hw_time()) {
        cpus.cpu[hw_now.cpu].anywhere = UINT64_MAX;
        turn(SEARCH_ANYWHERE, NULL);
    } else {
        cpu_turn(hw_now.cpu, horizon_of(hw_now.cpu));
    }
}
