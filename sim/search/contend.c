/*
 * sim/search/contend.c - keys that contexts contend for
 *
 * A key that becomes known in a schedule is no point of that schedule: what is a point must not
 * change while a context's points are counted. So each schedule has the first key_points of the
 * keys for points, and a trace says which these are.
 */
#include <string.h>

#include "searchi.h"

static uint32_t *
slot_of(uintptr_t key)
{
    uint32_t i = (uint32_t)(draw_mix(key) % KEY_SLOTS);

    while (search->key_slot[i] != 0 && search->keys[search->key_slot[i] - 1] != key) {
        i = (i + 1) % KEY_SLOTS;
    }
    return &search->key_slot[i];
}

void
contend_reset(void)
{
    search->key_count = search->key_points = 0;
    memset(search->key_slot, 0, sizeof search->key_slot);
}

void
contend_add(uintptr_t key)
{
    uint32_t *slot = slot_of(key);

    if (*slot != 0) {
        return;
    }
    if (search->key_count == KEYS_MAX) {
        search->result.capped = true;
        return;
    }
    search->keys[search->key_count++] = key;
    *slot = search->key_count;
}

/* Whoever asks knows it to be contended, if only from an earlier search. */
bool
search_is_point(uintptr_t key)
{
    uint32_t number = *slot_of(key);

    if (number == 0) {
        contend_add(key);
        return false;
    }
    search->key_used[number - 1] = true; // if only for what weakly ordered memory does there
    return number - 1 < search->key_points;
}

void
contend_survey_begin(void)
{
    memset(search->key_used, 0, sizeof search->key_used);
}

void
contend_survey(uintptr_t key)
{
    search->key_used[*slot_of(key) - 1] = true;
}

void
search_contended(uintptr_t key)
{
    contend_add(key);
}

const uintptr_t *
search_contended_keys(size_t *count)
{
    *count = search_is_on() ? search->key_points : 0;
    return search->keys;
}
