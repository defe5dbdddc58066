/*
 * scenario/drivers/list_aba.h - entries that threads take from a list and put back
 */
#ifndef LIST_ABA_H
#define LIST_ABA_H

#include <devioctl.h>

/* The caller takes entries, a few at a time, and puts them back, many times. */
#define IOCTL_CHURN CTL_CODE(FILE_DEVICE_UNKNOWN, 0x800, METHOD_BUFFERED, FILE_ANY_ACCESS)

enum { ABA_ENTRIES = 4, ABA_ROUNDS = 50 };

typedef struct _ABA_STORY {
    BOOLEAN OwnList; /* a list with a compare-exchange of the head, not an SLIST */
    ULONG Twice;     /* entries that somebody else had already */
} ABA_STORY, *PABA_STORY;

#endif
