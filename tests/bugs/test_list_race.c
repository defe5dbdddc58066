/*
 * bugs/test_list_race.c - two processors insert into one list
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\ListRace");
    Files[1] = bug_open(L"\\\\.\\ListRace");
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
    ULONG count;

    writes(Files[0]);
    sim_join(thread);
    assert_true(bug_control(Files[0], IOCTL_LIST_DRAIN, 0, &count));
    assert_int_equal(count, 2);
}

BUG("list_race", .shows = BUG_AS_ASSERTION | BUG_AS_RACE | BUG_AS_BUGCHECK,
    .codes = {KERNEL_SECURITY_CHECK_FAILURE}, .setup = {.before = opens, .test = write_at_once})
