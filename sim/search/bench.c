/*
 * sim/search/bench.c - what the search itself costs, for tests/bench
 *
 * Two contexts increment a variable three times each, unprotected: 12 accesses. There is no
 * machine; what is measured are turns, records, clocks.
 */
#include "searchi.h"

uint64_t sim_bench_search(uint64_t schedules);
double sim_bench_shrink_ms(void);

enum { CONTEXTS = 2, ACCESSES = 6 };

static uint32_t
increments(void *key)
{
    unsigned made[CONTEXTS] = {0}, i = 0;

    for (uint64_t enabled = 3; enabled != 0;) {
        bool ended = made[i] == ACCESSES;

        i = search_turn(ended ? SEARCH_BLOCKED : SEARCH_CALL, (uintptr_t)key, enabled, i);
        if (i == SEARCH_STOP) {
            return 0;
        }
        search_touch(i, (uintptr_t)key, made[i] % 2 != 0);
        if (++made[i] == ACCESSES) {
            enabled &= ~bit_of(i);
        }
    }
    return 0;
}

/* As many schedules of each of four strategies, DPOR being repeated; how many were made. On the
   host's stack. */
uint64_t
sim_bench_search(uint64_t schedules)
{
    static const enum search_strategy strategies[] = {SEARCH_RANDOM, SEARCH_PCT, SEARCH_POS,
                                                      SEARCH_DPOR};
    uint64_t made = 0;

    for (unsigned i = 0; i < sizeof strategies / sizeof strategies[0]; i++) {
        struct search_config config = {.strategy = strategies[i]};

        for (uint64_t part = 0; part < schedules; made += search->result.schedules) {
            config.schedules = schedules - part;
            part += search_run(&config, increments, (void *)SEARCH_ADDRESS).schedules;
        }
    }
    return made;
}

/* To repeat and to shrink the last failure that a search found. */
double
sim_bench_shrink_ms(void)
{
    return (double)search->shrink_ns / 1000000;
}
