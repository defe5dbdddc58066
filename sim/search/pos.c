/*
 * sim/search/pos.c - partial order sampling (Yuan, Yang, Gu 2018)
 *
 * Each step that waits has a random priority, and the highest is made. Those that wait for the same
 * key then get new priorities: so each order of steps that depend on each other is about as likely
 * as any, whatever else happens.
 */
#include <string.h>

#include "searchi.h"

static void
pos_begin(void)
{
    draw_begin();
    memset(search->priority, 0, sizeof search->priority);
}

static unsigned
pos_turn(const struct turn *turn)
{
    unsigned best = lowest_of(turn->able);
    uintptr_t key;

    for (uint64_t rest = turn->able; rest != 0; rest &= rest - 1) {
        unsigned i = lowest_of(rest);

        if (search->priority[i] == 0) {
            search->priority[i] = draw() | 1;
        }
        best = search->priority[i] > search->priority[best] ? i : best;
    }
    key = search->pending[best];
    for (uint64_t rest = turn->able; key != 0 && rest != 0; rest &= rest - 1) {
        unsigned i = lowest_of(rest);

        search->priority[i] = search->pending[i] == key ? 0 : search->priority[i];
    }
    search->priority[best] = 0;
    return best;
}

const struct plan plan_pos = {
    .strategy = SEARCH_POS, .begin = pos_begin, .turn = pos_turn, .answer = draw_answer};
