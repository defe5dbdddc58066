/*
 * sim/search/shrink.c - a failure with as few records as possible
 *
 * First faults are dropped, then other answers, then turns (drop.c); then detours are cut short;
 * at last the turns that remain move from memory accesses to the nearest call, where they are
 * easier to understand.
 * What is left after each success is what the repetition recorded, so that records without effect
 * go at once. The failure has to be the same one.
 *
 *      in rough schedules, if it fails in those --the result fails in full--> done
 *                                               --it does not--> once more, in full
 */
#include <string.h>

#include "searchi.h"

enum { REPEATS_MAX = 2000, DIRECT_MAX = 12 };

bool
shrink_fails(uint32_t count)
{
    if (search->result.repeats >= search->repeats_limit ||
        replay_run(search->trial, count) != search->result.failure) {
        return false;
    }
    search->found_count = search->record_count;
    memcpy(search->found, search->records, search->record_count * sizeof search->records[0]);
    return true;
}

/* --- more direct turns ------------------------------------------------------------------------ */

/* At `from` who goes on at `to`, and nothing between them. */
static bool
cut_short(uint32_t from, uint32_t to)
{
    uint32_t count = from + 1;

    memcpy(search->trial, search->found, count * sizeof search->found[0]);
    search->trial[from].value = search->found[to].value;
    for (uint32_t i = to + 1; i < search->found_count; i++) {
        search->trial[count++] = search->found[i];
    }
    return shrink_fails(count);
}

static bool
make_one_more_direct(void)
{
    for (uint32_t length = 1; length < search->found_count; length++) {
        for (uint32_t from = 0; from + length < search->found_count; from++) {
            if (record_is_turn(&search->found[from]) &&
                record_is_turn(&search->found[from + length]) && cut_short(from, from + length)) {
                return true;
            }
        }
    }
    return false;
}

static void
make_direct(void)
{
    while (search->found_count <= DIRECT_MAX && make_one_more_direct()) {
        drop_each(record_is_any);
    }
}

/* --- from accesses to calls ------------------------------------------------------------------- */

/* The calls of the record's context before and after it, in its count of points; 0: none. Without
   the record: with it the failure may come before the next call. */
static void
look_at_calls(uint32_t i)
{
    search->survey = &search->found[i];
    search->call_before = search->call_after = 0;
    replay_load(search->trial, drop_to_trial(record_is_any, i, 1));
    schedule_run(&plan_survey);
    search->survey = NULL;
}

static bool
move_to(uint32_t i, uint32_t at)
{
    if (at == 0) {
        return false;
    }
    memcpy(search->trial, search->found, search->found_count * sizeof search->found[0]);
    search->trial[i].at = at;
    return shrink_fails(search->found_count);
}

static void
move_to_calls(void)
{
    for (uint32_t i = 0; i < search->found_count; i++) {
        struct record *record = &search->found[i];
        uint32_t before, after;

        if (record->kind != SEARCH_SWITCH || record->point == SEARCH_CALL) {
            continue;
        }
        look_at_calls(i);
        before = search->call_before;
        after = search->call_after;
        if (after != 0 && after - record->at < record->at - before) {
            (void)(move_to(i, after) || move_to(i, before));
        } else {
            (void)(move_to(i, before) || move_to(i, after));
        }
    }
}

static void
shrink(void)
{
    search->repeats_limit = search->result.repeats + REPEATS_MAX;
    drop_most(record_is_fault);
    drop_most(record_is_answer);
    drop_most(record_is_any);
    make_direct();
    move_to_calls();
}

/* Fails it in the same way without what a rough schedule leaves out? */
static bool
fails_roughly(void)
{
    search->rough = true;
    search->rough = replay_run(search->found, search->found_count) == search->result.failure;
    return search->rough;
}

void
shrink_failure(bool (*fails_again)(void))
{
    uint32_t count = search->found_count;
    bool done = false;

    memcpy(search->loaded, search->found, count * sizeof search->found[0]);
    if (fails_roughly()) {
        shrink();
        search->rough = false;
        done = fails_again();
    }
    if (!done) {
        search->found_count = count;
        memcpy(search->found, search->loaded, count * sizeof search->found[0]);
        shrink();
        fails_again();
    }
    search->result.faults = drop_count(record_is_answer);
    search->result.switches = search->found_count - search->result.faults;
}

bool
search_is_rough(void)
{
    return search_is_on() && search->rough;
}
