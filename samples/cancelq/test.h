/*
 * samples/cancelq/test.h - what the tests of the meter share
 */
#ifndef CANCELQ_TEST_H
#define CANCELQ_TEST_H

#include <sim/test.h>

#define METER .driver = "cancelq"
/* Fifty runs, in each of which all that is left open turns out differently. */
#define SEEDS .policy = SIM_RANDOM, .seed = 1, .seeds = 50
/* Three hundred schedules, each of which another one might have been (sim/explore.h). */
#define SCHEDULES .explore = SIM_AUTO, .search.schedules = 300

enum { PERIOD_MS = 100, MINUTE_MS = 60000 };

static inline HANDLE
open_meter(void)
{
    return sim_open(L"\\\\.\\Meter");
}

/* --- reads in flight -------------------------------------------------------------------------- */

struct reading {
    OVERLAPPED overlapped;
    ULONG value;
};

static inline void
start_read(struct reading *r, HANDLE meter)
{
    *r = (struct reading){.value = ~0u};
    r->overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    assert_false(ReadFile(meter, &r->value, sizeof r->value, NULL, &r->overlapped));
    assert_int_equal(GetLastError(), ERROR_IO_PENDING);
}

static inline NTSTATUS
finish(struct reading *r)
{
    assert_int_equal(WaitForSingleObject(r->overlapped.hEvent, MINUTE_MS), WAIT_OBJECT_0);
    assert_true(CloseHandle(r->overlapped.hEvent));
    return (NTSTATUS)r->overlapped.Internal;
}

#endif
