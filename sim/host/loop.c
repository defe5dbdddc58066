/*
 * host/loop.c - the host's events and the host's clock
 *
 * libuv carries what connects a machine with the outside. Its loop runs only while the machine
 * waits for the host's clock, on the host's stack; its callbacks note what has arrived and never
 * switch contexts. A run to which nothing is attached, at its own pace, never comes here.
 */
#include <time.h>
#include <uv.h>

#include "host.h"

enum { LOOP_MS = 1000000 };

static struct {
    uv_loop_t uv;
    uv_timer_t timer;
    bool open, fired;
    uint64_t epoch; /* the host's clock at virtual time 0 of this run */
    uint64_t last;  /* virtual time of the last call: an earlier one is another run's */
} loop;

uint64_t
hw_host_clock_ns(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

void
host_loop_open(void)
{
    if (loop.open) {
        return;
    }
    loop.open = true;
    if (uv_loop_init(&loop.uv) != 0 || uv_timer_init(&loop.uv, &loop.timer) != 0) {
        host_die("libuv gives no loop");
    }
}

static void
loop_fired(uv_timer_t *timer)
{
    loop.fired = true;
}

/* What arrives meanwhile is handled at once. */
static void
loop_wait(uint64_t ns)
{
    loop.fired = false;
    uv_update_time(&loop.uv);
    uv_timer_start(&loop.timer, loop_fired, ns / LOOP_MS, 0);
    while (!loop.fired) {
        uv_run(&loop.uv, UV_RUN_ONCE);
    }
}

static void
loop_sleep(uint64_t ns)
{
    struct timespec rest = {.tv_nsec = (int64_t)ns};

    clock_nanosleep(CLOCK_MONOTONIC, 0, &rest, NULL);
}

static void
loop_pace(void *argument)
{
    uint64_t until = *(uint64_t *)argument, now = hw_host_clock_ns();

    if (until > now + LOOP_MS) {
        loop_wait(until - now);
    } else {
        uv_run(&loop.uv, UV_RUN_NOWAIT);
    }
    now = hw_host_clock_ns();
    if (until > now) {
        loop_sleep(until - now < LOOP_MS ? until - now : LOOP_MS - 1);
    }
}

void
host_loop_pace(uint64_t virtual_ns)
{
    uint64_t until;

    host_loop_open();
    if (loop.epoch == 0 || virtual_ns < loop.last) {
        loop.epoch = hw_host_clock_ns() - virtual_ns;
    }
    loop.last = virtual_ns;
    until = loop.epoch + virtual_ns;
    hw_call_host(loop_pace, &until);
}
