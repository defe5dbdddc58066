/*
 * bugs/test_ref_leak.c - two programs listen, and only one can
 */
#include <ntifs.h>
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2], Events[2];

static int
opens(void **state)
{
    for (unsigned i = 0; i < 2; i++) {
        Files[i] = bug_open(L"\\\\.\\RefLeak");
        Events[i] = CreateEventW(NULL, TRUE, FALSE, NULL);
    }
    return 0;
}

static void
listens(void *which)
{
    unsigned i = which == NULL ? 0 : 1;
    DWORD bytes;

    if (!DeviceIoControl(Files[i], IOCTL_NOTIFY_EVENT, &Events[i], sizeof Events[i], NULL, 0,
                         &bytes, NULL)) {
        assert_int_equal(GetLastError(), ERROR_BUSY);
    }
    assert_true(bug_control(Files[i], IOCTL_NOTIFY_SEND, 0, NULL));
}

static void
nobody_else_has_it(HANDLE event)
{
    PUBLIC_OBJECT_BASIC_INFORMATION information;

    assert_nt_success(
        NtQueryObject(event, ObjectBasicInformation, &information, sizeof information, NULL));
    assert_int_equal(information.PointerCount, 1);
}

static void
listen_at_once(void **state)
{
    HANDLE thread = sim_thread(listens, &Files[1]);

    listens(NULL);
    sim_join(thread);
    nobody_else_has_it(Events[0]);
    nobody_else_has_it(Events[1]);
}

BUG("ref_leak", .shows = BUG_AS_ASSERTION | BUG_AS_LEAK,
    .setup = {.before = opens, .test = listen_at_once})
