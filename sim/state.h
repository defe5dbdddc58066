/*
 * sim/state.h - where mutable state lives, and the assertion that every rung may use
 *
 * Everything that a run can change stands in one linker section: boot clears it, a snapshot copies
 * it. One structure per file:      static struct { ... } Obp SIM_STATE;
 * There is no initialiser: each boot starts from zero, and the rung's init routine does the rest.
 * No pointer to host memory is ever stored in it.
 */
#ifndef SIM_STATE_H
#define SIM_STATE_H

#define SIM_STATE __attribute__((section("sim_state")))

/* libsim's own invariants, in every build. A driver's mistake is KeBugCheckEx, never this. */
#define SIM_ASSERT(expression)                                                                     \
    ((expression) ? (void)0 : hw_broken(#expression, __FILE__, __LINE__))

_Noreturn void hw_broken(const char *expression, const char *file, int line);

#endif
