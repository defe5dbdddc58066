/*
 * host/watchdog.c - code that never comes back to the machine
 *
 * A timer of the host thread's processor time, so time in a debugger does not count, ticks ten
 * times a second; host_watchdog_alive, on every slow preemption point, starts the count again. When
 * the count is full, the code that runs faults (fault.c) with kind HW_FAULT_WATCHDOG.
 *
 *      off --host_watchdog_start--> counting --tick, count full, in code of ours--> fault
 *      off <--host_watchdog_start(0)--  count 0 <--host_watchdog_alive-- counting
 *
 * A tick inside the C library is let pass a few times: its locks may be held.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "faulti.h"
#include "sanitizer.h"

enum { WATCHDOG_TICK_MS = 100, WATCHDOG_PATIENCE = 10, WATCHDOG_SLOW_TOOL = 20 };

static struct {
    timer_t timer;
    bool made;
    unsigned limit; /* ticks */
    volatile unsigned count;
} watchdog;

static void
watchdog_make(void)
{
    struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGVTALRM};

    event._sigev_un._tid = gettid();
    if (timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &watchdog.timer) != 0) {
        host_die("timer_create: %s", strerror(errno));
    }
    watchdog.made = true;
}

void
host_watchdog_start(unsigned ms)
{
    struct timespec period = {.tv_nsec = ms != 0 ? WATCHDOG_TICK_MS * 1000000 : 0};
    struct itimerspec tick = {period, period};

    watchdog.count = 0;
    watchdog.limit = ms / WATCHDOG_TICK_MS * (RUNNING_ON_VALGRIND ? WATCHDOG_SLOW_TOOL : 1);
    if (!watchdog.made && ms == 0) {
        return;
    }
    if (!watchdog.made) {
        watchdog_make();
    }
    timer_settime(watchdog.timer, 0, &tick, NULL);
}

void
host_watchdog_alive(void)
{
    watchdog.count = 0;
}

static bool
watchdog_may_interrupt(const void *pc)
{
    return hw_module_at(pc) != NULL || host_libsim_offset(pc) != UINT64_MAX ||
           host_program_offset(pc) != UINT64_MAX;
}

bool
fault_watchdog_bites(const void *context)
{
    unsigned count = ++watchdog.count;

    if (count <= watchdog.limit || watchdog.limit == 0) {
        return false;
    }
    if (count <= watchdog.limit + WATCHDOG_PATIENCE &&
        !watchdog_may_interrupt((const void *)fault_pc(context))) {
        return false;
    }
    watchdog.count = 0;
    return true;
}
