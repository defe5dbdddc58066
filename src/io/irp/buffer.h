/*
 * src/io/irp/buffer.h - how the data of a request gets to the driver and back
 */
#ifndef IOP_BUFFER_H
#define IOP_BUFFER_H

#include "service/service.h"

/* --- small.c: system buffers ------------------------------------------------------------------ */

PVOID IopTakeSystemBuffer(PIOP_IRP Own, ULONG Length); /* NULL: no memory */
VOID IopReturnSystemBuffer(PIOP_IRP Own);              /* Irp->AssociatedIrp.SystemBuffer */

/* --- buffer.c: the data of services ----------------------------------------------------------- */

/* Prepare Own's buffers; on failure nothing is left to undo but the IRP. */
NTSTATUS IopBufferBoth(PIOP_SERVICE Service, PVOID Input, ULONG InputLength, PVOID Output,
                       ULONG OutputLength);
NTSTATUS IopBufferIn(PIOP_SERVICE Service, PVOID Buffer, ULONG Length);  /* write-like, buffered */
NTSTATUS IopBufferOut(PIOP_SERVICE Service, PVOID Buffer, ULONG Length); /* read-like, buffered */
/* As the top device wants it; In: data for the driver. */
NTSTATUS IopBufferByDevice(PIOP_SERVICE Service, PVOID Buffer, ULONG Length, BOOLEAN In);
NTSTATUS IopBufferDirect(PIOP_SERVICE Service, PVOID Buffer, ULONG Length,
                         LOCK_OPERATION Operation);
PVOID IopAllocateSystemBuffer(SIZE_T Length);

#endif
