/*
 * samples/event/test.h - what the tests of the alarm share
 */
#ifndef EVENT_TEST_H
#define EVENT_TEST_H

#include <sim/test.h>

#include "public.h"

#define ALARM .driver = "event"
/* Fifty runs, in each of which all that is left open turns out differently. */
#define SEEDS .policy = SIM_RANDOM, .seed = 1, .seeds = 50
/* Three hundred schedules, each of which another one might have been (sim/explore.h). */
#define SCHEDULES .explore = SIM_AUTO, .search.schedules = 300

/* A timer is up with the clock tick after its time, and ticks are 15.625 ms apart. */
enum { TICK_MS = 16, MINUTE_MS = 60000 };

static inline HANDLE
open_alarm(void)
{
    return sim_open(L"\\\\.\\Alarm");
}

static inline ULONG
now_ms(void)
{
    return (ULONG)(sim_time_ns() / 1000000);
}

#endif
