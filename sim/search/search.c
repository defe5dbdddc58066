/*
 * sim/search/search.c - a search: strategies one after the other, until something fails
 *
 * Every search begins with the sequential schedule: it costs next to nothing, finds what fails in
 * any order, and what is contended becomes known. What fails is repeated before it is believed:
 * a failure that does not come again says that the program depends on something else than turns
 * and answers, which is the worse news.
 */
#include <string.h>

#include "searchi.h"

static void
default_to(uint64_t *value, uint64_t otherwise)
{
    *value = *value != 0 ? *value : otherwise;
}

static void
set_up(const struct search_config *config, search_run_fn *run, void *owner)
{
    struct search_config *own;

    host_fixed(SEARCH_ADDRESS, sizeof *search);
    own = &search->config;
    *own = *config;
    own->depth = own->depth != 0 ? own->depth : 3;
    own->bound = own->bound != 0 ? own->bound : 2;
    own->faults = own->faults != 0 ? own->faults : 1;
    default_to(&own->schedules, 20000);
    default_to(&own->systematic, own->schedules / 10 + (own->schedules < 10));
    default_to(&own->steps, 1000000);
    default_to(&own->shards, 1);
    search->run = run;
    search->owner = owner;
    search->deadline_ns = 0;
    if (own->max_ms != 0) {
        search->deadline_ns = hw_host_clock_ns() + own->max_ms * (uint64_t)1000000;
    }
    search->rough = search->repeating = false;
    search->enabled = 0;
    search->most_questions = 0;
    search->steps_max = own->steps;
    search->survey = NULL;
    search->result = (struct search_result){.end = SEARCH_SPENT};
    contend_reset();
    search->on = true;
}

/* --- a failure -------------------------------------------------------------------------------- */

static void
keep_failure(uint32_t failure)
{
    struct search_result *result = &search->result;

    result->end = SEARCH_FAILED;
    result->failure = failure;
    result->first_failure = result->schedules;
    result->found_by = search->plan->strategy;
    search->found_count = search->record_count;
    memcpy(search->found, search->records, search->record_count * sizeof search->records[0]);
}

static bool
fails_again(void)
{
    struct search_result *result = &search->result;
    bool again = replay_run(search->found, search->found_count) == result->failure &&
                 search->replay_broken == 0 && search->replay_done == search->found_count;

    result->end = again ? SEARCH_FAILED : SEARCH_DIVERGED;
    if (!again) {
        result->diverged =
            search->replay_broken != 0 ? search->replay_broken - 1 : search->replay_done;
    }
    return again;
}

/* A repetition that goes on for much longer is another one. */
static void
found(uint32_t failure)
{
    enum { LONGER = 4, AT_LEAST = 10000 };
    struct search_result *result = &search->result;
    uint64_t began = hw_host_clock_ns();

    keep_failure(failure);
    search->repeating = true;
    if (failure != SEARCH_ENDLESS && LONGER * search->steps + AT_LEAST < search->steps_max) {
        search->steps_max = LONGER * search->steps + AT_LEAST;
    }
    if (fails_again()) {
        shrink_failure(fails_again);
        search->shrink_ns = hw_host_clock_ns() - began;
        result->no_return = noreturn_find();
    }
    replay_load(search->found, search->found_count);
    schedule_run(&plan_survey);
    result->trace = search->trace;
    result->trace_count = trace_write(search->found, search->found_count);
}

/* --- strategies one after the other ----------------------------------------------------------- */

/* False when the search has come to its end. */
static bool
try_one(const struct plan *plan)
{
    uint32_t failure;
    bool left;

    if (schedule_none_left()) {
        return false;
    }
    search->key_points = search->key_count;
    failure = schedule_run(plan);
    if (failure != 0) {
        found(failure);
        return false;
    }
    left = plan->next == NULL || plan->next();
    if (search->broken) {
        search->result.end = SEARCH_DIVERGED;
        search->result.diverged = search->steps;
        return false;
    }
    if (!left) {
        search->result.end = search->result.capped ? SEARCH_SPENT : SEARCH_EXHAUSTED;
        return false;
    }
    return true;
}

/* Of the schedules 0 .. count of a random plan, those that are this shard's. */
static bool
try_shard(const struct plan *plan, uint64_t count)
{
    const struct search_config *config = &search->config;

    for (uint64_t i = config->shard; i < count; i += config->shards) {
        search->number = i;
        if (!try_one(plan)) {
            return false;
        }
    }
    return true;
}

/* A systematic plan until it is done; it cannot be divided and is the first shard's. */
static bool
try_tree(const struct plan *plan, uint64_t count)
{
    search->starting = true;
    while (search->config.shard == 0 && count-- > 0) {
        if (!try_one(plan)) {
            return false;
        }
    }
    return true;
}

/* Sequential, then DPOR, if need be a mix. */
static void
try_auto(void)
{
    const struct search_config *config = &search->config;

    if (try_tree(&plan_dpor, config->systematic - 1) && config->schedules > config->systematic) {
        try_shard(&plan_mix, config->schedules - config->systematic);
    }
}

static void
try_all(void)
{
    static const struct plan *const plans[SEARCH_STRATEGIES] = {
        [SEARCH_RANDOM] = &plan_random,
        [SEARCH_PCT] = &plan_pct,
        [SEARCH_POS] = &plan_pos,
        [SEARCH_BOUND] = &plan_bound,
        [SEARCH_DPOR] = &plan_dpor,
        [SEARCH_DISCOVERY] = &plan_discovery,
        [SEARCH_STARVATION] = &plan_starvation};
    const struct plan *plan = plans[search->config.strategy];

    if (!try_one(&plan_sequential)) {
        return;
    }
    if (search->config.strategy == SEARCH_AUTO) {
        try_auto();
    } else if (plan != NULL && plan->next != NULL) {
        try_tree(plan, search->config.schedules);
    } else if (plan != NULL) {
        try_shard(plan, search->config.schedules - 1);
    }
}

/* Once, as it is: whoever repeats a failure wants to look at it. */
static void
repeat_trace(void)
{
    const struct search_config *config = &search->config;
    struct search_result *result = &search->result;

    if (!trace_read(config->replay, config->replay_count, &search->found_count)) {
        result->end = SEARCH_DIVERGED;
        return;
    }
    result->failure = replay_run(search->loaded, search->found_count);
    result->found_by = SEARCH_REPLAY;
    result->trace = config->replay;
    result->trace_count = config->replay_count;
    result->first_failure = result->failure != 0;
    if (result->failure != 0) {
        result->end = SEARCH_FAILED;
    } else if (search->replay_broken != 0 || search->replay_done != search->found_count) {
        result->end = SEARCH_DIVERGED;
        result->diverged =
            search->replay_broken != 0 ? search->replay_broken - 1 : search->replay_done;
    }
}

struct search_result
search_run(const struct search_config *config, search_run_fn *run, void *owner)
{
    set_up(config, run, owner);
    if (config->strategy == SEARCH_REPLAY) {
        repeat_trace();
    } else {
        try_all();
    }
    search->on = false;
    search->result.contended = search->key_count;
    search->result.contexts =
        search->enabled != 0 ? 64 - (unsigned)__builtin_clzll(search->enabled) : 0;
    return search->result;
}

bool
search_is_on(void)
{
    host_fixed(SEARCH_ADDRESS, sizeof *search);
    return search->on;
}

const char *
search_strategy_name(enum search_strategy strategy)
{
    static const char *const names[SEARCH_STRATEGIES] = {[SEARCH_AUTO] = "auto",
                                                         [SEARCH_SEQUENTIAL] = "sequential",
                                                         [SEARCH_RANDOM] = "random",
                                                         [SEARCH_PCT] = "PCT",
                                                         [SEARCH_POS] = "POS",
                                                         [SEARCH_BOUND] = "bound",
                                                         [SEARCH_DPOR] = "DPOR",
                                                         [SEARCH_REPLAY] = "replay",
                                                         [SEARCH_DISCOVERY] = "discovery",
                                                         [SEARCH_STARVATION] = "starvation"};

    return names[strategy];
}
