/*
 * tests/bench/object.c - handles
 */
#include <ntifs.h>
#include <sim/test.h>

#include "bench.h"

enum { TIMES = 20000 };

/* Two system calls: an unnamed event is made, and its only handle closed. */
static double
run_handle(void)
{
    uint64_t start = bench_ns();

    for (int i = 0; i < TIMES; i++) {
        HANDLE handle;

        assert_nt_success(
            NtCreateEvent(&handle, EVENT_ALL_ACCESS, NULL, SynchronizationEvent, FALSE));
        assert_nt_success(NtClose(handle));
    }
    return (double)(bench_ns() - start) / TIMES;
}

const struct benchmark handle_create_close = {
    .name = "handle_create_close", .unit = "ns", .run = run_handle, .cpus = 1};
