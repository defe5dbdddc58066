/*
 * sim/search/draw.c - chance
 *
 * What schedule i of a plan draws is a function of the seed and of i: whatever ran before, and
 * whichever part of the schedules this process has.
 */
#include "searchi.h"

/* splitmix64's output function. */
uint64_t
draw_mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

void
draw_begin(void)
{
    search->random = draw_mix(search->config.seed + draw_mix(search->number + 1));
}

/* Faults are rare: about one of those that can happen in the longest schedule so far. */
static unsigned
draw_fault(unsigned n)
{
    uint32_t asked =
        search->questions > search->most_questions ? search->questions : search->most_questions;

    search->most_questions = asked;
    if (search->faults >= search->config.faults || draw_below(asked + 1) != 0) {
        return 0;
    }
    return 1 + draw_below(n - 1);
}

unsigned
draw_answer(enum search_question question, unsigned n)
{
    return question == SEARCH_FAULT ? draw_fault(n) : draw_below(n);
}

/* Memoryless: each access is as likely as any other. */
uint32_t
draw_skip(unsigned mean)
{
    uint32_t skip = 0;

    if (mean <= 1) {
        return 0;
    }
    while (skip < 64 * mean && draw_below(mean) != 0) {
        skip++;
    }
    return skip;
}
