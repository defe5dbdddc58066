/*
 * sim/search/trace.c - a trace: records as words, with the keys that were points
 *
 *      word 0        version << 16 | number of keys
 *      2 words each  the keys, low half first
 *      3 words each  kind << 8 | context; count; value
 *
 * The count of a record is what its context has counted since its last record of the same count.
 */
#include "searchi.h"

enum { TRACE_VERSION = 1 };

/* --- writing ---------------------------------------------------------------------------------- */

/* Only those that are points in the failure: others could as well not be known. */
static uint32_t *
write_keys(uint32_t *word)
{
    uint32_t *head = word++;

    *head = TRACE_VERSION << 16;
    for (uint32_t i = 0; i < search->key_points; i++) {
        if (search->key_used[i]) {
            *word++ = (uint32_t)search->keys[i];
            *word++ = (uint32_t)(search->keys[i] >> 32);
            ++*head;
        }
    }
    return word;
}

size_t
trace_write(const struct record *records, uint32_t count)
{
    uint32_t last[COUNTS][SEARCH_CONTEXTS] = {0}, *word = write_keys(search->trace);

    for (uint32_t i = 0; i < count; i++) {
        const struct record *record = &records[i];
        uint32_t *before = &last[record_count_of(record->kind)][record->context];

        *word++ = (uint32_t)record->kind << 8 | record->context;
        *word++ = record->at - *before;
        *word++ = record->value;
        *before = record->at;
    }
    return (size_t)(word - search->trace);
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool
head_is_good(const uint32_t *words, size_t count, size_t *records)
{
    size_t keys = count > 0 ? words[0] & 0xFFFF : 0;

    if (count == 0 || words[0] >> 16 != TRACE_VERSION || keys > KEYS_MAX || count < 1 + 2 * keys ||
        (count - 1 - 2 * keys) % 3 != 0) {
        return false;
    }
    *records = (count - 1 - 2 * keys) / 3;
    return *records <= RECORDS_MAX;
}

static bool
read_record(const uint32_t *words, struct search_record *record)
{
    unsigned kind = words[0] >> 8, context = words[0] & 0xFF;

    if (kind < SEARCH_SWITCH || kind > SEARCH_AFTER || context >= SEARCH_CONTEXTS) {
        return false;
    }
    record->kind = (enum search_record_kind)kind;
    record->context = context;
    record->at = words[1];
    record->value = words[2];
    return kind > SEARCH_WAIT || words[2] < SEARCH_CONTEXTS;
}

bool
search_record(const uint32_t *trace, size_t count, size_t i, struct search_record *record)
{
    struct search_record before;
    size_t records, head;

    if (!head_is_good(trace, count, &records) || i >= records) {
        return false;
    }
    head = count - 3 * records;
    if (!read_record(trace + head + 3 * i, record)) {
        return false;
    }
    for (size_t k = 0; k < i; k++) {
        if (!read_record(trace + head + 3 * k, &before)) {
            return false;
        }
        if (before.context == record->context &&
            record_count_of(before.kind) == record_count_of(record->kind)) {
            record->at += before.at;
        }
    }
    return true;
}

static void
read_keys(const uint32_t *words)
{
    uint32_t keys = words[0] & 0xFFFF;

    for (uint32_t i = 0; i < keys; i++) {
        contend_add((uintptr_t)words[1 + 2 * i] | (uintptr_t)words[2 + 2 * i] << 32);
    }
    search->key_points = search->key_count;
}

/* Into search->loaded. */
bool
trace_read(const uint32_t *words, size_t count, uint32_t *loaded)
{
    uint32_t last[COUNTS][SEARCH_CONTEXTS] = {0};
    size_t records;

    if (!head_is_good(words, count, &records)) {
        return false;
    }
    read_keys(words);
    for (size_t i = 0; i < records; i++) {
        struct record *record = &search->loaded[i];
        struct search_record read;

        if (!read_record(words + count - 3 * (records - i), &read)) {
            return false;
        }
        record->kind = (uint8_t)read.kind;
        record->context = (uint8_t)read.context;
        record->value = read.value;
        record->at = last[record_count_of(read.kind)][read.context] += read.at;
    }
    *loaded = (uint32_t)records;
    return true;
}
