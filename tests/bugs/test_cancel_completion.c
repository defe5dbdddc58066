/*
 * bugs/test_cancel_completion.c - a read is cancelled while a write completes it
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Reader, Writer;
static OVERLAPPED Read;
static ULONG Value;

static int
a_read_waits(void **state)
{
    Reader = sim_open(L"\\\\.\\CancelCompletion");
    Writer = bug_open(L"\\\\.\\CancelCompletion");
    Read = (OVERLAPPED){0};
    ReadFile(Reader, &Value, sizeof Value, NULL, &Read);
    return 0;
}

static void
cancels(void *unused)
{
    CancelIoEx(Reader, &Read);
}

static void
writes(void **state)
{
    HANDLE thread = sim_thread(cancels, NULL);

    assert_true(bug_write(Writer, 7));
    sim_join(thread);
    assert_completes(Reader, &Read, STATUS_SUCCESS, STATUS_CANCELLED);
}

BUG("cancel_completion", .shows = BUG_AS_BUGCHECK | BUG_AS_RACE,
    .codes = {MULTIPLE_IRP_COMPLETE_REQUESTS, DRIVER_VERIFIER_DETECTED_VIOLATION,
              DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL},
    .setup = {.before = a_read_waits, .test = writes})
