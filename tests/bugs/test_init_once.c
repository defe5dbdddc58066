/*
 * bugs/test_init_once.c - two programs use a table for the first time
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\InitOnce");
    Files[1] = bug_open(L"\\\\.\\InitOnce");
    return 0;
}

static void
looks_up(void *file)
{
    ULONG square;

    assert_true(bug_control(file, IOCTL_TABLE_LOOK_UP, 3, &square));
    assert_int_equal(square, 9);
}

static void
look_up_at_once(void **state)
{
    HANDLE thread = sim_thread(looks_up, Files[1]);

    looks_up(Files[0]);
    sim_join(thread);
}

BUG("init_once", .shows = BUG_AS_ASSERTION | BUG_AS_RACE,
    .setup = {.before = opens, .test = look_up_at_once, .search.memory = SIM_ARM})
