/*
 * bugs/test_timer_rearm.c - a poll is stopped when its timer expires
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\TimerRearm");
    Files[1] = bug_open(L"\\\\.\\TimerRearm");
    return 0;
}

static void
starts(void *unused)
{
    assert_true(bug_control(Files[1], IOCTL_TIMER_START, 0, NULL));
}

static void
stops_when_it_expires(void **state)
{
    HANDLE thread = sim_thread(starts, NULL);

    Sleep(1);
    sim_join(thread);
    assert_true(bug_control(Files[0], IOCTL_TIMER_STOP, 0, NULL));
    Sleep(2);
}

BUG("timer_rearm", .shows = BUG_AS_BUGCHECK | BUG_AS_RACE,
    .codes = {TIMER_OR_DPC_INVALID, SYSTEM_SERVICE_EXCEPTION, DRIVER_CAUGHT_MODIFYING_FREED_POOL,
              DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL},
    .setup = {.before = opens, .test = stops_when_it_expires, .cpus = 3})
