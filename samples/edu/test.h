/*
 * samples/edu/test.h - what the tests of the edu driver share
 */
#ifndef EDU_TEST_H
#define EDU_TEST_H

#include <sim/edu.h>
#include <sim/test.h>

#include "public.h"

#define EDU .driver = "edu", .device = &sim_edu, .after = the_card_was_treated_well
/* A hundred runs, in each of which all that hardware leaves open turns out differently. */
#define HUNDRED_SEEDS .policy = SIM_RANDOM, .seed = 1, .seeds = 100
/* Three hundred schedules, each of which another one might have been (sim/explore.h). */
#define SCHEDULES                                                                                  \
    .explore = SIM_AUTO, .search.schedules = 300, .before = the_card_has_an_hour_for_a_request

/* The driver never touched a register that the card does not have. */
static inline int
the_card_was_treated_well(void **state)
{
    return sim_device_find("edu", 0) == NULL ? 0 : (int)sim_device_refused(sim_device("edu", 0));
}

static inline HANDLE
open_card(void)
{
    return sim_open(L"\\\\.\\Edu0");
}

/* --- requests that the caller waits for ------------------------------------------------------- */

static inline BOOL
control(HANDLE file, DWORD code, ULONG in, ULONG *out)
{
    DWORD bytes;

    return DeviceIoControl(file, code, &in, sizeof in, out, sizeof *out, &bytes, NULL);
}

static inline void
set_timeout(HANDLE file, ULONG milliseconds)
{
    ULONG unused;

    assert_true(control(file, IOCTL_EDU_SET_TIMEOUT, milliseconds, &unused));
}

/* In a search, seconds may pass where a processor could have gone on. */
static inline int
the_card_has_an_hour_for_a_request(void **state)
{
    HANDLE file = open_card();

    set_timeout(file, 3600000);
    return !CloseHandle(file);
}

static inline EDU_INFORMATION
information(HANDLE file)
{
    EDU_INFORMATION information;
    DWORD bytes;

    assert_true(DeviceIoControl(file, IOCTL_EDU_INFORMATION, NULL, 0, &information,
                                sizeof information, &bytes, NULL));
    assert_int_equal(bytes, sizeof information);
    return information;
}

/* --- requests in flight ----------------------------------------------------------------------- */

struct request {
    OVERLAPPED overlapped;
    HANDLE file;
    ULONG value;
};

static inline void
start_factorial(struct request *r, HANDLE file, ULONG n)
{
    *r = (struct request){.file = file, .value = n};
    r->overlapped.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
    DeviceIoControl(file, IOCTL_EDU_FACTORIAL, &r->value, sizeof r->value, &r->value,
                    sizeof r->value, NULL, &r->overlapped);
}

static inline NTSTATUS
finish(struct request *r)
{
    enum { MINUTE_MS = 60000 };

    if (!HasOverlappedIoCompleted(&r->overlapped)) {
        assert_int_equal(WaitForSingleObject(r->overlapped.hEvent, MINUTE_MS), WAIT_OBJECT_0);
    }
    assert_true(CloseHandle(r->overlapped.hEvent));
    return (NTSTATUS)r->overlapped.Internal;
}

/* The card takes so long for a factorial, whatever n is. */
static inline void
slow_card(uint64_t ns)
{
    struct sim_edu_timing timing = sim_edu_timing;

    timing.factorial = (struct sim_latency){ns, ns, ns};
    timing.factorial_step = (struct sim_latency){0, 0, 0};
    sim_edu_set_timing(sim_device("edu", 0), &timing);
}

#endif
