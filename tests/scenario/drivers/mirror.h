/*
 * scenario/drivers/mirror.h - a device whose writes go to two others
 *
 * The byte offset of a request says what the children do with it: MIRROR_OFFSET.
 */
#ifndef MIRROR_H
#define MIRROR_H

enum { CHILDREN = 2, MIRROR_WRITES = 16 };

typedef enum _CHILD_WAY {
    ChildCompletes,
    ChildFails,
    ChildPends,
    ChildPendsAndFails,
    ChildWays
} CHILD_WAY;

#define MIRROR_OFFSET(First, Second) ((First) + (Second) * ChildWays)

/* Counts; of at most MIRROR_WRITES writes. */
typedef struct _MIRROR_STORY {
    LONG ReadsOf[CHILDREN], WritesOf[CHILDREN];
    LONG Duplicates, Freed, Originals;
    LONG BelowZero;       /* the count of a write's duplicates was */
    LONG Now, MostAtOnce; /* writes that have not ended */
    LONG Last[CHILDREN];  /* this child's completion completed the original */
    LONG BeforeReturn;    /* originals that ended before their dispatch routine */
} MIRROR_STORY, *PMIRROR_STORY;

#endif
