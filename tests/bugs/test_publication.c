/*
 * bugs/test_publication.c - a table is looked up while it is published
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Reader, Owner;

static int
opens(void **state)
{
    Reader = bug_open(L"\\\\.\\Publication");
    Owner = bug_open(L"\\\\.\\Publication");
    return 0;
}

static void
publishes(void *unused)
{
    assert_true(bug_control(Owner, IOCTL_TABLE_SET, 0, NULL));
}

static void
looks_up_meanwhile(void **state)
{
    HANDLE thread = sim_thread(publishes, NULL);
    ULONG square;

    if (bug_control(Reader, IOCTL_TABLE_LOOK_UP, 3, &square)) {
        assert_int_equal(square, 9);
    } else {
        assert_int_equal(GetLastError(), ERROR_NOT_FOUND);
    }
    sim_join(thread);
}

BUG("publication", .shows = BUG_AS_ASSERTION | BUG_AS_RACE | BUG_AS_BUGCHECK, .codes = {0xC4},
    .setup = {.before = opens, .test = looks_up_meanwhile, .search.memory = SIM_ARM})
