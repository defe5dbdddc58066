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
 * Two ways to decide:
 *   timed        each processor has its own clock; the earliest goes next, for as long as it stays
 *                the earliest (and a little longer: CPU_SLACK_NS), ties to the current, then the
 *                lowest
 *   interleaved  one clock for all; the length of a slice and who is next are hw_choose
 *
 * Invariants:
 *   P1. cpu[i].now.pending is the class of the highest bit in cpu[i].requested (for the current:
 *   hw_now).
 *   P2. No event that is due before the current processor's clock waits, once decide has returned.
 *   P3. horizon is not later than the earliest event.
 */
#include "core.h"

enum {
    CPU_SLACK_NS = 200,
    CPU_SPIN_NS = 40,
    CPU_YIELD_NS = 100,
    CPU_IPI_NS = 500,
    VECTOR_WORDS = HW_VECTORS / 64
};

struct cpu {
    struct hw_now now;  /* while another processor is current */
    uint64_t clock;     /* likewise */
    uint64_t requested[VECTOR_WORDS];
    struct hw_context *running;
    const volatile void *spinning; /* NULL: does not spin */
    int16_t spin_owner;
    bool idle, yields;
    uint32_t clock_event;
    uint64_t clock_time;
    struct hw_context boot;
};

SIM_STATE struct hw_now hw_now;

static struct {
    struct cpu cpu[HW_CPU_MAX];
    struct hw_upcalls upcalls;
    unsigned count;
    bool interleave, want_quiet, paced;
} machine SIM_STATE;

/* --- clocks ----------------------------------------------------------------------------------- */

static uint64_t
clock_of(unsigned i)
{
    return i == hw_now.cpu ? hw_now.horizon - (uint64_t)hw_now.left : machine.cpu[i].clock;
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

/* --- requests: vectors that wait for their processor's mask ----------------------------------- */

static struct hw_now *
now_of(unsigned i)
{
    return i == hw_now.cpu ? &hw_now : &machine.cpu[i].now;
}

static unsigned
highest(const struct cpu *c)
{
    for (unsigned word = VECTOR_WORDS; word-- > 0;) {
        if (c->requested[word] != 0) {
            return word * 64 + 63 - (unsigned)__builtin_clzll(c->requested[word]);
        }
    }
    return 0;
}

static bool
runnable(unsigned i)
{
    const struct hw_now *now = now_of(i);
    const struct cpu *c = &machine.cpu[i];

    return (!c->idle && c->spinning == NULL) || now->pending > now->priority;
}

/* A processor that did nothing can run from this moment on, not from some moment in its past. */
static void
catch_up(unsigned i, uint64_t time)
{
    if (i != hw_now.cpu) {
        if (machine.cpu[i].clock < time) {
            machine.cpu[i].clock = time;
        }
        cpu_limit(machine.cpu[i].clock + CPU_SLACK_NS);
    } else if (clock_of(i) < time) { /* it idles, and runs an event for the others */
        set_slice(time, 0);
    }
}

/* How long a request is under way: hardware's, in an event, is there already. */
static uint64_t
request_delay(unsigned i)
{
    return i == hw_now.cpu || hw_now.event_time != 0 ? 0 : CPU_IPI_NS;
}

void
hw_request(unsigned i, unsigned vector)
{
    struct cpu *c = &machine.cpu[i];
    bool ran = runnable(i);

    SIM_ASSERT(i < machine.count && vector < HW_VECTORS);
    c->requested[vector / 64] |= (uint64_t)1 << (vector % 64);
    now_of(i)->pending = (uint8_t)(highest(c) >> 4);
    if (!ran && runnable(i)) {
        catch_up(i, hw_time() + request_delay(i));
    }
}

void
hw_withdraw(unsigned i, unsigned vector)
{
    struct cpu *c = &machine.cpu[i];

    c->requested[vector / 64] &= ~((uint64_t)1 << (vector % 64));
    now_of(i)->pending = (uint8_t)(highest(c) >> 4);
}

bool
hw_is_requested(unsigned i, unsigned vector)
{
    return machine.cpu[i].requested[vector / 64] >> (vector % 64) & 1;
}

/* Calls up for each vector above the mask, highest first, from the code that it interrupts. */
static void
deliver(void)
{
    while (hw_now.pending > hw_now.priority) {
        unsigned vector = highest(&machine.cpu[hw_now.cpu]);

        hw_withdraw(hw_now.cpu, vector);
        machine.upcalls.interrupt(vector);
    }
}

/* --- turns ------------------------------------------------------------------------------------ */

static void
give_turn(unsigned i, uint64_t horizon)
{
    struct cpu *from = &machine.cpu[hw_now.cpu], *to = &machine.cpu[i];

    from->clock = hw_time();
    from->now = hw_now;
    hw_now = to->now;
    set_slice(to->clock, horizon);
    hw_context_switch(from->running, to->running);
}

/* The runnable processor with the earliest clock; the current one wins ties. count if there is
   none. */
static unsigned
earliest_runnable(unsigned except)
{
    unsigned best = machine.count;

    for (unsigned n = 0; n < machine.count; n++) {
        unsigned i = (hw_now.cpu + n) % machine.count;

        if (i != except && runnable(i) && (best == machine.count || clock_of(i) < clock_of(best))) {
            best = i;
        }
    }
    return best;
}

static uint64_t
timed_horizon(unsigned chosen)
{
    unsigned rival = earliest_runnable(chosen);
    uint64_t limit = rival == machine.count ? UINT64_MAX : clock_of(rival) + CPU_SLACK_NS;
    uint64_t event = clock_next();

    return event < limit ? event : limit;
}

/* Among the runnable processors, the current one first: answer 0 changes nothing. */
static unsigned
choose_runnable(void)
{
    uint16_t candidates[HW_CPU_MAX];
    unsigned count = 0, own = hw_now.cpu;

    for (unsigned n = 0; n < machine.count; n++) {
        unsigned i = (own + n) % machine.count;

        if (runnable(i) && !machine.cpu[i].yields) {
            candidates[count++] = (uint16_t)i;
        }
    }
    if (count == 0) {
        return earliest_runnable(machine.count);
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

/* Virtual time passes with nothing to do, until an event makes some processor runnable. */
static void
pass_time(void)
{
    uint64_t time = clock_next();

    if (machine.want_quiet) {
        machine.want_quiet = false;
        machine.upcalls.quiet();
        return;
    }
    if (time == UINT64_MAX) {
        machine.upcalls.stuck();
        return;
    }
    if (machine.paced) {
        host_loop_pace(time);
    }
    for (unsigned i = 0; i < machine.count; i++) {
        if (i == hw_now.cpu) {
            set_slice(time > hw_time() ? time : hw_time(), 0);
        } else if (machine.cpu[i].clock < time) {
            machine.cpu[i].clock = time;
        }
    }
    clock_run_one();
}

/* Runs what is due and returns who goes next. */
static unsigned
next_processor(void)
{
    for (;;) {
        unsigned next = machine.interleave ? choose_runnable() : earliest_runnable(machine.count);

        if (next == machine.count) {
            pass_time();
        } else if (clock_next() <= (machine.interleave ? clock_of(hw_now.cpu) : clock_of(next))) {
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

/* Gives somebody the next slice; returns when it is this processor's turn again. */
static void
decide(void)
{
    unsigned own = hw_now.cpu, next;
    uint64_t horizon;

    host_watchdog_alive();
    next = next_processor();
    machine.cpu[own].yields = false;
    if (machine.interleave) {
        horizon = interleaved_horizon(hw_time());
        machine.cpu[next].clock = hw_time();
    } else {
        horizon = timed_horizon(next);
    }
    if (next == own) {
        set_slice(hw_time(), horizon);
    } else {
        give_turn(next, horizon);
    }
}

void
hw_point(void)
{
    deliver();
    while (hw_now.left < 0) {
        decide();
        deliver();
    }
}

void
hw_stall(uint64_t ns)
{
    while (ns > 0 && (int64_t)ns > hw_now.left) {
        if (hw_now.left >= 0) {
            ns -= (uint64_t)hw_now.left + 1;
            hw_now.left = -1;
        }
        hw_point();
    }
    hw_now.left -= (int64_t)ns;
}

void
hw_idle(void)
{
    struct cpu *own = &machine.cpu[hw_now.cpu];

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
    int i = machine.cpu[own].spin_owner;

    for (unsigned steps = 0; steps < machine.count && i >= 0 && i != (int)own; steps++) {
        i = machine.cpu[i].spinning != NULL ? machine.cpu[i].spin_owner : -1;
    }
    return i == (int)own;
}

void
hw_spin(const volatile void *key, int owner)
{
    struct cpu *own = &machine.cpu[hw_now.cpu];

    own->spinning = key;
    own->spin_owner = (int16_t)owner;
    if (spins_for_itself(hw_now.cpu)) {
        machine.upcalls.wait_cycle(hw_now.cpu);
    }
    hw_spend(CPU_SPIN_NS);
    do {
        decide();
    } while (own->spinning != NULL && hw_now.pending <= hw_now.priority);
    own->spinning = NULL;
    deliver();
}

void
hw_wake(const volatile void *key)
{
    for (unsigned i = 0; i < machine.count; i++) {
        if (machine.cpu[i].spinning == key) {
            machine.cpu[i].spinning = NULL;
            catch_up(i, hw_time());
        }
    }
}

void
hw_yield(void)
{
    machine.cpu[hw_now.cpu].yields = true;
    hw_spend(CPU_YIELD_NS);
    deliver();
    decide();
    deliver();
}

void
hw_want_quiet(void)
{
    machine.want_quiet = true;
}

/* --- each processor's clock interrupt --------------------------------------------------------- */

static void
clock_interrupt(void *owner, uint64_t vector)
{
    struct cpu *c = owner;

    c->clock_event = 0;
    hw_request((unsigned)(c - machine.cpu), (unsigned)vector);
}

void
hw_clock_arm(unsigned i, uint64_t time_ns, unsigned vector)
{
    struct cpu *c = &machine.cpu[i];
    uint64_t now = hw_time();

    if (c->clock_event != 0 && c->clock_time == time_ns) {
        return;
    }
    if (c->clock_event != 0) {
        hw_event_cancel(c->clock_event);
        c->clock_event = 0;
    }
    c->clock_time = time_ns;
    if (time_ns != UINT64_MAX) {
        c->clock_event =
            hw_event_add(time_ns > now ? time_ns - now : 0, clock_interrupt, c, vector);
    }
}

/* --- power ------------------------------------------------------------------------------------ */

unsigned
hw_cpu_count(void)
{
    return machine.count;
}

bool
cpu_is_idle(unsigned i)
{
    return machine.cpu[i].idle;
}

const struct hw_upcalls *
cpu_upcalls(void)
{
    return &machine.upcalls;
}

void
hw_cpu_run(struct hw_context *from, struct hw_context *to)
{
    machine.cpu[hw_now.cpu].running = to;
    hw_context_switch(from, to);
}

static void
first_code(void *number)
{
    machine.upcalls.processor((unsigned)(uintptr_t)number);
    SIM_ASSERT(!"a processor returned");
}

void
cpu_reset(const struct hw_config *config, const struct hw_upcalls *upcalls)
{
    SIM_ASSERT(config->cpus >= 1 && config->cpus <= HW_CPU_MAX);
    machine.count = config->cpus;
    machine.interleave = config->policy != HW_TIMED;
    machine.paced = config->paced;
    machine.upcalls = *upcalls;
    for (unsigned i = 0; i < machine.count; i++) {
        struct cpu *c = &machine.cpu[i];

        c->now.cpu = (uint16_t)i;
        c->spin_owner = -1;
        c->running = &c->boot;
        hw_context_make(&c->boot, hw_stack_alloc(), hw_stack_size(), first_code,
                        (void *)(uintptr_t)i);
    }
    hw_now = machine.cpu[0].now;
}

void
hw_run(void)
{
    host_faults_install(machine.upcalls.fault);
    hw_context_switch(&host_main, machine.cpu[hw_now.cpu].running);
    host_faults_remove();
}
