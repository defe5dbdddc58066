/*
 * sim/search/dpori.h - what the parts of DPOR share
 *
 *      access.c   who touched what in this schedule, key by key
 *      clock.c    what came before what
 *      race.c     dependent steps that could be the other way round: what is to be tried
 *      sleep.c    whose next step need not be tried, because it was
 *      dpor.c     the walk through the tree
 *
 * All of it belongs to the path (tree.h): when the path is cut, what was noted behind the cut is
 * undone; what was noted before it is still true, for the program repeats.
 */
#ifndef DPORI_H
#define DPORI_H

#include "tree.h"

enum {
    ACCESSES_MAX = 1 << 18,
    SLOTS = 1 << 15,
    EDGES_MAX = 1 << 16,
    PRINTS_MAX = 1 << 20,
    RACES_MAX = 1 << 12
};

struct access {
    uint32_t node; /* the turn in which it was made */
    uint32_t slot;
    uint32_t previous;   /* access of this key, + 1; 0: none */
    uint32_t last_write; /* of this key, this one included, + 1; 0: none */
    uint64_t readers;    /* since then */
    uint8_t context;
    bool write;
};

struct slot {
    uintptr_t key;
    uint32_t head; /* last access, + 1; 0: none */
};

/* What `step` did, and what the source's steps before it did, comes before what `to` does next. */
struct edge {
    uint32_t to, step, source;
};

struct print_ref {
    uint32_t start, count;
};

struct dpor {
    bool live;      /* behind the part of the path that is repeated */
    unsigned width; /* of clocks: more contexts than there are */

    /* access.c */
    uint32_t access_count, slots_used;
    struct access accesses[ACCESSES_MAX];
    struct slot slots[SLOTS];
    /* clock.c */
    uint32_t last[SEARCH_CONTEXTS]; /* the last complete step of a context: node + 1 */
    uint32_t clocks[SEARCH_CONTEXTS][SEARCH_CONTEXTS]; /* what comes before its next step */
    uint32_t rows[NODES_MAX * SEARCH_CONTEXTS];        /* of the steps that begin at nodes */
    uint32_t edge_count;
    struct edge edges[EDGES_MAX];
    /* race.c */
    uint32_t races[RACES_MAX][2]; /* earlier access, the one that is being made */
    /* sleep.c */
    uint32_t print_count;
    uint32_t prints[PRINTS_MAX]; /* slot << 1 | write */
    struct print_ref refs[NODES_MAX * SEARCH_CONTEXTS];
};

#define DPOR_ADDRESS 0x47D000000000
static struct dpor *const dpor = (struct dpor *)DPOR_ADDRESS;

/* --- access.c --------------------------------------------------------------------------------- */
void access_reset(void); /* a new search: no key is known */
void access_touch(uintptr_t key, bool write);
void access_undo(uint32_t count); /* back to so many */
uint32_t access_slot(uintptr_t key);

/* --- clock.c ---------------------------------------------------------------------------------- */
static inline uint32_t *
clock_row(uint32_t node)
{
    return &dpor->rows[node * dpor->width];
}
/* Does the step of a row come after the one that begins at this node? */
static inline bool
clock_is_after(const uint32_t *row, uint32_t node)
{
    return row[tree->nodes[node].chosen] > node;
}
void clock_join(uint32_t *row, const uint32_t *other);
void clock_begin(void);   /* a schedule */
void clock_go_live(void); /* from the rows and edges of the repeated part */
void clock_commit(void);  /* the step has been made and has its row */
void clock_edge(unsigned from, unsigned to);
const uint32_t *clock_before(unsigned context); /* its last step's row */

/* --- race.c ----------------------------------------------------------------------------------- */
void race_step(void);                               /* the step that was made gets its row */
void race_pending(unsigned context, uintptr_t key); /* one that was never made */

/* --- sleep.c ---------------------------------------------------------------------------------- */
void sleep_inherit(struct node *node, uint32_t parent); /* parent: a turn, or NO_NODE */
void sleep_print(uint32_t from);    /* the accesses of the step that is cut, from this one on */
void sleep_done(struct node *node); /* its chosen step is */
void sleep_recall(void);            /* the step that was made touches what it would have touched */

#endif
