/*
 * tests/bench/kernel.c - threads, events, timers, DPCs, pool
 */
#include <wdm.h>
#include <sim/test.h>

#include "bench.h"

enum { TIMES = 20000 };

static double
each(uint64_t start, double times)
{
    return (double)(bench_ns() - start) / times;
}

/* --- DPC -------------------------------------------------------------------------------------- */

static volatile ULONG Runs;

static VOID
CountRun(PKDPC Dpc, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    Runs++;
}

static double
run_dpc(void)
{
    static KDPC Dpc;
    uint64_t start;

    KeInitializeDpc(&Dpc, CountRun, NULL);
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        KeInsertQueueDpc(&Dpc, NULL, NULL);
    }
    return each(start, TIMES);
}

const struct benchmark dpc_insert_to_run = {
    .name = "dpc_insert_to_run", .unit = "ns", .run = run_dpc, .cpus = 1};

/* --- events ----------------------------------------------------------------------------------- */

static KEVENT Ping, Pong;

static VOID
PongThread(PVOID Unused)
{
    for (int i = 0; i < TIMES; i++) {
        KeWaitForSingleObject(&Ping, Executive, KernelMode, FALSE, NULL);
        KeSetEvent(&Pong, 0, FALSE);
    }
    PsTerminateSystemThread(STATUS_SUCCESS);
}

/* One handover: an event is set, its waiter runs. */
static double
run_ping_pong(void)
{
    OBJECT_ATTRIBUTES Attributes;
    HANDLE Thread;
    uint64_t start;

    KeInitializeEvent(&Ping, SynchronizationEvent, FALSE);
    KeInitializeEvent(&Pong, SynchronizationEvent, FALSE);
    InitializeObjectAttributes(&Attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, &Attributes, NULL, NULL, PongThread, NULL);
    ZwClose(Thread);
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        KeSetEvent(&Ping, 0, FALSE);
        KeWaitForSingleObject(&Pong, Executive, KernelMode, FALSE, NULL);
    }
    return each(start, 2.0 * TIMES);
}

const struct benchmark event_ping_pong = {
    .name = "event_ping_pong", .unit = "ns", .run = run_ping_pong, .cpus = 1};

/* --- timers ----------------------------------------------------------------------------------- */

static double
run_timer(void)
{
    static KTIMER Timer;
    LARGE_INTEGER Soon = {.QuadPart = -1};
    uint64_t start;

    KeInitializeTimer(&Timer);
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        KeSetTimer(&Timer, Soon, NULL);
        KeWaitForSingleObject(&Timer, Executive, KernelMode, FALSE, NULL);
    }
    return each(start, TIMES);
}

const struct benchmark timer_set_expire = {
    .name = "timer_set_expire", .unit = "ns", .run = run_timer, .cpus = 1};

/* --- pool ------------------------------------------------------------------------------------- */

static double
run_pool(void)
{
    uint64_t start = bench_ns();

    for (int i = 0; i < TIMES; i++) {
        ExFreePoolWithTag(ExAllocatePool2(POOL_FLAG_NON_PAGED, 64, 'hcnB'), 'hcnB');
    }
    return each(start, TIMES);
}

const struct benchmark pool_alloc_free = {
    .name = "pool_alloc_free", .unit = "ns", .run = run_pool, .cpus = 1};
