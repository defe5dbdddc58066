/*
 * scenario/test_determinism.c - one seed, one run: in other processes, and again in the same one
 *
 * The scenario has four processors and something of everything: threads, locks, timers, DPCs,
 * device interrupts, requests that end at once, later, and by another processor.
 *
 *      determinism hash <policy> <seed>      prints the run's hash and where libsim was loaded
 */
#include "ke/ke_test.h"

#include "again.h"
#include "ke/bell_device.h"
#include "ke/drivers/bell/bell.h"

enum { PROCESSES = 5, SEEDS = 50, DIFFERENT = 40, THREADS = 4, ROUNDS = 5 };

static KSPIN_LOCK Lock;
static KMUTEX Mutex;
static KSEMAPHORE Semaphore;
static KTIMER Timer;
static KDPC Dpc;
static ULONG Shared;

/* --- the scenario ----------------------------------------------------------------------------- */

static VOID
Complete(HANDLE File, OVERLAPPED *Overlapped)
{
    assert_completes(File, Overlapped, STATUS_SUCCESS);
}

static void
rings(void *path)
{
    HANDLE h = sim_open(path);
    OVERLAPPED o = {.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

    for (ULONG i = 0; i < ROUNDS; i++) {
        ULONG Delay = 500 + sim_choose(5000);

        DeviceIoControl(h, i % 2 == 0 ? IOCTL_BELL_RING : IOCTL_BELL_RING_LOCKED, &Delay,
                        sizeof Delay, NULL, 0, NULL, &o);
        Complete(h, &o);
    }
    CloseHandle(o.hEvent);
    CloseHandle(h);
}

static void
reads(void *unused)
{
    HANDLE h = sim_open(L"\\\\.\\Later");

    for (ULONG i = 0; i < ROUNDS; i++) {
        UCHAR Buffer[100];
        OVERLAPPED o = {.Offset = i, .hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};

        ReadFile(h, Buffer, sizeof Buffer, NULL, &o);
        Complete(h, &o);
        CloseHandle(o.hEvent);
    }
    CloseHandle(h);
}

static VOID
Release(PKDPC Self, PVOID Context, PVOID Argument1, PVOID Argument2)
{
    KeReleaseSemaphore(&Semaphore, IO_NO_INCREMENT, 1, FALSE);
}

static void
contends(void *unused)
{
    for (ULONG i = 0; i < ROUNDS; i++) {
        PVOID Block = ExAllocatePoolWithTag(NonPagedPoolNx, 100 + i, 'mreT');
        KIRQL OldIrql;

        KeAcquireSpinLock(&Lock, &OldIrql);
        Shared++;
        KeStallExecutionProcessor(1);
        KeReleaseSpinLock(&Lock, OldIrql);
        Wait(&Mutex);
        Wait(&Semaphore);
        KeReleaseMutex(&Mutex, FALSE);
        ExFreePoolWithTag(Block, 'mreT');
    }
}

static void
scenario(void **state)
{
    HANDLE threads[THREADS];

    Shared = 0;
    KeInitializeSpinLock(&Lock);
    KeInitializeMutex(&Mutex, 0);
    KeInitializeSemaphore(&Semaphore, 0, MAXLONG);
    KeInitializeTimer(&Timer);
    KeInitializeDpc(&Dpc, Release, NULL);
    KeSetTimerEx(&Timer, AfterMs(1), 1, &Dpc);
    threads[0] = sim_thread(rings, L"\\\\.\\BellA");
    threads[1] = sim_thread(reads, NULL);
    threads[2] = sim_thread(contends, NULL);
    threads[3] = sim_thread(contends, NULL);
    for (ULONG i = 0; i < THREADS; i++) {
        sim_join(threads[i]);
    }
    KeCancelTimer(&Timer);
    KeFlushQueuedDpcs();
    assert_int_equal(Shared, 2 * ROUNDS);
}

static struct sim_result
run(enum sim_policy policy, uint64_t seed)
{
    struct sim_setup setup = {.name = "scenario",
                              .test = scenario,
                              .cpus = 4,
                              .device = &bell_device,
                              .driver = "bell",
                              .drivers = {"later"},
                              .policy = policy,
                              .seed = seed};
    struct sim_result result = sim_boot(&setup);

    assert_false(result.failed);
    return result;
}

static int
print_hash(char **argv)
{
    struct sim_result result =
        run(strcmp(argv[2], "random") == 0 ? SIM_RANDOM : SIM_TIMED, strtoull(argv[3], NULL, 10));

    printf("%llx %p\n", (unsigned long long)result.trace_hash, (void *)sim_boot);
    return result.failed;
}

/* --- the tests -------------------------------------------------------------------------------- */

struct elsewhere {
    unsigned long long hash;
    void *libsim;
};

static struct elsewhere
run_elsewhere(const char *arguments)
{
    struct elsewhere elsewhere;
    char text[4096];

    assert_int_equal(again_run(arguments, text, sizeof text), 0);
    assert_int_equal(sscanf(text, "%llx %p", &elsewhere.hash, &elsewhere.libsim), 2);
    return elsewhere;
}

static void
other_processes_run_the_same(enum sim_policy policy, const char *arguments, uint64_t seed)
{
    uint64_t hash = run(policy, seed).trace_hash;
    unsigned moved = 0;

    for (unsigned i = 0; i < PROCESSES; i++) {
        struct elsewhere elsewhere = run_elsewhere(arguments);

        assert_int_equal(elsewhere.hash, hash);
        moved += elsewhere.libsim != (void *)sim_boot;
    }
    if (moved == 0 && getenv("SIM_STRICT") == NULL) {
        print_message("addresses are not randomised here: nothing was shown about them\n");
        skip();
    }
    assert_true(moved > 0);
}

static void
a_timed_run_is_the_same_in_every_process(void **state)
{
    other_processes_run_the_same(SIM_TIMED, "hash timed 0", 0);
}

static void
a_seed_gives_the_same_run_in_every_process(void **state)
{
    other_processes_run_the_same(SIM_RANDOM, "hash random 77", 77);
}

static void
a_seed_gives_the_same_run_twice_in_one_process(void **state)
{
    struct sim_result first = run(SIM_RANDOM, 77), between = run(SIM_RANDOM, 78);
    struct sim_result second = run(SIM_RANDOM, 77);

    assert_int_equal(first.trace_hash, second.trace_hash);
    assert_int_equal(first.time_ns, second.time_ns);
    assert_int_not_equal(first.trace_hash, between.trace_hash);
}

static unsigned
count_different(const uint64_t *values, unsigned count)
{
    unsigned different = 0;

    for (unsigned i = 0; i < count; i++) {
        unsigned j = 0;

        while (values[j] != values[i]) {
            j++;
        }
        different += j == i;
    }
    return different;
}

static void
seeds_give_different_runs(void **state)
{
    uint64_t hashes[SEEDS];

    for (unsigned i = 0; i < SEEDS; i++) {
        hashes[i] = run(SIM_RANDOM, i).trace_hash;
    }
    assert_true(count_different(hashes, SEEDS) >= DIFFERENT);
}

int
main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_timed_run_is_the_same_in_every_process),
        cmocka_unit_test(a_seed_gives_the_same_run_in_every_process),
        cmocka_unit_test(a_seed_gives_the_same_run_twice_in_one_process),
        cmocka_unit_test(seeds_give_different_runs),
    };

    again_program = argv[0];
    if (argc == 4 && strcmp(argv[1], "hash") == 0) {
        return print_hash(argv);
    }
    return cmocka_run_group_tests_name(sim_test_group(argv[0]), tests, NULL, NULL);
}
