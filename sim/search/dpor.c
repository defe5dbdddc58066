/*
 * sim/search/dpor.c - one schedule of each class of equivalent ones
 *
 * Dynamic partial order reduction with source sets and sleep sets (Flanagan and Godefroid 2005;
 * Abdulla, Aronis, Jonsson, Sagonas 2014). Two schedules are equivalent if they differ only in the
 * order of steps that do not depend on each other. What a step touches is known when it has been
 * made, not before; so
 *   - races are found by the later step (race.c),
 *   - who sleeps at a node is known when the step before it is over (sleep.c).
 * Steps that were announced and never made, since their context is blocked for ever or the schedule
 * has ended or stopped, race with what touched their key, as if they wrote it.
 *
 * A question is a node as well: each answer is tried, faults under their bound.
 *
 * When a key becomes contended on the way, what was tried had too few points: all begins anew. So
 * in the end no memory access that was no point has been seen to be contended in any schedule.
 */
#include "dpori.h"

/* --- a schedule ------------------------------------------------------------------------------- */

static unsigned
width_for(uint64_t contexts)
{
    unsigned width = 4;

    while (width < SEARCH_CONTEXTS && contexts >> width != 0) {
        width *= 2;
    }
    return width;
}

static void
restart(void)
{
    tree_reset();
    access_undo(0);
    dpor->edge_count = dpor->print_count = 0;
    dpor->width = width_for(search->enabled);
}

static void
go_live(void)
{
    if (!dpor->live && tree->position == tree->depth) {
        dpor->live = true;
        clock_go_live();
    }
}

static void
dpor_begin(void)
{
    if (search->starting) {
        search->starting = false;
        host_fixed(DPOR_ADDRESS, sizeof *dpor);
        access_reset();
        restart();
    }
    tree_begin();
    clock_begin();
    dpor->live = false;
    go_live();
}

/* The step that has been made; who is blocked has looked at what blocks it. */
static void
end_step(enum search_point point, uintptr_t key, unsigned current)
{
    if (tree->step == NO_NODE || tree->blind) {
        return;
    }
    if (point == SEARCH_BLOCKED && tree->nodes[tree->step].chosen == current) {
        access_touch(key, false);
    }
    if (dpor->live) {
        sleep_recall();
        race_step();
    }
    clock_commit();
}

/* More contexts than clocks have room for: all begins anew when this schedule is over. */
static bool
too_wide(uint64_t able)
{
    if (dpor->width == SEARCH_CONTEXTS || able >> dpor->width == 0) {
        return false;
    }
    tree->blind = true;
    return true;
}

/* What has been announced and is not made in this schedule. */
static void
race_who_waits(uint64_t except)
{
    for (unsigned i = 0; i < dpor->width && !tree->blind; i++) {
        if (search->pending[i] != 0 && !has(except, i)) {
            race_pending(i, search->pending[i]);
        }
    }
}

static unsigned
new_turn(const struct turn *turn)
{
    uint32_t parent = tree->step;
    struct node *node = tree_add(turn->able, 0);
    uint64_t awake;

    if (node == NULL) {
        return turn->usual;
    }
    node->accesses = dpor->access_count;
    node->edges = dpor->edge_count;
    node->prints = node->print = dpor->print_count;
    sleep_inherit(node, parent);
    awake = turn->able & ~node->sleep;
    if (awake == 0) {
        search->result.pruned++;
        tree->depth--;
        race_who_waits(node->sleep);
        return SEARCH_STOP;
    }
    node->chosen = has(awake, turn->usual) ? turn->usual : lowest_of(awake);
    node->tried = bit_of(node->chosen);
    return node->chosen;
}

static unsigned
dpor_turn(const struct turn *turn)
{
    struct node *node;

    end_step(turn->point, turn->key, turn->current);
    if (tree->blind || too_wide(turn->able)) {
        return turn->usual;
    }
    node = tree_repeat(turn->able, 0);
    if (node == NULL) {
        return new_turn(turn);
    }
    go_live();
    return search->stopped ? SEARCH_STOP : node->chosen;
}

static unsigned
dpor_answer(enum search_question question, unsigned n)
{
    uint32_t answers = tree_answers(question, n);
    struct node *node;

    if (answers == 1 || tree->blind) {
        return 0;
    }
    node = tree_repeat(0, answers);
    if (node != NULL) {
        go_live();
        return node->chosen;
    }
    node = tree_add(0, answers);
    if (node != NULL) {
        node->accesses = dpor->access_count;
        node->edges = dpor->edge_count;
    }
    return 0;
}

/* --- the next one ----------------------------------------------------------------------------- */

static void
cut(const struct node *node)
{
    access_undo(node->accesses);
    dpor->edge_count = node->edges;
}

static bool
another_answer(struct node *node)
{
    if (node->step != NO_NODE) {
        sleep_print(node->accesses);
    }
    cut(node);
    return ++node->chosen < node->answers;
}

static bool
another_turn(struct node *node)
{
    uint64_t left;

    sleep_print(node->accesses);
    sleep_done(node);
    cut(node);
    left = node->tried & ~node->done & ~node->sleep;
    if (left == 0) {
        dpor->print_count = node->prints;
        return false;
    }
    node->chosen = lowest_of(left);
    node->print = dpor->print_count;
    return true;
}

static bool
backtrack(void)
{
    for (; tree->depth > 0; tree->depth--) {
        struct node *node = &tree->nodes[tree->depth - 1];

        if (node->answers != 0 ? another_answer(node) : another_turn(node)) {
            return true;
        }
    }
    return false;
}

static bool
dpor_next(void)
{
    if (!tree_is_repeated()) {
        return false;
    }
    if (!search->stopped) {
        end_step(SEARCH_CALL, 0, SEARCH_STOP);
        race_who_waits(0);
    }
    if (search->key_count > search->key_points || search->enabled >> (dpor->width - 1) > 1) {
        search->result.restarts++;
        restart();
        return true;
    }
    return backtrack();
}

const struct plan plan_dpor = {.strategy = SEARCH_DPOR,
                               .begin = dpor_begin,
                               .turn = dpor_turn,
                               .answer = dpor_answer,
                               .touch = access_touch,
                               .edge = clock_edge,
                               .next = dpor_next};
