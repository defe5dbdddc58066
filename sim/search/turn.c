/*
 * sim/search/turn.c - one schedule: nobody is interrupted without need
 */
#include "search.h"

unsigned
search_turn(enum search_point point, uintptr_t key, uint64_t enabled, unsigned current)
{
    (void)point, (void)key;
    return enabled >> current & 1 ? current : (unsigned)__builtin_ctzll(enabled);
}

unsigned
search_choose(enum search_question question, unsigned n)
{
    (void)question, (void)n;
    return 0;
}

void
search_touch(unsigned context, uintptr_t key, bool write)
{
    (void)context, (void)key, (void)write;
}

void
search_edge(unsigned from, unsigned to)
{
    (void)from, (void)to;
}

void
search_yield(unsigned context)
{
    (void)context;
}

void
search_contended(uintptr_t key)
{
    (void)key;
}
