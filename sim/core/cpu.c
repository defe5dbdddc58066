/*
 * sim/core/cpu.c - processors: whose turn it is, and how long it lasts
 *
 * All processors share one host thread. The one whose turn it is runs until its slice is used up,
 * until it has nothing to do, or until it spins for a lock. Then the machine decides: events that
 * are due run, interrupts pend, and some processor that can run gets the next slice.
 *
 *      idle ------interrupt above its mask------> runnable --decide--> current
 *      spinning --hw_wake, or such an interrupt-> runnable <--slice ends-- current
 *
 * hw_now is the hot part of the current processor; the others' parts lie in cpu[].now. A
 * processor's clock is horizon - left: code that takes time only lowers left, and the slice is over
 * below zero.
 *
 * Three ways to decide:
 *   timed        each processor has its own clock; the earliest goes next, for as long as it stays
 *                the earliest (and a little longer: CPU_SLACK_NS), ties to the current, then the
 *                lowest
 *   interleaved  one clock for all; the length of a slice and who is next are hw_choose
 *   searched     one clock for all; slices end with the next event, and who is next is asked at
 *                each step (step.c)
 *
 * Invariants:
 *   P1. cpu[i].now.pending is the highest bit in cpu[i].classes, the class of the highest bit in
 *   cpu[i].requested (for the current: hw_now).
 *   P2. No event that is due before the current processor's clock waits, once decide has returned.
 *   P3. horizon is not later than the earliest event.
 */
#include "cpui.h"

enum { CPU_SLACK_NS = 200, CPU_SPIN_NS = 40, CPU_YIELD_NS = 100 };

SIM_STATE _Alignas(64) struct hw_now hw_now;
SIM_STATE struct cpus cpus;
SIM_STATE_PART(cpus.cpu, cpus.count);

/* --- clocks ----------------------------------------------------------------------------------- */

static uint64_t
clock_of(unsigned i)
{
    return i == hw_now.cpu ? hw_now.horizon - (uint64_t)hw_now.left : cpus.cpu[i].clock;
}

static void
set_slice(uint64_t clock, uint64_t horizon)
{
    if (horizon > clock + INT64_MAX) {
        horizon = clock + INT64_MAX;
    }
    hw_now.horizon = horizon > clock ? horizon : clock;
    hw_now.left = (int64_t)(hw_now.horizon - clock);
}

void
cpu_limit(uint64_t time_ns)
{
    if (time_ns < hw_now.horizon) {
        hw_now.left -= (int64_t)(hw_now.horizon - time_ns);
        hw_now.horizon = time_ns;
    }
}

void
cpu_catch_up(unsigned i, uint64_t time)
{
    if (i != hw_now.cpu) {
        if (cpus.cpu[i].clock < time) {
            cpus.cpu[i].clock = time;
        }
        cpu_limit(cpus.cpu[i].clock + CPU_SLACK_NS);
    } else if (clock_of(i) < time) { /* it idles, and runs an event for the others */
        set_slice(time, 0);
    }
}

/* The kernel takes a lock before it calls a service routine or a DPC, and the return from an
   interrupt waits for all stores. */
static inline void
order_memory(void)
{
    if (hw_weak()) {
        hw_fence(HW_FENCE_ALL);
    }
}

/* Calls up for each vector above the mask, highest first, from the code that it interrupts. */
void
cpu_deliver(void)
{
    while (hw_now.pending > hw_now.priority) {
        order_memory();
        cpus.upcalls.interrupt(cpu_take_vector());
        order_memory();
    }
}

/* --- turns ------------------------------------------------------------------------------------ */

static void
give_turn(unsigned i, uint64_t horizon)
{
    struct cpu *from = &cpus.cpu[hw_now.cpu], *to = &cpus.cpu[i];

    from->clock = hw_time();
    from->now = hw_now;
    hw_now = to->now;
    set_slice(to->clock, horizon);
    hw_context_switch(from->running, to->running);
}

/* The processors in a ring, the current one first. */
static unsigned
after_current(unsigned n)
{
    unsigned i = hw_now.cpu + n;

    return i < cpus.count ? i : i - cpus.count; /* no division: it is asked often */
}

/* The runnable processor with the earliest clock; the current one wins ties. count if there is
   none. */
static unsigned
earliest_runnable(unsigned except)
{
    unsigned best = cpus.count;

    for (unsigned n = 0; n < cpus.count; n++) {
        unsigned i = after_current(n);

        if (i != except && cpu_runnable(i) &&
            (best == cpus.count || clock_of(i) < clock_of(best))) {
            best = i;
        }
    }
    return best;
}

static uint64_t
timed_horizon(unsigned chosen)
{
    unsigned rival = earliest_runnable(chosen);
    uint64_t limit = rival == cpus.count ? UINT64_MAX : clock_of(rival) + CPU_SLACK_NS;
    uint64_t event = clock_next();

    return event < limit ? event : limit;
}

/* Among the runnable processors, the current one first: answer 0 changes nothing. */
static unsigned
choose_runnable(void)
{
    uint16_t candidates[HW_CPU_MAX];
    unsigned count = 0;

    for (unsigned n = 0; n < cpus.count; n++) {
        unsigned i = after_current(n);

        if (cpu_runnable(i) && !cpus.cpu[i].yields) {
            candidates[count++] = (uint16_t)i;
        }
    }
    if (count == 0) {
        return earliest_runnable(cpus.count);
    }
    return candidates[hw_choose(HW_CHOOSE_CPU, count)];
}

/* Slices of all orders of magnitude, from one memory access to several system calls. */
static uint64_t
interleaved_slice(void)
{
    enum { ORDERS = 16 };
    unsigned order = hw_choose(HW_CHOOSE_SLICE, ORDERS);

    return (uint64_t)1 << (ORDERS - 1 - order);
}

void
cpu_pass_time(uint64_t time)
{
    for (unsigned i = 0; i < cpus.count; i++) {
        if (i == hw_now.cpu) {
            set_slice(time > hw_time() ? time : hw_time(), 0);
        } else if (cpus.cpu[i].clock < time) {
            cpus.cpu[i].clock = time;
        }
    }
}

void
cpu_wait_for_event(void)
{
    uint64_t time = clock_next();

    if (cpus.want_quiet) {
        cpus.want_quiet = false;
        cpus.upcalls.quiet();
        return;
    }
    if (time == UINT64_MAX) {
        cpus.upcalls.stuck();
        return;
    }
    if (cpus.paced) {
        host_loop_pace(time);
    }
    cpu_pass_time(time);
    clock_run_one();
}

/* Runs what is due and returns who goes next. */
static unsigned
next_processor(void)
{
    for (;;) {
        unsigned next = cpus.interleave ? choose_runnable() : earliest_runnable(cpus.count);

        if (next == cpus.count) {
            cpu_wait_for_event();
        } else if (clock_next() <= (cpus.interleave ? clock_of(hw_now.cpu) : clock_of(next))) {
            clock_run_one();
        } else {
            return next;
        }
    }
}

static uint64_t
interleaved_horizon(uint64_t time)
{
    uint64_t end = time + interleaved_slice(), event = clock_next();

    return event < end ? event : end;
}

void
cpu_turn(unsigned next, uint64_t horizon)
{
    if (next == hw_now.cpu) {
        set_slice(hw_time(), horizon);
    } else {
        give_turn(next, horizon);
    }
}

/* Whoever stopped here goes on when it is this processor's turn again. */
static void
decide(void)
{
    unsigned own = hw_now.cpu, next;

    host_watchdog_alive();
    if (hw_searched()) {
        step_blocked(cpus.cpu[own].yields);
        return;
    }
    next = next_processor();
    cpus.cpu[own].yields = false;
    if (cpus.interleave) {
        cpus.cpu[next].clock = hw_time();
        cpu_turn(next, interleaved_horizon(hw_time()));
    } else {
        cpu_turn(next, timed_horizon(next));
    }
}

static inline bool
is_held(void)
{
    return (hw_now.flags & HW_NOW_HELD) != 0;
}

/* The current processor gives its turn away. */
static void
check_hold(void)
{
    if (is_held()) {
        cpus.upcalls.held_up();
    }
}

void
hw_point(void)
{
    if (is_held() || hw_on_host_stack()) { // an instrumented program, while the machine is off
        return;
    }
    if ((hw_now.flags & HW_NOW_LOOKED) && !hw_searched() && hw_point_due()) {
        cpus.upcalls.look(false);
    }
    cpu_deliver();
    while (hw_now.left < 0) {
        if (hw_searched()) {
            step_events();
        } else {
            decide();
        }
        cpu_deliver();
    }
}

void
hw_stall(uint64_t ns)
{
    unsigned own = hw_now.cpu;

    if (is_held()) {
        hw_now.left -= (int64_t)ns;
        return;
    }
    if (hw_searched()) { /* whoever polls lets others go first */
        hw_yield();
    }
    while (ns > 0 && (int64_t)ns > hw_now.left) {
        if (hw_now.left >= 0) {
            ns -= (uint64_t)hw_now.left + 1;
            hw_now.left = -1;
        }
        cpus.cpu[own].stalls = true;
        hw_point();
        cpus.cpu[own].stalls = false;
        own = hw_now.cpu; /* it may be another one by now */
    }
    hw_now.left -= (int64_t)ns;
}

void
hw_idle(void)
{
    struct cpu *own = &cpus.cpu[hw_now.cpu];

    own->idle = true;
    while (hw_now.pending <= hw_now.priority) {
        decide();
    }
    own->idle = false;
}

/* A ring of processors, each of which spins for a lock that the next one holds, never ends. */
static bool
spins_for_itself(unsigned own)
{
    int i = cpus.cpu[own].spin_owner;

    for (unsigned steps = 0; steps < cpus.count && i >= 0 && i != (int)own; steps++) {
        i = cpus.cpu[i].spinning != NULL ? cpus.cpu[i].spin_owner : -1;
    }
    return i == (int)own;
}

void
hw_spin(const volatile void *key, int owner)
{
    struct cpu *own = &cpus.cpu[hw_now.cpu];

    check_hold();
    if (hw_searched()) {
        hw_touch(key, false);
    }
    own->spinning = key;
    own->spin_owner = (int16_t)owner;
    if (spins_for_itself(hw_now.cpu)) {
        cpus.upcalls.wait_cycle(hw_now.cpu);
    }
    hw_spend(CPU_SPIN_NS);
    do {
        decide();
    } while (own->spinning != NULL && hw_now.pending <= hw_now.priority);
    own->spinning = NULL;
    cpu_deliver();
    order_memory();
}

void
hw_wake(const volatile void *key)
{
    for (unsigned i = 0; i < cpus.count; i++) {
        if (cpus.cpu[i].spinning == key) {
            cpus.cpu[i].spinning = NULL;
            if (hw_searched()) {
                step_wake(i);
            }
            cpu_catch_up(i, hw_time());
        }
    }
}

void
hw_yield(void)
{
    check_hold();
    cpus.cpu[hw_now.cpu].yields = true;
    hw_spend(CPU_YIELD_NS);
    cpu_deliver();
    decide();
    cpu_deliver();
}

void
hw_want_quiet(void)
{
    cpus.want_quiet = true;
}
