/*
 * sim/core/vector.c - vectors that wait for their processor's mask, and the clock that requests one
 *
 * A processor has one bit for each vector: two requests for the same vector merge. A word of them
 * is a class, and another word says which classes are not empty. hw_now.pending keeps the highest
 * of these, so that gates need to look at one byte only.
 *
 *      not requested --hw_request--> waits --its class is above the mask--> taken,
 *      upcalls.interrupt
 *                                    waits --hw_withdraw--> not requested
 */
#include "cpui.h"

enum { CPU_IPI_NS = 500 };

static uint8_t
highest_class(const struct cpu *c)
{
    return c->classes == 0 ? 0 : (uint8_t)(31 - __builtin_clz(c->classes));
}

/* It waits no more. */
static inline void
drop(struct cpu *c, struct hw_now *now, unsigned vector)
{
    unsigned class = vector / CPU_CLASS;

    c->requested[class] &= (uint16_t)~(1u << (vector % CPU_CLASS));
    if (c->requested[class] == 0) {
        c->classes &= (uint16_t)~(1u << class);
        now->pending = highest_class(c);
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
    struct cpu *c = &cpus.cpu[i];
    unsigned class = vector / CPU_CLASS;
    bool ran = cpu_runnable(i);

    SIM_ASSERT(i < cpus.count && vector < HW_VECTORS);
    c->requested[class] |= (uint16_t)(1u << (vector % CPU_CLASS));
    c->classes |= (uint16_t)(1u << class);
    cpu_now(i)->pending = highest_class(c);
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
    if (hw_is_requested(i, vector)) {
        drop(&cpus.cpu[i], cpu_now(i), vector);
    }
}

bool
hw_is_requested(unsigned i, unsigned vector)
{
    return cpus.cpu[i].requested[vector / CPU_CLASS] >> (vector % CPU_CLASS) & 1;
}

unsigned
cpu_take_vector(void)
{
    struct cpu *c = &cpus.cpu[hw_now.cpu];
    unsigned class = hw_now.pending; /* by P1 */
    unsigned vector = class * CPU_CLASS + 31 - (unsigned)__builtin_clz(c->requested[class]);

    drop(c, &hw_now, vector);
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
