/*
 * bugs/test_timer_unload.c - a driver is unloaded when its timer expires
 */
#include "unload.h"

static HANDLE File;

static int
opens(void **state)
{
    File = bug_open(L"\\\\.\\TimerUnload");
    bug_have_a_worker();
    return 0;
}

static void
starts_the_timer(void *unused)
{
    assert_true(bug_control(File, IOCTL_TIMER_START, 0, NULL));
    CloseHandle(File);
}

static void
unloads_when_it_expires(void **state)
{
    HANDLE thread = sim_thread(starts_the_timer, NULL);

    Sleep(1);
    sim_join(thread);
    bug_unload();
}

BUG("timer_unload", .frees = true, .shows = BUG_AS_BUGCHECK | BUG_AS_RACE | BUG_AS_LEAK,
    .codes = {DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS,
              DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, DRIVER_CAUGHT_MODIFYING_FREED_POOL,
              TIMER_OR_DPC_INVALID},
    .setup = {.before = opens, .test = unloads_when_it_expires, .cpus = 3})
