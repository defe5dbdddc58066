/*
 * core/snapshot.h - between the files that make a snapshot, trace.c and power-on
 */
#ifndef SIM_CORE_SNAPSHOT_H
#define SIM_CORE_SNAPSHOT_H

#include "core.h"

/* --- pieces.c: the memory that a snapshot holds --- */
struct piece {
    char *live; /* where it is written */
    char *seen; /* where everybody else sees it */
    size_t size;
    struct hw_range watchable; /* whole pages of this can be watched for writes (host/watch.c) */
};
/* The list of all of them; these are stacks in user memory. */
void pieces_collect(const struct hw_range *stacks, unsigned count);
struct piece *pieces_next(struct piece *piece); /* NULL: the first; behind the last */
void pieces_are_defined(void); /* after a restore */
void pieces_forget(void);
/* Memory that belongs to the list; it may hold pointers into stacks. Of data a part; pages of a
   window. */
void pieces_add_data(void *live, size_t size, struct hw_range data);
void pieces_add_ram(void *seen, size_t size, bool watchable);
bool pieces_is_zero(const void *page);
/* Twice the room for an array of the host's, if it is full. */
void *pieces_grown(void *array, size_t size, unsigned count, unsigned *room);

/* --- tail.c: SIM_STATE without what was never used of its arrays --- */
void tail_add_state(void);
void tail_clear(void); /* before a restore */
void tail_forget(void);

/* --- hidden.c: user pages, and which of them are only known to be zero --- */
void hidden_add_user(const struct hw_range *stacks, unsigned count);
void hidden_clear(void); /* before a restore */
void hidden_forget(void);

/* --- held.c: their contents, page by page --- */
struct span {
    char *live;
    const char *image;
    size_t size;
};
struct page {
    char *live, *seen;
    uint32_t first, count; /* spans */
    bool differed;
};
struct held {
    char *image; /* contents, one after the other */
    size_t bytes;
    struct span *spans, *others; /* within pages that can be watched; elsewhere */
    struct page *pages;
    unsigned span_count, other_count, page_count;
};
extern struct held held;
void held_take(void); /* of the pieces */
void held_forget(void);

/* --- changed.c: where a run has left something --- */
void changed_begin(void);
void changed_undo(void);
void changed_end(void);
/* Bytes that the next restore will look at. */
size_t changed_bytes(void);

/* --- alive.c: how far down the stacks are in use --- */
/* Begins anew, with these stacks and all in the window of stacks. */
void alive_begin(const struct hw_range *stacks, unsigned count);
/* There may be pointers into stacks in this memory. */
void alive_scan(const void *base, size_t size);
/* When all other memory has been scanned: looks in what is in use of the stacks themselves. */
void alive_finish(void);
/* Stack i, and the lowest address in it that is in use; false behind the last. */
bool alive_stack(unsigned i, struct hw_range *stack, char **low);
void alive_end(void);

/* --- trace.c --- */
void trace_returned(uint64_t from); /* a restore took the count of records back from there */

#endif
