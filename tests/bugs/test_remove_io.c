/*
 * bugs/test_remove_io.c - a device is pulled out while a program reads
 */
#include <sim/edu.h>
#include <sim/test.h>

#include "bugs.h"

enum { BYTES = 8 };

static HANDLE File;

static int
opens(void **state)
{
    File = bug_open(L"\\\\.\\RemoveIo");
    return 0;
}

static void
reads(void *unused)
{
    char buffer[BYTES];
    DWORD bytes;

    if (ReadFile(File, buffer, sizeof buffer, &bytes, NULL)) {
        assert_int_equal(bytes, BYTES);
        for (unsigned i = 0; i < BYTES; i++) {
            assert_int_equal(buffer[i], 'r');
        }
    } else {
        assert_int_equal(GetLastError(), ERROR_DEVICE_REMOVED);
    }
}

static void
pulls_out(void **state)
{
    HANDLE thread = sim_thread(reads, NULL);

    sim_surprise_remove(sim_device("edu", 0));
    sim_join(thread);
    CloseHandle(File);
}

BUG("remove_io", .frees = true, .shows = BUG_AS_BUGCHECK | BUG_AS_RACE | BUG_AS_ASSERTION,
    .codes = {DRIVER_PAGE_FAULT_IN_FREED_SPECIAL_POOL, SYSTEM_SERVICE_EXCEPTION,
              PAGE_FAULT_IN_NONPAGED_AREA},
    .setup = {.before = opens, .test = pulls_out, .device = &sim_edu})
