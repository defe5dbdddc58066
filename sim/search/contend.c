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
    uint32_t i = (uint32_t)(key * 0x9E3779B97F4A7C15u >> 40) % KEY_SLOTS;

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

/* The same is often asked again: what is a point does not change within a schedule. */
void
contend_begin(void)
{
    search->asked_key = 0;
    search->asked_is_point = false;
}

/* Whoever asks knows it to be contended, if only from an earlier search. */
bool
search_is_point(uintptr_t key)
{
    uint32_t number;

    if (key == search->asked_key) {
        return search->asked_is_point;
    }
    number = *slot_of(key);
    search->asked_key = key;
    search->asked_is_point = false;
    if (number == 0) {
        contend_add(key);
    } else {
        search->key_used[number - 1] = true; // if only for what weakly ordered memory does there
        search->asked_is_point = number - 1 < search->key_points;
    }
    return search->asked_is_point;
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
