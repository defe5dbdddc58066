/*
 * sim/search/turn.c - within a schedule: whose turn it is, and what is written down about it
 *
 * The usual turn, if a plan has no other wish: the current context goes on; if it cannot, or polls,
 * the lowest one. What differs from that is recorded, nothing else; so a trace says the same
 * whichever strategy made it.
 *
 * Fairness, for loops that wait for something another context does (Musuvathi and Qadeer 2008):
 *   T1. A context that polls gets no turn until another has made a step (if another can).
 *   T2. When a context polls again, it falls behind all those that could have gone on ever since it
 *   polled before, and have not: it gets no turn until each of them has, or cannot go on.
 *   T3. STEPS_IN_A_ROW steps while others are enabled are polling.
 */
#include <string.h>

#include "searchi.h"

static void
set_alarm(void)
{
    search->row = search->steps;
    search->alarm = search->row + STEPS_IN_A_ROW;
    if (search->alarm > search->steps_max) {
        search->alarm = search->steps_max;
    }
}

void
turn_begin(const struct plan *plan)
{
    search->plan = plan;
    search->quiet = plan == &plan_sequential || plan == &plan_replay;
    search->stopped = search->endless = search->broken = false;
    search->steps = 0;
    search->yielded = 0;
    search->polling = false;
    search->stepping = SEARCH_STOP;
    search->questions = search->faults = 0;
    search->record_count = 0;
    memset(search->pending, 0, sizeof search->pending);
    memset(search->at, 0, sizeof search->at);
    memset(search->passed, 0, sizeof search->passed);
    contend_begin();
    set_alarm();
}

/* Too many steps in a row, or at all: false if the schedule is to end. */
static bool
alarm_rings(uint64_t enabled, unsigned current)
{
    if (search->steps >= search->steps_max) {
        search->endless = search->stopped = true;
        return false;
    }
    if ((enabled & ~bit_of(current)) != 0) {
        search_yield(current);
    }
    set_alarm();
    return true;
}

/* --- fairness --------------------------------------------------------------------------------- */

static void
begin_polling(void)
{
    search->polling = true;
    memset(search->behind, 0, sizeof search->behind);
    memset(search->eager, 0, sizeof search->eager);
}

void
search_yield(unsigned context)
{
    if (!search->polling) {
        begin_polling();
    }
    search->behind[context] |= search->eager[context];
    search->eager[context] = ~bit_of(context);
    search->yielded |= bit_of(context);
}

/* Those that polled and have not fallen behind; T2 keeps somebody in, T1 may not. */
static uint64_t
able_of(uint64_t enabled)
{
    uint64_t able = enabled;

    for (uint64_t rest = search->polling ? enabled : 0; rest != 0; rest &= rest - 1) {
        unsigned i = lowest_of(rest);

        able &= (search->behind[i] & enabled) != 0 ? ~bit_of(i) : ~(uint64_t)0;
    }
    SIM_ASSERT(able != 0);
    if ((able & ~search->yielded) == 0) {
        search->yielded = 0;
    }
    return able & ~search->yielded;
}

/* Who has gone on is not waited for, who cannot go on was not eager. */
static void
keep_fair(uint64_t enabled, unsigned next)
{
    search->yielded &= bit_of(next);
    for (unsigned i = 0; search->polling && i < SEARCH_CONTEXTS; i++) {
        search->behind[i] &= ~bit_of(next);
        search->eager[i] &= enabled & ~bit_of(next);
    }
}

static unsigned
usual_of(const struct turn *turn)
{
    if (turn->point != SEARCH_BLOCKED && has(turn->able, turn->current)) {
        return turn->current;
    }
    return lowest_of(turn->able);
}

/* --- what is written down --------------------------------------------------------------------- */

/* An access that nothing is known about is a point only if somebody else goes on there. If that was
   time, it is asked there again: then it is a point. */
static void
note_anywhere(const struct turn *turn, unsigned next)
{
    unsigned own = turn->current;

    if (next == own && search->skip[own] != SEARCH_NEVER) {
        search->at[COUNT_POINTS][own]--;
        search->steps--;
        search->passed[own] = search->skip[own] + 1;
    }
    if (next == own) {
        return;
    }
    if (search->skip[own] != SEARCH_NEVER) {
        record_note(SEARCH_AFTER, own, search->at[COUNT_SKIPS][own], search->skip[own],
                    turn->point);
        search->skip[own] = SEARCH_NEVER;
    }
    record_note(SEARCH_SWITCH, own, search->at[COUNT_POINTS][own], next, turn->point);
}

static void
note(const struct turn *turn, unsigned next)
{
    bool blocked = turn->point == SEARCH_BLOCKED;

    if (turn->point == SEARCH_ANYWHERE) {
        note_anywhere(turn, next);
    } else if (next != turn->usual) {
        record_note(blocked ? SEARCH_WAIT : SEARCH_SWITCH, turn->current,
                    search->at[blocked ? COUNT_WAITS : COUNT_POINTS][turn->current], next,
                    turn->point);
    }
}

/* --- turns ------------------------------------------------------------------------------------ */

static unsigned
give(uint64_t enabled, unsigned current, unsigned next)
{
    keep_fair(enabled, next);
    search->pending[next] = 0;
    search->stepping = next;
    if (next != current) {
        set_alarm();
    }
    return next;
}

static unsigned
decide(enum search_point point, uintptr_t key, uint64_t enabled, unsigned current)
{
    struct turn turn = {.point = point, .current = current, .key = key};
    unsigned next;

    search->pending[current] = key;
    if (search->stopped || enabled == 0) {
        return SEARCH_STOP;
    }
    search->enabled |= enabled;
    if (++search->steps >= search->alarm && !alarm_rings(enabled, current)) {
        return SEARCH_STOP;
    }
    search->at[point == SEARCH_BLOCKED ? COUNT_WAITS : COUNT_POINTS][current]++;
    turn.able = able_of(enabled);
    turn.usual = usual_of(&turn);
    next = search->plan->turn(&turn);
    if (next == SEARCH_STOP) {
        search->stopped = true;
        return SEARCH_STOP;
    }
    note(&turn, next);
    return give(enabled, current, next);
}

bool
search_goes_on(unsigned current)
{
    uint32_t *at = &search->at[COUNT_POINTS][current], *turns = &search->at[COUNT_SKIPS][current];

    if (search->plan != &plan_replay || !search->repeating || search->polling ||
        search->passed[current] != 0 || search->steps + 1 >= search->alarm ||
        *at + 1 == search->due[COUNT_POINTS][current] ||
        *turns + 1 == search->due[COUNT_SKIPS][current]) {
        return false;
    }
    (*at)++;
    (*turns)++;
    search->steps++;
    search->stepping = current;
    return true;
}

unsigned
search_turn(enum search_point point, uintptr_t key, uint64_t enabled, unsigned current)
{
    uint32_t *at = &search->at[COUNT_POINTS][current];

    if (point == SEARCH_ACCESS && !search_is_point(key)) {
        return current;
    }
    if (search->quiet && !search->polling && point <= SEARCH_ACCESS && has(enabled, current) &&
        search->steps + 1 < search->alarm && *at + 1 != search->due[COUNT_POINTS][current]) {
        (*at)++;
        search->steps++;
        search->enabled |= enabled;
        search->stepping = current;
        return current;
    }
    return decide(point, key, enabled, current);
}

/* --- the rest of a step ----------------------------------------------------------------------- */

unsigned
search_choose(enum search_question question, unsigned n)
{
    unsigned context = search->stepping % SEARCH_CONTEXTS, answer;
    uint32_t at;

    if (n <= 1 || search->stopped) {
        return 0;
    }
    at = ++search->at[COUNT_QUESTIONS][context];
    search->questions += question == SEARCH_FAULT;
    answer = search->plan->answer(question, n);
    if (answer != 0) {
        search->faults += question == SEARCH_FAULT;
        record_note(question == SEARCH_FAULT ? SEARCH_FAILS : SEARCH_ANSWER, context, at, answer,
                    SEARCH_CALL);
    }
    return answer;
}

void
search_touch(unsigned context, uintptr_t key, bool write)
{
    if (search->plan->touch != NULL) {
        search->plan->touch(key, write);
    }
}

void
search_edge(unsigned from, unsigned to)
{
    if (search->plan->edge != NULL) {
        search->plan->edge(from, to);
    }
}

/* Where nobody else went on, a repetition will not ask: it counts the accesses from the turn on. */
uint32_t
search_skip(unsigned context)
{
    uint32_t skip = SEARCH_NEVER, passed = search->passed[context];

    if (search->stepping == SEARCH_STOP) {
        search->stepping = context; /* it begins: what it asks before its first turn is its own */
    }
    search->passed[context] = 0;
    search->at[COUNT_SKIPS][context] += passed == 0;
    if (search->plan->skip != NULL && !search->stopped) {
        skip = search->plan->skip(context);
    }
    search->skip[context] = skip != SEARCH_NEVER ? skip + passed : SEARCH_NEVER;
    return skip;
}
