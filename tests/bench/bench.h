/*
 * tests/bench/bench.h - a benchmark
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdbool.h>
#include <stdint.h>

#include <sim/device.h>

struct benchmark {
    const char *name, *unit;
    double (*run)(void); /* one round; in the test body, or on the host's stack */
    unsigned cpus;
    const char *driver, *drivers[3];
    const struct sim_device_model *device;
    bool without_machine; /* run on the host's stack: it boots machines itself */
};

uint64_t bench_ns(void); /* the host's clock */

extern const struct benchmark fiber_switch, ioctl_null_buffered, read_direct_4k, open_close,
    irp_pass_3_drivers, irp_pass_8_drivers, irp_alloc_free, irp_bytes, dpc_insert_to_run,
    event_ping_pong, timer_set_expire, interrupt_to_dpc_complete, pool_alloc_free, eresource_shared,
    push_lock, fast_mutex, lookaside, seh_try, seh_raise, boot_shutdown, mem_access_instrumented,
    access_checked, snapshot_bytes, snapshot_restore, rss_default_machine, stress_irps_per_second,
    iocp_round_trip, cancel_pended, unicode_compare_100, registry_open_query, process_create_exit,
    handle_create_close, schedules_per_second_engine, schedules_per_second_small,
    schedules_per_second_medium, schedules_per_second_large, shrink_ms;

#endif
