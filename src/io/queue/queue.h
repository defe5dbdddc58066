/*
 * src/io/queue/queue.h - remove locks and work items
 */
#ifndef IOP_QUEUE_H
#define IOP_QUEUE_H

#include "iop.h"

/* removelock.c */
VOID IopInitRemoveLocks(VOID);

/* workitem.c */
VOID IopInitWorkItems(VOID);
VOID IopReportWorkItems(VOID (*Report)(PCSTR Format, ...));

#endif
