/*
 * host/state.c - the section that holds every mutable variable of kernel and machine
 *
 * SIM_STATE (sim/state.h) collects the variables; the linker brackets them. Boot clears the
 * section, a snapshot copies it.
 */
#include <string.h>

#include "host.h"

extern char __start_sim_state[] __attribute__((visibility("hidden")));
extern char __stop_sim_state[] __attribute__((visibility("hidden")));

void
host_state_range(void **base, size_t *size)
{
    *base = __start_sim_state;
    *size = (size_t)(__stop_sim_state - __start_sim_state);
}

void
host_state_clear(void)
{
    memset(__start_sim_state, 0, (size_t)(__stop_sim_state - __start_sim_state));
}
