/*
 * sim/core/power.c - power-on and power-off
 *
 * Power-on clears every mutable variable and every page that was used, so the tenth run in a
 * process starts from what the first one started from. Windows and rings keep their host memory in
 * between.
 */
#include "core.h"
#include "pages.h"

static struct {
    bool on;
} power SIM_STATE;

void
hw_power_on(const struct hw_config *config, const struct hw_upcalls *upcalls)
{
    hw_snapshot_drop();
    host_windows_open();
    host_program_data_remap();
    host_windows_reset();
    host_state_clear();
    host_modules_reset();
    pages_reset(config->memory_pages);
    choose_reset(config);
    trace_reset();
    clock_reset();
    cpu_reset(config, upcalls);
    power.on = true;
}

_Noreturn void
hw_stop(void)
{
    if (hw_on_host_stack()) {
        host_die("the machine was stopped while it booted");
    }
    host_return_to_main();
}

void
hw_power_off(void)
{
    hw_snapshot_drop();
    power.on = false;
}

bool
hw_is_on(void)
{
    return power.on;
}
