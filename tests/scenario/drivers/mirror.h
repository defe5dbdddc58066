/*
 * scenario/drivers/mirror.h - a device whose writes go to two others
 */
#ifndef MIRROR_H
#define MIRROR_H

enum { CHILDREN = 2 };

typedef enum _CHILD_WAY {
    ChildCompletes,
    ChildFails,
    ChildPends,
    ChildPendsAndFails,
    ChildWays
} CHILD_WAY;

typedef struct _MIRROR_STORY {
    CHILD_WAY Ways[CHILDREN];
    ULONG ReadsOf[CHILDREN], WritesOf[CHILDREN];
    LONG LowestCount;
    ULONG Duplicates, Freed, Originals;
    ULONG LastChild;             /* whose completion completed the original */
    BOOLEAN DispatchHadReturned; /* when it did */
} MIRROR_STORY, *PMIRROR_STORY;

#endif
