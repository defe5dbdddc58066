/*
 * bench/versus/stress.c - a racy driver under threads that run as fast as they can: stress <name>
 *
 * A pair of processors has a process with two threads. For each trial both meet, spin for a random
 * moment, and go: one writes while the other cancels the read that waits, or both write. Prints
 * seconds, trials, and trials that failed, of all processes.
 */
#define _GNU_SOURCE
#include "kernel.h"

#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../../bugs/drivers/public.h"

enum { DELAY_MOST = 256, MEET_SPINS = 10000 };

struct story {
    const char *driver;
    void (*before)(void);
    void (*each[2])(void);
    bool (*failed)(void); /* and makes good for the next trial */
};

static struct request reads, writes[2];

/* --- cancel_completion ------------------------------------------------------------------------ */

static void
read_waits(void)
{
    kernel_send(&reads, IRP_MJ_READ, 0, sizeof(ULONG));
}

static void
cancel(void)
{
    kernel_cancel(&reads);
}

static void
write_first(void)
{
    kernel_send(&writes[0], IRP_MJ_WRITE, 0, sizeof(ULONG));
}

static bool
is_not_completed_once(void)
{
    return reads.completions != 1;
}

/* --- list_race -------------------------------------------------------------------------------- */

static bool list_broke[2];

static void
nothing(void)
{
}

static void
write_or_break(unsigned i)
{
    if (setjmp(kernel_broken) == 0) {
        kernel_send(&writes[i], IRP_MJ_WRITE, 0, sizeof(ULONG));
    } else {
        list_broke[i] = true;
    }
}

static void
write_left(void)
{
    write_or_break(0);
}

static void
write_right(void)
{
    write_or_break(1);
}

static bool
is_list_wrong(void)
{
    static struct request drain;
    volatile bool failed = list_broke[0] || list_broke[1];

    if (!failed && setjmp(kernel_broken) == 0) {
        kernel_send(&drain, IRP_MJ_DEVICE_CONTROL, IOCTL_LIST_DRAIN, sizeof(ULONG));
        failed = drain.buffer[0] != 2;
    } else {
        failed = true;
    }
    if (failed) { // begin with an empty list again
        IoDeleteDevice(kernel_driver.DeviceObject);
        kernel_start();
    }
    list_broke[0] = list_broke[1] = false;
    return failed;
}

/* --- bench_once ------------------------------------------------------------------------------- */

/* Programs write what they have: as much as the other one only by chance. */
static void
write_some(unsigned i)
{
    static _Thread_local uint64_t random;

    random = random * 6364136223846793005u + 1442695040888963407u + i;
    kernel_send(&writes[i], IRP_MJ_WRITE, 0, 1 + (ULONG)(random >> 33) % DATA_MOST);
}

static void
write_some_left(void)
{
    write_some(0);
}

static void
write_some_right(void)
{
    write_some(1);
}

static bool
is_not_made_once(void)
{
    kernel_send(&reads, IRP_MJ_READ, 0, sizeof(ULONG));
    return reads.buffer[0] != 1;
}

static const struct story stories[] = {
    {"bench_once", nothing, {write_some_left, write_some_right}, is_not_made_once},
    {"cancel_completion", read_waits, {cancel, write_first}, is_not_completed_once},
    {"list_race", nothing, {write_left, write_right}, is_list_wrong},
};

/* --- two threads ------------------------------------------------------------------------------ */

static const struct story *story;
static unsigned round_number; /* the other one may go */
static unsigned arrived;
static bool over;

static void
wait_for(unsigned *what, unsigned value)
{
    for (unsigned spins = 0; __atomic_load_n(what, __ATOMIC_ACQUIRE) != value;) {
        if (++spins % MEET_SPINS == 0) {
            sched_yield();
        }
    }
}

static void
delay(uint64_t *random)
{
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    for (volatile unsigned i = 0; i < *random % DELAY_MOST; i++) {
    }
}

static void *
partner(void *unused)
{
    uint64_t random = 88172645463325252u;

    for (unsigned round = 1;; round++) {
        wait_for(&round_number, round);
        if (over) {
            return NULL;
        }
        delay(&random);
        story->each[1]();
        __atomic_store_n(&arrived, round, __ATOMIC_RELEASE);
    }
}

static double
now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
stress(double seconds, uint64_t *trials, uint64_t *failures)
{
    uint64_t random = 362436069362436069u;
    double end = now() + seconds;
    pthread_t thread;

    kernel_start();
    pthread_create(&thread, NULL, partner, NULL);
    while (now() < end) {
        story->before();
        __atomic_store_n(&round_number, round_number + 1, __ATOMIC_RELEASE);
        delay(&random);
        story->each[0]();
        wait_for(&arrived, round_number);
        ++*trials;
        *failures += story->failed();
    }
    over = true;
    __atomic_store_n(&round_number, round_number + 1, __ATOMIC_RELEASE);
    pthread_join(thread, NULL);
}

/* --- all processors --------------------------------------------------------------------------- */

static const struct story *
find_story(const char *driver)
{
    for (size_t i = 0; i < sizeof stories / sizeof stories[0]; i++) {
        if (strcmp(stories[i].driver, driver) == 0) {
            return &stories[i];
        }
    }
    fprintf(stderr, "no story about %s\n", driver);
    exit(2);
}

int
main(int argc, char **argv)
{
    double seconds = argc > 2 ? atof(argv[2]) : 5;
    unsigned pairs = (unsigned)sysconf(_SC_NPROCESSORS_ONLN) / 2;
    uint64_t *counts = mmap(NULL, 2 * sizeof *counts * (pairs + 1), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    uint64_t trials = 0, failures = 0;

    story = find_story(argc > 1 ? argv[1] : "");
    pairs = pairs == 0 ? 1 : pairs;
    for (unsigned i = 0; i < pairs; i++) {
        if (fork() == 0) {
            stress(seconds, &counts[2 * i], &counts[2 * i + 1]);
            _exit(0);
        }
    }
    while (wait(NULL) > 0) {
    }
    for (unsigned i = 0; i < pairs; i++) {
        trials += counts[2 * i];
        failures += counts[2 * i + 1];
    }
    printf("%.1f %llu %llu\n", seconds, (unsigned long long)trials, (unsigned long long)failures);
    return 0;
}
