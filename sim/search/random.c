/*
 * sim/search/random.c - random walks: dense, at each step; sparse, at any access
 */
#include "searchi.h"

static unsigned
random_turn(const struct turn *turn)
{
    return (turn->able & (turn->able - 1)) == 0 ? turn->usual : draw_one_of(turn->able);
}

const struct plan plan_random = {
    .strategy = SEARCH_RANDOM, .begin = draw_begin, .turn = random_turn, .answer = draw_answer};

/* --- discovery: now and then somebody else goes on, wherever the current context is ----------- */

enum { DISCOVERY_CALLS = 8 }; /* one in so many known points */

/* If nobody says how sparse: of each order of magnitude. */
static void
discovery_begin(void)
{
    static const uint32_t samples[] = {10, 100, 1000};

    draw_begin();
    search->sample = search->config.sample;
    if (search->sample == 0) {
        search->sample = samples[draw_below(sizeof samples / sizeof samples[0])];
    }
}

static unsigned
discovery_turn(const struct turn *turn)
{
    uint64_t others = turn->able & ~bit_of(turn->current);

    if (others == 0 || (turn->point <= SEARCH_ACCESS && draw_below(DISCOVERY_CALLS) != 0)) {
        return turn->usual;
    }
    return draw_one_of(others);
}

static uint32_t
discovery_skip(unsigned context)
{
    return draw_skip(search->sample);
}

const struct plan plan_discovery = {.strategy = SEARCH_DISCOVERY,
                                    .begin = discovery_begin,
                                    .turn = discovery_turn,
                                    .answer = draw_answer,
                                    .skip = discovery_skip};
