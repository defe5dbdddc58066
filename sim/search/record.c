/*
 * sim/search/record.c - what was not usual in a schedule
 */
#include "searchi.h"

void
record_note(enum search_record_kind kind, unsigned context, uint32_t at, uint32_t value,
            enum search_point point)
{
    struct record *record = &search->records[search->record_count];

    if (search->record_count == RECORDS_MAX) {
        search->stopped = search->endless = true;
        return;
    }
    search->record_count++;
    record->kind = (uint8_t)kind;
    record->context = (uint8_t)context;
    record->point = (uint16_t)point;
    record->at = at;
    record->value = value;
}

enum count
record_count_of(unsigned kind)
{
    static const uint8_t counts[] = {[SEARCH_SWITCH] = COUNT_POINTS,
                                     [SEARCH_WAIT] = COUNT_WAITS,
                                     [SEARCH_ANSWER] = COUNT_QUESTIONS,
                                     [SEARCH_FAILS] = COUNT_QUESTIONS,
                                     [SEARCH_AFTER] = COUNT_SKIPS};

    return counts[kind];
}
