/*
 * bugs/test_csq_cleanup.c - a file is closed while a thread begins to read from it
 */
#include <sim/test.h>

#include "bugs.h"

enum { MINUTE_MS = 60000 };

static HANDLE File;
static OVERLAPPED Read;
static ULONG Value;

static int
opens(void **state)
{
    File = sim_open(L"\\\\.\\CsqCleanup");
    Read = (OVERLAPPED){.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL)};
    return 0;
}

static void
closes(void *unused)
{
    CloseHandle(File);
}

static void
reads(void **state)
{
    HANDLE thread = sim_thread(closes, NULL);

    if (!ReadFile(File, &Value, sizeof Value, NULL, &Read) && GetLastError() == ERROR_IO_PENDING) {
        assert_int_equal(WaitForSingleObject(Read.hEvent, MINUTE_MS), WAIT_OBJECT_0);
    }
    sim_join(thread);
}

BUG("csq_cleanup", .shows = BUG_AS_ASSERTION | BUG_AS_DEADLOCK,
    .setup = {.before = opens, .test = reads})
