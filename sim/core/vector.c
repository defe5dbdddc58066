/*
 * sim/core/vector.c - vectors that wait for their processor's mask, and the clock that requests one
 *
 * A processor has one bit for each vector: two requests for the same vector merge. hw_now.pending
 * keeps the class of the highest, so that gates need to look at one byte only.
 *
 *      not requested --hw_request--> waits --its class is above the mask--> taken,
 *      upcalls.interrupt
 *                                    waits --hw_withdraw--> not requested
 */
#include "cpui.h"

enum { CPU_IPI_NS = 500 };

static unsigned
highest(const struct cpu *c)
{
    for (unsigned word = CPU_VECTOR_WORDS; word-- > 0;) {
        if (c->requested[word] != 0) {
            return word * 64 + 63 - (unsigned)__builtin_clzll(c->requested[word]);
        }
    }
    return 0;
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
    struct cpu *c = &cpus.cpu[i];
    bool ran = cpu_runnable(i);

    SIM_ASSERT(i < cpus.count && vector < HW_VECTORS);
    c->requested[vector / 64] |= (uint64_t)1 << (vector % 64);
    cpu_now(i)->pending = (uint8_t)(highest(c) >> 4);
    if (hw_searched()) {
        step_request(i, vector, ran);
    }
    if (!ran && cpu_runnable(i)) {
        cpu_catch_up(i, hw_time() + request_delay(i));
    }
}

void
hw_withdraw(unsigned i, unsigned vector)
{
    struct cpu *c = &cpus.cpu[i];

    c->requested[vector / 64] &= ~((uint64_t)1 << (vector % 64));
    cpu_now(i)->pending = (uint8_t)(highest(c) >> 4);
}

bool
hw_is_requested(unsigned i, unsigned vector)
{
    return cpus.cpu[i].requested[vector / 64] >> (vector % 64) & 1;
}

unsigned
cpu_take_vector(void)
{
    unsigned vector = highest(&cpus.cpu[hw_now.cpu]);

    hw_withdraw(hw_now.cpu, vector);
    return vector;
}

/* --- each processor's clock interrupt --------------------------------------------------------- */

static void
clock_interrupt(void *owner, uint64_t vector)
{
    struct cpu *c = owner;

    c->clock_event = 0;
    hw_request((unsigned)(c - cpus.cpu), (unsigned)vector);
}

void
hw_clock_arm(unsigned i, uint64_t time_ns, unsigned vector)
{
    struct cpu *c = &cpus.cpu[i];
    uint64_t now = hw_time();

    if (c->clock_event != 0 && c->clock_time == time_ns) {
        return;
    }
    if (c->clock_event != 0) {
        clock_withdraw(c->clock_event);
        c->clock_event = 0;
    }
    c->clock_time = time_ns;
    if (time_ns != UINT64_MAX) {
        c->clock_event =
            hw_event_add(time_ns > now ? time_ns - now : 0, clock_interrupt, c, vector);
    }
}
