/*
 * sim/search/pct.c - probabilistic concurrency testing (Burckhardt et al. 2010)
 *
 * Each context has a random priority, and the highest that can go on does. At depth - 1 random
 * steps the one whose turn it is falls below all others. In n contexts and k steps, an error that
 * takes depth ordered events is found with a probability of at least 1 / (n * k^(depth - 1)).
 *
 * k is the longest schedule so far. Whoever polls falls below everybody.
 */
#include <string.h>

#include "searchi.h"

#define PCT_RANDOM ((uint64_t)1 << 63) /* first priorities are above this ... */
#define PCT_CHANGED                                                                                \
    ((uint64_t)1 << 62) /* ... those at changes a little above this, and polling
                                           ones below */

static bool
is_drawn(uint64_t step, uint32_t drawn)
{
    for (uint32_t i = 0; i < drawn; i++) {
        if (search->change[i] == step) {
            return true;
        }
    }
    return false;
}

/* Another step than those drawn before, if there are as many. */
static uint64_t
draw_change(uint32_t drawn, uint32_t k)
{
    uint64_t step;

    do {
        step = 1 + draw_below(k);
    } while (drawn < k && is_drawn(step, drawn));
    return step;
}

static void
pct_begin(void)
{
    uint64_t longest = search->result.longest != 0 ? search->result.longest : 1;

    draw_begin();
    memset(search->priority, 0, sizeof search->priority);
    search->lowest = PCT_CHANGED;
    search->changes = search->depth - 1 < CHANGES_MAX ? search->depth - 1 : CHANGES_MAX;
    for (uint32_t i = 0; i < search->changes; i++) {
        search->change[i] = draw_change(i, (uint32_t)longest);
    }
}

static void
pct_begin_as_configured(void)
{
    search->depth = search->config.depth;
    pct_begin();
}

static void
lower(const struct turn *turn)
{
    for (uint32_t i = 0; i < search->changes; i++) {
        if (search->change[i] == search->steps) {
            search->priority[turn->current] = PCT_CHANGED + i + 1;
        }
    }
    for (uint64_t rest = search->yielded; rest != 0; rest &= rest - 1) {
        search->priority[lowest_of(rest)] = search->lowest--;
    }
}

static unsigned
pct_turn(const struct turn *turn)
{
    unsigned best = lowest_of(turn->able);

    for (uint64_t rest = turn->able; rest != 0; rest &= rest - 1) {
        uint64_t *priority = &search->priority[lowest_of(rest)];

        *priority = *priority != 0 ? *priority : draw() | PCT_RANDOM;
    }
    lower(turn);
    for (uint64_t rest = turn->able; rest != 0; rest &= rest - 1) {
        unsigned i = lowest_of(rest);

        best = search->priority[i] > search->priority[best] ? i : best;
    }
    return best;
}

const struct plan plan_pct = {.strategy = SEARCH_PCT,
                              .begin = pct_begin_as_configured,
                              .turn = pct_turn,
                              .answer = draw_answer};

/* For a mix, which has set the depth. */
const struct plan plan_pct_mixed = {
    .strategy = SEARCH_PCT, .begin = pct_begin, .turn = pct_turn, .answer = draw_answer};
