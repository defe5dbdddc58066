/*
 * bugs/test_dpc_dispatch.c - two threads write at once
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\DpcDispatch");
    Files[1] = bug_open(L"\\\\.\\DpcDispatch");
    return 0;
}

static void
writes(void *file)
{
    assert_true(bug_write(file, 1));
}

static void
write_at_once(void **state)
{
    HANDLE thread = sim_thread(writes, Files[1]);
    ULONG left;

    writes(Files[0]);
    sim_join(thread);
    assert_true(bug_control(Files[0], IOCTL_DPC_DISPATCH_IN_FLIGHT, 0, &left));
    assert_int_equal(left, 0);
}

BUG("dpc_dispatch", .shows = BUG_AS_RACE | BUG_AS_ASSERTION,
    .setup = {.before = opens, .test = write_at_once})
