/*
 * sim/search/noreturn.c - from where on a failure can hardly be avoided any more
 *
 * The first records of the trace are repeated, what follows is random. If nearly all such schedules
 * fail, what makes them fail has happened by then. The shortest such beginning is found by
 * bisection.
 */
#include "searchi.h"

enum { TRIES = 50, HARDLY_AVOIDED = 45 };

static void
after_begin(void)
{
    draw_begin();
}

static bool
is_repeating(void)
{
    return search->replay_done < search->replay_limit;
}

static unsigned
after_turn(const struct turn *turn)
{
    return (is_repeating() ? plan_replay : plan_random).turn(turn);
}

static unsigned
after_answer(enum search_question question, unsigned n)
{
    return (is_repeating() ? plan_replay : plan_random).answer(question, n);
}

static uint32_t
after_skip(unsigned context)
{
    return is_repeating() ? plan_replay.skip(context) : SEARCH_NEVER;
}

static const struct plan plan_after = {.strategy = SEARCH_REPLAY,
                                       .begin = after_begin,
                                       .turn = after_turn,
                                       .answer = after_answer,
                                       .skip = after_skip};

static bool
is_too_late(uint32_t records)
{
    unsigned failed = 0;

    for (unsigned i = 0; i < TRIES && failed + TRIES - i >= HARDLY_AVOIDED; i++) {
        search->number = i;
        replay_load(search->found, search->found_count);
        search->replay_limit = records;
        failed += schedule_run(&plan_after) == search->result.failure;
    }
    return failed >= HARDLY_AVOIDED;
}

uint32_t
noreturn_find(void)
{
    uint32_t low = 0, high = search->found_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (is_too_late(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return high;
}
