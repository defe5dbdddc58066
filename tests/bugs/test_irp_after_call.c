/*
 * bugs/test_irp_after_call.c - two reads at once, of which one has to wait
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\BugsPort");
    Files[1] = bug_open(L"\\\\.\\BugsPort");
    return 0;
}

static void
reads(void *file)
{
    DWORD bytes;

    assert_true(ReadFile(file, NULL, 0, &bytes, NULL));
}

static void
read_at_once(void **state)
{
    HANDLE thread = sim_thread(reads, Files[1]);

    reads(Files[0]);
    sim_join(thread);
}

BUG("irp_after_call", .shows = BUG_AS_BUGCHECK,
    .codes = {DRIVER_VERIFIER_DETECTED_VIOLATION, DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL},
    .below = "bugs_port", .setup = {.before = opens, .test = read_at_once})
