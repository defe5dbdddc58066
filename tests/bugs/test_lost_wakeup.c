/*
 * bugs/test_lost_wakeup.c - a read waits for a write that comes at the wrong moment
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Reader, Writer;

static int
opens(void **state)
{
    Reader = bug_open(L"\\\\.\\LostWakeup");
    Writer = bug_open(L"\\\\.\\LostWakeup");
    return 0;
}

static void
writes(void *unused)
{
    assert_true(bug_write(Writer, 1));
}

static void
reads(void **state)
{
    HANDLE thread = sim_thread(writes, NULL);
    DWORD bytes;

    assert_true(ReadFile(Reader, NULL, 0, &bytes, NULL));
    sim_join(thread);
}

BUG("lost_wakeup", .shows = BUG_AS_DEADLOCK, .setup = {.before = opens, .test = reads})
