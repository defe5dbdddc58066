/*
 * bugs/test_abba.c - credits are moved in both directions at once
 */
#include <sim/test.h>

#include "bugs.h"

static HANDLE Files[2];

static int
opens(void **state)
{
    Files[0] = bug_open(L"\\\\.\\Abba");
    Files[1] = bug_open(L"\\\\.\\Abba");
    return 0;
}

static void
move(HANDLE file, ULONG from, ULONG to)
{
    ABBA_MOVE move = {from, to, 1};
    DWORD bytes;

    assert_true(DeviceIoControl(file, IOCTL_ABBA_MOVE, &move, sizeof move, NULL, 0, &bytes, NULL));
}

static void
moves_back(void *unused)
{
    move(Files[1], 1, 0);
}

static void
moves_both_ways(void **state)
{
    HANDLE thread = sim_thread(moves_back, NULL);

    move(Files[0], 0, 1);
    sim_join(thread);
}

BUG("abba", .shows = BUG_AS_BUGCHECK, .codes = {DRIVER_VERIFIER_DETECTED_VIOLATION},
    .setup = {.before = opens, .test = moves_both_ways})
