/*
 * sim/search/tree.h - the path through the tree of schedules, for DPOR and the bounded search
 *
 * A node is a decision: a turn, or the answer to a question. The path holds those of the schedule
 * that ran last. The next schedule repeats them up to the last node that has something left to try,
 * takes that there, and goes on with nodes of its own.
 */
#ifndef TREE_H
#define TREE_H

#include "searchi.h"

enum { NODES_MAX = 1 << 15, ANSWERS_MAX = 1 << 10 };
#define NO_NODE UINT32_MAX

struct node {
    uint64_t able;    /* a turn: who could go on */
    uint64_t tried;   /* who has, does, or is to be tried */
    uint64_t done;    /* who has been */
    uint32_t answers; /* of a question; 0: a turn */
    uint32_t chosen;
    uint32_t used; /* bound.c: preemptions before this node */
    uint32_t step; /* a question: the turn that it is asked in, or NO_NODE */
    /* dpor.c: */
    uint64_t sleep;                   /* whose step here is part of a schedule that was tried */
    uint64_t woken;                   /* who slept before, and has made no step since */
    uint32_t accesses, edges, prints; /* so many there were before */
    uint32_t print;                   /* where the print of the chosen step begins */
};

struct tree {
    uint32_t depth, position; /* position < depth: what is tried next has been decided before */
    uint32_t step;            /* the turn that is being made, or NO_NODE */
    bool blind;               /* in the rest of this schedule nothing is learnt any more */
    struct node nodes[NODES_MAX];
};

#define TREE_ADDRESS 0x473000000000
static struct tree *const tree = (struct tree *)TREE_ADDRESS;

void tree_reset(void);
void tree_begin(void); /* a schedule */
/* The node of this decision, if it has been made before: NULL if it is new. Stops the schedule when
   it is another decision than before. */
struct node *tree_repeat(uint64_t able, uint32_t answers);
/* A new node; NULL: the path is too deep, the rest of the schedule goes as usual. */
struct node *tree_add(uint64_t able, uint32_t answers);
/* After a schedule: were all decisions of before asked for? If not, the program does not repeat. */
bool tree_is_repeated(void);
/* Nothing is learnt from the rest of this schedule. */
void tree_give_up(void);
/* How many answers are to be tried. */
uint32_t tree_answers(enum search_question question, unsigned n);

#endif
