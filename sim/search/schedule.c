/*
 * sim/search/schedule.c - one schedule from beginning to end, and the budget for more
 */
#include "searchi.h"

static void
count_schedule(void)
{
    struct search_result *result = &search->result;

    if (search->repeating) {
        result->repeats++;
        return;
    }
    result->schedules++;
    result->steps += search->steps;
    if (search->steps > result->longest) {
        result->longest = search->steps;
    }
}

uint32_t
schedule_run(const struct plan *plan)
{
    uint32_t failure;

    turn_begin(plan);
    plan->begin();
    failure = search->run(search->owner);
    count_schedule();
    if (search->endless) {
        return SEARCH_ENDLESS;
    }
    return search->stopped ? 0 : failure;
}

/* The host's clock is looked at now and then: it only cuts short what runs for too long. */
bool
schedule_none_left(void)
{
    enum { LOOK = 64 };
    struct search_result *result = &search->result;

    if (result->schedules >= search->config.schedules) {
        result->end = SEARCH_SPENT;
        return true;
    }
    if (search->deadline_ns != 0 && result->schedules % LOOK == 0 &&
        hw_host_clock_ns() >= search->deadline_ns) {
        result->end = SEARCH_CUT_SHORT;
        return true;
    }
    return false;
}
