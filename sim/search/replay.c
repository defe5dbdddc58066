/*
 * sim/search/replay.c - the usual, but for the records of a trace
 *
 * A record is due when its context's own count of such things has reached it. One that cannot be
 * obeyed, because who should go on cannot, is passed over; search->replay_broken says which was the
 * first. The sequential plan is the replay of nothing.
 */
#include <string.h>

#include "searchi.h"

static void
chain(uint32_t i)
{
    struct record *record = &search->replay[i];
    uint32_t *first = &search->due_record[record_count_of(record->kind)][record->context];

    record->next = *first;
    *first = i + 1;
}

void
replay_load(struct record *from, uint32_t count)
{
    search->replay = from;
    search->replay_count = count;
    search->replay_done = 0;
    search->replay_broken = 0;
    memset(search->due, 0xFF, sizeof search->due);
    memset(search->due_record, 0, sizeof search->due_record);
    for (uint32_t i = count; i-- > 0;) {
        chain(i);
    }
    for (uint32_t i = count; i-- > 0;) {
        const struct record *record = &from[i];

        search->due[record_count_of(record->kind)][record->context] = record->at;
    }
}

/* The record that is due for this count of the context's, which is past it then; NULL: none. */
static const struct record *
take(enum count count, unsigned context)
{
    const struct record *record;

    if (search->at[count][context] != search->due[count][context]) {
        return NULL;
    }
    record = &search->replay[search->due_record[count][context] - 1];
    search->due_record[count][context] = record->next;
    search->due[count][context] =
        record->next != 0 ? search->replay[record->next - 1].at : UINT32_MAX;
    search->replay_done++;
    return record;
}

static void
cannot_obey(const struct record *record)
{
    if (search->replay_broken == 0) {
        search->replay_broken = (uint64_t)(record - search->replay) + 1;
    }
}

static unsigned
replay_turn(const struct turn *turn)
{
    bool blocked = turn->point == SEARCH_BLOCKED;
    const struct record *record = take(blocked ? COUNT_WAITS : COUNT_POINTS, turn->current);

    if (record != NULL && has(turn->able, record->value)) {
        return record->value;
    }
    if (record != NULL) {
        cannot_obey(record);
    }
    return turn->point == SEARCH_ANYWHERE ? turn->current : turn->usual;
}

static unsigned
replay_answer(enum search_question question, unsigned n)
{
    const struct record *record = take(COUNT_QUESTIONS, search->stepping % SEARCH_CONTEXTS);

    if (record != NULL && record->value >= n) {
        cannot_obey(record);
        return n - 1;
    }
    return record != NULL ? record->value : 0;
}

static uint32_t
replay_skip(unsigned context)
{
    const struct record *record = take(COUNT_SKIPS, context);

    return record != NULL ? record->value : SEARCH_NEVER;
}

/* The replay; noted are the calls before and after search->survey, and which keys are points. */
static unsigned
survey_turn(const struct turn *turn)
{
    const struct record *record = search->survey;
    uint32_t at = search->at[COUNT_POINTS][turn->current];

    if (turn->point == SEARCH_ACCESS) {
        contend_survey(turn->key);
    }
    if (record != NULL && turn->point == SEARCH_CALL && turn->current == record->context) {
        if (at < record->at) {
            search->call_before = at;
        } else if (search->call_after == 0) {
            search->call_after = at;
        }
    }
    return replay_turn(turn);
}

static void
replay_begin(void)
{
}

static void
sequential_begin(void)
{
    replay_load(search->loaded, 0);
}

const struct plan plan_replay = {.strategy = SEARCH_REPLAY,
                                 .begin = replay_begin,
                                 .turn = replay_turn,
                                 .answer = replay_answer,
                                 .skip = replay_skip};

const struct plan plan_survey = {.strategy = SEARCH_REPLAY,
                                 .begin = contend_survey_begin,
                                 .turn = survey_turn,
                                 .answer = replay_answer,
                                 .skip = replay_skip};

const struct plan plan_sequential = {.strategy = SEARCH_SEQUENTIAL,
                                     .begin = sequential_begin,
                                     .turn = replay_turn,
                                     .answer = replay_answer};

uint32_t
replay_run(struct record *from, uint32_t count)
{
    replay_load(from, count);
    return schedule_run(&plan_replay);
}
