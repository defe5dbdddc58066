/*
 * bugs/test_double_fetch.c - a thread changes a request while another one makes it
 */
// INSTRUMENT
#include <sim/race.h>
#include <sim/test.h>

#include <wdm.h>

#include "bugs.h"

static HANDLE File;
static volatile DOUBLE_FETCH_NAME Name;

static int
opens(void **state)
{
    File = bug_open(L"\\\\.\\DoubleFetch");
    Name.Length = 8;
    return 0;
}

/* Where the program is not instrumented, a search sees interlocked operations only. */
static void
changes_it(void *unused)
{
#if __has_feature(thread_sanitizer)
    Name.Length = DOUBLE_FETCH_MOST;
#else
    InterlockedExchange((volatile LONG *)&Name.Length, DOUBLE_FETCH_MOST);
#endif
}

static void
names_the_device(void **state)
{
    HANDLE thread = sim_thread(changes_it, NULL);
    DWORD bytes;

    assert_true(DeviceIoControl(File, IOCTL_DOUBLE_FETCH_NAME, (PVOID)&Name, sizeof Name, NULL, 0,
                                &bytes, NULL));
    sim_join(thread);
}

BUG("double_fetch", .shows = BUG_AS_BUGCHECK | BUG_AS_RACE,
    .codes = {BAD_POOL_HEADER, DRIVER_PAGE_FAULT_BEYOND_END_OF_ALLOCATION},
    .setup = {.before = opens, .test = names_the_device})
