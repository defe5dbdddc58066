/*
 * sim/search/mix.c - what AUTO does when it could not try everything: some of each
 *
 * Which strategy schedule i has is a function of the seed and of i. Different errors are likely
 * under different ones: no single strategy finds all of the racy programs in tests/search soon.
 */
#include "searchi.h"

/* --- starvation: one context gets no turn for a long time ------------------------------------- */

enum { STARVATION_SWITCHES = 8 }; /* of the others, one in so many steps */

static void
starvation_begin(void)
{
    uint32_t k = (uint32_t)search->result.longest + 1;

    draw_begin();
    search->victim = draw_one_of(search->enabled);
    search->famine = draw_below(k);
    search->famine_end = search->famine + 1 + (uint64_t)k / (1 + draw_below(4));
}

static unsigned
starvation_turn(const struct turn *turn)
{
    uint64_t able = turn->able;

    if (search->steps >= search->famine && search->steps < search->famine_end &&
        (able & ~bit_of(search->victim)) != 0) {
        able &= ~bit_of(search->victim);
    }
    if (has(able, turn->usual) && draw_below(STARVATION_SWITCHES) != 0) {
        return turn->usual;
    }
    return draw_one_of(able);
}

const struct plan plan_starvation = {.strategy = SEARCH_STARVATION,
                                     .begin = starvation_begin,
                                     .turn = starvation_turn,
                                     .answer = draw_answer};

/* --- the mix ---------------------------------------------------------------------------------- */

static const struct {
    unsigned percent, depth;
    const struct plan *plan;
} portions[] = {{35, 0, &plan_pos},    {15, 2, &plan_pct_mixed}, {15, 3, &plan_pct_mixed},
                {15, 0, &plan_random}, {15, 0, &plan_discovery}, {5, 0, &plan_starvation}};

static void
mix_begin(void)
{
    uint64_t portion = draw_mix(draw_mix(search->config.seed + 1) + search->number) % 100;
    unsigned i = 0;

    while (portion >= portions[i].percent) {
        portion -= portions[i++].percent;
    }
    search->depth = portions[i].depth;
    search->plan = portions[i].plan;
    search->plan->begin();
}

const struct plan plan_mix = {.strategy = SEARCH_AUTO, .begin = mix_begin};
