/*
 * scenario/drivers/cleanup_close.h - reads that wait until their file is cleaned up
 */
#ifndef CLEANUP_CLOSE_H
#define CLEANUP_CLOSE_H

enum { CLEANUP_FILES = 4 };

/* By the order of opening. */
typedef struct _FILE_STORY {
    PFILE_OBJECT File;
    CHAR Seen[16]; /* 'o'pen, 'r'ead, clean'u'p, 'c'lose, in this order */
    ULONG Waiting; /* reads */
    ULONG Late;    /* reads that came after the cleanup */
} FILE_STORY, *PFILE_STORY;

#endif
