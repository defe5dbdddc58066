/*
 * core/snapshot.c - a copy of the booted machine, and going back to it
 *
 *      (none) --take--> held --restore--> held ... --drop, power-on, power-off--> (none)
 *
 * On the host's stack, while the machine is paused (hw_pause), all contexts are memory as well. A
 * snapshot is a list of pieces of memory (pieces.c) with what was in each (held.c). What is not
 * memory - access, mappings, the code of unloaded modules - is asked of Linux again only where it
 * differs, so that usually there is no system call.
 *
 * Pages that went into use after the snapshot are free again afterwards: pages.c says so, and the
 * host clears them when they are next used, as always.
 */
#include "snapshot.h"

static struct {
    bool held;
} snapshot SIM_KEPT;

void
hw_snapshot_take(const struct hw_range *stacks, unsigned count)
{
    SIM_ASSERT(hw_on_host_stack() && !snapshot.held);
    host_counters_collect();
    pieces_collect(stacks, count);
    held_take();
    changed_begin();
    host_table_mark();
    host_pages_mark();
    host_faults_keep(true);
    snapshot.held = true;
}

void
hw_snapshot_restore(void)
{
    uint64_t records = hw_trace_count();

    SIM_ASSERT(hw_on_host_stack() && snapshot.held);
    host_counters_collect();
    if (host_table_changed()) {
        hidden_clear();
        host_table_return();
    }
    host_pages_return();
    tail_clear();
    changed_undo();
    if (!host_watch_is_on()) { // there is no valgrind then
        pieces_are_defined();
    }
    host_modules_sync();
    trace_returned(records);
}

void
hw_snapshot_drop(void)
{
    if (!snapshot.held) {
        return;
    }
    snapshot.held = false;
    changed_end();
    held_forget();
    pieces_forget();
    tail_forget();
    hidden_forget();
    host_table_unmark();
    host_pages_unmark();
    host_faults_keep(false);
    host_faults_remove();
}
