/*
 * bugs/test_pending_mark.c - a read comes before the write that brings its data
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Reader, Writer;

static int
opens(void **state)
{
    Reader = bug_open(L"\\\\.\\PendingMark");
    Writer = bug_open(L"\\\\.\\PendingMark");
    return 0;
}

static void
reads(void *unused)
{
    DWORD bytes;

    assert_true(ReadFile(Reader, NULL, 0, &bytes, NULL));
}

static void
writes_meanwhile(void **state)
{
    HANDLE thread = sim_thread(reads, NULL);

    assert_true(bug_write(Writer, 1));
    sim_join(thread);
}

BUG("pending_mark", .shows = BUG_AS_BUGCHECK, .codes = {DRIVER_VERIFIER_IOMANAGER_VIOLATION},
    .setup = {.before = opens, .test = writes_meanwhile})
