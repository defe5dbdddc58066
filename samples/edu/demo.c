/*
 * samples/edu/demo.c - the edu driver under load: four threads, and what that costs
 *
 *      demo [--live] [processors]
 *
 * All figures are in virtual time, except the one that says so: the same on every machine, every
 * time. With --live the card is slow, virtual time follows the host's clock, and progress is shown.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <sim/edu.h>
#include <sim/test.h>

#include "demo.h"
#include "public.h"

enum {
    THREADS = 4,
    ROUNDS = 1000,
    LIVE_ROUNDS = 30,
    LIVE_NS = 10000000,
    REPORT_MS = 250,
    BYTES = 64
};

static struct {
    bool live;
    unsigned rounds;
    bool over;
    struct measured measured;
} demo;

/* --- the workload ----------------------------------------------------------------------------- */

static BOOL
request(HANDLE file, unsigned kind, unsigned thread)
{
    char bytes[BYTES] = "what a program sends";
    OVERLAPPED at = {.Offset = thread * BYTES};
    ULONG n = 3 + thread;
    DWORD done;

    switch (kind) {
    case 0:
        return DeviceIoControl(file, IOCTL_EDU_FACTORIAL, &n, sizeof n, &n, sizeof n, &done, NULL);
    case 1:
        return WriteFile(file, bytes, sizeof bytes, &done, &at);
    default:
        return ReadFile(file, bytes, sizeof bytes, &done, &at);
    }
}

static void
measure(HANDLE file, unsigned kind, unsigned thread)
{
    struct measured *m = &demo.measured;
    uint64_t start = sim_time_ns();

    if (!request(file, kind, thread)) {
        fail_msg("%s: error %u", kind_names[kind], GetLastError());
    }
    if (m->count[kind] < MOST_SAMPLES) {
        m->latency_ns[kind][m->count[kind]++] = (uint32_t)(sim_time_ns() - start);
    }
}

static void
work(void *number)
{
    HANDLE file =
        CreateFileW(L"\\\\.\\Edu0", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);

    assert_true(file != INVALID_HANDLE_VALUE);
    for (unsigned round = 0; round < demo.rounds; round++) {
        for (unsigned kind = 0; kind < KINDS; kind++) {
            measure(file, kind, *(unsigned *)number);
        }
    }
    assert_true(CloseHandle(file));
}

static void
show_progress(void *unused)
{
    while (!demo.over) {
        Sleep(REPORT_MS);
        fprintf(stderr, "\r%6.2f s   %6u requests ", (double)sim_time_ns() / 1e9,
                demo.measured.count[0] + demo.measured.count[1] + demo.measured.count[2]);
    }
    fprintf(stderr, "\n");
}

/* --- what it costs ---------------------------------------------------------------------------- */

static struct sim_statistics before[SIM_MAX_CPUS];

static void
start_counting(void)
{
    for (unsigned i = 0; i < sim_cpu_count(); i++) {
        before[i] = sim_statistics(i);
    }
}

static void
stop_counting(struct measured *m)
{
    m->cpus = sim_cpu_count();
    for (unsigned i = 0; i < m->cpus; i++) {
        struct sim_statistics of = sim_statistics(i);
        uint64_t busy_ns = of.busy_ns - before[i].busy_ns;

        m->interrupts += of.interrupts - before[i].interrupts;
        m->dpcs += of.dpcs - before[i].dpcs;
        m->context_switches += of.context_switches - before[i].context_switches;
        if (busy_ns > m->busy_ns) {
            m->busy_ns = busy_ns;
            m->busiest = i;
        }
    }
}

/* One request with nobody else about: the trace of it is easy to read. */
static void
ask_once(void)
{
    HANDLE file = sim_open(L"\\\\.\\Edu0");
    uint64_t first = sim_trace_count();

    assert_true(request(file, 0, 0));
    for (unsigned i = 0; i < TRACE_LINES; i++) {
        sim_trace_line(first + i, demo.measured.trace[i], LINE);
    }
    assert_true(CloseHandle(file));
}

static void
run_threads(void)
{
    static unsigned numbers[THREADS];
    HANDLE threads[THREADS];

    for (unsigned i = 0; i < THREADS; i++) {
        numbers[i] = i;
        threads[i] = sim_thread(work, &numbers[i]);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        sim_join(threads[i]);
    }
}

static void
slow_card(void)
{
    static const struct sim_latency slow = {LIVE_NS, LIVE_NS, LIVE_NS}, none;
    struct sim_edu_timing timing = {slow, none, slow, none};

    sim_edu_set_timing(sim_device("edu", 0), &timing);
}

static void
body(void **state)
{
    struct measured *m = &demo.measured;
    HANDLE progress = NULL;
    uint64_t start;

    if (demo.live) {
        slow_card();
        progress = sim_thread(show_progress, NULL);
    }
    ask_once();
    start_counting();
    start = sim_time_ns();
    run_threads();
    m->virtual_ns = sim_time_ns() - start;
    stop_counting(m);
    m->events = sim_trace_count();
    demo.over = true;
    if (progress != NULL) {
        sim_join(progress);
    }
}

/* --- main ------------------------------------------------------------------------------------- */

static uint64_t
host_ns(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

int
main(int argc, char **argv)
{
    struct sim_setup setup = {
        .name = "demo", .test = body, .driver = "edu", .device = &sim_edu, .cpus = 4};
    struct sim_result result;
    uint64_t start = host_ns();

    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--live") == 0) {
            demo.live = true;
        } else {
            setup.cpus = (unsigned)atoi(argv[i]);
        }
    }
    setup.paced = demo.live;
    demo.rounds = demo.live ? LIVE_ROUNDS : ROUNDS;
    result = sim_boot(&setup);
    demo.measured.host_ns = host_ns() - start;
    demo.measured.trace_hash = result.trace_hash;
    if (!result.failed) {
        print_table(&demo.measured);
    }
    return result.failed;
}
