/*
 * sim/search/clock.c - vector clocks: which step came before which
 *
 * The row of a step has an entry for each context: that one's last step that comes before it, as
 * node + 1. Rows stay true as long as their node is on the path. What comes before a context's next
 * step are its last step and the edges to it since.
 */
#include <string.h>

#include "dpori.h"

void
clock_join(uint32_t *row, const uint32_t *other)
{
    for (unsigned i = 0; i < dpor->width; i++) {
        row[i] = row[i] > other[i] ? row[i] : other[i];
    }
}

void
clock_begin(void)
{
    memset(dpor->last, 0, sizeof dpor->last);
}

const uint32_t *
clock_before(unsigned context)
{
    static const uint32_t nothing[SEARCH_CONTEXTS];

    return dpor->last[context] != 0 ? clock_row(dpor->last[context] - 1) : nothing;
}

void
clock_go_live(void)
{
    size_t size = dpor->width * sizeof dpor->clocks[0][0];

    for (unsigned i = 0; i < dpor->width; i++) {
        memcpy(dpor->clocks[i], clock_before(i), size);
    }
    for (uint32_t i = 0; i < dpor->edge_count; i++) {
        const struct edge *edge = &dpor->edges[i];

        if (edge->step >= dpor->last[edge->to] && edge->source != tree->step) {
            clock_join(dpor->clocks[edge->to], clock_row(edge->source));
        }
    }
}

static void
note_edge(unsigned to, uint32_t source)
{
    if (dpor->edge_count == EDGES_MAX) {
        tree_give_up();
        return;
    }
    dpor->edges[dpor->edge_count++] = (struct edge){to, tree->step, source};
}

/* From the step that is being made, whatever it stands for; and from `from` if that is another. */
void
clock_edge(unsigned from, unsigned to)
{
    if (!dpor->live || tree->blind || tree->step == NO_NODE || to >= dpor->width) {
        return;
    }
    if (to != tree->nodes[tree->step].chosen) {
        note_edge(to, tree->step);
    }
    if (from < dpor->width && from != to && dpor->last[from] != 0) {
        note_edge(to, dpor->last[from] - 1);
        clock_join(dpor->clocks[to], clock_row(dpor->last[from] - 1));
    }
}

void
clock_commit(void)
{
    unsigned own = tree->nodes[tree->step].chosen;
    uint32_t i = dpor->edge_count;

    dpor->last[own] = tree->step + 1;
    if (!dpor->live) {
        return;
    }
    memcpy(dpor->clocks[own], clock_row(tree->step), dpor->width * sizeof dpor->clocks[0][0]);
    for (; i > 0 && dpor->edges[i - 1].step == tree->step; i--) {
        if (dpor->edges[i - 1].source == tree->step) {
            clock_join(dpor->clocks[dpor->edges[i - 1].to], clock_row(tree->step));
        }
    }
}
