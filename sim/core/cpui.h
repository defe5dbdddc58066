/*
 * sim/core/cpui.h - processors as the files of this rung share them
 */
#ifndef SIM_CPUI_H
#define SIM_CPUI_H

#include "core.h"

enum { CPU_CLASS = 16, CPU_CLASSES = HW_VECTORS / CPU_CLASS }; /* vectors of a class */

struct cpu {
    struct hw_now now;  /* while another processor is current */
    uint64_t clock;     /* likewise */
    uint64_t anywhere;  /* in a search: when it is asked wherever it is then */
    uint16_t requested[CPU_CLASSES]; /* vectors that wait: a bit for each */
    uint16_t classes; /* those of which some wait */
    struct hw_context *running;
    const volatile void *spinning; /* NULL: does not spin */
    int16_t spin_owner;
    bool idle, yields, stalls;
    uint32_t clock_event;
    uint64_t clock_time;
    struct hw_context boot;
};

struct cpus {
    struct cpu cpu[HW_CPU_MAX];
    struct hw_upcalls upcalls;
    unsigned count;
    bool interleave, want_quiet, paced, paused;
};
extern SIM_HIDDEN struct cpus cpus;

/* The hot part of a processor, wherever it is now. */
static inline struct hw_now *
cpu_now(unsigned i)
{
    return i == hw_now.cpu ? &hw_now : &cpus.cpu[i].now;
}

/* --- cpu.c --- */
static inline bool
cpu_runnable(unsigned i)
{
    const struct hw_now *now = cpu_now(i);
    const struct cpu *c = &cpus.cpu[i];

    return (!c->idle && c->spinning == NULL) || now->pending > now->priority;
}
/* It did nothing until now: it can run from this moment on, not from some moment in its past. */
void cpu_catch_up(unsigned i, uint64_t time);

/* Calls up for each vector above the current processor's mask. */
void cpu_deliver(void);
/* Moves the clocks of all processors to that time. */
void cpu_pass_time(uint64_t time);
/* Nothing can run: time passes until an event changes that. */
void cpu_wait_for_event(void);
/* Gives that processor the next slice; returns when it is this one's turn again. */
void cpu_turn(unsigned next, uint64_t horizon);

/* --- step.c --- */
/* The current processor cannot go on, or polls; returns when it is its turn again. */
void step_blocked(bool polls);
/* Its slice is over: events that are due run. */
void step_events(void);
/* Somebody's doing lets that processor go on, or interrupts it. */
void step_request(unsigned target, unsigned vector, bool ran); /* it could run before that */
void step_wake(unsigned target);

/* --- store.c: in a search with weakly ordered memory --- */
void store_begin(enum hw_memory memory);
void store_end(void);
/* Memory is what all see, without the current processor's stores that wait. */
void store_lift(void);
/* Memory is what that processor sees, whose turn it is now; others' stores get through, or not. */
void store_apply(unsigned next);

/* --- vector.c --- */
/* The highest vector that waits at the current processor; it waits no more. */
unsigned cpu_take_vector(void);

#endif
