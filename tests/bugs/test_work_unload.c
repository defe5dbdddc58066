/*
 * bugs/test_work_unload.c - a driver is unloaded after it has queued a work item
 */
#include "unload.h"

static HANDLE File;

static int
opens(void **state)
{
    File = bug_open(L"\\\\.\\WorkUnload");
    bug_have_a_worker();
    return 0;
}

static void
unloads_after_a_write(void **state)
{
    assert_true(bug_write(File, 1));
    CloseHandle(File);
    bug_unload();
}

BUG("work_unload", .shows = BUG_AS_BUGCHECK | BUG_AS_RACE,
    .codes = {DRIVER_UNLOADED_WITHOUT_CANCELLING_PENDING_OPERATIONS},
    .setup = {.before = opens, .test = unloads_after_a_write})
