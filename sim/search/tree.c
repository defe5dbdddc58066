/*
 * sim/search/tree.c - the path through the tree of schedules
 */
#include "tree.h"

void
tree_reset(void)
{
    host_fixed(TREE_ADDRESS, sizeof *tree);
    tree->depth = 0;
}

void
tree_begin(void)
{
    tree->position = 0;
    tree->step = NO_NODE;
    tree->blind = false;
}

void
tree_give_up(void)
{
    tree->blind = true;
    search->result.capped = true;
}

bool
tree_is_repeated(void)
{
    search->broken |= tree->position < tree->depth;
    return !search->broken;
}

struct node *
tree_repeat(uint64_t able, uint32_t answers)
{
    struct node *node = &tree->nodes[tree->position];

    if (tree->position >= tree->depth) {
        return NULL;
    }
    if (node->able != able || node->answers != answers) {
        search->broken = search->stopped = true;
    }
    if (answers == 0) {
        tree->step = tree->position;
    }
    tree->position++;
    return node;
}

struct node *
tree_add(uint64_t able, uint32_t answers)
{
    struct node *node = &tree->nodes[tree->depth];

    if (tree->depth == NODES_MAX) {
        tree_give_up();
        return NULL;
    }
    *node = (struct node){.able = able, .answers = answers, .step = tree->step};
    if (answers == 0) {
        tree->step = tree->depth;
    }
    tree->position = ++tree->depth;
    return node;
}

uint32_t
tree_answers(enum search_question question, unsigned n)
{
    if (question == SEARCH_FAULT && search->faults >= search->config.faults) {
        return 1;
    }
    if (n > ANSWERS_MAX) {
        search->result.capped = true;
        return ANSWERS_MAX;
    }
    return n;
}
