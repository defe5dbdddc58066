/*
 * bugs/test_rundown.c - a table goes while a program uses it
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE User, Owner;

static int
opens(void **state)
{
    User = bug_open(L"\\\\.\\Rundown");
    Owner = bug_open(L"\\\\.\\Rundown");
    return 0;
}

static void
stops(void *unused)
{
    assert_true(bug_control(Owner, IOCTL_RUNDOWN_STOP, 0, NULL));
}

static void
sums_meanwhile(void **state)
{
    HANDLE thread = sim_thread(stops, NULL);
    ULONG sum;

    if (bug_control(User, IOCTL_RUNDOWN_SUM, 0, &sum)) {
        assert_int_equal(sum, RUNDOWN_ROWS * RUNDOWN_ROW);
    } else {
        assert_int_equal(GetLastError(), ERROR_NOT_READY);
    }
    sim_join(thread);
}

BUG("rundown", .shows = BUG_AS_ASSERTION | BUG_AS_RACE | BUG_AS_BUGCHECK,
    .codes = {DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL},
    .setup = {.before = opens, .test = sums_meanwhile})
