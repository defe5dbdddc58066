/*
 * tests/bench/lock.c - locks and lookaside lists of one thread, without contention
 *
 * Each figure is two gates (about 6 ns each: the IRQL rule, the count, the preemption point before
 * and after) around the routine's own work, and is bound by the gates. That work is, in
 * eresource_shared, the search for the owner and two probes; in push_lock, the checks of the
 * caller's APCs; in fast_mutex, the change of IRQL and the event that a release sets; in lookaside,
 * the fill of 48 bytes and their check.
 */
#include <ntddk.h>
#include <sim/test.h>

#include "bench.h"

enum { TIMES = 20000 };

static double
each(uint64_t start)
{
    return (double)(bench_ns() - start) / TIMES;
}

static double
run_resource(void)
{
    static ERESOURCE Resource;
    uint64_t start;
    double ns;

    ExInitializeResourceLite(&Resource);
    KeEnterCriticalRegion();
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        ExAcquireResourceSharedLite(&Resource, TRUE);
        ExReleaseResourceLite(&Resource);
    }
    ns = each(start);
    KeLeaveCriticalRegion();
    ExDeleteResourceLite(&Resource);
    return ns;
}

const struct benchmark eresource_shared = {
    .name = "eresource_shared", .unit = "ns", .run = run_resource, .cpus = 1};

static double
run_push_lock(void)
{
    static EX_PUSH_LOCK Lock;
    uint64_t start;
    double ns;

    ExInitializePushLock(&Lock);
    KeEnterCriticalRegion();
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        ExAcquirePushLockExclusive(&Lock);
        ExReleasePushLockExclusive(&Lock);
    }
    ns = each(start);
    KeLeaveCriticalRegion();
    return ns;
}

const struct benchmark push_lock = {
    .name = "push_lock", .unit = "ns", .run = run_push_lock, .cpus = 1};

static double
run_fast_mutex(void)
{
    static FAST_MUTEX Mutex;
    uint64_t start;

    ExInitializeFastMutex(&Mutex);
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        ExAcquireFastMutex(&Mutex);
        ExReleaseFastMutex(&Mutex);
    }
    return each(start);
}

const struct benchmark fast_mutex = {
    .name = "fast_mutex", .unit = "ns", .run = run_fast_mutex, .cpus = 1};

static double
run_lookaside(void)
{
    static NPAGED_LOOKASIDE_LIST List;
    uint64_t start;
    double ns;

    ExInitializeNPagedLookasideList(&List, NULL, NULL, 0, 64, 'hcnB', 0);
    start = bench_ns();
    for (int i = 0; i < TIMES; i++) {
        ExFreeToNPagedLookasideList(&List, ExAllocateFromNPagedLookasideList(&List));
    }
    ns = each(start);
    ExDeleteNPagedLookasideList(&List);
    return ns;
}

const struct benchmark lookaside = {
    .name = "lookaside", .unit = "ns", .run = run_lookaside, .cpus = 1};
