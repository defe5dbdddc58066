/*
 * sim/search/drop.c - a failure without some of its records
 *
 * Delta debugging: many are left out, and the rest is repeated; if it does not fail, fewer. Those
 * after the last one that matters go first. At last no single one can go.
 *
 * A turn that is left out changes who makes the steps that follow, and the turns that are left
 * would mean something else. So where several go, whoever went on after them does so at once: who
 * had the turn before and who has it afterwards remain the same.
 */
#include "searchi.h"

enum { TRIM_LEAST = 16 };

static inline uint32_t
min_of(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

bool
record_is_fault(const struct record *record)
{
    return record->kind == SEARCH_FAILS;
}

bool
record_is_answer(const struct record *record)
{
    return record->kind == SEARCH_FAILS || record->kind == SEARCH_ANSWER;
}

bool
record_is_any(const struct record *record)
{
    return true;
}

uint32_t
drop_count(record_kind *kind)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < search->found_count; i++) {
        count += kind(&search->found[i]);
    }
    return count;
}

/* The failure without the records of that kind from number `from` to `from + chunk`. */
uint32_t
drop_to_trial(record_kind *kind, uint32_t from, uint32_t chunk)
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

bool
record_is_turn(const struct record *record)
{
    return record->kind == SEARCH_SWITCH || record->kind == SEARCH_WAIT;
}

/* The first turn of found[from .. to), or `to`. */
static uint32_t
next_turn(uint32_t from, uint32_t to)
{
    while (from < to && !record_is_turn(&search->found[from])) {
        from++;
    }
    return from;
}

/* What is asked after so many accesses, for the turn after it to be there. */
static bool
belongs_to(uint32_t i, uint32_t turn)
{
    return i + 1 == turn && search->found[i].kind == SEARCH_AFTER &&
           search->found[turn].point == SEARCH_ANYWHERE;
}

/* The failure without records from..to, but who goes on after them does so: where the first turn of
   them was, unless it was his. */
static uint32_t
bridge(uint32_t from, uint32_t to)
{
    uint32_t first = next_turn(from, to), last = first, count = 0;
    bool needed;

    for (uint32_t i = first; i < to; i = next_turn(i + 1, to)) {
        last = i;
    }
    needed = first < to && search->found[last].value != search->found[first].context;
    for (uint32_t i = 0; i < search->found_count; i++) {
        if (i - from >= to - from || (needed && (i == first || belongs_to(i, first)))) {
            search->trial[count] = search->found[i];
            search->trial[count++].value =
                i == first ? search->found[last].value : search->found[i].value;
        }
    }
    return count;
}

/* Does it still fail without those? One record is left out as it is. */
static bool
fails_without(record_kind *kind, uint32_t from, uint32_t chunk)
{
    uint32_t count = kind == record_is_any && chunk > 1
                         ? bridge(from, min_of(from + chunk, search->found_count))
                         : drop_to_trial(kind, from, chunk);

    return count < search->found_count && shrink_fails(count);
}

/* Of many records drops the last ones, as many as can go. */
static void
trim(record_kind *kind)
{
    uint32_t too_many = drop_count(kind), chunk = too_many / 2;

    while (chunk > TRIM_LEAST) {
        bool fails = fails_without(kind, drop_count(kind) - chunk, chunk);

        too_many = min_of(fails ? too_many - chunk : chunk, drop_count(kind));
        chunk = too_many / 2;
    }
}

/* Of records that cannot all go, the last half first. If one half goes, the other one cannot: it is
   not tried, but halved. */
static void
drop_halves(record_kind *kind, uint32_t from, uint32_t chunk)
{
    while (chunk > 1 && from < drop_count(kind)) {
        uint32_t half = chunk / 2;

        if (fails_without(kind, from + half, chunk - half)) {
            chunk = half;
        } else if (fails_without(kind, from, half)) {
            chunk -= half;
        } else {
            drop_halves(kind, from + half, chunk - half);
            chunk = half;
        }
    }
}

/* So many at a time, then half of that; two wherever they stand; at last one by one, until none can
   go. */
static void
drop_chunks(record_kind *kind, uint32_t chunk)
{
    while (chunk > 0) {
        bool dropped = false;

        for (uint32_t from = 0; from < drop_count(kind);) {
            bool fails = fails_without(kind, from, chunk);

            dropped |= fails;
            from += fails ? 0 : chunk == 2 ? 1 : chunk;
        }
        chunk = dropped && chunk == 1 ? 1 : chunk / 2;
    }
}

void
drop_each(record_kind *kind)
{
    drop_chunks(kind, 1);
}

void
drop_most(record_kind *kind)
{
    uint32_t chunk = drop_count(kind);

    if (chunk > TRIM_LEAST && !fails_without(kind, 0, chunk)) {
        trim(kind);
        drop_halves(kind, 0, drop_count(kind));
        chunk = 2;
    }
    drop_chunks(kind, chunk);
}
