/*
 * sim/search/bound.c - all schedules of at most so many preemptions
 *
 * A preemption is a turn for somebody else although the current context could go on. The bound is
 * raised one by one, so what needs few of them is found first; when no schedule was held back by
 * the bound, there are none with more.
 */
#include "tree.h"

static struct node *
bound_node(uint64_t able, uint32_t answers, bool *repeated)
{
    struct node *node = tree_repeat(able, answers);

    *repeated = node != NULL;
    return node != NULL ? node : tree_add(able, answers);
}

static bool
is_preemption(const struct turn *turn, unsigned next)
{
    return turn->usual == turn->current && next != turn->current;
}

static unsigned
bound_turn(const struct turn *turn)
{
    bool repeated;
    struct node *node = bound_node(turn->able, 0, &repeated);

    if (node == NULL || search->stopped) {
        return search->stopped ? SEARCH_STOP : turn->usual;
    }
    if (!repeated) {
        node->used = search->preemptions;
        node->chosen = turn->usual;
        node->tried = turn->able;
        if (turn->usual == turn->current && node->used >= search->bound) {
            node->tried = bit_of(turn->usual);
            search->held_back |= turn->able != node->tried;
        }
    }
    search->preemptions += is_preemption(turn, node->chosen);
    return node->chosen;
}

static unsigned
bound_answer(enum search_question question, unsigned n)
{
    uint32_t answers = tree_answers(question, n);
    bool repeated;
    struct node *node;

    if (answers == 1) {
        return 0;
    }
    node = bound_node(0, answers, &repeated);
    return node != NULL ? node->chosen : 0;
}

static void
bound_restart(uint32_t bound)
{
    tree_reset();
    search->bound = bound;
    search->held_back = false;
}

static void
bound_begin(void)
{
    if (search->starting) {
        search->starting = false;
        bound_restart(0);
    }
    search->preemptions = 0;
    tree_begin();
}

/* Another answer, another turn at the last node that has one; false: the tree has been walked. */
static bool
bound_backtrack(void)
{
    for (; tree->depth > 0; tree->depth--) {
        struct node *node = &tree->nodes[tree->depth - 1];
        uint64_t left;

        if (node->answers != 0 && ++node->chosen < node->answers) {
            return true;
        }
        node->done |= node->answers == 0 ? bit_of(node->chosen) : 0;
        left = node->tried & ~node->done;
        if (left != 0) {
            node->chosen = lowest_of(left);
            return true;
        }
    }
    return false;
}

static bool
bound_next(void)
{
    if (!tree_is_repeated()) {
        return false;
    }
    if (search->key_count > search->key_points) {
        search->result.restarts++;
        bound_restart(search->bound);
        return true;
    }
    if (bound_backtrack()) {
        return true;
    }
    if (!search->held_back || search->bound >= search->config.bound) {
        return false;
    }
    bound_restart(search->bound + 1);
    return true;
}

const struct plan plan_bound = {.strategy = SEARCH_BOUND,
                                .begin = bound_begin,
                                .turn = bound_turn,
                                .answer = bound_answer,
                                .next = bound_next};
