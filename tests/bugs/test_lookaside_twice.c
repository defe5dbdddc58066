/*
 * bugs/test_lookaside_twice.c - a request is completed and times out at once
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
a_request_is_under_way(void **state)
{
    Files[0] = bug_open(L"\\\\.\\LookasideTwice");
    Files[1] = bug_open(L"\\\\.\\LookasideTwice");
    assert_true(bug_control(Files[0], IOCTL_CONTEXT_BEGIN, 0, NULL));
    return 0;
}

static void
ends_it(void *file)
{
    if (!bug_control(file, IOCTL_CONTEXT_END, 0, NULL)) {
        assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    }
}

static void
two_more_requests_have_their_own_memory(void)
{
    for (ULONG slot = 0; slot < 2; slot++) {
        assert_true(bug_control(Files[0], IOCTL_CONTEXT_BEGIN, slot, NULL));
    }
    for (ULONG slot = 0; slot < 2; slot++) {
        ULONG its;

        assert_true(bug_control(Files[0], IOCTL_CONTEXT_SLOT, slot, &its));
        assert_int_equal(its, slot);
    }
}

static void
ends_twice_at_once(void **state)
{
    HANDLE thread = sim_thread(ends_it, Files[1]);

    ends_it(Files[0]);
    sim_join(thread);
    two_more_requests_have_their_own_memory();
}

BUG("lookaside_twice", .shows = BUG_AS_ASSERTION | BUG_AS_BUGCHECK,
    .codes = {BAD_POOL_CALLER, DRIVER_CAUGHT_MODIFYING_FREED_POOL},
    .setup = {.before = a_request_is_under_way, .test = ends_twice_at_once})
