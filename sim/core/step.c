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
 *   - the queue of events is touched by who changes it, and by each event;
 *   - an interrupt request touches the target processor, each step of that one looks at it: so all
 *     places where the interrupt may arrive are tried. A request that only gets an idle processor
 *     to dispatch a thread is an edge and no more.
 */
#include "cpui.h"
#include "search.h"

enum { STEP_FIRST_DEVICE_CLASS = 3 };

/* Time is brought forward by no more than this: what was meant for a hang stays far away. */
static const uint64_t step_jump_ns = 10000000000;

static struct {
    bool brought; /* since a processor made a step, time has brought an event */
} step SIM_STATE;

_Static_assert(HW_CPU_MAX == SEARCH_CONTEXTS, "a search has a bit for each context");

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

void
hw_search(bool on)
{
    SIM_ASSERT(cpus.count < SEARCH_CONTEXTS);
    for (unsigned i = 0; i < cpus.count; i++) {
        struct hw_now *now = cpu_now(i);

        now->flags = on ? now->flags | HW_NOW_SEARCHED : now->flags & ~(uint32_t)HW_NOW_SEARCHED;
        if (i != hw_now.cpu) {
            cpus.cpu[i].clock = hw_time();
        }
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
step_request(unsigned target, unsigned vector)
{
    if (vector >> 4 >= STEP_FIRST_DEVICE_CLASS || cpu_runnable(target)) {
        hw_touch(cpus.cpu[target].requested, true);
    }
    step_wake(target);
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

static bool
time_is_enabled(void)
{
    uint64_t next = clock_next();

    return !step.brought && next != UINT64_MAX && next - hw_time() <= step_jump_ns;
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
        if (set == 0) {
            cpu_wait_for_event();
            continue;
        }
        set |= (uint64_t)time_is_enabled() << time_context();
        next = search_turn(point, (uintptr_t)key, set, hw_now.cpu);
        if (next == SEARCH_STOP) {
            hw_stop();
        }
        if (next != time_context()) {
            return next;
        }
        bring_event();
    }
}

static void
turn(enum search_point point, const volatile void *key)
{
    unsigned own = hw_now.cpu, next;

    host_watchdog_alive();
    next = ask(point, key);
    step.brought = false;
    if (next != own) {
        cpus.cpu[next].clock = hw_time();
    }
    cpu_turn(next, clock_next());
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
    turn(polls ? SEARCH_CALL : SEARCH_BLOCKED, NULL);
    cpus.cpu[hw_now.cpu].yields = false;
}

void
step_events(void)
{
    run_due();
    cpu_turn(hw_now.cpu, clock_next());
}
