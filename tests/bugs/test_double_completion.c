/*
 * bugs/test_double_completion.c - a write comes while another one is under way
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\DoubleCompletion");
    Files[1] = bug_open(L"\\\\.\\DoubleCompletion");
    return 0;
}

static void
writes(void *file)
{
    if (!bug_write(file, 1)) {
        assert_int_equal(GetLastError(), ERROR_BUSY);
    }
}

static void
write_at_once(void **state)
{
    HANDLE thread = sim_thread(writes, Files[1]);

    writes(Files[0]);
    sim_join(thread);
}

BUG("double_completion", .shows = BUG_AS_BUGCHECK,
    .codes = {MULTIPLE_IRP_COMPLETE_REQUESTS, DRIVER_VERIFIER_DETECTED_VIOLATION,
              DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL},
    .setup = {.before = opens, .test = write_at_once})
