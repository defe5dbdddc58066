/*
 * host/state.c - the sections that hold every mutable variable of kernel and machine
 *
 * SIM_STATE and SIM_KEPT (sim/state.h) collect the variables; the linker brackets them. Boot clears
 * both, a snapshot copies the first.
 */
#include <string.h>

#include "host.h"

extern char __start_sim_state[] __attribute__((visibility("hidden")));
extern char __stop_sim_state[] __attribute__((visibility("hidden")));
extern char __start_sim_kept[] __attribute__((visibility("hidden")));
extern char __stop_sim_kept[] __attribute__((visibility("hidden")));

void
host_state_range(void **base, size_t *size)
{
    *base = __start_sim_state;
    *size = (size_t)(__stop_sim_state - __start_sim_state);
}

extern const struct sim_part __start_sim_parts[] __attribute__((visibility("hidden")));
extern const struct sim_part __stop_sim_parts[] __attribute__((visibility("hidden")));

const struct sim_part *
host_state_parts(size_t *count)
{
    *count = (size_t)(__stop_sim_parts - __start_sim_parts);
    return __start_sim_parts;
}

void
host_state_clear(void)
{
    memset(__start_sim_state, 0, (size_t)(__stop_sim_state - __start_sim_state));
    memset(__start_sim_kept, 0, (size_t)(__stop_sim_kept - __start_sim_kept));
}
