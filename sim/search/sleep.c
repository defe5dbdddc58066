/*
 * sim/search/sleep.c - steps that need not be tried, because they were
 *
 * When all that begins with a context's step has been tried at a node, that context sleeps in what
 * else is tried there, until a step that depends on its own. A schedule in which everybody who
 * could go on sleeps is one that was tried before, and stops.
 *
 * Whether two steps depend on each other is known from their prints: what they touched. A step in
 * which questions are answered has the prints of all its answers.
 *
 * A step may touch other keys after the one that woke the sleeper than it did when it was tried: a
 * lock is held now, so what it guards is not touched. It is still the same step, and is not
 * independent of those who touch what it would have touched. So it has both prints.
 */
#include "dpori.h"

static struct print_ref *
ref_of(uint32_t node, unsigned context)
{
    return &dpor->refs[node * dpor->width + context];
}

static void
add_print(uint32_t slot, bool write)
{
    if (dpor->print_count == PRINTS_MAX) {
        search->result.capped = true;
        return;
    }
    dpor->prints[dpor->print_count++] = slot << 1 | write;
}

void
sleep_print(uint32_t from)
{
    for (uint32_t i = from; i < dpor->access_count; i++) {
        add_print(dpor->accesses[i].slot, dpor->accesses[i].write);
    }
}

void
sleep_done(struct node *node)
{
    struct print_ref *ref = ref_of((uint32_t)(node - tree->nodes), node->chosen);

    ref->start = node->print;
    ref->count = dpor->print_count - node->print;
    node->done |= bit_of(node->chosen);
}

/* Does the step that has just been made depend on what the sleeper would do? */
static bool
wakes(const struct print_ref *ref, uint32_t step)
{
    for (uint32_t i = ref->start; i < ref->start + ref->count; i++) {
        uint32_t head = dpor->slots[dpor->prints[i] >> 1].head;

        if (head != 0 && dpor->accesses[head - 1].node == step &&
            ((dpor->prints[i] & 1) != 0 || dpor->accesses[head - 1].write)) {
            return true;
        }
    }
    return false;
}

static uint64_t
woken_by_edges(uint32_t step)
{
    uint64_t woken = 0;

    for (uint32_t i = dpor->edge_count; i > 0 && dpor->edges[i - 1].step == step; i--) {
        woken |= bit_of(dpor->edges[i - 1].to);
    }
    return woken;
}

void
sleep_inherit(struct node *node, uint32_t parent)
{
    const struct node *before = &tree->nodes[parent];
    uint64_t sleepers, woken;

    if (parent == NO_NODE) {
        return;
    }
    sleepers = (before->sleep | before->done) & ~bit_of(before->chosen);
    woken = sleepers != 0 ? sleepers & woken_by_edges(parent) : 0;
    for (uint64_t rest = sleepers & ~woken; rest != 0; rest &= rest - 1) {
        unsigned context = lowest_of(rest);
        const struct print_ref *ref = ref_of(parent, context);

        if (wakes(ref, parent)) {
            woken |= bit_of(context);
        } else {
            *ref_of((uint32_t)(node - tree->nodes), context) = *ref;
        }
    }
    node->sleep = sleepers & ~woken;
    node->woken = (before->woken & ~bit_of(before->chosen)) | woken;
}

/* The step of one that was woken, as it was when it was tried: what it would have touched then. */
void
sleep_recall(void)
{
    unsigned context = tree->nodes[tree->step].chosen;

    if (!has(tree->nodes[tree->step].woken, context)) {
        return;
    }
    for (uint32_t i = tree->step; i-- > dpor->last[context];) {
        const struct node *node = &tree->nodes[i];
        const struct print_ref *ref = ref_of(i, context);

        if (node->answers != 0 || !has(node->sleep | node->done, context)) {
            continue;
        }
        for (uint32_t k = ref->start; k < ref->start + ref->count; k++) {
            access_touch(dpor->slots[dpor->prints[k] >> 1].key, (dpor->prints[k] & 1) != 0);
        }
    }
}
