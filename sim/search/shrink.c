/*
 * sim/search/shrink.c - a failure with as few records as possible
 *
 * First faults are dropped, then other answers, then turns (delta debugging); then detours are cut
 * short; at last the turns that remain move from memory accesses to the nearest call, where they
 * are easier to understand.
 * What is left after each success is what the repetition recorded, so that records without effect
 * go at once. The failure has to be the same one.
 */
#include <string.h>

#include "searchi.h"

enum { REPEATS_MAX = 2000, DIRECT_MAX = 12 };

static bool
is_fault(const struct record *record)
{
    return record->kind == SEARCH_FAILS;
}

static bool
is_answer(const struct record *record)
{
    return record->kind == SEARCH_FAILS || record->kind == SEARCH_ANSWER;
}

static bool
is_anything(const struct record *record)
{
    return true;
}

/* Repeats search->trial; if it fails in the same way, what was recorded is the failure now. */
static bool
still_fails(uint32_t count)
{
    if (search->result.repeats >= REPEATS_MAX ||
        replay_run(search->trial, count) != search->result.failure) {
        return false;
    }
    search->found_count = search->record_count;
    memcpy(search->found, search->records, search->record_count * sizeof search->records[0]);
    return true;
}

/* The failure without the records of that kind from number `from` to `from + chunk`. */
static uint32_t
leave_out(bool (*kind)(const struct record *), uint32_t from, uint32_t chunk)
{
    uint32_t count = 0, number = 0;

    for (uint32_t i = 0; i < search->found_count; i++) {
        const struct record *record = &search->found[i];

        if (!kind(record) || number++ - from >= chunk) {
            search->trial[count++] = *record;
        }
    }
    return count;
}

static uint32_t
count_of(bool (*kind)(const struct record *))
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < search->found_count; i++) {
        count += kind(&search->found[i]);
    }
    return count;
}

static void
drop(bool (*kind)(const struct record *))
{
    uint32_t chunk = count_of(kind);

    while (chunk > 0) {
        bool dropped = false;

        for (uint32_t from = 0; from < count_of(kind);) {
            bool fails = still_fails(leave_out(kind, from, chunk));

            dropped |= fails;
            from += fails ? 0 : chunk;
        }
        chunk = dropped && chunk == 1 ? 1 : chunk / 2;
    }
}

/* --- more direct turns ------------------------------------------------------------------------ */

static bool
is_turn(const struct record *record)
{
    return record->kind == SEARCH_SWITCH || record->kind == SEARCH_WAIT;
}

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
    return still_fails(count);
}

static bool
make_one_more_direct(void)
{
    for (uint32_t from = 0; from < search->found_count; from++) {
        for (uint32_t to = search->found_count - 1; to > from; to--) {
            if (is_turn(&search->found[from]) && is_turn(&search->found[to]) &&
                cut_short(from, to)) {
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
        drop(is_anything);
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
    replay_load(search->trial, leave_out(is_anything, i, 1));
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
    return still_fails(search->found_count);
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

void
shrink_failure(void)
{
    drop(is_fault);
    drop(is_answer);
    drop(is_anything);
    make_direct();
    move_to_calls();
    search->result.faults = count_of(is_answer);
    search->result.switches = search->found_count - search->result.faults;
}
