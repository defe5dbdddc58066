/*
 * sim/core/core.h - time, chance, processors and interrupts: what bus and devices may use
 */
#ifndef SIM_CORE_H
#define SIM_CORE_H

#include "host.h"

/* --- clock.c: events in virtual time, ties broken by the order in which they were added ------- */

void clock_reset(void);
uint64_t clock_next(void);    /* time of the earliest event, UINT64_MAX without one */
void clock_withdraw(uint32_t handle); /* as hw_event_cancel, and nothing is left of it */
void clock_run_one(void);     /* runs the earliest event; hw_time() is its time meanwhile */

/* --- intc.c: interrupt lines and messages ----------------------------------------------------- */

/* source: which device (0 to 63) drives the line; a level line is the OR of its sources. */
void hw_line_assert(unsigned line, unsigned source, bool asserted);
/* A device's write into the message window (0xFEE00000). */
void hw_message_write(uint64_t address, uint32_t data);

/* --- cpu.c ------------------------------------------------------------------------------------ */

void cpu_reset(const struct hw_config *config, const struct hw_upcalls *upcalls);
/* Something happens at time_ns: the running processor must decide again no later than then. */
void cpu_limit(uint64_t time_ns);
const struct hw_upcalls *cpu_upcalls(void);

/* step.c: somebody looks at what the step (or the event) that ends here has done. */
void step_seen(void);

/* --- choose.c, trace.c ------------------------------------------------------------------------ */

void choose_reset(const struct hw_config *config);
void trace_reset(void);

#endif
